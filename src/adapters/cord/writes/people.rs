//! Who writes, and who is meant.

use crate::model::command::{MessageAuthor, Person};
use crate::provider::Refusal;

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
            "Cord has no user of its own to speak for the team; name the agent or the contact who writes.",
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
