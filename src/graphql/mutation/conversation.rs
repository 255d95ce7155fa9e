//! Changes of one conversation.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};

use super::payload::{ConversationAfter, DeletedConversation, Told, payloads};
use crate::graphql::inputs::write::{
    AssigneeInput, CustomFieldInput, Parsed, PriorityInput, StatusInput, WriteOptions,
    custom_fields, given, id, id_in, object, person, tag_names,
};
use crate::graphql::scalars::{DateTime, Json};
use crate::graphql::write::{Wish, item};
use crate::model::command::{Command, ConversationChange};
use crate::model::{self, Id, SourceKey};
use crate::provider::Refusal;

/// Arguments of `conversationUpdate`. Omitted fields stay, null clears.
#[derive(InputObject)]
pub(crate) struct ConversationUpdateInput {
    /// Conversation.
    conversation_id: ID,
    /// Title. Providers: Unthread, Cord name, Help Scout.
    subject: MaybeUndefined<String>,
    /// Custom fields; the others stay.
    custom_fields: Option<Vec<CustomFieldInput>>,
    /// Metadata to merge: an object; null removes a key. Providers: Unthread, Cord.
    metadata: Option<Json>,
    /// Other contact. Providers: Help Scout, Unthread submitter.
    contact_id: Option<ID>,
    /// Other company. Providers: Unthread.
    organization_id: MaybeUndefined<ID>,
    /// Move to this inbox. Providers: Help Scout.
    inbox_id: Option<ID>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationSetStatus`.
#[derive(InputObject)]
pub(crate) struct ConversationSetStatusInput {
    /// Conversation.
    conversation_id: ID,
    /// New status.
    to: StatusInput,
    /// Teammate or contact named in the activity record. Providers: Cord.
    actor_id: Option<ID>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationSetPriority`.
#[derive(InputObject)]
pub(crate) struct ConversationSetPriorityInput {
    /// Conversation.
    conversation_id: ID,
    /// New priority.
    to: PriorityInput,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationAssign`.
#[derive(InputObject)]
pub(crate) struct ConversationAssignInput {
    /// Conversation.
    conversation_id: ID,
    /// New assignee.
    to: AssigneeInput,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationUnassign`.
#[derive(InputObject)]
pub(crate) struct ConversationUnassignInput {
    /// Conversation.
    conversation_id: ID,
    /// Remove only the person.
    #[graphql(default_with = "Some(true)")]
    keep_team: Option<bool>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationSnooze`.
#[derive(InputObject)]
pub(crate) struct ConversationSnoozeInput {
    /// Conversation.
    conversation_id: ID,
    /// Wake-up time; null waits for the next customer message. Providers without a time: Nimchat.
    until: Option<DateTime>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationUnsnooze`.
#[derive(InputObject)]
pub(crate) struct ConversationUnsnoozeInput {
    /// Conversation.
    conversation_id: ID,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationAddTags`.
#[derive(InputObject)]
pub(crate) struct ConversationAddTagsInput {
    /// Conversation.
    conversation_id: ID,
    /// Tag names.
    tags: Vec<String>,
    /// Create unknown tags. Providers: Unthread; others create on use.
    #[graphql(default_with = "Some(false)")]
    create_missing: Option<bool>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationRemoveTags`.
#[derive(InputObject)]
pub(crate) struct ConversationRemoveTagsInput {
    /// Conversation.
    conversation_id: ID,
    /// Tag names.
    tags: Vec<String>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationSetTags`.
#[derive(InputObject)]
pub(crate) struct ConversationSetTagsInput {
    /// Conversation.
    conversation_id: ID,
    /// Tag names; empty removes all.
    tags: Vec<String>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationMarkRead`.
#[derive(InputObject)]
pub(crate) struct ConversationMarkReadInput {
    /// Conversation.
    conversation_id: ID,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationSetTyping`.
#[derive(InputObject)]
pub(crate) struct ConversationSetTypingInput {
    /// Conversation.
    conversation_id: ID,
    /// Contacts or teammates typing; empty clears.
    actor_ids: Vec<ID>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationAddFollower`.
#[derive(InputObject)]
pub(crate) struct ConversationAddFollowerInput {
    /// Conversation.
    conversation_id: ID,
    /// Teammate, team or contact.
    follower_id: ID,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationRemoveFollower`.
#[derive(InputObject)]
pub(crate) struct ConversationRemoveFollowerInput {
    /// Conversation.
    conversation_id: ID,
    /// Teammate, team or contact.
    follower_id: ID,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationDelete`.
#[derive(InputObject)]
pub(crate) struct ConversationDeleteInput {
    /// Conversation.
    conversation_id: ID,
    #[graphql(flatten)]
    write: WriteOptions,
}

payloads! {
    /// Result of `conversationUpdate`.
    ConversationUpdatePayload(ConversationAfter);
    /// Result of `conversationSetStatus`.
    ConversationSetStatusPayload(ConversationAfter);
    /// Result of `conversationSetPriority`.
    ConversationSetPriorityPayload(ConversationAfter);
    /// Result of `conversationAssign`.
    ConversationAssignPayload(ConversationAfter);
    /// Result of `conversationUnassign`.
    ConversationUnassignPayload(ConversationAfter);
    /// Result of `conversationSnooze`.
    ConversationSnoozePayload(ConversationAfter);
    /// Result of `conversationUnsnooze`.
    ConversationUnsnoozePayload(ConversationAfter);
    /// Result of `conversationAddTags`.
    ConversationAddTagsPayload(ConversationAfter);
    /// Result of `conversationRemoveTags`.
    ConversationRemoveTagsPayload(ConversationAfter);
    /// Result of `conversationSetTags`.
    ConversationSetTagsPayload(ConversationAfter);
    /// Result of `conversationMarkRead`.
    ConversationMarkReadPayload(ConversationAfter);
    /// Result of `conversationSetTyping`.
    ConversationSetTypingPayload(ConversationAfter);
    /// Result of `conversationAddFollower`.
    ConversationAddFollowerPayload(ConversationAfter);
    /// Result of `conversationRemoveFollower`.
    ConversationRemoveFollowerPayload(ConversationAfter);
    /// Result of `conversationDelete`.
    ConversationDeletePayload(DeletedConversation);
}

/// A conversation that an input names.
type Named = Parsed<Id<model::Conversation>>;

fn named(ctx: &Context<'_>, text: &ID) -> Named {
    id(ctx, &["input", "conversationId"], text)
}

/// Changes a conversation; what is told afterwards is the same for all changes.
async fn change(
    ctx: &Context<'_>,
    wish: Wish,
    conversation: Named,
    changes: Parsed<Vec<ConversationChange>>,
) -> (ConversationAfter, Told) {
    let items = conversation.clone().and_then(|conversation| {
        let source = conversation.source().clone();
        let command = Command::ChangeConversation {
            conversation,
            changes: changes?,
        };
        Ok(vec![item(&source, command)])
    });
    let outcome = wish.run(ctx, items).await;
    let after = ConversationAfter(outcome.if_done(conversation.ok()));
    (after, outcome.into())
}

/// One change that needs nothing of the conversation.
fn one(change: ConversationChange) -> Parsed<Vec<ConversationChange>> {
    Ok(vec![change])
}

/// Changes that need the source of the conversation; a conversation that is not named right says so itself.
fn within(
    conversation: &Named,
    changes: impl FnOnce(&SourceKey) -> Parsed<Vec<ConversationChange>>,
) -> Parsed<Vec<ConversationChange>> {
    match conversation {
        Ok(conversation) => changes(conversation.source()),
        Err(refusal) => Err(refusal.clone()),
    }
}

#[derive(Default)]
pub(crate) struct ConversationMutation;

#[Object]
impl ConversationMutation {
    /// Changes several plain fields at once; omitted fields stay, null clears.
    async fn conversation_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] mut input: ConversationUpdateInput,
    ) -> ConversationUpdatePayload {
        let wish = Wish::new("conversationUpdate", std::mem::take(&mut input.write));
        let conversation = named(ctx, &input.conversation_id);
        let changes = within(&conversation, |source| input.changes(ctx, source));
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationUpdatePayload(after, told)
    }

