//! Persons as conversations and threads name them: short copies of contacts, agents and teams.

use crate::model::{
    Actor, Agent, AgentParts, Bot, Contact, ContactEmail, ContactParts, Id, Related, SourceKey,
    Team,
};

use super::super::wire;
use super::{filled, full_name};

/// What a person turned out to be.
pub(super) enum Party {
    Contact(Contact),
    Agent(Agent),
    Team(Team),
    Bot(Bot),
    /// Nobody that could be read, under a name if there is one.
    Unknown(Option<String>),
}

/// Reads a person. `assumed` is what a person without a type is.
pub(super) fn party(key: &SourceKey, person: wire::Person, assumed: Option<&str>) -> Party {
    let wire::Person {
        id,
        kind,
        first,
        last,
        photo_url,
        email,
    } = person;
    let (first, last) = (filled(first), filled(last));
    let (photo_url, email) = (filled(photo_url), filled(email));
    let name = full_name(first.as_deref(), last.as_deref());
    let Some(id) = id.filter(|id| *id > 0).map(|id| id.to_string()) else {
        return Party::Unknown(name.or(email));
    };
    match kind.as_deref().or(assumed) {
        Some("customer") => Party::Contact(Contact {
            known: contact_parts(email.as_ref()),
            name,
            first_name: first,
            last_name: last,
            avatar_url: photo_url,
            emails: email.into_iter().map(ContactEmail::new).collect(),
            ..Contact::new(Id::new(key, id))
        }),
        Some("user") => Party::Agent(Agent {
            known: agent_parts(photo_url.as_ref(), email.as_ref()),
            name,
            avatar_url: photo_url,
            email,
            ..Agent::new(Id::new(key, id))
        }),
        Some("team") => Party::Team(Team::new(Id::new(key, id), name.unwrap_or_default())),
        Some("system_user") => Party::Bot(Bot {
            native_id: Some(id),
            name: name.unwrap_or_else(|| "AI agent".to_owned()),
            avatar_url: photo_url,
        }),
        _ => Party::Unknown(name.or(email)),
    }
}

/// Names are always there, a picture if the customer has one, and the main address may not be the only one.
fn contact_parts(email: Option<&String>) -> ContactParts {
    let mut known = ContactParts::NAMES | ContactParts::AVATAR;
    known.set(ContactParts::PRIMARY_EMAIL, email.is_some());
    known
}

fn agent_parts(photo_url: Option<&String>, email: Option<&String>) -> AgentParts {
    let mut known = AgentParts::empty();
    known.set(AgentParts::AVATAR, photo_url.is_some());
    known.set(AgentParts::EMAIL, email.is_some());
    known
}

impl Party {
    /// The party as one who acts; its copy goes along.
    pub(super) fn into_actor(self, related: &mut Related) -> Actor {
        match self {
            Self::Contact(contact) => {
                let id = contact.id.clone();
                related.contacts.push(contact);
                Actor::Contact(id)
            }
            Self::Agent(agent) => {
                let id = agent.id.clone();
                related.agents.push(agent);
                Actor::Agent(id)
            }
            Self::Team(team) => Actor::Unknown(Some(team.name)),
            Self::Bot(bot) => Actor::Bot(bot),
            Self::Unknown(name) => Actor::Unknown(name),
        }
    }

    /// The contact that it is, if it is one; its copy goes along.
    pub(super) fn into_contact(self, related: &mut Related) -> Option<Id<Contact>> {
        match self {
            Self::Contact(contact) => {
                let id = contact.id.clone();
                related.contacts.push(contact);
                Some(id)
            }
            Self::Agent(_) | Self::Team(_) | Self::Bot(_) | Self::Unknown(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Party, party};
    use crate::model::{Actor, AgentParts, ContactParts, Related, SourceKey};

    fn read(person: Value) -> Party {
        let key = SourceKey::parse("help").unwrap();
        party(&key, serde_json::from_value(person).unwrap(), Some("user"))
    }

    #[test]
    fn a_customer_is_a_short_contact() {
        let person = json!({"id":501_233,"type":"customer","first":"Ines","last":"Marchetti","photoUrl":"https://img.example.net/c/05.png","email":"ines@orchardlabs.example"});
        let Party::Contact(contact) = read(person) else {
            panic!("a customer is a contact");
        };
        assert_eq!(contact.id.native(), "501233");
        assert_eq!(contact.name.as_deref(), Some("Ines Marchetti"));
        assert_eq!(contact.first_name.as_deref(), Some("Ines"));
        assert_eq!(contact.emails[0].value, "ines@orchardlabs.example");
        assert_eq!(
            contact.known,
            ContactParts::NAMES | ContactParts::AVATAR | ContactParts::PRIMARY_EMAIL
        );
    }

    #[test]
    fn a_user_is_a_short_agent_and_a_team_is_a_team() {
        let person = json!({"id":88,"first":"Tomasz","last":"Reyes","email":"tomasz@acme.example"});
        let Party::Agent(agent) = read(person) else {
            panic!("who has no type is what was assumed");
        };
        assert_eq!(agent.name.as_deref(), Some("Tomasz Reyes"));
        assert_eq!(agent.known, AgentParts::EMAIL);
        let person = json!({"id":640,"type":"team","first":"Platform","last":"","email":"platform@acme.example"});
        let Party::Team(team) = read(person) else {
            panic!("a team is a team");
        };
        assert_eq!((team.id.native(), team.name.as_str()), ("640", "Platform"));
    }

    #[test]
    fn number_zero_is_nobody() {
        let person = json!({"id":0,"type":"user","first":"","last":"","email":""});
        let mut related = Related::default();
        assert_eq!(read(person).into_actor(&mut related), Actor::Unknown(None));
        assert!(related.agents.is_empty());
    }

    #[test]
    fn a_system_user_is_a_bot() {
        let person = json!({"id":7,"type":"system_user","first":"Ada","last":null});
        let Actor::Bot(bot) = read(person).into_actor(&mut Related::default()) else {
            panic!("a system user is a bot");
        };
        assert_eq!(
            (bot.native_id.as_deref(), bot.name.as_str()),
            (Some("7"), "Ada")
        );
    }
}
