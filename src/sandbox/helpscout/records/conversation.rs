//! Conversations and what is derived from their threads.

use jiff::Timestamp;

use super::{Party, Source, Thread, ThreadKind, ThreadState};

/// One conversation with its threads.
#[derive(Debug)]
pub(crate) struct Conversation {
    pub id: u64,
    /// The number that people use.
    pub number: u64,
    /// `chat`, `email` or `phone`.
    pub kind: &'static str,
    pub status: Status,
    /// `deleted`, `draft` or `published`.
    pub state: &'static str,
    pub subject: String,
    pub mailbox: u64,
    pub customer: u64,
    pub assignee: Party,
    pub created_by: Party,
    pub created_at: Timestamp,
    pub closing: Option<Closing>,
    pub source: Source,
    /// Ids of tags.
    pub tags: Vec<u64>,
    pub cc: Vec<String>,
    pub bcc: Vec<String>,
    pub snooze: Option<Snooze>,
    pub fields: Vec<FieldValue>,
    /// Oldest first.
    pub threads: Vec<Thread>,
}

/// Where a conversation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Active,
    Pending,
    Closed,
    Spam,
}

impl Status {
    /// The provider's word.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Pending => "pending",
            Self::Closed => "closed",
            Self::Spam => "spam",
        }
    }
}

/// How a conversation was closed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Closing {
    /// A user, or nobody if a workflow did it.
    pub by: Party,
    pub at: Timestamp,
}

/// How long a conversation sleeps.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Snooze {
    pub by: u64,
    pub until: Timestamp,
    pub ends_on_customer_reply: bool,
}

/// The value of a custom field; of a dropdown it is the id of the option.
#[derive(Debug, Clone)]
pub(crate) struct FieldValue {
    pub field: u64,
    pub value: String,
}

/// Who wrote last, and since when the other side waits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Waiting {
    pub since: Timestamp,
    pub is_for_user: bool,
}

impl Conversation {
    /// The threads that people can read: no line items, no drafts, nothing held back or hidden.
    pub(crate) fn readable(&self) -> impl DoubleEndedIterator<Item = &Thread> {
        self.published()
            .filter(|thread| thread.kind != ThreadKind::LineItem)
    }

    /// When it last changed; drafts change nothing.
    pub(crate) fn modified_at(&self) -> Timestamp {
        let changes = self.published().map(|thread| thread.created_at);
        changes.max().unwrap_or(self.created_at)
    }

    /// When a user last did something; the begin of the wait if none did since the customer wrote.
    pub(crate) fn user_updated_at(&self) -> Timestamp {
        let Waiting { since, is_for_user } = self.waiting();
        let acts = self
            .published()
            .filter(|thread| thread.created_by.is_staff());
        let last = acts.map(|thread| thread.created_at).max();
        last.filter(|at| !is_for_user || *at >= since)
            .unwrap_or(since)
    }

    /// Since when somebody waits, and for whom.
    pub(crate) fn waiting(&self) -> Waiting {
        let is_by_user = |thread: &&Thread| thread.created_by.is_staff();
        let replies = || {
            self.readable()
                .filter(|thread| thread.kind != ThreadKind::Note)
                .rev()
        };
        if let Some(reply) = replies().next().filter(is_by_user) {
            return Waiting {
                since: reply.created_at,
                is_for_user: false,
            };
        }
        let unanswered = replies().take_while(|thread| !is_by_user(thread)).last();
        Waiting {
            since: unanswered.map_or(self.created_at, |thread| thread.created_at),
            is_for_user: true,
        }
    }

    /// The newest thread that people can read.
    pub(crate) fn latest(&self) -> Option<&Thread> {
        self.readable().next_back()
    }

    fn published(&self) -> impl DoubleEndedIterator<Item = &Thread> {
        let threads = self.threads.iter();
        threads.filter(|thread| thread.state == ThreadState::Published)
    }
}
