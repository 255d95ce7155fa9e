//! Writes the story down the provider's way.

mod comments;
mod extras;
mod people;
mod tickets;

use jiff::{SignedDuration, Timestamp};

use crate::model::ProviderKind;
use crate::sandbox::world::World;

use super::state::Project;

/// When the organization began.
const FOUNDED: Timestamp = Timestamp::constant(1_717_232_400, 0);

/// Makes the project of the story. Links to files begin with `base_url`.
pub(super) fn project(world: &World, base_url: &str) -> Project {
    let users = people::users(&world.agents);
    let mut project = Project {
        roles: people::roles(&world.teams, &world.agents, &users),
        persons: people::persons(world),
        tickets: Vec::new(),
        comments: Vec::new(),
        views: extras::views(&users),
        files: Vec::new(),
        email_channels: extras::email_channels(),
        made: 0,
        written_at: FOUNDED,
        unread: None,
        users,
    };
    for case in world.cases_at(ProviderKind::PostHog) {
        comments::add(world, &mut project, case, base_url);
    }
    extras::leave_a_priority_empty(&mut project.tickets);
    extras::add_other_comments(&mut project);
    project.comments.sort_by_key(|comment| comment.created_at);
    project
}

fn days(count: usize) -> SignedDuration {
    SignedDuration::from_hours(24) * i32::try_from(count).expect("the story is short")
}
