//! Which call answers which question about a list, and what is left to check row by row.
//!
//! | asked for | call | pushed | left to the gateway |
//! |---|---|---|---|
//! | ids | a search by number for each | the ids | everything else |
//! | numbers | a search by number for each | the numbers | everything else |
//! | text, or none of these | the list of tickets | what [`list`] says | the rest, ids and numbers too |
//!
//! Looked up tickets are sorted here, so any order is exact.

mod contacts;
mod list;
#[cfg(test)]
mod tests;
mod words;

pub(super) use contacts::{ContactRoute, contacts};
pub(super) use list::TicketList;

use crate::model::{Conversation, ConversationCondition, ConversationQuery, FieldOperator, Id};
use crate::provider::{Fate, OrderPlan, Plan};

/// The calls that answer a question about conversations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// The list.
    List(Box<TicketList>),
    /// One search for each id.
    Ids(Vec<Id<Conversation>>),
    /// One search for each number.
    Numbers(Vec<String>),
}

/// Decides how a question about conversations is answered.
pub(super) fn conversations(query: &ConversationQuery) -> (Route, Plan<ConversationCondition>) {
    let mut route = Route::of(&query.conditions);
    let mut plan = Plan::new(query, OrderPlan::Native, |condition| {
        certain(condition).unwrap_or_else(|| route.take(condition))
    });
    if let Route::List(list) = &mut route {
        plan.order = list.sort(query.order);
    }
    (route, plan)
}

impl Route {
    fn of(conditions: &[ConversationCondition]) -> Self {
        use ConversationCondition as Is;
        // Both the words and the number of a look-up go into the same parameter.
        if conditions.iter().any(|one| matches!(one, Is::Text(_))) {
            return Self::List(Box::default());
        }
        let ids = conditions.iter().find_map(|one| match one {
            Is::Ids(ids) => Some(Self::Ids(ids.clone())),
            _ => None,
        });
        let numbers = conditions.iter().find_map(|one| match one {
            Is::Numbers(numbers) => Some(Self::Numbers(words::numbers(numbers))),
            _ => None,
        });
        ids.or(numbers)
            .unwrap_or_else(|| Self::List(Box::default()))
    }

    fn take(&mut self, condition: &ConversationCondition) -> Fate {
        use ConversationCondition as Is;
        match (self, condition) {
            (Self::List(list), _) => list.take(condition),
            (Self::Numbers(own), Is::Numbers(_)) if own.is_empty() => Fate::Never,
            (Self::Ids(own), Is::Ids(ids)) if own == ids => Fate::Pushed,
            (Self::Numbers(own), Is::Numbers(numbers)) if *own == words::numbers(numbers) => {
                Fate::Pushed
            }
            (Self::Ids(_) | Self::Numbers(_), _) => Fate::Residual,
        }
    }
}

/// What becomes of a condition whatever is called; `None` if it depends.
fn certain(condition: &ConversationCondition) -> Option<Fate> {
    use ConversationCondition as Is;
    match condition {
        Is::IsTicket(true) => Some(Fate::Pushed),
        // Every ticket has a number; none has an inbox or a company.
        Is::IsTicket(false) | Is::Inboxes(_) | Is::Organizations(_) => Some(Fate::Never),
        Is::CustomField(field) => Some(match field.operator {
            FieldOperator::NotEquals | FieldOperator::NotContains | FieldOperator::IsAbsent => {
                Fate::Pushed
            }
            FieldOperator::Equals
            | FieldOperator::Contains
            | FieldOperator::GreaterThan
            | FieldOperator::LessThan
            | FieldOperator::IsPresent => Fate::Never,
        }),
        // No list is filtered by the address of a customer; who has it can be looked up first.
        Is::ContactEmail(_) | Is::ClosedAt(_) => Some(Fate::Unsupported),
        Is::Ids(_)
        | Is::Numbers(_)
        | Is::Statuses(_)
        | Is::Categories(_)
        | Is::NativeStatuses(_)
        | Is::Priorities(_)
        | Is::Channels(_)
        | Is::Assignees(_)
        | Is::Teams(_)
        | Is::IsAssigned(_)
        | Is::TagsAny(_)
        | Is::TagsAll(_)
        | Is::Contacts(_)
        | Is::SlaStates(_)
        | Is::Text(_)
        | Is::IsUnread(_)
        | Is::IsSnoozed(_)
        | Is::CreatedAt(_)
        | Is::UpdatedAt(_)
        | Is::LastActivityAt(_) => None,
    }
}
