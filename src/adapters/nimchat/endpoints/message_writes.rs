//! Writing and deleting messages.

use serde::de::IgnoredAny;
use serde_json::Value;

use crate::adapters::nimchat::wire;
use crate::transport::{Endpoint, Form, Method, Operation};

/// What is sent: JSON, or a form if there are files.
pub(in crate::adapters::nimchat) enum Outgoing {
    Json(Value),
    Form(Form),
}

/// A new message: public, private, or for the record of an API inbox one of the contact.
pub(in crate::adapters::nimchat) struct CreateMessage<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
    pub message: &'a Outgoing,
}

impl Endpoint for CreateMessage<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "nimchat.messages.create",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages",
        "Create a message",
    );
    type Response = wire::Numbered;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }

    fn body(&self) -> Option<Value> {
        match self.message {
            Outgoing::Json(json) => Some(json.clone()),
            Outgoing::Form(_) => None,
        }
    }

    fn form(&self) -> Option<Form> {
        match self.message {
            Outgoing::Json(_) => None,
            Outgoing::Form(form) => Some(form.clone()),
        }
    }
}

/// Takes the text and the files out of a message, which stays as a deleted one.
pub(in crate::adapters::nimchat) struct DeleteMessage<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
    pub message: &'a str,
}

impl Endpoint for DeleteMessage<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Delete,
        "nimchat.messages.delete",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}/messages/{message_id}",
        "Delete a message",
    );
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation, self.message]
    }
}
