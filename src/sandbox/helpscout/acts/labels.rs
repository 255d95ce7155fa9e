//! Tags by name: those that are unknown come into being.

use jiff::Timestamp;

use crate::sandbox::helpscout::records::{Account, Minted, Tag};

/// The ids of the tags with these names, each once.
pub(super) fn ids(account: &mut Account, names: &[String], now: Timestamp) -> Vec<u64> {
    let mut ids = Vec::new();
    for name in names {
        let id = id(account, name.trim(), now);
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

fn id(account: &mut Account, name: &str, now: Timestamp) -> u64 {
    let known = account.tags.iter().find(|tag| is_same(&tag.name, name));
    if let Some(tag) = known {
        return tag.id;
    }
    let id = account.mint(Minted::Tag);
    account.tags.push(Tag {
        id,
        name: name.to_owned(),
        color: ("none", "#929499"),
        created_at: now,
    });
    id
}

fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
