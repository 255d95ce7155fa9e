//! Users, bots and teams.

use serde_json::json;

use crate::sandbox::nimchat::secret;
use crate::sandbox::nimchat::state::{Attributes, Blob, Bot, State, Team, User};
use crate::sandbox::world::{Agent, World};

use super::SET_UP;

/// Ids of users, contacts and bots overlap: they are separate sequences.
const FIRST_USER: u64 = 31;
/// The bot of the account.
pub(super) const PIP: u64 = 31;
const FIRST_TEAM: u64 = 4;
/// The picture of the first user.
const PORTRAIT: u64 = 500;

pub(super) fn add(state: &mut State, world: &World) {
    state.blobs.push(Blob {
        id: PORTRAIT,
        file_name: "portrait.png".to_owned(),
        mime_type: "image/png".to_owned(),
        content: b"This is the content of portrait.png.\n".to_vec(),
    });
    state.users = (FIRST_USER..).zip(&world.agents).map(user).collect();
    state.bots = bots();
    state.teams = (FIRST_TEAM..)
        .zip(&world.teams)
        .map(|(id, team)| Team {
            id,
            name: team.name.to_lowercase(),
            description: [Some("First answers"), Some(""), None]
                [usize::try_from(id % 3).unwrap_or_default()],
            allow_auto_assign: id == FIRST_TEAM,
            members: members(world, team.key),
        })
        .collect();
}

fn user((id, agent): (u64, &Agent)) -> User {
    let availability = ["online", "busy", "offline"];
    let nth = usize::try_from(id - FIRST_USER).unwrap_or_default();
    let mut custom_attributes = Attributes::new();
    if nth == 5 {
        custom_attributes.insert("employee_no".to_owned(), json!("KB-118"));
    }
    User {
        id,
        name: full_name(agent),
        display_name: (nth % 3 == 0).then(|| agent.first_name.to_owned()),
        email: agent.email.to_owned(),
        is_admin: agent.is_admin,
        availability: availability[nth % availability.len()],
        auto_offline: nth % 4 == 2,
        confirmed: true,
        custom_attributes,
        avatar: (nth == 0).then_some(PORTRAIT),
        access_token: secret::token(&format!("user {id}")),
        pubsub_token: secret::token(&format!("pubsub of user {id}")),
        created_at: SET_UP,
    }
}

pub(super) fn full_name(agent: &Agent) -> String {
    format!("{} {}", agent.first_name, agent.last_name)
}

fn bots() -> Vec<Bot> {
    let own = Bot {
        id: PIP,
        name: "Pip",
        description: Some("Greets visitors and passes their questions on"),
        outgoing_url: Some("https://bot.kestrelbikes.example/in"),
        is_own: true,
        access_token: secret::token("bot Pip"),
    };
    let shared = Bot {
        id: PIP + 1,
        name: "Answer bot",
        description: None,
        outgoing_url: None,
        is_own: false,
        access_token: secret::token("bot of the installation"),
    };
    vec![own, shared]
}

fn members(world: &World, team: &str) -> Vec<u64> {
    let agents = (FIRST_USER..).zip(&world.agents);
    agents
        .filter(|(_, agent)| agent.team == team)
        .map(|(id, _)| id)
        .collect()
}

/// The id of the user that an agent of the story became.
pub(super) fn user_id(world: &World, key: &str) -> Option<u64> {
    let mut agents = (FIRST_USER..).zip(&world.agents);
    agents.find(|(_, agent)| agent.key == key).map(|(id, _)| id)
}

/// The id of the team that a team of the story became.
pub(super) fn team_id(world: &World, key: &str) -> Option<u64> {
    let mut teams = (FIRST_TEAM..).zip(&world.teams);
    teams.find(|(_, team)| team.key == key).map(|(id, _)| id)
}
