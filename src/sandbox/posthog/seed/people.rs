//! The team and the people who ask.

use serde_json::{Value, json};

use crate::model::ProviderKind;
use crate::sandbox::posthog::ids::{short, uuid};
use crate::sandbox::posthog::state::{Person, Properties, Role, RoleMember, User};
use crate::sandbox::world::{self, Agent, Channel, Team, World};

use super::{FOUNDED, days};

/// The first user id; the others follow.
const FIRST_USER_ID: u32 = 311;

/// The agents as users, in the order they joined.
pub(super) fn users(agents: &[Agent]) -> Vec<User> {
    let agents = (FIRST_USER_ID..).zip(agents).enumerate();
    agents
        .map(|(nth, (id, agent))| user(nth, id, agent))
        .collect()
}

fn user(nth: usize, id: u32, agent: &Agent) -> User {
    let joined_at = FOUNDED + days(nth * 30);
    let level = match (nth, agent.is_admin) {
        (0, _) => 15,
        (_, true) => 8,
        (_, false) => 1,
    };
    let hedgehog =
        json!({"use_as_profile": true, "color": "blue", "accessories": [], "skin": "default"});
    User {
        id,
        uuid: uuid(&format!("user {}", agent.key), joined_at),
        // Never signed in to the product itself.
        distinct_id: (nth != 5).then(|| format!("staff_{id}")),
        first_name: agent.first_name.to_owned(),
        last_name: agent.last_name.to_owned(),
        email: agent.email.to_owned(),
        is_email_verified: (nth % 3 != 2).then_some(true),
        hedgehog_config: (nth == 2).then_some(hedgehog),
        role_at_organization: match agent.team {
            "workshop" => Some("engineering"),
            "front" => Some("other"),
            _ if nth.is_multiple_of(2) => Some(""),
            _ => None,
        },
        membership_id: uuid(&format!("membership {}", agent.key), joined_at),
        level,
        joined_at,
    }
}

/// The id of the role that a team is.
pub(super) fn role_id(team: &str) -> String {
    uuid(&format!("role {team}"), FOUNDED)
}

/// The id of the user that an agent is.
pub(super) fn user_id(users: &[User], agent: &Agent) -> Option<u32> {
    let user = users.iter().find(|user| user.email == agent.email);
    user.map(|user| user.id)
}

/// The teams as roles.
pub(super) fn roles(teams: &[Team], agents: &[Agent], users: &[User]) -> Vec<Role> {
    let role = |(nth, team): (usize, &Team)| {
        let created_at = FOUNDED + days(nth);
        let members = agents.iter().filter(|agent| agent.team == team.key);
        let member = |agent: &Agent| {
            Some(RoleMember {
                id: uuid(&format!("role member {}", agent.key), created_at),
                user_id: user_id(users, agent)?,
                joined_at: created_at + days(1),
            })
        };
        Role {
            id: role_id(team.key),
            name: team.name.to_owned(),
            created_at,
            // The first one came with the organization.
            created_by: (nth > 0).then_some(FIRST_USER_ID),
            members: members.filter_map(member).collect(),
            is_default: nth == 0,
        }
    };
    teams.iter().enumerate().map(role).collect()
}

/// The people whom the product has seen: those who chatted in it or come from a shared Slack. Who only wrote e-mail is
/// unknown, and so is who gave a number alone, since nothing tracks them.
pub(super) fn persons(world: &World) -> Vec<Person> {
    let people = world.people_at(ProviderKind::PostHog);
    let seen = people.filter(|person| is_seen(world, person));
    let mut persons: Vec<Person> = seen
        .enumerate()
        .map(|(nth, person)| self::person(world, nth, person))
        .collect();
    persons.reverse();
    persons
}

fn is_seen(world: &World, person: &world::Person) -> bool {
    let is_unnamed = person.email.is_none() && person.phone.is_some();
    !is_unnamed
        && (has_case(world, person, Channel::Chat) || has_case(world, person, Channel::Slack))
}

fn has_case(world: &World, person: &world::Person, channel: Channel) -> bool {
    let mut cases = world.cases_at(ProviderKind::PostHog);
    cases.any(|case| case.person == person.key && case.channel == channel)
}

fn person(world: &World, nth: usize, person: &world::Person) -> Person {
    let created_at = FOUNDED + days(400 + nth * 3);
    let mut distinct_ids = vec![widget_id(person)];
    if person.email.is_some() {
        distinct_ids.push(anonymous_id(person));
    }
    // Slack knows the address alone. Mail does too, but such a person is found by the property.
    if has_case(world, person, Channel::Slack) {
        distinct_ids.insert(0, mail_id(person));
    }
    Person {
        uuid: uuid(&format!("person {}", person.key), created_at),
        distinct_ids,
        properties: properties(world, person),
        created_at,
        is_identified: person.email.is_some(),
    }
}

fn properties(world: &World, person: &world::Person) -> Properties {
    let mut properties = Properties::new();
    let Some(email) = person.email else {
        return properties;
    };
    let mut organizations = world.organizations.iter();
    let organization = organizations.find(|one| Some(one.key) == person.organization);
    properties.insert("email".to_owned(), json!(email));
    properties.insert("name".to_owned(), json!(full_name(person)));
    if let Some(phone) = person.phone {
        properties.insert("phone".to_owned(), json!(phone));
    }
    if let Some(organization) = organization {
        properties.insert("organization".to_owned(), json!(organization.name));
    }
    let plan = if organization.is_some() {
        "fleet"
    } else {
        "care"
    };
    properties.insert("plan".to_owned(), json!(plan));
    properties
}

/// What the customer told the desk.
pub(super) fn traits(person: &world::Person) -> Properties {
    let mut traits = Properties::new();
    if person.email.is_none() && person.phone.is_none() {
        return traits;
    }
    traits.insert("name".to_owned(), json!(full_name(person)));
    let email = person.email.map_or(Value::Null, |email| json!(email));
    traits.insert("email".to_owned(), email);
    traits
}

fn full_name(person: &world::Person) -> String {
    format!("{} {}", person.first_name, person.last_name)
}

/// What the widget knows a person by.
pub(super) fn widget_id(person: &world::Person) -> String {
    match person.email {
        Some(_) => format!("usr_{}", short(person.key)),
        None => anonymous_id(person),
    }
}

/// What e-mail and Slack know a person by.
pub(super) fn mail_id(person: &world::Person) -> String {
    person.email.unwrap_or_default().to_owned()
}

fn anonymous_id(person: &world::Person) -> String {
    uuid(&format!("anonymous {}", person.key), FOUNDED)
}
