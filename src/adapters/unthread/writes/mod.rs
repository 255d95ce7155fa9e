//! Writes: what speaks against each, and the calls that make it.

mod author;
mod body;
mod change;
mod create;
mod organizations;
mod reply;
mod steps;
mod tags;
mod triage;

use crate::model::command::Command;
use crate::model::{ChannelKind, Conversation};
use crate::provider::{Capability, Refusal, WriteContext, WriteResult};

use super::Unthread;
use super::profile::PROFILE;

/// What would be lost if a change that the service does not know were passed over.
const UNKNOWN: &str = "Unthread has no such operation.";

impl Unthread {
    /// Says what speaks against a write, without a call.
    pub(super) fn admits(&self, command: &Command) -> Result<(), Refusal> {
        match command {
            Command::CreateConversation(create) => create::opening(create).map(|_| ()),
            Command::Reply(reply) => reply::message(reply).map(|_| ()),
            Command::AddNote(note) => reply::note(note).map(|_| ()),
            Command::ChangeConversation {
                conversation: _,
                changes,
            } => change::Wishes::sort(changes, self.clock.now()).map(|_| ()),
            Command::CreateOrganization(fields) => organizations::new(fields).map(|_| ()),
            Command::ChangeOrganization {
                organization: _,
                fields,
            } => organizations::changes(fields).map(|_| ()),
            Command::CreateTag { name } | Command::RenameTag { tag: _, name } => tags::named(name),
            Command::DeleteOrganization(_)
            | Command::TagOrganizations { .. }
            | Command::DeleteTag(_) => Ok(()),
            Command::EditMessage(_)
            | Command::DeleteMessage(_)
            | Command::DeleteConversation(_)
            | Command::SuggestReply(_)
            | Command::CreateContact(_)
            | Command::ChangeContact { .. }
            | Command::DeleteContact(_) => Err(Refusal::unsupported(UNKNOWN)),
        }
    }

    /// Makes a write that was admitted.
    pub(super) async fn make(&self, context: &WriteContext, command: &Command) -> WriteResult {
        let call = &context.call;
        match command {
            Command::CreateConversation(create) => self.create(call, create).await,
            Command::Reply(reply) => self.reply(call, reply).await,
            Command::AddNote(note) => self.add_note(call, note).await,
            Command::ChangeConversation {
                conversation,
                changes,
            } => self.change(call, conversation, changes).await,
            Command::CreateOrganization(fields) => self.create_organization(call, fields).await,
            Command::ChangeOrganization {
                organization,
                fields,
            } => self.change_organization(call, organization, fields).await,
            Command::DeleteOrganization(id) => self.delete_organization(call, id).await,
            Command::TagOrganizations {
                organizations,
                tag,
                is_added,
            } => {
                self.tag_organizations(call, organizations, tag, *is_added)
                    .await
            }
            Command::CreateTag { name } => self.create_tag(call, name).await,
            Command::RenameTag { tag, name } => self.rename_tag(call, tag, name).await,
            Command::DeleteTag(tag) => self.delete_tag(call, tag).await,
            Command::EditMessage(_)
            | Command::DeleteMessage(_)
            | Command::DeleteConversation(_)
            | Command::SuggestReply(_)
            | Command::CreateContact(_)
            | Command::ChangeContact { .. }
            | Command::DeleteContact(_) => Err(Refusal::unsupported(UNKNOWN).into()),
        }
    }
}

/// An internal conversation has no customer who could read a reply.
pub(super) fn permits(conversation: &Conversation, capability: Capability) -> bool {
    let is_internal = conversation.channel.kind == ChannelKind::Internal;
    let is_reply = capability == Capability::ConversationReply;
    PROFILE.capabilities.can(capability) && !(is_internal && is_reply)
}
