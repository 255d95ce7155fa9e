//! Messages that are there already.

use async_graphql::{Context, ID, InputObject, Object};

use super::payload::{DeletedMessage, MessageAfter, payloads};
use crate::graphql::inputs::write::{MessageBodyInput, WriteOptions, id};
use crate::graphql::write::{Wish, item};
use crate::model::command::{Command, EditMessage};
use crate::model::{self, Id};

/// Arguments of `messageUpdate`.
#[derive(InputObject)]
pub(crate) struct MessageUpdateInput {
    /// Message.
    message_id: ID,
    /// New text.
    body: MessageBodyInput,
    #[graphql(flatten)]
    write: WriteOptions,
}

/// Arguments of `messageDelete`.
#[derive(InputObject)]
pub(crate) struct MessageDeleteInput {
    /// Message.
    message_id: ID,
    #[graphql(flatten)]
    write: WriteOptions,
}

payloads! {
    /// Result of `messageUpdate`.
    MessageUpdatePayload(MessageAfter);
    /// Result of `messageDelete`.
    MessageDeletePayload(DeletedMessage, MessageAfter);
}

#[derive(Default)]
pub(crate) struct MessageMutation;

#[Object]
impl MessageMutation {
    /// Edits a message. Providers: Cord, Help Scout text; PostHog the author's own.
    async fn message_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: MessageUpdateInput,
    ) -> MessageUpdatePayload {
        let MessageUpdateInput {
            message_id,
            body,
            write,
        } = input;
        let message = id::<model::Message>(ctx, &["input", "messageId"], &message_id);
        let edit = |message: Id<model::Message>| {
            let source = message.source().clone();
            let body = body.into();
            vec![item(
                &source,
                Command::EditMessage(EditMessage { message, body }),
            )]
        };
        let items = message.clone().map(edit);
        let outcome = Wish::new("messageUpdate", write).run(ctx, items).await;
        MessageUpdatePayload(MessageAfter(outcome.if_done(message.ok())), outcome.into())
    }

    /// Deletes or hides a message with its files. Providers: Nimchat, Cord, PostHog delete; Help Scout hides.
    async fn message_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything the write needs.")] input: MessageDeleteInput,
    ) -> MessageDeletePayload {
        let MessageDeleteInput { message_id, write } = input;
        let message = id::<model::Message>(ctx, &["input", "messageId"], &message_id);
        let delete = |message: Id<model::Message>| {
            vec![item(
                message.source(),
                Command::DeleteMessage(message.clone()),
            )]
        };
        let items = message.clone().map(delete);
        let outcome = Wish::new("messageDelete", write).run(ctx, items).await;
        let deleted = outcome.if_done(message.ok());
        MessageDeletePayload(
            DeletedMessage(deleted.clone()),
            MessageAfter(deleted),
            outcome.into(),
        )
    }
}
