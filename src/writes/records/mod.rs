//! What is remembered of writes, so that the same write is not made twice.

mod embedded;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{ItemReport, Receipt};

pub use embedded::{EmbeddedRecords, open_file, open_in_memory};

/// How long a write is remembered.
pub(super) const LIFE: SignedDuration = SignedDuration::from_hours(24);

/// Names a write of a caller.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WriteId(String);

impl WriteId {
    /// The write of a caller under its key. Neither can be read from it.
    #[must_use]
    pub fn new(caller: &str, key: &str) -> Self {
        let mut digest = Sha256::new();
        digest.update((caller.len() as u64).to_be_bytes());
        digest.update(caller);
        digest.update(key);
        Self(hex(&digest.finalize()))
    }

    /// 64 letters and digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where a write stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WriteState {
    /// Still running.
    Running,
    /// Done, or done as far as the receipt says.
    Succeeded,
    /// Not done: refused, or failed before it was carried out.
    Rejected,
    /// Sent without an answer, and not found since.
    OutcomeUnknown,
}

/// What is remembered of a write.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    /// Counts the changes of this record.
    pub revision: u64,
    /// Name of the mutation.
    pub mutation: String,
    /// Digest of its arguments.
    pub arguments: String,
    /// Where it stands.
    pub state: WriteState,
    /// The process that runs it.
    pub process: String,
    /// When it was first tried.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// What became of its items.
    pub items: Vec<ItemReport>,
    /// What was done upstream.
    pub receipt: Receipt,
}

/// The records cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("the records of writes cannot be used")]
pub struct RecordError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// Remembers writes for a day.
#[async_trait]
pub trait Records: std::fmt::Debug + Send + Sync {
    /// What is remembered of a write.
    async fn get(&self, id: &WriteId, now: Timestamp) -> Result<Option<Record>, RecordError>;

    /// Remembers `next` if what is remembered has the revision `seen`, or if nothing is and `seen` is `None`; else
    /// answers what is remembered.
    ///
    /// When it answers `None`, `next` has been kept in a way that survives the end of the process.
    async fn swap(
        &self,
        id: &WriteId,
        seen: Option<u64>,
        next: &Record,
    ) -> Result<Option<Record>, RecordError>;

    /// Names this process in records.
    fn process(&self) -> &str;

    /// Whether the process that a running record names is still there.
    fn is_running(&self, record: &Record) -> bool;
}
