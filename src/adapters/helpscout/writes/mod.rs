//! Writes. Each command has its way here; what is refused without a call is in `admit`.

mod admit;
mod admit_people;
mod body;
mod change;
mod contacts;
mod create;
mod fields;
mod messages;
mod organizations;
mod permits;
mod reply;
mod tags;

use url::Url;

use crate::adapters::paging::FromSource as _;
use crate::model::Id;
use crate::model::command::Command;
use crate::provider::{Error, Result, WriteContext, WriteResult, Written};
use crate::transport::{self, Answer, CallContext, Endpoint};

use super::{HelpScout, is_number};

pub(super) use admit::admit;
pub(super) use permits::{permits, permits_message};

impl HelpScout {
    /// Makes a write that was admitted.
    pub(super) async fn make(&self, context: &WriteContext, command: &Command) -> WriteResult {
        let call = &context.call;
        match command {
            Command::CreateConversation(create) => self.open(call, create).await,
            Command::Reply(reply) => self.reply(call, reply).await,
            Command::AddNote(note) => self.add_note(call, note).await,
            Command::EditMessage(edit) => self.edit(call, edit).await,
            Command::DeleteMessage(message) => self.hide(call, message).await,
            Command::ChangeConversation {
                conversation,
                changes,
            } => self.change(call, conversation, changes).await,
            Command::DeleteConversation(conversation) => self.remove(call, conversation).await,
            Command::CreateContact(fields) => self.create_customer(call, fields).await,
            Command::ChangeContact { contact, fields } => {
                self.change_customer(call, contact, fields).await
            }
            Command::DeleteContact(contact) => self.delete_customer(call, contact).await,
            Command::CreateOrganization(fields) => self.create_company(call, fields).await,
            Command::ChangeOrganization {
                organization,
                fields,
            } => self.change_company(call, organization, fields).await,
            Command::DeleteOrganization(organization) => {
                self.delete_company(call, organization).await
            }
            Command::SuggestReply(_)
            | Command::TagOrganizations { .. }
            | Command::CreateTag { .. }
            | Command::RenameTag { .. }
            | Command::DeleteTag(_) => Err(Error::unsupported(&self.key, "write").into()),
        }
    }

    /// Makes a call whose answer is empty. A success with a body is none of Help Scout's: nobody knows what it did.
    async fn act<E: Endpoint>(&self, context: &CallContext, endpoint: &E) -> Result<Answer> {
        let answer = self.client.act(context, endpoint).await;
        let answer = answer.from_source(&self.key)?;
        let empty = answer.decode::<()>(E::OPERATION.id);
        empty.from_source(&self.key).map(|()| answer)
    }

    /// Makes a call whose answer names what was made; one that does not says nothing.
    async fn produce<E: Endpoint>(&self, context: &CallContext, endpoint: &E) -> Result<String> {
        let answer = self.act(context, endpoint).await?;
        let unnamed = || transport::Error {
            was_sent: true,
            ..transport::Error::new(
                transport::ErrorKind::Malformed,
                E::OPERATION.id,
                "the answer does not name what was made",
            )
        };
        made(&answer).ok_or_else(unnamed).from_source(&self.key)
    }

    /// The number that an id must be, for a body.
    fn figure<T>(&self, id: &Id<T>, operation: &'static str) -> Result<i64> {
        let native = self.number(id, operation)?;
        native.parse().map_err(|_| self.missing(operation))
    }
}

/// The id of what was made: the answer has no body. `None` if it is not told.
fn made(answer: &Answer) -> Option<String> {
    let named = answer.header("resource-id").map(str::to_owned);
    let named = named.filter(|native| is_number(native));
    named.or_else(|| last_step(answer.header("location")?))
}

/// The number at the end of an address, which may be relative and have parameters.
fn last_step(location: &str) -> Option<String> {
    let base = Url::parse("http://base.invalid/").ok()?;
    let url = base.join(location).ok()?;
    let native = url.path_segments()?.next_back()?;
    is_number(native).then(|| native.to_owned())
}

/// A write whose outcome is nothing new.
fn done() -> Written {
    Written::default()
}

#[cfg(test)]
mod tests {
    use super::last_step;

    #[test]
    fn an_address_names_what_was_made_without_its_parameters() {
        let base = "https://api.helpscout.net/v2";
        let organization =
            format!("{base}/organizations/15?includeCounts=false&includeProperties=false");
        assert_eq!(last_step(&organization).as_deref(), Some("15"));
        let thread = format!("{base}/conversations/12/threads/7712003310");
        assert_eq!(last_step(&thread).as_deref(), Some("7712003310"));
        assert_eq!(last_step("/v2/customers/7").as_deref(), Some("7"));
        assert_eq!(last_step(&format!("{base}/customers")), None);
    }
}
