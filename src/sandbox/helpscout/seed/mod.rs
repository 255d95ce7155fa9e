//! Writes the story down as the provider would keep it.

mod additions;
mod body;
mod conversations;
mod customers;
mod ids;
mod inboxes;
mod small;
mod staff;
mod threads;

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::model::ProviderKind;
use crate::sandbox::world::World;

use super::records::{Account, Tag};

/// Makes the account out of the cases of this desk.
pub(crate) fn account(world: &World) -> Account {
    let tags = tags(world);
    let conversations = conversations::all(world, &tags);
    Account {
        merged: BTreeMap::from([(ids::MERGED, ids::conversation(ids::MERGED_INTO))]),
        customers: customers::all(world),
        organizations: customers::organizations(world),
        users: staff::users(world),
        teams: staff::teams(world),
        mailboxes: inboxes::mailboxes(),
        folders: inboxes::folders(world),
        fields: inboxes::fields(),
        tags,
        saved_replies: small::saved_replies(),
        ratings: small::ratings(&conversations),
        workflows: small::workflows(),
        webhooks: small::webhooks(),
        conversations,
        minted: 0,
    }
}

/// Cuts off what the provider does not keep.
pub(crate) fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// Reads a date of ours.
fn date(text: &str) -> Timestamp {
    text.parse().expect("the dates below are well formed")
}

const COLORS: &[(&str, &str)] = &[
    ("green", "#4bc27d"),
    ("blue", "#3197d6"),
    ("none", "#929499"),
    ("red", "#c85a5a"),
    ("orange", "#f1b365"),
];

/// The tags in the order of their names; the last one is on no conversation.
fn tags(world: &World) -> Vec<Tag> {
    let cases = world.cases_at(ProviderKind::HelpScout);
    let mut names: Vec<&'static str> = cases.flat_map(|case| case.tags.clone()).collect();
    names.sort_unstable();
    names.dedup();
    names.push("Trade fair 2025");
    let tag = |(index, name): (u64, &'static str)| Tag {
        id: ids::FIRST_TAG + index,
        name: name.to_owned(),
        color: COLORS[name.len() % COLORS.len()],
        created_at: date("2024-04-21T14:39:56Z"),
    };
    (0..).zip(names).map(tag).collect()
}
