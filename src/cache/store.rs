//! Where copies are kept: as many as fit into the bytes allowed, those used longest ago out first.
//!
//! The store knows nothing of lifetimes: a copy says itself what it is good for.

use std::sync::Arc;

use moka::ops::compute::Op;
use moka::policy::EvictionPolicy;
use moka::sync::Cache as Moka;

use crate::cache::entry::Entry;
use crate::cache::epochs::Epochs;
use crate::cache::key::Key;

/// The copies of all sources.
#[derive(Debug)]
pub(super) struct Store {
    copies: Moka<Key, Arc<Entry>>,
    max_bytes: u64,
}

impl Store {
    /// An empty store that holds at most `max_bytes`.
    pub(super) fn new(max_bytes: u64) -> Self {
        let copies = Moka::builder()
            .max_capacity(max_bytes)
            // The usual policy keeps what was used often, and so refuses the page just read, whose rest is wanted next.
            .eviction_policy(EvictionPolicy::lru())
            .weigher(|_: &Key, entry: &Arc<Entry>| {
                u32::try_from(entry.weight()).unwrap_or(u32::MAX)
            })
            .eviction_listener(|_, entry, _| entry.counters.entries.down())
            .build();
        Self { copies, max_bytes }
    }

    /// The copy of a key, if nothing it depends on was invalidated since it was read.
    pub(super) fn get(&self, key: &Key, epochs: &Epochs) -> Option<Arc<Entry>> {
        let entry = self.copies.get(key)?;
        epochs
            .is_current(&key.tags, entry.reading.epoch)
            .then_some(entry)
    }

    /// Keeps a copy, unless the one that is held is better.
    pub(super) fn put(&self, key: Key, entry: &Arc<Entry>, epochs: &Epochs) {
        let (tags, now) = (key.tags, entry.reading.ended);
        if entry.weight() as u64 > self.max_bytes {
            return;
        }
        self.copies.entry(key).and_compute_with(|held| {
            // Checked while nobody else can put, so that a copy read before an invalidation never replaces a later one.
            if !epochs.is_current(&tags, entry.reading.epoch) {
                return Op::Nop;
            }
            let is_current = |held: &Entry| epochs.is_current(&tags, held.reading.epoch);
            match held.map(moka::Entry::into_value) {
                Some(held) if is_current(&held) && !held.gives_way(entry, now) => Op::Nop,
                _ => {
                    entry.counters.entries.up();
                    Op::Put(Arc::clone(entry))
                }
            }
        });
    }

    /// Makes room now, instead of some time soon.
    #[cfg(test)]
    pub(super) fn settle(&self) {
        self.copies.run_pending_tasks();
    }

    /// Bytes held.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> u64 {
        self.copies.weighted_size()
    }
}
