//! Writes of several calls, which stop at the first that fails.

use crate::provider::{WriteError, WriteResult, Written};

/// What is done so far.
#[derive(Debug, Default)]
pub(super) struct Steps {
    /// What is told of it.
    pub written: Written,
    /// Whether anything was changed.
    is_begun: bool,
}

impl Steps {
    /// Notes that something was changed.
    pub(super) fn done(&mut self) {
        self.is_begun = true;
    }

    /// Tells what came of it. Once something was changed, a failure is no longer the failure of the write.
    pub(super) fn end(self, outcome: Result<(), WriteError>) -> WriteResult {
        match outcome {
            Ok(()) => Ok(self.written),
            Err(error) if self.is_begun => Ok(self.written.stopped_by(error)),
            Err(error) => Err(error),
        }
    }
}
