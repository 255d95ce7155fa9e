//! The walk through the list of one source: which of its rows come next.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use crate::feed::SourceOutcome;
use crate::feed::SourceStatus;
use crate::feed::digest::digest;
use crate::feed::lane::Lane;
use crate::feed::listing::{Item, Listing};
use crate::feed::reading::{Reading, Wanted};
use crate::feed::state::Place;
use crate::feed::window;
use crate::model::{Page, PageRequest, RowKey, Served};
use crate::provider::{ErrorKind, OrderPlan};

/// What a list has come to so far, and so which rows of a source are still to be shown.
#[derive(Clone, Debug)]
pub(super) struct Horizon {
    /// Rows that moved later were shown elsewhere, or belong to another walk; `None` while the first page is read.
    pub as_of: Option<i64>,
    /// Rows above belong to pages that have been shown; `None` while there are none.
    pub watermark: Option<RowKey>,
}

/// A row that is ready to be shown.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Which of the pages that were read it stands on.
    pub page: usize,
    /// Where on that page.
    pub index: usize,
    /// What it is merged by.
    pub key: RowKey,
    /// Whether `key` tells where the source stands, as it does not before the first row with a key of its own.
    pub is_keyed: bool,
    pub id: u64,
    pub moved_at: Option<i64>,
}

/// A row that was taken.
pub(super) struct Taken<T> {
    pub item: Served<T>,
    pub key: RowKey,
    pub moved_at: Option<i64>,
}

/// The walk through the list of one source.
pub(super) struct Walk<'a, L: Listing> {
    pub(super) lane: Lane<'a, L>,
    pub(super) horizon: Horizon,
    pub place: Place,
    pub(super) ready: VecDeque<Candidate>,
    seen: HashSet<u64>,
    shown: usize,
    pub(super) scanned: usize,
    pub(super) skipped_newer: usize,
    was_clamped: bool,
    /// Whether rows of a window are missing, because there were more than may be read.
    pub(super) is_cut: bool,
    /// Whether the page that was begun has been read again.
    has_resumed: bool,
}

impl<'a, L: Listing> Walk<'a, L> {
    pub(super) fn new(lane: Lane<'a, L>, horizon: Horizon, mut place: Place) -> Self {
        if !lane.can_match {
            place.is_done = true;
            place.total = Some(0);
        }
        Self {
            lane,
            horizon,
            place,
            ready: VecDeque::new(),
            seen: HashSet::new(),
            shown: 0,
            scanned: 0,
            skipped_newer: 0,
            was_clamped: false,
            is_cut: false,
            has_resumed: false,
        }
    }

    /// Whether it takes part at all at the moment.
    fn is_live(&self) -> bool {
        self.lane.reading.source.is_enabled && self.lane.reading.error.is_none()
    }

    /// Whether rows may still come of it, now or when it has recovered.
    pub(super) fn may_have_more(&self) -> bool {
        let has_no_list =
            matches!(self.error(), Some(error) if error.kind == ErrorKind::Unsupported);
        self.lane.reading.source.is_enabled && !has_no_list && !self.place.is_done
    }

    /// Whether its next row is not known, although there may be one.
    pub(super) fn is_hungry(&self) -> bool {
        self.is_live() && self.ready.is_empty() && !self.place.is_done
    }

    /// Whether it has read as much as it may without finding a row.
    const fn is_at_limit(&self) -> bool {
        self.scanned >= self.lane.reading.terms.limit
    }

    pub(super) const fn error(&self) -> Option<&crate::provider::Error> {
        self.lane.reading.error.as_ref()
    }

    /// What its next row is merged by.
    pub(super) fn head(&self) -> Option<&RowKey> {
        self.ready.front().map(|row| &row.key)
    }

    /// Reads until a next row is known, or there is none, or nothing more may be read.
    pub(super) async fn fill(&mut self) {
        if self.lane.sorting == OrderPlan::Window {
            return window::fill(self).await;
        }
        while self.is_hungry() && !self.is_at_limit() {
            let list = self.lane.listing.list(PageRequest {
                size: self.place.size,
                position: self.place.position.clone(),
            });
            let wanted = self.wanted();
            if let Ok(page) = self.lane.reading.page(&list, wanted).await {
                self.load(&page.object);
            }
        }
    }

    fn wanted(&self) -> Wanted {
        match self.place.taken {
            0 => Wanted::Usual,
            usize::MAX => Wanted::Fresh,
            _ => Wanted::Leftover,
        }
    }

    /// Takes the next row.
    pub(super) fn take(&mut self) -> Option<Taken<Item<L>>> {
        let row = self.ready.pop_front()?;
        let page = self.lane.reading.pages.get(row.page)?;
        let item = page.object.items.get(row.index)?.clone();
        let item = page.along(Arc::new(item));
        let next = page.object.next.clone();
        self.place.taken = row.index + 1;
        let key = row.is_keyed.then(|| row.key.clone());
        self.place.pass(key, row.id);
        self.shown += 1;
        if self.ready.is_empty() {
            self.turn(next);
        }
        Some(Taken {
            item,
            key: row.key,
            moved_at: row.moved_at,
        })
    }

    fn turn(&mut self, next: Option<crate::model::Position>) {
        if self.lane.sorting == OrderPlan::Window {
            self.place.is_done = true;
        } else {
            self.place.turn(next);
        }
    }

