//! Messages that are there: rewritten or hidden.

use serde_json::Value;

use crate::adapters::outgoing::rich;
use crate::model::command::EditMessage;
use crate::model::{Conversation, Id, Message, MessageState};
use crate::provider::{Capability, Refusal, Result, WriteError, WriteResult};
use crate::transport::{CallContext, Endpoint as _};

use super::super::HelpScout;
use super::super::endpoints::PatchThread;
use super::{done, permits_message};

impl HelpScout {
    pub(super) async fn edit(&self, context: &CallContext, edit: &EditMessage) -> WriteResult {
        let EditMessage { message, body } = edit;
        let found = self.message(context, message).await?;
        if !permits_message(&found, Capability::MessageUpdate) {
            let refusal = Refusal::unsupported("A record of a change has no text to edit.");
            return Err(refusal.at(&["input", "messageId"]).into());
        }
        let html = rich(body).map(|body| body.to_html()).unwrap_or_default();
        self.patch(context, &found.id, ("/text", html.into()))
            .await?;
        Ok(done())
    }

    /// Hides a message: the provider deletes none.
    pub(super) async fn hide(&self, context: &CallContext, message: &Id<Message>) -> WriteResult {
        let found = self.message(context, message).await?;
        if !permits_message(&found, Capability::MessageDelete) {
            let refusal = Refusal::unsupported(
                "Only replies that were sent and messages of contacts can be hidden; nothing can be deleted.",
            );
            return Err(refusal.at(&["input", "messageId"]).into());
        }
        if found.state != MessageState::Hidden {
            self.patch(context, &found.id, ("/hidden", true.into()))
                .await?;
        }
        Ok(done())
    }

    /// The message as it is now, under the conversation that it is in now.
    async fn message(
        &self,
        context: &CallContext,
        id: &Id<Message>,
    ) -> std::result::Result<Message, WriteError> {
        let mut found = self.find_messages(context, std::slice::from_ref(id)).await;
        let outcome = found.outcomes.remove(id).unwrap_or(Ok(None))?;
        outcome.ok_or_else(|| {
            let refusal = Refusal::not_found(&["input", "messageId"], "There is no such message.");
            refusal.into()
        })
    }

    async fn patch(
        &self,
        context: &CallContext,
        message: &Id<Message>,
        (path, value): (&'static str, Value),
    ) -> Result<()> {
        let operation = PatchThread::OPERATION.id;
        let conversation = message.parent::<Conversation>();
        let conversation = conversation.ok_or_else(|| self.missing(operation))?;
        let endpoint = PatchThread {
            conversation: self.number(&conversation, operation)?,
            thread: self.number(message, operation)?,
            path,
            value,
        };
        self.act(context, &endpoint).await.map(|_| ())
    }
}
