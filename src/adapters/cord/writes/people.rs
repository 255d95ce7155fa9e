//! Who writes, and who is meant.

use std::borrow::Cow;

use crate::model::command::{Command, MessageAuthor, Person};
use crate::model::{Agent, Id};
use crate::provider::Refusal;

/// A command as the configured user says it, where it names no author.
pub(in super::super) fn voiced<'a>(
    command: &'a Command,
    speaker: Option<&Id<Agent>>,
) -> Cow<'a, Command> {
    let mut voiced = Cow::Borrowed(command);
    let is_mute = match command {
        Command::Reply(reply) => reply.author == MessageAuthor::default(),
        Command::CreateConversation(create) => create.author == MessageAuthor::default(),
        _ => false,
    };
    if !is_mute {
        return voiced;
    }
    match voiced.to_mut() {
        Command::Reply(reply) => reply.author.agent = speaker.cloned(),
        Command::CreateConversation(create) => create.author.agent = speaker.cloned(),
        _ => {}
    }
    voiced
}

/// The user a message is from. There is none behind the token, so one must be named.
pub(super) fn author(author: &MessageAuthor) -> Result<&str, Refusal> {
    let MessageAuthor {
        agent,
        contact,
        on_behalf_of_email,
        on_behalf_of_name,
    } = author;
    if on_behalf_of_email.is_some() || on_behalf_of_name.is_some() {
        let refusal = Refusal::unsupported("Cord knows people by their ids alone.");
        return Err(refusal.at(&["input", "author"]));
    }
    match (agent, contact) {
        (Some(agent), None) => Ok(agent.native()),
        (None, Some(contact)) => Ok(contact.native()),
        (None, None) => Err(Refusal::bad_input(
            &["input", "author"],
            "Cord has no user of its own to speak for the team; name the agent or the contact who writes, or configure `speaks_as`.",
        )),
        (Some(_), Some(_)) => Err(Refusal::bad_input(
            &["input", "author"],
            "A message has one author: an agent or a contact.",
        )),
    }
}

/// The same as a person.
pub(super) fn author_person(author: &MessageAuthor) -> Option<Person> {
    let agent = author.agent.clone().map(Person::Agent);
    agent.or_else(|| author.contact.clone().map(Person::Contact))
}

/// The user that somebody is. A team is none.
pub(super) fn user<'a>(person: &'a Person, field: &[&'static str]) -> Result<&'a str, Refusal> {
    match person {
        Person::Agent(agent) => Ok(agent.native()),
        Person::Contact(contact) => Ok(contact.native()),
        Person::Team(_) => {
            Err(Refusal::unsupported("In Cord this is done by people, not by teams.").at(field))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{author, voiced};
    use crate::model::command::{Command, MessageAuthor, MessageBody, Reply};
    use crate::model::{Agent, Id, SourceKey};

    #[test]
    fn the_configured_user_speaks_where_nobody_is_named() {
        let source = SourceKey::parse("desk").unwrap();
        let (ana, bo) = (Id::<Agent>::new(&source, "ana"), Id::new(&source, "bo"));
        let said_by = |agent: Option<Id<Agent>>, speaker: Option<&Id<Agent>>| {
            let reply = Reply {
                conversation: Id::new(&source, "1"),
                body: MessageBody::Text("Hi".to_owned()),
                author: MessageAuthor {
                    agent,
                    ..MessageAuthor::default()
                },
                cc: Vec::new(),
                bcc: Vec::new(),
                uploads: Vec::new(),
                status_after: None,
                send_at: None,
                is_autoresponse: false,
            };
            let command = Command::Reply(Box::new(reply));
            match &*voiced(&command, speaker) {
                Command::Reply(reply) => author(&reply.author).ok().map(str::to_owned),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(said_by(None, Some(&ana)).as_deref(), Some("ana"));
        assert_eq!(said_by(Some(bo), Some(&ana)).as_deref(), Some("bo"));
        assert_eq!(said_by(None, None), None);
    }
}
