//! Records in an embedded database: one file that one process has open at a time.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use redb::backends::InMemoryBackend;
use redb::{Database, ReadableDatabase as _, ReadableTable as _, TableDefinition};

use super::{LIFE, Record, RecordError, Records, WriteId};

/// By write: the record as JSON.
const RECORDS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("writes");
/// By second of the start and write, for forgetting.
const STARTS: TableDefinition<'_, (i64, &str), ()> = TableDefinition::new("starts");

/// Records in a file of this process, or in its memory.
#[derive(Debug)]
pub struct EmbeddedRecords {
    database: Arc<Database>,
    process: String,
}

/// Opens the file of records, making it if there is none.
///
/// # Errors
/// If it cannot be used, for example because another process has it open.
pub fn open_file(path: &Path) -> Result<EmbeddedRecords, RecordError> {
    EmbeddedRecords::new(Database::create(path).map_err(failed)?)
}

/// Records that end with the process.
///
/// # Errors
/// Never, as far as is known.
pub fn open_in_memory() -> Result<EmbeddedRecords, RecordError> {
    let backend = Database::builder().create_with_backend(InMemoryBackend::new());
    EmbeddedRecords::new(backend.map_err(failed)?)
}

impl EmbeddedRecords {
    fn new(database: Database) -> Result<Self, RecordError> {
        let begun = database.begin_write().map_err(failed)?;
        begun.open_table(RECORDS).map_err(failed)?;
        begun.open_table(STARTS).map_err(failed)?;
        begun.commit().map_err(failed)?;
        Ok(Self {
            database: Arc::new(database),
            process: format!("{:016x}", rand::random::<u64>()),
        })
    }

    /// Works on the database where waiting for the disk hurts nobody.
    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Database) -> Result<T, RecordError> + Send + 'static,
    ) -> Result<T, RecordError> {
        let database = Arc::clone(&self.database);
        let work = tokio::task::spawn_blocking(move || work(&database));
        work.await.map_err(failed)?
    }
}

#[async_trait]
impl Records for EmbeddedRecords {
    async fn get(&self, id: &WriteId, now: Timestamp) -> Result<Option<Record>, RecordError> {
        let id = id.clone();
        self.with(move |database| {
            let reading = database.begin_read().map_err(failed)?;
            let table = reading.open_table(RECORDS).map_err(failed)?;
            let found = table.get(id.as_str()).map_err(failed)?;
            let record = found.map(|found| decode(found.value())).transpose()?;
            Ok(record.filter(|record| is_alive(record, now)))
        })
        .await
    }

    async fn swap(
        &self,
        id: &WriteId,
        seen: Option<u64>,
        next: &Record,
    ) -> Result<Option<Record>, RecordError> {
        let (id, next) = (id.clone(), next.clone());
        self.with(move |database| {
            let writing = database.begin_write().map_err(failed)?;
            let standing = {
                let mut records = writing.open_table(RECORDS).map_err(failed)?;
                let mut starts = writing.open_table(STARTS).map_err(failed)?;
                let now = next.finished_at.unwrap_or(next.started_at);
                forget(&mut records, &mut starts, now)?;
                let standing = records.get(id.as_str()).map_err(failed)?;
                let standing = standing.map(|found| decode(found.value())).transpose()?;
                let standing = standing.filter(|record| is_alive(record, now));
                if standing.as_ref().map(|record| record.revision) == seen {
                    let json = serde_json::to_vec(&next).map_err(failed)?;
                    if let Some(earlier) = &standing {
                        let start = (earlier.started_at.as_second(), id.as_str());
                        starts.remove(start).map_err(failed)?;
                    }
                    records
                        .insert(id.as_str(), json.as_slice())
                        .map_err(failed)?;
                    starts
                        .insert((next.started_at.as_second(), id.as_str()), ())
                        .map_err(failed)?;
                    None
                } else {
                    standing
                }
            };
            writing.commit().map_err(failed)?;
            Ok(standing)
        })
        .await
    }

    fn process(&self) -> &str {
        &self.process
    }

    fn is_running(&self, record: &Record) -> bool {
        // The file is open in one process at a time: whoever else began it is gone.
        record.process == self.process
    }
}

/// Drops what has been remembered long enough, a bounded number at a time.
fn forget(
    records: &mut redb::Table<'_, &str, &[u8]>,
    starts: &mut redb::Table<'_, (i64, &str), ()>,
    now: Timestamp,
) -> Result<(), RecordError> {
    const AT_ONCE: usize = 64;
    let last = now.as_second() - LIFE.as_secs();
    let old: Vec<(i64, String)> = starts
        .range(..(last, ""))
        .map_err(failed)?
        .take(AT_ONCE)
        .map(|entry| entry.map(|(key, _)| (key.value().0, key.value().1.to_owned())))
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    for (start, id) in &old {
        starts.remove((*start, id.as_str())).map_err(failed)?;
        records.remove(id.as_str()).map_err(failed)?;
    }
    Ok(())
}

fn is_alive(record: &Record, now: Timestamp) -> bool {
    now.duration_since(record.started_at) < LIFE
}

fn decode(json: &[u8]) -> Result<Record, RecordError> {
    serde_json::from_slice(json).map_err(failed)
}

fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> RecordError {
    RecordError(error.into())
}
