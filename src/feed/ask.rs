//! What can be asked of a list.

use std::fmt;
use std::sync::Arc;

use crate::cache::ReadContext;
use crate::feed::FilterPolicy;
use crate::model::{Id, MessageKind, MessageOrder, Thread, Visibility};
use crate::provider::Source;

/// What to do when a source fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceErrorPolicy {
    /// Show what the other sources gave, and say what failed.
    Partial,
    /// Show copies past their life where there are any, and say so.
    Stale,
    /// Fail the whole list.
    Fail,
}

/// Which sources are asked, and how a request reads.
#[derive(Clone, Copy, Debug)]
pub struct Among<'a> {
    /// The sources, in the order in which equal rows stand.
    pub sources: &'a [Arc<Source>],
    /// How the request reads.
    pub read: &'a ReadContext,
}

/// Asks for one page of a merged list.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// How many rows.
    pub first: usize,
    /// The cursor to go on from; `None` begins.
    pub after: Option<&'a str>,
    /// Name and canonical arguments of the list. A cursor works with the same ones only.
    pub list: &'a str,
    /// Who asks. A cursor works for the same caller only.
    pub caller: &'a str,
    /// What to do when a source fails.
    pub on_error: SourceErrorPolicy,
    /// What to do when a source does not serve a condition or the order itself.
    pub policy: FilterPolicy,
    /// How many rows of one source are read for one page without being shown, or to be sorted here.
    pub scan_limit: usize,
}

impl<'a> Ask<'a> {
    /// How many rows of one source are read for one page without being shown, if nobody says.
    pub const SCAN_LIMIT: usize = 200;

    /// Asks for the first page, with everything else as usual.
    #[must_use]
    pub const fn first(first: usize, list: &'a str, caller: &'a str) -> Self {
        Self {
            first,
            after: None,
            list,
            caller,
            on_error: SourceErrorPolicy::Partial,
            policy: FilterPolicy::Residual,
            scan_limit: Self::SCAN_LIMIT,
        }
    }
}

/// The part of a timeline that is wanted, seen in the order that is asked for.
#[derive(Clone, Copy)]
pub enum Window<'a> {
    /// The first messages, or the first after a cursor.
    First {
        /// How many.
        count: usize,
        /// The cursor to go on from; `None` begins at the beginning.
        after: Option<&'a str>,
    },
    /// The last messages, or the last before a cursor.
    Last {
        /// How many.
        count: usize,
        /// The cursor to go back from; `None` begins at the end.
        before: Option<&'a str>,
    },
}

impl<'a> Window<'a> {
    pub(super) const fn count(&self) -> usize {
        match *self {
            Self::First { count, .. } | Self::Last { count, .. } => count,
        }
    }

    pub(super) const fn cursor(&self) -> Option<&'a str> {
        match *self {
            Self::First { after: cursor, .. } | Self::Last { before: cursor, .. } => cursor,
        }
    }
}

/// Asks for a part of the timeline of a conversation.
#[derive(Clone, Debug)]
pub struct MessagesAsk<'a> {
    /// Which part.
    pub window: Window<'a>,
    /// In which order the messages are shown.
    pub order: MessageOrder,
    /// Only messages of these kinds; `None` takes all.
    pub kinds: Option<Vec<MessageKind>>,
    /// Only messages that are seen by these; `None` takes all.
    pub visibility: Option<Visibility>,
    /// Only messages of this thread; `None` takes all.
    pub thread: Option<Id<Thread>>,
    /// Name and canonical arguments of the list. A cursor works with the same ones only.
    pub list: &'a str,
    /// Who asks. A cursor works for the same caller only.
    pub caller: &'a str,
}

// Cursors and the names of callers do not belong into logs.
impl fmt::Debug for Ask<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ask")
            .field("first", &self.first)
            .field("goes_on", &self.after.is_some())
            .field("list", &self.list)
            .field("on_error", &self.on_error)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Window<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::First { .. } => "First",
            Self::Last { .. } => "Last",
        };
        f.debug_struct(name)
            .field("count", &self.count())
            .field("goes_on", &self.cursor().is_some())
            .finish()
    }
}
