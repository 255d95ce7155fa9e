//! Reading pages of one source for one list, within its deadline, and keeping the books about it.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout_at;

use crate::cache::{Cache, List, ReadContext};
use crate::clock::SharedClock;
use crate::feed::{ReadPage, SourceErrorPolicy, SourceOutcome, SourceStatus};
use crate::model::{Page, Served, ServedFrom};
use crate::provider::{Error, ErrorKind, Result, Source};

/// What cache and transport get beyond the deadline to say themselves what failed, or to find an old copy.
const GRACE: Duration = Duration::from_millis(50);

/// What reading a list takes, whatever the source.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub cache: &'a Cache,
    pub clock: &'a SharedClock,
    pub read: &'a ReadContext,
    /// How long all calls to one source may take.
    pub source_deadline: Duration,
    /// How much of one source may be read; the list says what is counted.
    pub limit: usize,
    pub on_error: SourceErrorPolicy,
}

/// How long rows that are left over from a page are kept for the next request.
const LEFTOVER_AGE: Duration = Duration::from_secs(120);

/// Which copy of a page will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// What the request accepts in general.
    Usual,
    /// Also an older one: the caller has seen a part of it, and the rest belongs to that.
    Leftover,
    /// Only one that is read for this request.
    Fresh,
}

/// Reads pages of one source.
pub(super) struct Reading<'a, L: List> {
    pub terms: Terms<'a>,
    /// The promise of the port that is asked for.
    promise: &'static str,
    read: ReadContext,
    spent: Duration,
    pub source: Arc<Source>,
    pub pages: Vec<Served<Page<L::Item>>>,
    pub error: Option<Error>,
}

impl<'a, L: List> Reading<'a, L> {
    /// Begins; from now on the deadline runs.
    pub(super) fn begin(terms: Terms<'a>, source: &Arc<Source>, promise: &'static str) -> Self {
        let read = ReadContext {
            call: terms.read.call.child(terms.source_deadline),
            stale_on_error: terms.on_error == SourceErrorPolicy::Stale,
            ..terms.read.clone()
        };
        Self {
            terms,
            promise,
            read,
            spent: Duration::ZERO,
            source: Arc::clone(source),
            pages: Vec::new(),
            error: None,
        }
    }

    /// Reads one page.
    pub(super) async fn page(&mut self, list: &L, wanted: Wanted) -> Result<Served<Page<L::Item>>> {
        let page = self.look_up(list, wanted).await;
        if let Ok(page) = &page {
            self.pages.push(page.clone());
        }
        page
    }

    /// Reads a page of another list, which the list cannot be read without.
    pub(super) async fn look_up<M: List>(
        &mut self,
        list: &M,
        wanted: Wanted,
    ) -> Result<Served<Page<M::Item>>> {
        let began = self.terms.clock.uptime();
        let page = self.peek(list, wanted).await;
        self.spent += self.terms.clock.uptime().saturating_sub(began);
        if let Err(error) = &page {
            self.error = Some(error.clone());
        }
        page
    }

    /// Reads a page of any list without keeping books about it.
    pub(super) async fn peek<M: List>(
        &self,
        list: &M,
        wanted: Wanted,
    ) -> Result<Served<Page<M::Item>>> {
        let mut read = self.read.clone();
        match wanted {
            Wanted::Usual => {}
            Wanted::Leftover => read.leftover_age = Some(LEFTOVER_AGE),
            Wanted::Fresh => read.max_age = Some(Duration::ZERO),
        }
        let page = self.terms.cache.page(&self.source, &read, list);
        let Some(deadline) = self.read.call.deadline else {
            return page.await;
        };
        match timeout_at(deadline + GRACE, page).await {
            Ok(page) => page,
            Err(_) => Err(Error::new(
                ErrorKind::TimedOut,
                &self.source.key,
                self.promise,
            )),
        }
    }

    /// Sums up what was read, as if all had gone well but for what reading itself knows.
    pub(super) fn outcome(&self) -> SourceOutcome {
        let freshness = || self.pages.iter().map(|page| page.freshness);
        let is_stale = self.read.stale_on_error && freshness().any(|copy| copy.is_stale);
        let status = match &self.error {
            _ if !self.source.is_enabled => SourceStatus::SkippedDisabled,
            Some(error) => SourceStatus::of_failure(error.kind),
            None if is_stale => SourceStatus::Stale,
            None => SourceStatus::Ok,
        };
        let upstream = freshness().any(|copy| copy.served_from == ServedFrom::Upstream);
        let from = if upstream {
            ServedFrom::Upstream
        } else {
            ServedFrom::Cache
        };
        SourceOutcome {
            source: Arc::clone(&self.source),
            status,
            item_count: 0,
            total_count: None,
            is_exhausted: false,
            skipped_newer_count: 0,
            upstream_call_count: self.read.call.log.count_for(self.source.key.as_str()),
            served_from: (!self.pages.is_empty()).then_some(from),
            fetched_at: freshness().map(|copy| copy.fetched_at).min(),
            duration: self.spent,
            is_order_approximate: false,
            pushed: Vec::new(),
            residual: Vec::new(),
            unsupported: Vec::new(),
            error: self.error.clone(),
        }
    }

    /// Hands out the pages that were read.
    pub(super) fn into_pages(self) -> impl Iterator<Item = ReadPage<L::Item>> {
        let source = self.source;
        self.pages.into_iter().map(move |page| ReadPage {
            source: Arc::clone(&source),
            page,
        })
    }
}
