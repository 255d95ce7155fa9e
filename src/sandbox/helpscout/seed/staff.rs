//! Agents and teams of the story.

use crate::sandbox::helpscout::records::{Presence, Team, User};
use crate::sandbox::world::{Agent, World};

use super::{date, ids};

/// The users; the first one owns the account.
pub(super) fn users(world: &World) -> Vec<User> {
    let users = (0..).zip(&world.agents);
    users
        .map(|(rank, agent)| user(world, rank, agent))
        .collect()
}

fn user(world: &World, rank: usize, agent: &Agent) -> User {
    User {
        id: ids::user(world, agent.key),
        first: agent.first_name,
        last: agent.last_name,
        email: agent.email,
        role: match (rank, agent.is_admin) {
            (0, _) => "owner",
            (_, true) => "admin",
            (_, false) => "user",
        },
        team: ids::team(world, agent.team),
        mailboxes: mailboxes(agent),
        presence: match rank {
            1 => Presence::OnLeave,
            2 => Presence::Noticed,
            _ => Presence::Working,
        },
        created_at: date("2022-04-21T14:39:56Z"),
    }
}

fn mailboxes(agent: &Agent) -> Vec<u64> {
    let mut mailboxes = vec![ids::HELP];
    if agent.team == "billing" || agent.is_admin {
        mailboxes.push(ids::BILLING);
    }
    if agent.is_admin {
        mailboxes.push(ids::PARTNERS);
    }
    mailboxes
}

/// The teams.
pub(super) fn teams(world: &World) -> Vec<Team> {
    let team = |team: &crate::sandbox::world::Team| Team {
        id: ids::team(world, team.key),
        key: team.key,
        name: team.name,
        email: format!("{}@kestrelbikes.example", team.key),
        created_at: date("2023-08-23T14:39:56Z"),
    };
    world.teams.iter().map(team).collect()
}
