//! Content and authors of messages.

use async_graphql::{Context, ID, InputObject, OneofObject};

use super::{Parsed, email, id_in};
use crate::graphql::scalars::Json;
use crate::model::SourceKey;
use crate::model::command::{MessageAuthor, MessageBody};

/// Body of a message to send; give exactly one form. The gateway converts it to what the provider accepts.
#[derive(OneofObject)]
pub(crate) enum MessageBodyInput {
    /// Plain text.
    Text(String),
    /// `CommonMark`.
    Markdown(String),
    /// HTML; sanitised before sending.
    Html(String),
    /// Body in the provider's own structure, for example Slack blocks or Cord nodes.
    Native(Json),
}

impl From<MessageBodyInput> for MessageBody {
    fn from(input: MessageBodyInput) -> Self {
        match input {
            MessageBodyInput::Text(text) => Self::Text(text),
            MessageBodyInput::Markdown(markdown) => Self::Markdown(markdown),
            MessageBodyInput::Html(html) => Self::Html(html),
            MessageBodyInput::Native(native) => Self::Native(native.0),
        }
    }
}

/// Who a message should be from, where the provider lets the caller choose.
#[derive(InputObject)]
pub(crate) struct MessageAuthorInput {
    /// Teammate. Providers: Help Scout, Cord.
    agent_id: Option<ID>,
    /// Contact, for recording an inbound message. Providers: Help Scout, Cord, Nimchat, Unthread onBehalfOf.
    contact_id: Option<ID>,
    /// E-mail address of the person spoken for. Providers: Unthread.
    on_behalf_of_email: Option<String>,
    /// Name of the person spoken for. Providers: Unthread.
    on_behalf_of_name: Option<String>,
}

impl MessageAuthorInput {
    pub(crate) fn author(
        input: Option<Self>,
        ctx: &Context<'_>,
        source: &SourceKey,
    ) -> Parsed<MessageAuthor> {
        let Some(Self {
            agent_id,
            contact_id,
            on_behalf_of_email,
            on_behalf_of_name,
        }) = input
        else {
            return Ok(MessageAuthor::default());
        };
        let agent = |text| id_in(ctx, source, &["input", "author", "agentId"], &text);
        let contact = |text| id_in(ctx, source, &["input", "author", "contactId"], &text);
        let address = |text| email(&["input", "author", "onBehalfOfEmail"], text);
        Ok(MessageAuthor {
            agent: agent_id.map(agent).transpose()?,
            contact: contact_id.map(contact).transpose()?,
            on_behalf_of_email: on_behalf_of_email.map(address).transpose()?,
            on_behalf_of_name,
        })
    }
}
