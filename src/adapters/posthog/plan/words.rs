//! Our words in the provider's spelling, as far as filters take them.

use crate::adapters::posthog::native::is_number;
use crate::adapters::posthog::{map, tables};
use crate::model::{ChannelKind, ConversationStatus, Priority, SlaState, StatusCategory};

/// The native words that some of ours stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub natives: Vec<&'static str>,
    /// Whether they mean neither more nor less.
    pub is_exact: bool,
}

/// The statuses that filters take; `None` if a status is asked for that has no word.
pub(super) fn statuses(wanted: &[ConversationStatus]) -> Option<Words> {
    if wanted.contains(&ConversationStatus::Unknown) {
        return None;
    }
    let (on_hold, snoozed) = (ConversationStatus::OnHold, ConversationStatus::Snoozed);
    // A snoozed ticket is one on hold with a time to come.
    let is_wanted =
        |unified| wanted.contains(&unified) || unified == on_hold && wanted.contains(&snoozed);
    let rows = tables::STATUS.iter().filter(|row| row.is_writable);
    let rows = rows.filter(|row| is_wanted(row.unified));
    Some(Words {
        natives: rows.map(|row| row.native).collect(),
        is_exact: wanted.contains(&on_hold) == wanted.contains(&snoozed),
    })
}

/// The statuses of some groups.
pub(super) fn categories(wanted: &[StatusCategory]) -> Option<Words> {
    if wanted.contains(&StatusCategory::Unknown) {
        return None;
    }
    let unified = tables::STATUS.iter().map(|row| row.unified);
    let unified: Vec<_> = unified
        .filter(|status| wanted.contains(&status.category()))
        .collect();
    statuses(&unified)
}

/// The statuses among some texts.
pub(super) fn native_statuses(wanted: &[String]) -> Words {
    let rows = tables::STATUS.iter().filter(|row| row.is_writable);
    let is_wanted = |native: &&str| wanted.iter().any(|one| one == native);
    Words {
        natives: rows.map(|row| row.native).filter(is_wanted).collect(),
        is_exact: true,
    }
}

/// The priorities that filters take; `None` if one is asked for that has no word.
pub(super) fn priorities(wanted: &[Priority]) -> Option<Words> {
    if wanted.contains(&Priority::None) || wanted.contains(&Priority::Unknown) {
        return None;
    }
    let rows = tables::PRIORITY.iter();
    let rows: Vec<_> = rows.filter(|row| wanted.contains(&row.unified)).collect();
    Some(Words {
        natives: rows.iter().map(|row| row.native).collect(),
        // A word that cannot be written is one of newer servers; older ones ignore it, and then the whole filter if no
        // other word is left.
        is_exact: rows.iter().all(|row| row.is_writable),
    })
}

/// The channels; `None` if one is asked for that has no word.
pub(super) fn channels(wanted: &[ChannelKind]) -> Option<Vec<&'static str>> {
    if wanted.contains(&ChannelKind::Unknown) {
        return None;
    }
    let rows = tables::CHANNEL.iter();
    let rows = rows.filter(|row| wanted.contains(&row.unified));
    Some(rows.map(|row| row.native).collect())
}

/// The word for a state of the service level; there is none for having none.
pub(super) fn sla(wanted: SlaState) -> Option<&'static str> {
    let row = tables::SLA.iter().find(|(_, state)| *state == wanted);
    row.map(|(native, _)| *native)
}

/// The names that a tag can have, each once.
pub(super) fn tags(wanted: &[String]) -> Vec<String> {
    once(wanted.iter().filter_map(|name| tag(name)))
}

/// A tag as the provider writes it; `None` if no tag can have that name.
pub(super) fn tag(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    map::is_tag(&name).then_some(name)
}

/// The numbers that a ticket can have, each once.
pub(super) fn numbers(wanted: &[String]) -> Vec<String> {
    once(wanted.iter().filter(|text| is_number(text)).cloned())
}

fn once(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for one in all {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen
}
