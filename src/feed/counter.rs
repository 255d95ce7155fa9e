//! Counting conversations without listing them, with as few calls as a source allows.
//!
//! One full page often is the whole list, and then tells everything. Otherwise the source is asked for each number, the
//! total of a list that is filtered and not shown, unless reading the other pages costs no more calls. What a source
//! cannot filter exactly is counted row by row, all such numbers in one go, up to a limit.

use std::sync::Arc;

use futures_util::future::join_all;

use crate::cache;
use crate::feed::counts::{Count, Counts, CountsAsk, Numbers};
use crate::feed::outcome::{SourceOutcome, SourceStatus};
use crate::feed::plan::settled;
use crate::feed::reading::{Reading, Terms, Wanted};
use crate::model::{
    Condition as _, Conversation, ConversationCondition, ConversationParts, ConversationQuery,
    PageRequest, Position, Related, StatusCategory, all_hold,
};
use crate::provider::{Error, Plan, Result, Source};

/// The groups that are asked for.
const CATEGORIES: [StatusCategory; 4] = [
    StatusCategory::Todo,
    StatusCategory::Waiting,
    StatusCategory::Done,
    StatusCategory::Discarded,
];

/// Rows that are asked for to see whether they are all.
const FULL_PAGE: usize = 100;

/// Counts in every source.
pub(super) async fn counts(
    terms: Terms<'_>,
    sources: &[Arc<Source>],
    query: &ConversationQuery,
    ask: CountsAsk,
) -> Counts {
    let of = |source| count(Reading::begin(terms, source, "conversations"), query, ask);
    Counts {
        sources: join_all(sources.iter().map(of)).await,
    }
}

type ListReading<'a> = Reading<'a, cache::Conversations>;

async fn count(
    mut reading: ListReading<'_>,
    query: &ConversationQuery,
    ask: CountsAsk,
) -> (Numbers, SourceOutcome) {
    let numbers = if reading.source.is_enabled {
        match settled(&mut reading, query).await {
            Some(query) => numbers(&mut reading, &query, ask).await,
            None => match reading.error.clone() {
                Some(error) => Err(error),
                None => Ok(tally(&[], ask)),
            },
        }
    } else {
        Ok(Numbers::default())
    };
    let numbers = numbers.unwrap_or_else(|error| {
        reading.error = Some(error);
        Numbers::default()
    });
    let outcome = reading.outcome();
    let status = match outcome.status {
        SourceStatus::Ok if !numbers.are_exact() => SourceStatus::Truncated,
        status => status,
    };
    let outcome = SourceOutcome {
        status,
        is_exhausted: true,
        ..outcome
    };
    (numbers, outcome)
}

async fn numbers(
    reading: &mut ListReading<'_>,
    query: &ConversationQuery,
    ask: CountsAsk,
) -> Result<Numbers> {
    let plan = reading.source.provider.plan_conversations(query);
    if !plan.can_match {
        return Ok(tally(&[], ask));
    }
    if !plan.unsupported.is_empty() {
        return Err(Error::unsupported(&reading.source.key, "conversations"));
    }
    let is_simple = plan.residual.is_empty() && ask == CountsAsk::default();
    let size = if is_simple { 1 } else { FULL_PAGE };
    let list = list(&plan, PageRequest::first(size), parts(ask));
    let page = reading.page(&list, Wanted::Usual).await?;
    let first = Rows::of(reading, &plan, &page.object);
    if first.is_all() {
        return Ok(tally(&first.kept, ask));
    }
    let counter = Counter {
        reading,
        ask,
        query,
    };
    counter.each(plan, first).await
}

/// The list behind a plan.
fn list(
    plan: &Plan<ConversationCondition>,
    page: PageRequest,
    parts: ConversationParts,
) -> cache::Conversations {
    let needs = plan.residual.iter().map(|condition| condition.needs());
    cache::Conversations {
        query: Arc::new(ConversationQuery {
            conditions: plan.pushed.clone(),
            ..ConversationQuery::default()
        }),
        page,
        parts: needs.fold(parts, ConversationParts::union),
    }
}

