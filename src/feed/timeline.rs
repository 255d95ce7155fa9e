//! The messages of one conversation, in both directions.

use std::fmt;
use std::sync::Arc;

use crate::feed::ReadPage;
use crate::feed::merged::Places;
use crate::model::{Message, Served};

/// A part of the messages of a conversation.
pub struct Timeline {
    /// The messages, in the order that was asked for.
    pub messages: Vec<Served<Message>>,
    /// Whether there may be more after the last one.
    pub has_next: bool,
    /// Whether there may be more before the first one.
    pub has_previous: bool,
    /// How many messages there are, if that is known; `None` when only some kinds were asked for.
    pub total: Option<u64>,
    /// Whether reading stopped at the limit before enough messages were found.
    pub is_truncated: bool,
    /// The pages that were read, for what came along with them.
    pub pages: Vec<ReadPage<Message>>,
    pub(super) places: Arc<dyn Places>,
}

impl Timeline {
    /// Makes the cursor of a message, by its place in `messages`.
    #[must_use]
    pub fn cursor(&self, number: usize) -> String {
        self.places.after(number)
    }

    /// Makes the cursor to go back from; `None` if there is nothing to go back from.
    #[must_use]
    pub fn start_cursor(&self) -> Option<String> {
        (!self.messages.is_empty()).then(|| self.places.after(0))
    }

    /// Makes the cursor to go on from; `None` if there is nothing to go on from.
    #[must_use]
    pub fn end_cursor(&self) -> Option<String> {
        let last = self.messages.len().checked_sub(1)?;
        Some(self.places.after(last))
    }
}

impl fmt::Debug for Timeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Timeline")
            .field("messages", &self.messages)
            .field("has_next", &self.has_next)
            .field("has_previous", &self.has_previous)
            .finish_non_exhaustive()
    }
}
