//! Who asks in which ticket. A comment of the customer names nobody, so the ticket has to tell.

use std::sync::Arc;

use moka::sync::Cache;

use crate::model::{Contact, Conversation, Id};

/// The customer side of one ticket.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Requester {
    /// The contact of the conversation.
    pub contact: Option<Id<Contact>>,
    /// All distinct ids that mean this contact.
    pub distinct_ids: Vec<String>,
}

/// Tickets that are remembered.
const MOST: u64 = 10_000;

/// The customer sides of the tickets that were read lately, so that a page of messages costs no second call.
#[derive(Debug)]
pub(super) struct Requesters(Cache<Id<Conversation>, Arc<Requester>>);

impl Requesters {
    pub(super) fn new() -> Self {
        Self(Cache::new(MOST))
    }

    /// Remembers what a ticket tells now.
    pub(super) fn learn(
        &self,
        conversation: &Id<Conversation>,
        requester: Requester,
    ) -> Arc<Requester> {
        let requester = Arc::new(requester);
        self.0.insert(conversation.clone(), Arc::clone(&requester));
        requester
    }

    /// The customer side of a ticket; `None` if the ticket was not read lately.
    pub(super) fn of(&self, conversation: &Id<Conversation>) -> Option<Arc<Requester>> {
        self.0.get(conversation)
    }
}
