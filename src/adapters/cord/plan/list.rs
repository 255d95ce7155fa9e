//! The list of threads: which condition becomes which key of its filter.

use crate::adapters::cord::filter::ThreadFilter;
use crate::adapters::cord::{metadata, tables};
use crate::model::{
    ChannelKind, ConversationCondition, FieldCondition, Id, Organization, TimeRange,
};
use crate::provider::Fate;
use crate::provider::mapping::StatusRow;

use super::{is_external, is_unwritten};

/// Takes a condition over into the filter, if it can say it. A condition that is left to the gateway changes nothing.
pub(super) fn take(filter: &mut ThreadFilter, condition: &ConversationCondition) -> Fate {
    use ConversationCondition as Is;
    match condition {
        Is::Statuses(wanted) => status(filter, |row| wanted.contains(&row.unified)),
        Is::Categories(wanted) => status(filter, |row| wanted.contains(&row.unified.category())),
        Is::NativeStatuses(wanted) => status(filter, |row| {
            wanted.iter().any(|native| native == row.native)
        }),
        Is::Organizations(ids) => group(filter, ids),
        Is::CreatedAt(range) if is_open(*range) => Fate::Residual,
        Is::CreatedAt(range) => {
            filter.first_message.narrow(*range);
            // A thread without messages has the time when it was made, which is not told.
            Fate::Narrowed
        }
        Is::LastActivityAt(range) if is_open(*range) => Fate::Residual,
        Is::LastActivityAt(range) => {
            filter.newest_message.narrow(*range);
            match range.to {
                None => Fate::Pushed,
                Some(_) => Fate::Narrowed,
            }
        }
        Is::ClosedAt(_) => match status(filter, |row| row.native == tables::RESOLVED) {
            Fate::Pushed => Fate::Narrowed,
            fate => fate,
        },
        Is::CustomField(condition) => field(filter, condition),
        // Resolving a thread is a change without a message, which the list cannot be asked for.
        Is::UpdatedAt(_)
        | Is::Ids(_)
        | Is::Contacts(_)
        | Is::Numbers(_)
        | Is::IsTicket(_)
        | Is::Priorities(_)
        | Is::Channels(_)
        | Is::Inboxes(_)
        | Is::Assignees(_)
        | Is::Teams(_)
        | Is::IsAssigned(_)
        | Is::TagsAny(_)
        | Is::TagsAll(_)
        | Is::ContactEmail(_)
        | Is::SlaStates(_)
        | Is::Text(_)
        | Is::IsUnread(_)
        | Is::IsSnoozed(_) => Fate::Residual,
    }
}

/// Whether all threads have one of these channels.
pub(super) fn is_channel(kinds: &[ChannelKind]) -> bool {
    tables::CHANNEL
        .iter()
        .any(|row| kinds.contains(&row.unified))
}

const fn is_open(range: TimeRange) -> bool {
    range.from.is_none() && range.to.is_none()
}

fn status(filter: &mut ThreadFilter, is_wanted: impl Fn(&StatusRow) -> bool) -> Fate {
    let wanted: Vec<_> = tables::STATUS.iter().filter(|row| is_wanted(row)).collect();
    let is_resolved = match wanted[..] {
        [] => return Fate::Never,
        [row] => row.native == tables::RESOLVED,
        _ => return Fate::Pushed,
    };
    if filter.is_resolved.is_some_and(|held| held != is_resolved) {
        return Fate::Never;
    }
    filter.is_resolved = Some(is_resolved);
    Fate::Pushed
}

fn group(filter: &mut ThreadFilter, ids: &[Id<Organization>]) -> Fate {
    match ids {
        [id] if filter.group.is_none() && is_external(id.native()) => {
            filter.group = Some(id.native().to_owned());
            Fate::Pushed
        }
        _ => Fate::Residual,
    }
}

fn field(filter: &mut ThreadFilter, condition: &FieldCondition) -> Fate {
    let Some(text) = metadata::wanted_text(condition) else {
        return Fate::Residual;
    };
    if is_unwritten(text) {
        return Fate::Never;
    }
    if filter.metadata.contains_key(&condition.key) {
        return Fate::Residual;
    }
    filter.metadata.insert(condition.key.clone(), text.into());
    Fate::Pushed
}
