//! The team, and the people who ask.

use serde_json::{Value, json};

use crate::model::ProviderKind;
use crate::sandbox::unthread::ids;
use crate::sandbox::world::World;

use super::slack;

/// The id of an agent.
pub(super) fn agent_id(key: &str) -> String {
    ids::uuid("agent", key)
}

/// The id of a person.
pub(super) fn person_id(key: &str) -> String {
    ids::uuid("person", key)
}

/// The id of a group of agents, which has no table: it only stands in other rows.
pub(super) fn team_id(key: &str) -> String {
    ids::uuid("team", key)
}

/// Everybody, the team first.
pub(super) fn all(world: &World) -> Vec<Value> {
    let mut users: Vec<Value> = world.agents.iter().map(|one| json!({
        "id": agent_id(one.key), "name": format!("{} {}", one.first_name, one.last_name), "email": one.email,
        "slackId": slack::agent(one.key), "photo": photo(one.key), "isExternal": false,
    })).collect();
    let people = world.people_at(ProviderKind::Unthread).enumerate();
    users.extend(people.map(|(index, person)| {
        let slack_id = slack::person(world, person.key);
        let has_photo = slack_id.is_some();
        // The address of some who never were in Slack is known from their mails alone.
        let is_blank = slack_id.is_none() && index % 3 == 0;
        json!({
            "id": person_id(person.key), "name": format!("{} {}", person.first_name, person.last_name),
            "email": person.email.filter(|_| !is_blank).unwrap_or_default(),
            "slackId": slack_id.unwrap_or_default(),
            "photo": if has_photo { photo(person.key) } else { String::new() },
            "isExternal": true,
        })
    }));
    users
}

fn photo(key: &str) -> String {
    format!("https://avatars.kestrelbikes.example/{key}.png")
}
