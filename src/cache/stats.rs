//! What the cache did for each source.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use crate::model::SourceKey;

/// What the cache holds and did for one source since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Entries held now.
    pub entries: u64,
    /// Served from the cache.
    pub hits: u64,
    /// Needed an upstream call.
    pub misses: u64,
    /// Waited for an identical call already in flight.
    pub coalesced: u64,
    /// Served past expiry because the source failed.
    pub stale_served: u64,
}

/// The counters of one source.
#[derive(Debug, Default)]
pub(super) struct Counters {
    pub(super) entries: Counter,
    pub(super) hits: Counter,
    pub(super) misses: Counter,
    pub(super) coalesced: Counter,
    pub(super) stale_served: Counter,
}

impl Counters {
    fn read(&self) -> Stats {
        let Self {
            entries,
            hits,
            misses,
            coalesced,
            stale_served,
        } = self;
        Stats {
            entries: entries.get(),
            hits: hits.get(),
            misses: misses.get(),
            coalesced: coalesced.get(),
            stale_served: stale_served.get(),
        }
    }
}

/// A number that goes up and down.
#[derive(Debug, Default)]
pub(super) struct Counter(AtomicU64);

impl Counter {
    pub(super) fn up(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn down(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The counters of all sources.
#[derive(Debug, Default)]
pub(super) struct Tally(Mutex<HashMap<SourceKey, Arc<Counters>>>);

impl Tally {
    pub(super) fn of(&self, source: &SourceKey) -> Arc<Counters> {
        let mut tally = self.0.lock().expect("no code panics while holding it");
        if let Some(counters) = tally.get(source) {
            return Arc::clone(counters);
        }
        Arc::clone(tally.entry(source.clone()).or_default())
    }

    pub(super) fn read(&self, source: &SourceKey) -> Stats {
        let tally = self.0.lock().expect("no code panics while holding it");
        tally
            .get(source)
            .map(|counters| counters.read())
            .unwrap_or_default()
    }
}
