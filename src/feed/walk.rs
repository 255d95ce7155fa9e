//! The walk through the list of one source: which of its rows come next.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use crate::cache::List;
use crate::feed::digest::digest;
use crate::feed::order::Order;
use crate::feed::reading::Reading;
use crate::feed::state::Place;
use crate::feed::{SourceOutcome, SourceStatus};
use crate::model::{Page, PageRequest, Served};
use crate::provider::ErrorKind;

/// What a list has come to so far, and so which rows of a source are still to be shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Horizon {
    /// Rows that are newer were shown elsewhere, or belong to another walk; `None` while the first page is read.
    pub as_of: Option<i64>,
    /// Rows above belong to pages that have been shown; `None` while there are none.
    pub watermark: Option<i64>,
    /// How many rows of one source may be read for one page without being shown.
    pub scan_limit: usize,
}

/// A row that is ready to be shown.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    index: usize,
    /// What it is merged by.
    key: i64,
    /// Whether `key` tells where the source stands, as it does not before the first row with a key of its own.
    is_keyed: bool,
    id: u64,
}

/// A row that was taken.
pub(super) struct Taken<T> {
    pub item: Served<T>,
    pub key: i64,
}

type Item<O> = <<O as Order>::List as List>::Item;

/// The walk through the list of one source.
pub(super) struct Walk<'a, O: Order> {
    order: &'a O,
    horizon: Horizon,
    reading: Reading<'a, O::List>,
    pub place: Place,
    page: Option<Served<Page<Item<O>>>>,
    ready: VecDeque<Candidate>,
    seen: HashSet<u64>,
    shown: usize,
    scanned: usize,
    skipped_newer: usize,
    was_clamped: bool,
}

impl<'a, O: Order> Walk<'a, O> {
    pub(super) fn new(
        order: &'a O,
        horizon: Horizon,
        reading: Reading<'a, O::List>,
        place: Place,
    ) -> Self {
        Self {
            order,
            horizon,
            reading,
            place,
            page: None,
            ready: VecDeque::new(),
            seen: HashSet::new(),
            shown: 0,
            scanned: 0,
            skipped_newer: 0,
            was_clamped: false,
        }
    }

    /// Whether it takes part at all at the moment.
    fn is_live(&self) -> bool {
        self.reading.source.is_enabled && self.reading.error.is_none()
    }

    /// Whether rows may still come of it, now or when it has recovered.
    pub(super) fn may_have_more(&self) -> bool {
        let has_no_list =
            matches!(&self.reading.error, Some(error) if error.kind == ErrorKind::Unsupported);
        self.reading.source.is_enabled && !has_no_list && !self.place.is_done
    }

    /// Whether its next row is not known, although there may be one.
    pub(super) fn is_hungry(&self) -> bool {
        self.is_live() && self.ready.is_empty() && !self.place.is_done
    }

    /// Whether it has read as much as it may without finding a row.
    pub(super) const fn is_at_limit(&self) -> bool {
        self.scanned >= self.horizon.scan_limit
    }

    pub(super) fn error(&self) -> Option<&crate::provider::Error> {
        self.reading.error.as_ref()
    }

    /// What its next row is merged by.
    pub(super) fn head(&self) -> Option<i64> {
        self.ready.front().map(|row| row.key)
    }

    /// Reads until a next row is known, or there is none, or nothing more may be read.
    pub(super) async fn fill(&mut self) {
        while self.is_hungry() && !self.is_at_limit() {
            let list = self.order.list(PageRequest {
                size: self.place.size,
                position: self.place.position.clone(),
            });
            if let Ok(page) = self.reading.page(&list).await {
                self.load(page);
            }
        }
    }

    /// Takes the next row.
    pub(super) fn take(&mut self) -> Option<Taken<Item<O>>> {
        let row = self.ready.pop_front()?;
        let page = self.page.as_ref()?;
        let item = page.object.items.get(row.index)?.clone();
        let item = page.along(Arc::new(item));
        let next = page.object.next.clone();
        self.place.taken = row.index + 1;
        self.place.pass(row.is_keyed.then_some(row.key), row.id);
        self.shown += 1;
        if self.ready.is_empty() {
            self.place.turn(next);
        }
        Some(Taken { item, key: row.key })
    }

