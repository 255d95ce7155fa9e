//! Writes: what is refused without a call, and which file makes what.

mod body;
mod change;
mod contacts;
mod create;
mod organizations;
mod people;
mod reply;

pub(super) use people::voiced;

use crate::model::command::Command;
use crate::model::{Conversation, Message};
use crate::provider::{Capability, Error, Refusal, WriteContext, WriteResult};

use super::{Cord, PROFILE};

/// What speaks against a write, without a call.
pub(super) fn admit(command: &Command) -> Result<(), Refusal> {
    match command {
        Command::CreateConversation(create) => create::admit(create),
        Command::Reply(reply) => reply::admit(reply),
        Command::EditMessage(edit) => reply::admit_edit(edit),
        Command::ChangeConversation { changes, .. } => change::admit(changes),
        Command::CreateContact(fields) => contacts::admit_new(fields),
        Command::ChangeContact { fields, .. } => contacts::admit_change(fields),
        Command::CreateOrganization(fields) => organizations::admit_new(fields),
        Command::ChangeOrganization { fields, .. } => organizations::admit_change(fields),
        Command::DeleteMessage(_)
        | Command::DeleteConversation(_)
        | Command::DeleteContact(_)
        | Command::DeleteOrganization(_) => Ok(()),
        Command::AddNote(_) => Err(Refusal::unsupported(
            "Cord has no notes: everybody of the group sees every message.",
        )),
        Command::SuggestReply(_) => Err(Refusal::unsupported("Cord drafts nothing.")),
        Command::TagOrganizations { .. }
        | Command::CreateTag { .. }
        | Command::RenameTag { .. }
        | Command::DeleteTag(_) => Err(Refusal::unsupported("Cord has no tags.")),
    }
}

impl Cord {
    /// Makes a write that was admitted.
    pub(super) async fn make(&self, context: &WriteContext, command: &Command) -> WriteResult {
        admit(command)?;
        match command {
            Command::CreateConversation(create) => self.create(context, create).await,
            Command::Reply(reply) => self.reply(context, reply).await,
            Command::EditMessage(edit) => self.edit(context, edit).await,
            Command::DeleteMessage(message) => self.delete_message(context, message).await,
            Command::ChangeConversation {
                conversation,
                changes,
            } => self.change(context, conversation, changes).await,
            Command::DeleteConversation(id) => self.delete_thread(context, id).await,
            Command::CreateContact(fields) => self.create_contact(context, fields).await,
            Command::ChangeContact { contact, fields } => {
                self.change_contact(context, contact, fields).await
            }
            Command::DeleteContact(contact) => self.delete_contact(context, contact).await,
            Command::CreateOrganization(fields) => self.create_group(context, fields).await,
            Command::ChangeOrganization {
                organization,
                fields,
            } => self.change_group(context, organization, fields).await,
            Command::DeleteOrganization(id) => self.delete_group(context, id).await,
            Command::AddNote(_)
            | Command::SuggestReply(_)
            | Command::TagOrganizations { .. }
            | Command::CreateTag { .. }
            | Command::RenameTag { .. }
            | Command::DeleteTag(_) => Err(Error::unsupported(&self.key, "write").into()),
        }
    }
}

/// Whether the customer chose the id. Threads and messages with an id of the server's own can be read, moved and removed,
/// and not written to (the server's source: it looks for the customer's id only).
fn is_chosen(native: &str) -> bool {
    !native.starts_with("cord:")
}

/// Whether something can be done with a thread.
pub(super) fn permits(conversation: &Conversation, capability: Capability) -> bool {
    let is_writing = matches!(
        capability,
        Capability::ConversationReply | Capability::MessageUpdate | Capability::AttachmentUpload
    );
    PROFILE.capabilities.can(capability) && (!is_writing || is_chosen(conversation.id.native()))
}

/// Whether something can be done with a message.
pub(super) fn permits_message(message: &Message, capability: Capability) -> bool {
    let mut ids = message.id.parents().chain([message.id.native()]);
    PROFILE.capabilities.can(capability)
        && (capability != Capability::MessageUpdate || ids.all(is_chosen))
}
