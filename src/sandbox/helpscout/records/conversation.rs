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
    /// The last change that left no thread.
    pub touched_at: Option<Timestamp>,
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
        let changes = changes.chain(self.touched_at);
        changes.max().unwrap_or(self.created_at)
    }

    /// When a user last did something; the begin of the wait if none did since the customer wrote.
    pub(crate) fn user_updated_at(&self) -> Timestamp {
        let Waiting { since, is_for_user } = self.waiting();
        let acts = self
            .published()
            .filter(|thread| thread.created_by.is_staff());
        let acts = acts.map(|thread| thread.created_at);
        let last = acts.chain(self.touched_at).max();
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

    /// Sets the status. Who closes is remembered; what is closed or junk sleeps no longer.
    pub(crate) fn turn(&mut self, status: Status, by: Party, at: Timestamp) {
        if self.status == status {
            return;
        }
        self.status = status;
        self.closing = (status == Status::Closed).then_some(Closing { by, at });
        if matches!(status, Status::Closed | Status::Spam) {
            self.snooze = None;
        }
    }

    /// The customer wrote: what was closed or put aside is active again, unless it is junk.
    pub(crate) fn hear(&mut self, by: Party, at: Timestamp) {
        if self.status != Status::Spam {
            self.turn(Status::Active, by, at);
        }
        self.snooze = self.snooze.filter(|snooze| !snooze.ends_on_customer_reply);
        for thread in &mut self.threads {
            thread.schedule = thread
                .schedule
                .filter(|schedule| !schedule.ends_on_customer_reply);
        }
    }

    /// Ends the sleep.
    pub(crate) fn wake(&mut self, at: Timestamp) {
        self.snooze = None;
        self.turn(Status::Active, Party::Nobody, at);
        self.touched_at = Some(at);
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
