//! One copy in the cache: what it holds, what it knows, and for how long it is good.

use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bitflags::Flags as _;
use jiff::Timestamp;

use crate::cache::entity::Entity;
use crate::cache::epochs::Epoch;
use crate::cache::list::List;
use crate::cache::request::{Request, RequestMark};
use crate::cache::settings::{Life, TimeToLive};
use crate::cache::stats::Counters;
use crate::cache::weight::Weigh as _;
use crate::model::{Freshness, Page, Partial as _, ServedFrom};
use crate::provider::Error;

/// Whether the first set of parts covers the second one.
pub(super) type Covers = fn(u16, u16) -> bool;

/// A value whose type only its key tells.
#[derive(Clone)]
pub(super) struct Found {
    value: Arc<dyn Any + Send + Sync>,
    known: u16,
    covers: Covers,
    weight: usize,
    pub(super) ttl: Duration,
}

impl Found {
    pub(super) fn object<E: Entity>(object: E::Value, ttl: &TimeToLive) -> Self {
        Self {
            known: object.known().bits(),
            covers: covers::<E>,
            weight: object.weight(),
            value: Arc::new(object),
            ttl: E::time_to_live(ttl),
        }
    }

    pub(super) fn page<L: List>(page: Arc<Page<L::Item>>, ttl: &TimeToLive) -> Self {
        Self {
            known: 0,
            covers: |_, _| true,
            weight: page.weight(),
            value: page,
            ttl: ttl.list,
        }
    }
}

/// Whether a copy of an `E` that knows the first parts knows the second ones.
pub(super) fn covers<E: Entity>(known: u16, wanted: u16) -> bool {
    let parts = <E::Parts as bitflags::Flags>::from_bits_retain;
    E::Value::covers(parts(known), parts(wanted))
}

/// What was answered about a key.
#[derive(Clone)]
pub(super) enum Content {
    /// It is there.
    Found(Found),
    /// It does not exist; with the provider's words where a failure said so.
    Absent(Option<Error>),
}

/// When and for whom something was read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// The request that caused the read.
    pub(super) request: RequestMark,
    /// Before the read.
    pub(super) epoch: Epoch,
    /// Uptime before the read.
    pub(super) started: Duration,
    /// Uptime after the read.
    pub(super) ended: Duration,
    /// Time of day after the read.
    pub(super) ended_at: Timestamp,
}

/// A copy.
pub(super) struct Entry {
    content: Content,
    pub(super) reading: Reading,
    life: Life,
    refreshing: AtomicBool,
    /// Where it is counted while the cache holds it.
    pub(super) counters: Arc<Counters>,
}

/// What a copy is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Serve it.
    Good,
    /// Serve it and read it again.
    Stale,
    /// Serve it only if its source fails.
    Spare,
    /// Read it again.
    Useless,
}

/// Bytes of an entry and its key beside the value.
const OVERHEAD: usize = 512;

impl Entry {
    pub(super) fn new(
        content: Content,
        reading: Reading,
        life: Life,
        counters: Arc<Counters>,
    ) -> Self {
        Self {
            content,
            reading,
            life,
            refreshing: AtomicBool::new(false),
            counters,
        }
    }

    /// What it is good for in a request, as far as time decides.
    pub(super) fn verdict(&self, request: &Request, now: Duration) -> Verdict {
        if self.reading.started >= request.began {
            return Verdict::Good;
        }
        let age = now.saturating_sub(self.reading.started);
        if request.max_age.is_some_and(|max_age| age > max_age) {
            return Verdict::Useless;
        }
        if request.leftover_age.is_some_and(|most| age <= most) {
            return Verdict::Good;
        }
        match now {
            now if now < self.life.fresh_until => Verdict::Good,
            now if now < self.life.stale_until => Verdict::Stale,
            now if now < self.life.error_until => Verdict::Spare,
            _ => Verdict::Useless,
        }
    }

    /// Whether it knows all of `wanted`. That something does not exist is all there is to know.
    pub(super) fn knows(&self, wanted: u16) -> bool {
        match &self.content {
            Content::Found(found) => (found.covers)(found.known, wanted),
            Content::Absent(_) => true,
        }
    }

    /// The parts it knows.
    pub(super) const fn known(&self) -> u16 {
        match &self.content {
            Content::Found(found) => found.known,
            Content::Absent(_) => 0,
        }
    }

    /// Whether it should make way for a later read of the same thing. A copy that knows less never replaces a fresh
    /// one that knows more, and a read that began earlier never replaces a later one.
    pub(super) fn gives_way(&self, newer: &Self, now: Duration) -> bool {
        let is_later = newer.reading.started >= self.reading.started;
        let is_fresh = now < self.life.fresh_until;
        is_later && (!is_fresh || newer.knows(self.known()))
    }

    /// Takes on the task to read it again; `false` if someone else has it.
    pub(super) fn claim_refresh(&self) -> bool {
        !self.refreshing.swap(true, Ordering::AcqRel)
    }

    /// Gives the task back.
    pub(super) fn release_refresh(&self) {
        self.refreshing.store(false, Ordering::Release);
    }

    /// The value, or `None` if it does not exist.
    ///
    /// # Errors
    /// That it does not exist, in the provider's words, where a failure said so.
    pub(super) fn value<T: Send + Sync + 'static>(&self) -> Result<Option<Arc<T>>, Error> {
        match &self.content {
            // The key decides the type of the value, so it never is another one.
            Content::Found(found) => Ok(Arc::clone(&found.value).downcast().ok()),
            Content::Absent(None) => Ok(None),
            Content::Absent(Some(error)) => Err(error.clone()),
        }
    }

    /// What is told of it to a request that gets it.
    pub(super) fn freshness(&self, request: &Request, is_stale: bool) -> Freshness {
        let left = self.life.fresh_until.saturating_sub(self.reading.ended);
        let served_from = if request.mark == self.reading.request {
            ServedFrom::Upstream
        } else {
            ServedFrom::Cache
        };
        let expires_at = self.reading.ended_at.checked_add(left).ok();
        Freshness {
            fetched_at: self.reading.ended_at,
            expires_at: expires_at.filter(|_| !left.is_zero()),
            served_from,
            is_stale,
        }
    }

    /// Bytes it takes, roughly.
    pub(super) fn weight(&self) -> usize {
        let value = match &self.content {
            Content::Found(found) => found.weight,
            Content::Absent(_) => 0,
        };
        OVERHEAD.saturating_add(value)
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("reading", &self.reading)
            .field("life", &self.life)
            .finish_non_exhaustive()
    }
}
