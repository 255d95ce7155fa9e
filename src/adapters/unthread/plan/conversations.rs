//! What the list of conversations evaluates.

use crate::adapters::unthread::lookup::{is_plausible, is_uuid};
use crate::adapters::unthread::tables;
use crate::model::{
    ChannelKind, ConversationCondition, ConversationQuery, ConversationStatus, Id, Priority,
    SlaState, StatusCategory,
};
use crate::provider::mapping::StatusRow;
use crate::provider::{Fate, Plan};

use super::order::sorting;
use super::{Decision, Filter};

/// Sorts a question into what the list evaluates and what is left.
pub(in crate::adapters::unthread) fn plan(
    query: &ConversationQuery,
) -> Plan<ConversationCondition> {
    let (order, _) = sorting(query.order);
    Plan::new(query, order, |condition| decide(condition).fate)
}

/// What becomes of one condition.
pub(in crate::adapters::unthread) fn decide(condition: &ConversationCondition) -> Decision {
    use ConversationCondition as Is;
    let pushed = Decision::pushed;
    match condition {
        Is::Ids(ids) => Decision::one_of("id", uuids(ids)),
        Is::Numbers(numbers) => by_number(numbers),
        // Without a number there is no ticket. One that came by mail lacks it for its first seconds.
        Is::IsTicket(true) => pushed(Vec::new()),
        Is::Statuses(wanted) => by_status(wanted),
        Is::Categories(wanted) => by_category(wanted),
        Is::NativeStatuses(words) => by_word(words),
        Is::Priorities(wanted) => by_priority(wanted),
        Is::Channels(wanted) => by_channel(wanted),
        Is::Assignees(ids) => Decision::one_of("assignedToUserId", uuids(ids)),
        Is::IsAssigned(true) => Decision::narrowed(Filter::is_somebody("assignedToUserId")),
        Is::Contacts(ids) => by_contact(uuids(ids)),
        Is::Organizations(ids) => Decision::one_of("customerId", natives(ids)),
        Is::SlaStates(states) => always_if(states.contains(&SlaState::None)),
        Is::Text(words) => pushed(in_title(words)),
        Is::IsSnoozed(true) => Decision::narrowed(Filter::is_told("snoozedAt")),
        Is::CreatedAt(range) => pushed(Filter::within("createdAt", *range)),
        Is::UpdatedAt(range) => pushed(Filter::within("updatedAt", *range)),
        Is::LastActivityAt(range) => pushed(Filter::within("lastActivityAt", *range)),
        Is::ClosedAt(range) => pushed(Filter::within("closedAt", *range)),
        // Conditions have no null, and reach no field of a tag or of the form of a ticket type.
        Is::IsTicket(false)
        | Is::IsAssigned(false)
        | Is::IsSnoozed(false)
        | Is::TagsAny(_)
        | Is::TagsAll(_)
        | Is::CustomField(_) => Decision::without(Fate::Residual),
        // The address of a submitter is not a field of the conversation; nobody tells what the team has read.
        Is::ContactEmail(_) | Is::IsUnread(_) => Decision::without(Fate::Unsupported),
        // A conversation has neither.
        Is::Inboxes(_) | Is::Teams(_) => Decision::without(Fate::Never),
    }
}

fn natives<T>(ids: &[Id<T>]) -> Vec<String> {
    let natives = ids.iter().map(Id::native);
    let plausible = natives.filter(|native| is_plausible(native));
    plausible.map(str::to_owned).collect()
}

/// Only customers have ids of another form.
fn uuids<T>(ids: &[Id<T>]) -> Vec<String> {
    let natives = ids.iter().map(Id::native);
    let uuids = natives.filter(|native| is_uuid(native));
    uuids.map(str::to_owned).collect()
}

fn always_if(can_match: bool) -> Decision {
    if can_match {
        Decision::pushed(Vec::new())
    } else {
        Decision::without(Fate::Never)
    }
}

