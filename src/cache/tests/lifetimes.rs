//! How long copies are served, and what is told of them.

use std::time::Duration;

use super::desk::{Bench, Call, MISSING, SECOND, exact};
use crate::cache::{ReadContext, Settings, Stats, TimeToLive};
use crate::clock::Clock as _;
use crate::model::ServedFrom::{Cache, Upstream};

#[tokio::test]
async fn a_copy_is_served_until_its_life_ends() {
    let bench = Bench::with(Settings {
        stale_while_revalidate: Duration::ZERO,
        ..exact()
    });
    let first = bench.request();
    let read_at = bench.clock.now();
    let (_, freshness) = bench.look_up(&first, "1").await;
    assert_eq!(freshness.fetched_at, read_at);
    assert_eq!(freshness.expires_at, Some(read_at + SECOND * 300));
    let later = bench.request_after(SECOND * 299);
    assert_eq!(bench.told(&later, "1").await, (1, Cache, false));
    let (_, kept) = bench.look_up(&later, "1").await;
    assert_eq!(kept.fetched_at, read_at);
    let last = bench.request_after(SECOND);
    assert_eq!(bench.told(&last, "1").await, (2, Upstream, false));
    assert_eq!(bench.desk.count(), 2);
    let expected = Stats {
        entries: 2, // the contact, and the tag that came along
        hits: 2,
        misses: 2,
        coalesced: 0,
        stale_served: 0,
    };
    assert_eq!(bench.cache.stats(&bench.source.key), expected);
}

#[tokio::test]
async fn only_the_request_that_read_a_copy_is_told_that_it_came_from_upstream() {
    let bench = Bench::new();
    let first = bench.request();
    assert_eq!(bench.told(&first, "1").await, (1, Upstream, false));
    assert_eq!(bench.told(&first, "1").await, (1, Upstream, false));
    let same_instant = ReadContext {
        began: first.began,
        ..ReadContext::default()
    };
    assert_eq!(bench.told(&same_instant, "1").await, (1, Cache, false));
}

#[tokio::test]
async fn what_came_along_in_a_request_came_from_upstream_in_that_request() {
    let bench = Bench::new();
    let first = bench.request();
    bench.list(&first).await.unwrap();
    assert_eq!(bench.told(&first, "2").await, (1, Upstream, false));
    assert_eq!(bench.told(&bench.request(), "2").await, (1, Cache, false));
    assert_eq!(bench.desk.calls(), [Call::Other("contacts")]);
}

#[tokio::test]
async fn that_something_does_not_exist_is_known_for_a_short_time() {
    let bench = Bench::new();
    for _ in 0..2 {
        let missing = bench.contact(&bench.request(), MISSING).await;
        assert_eq!(missing.unwrap().map(|contact| contact.freshness), None);
    }
    assert_eq!(bench.desk.count(), 1);
    bench
        .contact(&bench.request_after(SECOND * 5), MISSING)
        .await
        .unwrap();
    assert_eq!(bench.desk.count(), 2);
}

#[tokio::test]
async fn a_copy_that_is_too_old_for_the_request_is_read_again() {
    let bench = Bench::new();
    bench.look_up(&bench.request(), "1").await;
    let mut request = bench.request_after(SECOND * 20);
    request.max_age = Some(SECOND * 30);
    assert_eq!(bench.told(&request, "1").await, (1, Cache, false));
    request.max_age = Some(SECOND * 10);
    assert_eq!(bench.told(&request, "1").await, (2, Upstream, false));
    bench.clock.advance(SECOND * 60);
    request.max_age = Some(Duration::ZERO);
    // It was read since the request began.
    assert_eq!(bench.told(&request, "1").await, (2, Upstream, false));
    assert_eq!(bench.desk.count(), 2);
}

#[tokio::test]
async fn what_has_no_life_is_good_for_the_request_that_read_it() {
    let bench = Bench::with(Settings {
        ttl: TimeToLive {
            contact: Duration::ZERO,
            ..TimeToLive::default()
        },
        ..exact()
    });
    let first = bench.request();
    let (_, freshness) = bench.look_up(&first, "1").await;
    assert_eq!(freshness.expires_at, None);
    bench.clock.advance(SECOND);
    assert_eq!(bench.told(&first, "1").await, (1, Upstream, false));
    assert_eq!(
        bench.told(&bench.request(), "1").await,
        (2, Upstream, false)
    );
    assert_eq!(bench.desk.count(), 2);
}

#[tokio::test]
async fn pages_have_their_own_life_and_their_own_names() {
    let bench = Bench::new();
    bench.list(&bench.request()).await.unwrap();
    let kept = bench.list(&bench.request()).await.unwrap();
    assert_eq!(kept.freshness.served_from, Cache);
    assert_eq!(bench.desk.count(), 1);
    let next = crate::cache::Contacts {
        query: std::sync::Arc::default(),
        page: crate::model::PageRequest {
            size: 10,
            position: kept.object.next.clone(),
        },
    };
    let read = bench.request();
    bench.cache.page(&bench.source, &read, &next).await.unwrap();
    assert_eq!(bench.desk.count(), 2);
    let late = bench
        .list(&bench.request_after(SECOND * 100))
        .await
        .unwrap();
    assert_eq!(late.freshness.served_from, Upstream);
    assert_eq!(bench.desk.count(), 3);
}

#[tokio::test]
async fn lives_are_spread() {
    let bench = Bench::with(Settings::default());
    let read = bench.request();
    let mut lives = Vec::new();
    for id in ["1", "2", "3", "4", "5"] {
        let (_, freshness) = bench.look_up(&read, id).await;
        let life = freshness
            .expires_at
            .unwrap()
            .duration_since(bench.clock.now());
        assert!((270..=330).contains(&life.as_secs()), "{life:?}");
        lives.push(life);
    }
    lives.sort_unstable();
    lives.dedup();
    assert_eq!(lives.len(), 5);
}
