//! What each source contributed to a list.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::model::ServedFrom;
use crate::provider::{Error, ErrorKind, Source};

/// How a source answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceStatus {
    /// Answered.
    Ok,
    /// A copy past its life was used.
    Stale,
    /// Stopped at the limit of how much is read for one page.
    Truncated,
    /// Has no such list.
    SkippedUnsupported,
    /// Left out to stay within the number of calls that an operation may make.
    SkippedBudget,
    /// Switched off.
    SkippedDisabled,
    /// Refused by the provider or by the local budget.
    RateLimited,
    /// No answer in time.
    TimedOut,
    /// Credentials rejected, or without the right to read this.
    Unauthorized,
    /// Not called because it keeps failing.
    CircuitOpen,
    /// Any other failure.
    Failed,
}

impl SourceStatus {
    pub(super) const fn of_failure(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::RateLimited => Self::RateLimited,
            ErrorKind::TimedOut => Self::TimedOut,
            ErrorKind::Unauthorized | ErrorKind::Forbidden => Self::Unauthorized,
            ErrorKind::Unsupported => Self::SkippedUnsupported,
            ErrorKind::NotFound
            | ErrorKind::GoneMerged
            | ErrorKind::Rejected
            | ErrorKind::Unavailable
            | ErrorKind::Malformed
            | ErrorKind::Internal => Self::Failed,
        }
    }
}

/// What one source contributed to one page of a list.
#[derive(Clone, Debug)]
pub struct SourceOutcome {
    /// The account.
    pub source: Arc<Source>,
    /// How it answered.
    pub status: SourceStatus,
    /// Rows of this source on the page.
    pub item_count: usize,
    /// How many items its whole list has, if it says so.
    pub total_count: Option<u64>,
    /// Whether it has nothing further.
    pub is_exhausted: bool,
    /// Rows that were left out because they belong above the place of the page: the first page has them.
    pub skipped_newer_count: usize,
    /// Attempts at upstream calls made for this page.
    pub upstream_call_count: usize,
    /// Where its items came from; upstream if any of them did. `None` if nothing was read.
    pub served_from: Option<ServedFrom>,
    /// When the oldest of the used copies was read.
    pub fetched_at: Option<Timestamp>,
    /// Time spent on it.
    pub duration: Duration,
    /// Whether its own order differs from the order of the list.
    pub is_order_approximate: bool,
    /// The filter arguments that the provider evaluates.
    pub pushed: Vec<&'static str>,
    /// The filter arguments that every row is checked for here. May have some that are pushed, too.
    pub residual: Vec<&'static str>,
    /// The filter arguments that cannot be evaluated for this source.
    pub unsupported: Vec<&'static str>,
    /// Why it failed, if it did.
    pub error: Option<Error>,
}

impl SourceOutcome {
    /// Adds what another list of the same source contributed. The first failure counts; that the source does not have
    /// one of the lists is none.
    pub(super) fn add(&mut self, other: Self) {
        let has_none = |status| status == SourceStatus::SkippedUnsupported;
        if has_none(self.status) || (self.status == SourceStatus::Ok && !has_none(other.status)) {
            self.status = other.status;
            self.error = other.error;
        }
        self.item_count += other.item_count;
        self.total_count = None;
        self.is_exhausted &= other.is_exhausted;
        self.skipped_newer_count += other.skipped_newer_count;
        self.upstream_call_count += other.upstream_call_count;
        self.served_from = match (self.served_from, other.served_from) {
            (Some(ServedFrom::Cache), Some(from)) | (None, Some(from)) => Some(from),
            (from, _) => from,
        };
        self.fetched_at = self.fetched_at.into_iter().chain(other.fetched_at).min();
        self.duration = self.duration.max(other.duration);
        self.is_order_approximate |= other.is_order_approximate;
    }
}

/// How far a total can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountPrecision {
    /// Every source that has such a list gave a number.
    Exact,
    /// Some did not, so the real number may be higher.
    LowerBound,
    /// None did.
    Unknown,
}

/// Adds up what the sources say about the length of their lists.
pub(super) fn total(outcomes: &[SourceOutcome]) -> (Option<u64>, CountPrecision) {
    let has_list = |outcome: &&SourceOutcome| {
        !matches!(
            outcome.status,
            SourceStatus::SkippedUnsupported | SourceStatus::SkippedDisabled
        )
    };
    let asked = outcomes.iter().filter(has_list);
    let counts: Vec<_> = asked.map(|outcome| outcome.total_count).collect();
    let known: Vec<_> = counts.iter().copied().flatten().collect();
    let sum = known.iter().copied().fold(0, u64::saturating_add);
    let nobody_has_it = counts.is_empty() && !outcomes.is_empty();
    if known.len() == counts.len() && !nobody_has_it {
        (Some(sum), CountPrecision::Exact)
    } else if known.is_empty() {
        (None, CountPrecision::Unknown)
    } else {
        (Some(sum), CountPrecision::LowerBound)
    }
}
