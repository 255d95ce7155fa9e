//! The cache holds no more than it may.

use super::desk::{Bench, HEAVY, exact};
use crate::cache::Settings;
use crate::model::ServedFrom::Upstream;

#[tokio::test]
async fn entries_make_room_for_others() {
    let bound = 100_000;
    let bench = Bench::with(Settings {
        max_bytes: bound,
        ..exact()
    });
    for id in 1000..1500 {
        bench.look_up(&bench.request(), &id.to_string()).await;
    }
    let store = &bench.cache.core.store;
    store.settle();
    assert!(store.bytes() <= bound, "{}", store.bytes());
    let entries = bench.cache.stats(&bench.source.key).entries;
    assert!((10..250).contains(&entries), "{entries}");
}

#[tokio::test]
async fn what_is_bigger_than_the_cache_is_served_and_not_kept() {
    let bench = Bench::with(Settings {
        max_bytes: 100_000,
        ..exact()
    });
    for call in 1..=2 {
        let told = bench.told(&bench.request(), HEAVY).await;
        assert_eq!(told, (call, Upstream, false));
    }
}

#[tokio::test]
async fn a_cache_of_no_size_keeps_nothing() {
    let bench = Bench::with(Settings {
        max_bytes: 0,
        ..exact()
    });
    for call in 1..=2 {
        let (number, freshness) = bench.look_up(&bench.request(), "1").await;
        assert_eq!((number, freshness.expires_at), (call, None));
    }
    assert_eq!(bench.cache.stats(&bench.source.key).entries, 0);
}
