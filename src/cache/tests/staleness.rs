//! Copies past their life: served while they are read again, or because their source fails.

use std::time::Duration;

use super::desk::{Bench, MISSING, Mood, SECOND, exact, let_others_run, until};
use crate::cache::Settings;
use crate::model::ServedFrom::{Cache, Upstream};
use crate::provider::{ErrorKind, HealthState};

/// Past the life of a contact, but not past the time in which it is served while it is read again.
const STALE: Duration = Duration::from_secs(301);
/// Past that too.
const EXPIRED: Duration = Duration::from_secs(361);

#[tokio::test]
async fn a_stale_copy_is_served_and_read_again_once() {
    let bench = Bench::new();
    bench.look_up(&bench.request(), "1").await;
    bench.desk.slow_down();
    let read = bench.request_after(STALE);
    for _ in 0..3 {
        assert_eq!(bench.told(&read, "1").await, (1, Cache, true));
        let_others_run().await;
    }
    assert_eq!(bench.desk.count(), 2);
    bench.desk.let_go(1);
    let_others_run().await;
    assert_eq!(bench.told(&bench.request(), "1").await, (2, Cache, false));
    assert_eq!(bench.desk.count(), 2);
}

#[tokio::test]
async fn a_stale_page_is_served_and_read_again() {
    let bench = Bench::new();
    bench.list(&bench.request()).await.unwrap();
    let stale = bench.list(&bench.request_after(SECOND * 11)).await.unwrap();
    assert!(stale.freshness.is_stale);
    until(|| bench.desk.count() == 2).await;
    let_others_run().await;
    let fresh = bench.list(&bench.request()).await.unwrap();
    assert!(!fresh.freshness.is_stale);
    assert_eq!(bench.desk.count(), 2);
}

#[tokio::test]
async fn a_background_read_that_failed_or_panicked_is_tried_again() {
    for mood in [Mood::Fails(ErrorKind::Unavailable), Mood::Panics] {
        let bench = Bench::new();
        bench.look_up(&bench.request(), "1").await;
        let read = bench.request_after(STALE);
        bench.desk.feel(mood);
        assert_eq!(bench.told(&read, "1").await, (1, Cache, true));
        let_others_run().await;
        bench.desk.feel(Mood::Answers);
        assert_eq!(bench.told(&read, "1").await, (1, Cache, true));
        let_others_run().await;
        assert_eq!(bench.told(&bench.request(), "1").await, (3, Cache, false));
    }
}

#[tokio::test]
async fn no_more_background_reads_run_than_are_allowed() {
    let bench = Bench::with(Settings {
        max_refreshes: 1,
        ..exact()
    });
    for id in ["1", "2"] {
        bench.look_up(&bench.request(), id).await;
    }
    bench.desk.slow_down();
    let read = bench.request_after(STALE);
    for id in ["1", "2"] {
        assert!(bench.told(&read, id).await.2);
        let_others_run().await;
    }
    assert_eq!(bench.desk.count(), 3);
    bench.desk.let_go(1);
    let_others_run().await;
    assert!(bench.told(&read, "2").await.2);
    until(|| bench.desk.count() == 4).await;
}

#[tokio::test]
async fn an_old_copy_is_served_when_the_source_fails_without_a_word_about_the_object() {
    for kind in [
        ErrorKind::TimedOut,
        ErrorKind::Unavailable,
        ErrorKind::RateLimited,
        ErrorKind::Malformed,
    ] {
        let bench = Bench::new();
        bench.look_up(&bench.request(), "1").await;
        bench.desk.feel(Mood::Fails(kind));
        let read = bench.request_after(EXPIRED);
        assert_eq!(bench.told(&read, "1").await, (1, Cache, true), "{kind:?}");
        assert_eq!(bench.cache.stats(&bench.source.key).stale_served, 1);
        let too_late = bench
            .contact(&bench.request_after(SECOND * 3600), "1")
            .await;
        assert_eq!(too_late.unwrap_err().kind, kind);
    }
}

#[tokio::test]
async fn an_old_copy_is_not_served_when_the_source_forbids_it_or_the_copy_is_too_old_for_the_request()
 {
    for kind in [
        ErrorKind::Unauthorized,
        ErrorKind::Forbidden,
        ErrorKind::Rejected,
    ] {
        let bench = Bench::new();
        bench.look_up(&bench.request(), "1").await;
        bench.desk.feel(Mood::Fails(kind));
        let read = bench.request_after(EXPIRED);
        let refused = bench.contact(&read, "1").await;
        assert_eq!(refused.unwrap_err().kind, kind);
    }
    let bench = Bench::new();
    bench.look_up(&bench.request(), "1").await;
    bench.desk.feel(Mood::Fails(ErrorKind::Unavailable));
    let mut read = bench.request_after(SECOND);
    read.max_age = Some(Duration::ZERO);
    let refused = bench.contact(&read, "1").await;
    assert_eq!(refused.unwrap_err().kind, ErrorKind::Unavailable);
}

#[tokio::test]
async fn an_old_page_is_served_only_where_the_request_allows_it() {
    let bench = Bench::new();
    bench.list(&bench.request()).await.unwrap();
    bench.desk.feel(Mood::Fails(ErrorKind::Unavailable));
    let mut read = bench.request_after(SECOND * 71);
    let refused = bench.list(&read).await;
    assert_eq!(refused.unwrap_err().kind, ErrorKind::Unavailable);
    read.stale_on_error = true;
    let old = bench.list(&read).await.unwrap();
    assert!(old.freshness.is_stale);
    assert_eq!(old.freshness.served_from, Cache);
}

#[tokio::test]
async fn a_failure_is_not_kept() {
    let bench = Bench::new();
    bench.desk.feel(Mood::Fails(ErrorKind::Unavailable));
    let read = bench.request();
    let failed = bench.contact(&read, "1").await;
    assert_eq!(failed.unwrap_err().kind, ErrorKind::Unavailable);
    bench.desk.feel(Mood::Answers);
    assert_eq!(bench.told(&read, "1").await, (2, Upstream, false));
}

#[tokio::test]
async fn that_a_page_does_not_exist_is_kept_for_a_short_time() {
    let bench = Bench::new();
    bench.desk.feel(Mood::Fails(ErrorKind::NotFound));
    for _ in 0..2 {
        let missing = bench.list(&bench.request()).await;
        assert_eq!(missing.unwrap_err().kind, ErrorKind::NotFound);
    }
    assert_eq!(bench.desk.count(), 1);
    bench.desk.feel(Mood::Answers);
    bench.list(&bench.request_after(SECOND * 5)).await.unwrap();
}

#[tokio::test]
async fn that_something_does_not_exist_is_not_believed_for_longer_because_the_source_fails() {
    let bench = Bench::new();
    bench.contact(&bench.request(), MISSING).await.unwrap();
    bench.desk.feel(Mood::Fails(ErrorKind::Unavailable));
    let failed = bench
        .contact(&bench.request_after(SECOND * 6), MISSING)
        .await;
    assert_eq!(failed.unwrap_err().kind, ErrorKind::Unavailable);
}

#[tokio::test]
async fn the_health_of_a_source_follows_the_calls() {
    let bench = Bench::new();
    bench.look_up(&bench.request(), "1").await;
    assert_eq!(bench.source.health.report().state, HealthState::Up);
    bench.desk.feel(Mood::Fails(ErrorKind::RateLimited));
    bench.list(&bench.request()).await.unwrap_err();
    let report = bench.source.health.report();
    assert_eq!(report.state, HealthState::RateLimited);
    assert_eq!(report.consecutive_failures, 1);
}
