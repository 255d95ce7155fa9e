//! Which list answers which question, and what of it the list evaluates itself.
//!
//! | list | evaluates | sorts by |
//! |---|---|---|
//! | `/v2/conversations` | parameters: one status, mailboxes, one assignee, any of the tags, a number, the earliest change | last change, start, number |
//! | | the query language: ids, numbers, customers, an address, tags, words, start, no assignee | the same |
//! | `/v2/organizations/{id}/conversations` | one organization and nothing else | an order of its own |
//! | `/v2/customers` | an address, the earliest change | given name, start |
//! | `/v2/organizations/{id}/customers` | one organization and nothing else | an order of its own |
//! | `/v2/customers/{id}`, one by one | ids and nothing else | the order of the ids |
//!
//! A parameter is taken at its word. What the query language finds comes out of a search, and is checked row by row
//! where the rows tell. Nothing is asked for whose meaning is not documented: `status=open`, which probably means
//! active or pending, and custom fields, whose filter answers nothing for fields of several lines.

mod contacts;
mod conversations;
mod lucene;
#[cfg(test)]
mod tests;

pub(super) use contacts::{ContactList, contacts};
pub(super) use conversations::{ConversationList, conversations};
pub(super) use lucene::any_number;

use crate::model::Id;
use crate::provider::Fate;

use super::is_number;

/// The numbers among ids. Whatever else is asked for does not exist.
fn numbers<T>(ids: &[Id<T>]) -> Vec<String> {
    let natives = ids.iter().map(Id::native);
    let numbers = natives.filter(|native| is_number(native));
    numbers.map(str::to_owned).collect()
}

/// A condition that is the same for every row.
const fn always(holds: bool) -> Fate {
    if holds { Fate::Pushed } else { Fate::Never }
}
