//! Safe writes: checked before anything is called, remembered under the caller's key, never sent twice, and told
//! truthfully.
//!
//! The steps of one write:
//!
//! 1. `guard`: capability, tables, input. A refusal here costs no call and leaves no record.
//! 2. `claim`: the record under the caller's key. A finished write is replayed, a running one is told of, one of
//!    unknown outcome is looked for before it is tried again.
//! 3. `perform`: the write itself and what is left over of it, in a task that outlives the caller.
//! 4. `reconcile`: when the answer was lost, read whether it happened.
//! 5. `touch`: what the write touched is dropped from the cache.

mod claim;
mod guard;
mod perform;
mod problem;
mod reconcile;
mod records;
mod report;
mod resolve;
mod sameness;
mod touch;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::cache::Cache;
use crate::clock::SharedClock;
use crate::model::SourceKey;
use crate::model::command::Command;
use crate::provider::{CallContext, Registry};

pub use problem::{Cause, Problem};
pub use records::{
    EmbeddedRecords, Record, RecordError, Records, WriteId, WriteState, open_file, open_in_memory,
};
pub use report::{Done, ItemReport, Receipt, Report};

use claim::Claim;

/// What a caller wants written.
#[derive(Clone, Debug)]
pub struct Write {
    /// Name of the mutation.
    pub mutation: &'static str,
    /// Who asks.
    pub caller: String,
    /// The caller's key for this write, if it gave one.
    pub key: Option<String>,
    /// Digest of the arguments; another one under the same key is another write.
    pub arguments: String,
    /// What to do, in order. More than one only for bulk writes, each with an outcome of its own.
    pub items: Vec<Item>,
}

/// One command for one source.
#[derive(Clone, Debug)]
pub struct Item {
    /// Global id of what it is about, as the caller gave it, for bulk writes.
    pub target: Option<String>,
    /// The source.
    pub source: SourceKey,
    /// What to do.
    pub command: Command,
    /// Refuse when the conversation had activity after this time.
    pub unless_activity_after: Option<Timestamp>,
}

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// All calls of one item of a write together.
    pub deadline: Duration,
    /// The reads that find out what became of a write whose answer was lost.
    pub reconcile_deadline: Duration,
    /// After this time a write of which nothing is to be seen did not happen.
    pub settle: Duration,
    /// Items of a bulk write that run at once.
    pub concurrency: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(10),
            reconcile_deadline: Duration::from_secs(5),
            settle: Duration::from_secs(30),
            concurrency: 4,
        }
    }
}

/// Makes writes.
#[derive(Debug)]
pub struct Writes {
    registry: Registry,
    cache: Arc<Cache>,
    records: Arc<dyn Records>,
    clock: SharedClock,
    settings: Settings,
}

impl Writes {
    /// Writes to these sources, remembering them in `records`.
    #[must_use]
    pub fn new(
        registry: Registry,
        cache: Arc<Cache>,
        records: Arc<dyn Records>,
        clock: SharedClock,
        settings: Settings,
    ) -> Self {
        Self {
            registry,
            cache,
            records,
            clock,
            settings,
        }
    }

    /// Makes a write, or tells what became of the same write before. `call` counts the calls.
    pub async fn run(self: &Arc<Self>, call: &CallContext, write: Write) -> Report {
        let refusals = self.refusals(&write);
        if refusals.iter().all(Option::is_some) {
            return Report::refused(&write, refusals);
        }
        let claim = match self.claim(&write).await {
            Ok(claim) => claim,
            Err(report) => return *report,
        };
        let (writes, log) = (Arc::clone(self), Arc::clone(&call.log));
        // Tasks of their own: whoever goes away meanwhile does not leave a write half made, and whatever goes wrong in
        // one, its record is closed.
        let task = tokio::spawn(async move {
            let (performing, earlier) = (Arc::clone(&writes), claim.earlier);
            let made =
                tokio::spawn(
                    async move { performing.perform(&write, refusals, earlier, &log).await },
                );
            let report = made.await.unwrap_or_else(|error| broken(&error));
            claim::finish(&*writes.records, claim, &report, writes.clock.now()).await;
            report
        });
        task.await.unwrap_or_else(|error| broken(&error))
    }

    /// What became of an earlier write of a caller; `None` if there is no record of it.
    ///
    /// # Errors
    /// If the records cannot be read.
    pub async fn earlier(&self, caller: &str, key: &str) -> Result<Option<Record>, RecordError> {
        let id = WriteId::new(caller, key);
        let record = self.records.get(&id, self.clock.now()).await?;
        let is_gone = |record: &Record| {
            record.state == WriteState::Running && !self.records.is_running(record)
        };
        Ok(record.map(|record| match is_gone(&record) {
            true => Record {
                state: WriteState::OutcomeUnknown,
                ..record
            },
            false => record,
        }))
    }

    async fn claim(&self, write: &Write) -> Result<Claim, Box<Report>> {
        claim::claim(&*self.records, write, self.clock.now()).await
    }
}

/// The gateway failed while it wrote: nobody knows how far it came.
fn broken(error: &tokio::task::JoinError) -> Report {
    tracing::error!(%error, "a write ended in a panic");
    Report::not_begun(Problem::new(Cause::OutcomeUnknown))
}