    /// Changes the status. Providers: all.
    async fn conversation_set_status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationSetStatusInput,
    ) -> ConversationSetStatusPayload {
        let wish = Wish::new("conversationSetStatus", input.write).naming(&[("status", "to")]);
        let conversation = named(ctx, &input.conversation_id);
        let changes = within(&conversation, |source| {
            let actor = |id: ID| person(ctx, source, &["input", "actorId"], &id);
            one(ConversationChange::Status {
                to: input.to.into(),
                actor: input.actor_id.map(actor).transpose()?,
            })
        });
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationSetStatusPayload(after, told)
    }

    /// Changes the priority. Providers: Unthread, PostHog, Nimchat.
    async fn conversation_set_priority(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationSetPriorityInput,
    ) -> ConversationSetPriorityPayload {
        let wish = Wish::new("conversationSetPriority", input.write).naming(&[("priority", "to")]);
        let conversation = named(ctx, &input.conversation_id);
        let changes = one(ConversationChange::Priority(input.to.into()));
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationSetPriorityPayload(after, told)
    }

    /// Assigns to a person or a team. Providers: Unthread people only, Help Scout, PostHog, Nimchat.
    async fn conversation_assign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationAssignInput,
    ) -> ConversationAssignPayload {
        let wish = Wish::new("conversationAssign", input.write).naming(&[("assignee", "to")]);
        let conversation = named(ctx, &input.conversation_id);
        let changes = match &conversation {
            Ok(conversation) => {
                let to = input
                    .to
                    .assignee(ctx, conversation.source(), &["input", "to"]);
                to.await.map(|to| vec![ConversationChange::Assign(to)])
            }
            Err(refusal) => Err(refusal.clone()),
        };
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationAssignPayload(after, told)
    }

