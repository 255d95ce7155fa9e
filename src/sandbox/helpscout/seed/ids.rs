//! Numbers for everything: the same in every run.

use crate::sandbox::world::World;

/// The main mailbox.
pub(super) const HELP: u64 = 13;
/// The mailbox for money.
pub(super) const BILLING: u64 = 14;
/// A mailbox in which nothing ever happened.
pub(super) const PARTNERS: u64 = 15;

/// Tags count up from here.
pub(super) const FIRST_TAG: u64 = 5_120;
/// The conversation that was merged into another one.
pub(super) const MERGED: u64 = 2_147_482_500;
/// The case into which it was merged.
pub(super) const MERGED_INTO: u32 = 6;

/// The id of the conversation of a case; from the ninth on they are above what 32 bits hold.
pub(super) fn conversation(case: u32) -> u64 {
    2_147_480_000 + 431 * u64::from(case)
}

/// The number of the conversation of a case, as people use it.
pub(super) fn number(case: u32) -> u64 {
    48_200 + 3 * u64::from(case)
}

/// The id of an entry of a case, counted from 1.
pub(super) fn thread(case: u32, position: u64) -> u64 {
    7_712_000_000 + 1_000 * u64::from(case) + position
}

/// The id of a file of a case, counted from 0.
pub(super) fn attachment(case: u32, position: u64) -> u64 {
    9_001 + 10 * u64::from(case) + position
}

/// The id of a person.
pub(super) fn customer(world: &World, key: &str) -> u64 {
    let place = world.people.iter().position(|person| person.key == key);
    501_201 + 7 * position(place)
}

/// The id of an agent.
pub(super) fn user(world: &World, key: &str) -> u64 {
    let place = world.agents.iter().position(|agent| agent.key == key);
    388 + 3 * position(place)
}

/// The id of a team; users and teams share their numbers.
pub(super) fn team(world: &World, key: &str) -> u64 {
    let place = world.teams.iter().position(|team| team.key == key);
    640 + position(place)
}

/// The id of a company.
pub(super) fn organization(world: &World, key: &str) -> u64 {
    let place = world.organizations.iter().position(|one| one.key == key);
    771 + position(place)
}

fn position(place: Option<usize>) -> u64 {
    let place = place.expect("the story names only what it has");
    u64::try_from(place).expect("the story is short")
}
