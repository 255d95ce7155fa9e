//! What a caller hands along with its calls: a deadline, and a place where they are counted.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::Instant;

use crate::transport::Method;

/// Handed to every call made for one request.
#[derive(Clone, Debug, Default)]
pub struct CallContext {
    /// Counts the calls.
    pub log: Arc<CallLog>,
    /// When an answer is of no use any more.
    pub deadline: Option<Instant>,
}

impl CallContext {
    /// A context whose calls must answer within `time`.
    #[must_use]
    pub fn within(time: Duration, log: Arc<CallLog>) -> Self {
        Self {
            log,
            deadline: Some(Instant::now() + time),
        }
    }
}

/// One attempt at an upstream call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRecord {
    /// Key of the source.
    pub source: Arc<str>,
    /// The operation.
    pub operation: &'static str,
    /// Verb.
    pub method: Method,
    /// Path with ids, without the query.
    pub path: String,
    /// Status; `None` when no answer came.
    pub status: Option<u16>,
    /// 1 for the first try.
    pub attempt: u32,
    /// Time spent.
    pub duration: Duration,
}

/// The upstream calls of one request, in the order in which they ended.
#[derive(Debug, Default)]
pub struct CallLog {
    records: Mutex<Vec<CallRecord>>,
}

impl CallLog {
    pub(crate) fn record(&self, record: CallRecord) {
        self.records
            .lock()
            .expect("no code panics while holding it")
            .push(record);
    }

    /// A copy of what was recorded so far.
    #[must_use]
    pub fn records(&self) -> Vec<CallRecord> {
        self.records
            .lock()
            .expect("no code panics while holding it")
            .clone()
    }

    /// How many calls were made for one source so far.
    #[must_use]
    pub fn count_for(&self, source: &str) -> usize {
        let records = self
            .records
            .lock()
            .expect("no code panics while holding it");
        records
            .iter()
            .filter(|record| &*record.source == source)
            .count()
    }
}
