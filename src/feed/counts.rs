//! Numbers of conversations, by source.

use crate::feed::outcome::{CountPrecision, SourceOutcome, SourceStatus};
use crate::model::StatusCategory;

/// Which numbers are wanted beside the total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CountsAsk {
    /// By coarse group of statuses.
    pub by_category: bool,
    /// Without an assigned teammate.
    pub unassigned: bool,
    /// With unread messages.
    pub unread: bool,
}

/// A number, and whether there may be more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many were counted.
    pub value: u64,
    /// Whether that is all.
    pub is_exact: bool,
}

impl Count {
    /// Nothing.
    pub(super) const NONE: Self = Self::exact(0);

    pub(super) const fn exact(value: u64) -> Self {
        Self {
            value,
            is_exact: true,
        }
    }

    /// Adds another number.
    pub(super) const fn plus(self, other: Self) -> Self {
        Self {
            value: self.value.saturating_add(other.value),
            is_exact: self.is_exact && other.is_exact,
        }
    }
}

/// The numbers of one source. `None` where the source cannot tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// All matches.
    pub total: Option<Count>,
    /// By coarse group, in a fixed order.
    pub by_category: Vec<(StatusCategory, Option<Count>)>,
    /// Without an assigned teammate.
    pub unassigned: Option<Count>,
    /// With unread messages.
    pub unread: Option<Count>,
}

impl Numbers {
    /// Whether none of them may be higher.
    pub(super) fn are_exact(&self) -> bool {
        let groups = self.by_category.iter().map(|(_, count)| *count);
        let all = groups.chain([self.total, self.unassigned, self.unread]);
        all.flatten().all(|count| count.is_exact)
    }
}

/// The numbers of all sources.
#[derive(Clone, Debug)]
pub struct Counts {
    /// Each source with its numbers and how it answered.
    pub sources: Vec<(Numbers, SourceOutcome)>,
}

impl Counts {
    /// Adds one number up over all sources that have one. `None` if a source that was asked cannot tell.
    #[must_use]
    pub fn sum(&self, number: impl Fn(&Numbers) -> Option<Count>) -> Option<Count> {
        let mut sum = Count::NONE;
        for (numbers, outcome) in &self.sources {
            match number(numbers) {
                Some(count) => sum = sum.plus(count),
                None if is_left_out(outcome) => {}
                None => return None,
            }
        }
        Some(sum)
    }

    /// Adds one number up over the sources that can tell.
    #[must_use]
    pub fn known(&self, number: impl Fn(&Numbers) -> Option<Count>) -> Count {
        let known = self
            .sources
            .iter()
            .filter_map(|(numbers, _)| number(numbers));
        known.fold(Count::NONE, Count::plus)
    }

    /// How far the numbers can be trusted.
    #[must_use]
    pub fn precision(&self) -> CountPrecision {
        let asked = self.sources.iter();
        let asked = asked.filter(|(_, outcome)| !is_left_out(outcome));
        let asked: Vec<_> = asked.map(|(numbers, _)| numbers).collect();
        let is_exact = |one: &&Numbers| one.total.is_some() && one.are_exact();
        if asked.iter().all(is_exact) {
            CountPrecision::Exact
        } else if asked.iter().all(|one| one.total.is_none()) {
            CountPrecision::Unknown
        } else {
            CountPrecision::LowerBound
        }
    }
}

const fn is_left_out(outcome: &SourceOutcome) -> bool {
    matches!(
        outcome.status,
        SourceStatus::SkippedUnsupported | SourceStatus::SkippedDisabled
    )
}
