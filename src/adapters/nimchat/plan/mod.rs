//! Which endpoint answers which question. Pure: the plan and the call come out of the same functions.
//!
//! Conversations have three lists that cannot be combined:
//!
//! | endpoint | evaluates | sorts by |
//! |---|---|---|
//! | `GET conversations` | one status, one inbox, one team, whether assigned, any of some labels, words | what [`sorts`] says |
//! | `POST conversations/filter` | sets of numbers, statuses, inboxes, teams, assignees; labels; days | latest activity |
//! | `GET contacts/{id}/conversations` | one contact | whole, so sorted here |
//!
//! | the question has | endpoint | checked here |
//! |---|---|---|
//! | words | list | status (the search ignores it), sets, days, numbers, contacts |
//! | ids or numbers | filter | contacts; days to the instant |
//! | up to [`conversations::CONTACTS_MAX`] contacts | conversations of each contact | everything else |
//! | a set, an assignee or days | filter | days to the instant |
//! | anything else | list | |
//!
//! Never pushed: priorities (`/filter` knows them since 4.0.4, and fails before), custom fields (a key that is not
//! defined, or a value that does not fit its definition, fails) and several labels that all have to be there (up to
//! 3.2 labels are joined, and no joined row carries two).

mod contacts;
mod conversations;
mod days;
mod sorts;
mod values;
mod wishes;

pub(super) use contacts::{AskedContacts, ContactRoute};
pub(super) use conversations::{AskedConversations, Route};
pub(super) use sorts::{contact_sort, sort_by};

#[cfg(test)]
mod tests;
