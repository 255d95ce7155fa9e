//! Counting conversations without listing them, with as few calls as a source allows.
//!
//! One full page often is the whole list, and then tells everything. Otherwise the source is asked for each number: the
//! total of a list that is filtered and not shown. What a source cannot filter is counted row by row, up to a limit.

use std::sync::Arc;

use futures_util::future::join_all;

use crate::cache;
use crate::feed::outcome::{CountPrecision, SourceOutcome, SourceStatus};
use crate::feed::plan::settled;
use crate::feed::reading::{Reading, Terms, Wanted};
use crate::model::{
    Condition as _, Conversation, ConversationCondition, ConversationParts, ConversationQuery,
    Page, PageRequest, StatusCategory,
};
use crate::provider::{Error, Result, Source};

/// The groups that are counted.
const CATEGORIES: [StatusCategory; 5] = [
    StatusCategory::Todo,
    StatusCategory::Waiting,
    StatusCategory::Done,
    StatusCategory::Discarded,
    StatusCategory::Unknown,
];

/// Rows that are asked for to see whether they are all.
const FULL_PAGE: usize = 100;

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
    const NONE: Self = Self::exact(0);

    const fn exact(value: u64) -> Self {
        Self {
            value,
            is_exact: true,
        }
    }

    /// Adds another number.
    const fn plus(self, other: Self) -> Self {
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
        let asked = self
            .sources
            .iter()
            .filter(|(_, outcome)| !is_left_out(outcome));
        let totals: Vec<_> = asked.map(|(numbers, _)| numbers.total).collect();
        if totals
            .iter()
            .all(|total| matches!(total, Some(total) if total.is_exact))
        {
            CountPrecision::Exact
        } else if totals.iter().all(Option::is_none) {
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

/// Counts in every source.
pub(super) async fn counts(
    terms: Terms<'_>,
    sources: &[Arc<Source>],
    query: &ConversationQuery,
    ask: CountsAsk,
) -> Counts {
    let of = |source| async move {
        let mut counter = Counter {
            reading: Reading::begin(terms, source, "conversations"),
            ask,
            is_cut: false,
        };
        let numbers = counter.count(query).await;
        let outcome = counter.outcome();
        (numbers, outcome)
    };
    Counts {
        sources: join_all(sources.iter().map(of)).await,
    }
}

struct Counter<'a> {
    reading: Reading<'a, cache::Conversations>,
    ask: CountsAsk,
    /// Whether rows were left uncounted.
    is_cut: bool,
}

impl Counter<'_> {
    async fn count(&mut self, query: &ConversationQuery) -> Numbers {
        if !self.reading.source.is_enabled {
            return Numbers::default();
        }
        let Some(query) = settled(&mut self.reading, query).await else {
            let failed = self.reading.error.is_some();
            return if failed {
                Numbers::default()
            } else {
                self.tally(&[])
            };
        };
        match self.numbers(&query).await {
            Ok(numbers) => numbers,
            Err(error) => {
                self.reading.error = Some(error);
                Numbers::default()
            }
        }
    }

    async fn numbers(&mut self, query: &ConversationQuery) -> Result<Numbers> {
        let plan = self.reading.source.provider.plan_conversations(query);
        if !plan.can_match {
            return Ok(self.tally(&[]));
        }
        if !plan.unsupported.is_empty() {
            let key = &self.reading.source.key;
            return Err(Error::unsupported(key, "conversations"));
        }
        if plan.residual.is_empty() && self.ask == CountsAsk::default() {
            let total = Some(self.number(query).await?);
            return Ok(Numbers {
                total,
                ..Numbers::default()
            });
        }
        let first = self.rows(query, FULL_PAGE).await?;
        if first.is_all {
            return Ok(self.tally(&first.kept));
        }
        let total = match first.total {
            Some(total) => Count::exact(total),
            None => self.number(query).await?,
        };
        self.each(query, total).await
    }

    /// Asks for every number on its own.
    async fn each(&mut self, query: &ConversationQuery, total: Count) -> Result<Numbers> {
        let mut numbers = Numbers {
            total: Some(total),
            ..Numbers::default()
        };
        if self.ask.by_category {
            for category in CATEGORIES {
                let is = ConversationCondition::Categories(vec![category]);
                let count = if category == StatusCategory::Unknown {
                    rest(total, &numbers.by_category)
                } else {
                    self.with(query, is).await?
                };
                numbers.by_category.push((category, count));
            }
        }
        if self.ask.unassigned {
            let is = ConversationCondition::IsAssigned(false);
            numbers.unassigned = self.with(query, is).await?;
        }
        if self.ask.unread {
            let is = ConversationCondition::IsUnread(true);
            numbers.unread = self.with(query, is).await?;
        }
        Ok(numbers)
    }

    /// Counts what meets one condition more; `None` if the source cannot tell.
    async fn with(
        &mut self,
        query: &ConversationQuery,
        condition: ConversationCondition,
    ) -> Result<Option<Count>> {
        let mut query = query.clone();
        query.conditions.push(condition);
        let plan = self.reading.source.provider.plan_conversations(&query);
        if !plan.can_match || query.is_contradictory() {
            return Ok(Some(Count::NONE));
        }
        if !plan.unsupported.is_empty() {
            return Ok(None);
        }
        self.number(&query).await.map(Some)
    }

    /// Counts the matches of a question: by the total of its list, else row by row.
    async fn number(&mut self, query: &ConversationQuery) -> Result<Count> {
        let plan = self.reading.source.provider.plan_conversations(query);
        if plan.residual.is_empty() {
            let one = self.rows(query, 1).await?;
            if let Some(total) = one.total {
                return Ok(Count::exact(total));
            }
        }
        let rows = self.rows(query, FULL_PAGE).await?;
        if rows.is_all {
            return Ok(Count::exact(rows.kept.len() as u64));
        }
        self.scan(query, rows).await
    }

    async fn scan(&mut self, query: &ConversationQuery, first: Rows) -> Result<Count> {
        let limit = self.reading.terms.limit;
        let (mut count, mut read) = (first.kept.len(), first.read);
        let mut next = first.next;
        while let Some(position) = next.take().filter(|_| read < limit) {
            let request = PageRequest {
                size: FULL_PAGE,
                position: Some(position),
            };
            let rows = self.page(query, request).await?;
            count += rows.kept.len();
            read += rows.read.max(1);
            self.is_cut |= rows.next.is_some() && read >= limit;
            next = rows.next;
        }
        Ok(Count {
            value: count as u64,
            is_exact: !self.is_cut,
        })
    }

    async fn rows(&mut self, query: &ConversationQuery, size: usize) -> Result<Rows> {
        self.page(query, PageRequest::first(size)).await
    }

    async fn page(&mut self, query: &ConversationQuery, page: PageRequest) -> Result<Rows> {
        let plan = self.reading.source.provider.plan_conversations(query);
        let needs = plan.residual.iter().map(|condition| condition.needs());
        let list = cache::Conversations {
            query: Arc::new(ConversationQuery {
                conditions: plan.pushed,
                ..ConversationQuery::default()
            }),
            page,
            parts: needs.fold(self.parts(), ConversationParts::union),
        };
        let page = self.reading.page(&list, Wanted::Usual).await?;
        let now = self.reading.terms.clock.now();
        let is_checked = !plan.residual.is_empty();
        Ok(Rows::of(&page.object, is_checked, |row, page| {
            let mut conditions = plan.residual.iter();
            conditions.all(|condition| condition.holds(row, &page.related, now))
        }))
    }

    fn parts(&self) -> ConversationParts {
        let mut parts = ConversationParts::empty();
        if self.ask.unassigned {
            parts |= ConversationParts::ASSIGNEE;
        }
        if self.ask.unread {
            parts |= ConversationParts::COUNTS;
        }
        parts
    }

    /// Counts rows that are all there are.
    fn tally(&self, rows: &[Conversation]) -> Numbers {
        let count = |is_meant: &dyn Fn(&Conversation) -> bool| {
            Count::exact(rows.iter().filter(|row| is_meant(row)).count() as u64)
        };
        let knows_unread = rows.iter().all(|row| row.unread_count.is_some());
        let is_unread = |row: &Conversation| row.unread_count > Some(0);
        let categories = CATEGORIES.iter().filter(|_| self.ask.by_category);
        Numbers {
            total: Some(Count::exact(rows.len() as u64)),
            by_category: categories
                .map(|one| (*one, Some(count(&|row| row.status.category() == *one))))
                .collect(),
            unassigned: self
                .ask
                .unassigned
                .then(|| count(&|row| row.assignee.is_none())),
            unread: (self.ask.unread && knows_unread).then(|| count(&is_unread)),
        }
    }

    fn outcome(&self) -> SourceOutcome {
        let outcome = self.reading.outcome();
        let status = if self.is_cut && outcome.error.is_none() {
            SourceStatus::Truncated
        } else {
            outcome.status
        };
        SourceOutcome {
            status,
            is_exhausted: true,
            ..outcome
        }
    }
}

