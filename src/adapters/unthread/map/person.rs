//! Users, of whom only the list they stand in tells whether they are of the team.

use crate::model::{
    Agent, AgentParts, Contact, ContactEmail, ContactParts, ExternalId, Id, Raw, SourceKey,
};
use crate::transport::WithRaw;

use super::{SECRETS, said, wire};

/// A user has nothing of the kind.
const CONTACT_VOID: ContactParts = ContactParts::PHONES
    .union(ContactParts::NAMES)
    .union(ContactParts::ORGANIZATION)
    .union(ContactParts::TIMES);

pub(in crate::adapters::unthread) fn contact(
    id: Id<Contact>,
    user: WithRaw<wire::User>,
) -> Contact {
    let mut contact = contact_of(id, user.value);
    contact.known = ContactParts::all();
    contact.raw = Some(Raw::new(user.raw, SECRETS));
    contact
}

pub(in crate::adapters::unthread) fn agent(id: Id<Agent>, user: WithRaw<wire::User>) -> Agent {
    let mut agent = agent_of(id, user.value);
    agent.known = AgentParts::all();
    agent.raw = Some(Raw::new(user.raw, SECRETS));
    agent
}

/// A user inside another object; `None` if it does not even have a name. What it leaves out, or has an empty text for,
/// the user may still have.
pub(super) fn short_contact(key: &SourceKey, user: wire::User) -> Option<Contact> {
    let id = said(user.id.clone())?;
    let contact = contact_of(Id::new(key, id), user);
    contact.name.is_some().then_some(contact)
}

/// As [`short_contact`], for the team.
pub(super) fn short_agent(key: &SourceKey, user: wire::User) -> Option<Agent> {
    let id = said(user.id.clone())?;
    let agent = agent_of(Id::new(key, id), user);
    agent.name.is_some().then_some(agent)
}

/// Puts copies of one user together; what an earlier one tells comes first.
pub(super) fn together(id: &str, copies: impl IntoIterator<Item = wire::User>) -> wire::User {
    let mut whole = wire::User {
        id: Some(id.to_owned()),
        ..wire::User::default()
    };
    for copy in copies {
        whole.name = said(whole.name).or(copy.name);
        whole.email = said(whole.email).or(copy.email);
        whole.slack_id = said(whole.slack_id).or(copy.slack_id);
        whole.photo = said(whole.photo).or(copy.photo);
    }
    whole
}

fn contact_of(id: Id<Contact>, user: wire::User) -> Contact {
    let wire::User {
        id: _,
        name,
        email,
        slack_id,
        photo,
    } = user;
    let mut contact = Contact::new(id);
    contact.name = said(name);
    contact.emails = said(email).into_iter().map(ContactEmail::new).collect();
    contact.external_ids = said(slack_id).into_iter().map(slack).collect();
    contact.avatar_url = said(photo);
    contact.known = CONTACT_VOID;
    let told = [
        (ContactParts::EMAILS, !contact.emails.is_empty()),
        (ContactParts::PROFILE, !contact.external_ids.is_empty()),
        (ContactParts::AVATAR, contact.avatar_url.is_some()),
    ];
    for (part, is_told) in told {
        contact.known.set(part, is_told);
    }
    contact
}

fn slack(value: String) -> ExternalId {
    ExternalId {
        system: "slack",
        value,
    }
}

fn agent_of(id: Id<Agent>, user: wire::User) -> Agent {
    let wire::User {
        id: _,
        name,
        email,
        slack_id,
        photo,
    } = user;
    let mut agent = Agent::new(id);
    agent.name = said(name);
    agent.email = said(email);
    agent.slack_id = said(slack_id);
    agent.avatar_url = said(photo);
    agent.known = AgentParts::TEAMS;
    let told = [
        (AgentParts::EMAIL, agent.email.is_some()),
        (AgentParts::PROFILE, agent.slack_id.is_some()),
        (AgentParts::AVATAR, agent.avatar_url.is_some()),
    ];
    for (part, is_told) in told {
        agent.known.set(part, is_told);
    }
    agent
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::samples::{self, key};
    use super::{agent, contact, short_agent, short_contact};
    use crate::adapters::unthread::wire;
    use crate::model::{AgentParts, ContactParts, ExternalId, Id};

    fn user(json: serde_json::Value) -> wire::User {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_user_outside_is_a_contact() {
        let contact = contact(Id::new(&key(), "x"), samples::read(samples::OUTSIDER));
        assert_eq!(contact.name.as_deref(), Some("Ivo Petrov"));
        assert_eq!(contact.emails[0].value, "ivo@northwind.test");
        assert_eq!(
            contact.external_ids,
            [ExternalId {
                system: "slack",
                value: "U05CUST0001".to_owned()
            }]
        );
        assert_eq!(
            contact.avatar_url.as_deref(),
            Some("https://cdn.example.test/ivo.png")
        );
        assert_eq!(contact.known, ContactParts::all());
    }

    #[test]
    fn empty_texts_of_a_mail_writer_are_nothing() {
        let contact = contact(Id::new(&key(), "x"), samples::read(samples::MAIL_WRITER));
        assert_eq!(contact.display_name(), "Ola Berg");
        assert_eq!((contact.emails.len(), contact.external_ids.len()), (0, 0));
        assert_eq!(contact.avatar_url, None);
        assert_eq!(contact.known, ContactParts::all());
    }

    #[test]
    fn a_user_of_the_team_is_an_agent() {
        let agent = agent(Id::new(&key(), "x"), samples::read(samples::MEMBER));
        assert_eq!(agent.name.as_deref(), Some("Ana Ruiz"));
        assert_eq!(agent.email.as_deref(), Some("ana@acme.test"));
        assert_eq!(agent.slack_id.as_deref(), Some("U05AGENT001"));
        assert_eq!(agent.role, None);
        assert_eq!(agent.known, AgentParts::all());
    }

    #[test]
    fn a_short_copy_knows_what_it_was_told() {
        let short = user(json!({"id": "u", "name": "Ola Berg", "email": "", "slackId": "U1"}));
        let contact = short_contact(&key(), short).unwrap();
        assert!(
            contact
                .known
                .contains(ContactParts::PHONES | ContactParts::PROFILE)
        );
        assert!(
            !contact
                .known
                .intersects(ContactParts::EMAILS | ContactParts::AVATAR | ContactParts::RAW)
        );
        let agent = short_agent(&key(), user(json!({"id": "u", "name": "Ana"}))).unwrap();
        assert_eq!(agent.known, AgentParts::TEAMS);
    }

    #[test]
    fn a_copy_without_id_or_name_is_none() {
        assert_eq!(short_contact(&key(), user(json!({"name": "Ola"}))), None);
        assert_eq!(
            short_contact(&key(), user(json!({"id": "u", "name": null}))),
            None
        );
        assert_eq!(
            short_agent(&key(), user(json!({"id": "", "name": "Ana"}))),
            None
        );
    }
}
