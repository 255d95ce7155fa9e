//! Takes the record under the caller's key before anything is sent, and closes it after.

use jiff::Timestamp;

use super::records::{Record, Records, WriteId, WriteState};
use super::{Cause, Problem, Report, Write};
use crate::provider::ErrorKind;

/// The right to make a write.
#[derive(Debug)]
pub(super) struct Claim {
    /// The record that this write holds; `None` without a key.
    held: Option<(WriteId, Record)>,
    /// When the earlier try began and ended that nobody knows the outcome of.
    pub(super) earlier: Option<Unsettled>,
}

/// A try whose outcome nobody knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unsettled {
    pub(super) began_at: Timestamp,
    pub(super) ended_at: Timestamp,
}

/// How often a record may change under us before we give up.
const TRIES: usize = 3;

/// Takes the record of a write, or says what stands in the way.
pub(super) async fn claim(
    records: &dyn Records,
    write: &Write,
    now: Timestamp,
) -> Result<Claim, Box<Report>> {
    let Some(key) = &write.key else {
        return Ok(Claim {
            held: None,
            earlier: None,
        });
    };
    let id = WriteId::new(&write.caller, key);
    let mut standing = None;
    for _ in 0..TRIES {
        let earlier = standing
            .as_ref()
            .map(|record| admit(records, write, record));
        let earlier = earlier.transpose()?.flatten();
        let next = record(records, write, standing.as_ref(), earlier, now);
        let seen = standing.as_ref().map(|record: &Record| record.revision);
        match records.swap(&id, seen, &next).await {
            Ok(None) => {
                return Ok(Claim {
                    held: Some((id, next)),
                    earlier,
                });
            }
            Ok(other) => standing = other,
            Err(error) => return Err(Box::new(unusable(&error))),
        }
    }
    Err(in_progress())
}

/// Whether a write may be tried although there is a record of it; with the earlier try, if its outcome is unknown.
fn admit(
    records: &dyn Records,
    write: &Write,
    record: &Record,
) -> Result<Option<Unsettled>, Box<Report>> {
    if record.mutation != write.mutation || record.arguments != write.arguments {
        return Err(Box::new(Report::not_begun(Problem::new(Cause::KeyReused))));
    }
    let unsettled = Unsettled {
        began_at: record.started_at,
        ended_at: record.finished_at.unwrap_or(record.started_at),
    };
    match record.state {
        WriteState::Succeeded => Err(Box::new(replayed(record))),
        WriteState::Rejected => Ok(None),
        WriteState::OutcomeUnknown => Ok(Some(unsettled)),
        WriteState::Running if records.is_running(record) => Err(in_progress()),
        WriteState::Running => Ok(Some(unsettled)),
    }
}

fn record(
    records: &dyn Records,
    write: &Write,
    standing: Option<&Record>,
    earlier: Option<Unsettled>,
    now: Timestamp,
) -> Record {
    Record {
        revision: standing.map_or(0, |record| record.revision + 1),
        mutation: write.mutation.to_owned(),
        arguments: write.arguments.clone(),
        state: WriteState::Running,
        process: records.process().to_owned(),
        started_at: earlier.map_or(now, |earlier| earlier.began_at),
        finished_at: None,
        items: Vec::new(),
        receipt: super::Receipt::default(),
    }
}

fn replayed(record: &Record) -> Report {
    Report {
        items: record.items.clone(),
        receipt: super::Receipt {
            was_replayed: true,
            ..record.receipt.clone()
        },
        ..Report::default()
    }
}

fn in_progress() -> Box<Report> {
    let problem = Problem {
        retry_after_seconds: Some(1),
        ..Problem::new(Cause::InProgress)
    };
    Box::new(Report::not_begun(problem))
}

fn unusable(error: &super::RecordError) -> Report {
    let detail = error.0.to_string();
    tracing::error!(
        detail,
        "the records of writes cannot be used; nothing was sent"
    );
    Report::not_begun(Problem::new(Cause::Failed(ErrorKind::Internal)))
}

/// Writes down what became of a write.
pub(super) async fn finish(records: &dyn Records, claim: Claim, report: &Report, now: Timestamp) {
    let Some((id, held)) = claim.held else { return };
    let next = Record {
        revision: held.revision + 1,
        state: state(report),
        finished_at: Some(now),
        items: report.items.clone(),
        receipt: report.receipt.clone(),
        ..held
    };
    match records.swap(&id, Some(held.revision), &next).await {
        Ok(None) => {}
        Ok(Some(_)) => tracing::error!("the record of a write was changed by somebody else"),
        // The record stays as running: a repeat looks for the write before it makes it.
        Err(error) => {
            let detail = error.0.to_string();
            tracing::error!(detail, "the outcome of a write could not be remembered");
        }
    }
}

fn state(report: &Report) -> WriteState {
    let is_unknown = |problem: &Problem| problem.cause == Cause::OutcomeUnknown;
    if report.items.iter().any(|item| item.done.is_some()) {
        WriteState::Succeeded
    } else if report.all_problems().any(is_unknown) {
        WriteState::OutcomeUnknown
    } else {
        WriteState::Rejected
    }
}
