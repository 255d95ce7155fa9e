//! One change of many conversations, of any sources. Each succeeds or fails alone.

use std::collections::HashMap;

use async_graphql::{Context, ID, InputObject, Object};

use super::payload::{ConversationsAfter, Results, payloads};
use crate::graphql::inputs::write::{
    AssigneeInput, Parsed, PriorityInput, StatusInput, WriteOptions, id, tag_names, ticket,
};
use crate::graphql::scalars::DateTime;
use crate::graphql::types::enums::BulkTagAction;
use crate::graphql::write::{Outcome, Wish};
use crate::model::command::{Command, ConversationChange};
use crate::model::{self, Assignee, Id, SourceKey};
use crate::provider::Refusal;
use crate::writes::Item;

/// Most items of a bulk write.
const MOST: usize = 100;

/// Arguments of `conversationsBulkUpdate`.
#[derive(InputObject)]
pub(crate) struct ConversationsBulkUpdateInput {
    /// At most 100 conversations.
    conversation_ids: Vec<ID>,
    /// New status.
    status: Option<StatusInput>,
    /// New priority.
    priority: Option<PriorityInput>,
    /// New assignee.
    assignee: Option<AssigneeInput>,
    /// Wake-up time.
    snooze_until: Option<DateTime>,
    /// Tags to add.
    add_tags: Option<Vec<String>>,
    /// Tags to remove.
    remove_tags: Option<Vec<String>>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `ticketsBulkUpdateTags`.
#[derive(InputObject)]
pub(crate) struct TicketsBulkUpdateTagsInput {
    /// At most 100 tickets of any sources.
    ticket_ids: Vec<ID>,
    /// What to do.
    action: BulkTagAction,
    /// Tag names.
    tags: Vec<String>,
    #[graphql(flatten)]
    write: WriteOptions,
}

payloads! {
    /// Result of `conversationsBulkUpdate`.
    ConversationsBulkUpdatePayload(Results, ConversationsAfter);
    /// Result of `ticketsBulkUpdateTags`.
    TicketsBulkUpdateTagsPayload(Results);
}

#[derive(Default)]
pub(crate) struct BulkMutation;

#[Object]
impl BulkMutation {
    /// Applies one change to many conversations of any sources, a few at a time; each item succeeds or fails alone.
    async fn conversations_bulk_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] mut input: ConversationsBulkUpdateInput,
    ) -> ConversationsBulkUpdatePayload {
        let wish = Wish::new("conversationsBulkUpdate", std::mem::take(&mut input.write))
            .naming(&[("until", "snoozeUntil"), ("tags", "addTags")]);
        let ids = bounded(
            &["input", "conversationIds"],
            input.conversation_ids.clone(),
        );
        let ids = ids.and_then(|texts| {
            let named = |text: &ID| id(ctx, &["input", "conversationIds"], text);
            texts.iter().map(named).collect::<Parsed<Vec<_>>>()
        });
        let items = match &ids {
            Ok(ids) => input.items(ctx, ids).await,
            Err(refusal) => Err(refusal.clone()),
        };
        let outcome = wish.run(ctx, items).await;
        let changed = changed(&outcome, ids.unwrap_or_default());
        ConversationsBulkUpdatePayload(
            Results(outcome.report.items.clone()),
            ConversationsAfter(changed),
            outcome.into(),
        )
    }

    /// Changes tags on many tickets, ticket by ticket. Each succeeds or fails alone.
    async fn tickets_bulk_update_tags(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] mut input: TicketsBulkUpdateTagsInput,
    ) -> TicketsBulkUpdateTagsPayload {
        let wish = Wish::new("ticketsBulkUpdateTags", std::mem::take(&mut input.write));
        let outcome = wish.run(ctx, input.items(ctx)).await;
        TicketsBulkUpdateTagsPayload(Results(outcome.report.items.clone()), outcome.into())
    }
}