/// What no row shows as its number, like one with zeros in front, is none.
fn by_number(numbers: &[String]) -> Decision {
    let read = numbers
        .iter()
        .filter_map(|text| Some((text, text.parse::<i32>().ok()?)));
    let given: Vec<i32> = read
        .filter(|(text, number)| **text == number.to_string())
        .map(|(_, number)| number)
        .collect();
    match given.as_slice() {
        [] => Decision::without(Fate::Never),
        [only] => Decision::narrowed(Filter::is("friendlyId", *only)),
        several => {
            let texts = several.iter().map(i32::to_string);
            Decision::narrowed(Filter::any_of("friendlyId", texts))
        }
    }
}

/// A snooze lies over any status. Conditions cannot be alternatives, so that the two cannot be asked for together; and
/// what is asleep among the open ones, the rows tell.
fn by_status(wanted: &[ConversationStatus]) -> Decision {
    let words: Vec<_> = words()
        .filter(|row| wanted.contains(&row.unified))
        .map(|row| row.native)
        .collect();
    let can_sleep = wanted.contains(&ConversationStatus::Snoozed);
    let can_be_unknown = wanted.contains(&ConversationStatus::Unknown);
    match (words.is_empty(), can_sleep) {
        _ if can_be_unknown => Decision::without(Fate::Residual),
        (true, true) => Decision::narrowed(Filter::is_told("snoozedAt")),
        (true, false) => Decision::without(Fate::Never),
        (false, true) => Decision::without(Fate::Residual),
        (false, false) => Decision::narrowed(Filter::any_of("status", words)),
    }
}

fn by_category(wanted: &[StatusCategory]) -> Decision {
    let known = tables::STATUS.iter().map(|row| row.unified);
    let statuses = known.chain([ConversationStatus::Unknown]);
    let statuses = statuses.filter(|status| wanted.contains(&status.category()));
    by_status(&statuses.collect::<Vec<_>>())
}

fn by_word(asked: &[String]) -> Decision {
    let natives = words().map(|row| row.native);
    let known: Vec<_> = natives
        .filter(|native| asked.iter().any(|word| word == native))
        .collect();
    if known.is_empty() {
        return Decision::without(Fate::Never);
    }
    Decision::pushed(vec![Filter::any_of("status", known)])
}

/// The statuses that are words of the service.
fn words() -> impl Iterator<Item = &'static StatusRow> {
    let rows = tables::STATUS.iter();
    rows.filter(|row| row.unified != ConversationStatus::Snoozed)
}

/// Nothing can be asked to be null.
fn by_priority(wanted: &[Priority]) -> Decision {
    let rows = tables::PRIORITY.iter();
    let natives: Vec<_> = rows
        .filter(|row| wanted.contains(&row.unified))
        .map(|row| row.native)
        .collect();
    if wanted.contains(&Priority::None) {
        let are_all = natives.len() == tables::PRIORITY.len();
        let fate = if are_all {
            Fate::Pushed
        } else {
            Fate::Residual
        };
        return Decision::without(fate);
    }
    let number = |text: &str| text.parse::<u8>().ok();
    match natives.as_slice() {
        [] => Decision::without(Fate::Never),
        [only] => Decision::pushed(vec![Filter::is("priority", number(only))]),
        several => Decision::pushed(vec![Filter::any_of("priority", several.iter().copied())]),
    }
}

fn by_channel(wanted: &[ChannelKind]) -> Decision {
    if wanted.contains(&ChannelKind::Unknown) {
        return Decision::without(Fate::Residual);
    }
    let rows = tables::CHANNEL.iter();
    let natives = rows.filter(|row| wanted.contains(&row.unified));
    Decision::one_of(
        "sourceType",
        natives.map(|row| row.native.to_owned()).collect(),
    )
}

/// An internal conversation has a submitter as well, but no contact: the rows tell.
fn by_contact(ids: Vec<String>) -> Decision {
    let decision = Decision::one_of("submitterUserId", ids);
    match decision.fate {
        Fate::Pushed => Decision {
            fate: Fate::Narrowed,
            ..decision
        },
        _ => decision,
    }
}

/// There is no search but in the titles.
fn in_title(words: &str) -> Vec<Filter> {
    let words = words.split_whitespace();
    words.map(|word| Filter::contains("title", word)).collect()
}

#[cfg(test)]
mod tests;
