//! What a condition on conversations comes to at this provider, before it is known which endpoint is asked.

use std::collections::BTreeSet;

use crate::adapters::nimchat::endpoints::Clause;
use crate::adapters::nimchat::tables;
use crate::model::{
    ChannelKind, Contact, ConversationCondition as Is, ConversationStatus, Id, SlaState, TimeRange,
};
use crate::provider::mapping::StatusRow;

use super::days;
use super::values::{is_plain_title, is_storable, is_title, number, numbers, spellings};

/// What is wished for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// True of every row.
    Always,
    /// True of none.
    Never,
    /// Only the rows tell.
    Rows,
    /// Nobody tells.
    Unsupported,
    Numbers(BTreeSet<u64>),
    Statuses(Statuses),
    Inboxes(Vec<u64>),
    Assignees(Vec<u64>),
    Teams(Vec<u64>),
    IsAssigned(bool),
    Labels(Labels),
    Contacts(Vec<Id<Contact>>),
    Text(String),
    /// Days around a range of time.
    Days(Vec<Clause>),
}

/// Native statuses.
pub(super) type Statuses = BTreeSet<&'static str>;

/// Labels of which one has to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Labels {
    pub any: Vec<String>,
    /// Whether that is all that is asked.
    pub is_all: bool,
}

/// Every status.
pub(super) fn all_statuses() -> Statuses {
    tables::STATUS.iter().map(|row| row.native).collect()
}

/// Reads a condition.
pub(super) fn wish(condition: &Is) -> Wish {
    match condition {
        Is::Ids(ids) => some(numbers(ids).into_iter().collect(), Wish::Numbers),
        Is::Numbers(texts) => {
            let numbers: BTreeSet<_> = texts.iter().filter_map(|text| number(text)).collect();
            some(numbers, Wish::Numbers)
        }
        Is::IsTicket(true) => Wish::Always,
        Is::IsTicket(false) => Wish::Never,
        Is::Statuses(wanted) => statuses(|row| wanted.contains(&row.unified)),
        Is::Categories(wanted) => statuses(|row| wanted.contains(&row.unified.category())),
        Is::NativeStatuses(wanted) => statuses(|row| wanted.iter().any(|one| one == row.native)),
        Is::IsSnoozed(wanted) => {
            statuses(|row| (row.unified == ConversationStatus::Snoozed) == *wanted)
        }
        Is::Priorities(wanted) if wanted.is_empty() => Wish::Never,
        Is::Channels(wanted) => channels(wanted),
        Is::Inboxes(ids) => some(numbers(ids), Wish::Inboxes),
        Is::Assignees(ids) => some(numbers(ids), Wish::Assignees),
        Is::Teams(ids) => some(numbers(ids), Wish::Teams),
        Is::IsAssigned(is_assigned) => Wish::IsAssigned(*is_assigned),
        Is::TagsAny(names) => any_label(names),
        Is::TagsAll(names) => all_labels(names),
        Is::Contacts(ids) => contacts(ids),
        // The feed looks the people up, and asks for their conversations.
        Is::ContactEmail(_) => Wish::Unsupported,
        Is::SlaStates(wanted) if wanted.contains(&SlaState::None) => Wish::Always,
        // No release that is open source has deadlines.
        Is::SlaStates(_) => Wish::Never,
        Is::Text(words) if words.trim().is_empty() => Wish::Always,
        Is::Text(words) if !is_storable(words) => Wish::Never,
        Is::Text(words) => Wish::Text(words.clone()),
        Is::CreatedAt(range) => times("created_at", *range),
        Is::LastActivityAt(range) => times("last_activity_at", *range),
        // Only the record of a change tells when it was resolved, in the words of the account's language.
        Is::ClosedAt(_) => Wish::Unsupported,
        Is::Priorities(_)
        | Is::Organizations(_)
        | Is::IsUnread(_)
        | Is::UpdatedAt(_)
        | Is::CustomField(_) => Wish::Rows,
    }
}

/// Values that are left; without any, no row fits.
fn some<T: IntoIterator + Clone>(values: T, wish: fn(T) -> Wish) -> Wish {
    match values.clone().into_iter().next() {
        Some(_) => wish(values),
        None => Wish::Never,
    }
}

fn statuses(is_wanted: impl Fn(&StatusRow) -> bool) -> Wish {
    let rows = tables::STATUS.iter().filter(|row| is_wanted(row));
    let natives: Statuses = rows.map(|row| row.native).collect();
    match natives.len() {
        0 => Wish::Never,
        all if all == tables::STATUS.len() => Wish::Always,
        _ => Wish::Statuses(natives),
    }
}

/// The inbox tells the channel, but a conversation by its own kind may tell another one.
fn channels(wanted: &[ChannelKind]) -> Wish {
    let can_be = |kind: &ChannelKind| {
        *kind == ChannelKind::Unknown || tables::CHANNEL.iter().any(|row| row.unified == *kind)
    };
    if wanted.iter().any(can_be) {
        Wish::Rows
    } else {
        Wish::Never
    }
}

fn any_label(names: &[String]) -> Wish {
    let titles: Vec<_> = names.iter().filter(|name| is_title(name)).collect();
    if titles.is_empty() {
        return Wish::Never;
    }
    if !titles.iter().all(|title| is_plain_title(title)) {
        return Wish::Rows;
    }
    Wish::Labels(Labels {
        any: titles
            .into_iter()
            .flat_map(|title| spellings(title))
            .collect(),
        is_all: true,
    })
}

/// One of them is asked for.
fn all_labels(names: &[String]) -> Wish {
    if names.is_empty() {
        return Wish::Always;
    }
    if !names.iter().all(|name| is_title(name)) {
        return Wish::Never;
    }
    let Some(title) = names.iter().find(|name| is_plain_title(name)) else {
        return Wish::Rows;
    };
    Wish::Labels(Labels {
        any: spellings(title),
        is_all: names.len() == 1,
    })
}

fn contacts(ids: &[Id<Contact>]) -> Wish {
    let known = ids
        .iter()
        .filter(|id| !numbers(&[(*id).clone()]).is_empty());
    some(known.cloned().collect(), Wish::Contacts)
}

fn times(key: &'static str, range: TimeRange) -> Wish {
    if days::is_empty(range) {
        return Wish::Never;
    }
    if range == TimeRange::default() {
        return Wish::Always;
    }
    match days::around(key, range) {
        none if none.is_empty() => Wish::Rows,
        days => Wish::Days(days),
    }
}
