//! Numbers for inbox badges.

use async_graphql::{Object, SimpleObject};

use crate::feed::{Count, Counts, Numbers};
use crate::graphql::types::enums::{CountPrecision, StatusCategory};
use crate::graphql::types::outcome::SourceResult;
use crate::graphql::types::source::Source;

pub(crate) struct ConversationCounts(pub(crate) Counts);

/// Numbers for inbox badges, counted live. Only what is selected is counted: each number may cost a call per source, unless
/// the source's first page already is its whole list.
#[Object]
impl ConversationCounts {
    /// All matches.
    async fn total(&self) -> u64 {
        self.0.known(|numbers| numbers.total).value
    }

    /// How far the numbers can be trusted.
    async fn precision(&self) -> CountPrecision {
        self.0.precision().into()
    }

    /// Per coarse group. Groups that a source cannot count are counted without it, and `bySource` tells.
    async fn by_status_category(&self) -> Vec<StatusCategoryCount> {
        let mut groups: Vec<_> = Vec::new();
        for (numbers, _) in &self.0.sources {
            for (category, _) in &numbers.by_category {
                if !groups.contains(category) {
                    groups.push(*category);
                }
            }
        }
        let count = |category| self.0.known(|numbers| in_category(numbers, category)).value;
        let group = |category| StatusCategoryCount {
            count: count(category),
            category: category.into(),
        };
        groups.into_iter().map(group).collect()
    }

    /// Per source.
    async fn by_source(&self) -> Vec<SourceCount> {
        let value = |count: Option<Count>| count.map(|count| count.value);
        let of = |(numbers, outcome): &(Numbers, crate::feed::SourceOutcome)| SourceCount {
            source: Source(outcome.source.clone()),
            count: value(numbers.total),
            unassigned: value(numbers.unassigned),
            unread: value(numbers.unread),
        };
        self.0.sources.iter().map(of).collect()
    }

    /// Without an assigned teammate; null when a source cannot tell, and then `bySource` has those that can.
    async fn unassigned(&self) -> Option<u64> {
        self.0
            .sum(|numbers| numbers.unassigned)
            .map(|count| count.value)
    }

    /// With unread messages; null when a source cannot tell, and then `bySource` has those that can.
    async fn unread(&self) -> Option<u64> {
        self.0
            .sum(|numbers| numbers.unread)
            .map(|count| count.value)
    }

    /// Outcome per source.
    async fn sources(&self) -> Vec<SourceResult> {
        let outcomes = self.0.sources.iter();
        outcomes
            .map(|(_, outcome)| SourceResult(outcome.clone()))
            .collect()
    }
}

fn in_category(numbers: &Numbers, category: crate::model::StatusCategory) -> Option<Count> {
    let mut groups = numbers.by_category.iter();
    groups.find(|(one, _)| *one == category)?.1
}

/// Number of conversations of one coarse group.
#[derive(SimpleObject)]
pub(crate) struct StatusCategoryCount {
    /// Group.
    category: StatusCategory,
    /// Number of conversations.
    count: u64,
}

/// Numbers of one source. Only what is selected beside it, on the counts themselves, is counted.
#[derive(SimpleObject)]
pub(crate) struct SourceCount {
    /// Account.
    source: Source,
    /// Number of conversations; null when unknown.
    count: Option<u64>,
    /// Without an assigned teammate; null when unknown.
    unassigned: Option<u64>,
    /// With unread messages; null when unknown.
    unread: Option<u64>,
}