    /// Removes the assignment. Providers: Unthread, Help Scout, PostHog, Nimchat.
    async fn conversation_unassign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationUnassignInput,
    ) -> ConversationUnassignPayload {
        let wish = Wish::new("conversationUnassign", input.write);
        let conversation = named(ctx, &input.conversation_id);
        let keeps_team = input.keep_team.unwrap_or(true);
        let changes = one(ConversationChange::Unassign { keeps_team });
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationUnassignPayload(after, told)
    }

    /// Hides it until a time. Providers: Unthread, Help Scout, PostHog, Nimchat.
    async fn conversation_snooze(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationSnoozeInput,
    ) -> ConversationSnoozePayload {
        let wish = Wish::new("conversationSnooze", input.write);
        let conversation = named(ctx, &input.conversation_id);
        let changes = one(ConversationChange::Snooze(input.until.map(|until| until.0)));
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationSnoozePayload(after, told)
    }

    /// Wakes it up and opens it. Providers: Unthread, Help Scout, PostHog, Nimchat.
    async fn conversation_unsnooze(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationUnsnoozeInput,
    ) -> ConversationUnsnoozePayload {
        let wish = Wish::new("conversationUnsnooze", input.write);
        let conversation = named(ctx, &input.conversation_id);
        let changes = one(ConversationChange::Unsnooze);
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationUnsnoozePayload(after, told)
    }

    /// Adds tags, keeping the others. On Nimchat and Help Scout, which replace the whole list, the gateway reads and
    /// merges first.
    async fn conversation_add_tags(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationAddTagsInput,
    ) -> ConversationAddTagsPayload {
        let wish = Wish::new("conversationAddTags", input.write);
        let conversation = named(ctx, &input.conversation_id);
        let creates_missing = input.create_missing.unwrap_or_default();
        let names = tag_names(&["input", "tags"], input.tags, false);
        let changes = names.and_then(|names| {
            one(ConversationChange::AddTags {
                names,
                creates_missing,
            })
        });
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationAddTagsPayload(after, told)
    }

    /// Removes tags, keeping the others.
    async fn conversation_remove_tags(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationRemoveTagsInput,
    ) -> ConversationRemoveTagsPayload {
        let wish = Wish::new("conversationRemoveTags", input.write);
        let conversation = named(ctx, &input.conversation_id);
        let names = tag_names(&["input", "tags"], input.tags, false);
        let changes = names.and_then(|names| one(ConversationChange::RemoveTags(names)));
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationRemoveTagsPayload(after, told)
    }

    /// Replaces all tags.
    async fn conversation_set_tags(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationSetTagsInput,
    ) -> ConversationSetTagsPayload {
        let wish = Wish::new("conversationSetTags", input.write);
        let conversation = named(ctx, &input.conversation_id);
        let names = tag_names(&["input", "tags"], input.tags, true);
        let changes = names.and_then(|names| one(ConversationChange::SetTags(names)));
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationSetTagsPayload(after, told)
    }

