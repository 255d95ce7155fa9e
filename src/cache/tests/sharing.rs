//! Equal questions of several requests are asked once.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use futures_util::poll;

use super::desk::{Bench, Call, Mood, SECOND, let_others_run, until};
use crate::model::ContactParts;
use crate::model::ServedFrom::{Cache, Upstream};
use crate::provider::CallContext;
use crate::provider::ErrorKind;

fn asked(ids: &[&str]) -> Call {
    let ids = ids.iter().map(|id| (*id).to_owned());
    Call::Contacts(ids.collect(), ContactParts::empty())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_equal_questions_are_one_call() {
    let bench = Bench::new();
    bench.desk.slow_down();
    let ask = |_| {
        let bench = bench.clone();
        tokio::spawn(async move { bench.told(&bench.request(), "1").await })
    };
    let readers: Vec<_> = (0..200).map(ask).collect();
    until(|| bench.cache.stats(&bench.source.key).coalesced == 199).await;
    bench.desk.let_go(200);
    let answers = join_all(readers).await;
    let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    assert_eq!(bench.desk.calls(), [asked(&["1"])]);
    let upstream = |answer: &&_| **answer == (1, Upstream, false);
    assert_eq!(answers.iter().filter(upstream).count(), 1);
    let shared = |answer: &&_| **answer == (1, Cache, false);
    assert_eq!(answers.iter().filter(shared).count(), 199);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_equal_pages_are_one_call() {
    let bench = Bench::new();
    bench.desk.slow_down();
    let ask = |_| {
        let bench = bench.clone();
        tokio::spawn(async move { bench.list(&bench.request()).await.unwrap() })
    };
    let readers: Vec<_> = (0..200).map(ask).collect();
    until(|| bench.cache.stats(&bench.source.key).coalesced == 199).await;
    bench.desk.let_go(200);
    for page in join_all(readers).await {
        assert_eq!(page.unwrap().object.items.len(), 3);
    }
    assert_eq!(bench.desk.count(), 1);
}

#[tokio::test]
async fn a_batch_asks_only_for_what_nobody_asks_for_yet() {
    let bench = Bench::new();
    bench.desk.slow_down();
    let parts = ContactParts::empty();
    let (one, two) = (bench.request(), bench.request());
    let mut first = Box::pin(bench.contacts(&one, &["1", "2"], parts));
    assert!(poll!(&mut first).is_pending());
    until(|| bench.desk.count() == 1).await;
    let mut second = Box::pin(bench.contacts(&two, &["2", "3"], parts));
    assert!(poll!(&mut second).is_pending());
    until(|| bench.desk.count() == 2).await;
    assert_eq!(bench.desk.calls(), [asked(&["1", "2"]), asked(&["3"])]);
    bench.desk.let_go(2);
    let (first, second) = (first.await, second.await);
    assert_eq!((first.outcomes.len(), second.outcomes.len()), (2, 2));
    let both = second.outcomes[&bench.id("2")].clone().unwrap().unwrap();
    assert_eq!(super::desk::call_of(&both.object), 1);
    let stats = bench.cache.stats(&bench.source.key);
    assert_eq!((stats.misses, stats.coalesced), (3, 1));
}

#[tokio::test]
async fn a_question_that_wants_more_than_is_asked_for_is_asked_anew() {
    let bench = Bench::new();
    bench.desk.slow_down();
    let (one, two) = (bench.request(), bench.request());
    let mut short = Box::pin(bench.contact(&one, "1"));
    assert!(poll!(&mut short).is_pending());
    let mut long = Box::pin(bench.contact_with(&two, "1", ContactParts::EMAILS));
    assert!(poll!(&mut long).is_pending());
    until(|| bench.desk.count() == 2).await;
    bench.desk.let_go(2);
    let known = |contact: crate::provider::Result<
        Option<crate::model::Served<crate::model::Contact>>,
    >| { contact.unwrap().unwrap().object.known };
    assert_eq!(known(short.await), ContactParts::empty());
    assert_eq!(known(long.await), ContactParts::EMAILS);
}

#[tokio::test]
async fn a_failure_is_shared_with_those_who_wait_for_it() {
    let bench = Bench::new();
    bench.desk.slow_down();
    bench.desk.feel(Mood::Fails(ErrorKind::Unavailable));
    let requests = [bench.request(), bench.request()];
    let mut readers: Vec<_> = requests
        .iter()
        .map(|read| Box::pin(bench.contact(read, "1")))
        .collect();
    for reader in &mut readers {
        assert!(poll!(reader).is_pending());
    }
    bench.desk.let_go(1);
    for failed in join_all(readers).await {
        assert_eq!(failed.unwrap_err().kind, ErrorKind::Unavailable);
    }
    assert_eq!(bench.desk.count(), 1);
}

#[tokio::test]
async fn a_read_goes_on_when_the_request_that_led_it_goes_away() {
    let bench = Bench::new();
    bench.desk.slow_down();
    let (one, two) = (bench.request(), bench.request());
    let mut leader = Box::pin(bench.contact(&one, "1"));
    let mut follower = Box::pin(bench.told(&two, "1"));
    assert!(poll!(&mut leader).is_pending());
    assert!(poll!(&mut follower).is_pending());
    drop(leader);
    bench.desk.let_go(1);
    assert_eq!(follower.await, (1, Cache, false));
    assert_eq!(bench.desk.count(), 1);
}

#[tokio::test]
async fn a_panic_is_a_failure_of_its_own_request_only() {
    let bench = Bench::new();
    bench.desk.slow_down();
    bench.desk.feel(Mood::Panics);
    let (one, two) = (bench.request(), bench.request());
    let mut leader = Box::pin(bench.contact(&one, "1"));
    let mut follower = Box::pin(bench.told(&two, "1"));
    assert!(poll!(&mut leader).is_pending());
    assert!(poll!(&mut follower).is_pending());
    bench.desk.let_go(1);
    assert_eq!(leader.await.unwrap_err().kind, ErrorKind::Internal);
    bench.desk.feel(Mood::Answers);
    bench.desk.let_go(1);
    assert_eq!(follower.await, (2, Upstream, false));
    assert_eq!(bench.desk.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_does_not_answer_in_time_is_cut_off() {
    let bench = Bench::new();
    bench.desk.slow_down();
    let mut read = bench.request();
    read.call = CallContext::within(SECOND, Arc::default());
    let late = bench.contact(&read, "1").await;
    assert_eq!(late.unwrap_err().kind, ErrorKind::TimedOut);
    let_others_run().await;
    let error = bench.source.health.report().last_error.unwrap().1;
    assert_eq!(error.kind, ErrorKind::TimedOut);
    let without_deadline = bench.contact(&bench.request(), "1").await;
    assert_eq!(without_deadline.unwrap_err().kind, ErrorKind::TimedOut);
}

#[tokio::test(start_paused = true)]
async fn who_has_more_time_than_the_one_who_asked_asks_again() {
    let bench = Bench::new();
    bench.desk.slow_down();
    let (mut hasty, mut patient) = (bench.request(), bench.request());
    hasty.call = CallContext::within(SECOND, Arc::default());
    patient.call = CallContext::within(SECOND * 10, Arc::default());
    let mut leader = Box::pin(bench.contact(&hasty, "1"));
    let mut follower = Box::pin(bench.told(&patient, "1"));
    assert!(poll!(&mut leader).is_pending());
    assert!(poll!(&mut follower).is_pending());
    assert_eq!(leader.await.unwrap_err().kind, ErrorKind::TimedOut);
    assert!(poll!(&mut follower).is_pending());
    until(|| bench.desk.count() == 2).await;
    bench.desk.let_go(1);
    assert_eq!(follower.await, (2, Upstream, false));
}

#[tokio::test]
async fn who_takes_nothing_older_than_the_request_does_not_join_an_earlier_read() {
    let bench = Bench::new();
    bench.desk.slow_down();
    let early = bench.request();
    let mut leader = Box::pin(bench.contact(&early, "1"));
    assert!(poll!(&mut leader).is_pending());
    let mut late = bench.request_after(SECOND);
    late.max_age = Some(Duration::ZERO);
    let mut strict = Box::pin(bench.told(&late, "1"));
    assert!(poll!(&mut strict).is_pending());
    bench.desk.let_go(2);
    assert_eq!(strict.await, (2, Upstream, false));
    assert_eq!(bench.desk.count(), 2);
}
