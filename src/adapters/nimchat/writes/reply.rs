//! Replies and notes.

use serde_json::Value;

use crate::model::command::{AddNote, ConversationChange, Reply};
use crate::model::{Contact, Conversation, Id};
use crate::provider::{Refusal, SideEffect, WriteContext, WriteError, WriteResult, Written};
use crate::transport::Endpoint as _;

use crate::adapters::nimchat::endpoints::{CreateMessage, GetConversation};
use crate::adapters::nimchat::{Nimchat, tables, wire};

use super::body;
use super::message::Draft;

const EMAIL: &str = "Channel::Email";
const API: &str = "Channel::Api";

/// Whether the channel takes messages now, as far as a copy tells.
pub(in crate::adapters::nimchat) fn can_reply(conversation: &Conversation) -> bool {
    let raw = conversation.raw.as_ref();
    raw.and_then(|raw| raw.pointer("/can_reply")) != Some(Value::Bool(false))
}

impl Nimchat {
    /// The conversation is read first: the server takes messages that the channel will not.
    pub(super) async fn reply(&self, context: &WriteContext, reply: &Reply) -> WriteResult {
        let call = &context.call;
        let operation = CreateMessage::OPERATION.id;
        let endpoint = GetConversation {
            account: &self.account,
            conversation: self.path_of(&reply.conversation, operation)?,
        };
        let conversation = self.ask(call, &endpoint).await?.value;
        let is_incoming = reply.author.contact.is_some();
        match &reply.author.contact {
            Some(contact) => incoming(&conversation, contact)?,
            None => outgoing(&conversation, reply)?,
        }
        let draft = Draft {
            content: body::content(&reply.body)?,
            message_type: if is_incoming {
                tables::INCOMING
            } else {
                tables::OUTGOING
            },
            is_private: false,
            cc: &reply.cc,
            bcc: &reply.bcc,
            uploads: &reply.uploads,
            echo_id: &context.token,
        };
        let message = self.send_message(call, &reply.conversation, &draft).await?;
        let status = reply.status_after.clone();
        let status = status.map(|to| ConversationChange::Status { to, actor: None });
        let notified = (!is_incoming).then_some(SideEffect::NotifiesContact);
        Ok(Written {
            message: Some(message),
            side_effects: notified.into_iter().collect(),
            left_over: status.into_iter().collect(),
            ..Written::default()
        })
    }

    /// Nothing but `private` keeps it inside, so it is always sent.
    pub(super) async fn add_note(&self, context: &WriteContext, note: &AddNote) -> WriteResult {
        self.path_of(&note.conversation, CreateMessage::OPERATION.id)?;
        let draft = Draft {
            content: body::content(&note.body)?,
            message_type: tables::OUTGOING,
            is_private: true,
            cc: &[],
            bcc: &[],
            uploads: &note.uploads,
            echo_id: &context.token,
        };
        let call = &context.call;
        let message = self.send_message(call, &note.conversation, &draft).await?;
        Ok(Written {
            message: Some(message),
            ..Written::default()
        })
    }
}

/// What the contact wrote can be recorded in inboxes of the API alone, and only as that contact's.
fn incoming(conversation: &wire::Conversation, contact: &Id<Contact>) -> Result<(), WriteError> {
    let field = ["input", "author", "contactId"];
    let sender = conversation.meta.sender.as_ref();
    let is_theirs = sender.is_some_and(|sender| sender.id.to_string() == contact.native());
    if conversation.meta.channel.as_deref() != Some(API) {
        let explanation = "Messages of a contact can be recorded only in an inbox of the API.";
        return Err(Refusal::unsupported(explanation).at(&field).into());
    }
    if !is_theirs {
        let explanation = "The conversation is with another contact.";
        return Err(Refusal::bad_input(&field, explanation).into());
    }
    Ok(())
}

/// Elsewhere than in mail, the server drops copies without a word.
fn outgoing(conversation: &wire::Conversation, reply: &Reply) -> Result<(), WriteError> {
    if conversation.can_reply == Some(false) {
        let explanation = "The channel takes no reply now: the contact last wrote too long ago.";
        return Err(Refusal::unsupported(explanation).into());
    }
    let is_mail = conversation.meta.channel.as_deref() == Some(EMAIL);
    for (field, list) in [("cc", &reply.cc), ("bcc", &reply.bcc)] {
        if !is_mail && !list.is_empty() {
            let explanation = "Only mail has copies.";
            return Err(Refusal::unsupported(explanation)
                .at(&["input", field])
                .into());
        }
    }
    Ok(())
}
