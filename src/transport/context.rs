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

    /// A context for a part of the work: its calls must answer within `time` and before the whole has to, and are
    /// counted for the part and for the whole.
    #[must_use]
    pub fn child(&self, time: Duration) -> Self {
        let deadline = Instant::now() + time;
        Self {
            log: CallLog::child_of(&self.log),
            deadline: Some(self.deadline.map_or(deadline, |whole| whole.min(deadline))),
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

/// The upstream calls of one request, or of a part of it, in the order in which they ended.
#[derive(Debug, Default)]
pub struct CallLog {
    records: Mutex<Vec<CallRecord>>,
    parent: Option<Arc<CallLog>>,
}

impl CallLog {
    /// A log for a part of the work that `parent` counts.
    #[must_use]
    pub fn child_of(parent: &Arc<Self>) -> Arc<Self> {
        Arc::new(Self {
            records: Mutex::default(),
            parent: Some(Arc::clone(parent)),
        })
    }

    pub(crate) fn record(&self, record: CallRecord) {
        if let Some(parent) = &self.parent {
            parent.record(record.clone());
        }
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::{CallContext, CallLog, CallRecord};
    use crate::transport::Method;

    fn record(operation: &'static str) -> CallRecord {
        CallRecord {
            source: "chat".into(),
            operation,
            method: Method::Get,
            path: "/".to_owned(),
            status: Some(200),
            attempt: 1,
            duration: Duration::ZERO,
        }
    }

    fn operations(log: &CallLog) -> Vec<&'static str> {
        log.records().iter().map(|call| call.operation).collect()
    }

    #[tokio::test]
    async fn a_child_counts_its_own_calls_and_the_parent_counts_all() {
        let whole = CallContext::default();
        let parts = [whole.child(Duration::ZERO), whole.child(Duration::ZERO)];
        parts[0].log.record(record("a"));
        parts[1].log.record(record("b"));
        whole.log.record(record("c"));
        assert_eq!(operations(&parts[0].log), ["a"]);
        assert_eq!(operations(&parts[1].log), ["b"]);
        assert_eq!(operations(&whole.log), ["a", "b", "c"]);
    }

    #[tokio::test]
    async fn a_child_must_answer_before_the_whole() {
        let (second, minute) = (Duration::from_secs(1), Duration::from_secs(60));
        let whole = CallContext::within(second, Arc::default());
        assert_eq!(whole.child(minute).deadline, whole.deadline);
        let whole = CallContext::within(minute, Arc::default());
        assert!(whole.child(second).deadline < whole.deadline);
    }
}