    fn load(&mut self, page: &Page<Item<L>>) {
        let has_shrunk = self.has_shrunk(page);
        self.learn_total(page);
        if has_shrunk {
            return self.place.turn_back();
        }
        self.choose(page);
        if self.ready.is_empty() {
            // Also an empty page counts, or a source of empty pages would be read for ever.
            self.scanned += 1;
            self.turn(page.next.clone());
        }
    }

    /// Whether rows may have slipped onto the page before since that was shown: only so can the list of a provider
    /// that counts pages or rows lose one, and then it has become shorter. One page back is enough unless more rows went
    /// than a page holds.
    fn has_shrunk(&mut self, page: &Page<Item<L>>) -> bool {
        let is_first = !std::mem::replace(&mut self.has_resumed, true);
        let pagination = &self.lane.reading.source.provider.profile().pagination;
        let is_shorter =
            matches!((page.total, self.place.total), (Some(now), Some(then)) if now < then);
        is_first && self.place.previous.is_some() && is_shorter && !pagination.is_stable
    }

    fn learn_total(&mut self, page: &Page<Item<L>>) {
        let is_whole = self.place.position.is_none() && page.next.is_none();
        let is_checked = !self.lane.split.residual.is_empty();
        let total = page.total.filter(|_| !is_checked);
        let counted = is_whole.then(|| self.count(page));
        self.place.total = total.or(counted).or(self.place.total);
    }

    fn count(&self, page: &Page<Item<L>>) -> u64 {
        let items = page.items.iter();
        let kept = items.filter(|item| self.lane.listing.keeps(item, &page.related));
        kept.count() as u64
    }

    /// Finds the rows of a page that are still to be shown.
    fn choose(&mut self, page: &Page<Item<L>>) {
        let ids: Vec<_> = page.items.iter().map(|item| self.id(item)).collect();
        let resumed = self.resume(page, &ids);
        let mut previous = self.place.boundary.clone();
        for (index, item) in page.items.iter().enumerate().skip(resumed.from) {
            let number = self.place.passed + self.ready.len();
            let own = self.lane.listing.key(item, number);
            let is_past = resumed.is_lost && own > self.place.boundary;
            let is_repeat =
                self.place.recent.contains(&ids[index]) || !self.seen.insert(ids[index]);
            if is_past || is_repeat || !self.lane.listing.keeps(item, &page.related) {
                self.scanned += 1;
                continue;
            }
            let is_keyed = own.is_some() || previous.is_some();
            let key = self.clamp(own, previous.clone());
            let moved_at = self.lane.listing.moved_at(item);
            if self.is_newer(moved_at, &key) {
                self.skipped_newer += 1;
                self.scanned += 1;
                continue;
            }
            if is_keyed {
                previous = Some(key.clone());
            }
            self.ready.push_back(Candidate {
                page: self.lane.reading.pages.len() - 1,
                index,
                key,
                is_keyed,
                id: ids[index],
                moved_at,
            });
        }
    }

    pub(super) fn id(&self, item: &Item<L>) -> u64 {
        digest(self.lane.listing.native(item))
    }

    /// The key that a row is merged by: never above the row before, so that an order that is slightly different does
    /// not break the merge.
    fn clamp(&mut self, own: Option<RowKey>, previous: Option<RowKey>) -> RowKey {
        match (own, previous) {
            (Some(own), Some(previous)) => {
                self.was_clamped |= own > previous;
                own.min(previous)
            }
            (Some(key), None) | (None, Some(key)) => key,
            (None, None) => {
                let mark = self.horizon.watermark.clone();
                mark.unwrap_or(RowKey::GREATEST_NUMBER)
            }
        }
    }

    pub(super) fn is_newer(&self, moved_at: Option<i64>, key: &RowKey) -> bool {
        let mark = self.horizon.watermark.as_ref();
        self.has_moved(moved_at) || mark.is_some_and(|mark| key > mark)
    }

    fn has_moved(&self, moved_at: Option<i64>) -> bool {
        matches!((moved_at, self.horizon.as_of), (Some(at), Some(as_of)) if at > as_of)
    }

    /// Finds where to go on in the page that was begun, which may have changed since.
    fn resume(&self, page: &Page<Item<L>>, ids: &[u64]) -> Resumed {
        let taken = self.place.taken;
        let Some(latest) = self.place.recent.last().filter(|_| taken > 0) else {
            return Resumed::at(0);
        };
        if ids.get(taken - 1) == Some(latest) {
            return Resumed::at(taken);
        }
        // A row that has moved does not tell where it stood.
        let stays = |place: &usize| {
            let moved_at = self.lane.listing.moved_at(&page.items[*place]);
            !self.has_moved(moved_at)
        };
        match ids.iter().position(|id| id == latest).filter(stays) {
            Some(found) => Resumed::at(found + 1),
            None if self.place.boundary.is_none() => Resumed::at(taken.min(ids.len())),
            None => Resumed {
                from: 0,
                is_lost: true,
            },
        }
    }

    /// Sums up what the source contributed.
    pub(super) fn outcome(&self) -> SourceOutcome {
        let outcome = self.lane.reading.outcome();
        let is_truncated = self.is_cut || (self.is_hungry() && self.is_at_limit());
        let is_approximate = self.lane.sorting == OrderPlan::Approximate;
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
            is_order_approximate: is_approximate || self.was_clamped || self.is_cut,
            pushed: self.lane.split.pushed.clone(),
            residual: self.lane.split.residual.clone(),
            unsupported: self.lane.split.unsupported.clone(),
            ..outcome
        }
    }

    pub(super) fn into_reading(self) -> Reading<'a, L::List> {
        self.lane.reading
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
