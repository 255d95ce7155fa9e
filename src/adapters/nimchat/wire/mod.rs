//! Nimchat's objects, word for word.

mod contacts;
mod conversations;
mod directory;
mod list;
mod messages;
mod values;

pub(super) use contacts::{Contact, ContactAttributes, OneContact};
pub(super) use conversations::{Conversation, ConversationMeta, Counts};
pub(super) use directory::{Agent, Inbox, Label, Numbered, Team};
pub(super) use list::List;
pub(super) use messages::{Attachment, ContentAttributes, Email, FoundMessages, Message, Sender};
pub(super) use values::{Addresses, Coded, Moment};

use serde::Deserialize;
use serde_json::Value;

/// A refusal. Which member is there depends on who refused.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Failure {
    /// A text, or an object of lists of texts.
    pub error: Option<Value>,
    pub message: Option<String>,
    pub errors: Option<Vec<Value>>,
}
