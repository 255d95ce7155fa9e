//! Lists over providers that live in memory.

mod conversations;
mod counts;
mod cursors;
mod drift;
mod fake;
mod filters;
mod leftovers;
mod names;
mod timeline;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::cache::{self, Cache, ReadContext};
use crate::clock::{SettableClock, SharedClock};
use crate::feed::{Among, Ask, Feed, Settings};
use crate::provider::{CallContext, Source};

/// A feed that keeps no copies, and the clock that it looks at.
pub(super) fn feed(change: impl FnOnce(&mut Settings)) -> (Feed, Arc<SettableClock>) {
    over(uncached, change)
}

/// A feed over this cache, and the clock that it looks at.
pub(super) fn over(
    cache: impl FnOnce(&SharedClock) -> Arc<Cache>,
    change: impl FnOnce(&mut Settings),
) -> (Feed, Arc<SettableClock>) {
    let clock = SettableClock::at(Timestamp::from_second(1_000_000).unwrap());
    let shared: SharedClock = Arc::clone(&clock) as SharedClock;
    let mut settings = Settings::new("a secret".into());
    change(&mut settings);
    let cache = cache(&shared);
    (Feed::new(cache, shared, settings), clock)
}

pub(super) const fn among<'a>(sources: &'a [Arc<Source>], read: &'a ReadContext) -> Among<'a> {
    Among { sources, read }
}

pub(super) fn ask(first: usize, after: Option<&str>) -> Ask<'_> {
    Ask {
        after,
        ..Ask::first(first, "list", "caller")
    }
}

pub(super) fn within_a_minute() -> ReadContext {
    ReadContext {
        call: CallContext::within(Duration::from_secs(60), Arc::default()),
        ..ReadContext::default()
    }
}

/// Runs a case of a property test; time stands still but for timers.
pub(super) fn run<T>(case: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap()
        .block_on(case)
}

/// A cache that holds nothing between reads: the fakes change behind its back.
fn uncached(clock: &SharedClock) -> Arc<Cache> {
    let settings = cache::Settings {
        max_bytes: 0,
        ..cache::Settings::default()
    };
    Arc::new(Cache::with_settings(settings, Arc::clone(clock)))
}