    /// Marks as read by the team. Refused as UNSUPPORTED where the provider does not track it.
    async fn conversation_mark_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationMarkReadInput,
    ) -> ConversationMarkReadPayload {
        let wish = Wish::new("conversationMarkRead", input.write);
        let conversation = named(ctx, &input.conversation_id);
        let changes = one(ConversationChange::MarkRead);
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationMarkReadPayload(after, told)
    }

    /// Shows who is typing for about three seconds. Refused as UNSUPPORTED where the provider has no such thing.
    async fn conversation_set_typing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationSetTypingInput,
    ) -> ConversationSetTypingPayload {
        let wish = Wish::new("conversationSetTyping", input.write);
        let conversation = named(ctx, &input.conversation_id);
        let changes = within(&conversation, |source| {
            let ids = input.actor_ids.iter();
            let people = ids.map(|id| person(ctx, source, &["input", "actorIds"], id));
            one(ConversationChange::Typing(people.collect::<Parsed<_>>()?))
        });
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationSetTypingPayload(after, told)
    }

    /// Makes someone follow. Refused as UNSUPPORTED where the provider has no followers.
    async fn conversation_add_follower(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationAddFollowerInput,
    ) -> ConversationAddFollowerPayload {
        let wish = Wish::new("conversationAddFollower", input.write);
        let conversation = named(ctx, &input.conversation_id);
        let changes = within(&conversation, |source| {
            let follower = person(ctx, source, &["input", "followerId"], &input.follower_id);
            one(ConversationChange::Follow(follower?))
        });
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationAddFollowerPayload(after, told)
    }

    /// Stops someone from following. Refused as UNSUPPORTED where the provider has no followers.
    async fn conversation_remove_follower(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationRemoveFollowerInput,
    ) -> ConversationRemoveFollowerPayload {
        let wish = Wish::new("conversationRemoveFollower", input.write);
        let conversation = named(ctx, &input.conversation_id);
        let changes = within(&conversation, |source| {
            let follower = person(ctx, source, &["input", "followerId"], &input.follower_id);
            one(ConversationChange::Unfollow(follower?))
        });
        let (after, told) = change(ctx, wish, conversation, changes).await;
        ConversationRemoveFollowerPayload(after, told)
    }

    /// Deletes a conversation. Providers: PostHog ticket, Help Scout, Cord.
    async fn conversation_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: ConversationDeleteInput,
    ) -> ConversationDeletePayload {
        let conversation = named(ctx, &input.conversation_id);
        let delete = |conversation: Id<model::Conversation>| {
            let source = conversation.source().clone();
            vec![item(&source, Command::DeleteConversation(conversation))]
        };
        let items = conversation.clone().map(delete);
        let outcome = Wish::new("conversationDelete", input.write)
            .run(ctx, items)
            .await;
        let deleted = outcome.if_done(conversation.ok());
        ConversationDeletePayload(DeletedConversation(deleted), outcome.into())
    }
}

impl ConversationUpdateInput {
    fn changes(self, ctx: &Context<'_>, source: &SourceKey) -> Parsed<Vec<ConversationChange>> {
        let Self {
            conversation_id: _,
            subject,
            custom_fields: fields,
            metadata,
            contact_id,
            organization_id,
            inbox_id,
            write: _,
        } = self;
        let fields = custom_fields(&["input", "customFields"], fields)?;
        let mut changes = Vec::new();
        changes.extend(given(subject).map(ConversationChange::Subject));
        if !fields.is_empty() {
            changes.push(ConversationChange::CustomFields(fields));
        }
        if let Some(metadata) = metadata {
            let metadata = object(&["input", "metadata"], metadata)?;
            changes.push(ConversationChange::Metadata(metadata));
        }
        if let Some(contact) = contact_id {
            let contact = id_in(ctx, source, &["input", "contactId"], &contact)?;
            changes.push(ConversationChange::Contact(contact));
        }
        if let Some(organization) = given(organization_id) {
            let place = ["input", "organizationId"];
            let organization = organization.map(|id| id_in(ctx, source, &place, &id));
            changes.push(ConversationChange::Organization(organization.transpose()?));
        }
        if let Some(inbox) = inbox_id {
            let inbox = id_in(ctx, source, &["input", "inboxId"], &inbox)?;
            changes.push(ConversationChange::Inbox(inbox));
        }
        if changes.is_empty() {
            return Err(Refusal::bad_input(&["input"], "Nothing is to be changed."));
        }
        Ok(changes)
    }
}
