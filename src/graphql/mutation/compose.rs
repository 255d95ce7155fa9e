//! New conversations, replies and notes.

use async_graphql::{Context, ID, InputObject, Object};

use super::payload::{ConversationAfter, MessageAfter, TicketAfter, payloads};
use crate::graphql::inputs::write::{
    AssigneeInput, ConversationOptionsInput, CustomFieldInput, MessageAuthorInput,
    MessageBodyInput, Parsed, PriorityInput, RecipientInput, StatusInput, WriteOptions,
    custom_fields, emails, id, id_in, source, tag_names, uploads,
};
use crate::graphql::scalars::DateTime;
use crate::graphql::types::enums::Visibility;
use crate::graphql::write::{Wish, item};
use crate::model;
use crate::model::command::{AddNote, Command, CreateConversation, Reply};
use crate::writes::Item;

/// Arguments of `conversationCreate`.
#[derive(InputObject)]
pub(crate) struct ConversationCreateInput {
    /// Key of the source.
    source: String,
    /// Title.
    subject: Option<String>,
    /// First message.
    body: MessageBodyInput,
    /// INTERNAL starts an internal conversation. Providers: Unthread triage.
    #[graphql(default_with = "Some(Visibility::Public)")]
    visibility: Option<Visibility>,
    /// Person to talk to.
    recipient: Option<RecipientInput>,
    /// Who the first message is from.
    author: Option<MessageAuthorInput>,
    /// Starting status.
    status: Option<StatusInput>,
    /// Starting priority.
    priority: Option<PriorityInput>,
    /// Starting assignment.
    assignee: Option<AssigneeInput>,
    /// Tag names.
    tags: Option<Vec<String>>,
    /// Custom fields.
    custom_fields: Option<Vec<CustomFieldInput>>,
    /// Staged attachments.
    attachment_ids: Option<Vec<ID>>,
    /// Provider-only settings.
    options: Option<ConversationOptionsInput>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `ticketCompose`.
#[derive(InputObject)]
pub(crate) struct TicketComposeInput {
    /// Key of the source.
    source: String,
    /// Person to write to.
    recipient: RecipientInput,
    /// Subject.
    subject: Option<String>,
    /// Message, at most 5000 characters for PostHog.
    body: MessageBodyInput,
    /// Provider-only settings.
    options: Option<ConversationOptionsInput>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationReply`.
#[derive(InputObject)]
pub(crate) struct ConversationReplyInput {
    /// Conversation.
    conversation_id: ID,
    /// Text.
    body: MessageBodyInput,
    /// Who it is from.
    author: Option<MessageAuthorInput>,
    /// Copied addresses. Providers: Help Scout.
    cc: Option<Vec<String>>,
    /// Blind-copied addresses. Providers: Help Scout.
    bcc: Option<Vec<String>>,
    /// Staged attachments.
    attachment_ids: Option<Vec<ID>>,
    /// Status to set together with the reply. Providers: Help Scout in one call, others in two. Left out, the provider's
    /// own rule applies, for example Help Scout makes the conversation active; receipt.sideEffects then says
    /// `CHANGES_STATUS`.
    status_after: Option<StatusInput>,
    /// Send later. Providers: Help Scout.
    send_at: Option<DateTime>,
    /// Mark as automatic. Providers: Unthread.
    is_autoresponse: Option<bool>,
    /// Refuse with CONFLICT when the conversation had activity after this time; guards against answering without having
    /// seen the latest message.
    unless_activity_after: Option<DateTime>,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `conversationAddNote`.
#[derive(InputObject)]
pub(crate) struct ConversationAddNoteInput {
    /// Conversation.
    conversation_id: ID,
    /// Side thread to post into. Providers: Unthread, where a Slack conversation keeps notes in its triage thread; left
    /// out, the gateway uses the only side thread or refuses.
    thread_id: Option<ID>,
    /// Text.
    body: MessageBodyInput,
    /// Who it is from.
    author: Option<MessageAuthorInput>,
    /// Staged attachments.
    attachment_ids: Option<Vec<ID>>,
    #[graphql(flatten)]
    write: WriteOptions,
}

payloads! {
    /// Result of `conversationCreate`.
    ConversationCreatePayload(ConversationAfter, MessageAfter);
    /// Result of `ticketCompose`.
    TicketComposePayload(TicketAfter, ConversationAfter);
    /// Result of `conversationReply`.
    ConversationReplyPayload(MessageAfter, ConversationAfter);
    /// Result of `conversationAddNote`.
    ConversationAddNotePayload(MessageAfter, ConversationAfter);
}

#[derive(Default)]
pub(crate) struct ComposeMutation;

#[Object]
impl ComposeMutation {
    /// Starts a conversation. Providers: all; the options say how.
    async fn conversation_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] mut input: ConversationCreateInput,
    ) -> ConversationCreatePayload {
        let options = std::mem::take(&mut input.write);
        let items = input.items(ctx).await;
        let outcome = Wish::new("conversationCreate", options)
            .run(ctx, items)
            .await;
        let done = outcome.done().cloned().unwrap_or_default();
        ConversationCreatePayload(
            ConversationAfter(done.conversation),
            MessageAfter(done.message),
            outcome.into(),
        )
    }

    /// Opens a ticket by writing to someone first. Providers: PostHog natively; Unthread, Help Scout and Nimchat through
    /// their create operation.
    async fn ticket_compose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] mut input: TicketComposeInput,
    ) -> TicketComposePayload {
        let options = std::mem::take(&mut input.write);
        let items = input.creation().items(ctx).await;
        let outcome = Wish::new("ticketCompose", options).run(ctx, items).await;
        let created = outcome.done().and_then(|done| done.conversation.clone());
        TicketComposePayload(
            TicketAfter(created.clone()),
            ConversationAfter(created),
            outcome.into(),
        )
    }

    /// Sends a message the contact can see. Providers: Unthread, Cord, Help Scout, Nimchat; PostHog through comments.
    async fn conversation_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] mut input: ConversationReplyInput,
    ) -> ConversationReplyPayload {
        let options = std::mem::take(&mut input.write);
        let reply = input.item(ctx).await;
        let conversation = target(&reply);
        let items = reply.map(|reply| vec![reply]);
        let wish = Wish::new("conversationReply", options).naming(&[("status", "statusAfter")]);
        let outcome = wish.run(ctx, items).await;
        ConversationReplyPayload(
            MessageAfter(outcome.done().and_then(|done| done.message.clone())),
            ConversationAfter(outcome.if_done(conversation)),
            outcome.into(),
        )
    }

    /// Adds an internal note, never visible to the contact. Refused as UNSUPPORTED rather than sent publicly when the
    /// provider cannot keep it internal. Providers: Unthread, Help Scout, PostHog, Nimchat.
    async fn conversation_add_note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] mut input: ConversationAddNoteInput,
    ) -> ConversationAddNotePayload {
        let options = std::mem::take(&mut input.write);
        let note = input.item(ctx).await;
        let conversation = target(&note);
        let items = note.map(|note| vec![note]);
        let outcome = Wish::new("conversationAddNote", options)
            .run(ctx, items)
            .await;
        ConversationAddNotePayload(
            MessageAfter(outcome.done().and_then(|done| done.message.clone())),
            ConversationAfter(outcome.if_done(conversation)),
            outcome.into(),
        )
    }
}

fn target(item: &Parsed<Item>) -> Option<model::Id<model::Conversation>> {
    item.as_ref()
        .ok()
        .and_then(|item| item.command.conversation())
}

impl ConversationCreateInput {
    async fn items(self, ctx: &Context<'_>) -> Parsed<Vec<Item>> {
        let Self {
            source: key,
            subject,
            body,
            visibility,
            recipient,
            author,
            status,
            priority,
            assignee,
            tags,
            custom_fields: fields,
            attachment_ids,
            options,
            write: _,
        } = self;
        let source = source(ctx, &key)?;
        let recipient = recipient.map(|recipient| recipient.recipient(ctx, &source));
        let assignee = match assignee {
            Some(assignee) => Some(
                assignee
                    .assignee(ctx, &source, &["input", "assignee"])
                    .await?,
            ),
            None => None,
        };
        let create = CreateConversation {
            subject,
            body: body.into(),
            visibility: visibility.unwrap_or(Visibility::Public).into(),
            recipient: recipient.transpose()?,
            author: MessageAuthorInput::author(author, ctx, &source)?,
            status: status.map(Into::into),
            priority: priority.map(Into::into),
            assignee,
            tags: tag_names(&["input", "tags"], tags.unwrap_or_default(), true)?,
            custom_fields: custom_fields(&["input", "customFields"], fields)?,
            options: ConversationOptionsInput::options(options, ctx, &source)?,
            uploads: uploads(ctx, attachment_ids).await?,
        };
        let command = Command::CreateConversation(Box::new(create));
        Ok(vec![item(&source, command)])
    }
}

impl TicketComposeInput {
    /// Composing is creating with a recipient.
    fn creation(self) -> ConversationCreateInput {
        let Self {
            source,
            recipient,
            subject,
            body,
            options,
            write,
        } = self;
        ConversationCreateInput {
            source,
            subject,
            body,
            visibility: None,
            recipient: Some(recipient),
            author: None,
            status: None,
            priority: None,
            assignee: None,
            tags: None,
            custom_fields: None,
            attachment_ids: None,
            options,
            write,
        }
    }
}

impl ConversationReplyInput {
    async fn item(self, ctx: &Context<'_>) -> Parsed<Item> {
        let Self {
            conversation_id,
            body,
            author,
            cc,
            bcc,
            attachment_ids,
            status_after,
            send_at,
            is_autoresponse,
            unless_activity_after,
            write: _,
        } = self;
        let conversation =
            id::<model::Conversation>(ctx, &["input", "conversationId"], &conversation_id)?;
        let source = conversation.source().clone();
        let reply = Reply {
            body: body.into(),
            author: MessageAuthorInput::author(author, ctx, &source)?,
            cc: emails(&["input", "cc"], cc)?,
            bcc: emails(&["input", "bcc"], bcc)?,
            uploads: uploads(ctx, attachment_ids).await?,
            status_after: status_after.map(Into::into),
            send_at: send_at.map(|at| at.0),
            is_autoresponse: is_autoresponse.unwrap_or_default(),
            conversation,
        };
        Ok(Item {
            unless_activity_after: unless_activity_after.map(|at| at.0),
            ..item(&source, Command::Reply(Box::new(reply)))
        })
    }
}

impl ConversationAddNoteInput {
    async fn item(self, ctx: &Context<'_>) -> Parsed<Item> {
        let Self {
            conversation_id,
            thread_id,
            body,
            author,
            attachment_ids,
            write: _,
        } = self;
        let conversation =
            id::<model::Conversation>(ctx, &["input", "conversationId"], &conversation_id)?;
        let source = conversation.source().clone();
        let thread = |id| id_in(ctx, &source, &["input", "threadId"], &id);
        let note = AddNote {
            thread: thread_id.map(thread).transpose()?,
            body: body.into(),
            author: MessageAuthorInput::author(author, ctx, &source)?,
            uploads: uploads(ctx, attachment_ids).await?,
            conversation,
        };
        Ok(item(&source, Command::AddNote(Box::new(note))))
    }
}