/// What rows have to know to be counted in every way that is wanted.
fn parts(ask: CountsAsk) -> ConversationParts {
    let mut parts = ConversationParts::empty();
    if ask.unassigned {
        parts |= ConversationParts::ASSIGNEE;
    }
    if ask.unread {
        parts |= ConversationParts::COUNTS;
    }
    parts
}

/// Counts rows that are all there are.
fn tally(rows: &[Conversation], ask: CountsAsk) -> Numbers {
    let count = |is_meant: &dyn Fn(&Conversation) -> bool| {
        Count::exact(rows.iter().filter(|row| is_meant(row)).count() as u64)
    };
    let groups = CATEGORIES.into_iter().chain([StatusCategory::Unknown]);
    let group = |one| (one, Some(count(&|row| row.status.category() == one)));
    let knows_unread = rows.iter().all(|row| row.unread_count.is_some());
    Numbers {
        total: Some(Count::exact(rows.len() as u64)),
        by_category: groups.filter(|_| ask.by_category).map(group).collect(),
        unassigned: ask.unassigned.then(|| count(&|row| row.assignee.is_none())),
        unread: (ask.unread && knows_unread).then(|| count(&|row| row.unread_count > Some(0))),
    }
}

/// How a number is found out.
enum Way {
    /// The source cannot tell.
    Unknown,
    /// By the total of a list.
    Total(Plan<ConversationCondition>),
    /// By looking at the rows.
    Rows,
    /// There cannot be any.
    Nothing,
}

/// Asks a source for numbers one by one, because its list is too long to be counted here.
struct Counter<'r, 'a> {
    reading: &'r ListReading<'a>,
    ask: CountsAsk,
    query: &'r ConversationQuery,
}

impl Counter<'_, '_> {
    /// Finds out every number that is wanted.
    async fn each(&self, plan: Plan<ConversationCondition>, first: Rows) -> Result<Numbers> {
        let wanted = self.wanted();
        let ways: Vec<_> = wanted.iter().map(|condition| self.way(condition)).collect();
        let total = first.total;
        let rows = if self.is_worth_reading(&first, &ways) {
            Some(self.scan(&plan, first).await?)
        } else {
            None
        };
        if let Some((rows, true)) = &rows {
            return Ok(tally(rows, self.ask));
        }
        let totals = join_all(ways.iter().map(|way| self.total(way))).await;
        let by_rows = |is_meant: &dyn Fn(&Conversation) -> bool| {
            rows.as_ref().map(|(rows, is_exact)| Count {
                value: rows.iter().filter(|row| is_meant(row)).count() as u64,
                is_exact: *is_exact,
            })
        };
        let now = self.reading.terms.clock.now();
        let mut counts = Vec::new();
        for ((condition, way), total) in wanted.iter().zip(&ways).zip(totals) {
            let is_meant = |row: &Conversation| condition.holds(row, &Related::default(), now);
            counts.push(match way {
                Way::Rows => by_rows(&is_meant),
                Way::Unknown | Way::Total(_) | Way::Nothing => total?,
            });
        }
        let total = total.map(Count::exact).or_else(|| by_rows(&|_| true));
        Ok(self.gathered(total, counts))
    }

    /// The numbers that are wanted, in a fixed order: each is the number of rows that meet a condition.
    fn wanted(&self) -> Vec<ConversationCondition> {
        let category = |one| ConversationCondition::Categories(vec![one]);
        let categories = CATEGORIES.into_iter().filter(|_| self.ask.by_category);
        let mut wanted: Vec<_> = categories.map(category).collect();
        let unassigned = ConversationCondition::IsAssigned(false);
        wanted.extend(self.ask.unassigned.then_some(unassigned));
        let unread = ConversationCondition::IsUnread(true);
        wanted.extend(self.ask.unread.then_some(unread));
        wanted
    }

