//! The work-item view of a conversation.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};

use super::payload::{DeletedTicket, Suggested, TicketAfter, payloads};
use crate::graphql::inputs::write::{
    CustomFieldInput, Parsed, PriorityInput, StatusInput, WriteOptions, custom_fields, given,
    object, tag_names, ticket,
};
use crate::graphql::scalars::{DateTime, Json};
use crate::graphql::write::{Wish, item};
use crate::model::command::{Command, ConversationChange};
use crate::model::{self, Id};
use crate::provider::Refusal;
use crate::writes::Item;

/// Arguments of `ticketUpdate`. Omitted fields stay, null clears.
#[derive(InputObject)]
pub(crate) struct TicketUpdateInput {
    /// Ticket.
    ticket_id: ID,
    /// New status.
    status: Option<StatusInput>,
    /// New priority.
    priority: Option<PriorityInput>,
    /// Ticket type, by its ID in Unthread. Providers: Unthread.
    type_id: MaybeUndefined<String>,
    /// Form fields. Providers: Unthread; custom fields elsewhere.
    fields: Option<Vec<CustomFieldInput>>,
    /// Deadline. Providers: PostHog.
    sla_due_at: MaybeUndefined<DateTime>,
    /// Wake-up time; null wakes it up. Providers: PostHog, Unthread.
    snoozed_until: MaybeUndefined<DateTime>,
    /// Why it was escalated. Providers: PostHog.
    escalation_reason: MaybeUndefined<String>,
    /// Whether AI solved it. Providers: PostHog.
    is_ai_resolved: Option<bool>,
    /// Traits of the requester: an object. Providers: PostHog.
    requester_traits: Option<Json>,
    /// Replace all tags.
    tags: Option<Vec<String>>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `ticketDelete`.
#[derive(InputObject)]
pub(crate) struct TicketDeleteInput {
    /// Ticket.
    ticket_id: ID,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `ticketSuggestReply`.
#[derive(InputObject)]
pub(crate) struct TicketSuggestReplyInput {
    /// Ticket.
    ticket_id: ID,
    #[graphql(flatten)]
    write: WriteOptions,
}

payloads! {
    /// Result of `ticketUpdate`.
    TicketUpdatePayload(TicketAfter);
    /// Result of `ticketDelete`.
    TicketDeletePayload(DeletedTicket);
    /// Result of `ticketSuggestReply`.
    TicketSuggestReplyPayload(Suggested);
}

fn named(ctx: &Context<'_>, text: &ID) -> Parsed<Id<model::Conversation>> {
    ticket(ctx, &["input", "ticketId"], text)
}

fn one(
    conversation: &Parsed<Id<model::Conversation>>,
    command: impl FnOnce(Id<model::Conversation>) -> Parsed<Command>,
) -> Parsed<Vec<Item>> {
    let conversation = conversation.clone()?;
    let source = conversation.source().clone();
    Ok(vec![item(&source, command(conversation)?)])
}

#[derive(Default)]
pub(crate) struct TicketMutation;

#[Object]
impl TicketMutation {
    /// Changes work-item fields; omitted fields stay, null clears.
    async fn ticket_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] mut input: TicketUpdateInput,
    ) -> TicketUpdatePayload {
        let wish = Wish::new("ticketUpdate", std::mem::take(&mut input.write))
            .naming(&[("until", "snoozedUntil"), ("customFields", "fields")]);
        let conversation = named(ctx, &input.ticket_id);
        let items = one(&conversation, |conversation| {
            Ok(Command::ChangeConversation {
                conversation,
                changes: input.changes()?,
            })
        });
        let outcome = wish.run(ctx, items).await;
        TicketUpdatePayload(
            TicketAfter(outcome.if_done(conversation.ok())),
            outcome.into(),
        )
    }

    /// Deletes a ticket and its conversation. Providers: PostHog, Help Scout.
    async fn ticket_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: TicketDeleteInput,
    ) -> TicketDeletePayload {
        let conversation = named(ctx, &input.ticket_id);
        let items = one(&conversation, |conversation| {
            Ok(Command::DeleteConversation(conversation))
        });
        let outcome = Wish::new("ticketDelete", input.write).run(ctx, items).await;
        let deleted = outcome.if_done(conversation.ok());
        let deleted = deleted.map(|conversation| conversation.view_as());
        TicketDeletePayload(DeletedTicket(deleted), outcome.into())
    }

    /// Asks the provider's AI for a draft; nothing is sent. Providers: PostHog.
    async fn ticket_suggest_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: TicketSuggestReplyInput,
    ) -> TicketSuggestReplyPayload {
        let conversation = named(ctx, &input.ticket_id);
        let items = one(&conversation, |conversation| {
            Ok(Command::SuggestReply(conversation))
        });
        let outcome = Wish::new("ticketSuggestReply", input.write)
            .run(ctx, items)
            .await;
        let suggestion = outcome.done().and_then(|done| done.suggestion.clone());
        TicketSuggestReplyPayload(Suggested(suggestion), outcome.into())
    }
}

impl TicketUpdateInput {
    fn changes(self) -> Parsed<Vec<ConversationChange>> {
        use ConversationChange as Change;
        let Self {
            ticket_id: _,
            status,
            priority,
            type_id,
            fields,
            sla_due_at,
            snoozed_until,
            escalation_reason,
            is_ai_resolved,
            requester_traits,
            tags,
            write: _,
        } = self;
        let fields = custom_fields(&["input", "fields"], fields)?;
        let tags = tags.map(|tags| tag_names(&["input", "tags"], tags, true));
        let traits = requester_traits.map(|json| object(&["input", "requesterTraits"], json));
        let snooze = given(snoozed_until).map(|until| match until {
            Some(until) => Change::Snooze(Some(until.0)),
            None => Change::Unsnooze,
        });
        let status = status.map(|to| Change::Status {
            to: to.into(),
            actor: None,
        });
        let changes = [
            status,
            priority.map(|to| Change::Priority(to.into())),
            given(type_id).map(Change::TicketType),
            (!fields.is_empty()).then_some(Change::CustomFields(fields)),
            given(sla_due_at).map(|due| Change::SlaDueAt(due.map(|due| due.0))),
            snooze,
            given(escalation_reason).map(Change::EscalationReason),
            is_ai_resolved.map(Change::IsAiResolved),
            traits.transpose()?.map(Change::RequesterTraits),
            tags.transpose()?.map(Change::SetTags),
        ];
        let changes: Vec<_> = changes.into_iter().flatten().collect();
        if changes.is_empty() {
            return Err(Refusal::bad_input(&["input"], "Nothing is to be changed."));
        }
        Ok(changes)
    }
}
