//! Writes: what is refused without a call, and which file makes what.

mod body;
mod change;
mod compose;
mod messages;
mod rights;
mod tags;
mod update;

use jiff::Timestamp;

use crate::adapters::paging::FromSource as _;
use crate::model::command::Command;
use crate::model::{Actor, Conversation, Id, Message};
use crate::provider::{Capability, Error, Refusal, WriteContext, WriteResult, Written};
use crate::transport::Endpoint as _;

use super::endpoints::{DeleteTicket, SuggestReply};
use super::native::is_uuid;
use super::{PROFILE, PostHog};

pub(super) use rights::Rights;

/// What speaks against a write, without a call.
pub(super) fn admit(command: &Command, rights: &Rights, now: Timestamp) -> Result<(), Refusal> {
    rights.admit(command)?;
    match command {
        Command::CreateConversation(create) => compose::admit(create),
        Command::Reply(reply) => messages::admit_reply(reply),
        Command::AddNote(note) => messages::admit_note(note),
        Command::EditMessage(edit) => body::admit(&edit.body),
        Command::ChangeConversation { changes, .. } => update::admit(changes, now),
        Command::DeleteMessage(_) | Command::DeleteConversation(_) | Command::SuggestReply(_) => {
            Ok(())
        }
        Command::CreateContact(_) | Command::ChangeContact { .. } | Command::DeleteContact(_) => {
            Err(Refusal::unsupported(
                "PostHog makes persons out of what the product sees.",
            ))
        }
        Command::CreateOrganization(_)
        | Command::ChangeOrganization { .. }
        | Command::DeleteOrganization(_)
        | Command::TagOrganizations { .. } => Err(Refusal::unsupported(
            "PostHog has no companies of customers.",
        )),
        Command::CreateTag { .. } | Command::RenameTag { .. } | Command::DeleteTag(_) => {
            Err(Refusal::unsupported(
                "A tag of PostHog is its name; it is there as long as it is used.",
            ))
        }
    }
}

impl PostHog {
    /// Makes a write that was admitted.
    pub(super) async fn make(&self, context: &WriteContext, command: &Command) -> WriteResult {
        admit(command, &self.rights, self.clock.now())?;
        match command {
            Command::CreateConversation(create) => self.compose(context, create).await,
            Command::Reply(reply) => self.reply(context, reply).await,
            Command::AddNote(note) => self.note(context, note).await,
            Command::EditMessage(edit) => self.edit(context, edit).await,
            Command::DeleteMessage(message) => self.delete_message(context, message).await,
            Command::ChangeConversation {
                conversation,
                changes,
            } => self.change(context, conversation, changes).await,
            Command::DeleteConversation(id) => self.delete_ticket(context, id).await,
            Command::SuggestReply(id) => self.suggest(context, id).await,
            Command::CreateContact(_)
            | Command::ChangeContact { .. }
            | Command::DeleteContact(_)
            | Command::CreateOrganization(_)
            | Command::ChangeOrganization { .. }
            | Command::DeleteOrganization(_)
            | Command::TagOrganizations { .. }
            | Command::CreateTag { .. }
            | Command::RenameTag { .. }
            | Command::DeleteTag(_) => Err(Error::unsupported(&self.key, "write").into()),
        }
    }

    /// The UUID of a ticket. Anything else in its place could be the number of another one.
    fn uuid<'a>(&self, id: &'a Id<Conversation>) -> Result<&'a str, Error> {
        let missing = || self.missing(DeleteTicket::OPERATION.id);
        let uuid = is_uuid(id.native()).then(|| id.native());
        uuid.ok_or_else(missing)
    }

    async fn delete_ticket(&self, context: &WriteContext, id: &Id<Conversation>) -> WriteResult {
        let endpoint = DeleteTicket {
            project: &self.project,
            ticket: self.uuid(id)?,
        };
        let deleted = self.client.act(&context.call, &endpoint).await;
        deleted.from_source(&self.key)?;
        Ok(Written::default())
    }

    async fn suggest(&self, context: &WriteContext, id: &Id<Conversation>) -> WriteResult {
        let endpoint = SuggestReply {
            project: &self.project,
            ticket: self.uuid(id)?,
        };
        let draft = self.client.send(&context.call, &endpoint).await;
        let draft = draft.from_source(&self.key)?;
        Ok(Written {
            suggestion: Some(draft.suggestion),
            ..Written::default()
        })
    }
}

/// Whether something can be done with a ticket.
pub(super) fn permits(rights: &Rights, capability: Capability) -> bool {
    PROFILE.capabilities.can(capability)
        && (capability != Capability::TicketSuggestReply || rights.can_draft())
}

/// Whether something can be done with a message: only what a teammate wrote, and then only by the same one.
pub(super) fn permits_message(message: &Message, capability: Capability) -> bool {
    let is_changing = matches!(
        capability,
        Capability::MessageUpdate | Capability::MessageDelete
    );
    let is_own = matches!(message.author, Some(Actor::Agent(_)));
    PROFILE.capabilities.can(capability) && (!is_changing || is_own)
}
