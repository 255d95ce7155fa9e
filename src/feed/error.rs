//! Why there is no list.

use crate::provider;

/// Why there is no list at all. What a single source failed with is in its outcome.
#[derive(Clone, Debug, thiserror::Error)]
pub enum FeedError {
    /// The cursor was not made by this gateway, or for another list or caller.
    #[error("the cursor does not belong to this list")]
    CursorInvalid,
    /// The cursor is too old.
    #[error("the cursor has expired")]
    CursorExpired,
    /// A source failed, and the list cannot be shown without it.
    #[error("a source of the list did not answer")]
    Source {
        /// What it failed with.
        #[source]
        error: Box<provider::Error>,
    },
}

impl From<provider::Error> for FeedError {
    fn from(error: provider::Error) -> Self {
        Self::Source {
            error: Box::new(error),
        }
    }
}