    fn load(&mut self, page: Served<Page<Item<O>>>) {
        self.learn_total(&page.object);
        self.choose(&page.object);
        if self.ready.is_empty() {
            // Also an empty page counts, or a source of empty pages would be read for ever.
            self.scanned += 1;
            self.place.turn(page.object.next.clone());
        }
        self.page = Some(page);
    }

    fn learn_total(&mut self, page: &Page<Item<O>>) {
        let is_whole = self.place.position.is_none() && page.next.is_none();
        let counted = is_whole.then_some(page.items.len() as u64);
        self.place.total = page.total.or(counted).or(self.place.total);
    }

    /// Finds the rows of a page that are still to be shown.
    fn choose(&mut self, page: &Page<Item<O>>) {
        let ids: Vec<_> = page.items.iter().map(|item| self.id(item)).collect();
        let resumed = self.resume(&ids);
        let mut previous = self.place.boundary;
        for (index, item) in page.items.iter().enumerate().skip(resumed.from) {
            let own = self.order.key(item);
            let is_past = resumed.is_lost && own > self.place.boundary;
            let is_repeat =
                self.place.recent.contains(&ids[index]) || !self.seen.insert(ids[index]);
            if is_past || is_repeat {
                self.scanned += 1;
                continue;
            }
            let key = self.clamp(own, previous);
            if self.is_newer(own, key) {
                self.skipped_newer += 1;
                self.scanned += 1;
                continue;
            }
            let is_keyed = own.is_some() || previous.is_some();
            previous = if is_keyed { Some(key) } else { previous };
            self.ready.push_back(Candidate {
                index,
                key,
                is_keyed,
                id: ids[index],
            });
        }
    }

    fn id(&self, item: &Item<O>) -> u64 {
        digest(self.order.native(item))
    }

    /// The key that a row is merged by: never above the row before, so that an order that is slightly different does
    /// not break the merge.
    fn clamp(&mut self, own: Option<i64>, previous: Option<i64>) -> i64 {
        match (own, previous) {
            (Some(own), Some(previous)) => {
                self.was_clamped |= own > previous;
                own.min(previous)
            }
            (Some(key), None) | (None, Some(key)) => key,
            (None, None) => self.horizon.watermark.unwrap_or(i64::MAX),
        }
    }

    fn is_newer(&self, own: Option<i64>, key: i64) -> bool {
        let changed = matches!((own, self.horizon.as_of), (Some(own), Some(as_of)) if own > as_of);
        let above = self.horizon.watermark.is_some_and(|mark| key > mark);
        changed || above
    }

    /// Finds where to go on in the page that was begun, which may have changed since.
    fn resume(&self, ids: &[u64]) -> Resumed {
        let taken = self.place.taken;
        let Some(latest) = self.place.recent.last().filter(|_| taken > 0) else {
            return Resumed::at(0);
        };
        if ids.get(taken - 1) == Some(latest) {
            return Resumed::at(taken);
        }
        match ids.iter().position(|id| id == latest) {
            Some(found) => Resumed::at(found + 1),
            None if self.place.boundary.is_none() => Resumed::at(taken),
            None => Resumed {
                from: 0,
                is_lost: true,
            },
        }
    }

    /// Sums up what the source contributed.
    pub(super) fn outcome(&self) -> SourceOutcome {
        let outcome = self.reading.outcome();
        let is_truncated = self.is_hungry() && self.is_at_limit();
        let is_approximate = self
            .order
            .is_approximate(self.reading.source.provider.profile());
        SourceOutcome {
            status: if is_truncated {
                SourceStatus::Truncated
            } else {
                outcome.status
            },
            item_count: self.shown,
            total_count: self.place.total,
            is_exhausted: !self.may_have_more(),
            skipped_newer_count: self.skipped_newer,
            is_order_approximate: is_approximate || self.was_clamped,
            ..outcome
        }
    }

    pub(super) fn into_reading(self) -> Reading<'a, O::List> {
        self.reading
    }
}

/// Where to go on in a page.
struct Resumed {
    from: usize,
    /// Whether the latest row is not on the page any more, so that only keys tell what was shown.
    is_lost: bool,
}

impl Resumed {
    const fn at(from: usize) -> Self {
        Self {
            from,
            is_lost: false,
        }
    }
}