fn bounded(place: &[&'static str], ids: Vec<ID>) -> Parsed<Vec<ID>> {
    if ids.is_empty() {
        return Err(Refusal::bad_input(place, "Expected at least one ID."));
    }
    if ids.len() > MOST {
        return Err(Refusal::bad_input(place, "Expected at most 100 IDs."));
    }
    Ok(ids)
}

/// The conversations that something was done to.
fn changed(outcome: &Outcome, ids: Vec<Id<model::Conversation>>) -> Vec<Id<model::Conversation>> {
    let items = outcome.report.items.iter().zip(ids);
    let done = items.filter(|(item, _)| item.done.is_some());
    done.map(|(_, id)| id).collect()
}

fn changing(
    conversation: &Id<model::Conversation>,
    changes: Vec<ConversationChange>,
    target: String,
) -> Item {
    Item {
        target: Some(target),
        source: conversation.source().clone(),
        command: Command::ChangeConversation {
            conversation: conversation.clone(),
            changes,
        },
        unless_activity_after: None,
    }
}

impl ConversationsBulkUpdateInput {
    async fn items(self, ctx: &Context<'_>, ids: &[Id<model::Conversation>]) -> Parsed<Vec<Item>> {
        let Self {
            conversation_ids: _,
            status,
            priority,
            assignee,
            snooze_until,
            add_tags,
            remove_tags,
            write: _,
        } = self;
        let add = add_tags.map(|names| tag_names(&["input", "addTags"], names, false));
        let remove = remove_tags.map(|names| tag_names(&["input", "removeTags"], names, false));
        let shared: Vec<_> = [
            status.map(|to| ConversationChange::Status {
                to: to.into(),
                actor: None,
            }),
            priority.map(|to| ConversationChange::Priority(to.into())),
            snooze_until.map(|until| ConversationChange::Snooze(Some(until.0))),
            add.transpose()?.map(|names| ConversationChange::AddTags {
                names,
                creates_missing: false,
            }),
            remove.transpose()?.map(ConversationChange::RemoveTags),
        ]
        .into_iter()
        .flatten()
        .collect();
        if shared.is_empty() && assignee.is_none() {
            return Err(Refusal::bad_input(&["input"], "Nothing is to be changed."));
        }
        let assignees = assignees(ctx, assignee, ids).await?;
        let item = |id: &Id<model::Conversation>| {
            let assignee = assignees.get(id.source()).cloned();
            let assign = assignee.map(ConversationChange::Assign);
            let changes = assign.into_iter().chain(shared.clone()).collect();
            changing(id, changes, id.to_global())
        };
        Ok(ids.iter().map(item).collect())
    }
}

/// The assignee in each source.
async fn assignees(
    ctx: &Context<'_>,
    assignee: Option<AssigneeInput>,
    ids: &[Id<model::Conversation>],
) -> Parsed<HashMap<SourceKey, Assignee>> {
    let mut assignees = HashMap::new();
    let Some(assignee) = assignee else {
        return Ok(assignees);
    };
    for id in ids {
        let source = id.source();
        if !assignees.contains_key(source) {
            let found = assignee
                .clone()
                .assignee(ctx, source, &["input", "assignee"]);
            assignees.insert(source.clone(), found.await?);
        }
    }
    Ok(assignees)
}

impl TicketsBulkUpdateTagsInput {
    fn items(self, ctx: &Context<'_>) -> Parsed<Vec<Item>> {
        let Self {
            ticket_ids,
            action,
            tags,
            write: _,
        } = self;
        let place = ["input", "ticketIds"];
        let names = tag_names(&["input", "tags"], tags, action == BulkTagAction::Set)?;
        let change = match action {
            BulkTagAction::Add => ConversationChange::AddTags {
                names,
                creates_missing: false,
            },
            BulkTagAction::Remove => ConversationChange::RemoveTags(names),
            BulkTagAction::Set => ConversationChange::SetTags(names),
        };
        let item = |text: &ID| {
            let conversation = ticket(ctx, &place, text)?;
            Ok(changing(
                &conversation,
                vec![change.clone()],
                text.to_string(),
            ))
        };
        bounded(&place, ticket_ids)?.iter().map(item).collect()
    }
}