/// What the known groups leave over; `None` if not all of them are known.
fn rest(total: Count, known: &[(StatusCategory, Option<Count>)]) -> Option<Count> {
    let counts = known.iter().map(|(_, count)| *count);
    let counts: Option<Vec<_>> = counts.collect();
    let sum = counts?.into_iter().fold(Count::NONE, Count::plus);
    Some(Count {
        value: total.value.saturating_sub(sum.value),
        is_exact: total.is_exact && sum.is_exact,
    })
}

/// The rows of a page that count.
struct Rows {
    kept: Vec<Conversation>,
    read: usize,
    /// Whether there are no others.
    is_all: bool,
    /// How many there are, if the source checks all conditions and says so.
    total: Option<u64>,
    next: Option<crate::model::Position>,
}

impl Rows {
    fn of(
        page: &Page<Conversation>,
        is_checked: bool,
        keeps: impl Fn(&Conversation, &Page<Conversation>) -> bool,
    ) -> Self {
        let kept: Vec<_> = page
            .items
            .iter()
            .filter(|row| keeps(row, page))
            .cloned()
            .collect();
        Self {
            read: page.items.len(),
            is_all: page.next.is_none(),
            total: page.total.filter(|_| !is_checked),
            next: page.next.clone(),
            kept,
        }
    }
}
