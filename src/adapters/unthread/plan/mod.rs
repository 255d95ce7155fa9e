//! Which part of a question the lists of the service answer. There is one list per object, and all of its conditions
//! can be combined, so that each is decided alone.

mod contacts;
mod conversations;
mod filter;
mod order;

use crate::provider::Fate;

pub(super) use contacts::{decide as decide_contact, plan as plan_contacts};
pub(super) use conversations::{decide, plan as plan_conversations};
pub(super) use filter::Filter;
pub(super) use order::{Sorting, sorting};

/// What becomes of one condition, and what the list is asked for because of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decision {
    pub fate: Fate,
    /// Empty if every row meets it, or nearly every.
    pub filters: Vec<Filter>,
}

impl Decision {
    fn pushed(filters: Vec<Filter>) -> Self {
        Self {
            fate: Fate::Pushed,
            filters,
        }
    }

    fn narrowed(filter: Filter) -> Self {
        Self {
            fate: Fate::Narrowed,
            filters: vec![filter],
        }
    }

    /// Without a question to the service.
    fn without(fate: Fate) -> Self {
        Self {
            fate,
            filters: Vec::new(),
        }
    }

    /// Any of these values; nothing can be one of none.
    fn one_of(field: &'static str, values: Vec<String>) -> Self {
        if values.is_empty() {
            return Self::without(Fate::Never);
        }
        Self::pushed(vec![Filter::one_of(field, values)])
    }
}