    /// Whether rows have to be looked at anyway, or reading them all costs no more calls than asking for the numbers.
    fn is_worth_reading(&self, first: &Rows, ways: &[Way]) -> bool {
        let Some(total) = first.total else {
            return true;
        };
        let total = usize::try_from(total).unwrap_or(usize::MAX);
        let pages = total.saturating_sub(first.read).div_ceil(first.read.max(1));
        let is_call = |way: &&Way| matches!(way, Way::Total(_));
        let calls = ways.iter().filter(is_call).count();
        let is_cheap = total <= self.reading.terms.limit && pages <= calls;
        is_cheap || ways.iter().any(|way| matches!(way, Way::Rows))
    }

    /// Takes the numbers apart again.
    fn gathered(&self, total: Option<Count>, counts: Vec<Option<Count>>) -> Numbers {
        let mut counts = counts.into_iter();
        let categories = CATEGORIES.into_iter().filter(|_| self.ask.by_category);
        let mut by_category: Vec<_> = categories
            .map(|one| (one, counts.next().flatten()))
            .collect();
        if self.ask.by_category {
            let unknown = total.and_then(|total| rest(total, &by_category));
            by_category.push((StatusCategory::Unknown, unknown));
        }
        let mut next = |is_wanted: bool| is_wanted.then(|| counts.next().flatten()).flatten();
        Numbers {
            total,
            by_category,
            unassigned: next(self.ask.unassigned),
            unread: next(self.ask.unread),
        }
    }

    fn way(&self, condition: &ConversationCondition) -> Way {
        let mut query = self.query.clone();
        query.conditions.push(condition.clone());
        let plan = self.reading.source.provider.plan_conversations(&query);
        if !plan.can_match || query.is_contradictory() {
            Way::Nothing
        } else if !plan.unsupported.is_empty() {
            Way::Unknown
        } else if plan.residual.is_empty() {
            Way::Total(plan)
        } else {
            Way::Rows
        }
    }

    async fn total(&self, way: &Way) -> Result<Option<Count>> {
        Ok(match way {
            Way::Unknown | Way::Rows => None,
            Way::Nothing => Some(Count::NONE),
            Way::Total(plan) => {
                let one = self.rows(plan, PageRequest::first(1)).await?;
                one.total.map(Count::exact)
            }
        })
    }

    /// Reads the rows that count, from the first page on, up to a limit. Tells whether those are all.
    async fn scan(
        &self,
        plan: &Plan<ConversationCondition>,
        first: Rows,
    ) -> Result<(Vec<Conversation>, bool)> {
        let limit = self.reading.terms.limit;
        let (mut kept, mut read, mut next) = (first.kept, first.read, first.next);
        while read < limit
            && let Some(position) = next.take()
        {
            let request = PageRequest {
                size: FULL_PAGE,
                position: Some(position),
            };
            let rows = self.rows(plan, request).await?;
            kept.extend(rows.kept);
            // Also an empty page counts, or a source of empty pages would be read for ever.
            read += rows.read.max(1);
            next = rows.next;
        }
        Ok((kept, next.is_none()))
    }

    async fn rows(&self, plan: &Plan<ConversationCondition>, page: PageRequest) -> Result<Rows> {
        let list = list(plan, page, parts(self.ask));
        let page = self.reading.peek(&list, Wanted::Usual).await?;
        Ok(Rows::of(self.reading, plan, &page.object))
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
    /// How many there are, if the source checks all conditions and says so.
    total: Option<u64>,
    next: Option<Position>,
}

impl Rows {
    fn of(
        reading: &ListReading<'_>,
        plan: &Plan<ConversationCondition>,
        page: &crate::model::Page<Conversation>,
    ) -> Self {
        let now = reading.terms.clock.now();
        let is_kept = |row: &&Conversation| all_hold(&plan.residual, row, &page.related, now);
        Self {
            kept: page.items.iter().filter(is_kept).cloned().collect(),
            read: page.items.len(),
            total: page.total.filter(|_| plan.residual.is_empty()),
            next: page.next.clone(),
        }
    }

    /// Whether there are no others.
    const fn is_all(&self) -> bool {
        self.next.is_none()
    }
}
