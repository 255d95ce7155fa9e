//! Which call answers which question about a list, and what is left to check row by row.
//!
//! | asked for | call | pushed | left to the gateway |
//! |---|---|---|---|
//! | ids | each thread by its id | the ids | everything else |
//! | contacts | what they wrote, then each thread by its id | the contacts, wider | everything else |
//! | none of these | the list of threads | what [`list`] says | the rest |
//!
//! Each parameter of the list takes one value: the first condition that needs it gets it.

mod contacts;
mod list;
#[cfg(test)]
mod tests;

pub(super) use contacts::{ContactRoute, contacts};

use crate::model::{
    Contact, Conversation, ConversationCondition, ConversationOrder, ConversationOrderField,
    ConversationQuery, FieldOperator, Id, OrderDirection, Priority, SlaState,
};
use crate::provider::{Fate, OrderPlan, Plan};

use super::filter::ThreadFilter;

/// Authors whose messages are listed for one question, each with a call.
const MOST_AUTHORS: usize = 20;

/// The calls that answer a question about conversations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// The list.
    List(ThreadFilter),
    /// One read for each id.
    Ids(Vec<Id<Conversation>>),
    /// The threads that these users wrote in.
    Authors(Vec<String>),
}

/// Decides how a question about conversations is answered.
pub(super) fn conversations(query: &ConversationQuery) -> (Route, Plan<ConversationCondition>) {
    let mut route = Route::of(&query.conditions);
    let order = route.order(query.order);
    let plan = Plan::new(query, order, |condition| {
        certain(condition).unwrap_or_else(|| route.take(condition))
    });
    (route, plan)
}

impl Route {
    fn of(conditions: &[ConversationCondition]) -> Self {
        use ConversationCondition as Is;
        let ids = conditions.iter().find_map(|one| match one {
            Is::Ids(ids) => Some(Self::Ids(ids.clone())),
            _ => None,
        });
        let authors = conditions.iter().find_map(|one| match one {
            Is::Contacts(ids) => Some(authors(ids)).filter(|all| all.len() <= MOST_AUTHORS),
            _ => None,
        });
        ids.or(authors.map(Self::Authors))
            .unwrap_or_else(|| Self::List(ThreadFilter::default()))
    }

    fn take(&mut self, condition: &ConversationCondition) -> Fate {
        use ConversationCondition as Is;
        match (self, condition) {
            (Self::List(filter), _) => list::take(filter, condition),
            (Self::Ids(own), Is::Ids(ids)) if own == ids => Fate::Pushed,
            (Self::Authors(own), Is::Contacts(ids)) if *own == authors(ids) => match own[..] {
                [] => Fate::Never,
                // Who wrote in a thread need not be who asked.
                _ => Fate::Narrowed,
            },
            (Self::Ids(_) | Self::Authors(_), _) => Fate::Residual,
        }
    }

    fn order(&self, order: ConversationOrder) -> OrderPlan {
        use ConversationOrderField as Field;
        let is_listed = match order.field {
            Field::LastActivityAt => order.direction == OrderDirection::Desc,
            // Equal priorities come by latest activity, and here all are equal.
            Field::Priority => true,
            // No thread has any of these, so all are equal.
            Field::Number | Field::SlaDueAt | Field::SnoozedUntil | Field::WaitingSince => true,
            Field::CreatedAt | Field::UpdatedAt => false,
        };
        match self {
            Self::Ids(_) => OrderPlan::Native,
            // Whoever wrote in too many threads is looked for in the list.
            Self::List(_) | Self::Authors(_) if is_listed => OrderPlan::Native,
            Self::List(_) | Self::Authors(_) => OrderPlan::Window,
        }
    }
}

/// The users among some contacts, each once.
fn authors(contacts: &[Id<Contact>]) -> Vec<String> {
    let mut authors: Vec<String> = Vec::new();
    for native in contacts.iter().map(Id::native) {
        if is_external(native) && !authors.iter().any(|known| known == native) {
            authors.push(native.to_owned());
        }
    }
    authors
}

/// Whether the text may be the id of a user or a group.
fn is_external(native: &str) -> bool {
    !native.is_empty()
        && native.chars().count() <= 320
        && !native.starts_with("cord:")
        && !native.chars().any(char::is_control)
}

/// What becomes of a condition whatever is called; `None` if it depends. A thread has no number, no tags and nobody who
/// works on it.
fn certain(condition: &ConversationCondition) -> Option<Fate> {
    use ConversationCondition as Is;
    let always = |is_met: bool| Some(if is_met { Fate::Pushed } else { Fate::Never });
    match condition {
        Is::IsTicket(is_ticket) => always(!is_ticket),
        Is::Numbers(_) | Is::Inboxes(_) | Is::Assignees(_) | Is::Teams(_) | Is::TagsAny(_) => {
            Some(Fate::Never)
        }
        Is::TagsAll(names) => always(names.is_empty()),
        Is::IsAssigned(is_assigned) => always(!is_assigned),
        Is::IsSnoozed(is_snoozed) => always(!is_snoozed),
        Is::Priorities(priorities) => always(priorities.contains(&Priority::None)),
        Is::SlaStates(states) => always(states.contains(&SlaState::None)),
        Is::Channels(kinds) => always(list::is_channel(kinds)),
        Is::CustomField(field) if is_unwritten(&field.key) => always(matches!(
            field.operator,
            FieldOperator::NotEquals | FieldOperator::NotContains | FieldOperator::IsAbsent
        )),
        // Whether a thread is unread depends on the user, and its rows do not tell addresses.
        Is::IsUnread(_) | Is::ContactEmail(_) | Is::Text(_) => Some(Fate::Unsupported),
        Is::Ids(_)
        | Is::Statuses(_)
        | Is::Categories(_)
        | Is::NativeStatuses(_)
        | Is::Contacts(_)
        | Is::Organizations(_)
        | Is::CreatedAt(_)
        | Is::UpdatedAt(_)
        | Is::LastActivityAt(_)
        | Is::ClosedAt(_)
        | Is::CustomField(_) => None,
    }
}

/// Whether no metadata can have this text: the database knows no zero byte.
fn is_unwritten(text: &str) -> bool {
    text.contains('\0')
}
