//! Writes: what is refused without a call, and what each write calls.

mod admit;
mod begin;
mod body;
mod change;
mod contacts;
mod create;
mod fields;
mod message;
mod people;
mod recipient;
mod reply;
mod tags;

use crate::adapters::paging::FromSource as _;
use crate::model::Id;
use crate::model::command::{Command, PriorityTarget, StatusTarget};
use crate::provider::{
    Error, Provider as _, Result, WriteContext, WriteError, WriteResult, Written,
};
use crate::transport::{CallContext, Endpoint};

use super::reads::number_of;
use super::{Nimchat, tables};

pub(super) use admit::admit;
pub(super) use reply::can_reply;

impl Nimchat {
    pub(super) async fn written(&self, context: &WriteContext, command: &Command) -> WriteResult {
        let call = &context.call;
        match command {
            Command::CreateConversation(create) => self.create_conversation(context, create).await,
            Command::Reply(reply) => self.reply(context, reply).await,
            Command::AddNote(note) => self.add_note(context, note).await,
            Command::DeleteMessage(message) => self.delete_message(call, message).await,
            Command::ChangeConversation {
                conversation,
                changes,
            } => self.change_conversation(call, conversation, changes).await,
            Command::CreateContact(fields) => self.create_contact(call, fields).await,
            Command::ChangeContact { contact, fields } => {
                self.change_contact(call, contact, fields).await
            }
            Command::DeleteContact(contact) => self.delete_contact(call, contact).await,
            Command::CreateTag { name } => self.create_tag(call, name).await,
            Command::RenameTag { tag, name } => self.rename_tag(call, tag, name).await,
            Command::DeleteTag(tag) => self.delete_tag(call, tag).await,
            Command::EditMessage(_)
            | Command::DeleteConversation(_)
            | Command::SuggestReply(_)
            | Command::CreateOrganization(_)
            | Command::ChangeOrganization { .. }
            | Command::DeleteOrganization(_)
            | Command::TagOrganizations { .. } => {
                Err(Error::unsupported(self.key(), "write").into())
            }
        }
    }

    /// Makes a call whose answer says nothing that matters; many are empty.
    async fn act<E: Endpoint>(&self, call: &CallContext, endpoint: &E) -> Result<()> {
        let answer = self.client.act(call, endpoint).await;
        answer.from_source(&self.key).map(drop)
    }

    /// The path of an object; what is no number names nothing.
    fn path_of<'a, T>(
        &self,
        id: &'a Id<T>,
        operation: &'static str,
    ) -> std::result::Result<&'a str, WriteError> {
        number_of(id).ok_or_else(|| self.missing(operation))?;
        Ok(id.native())
    }
}

/// Nothing but that it is done.
fn done() -> Written {
    Written::default()
}

/// The provider's word for a status. Which can be set was looked at before.
fn native_status(target: &StatusTarget) -> Option<&str> {
    match target {
        StatusTarget::Native(native) => Some(native),
        StatusTarget::Unified(status) => {
            let mut rows = tables::STATUS.iter();
            rows.find(|row| row.unified == *status)
                .map(|row| row.native)
        }
    }
}

/// The provider's word for a priority; `None` stands for none, for which it has no word.
fn native_priority(target: &PriorityTarget) -> Option<&str> {
    let native = match target {
        PriorityTarget::Native(native) => Some(native.as_str()),
        PriorityTarget::Unified(priority) => {
            let mut rows = tables::PRIORITY.iter();
            rows.find(|row| row.unified == *priority)
                .map(|row| row.native)
        }
    };
    native.filter(|native| *native != tables::NO_PRIORITY)
}
