//! What an idempotency key promises.

use std::sync::Arc;

use futures_util::future::join_all;

use super::desk::{Mishap, Office};
use crate::provider::ErrorKind;
use crate::writes::{Cause, WriteState, Writes};

#[tokio::test]
async fn the_same_write_is_made_once_and_told_again() {
    let office = Office::new();
    let first = office.reply("k", "hello").await;
    let again = office.reply("k", "hello").await;
    assert_eq!(office.desk.texts(), ["hello"]);
    assert_eq!(first.done(), again.done());
    assert!(first.done().unwrap().message.is_some());
    assert_eq!(
        (first.receipt.was_replayed, again.receipt.was_replayed),
        (false, true)
    );
}

#[tokio::test]
async fn without_a_key_every_write_is_another_one() {
    let office = Office::new();
    for _ in 0..2 {
        let report = office.run(office.desk.reply(None, "hello")).await;
        assert!(report.done().is_some());
    }
    assert_eq!(office.desk.texts(), ["hello", "hello"]);
    let tokens = office.desk.state.lock().unwrap().tokens.clone();
    assert_ne!(tokens[0], tokens[1]);
}

#[tokio::test]
async fn a_key_stands_for_one_write_of_one_caller() {
    let office = Office::new();
    office.reply("k", "hello").await;
    let other = office.reply("k", "something else").await;
    assert_eq!(other.problems[0].cause, Cause::KeyReused);
    let renamed = crate::writes::Write {
        mutation: "conversationAddNote",
        ..office.desk.reply(Some("k"), "hello")
    };
    assert_eq!(
        office.run(renamed).await.problems[0].cause,
        Cause::KeyReused
    );
    let of_bob = crate::writes::Write {
        caller: "bob".to_owned(),
        ..office.desk.reply(Some("k"), "something else")
    };
    assert!(office.run(of_bob).await.done().is_some());
    assert_eq!(office.desk.texts(), ["hello", "something else"]);
}

#[tokio::test]
async fn two_hundred_at_once_are_one() {
    let office = Office::new();
    let replies = join_all((0..200).map(|_| office.reply("k", "hello"))).await;
    assert_eq!(office.desk.texts(), ["hello"]);
    for report in &replies {
        let is_told_to_wait = report
            .problems
            .first()
            .is_some_and(|problem| problem.cause == Cause::InProgress && problem.is_retryable());
        assert!(report.done().is_some() || is_told_to_wait);
    }
    assert!(office.reply("k", "hello").await.receipt.was_replayed);
}

#[tokio::test]
async fn a_running_write_is_told_of() {
    let office = Arc::new(Office::new());
    office.desk.next(Mishap::Waits);
    let running = Arc::clone(&office);
    let running = tokio::spawn(async move { running.reply("k", "hello").await });
    while office.desk.tries() == 0 {
        tokio::task::yield_now().await;
    }
    let again = office.reply("k", "hello").await;
    assert_eq!(again.problems[0].cause, Cause::InProgress);
    assert_eq!(state(&office.writes, "k").await, Some(WriteState::Running));
    office.desk.gate.notify_one();
    assert!(running.await.unwrap().done().is_some());
    assert_eq!(
        state(&office.writes, "k").await,
        Some(WriteState::Succeeded)
    );
}

#[tokio::test]
async fn a_caller_that_goes_away_leaves_a_whole_write() {
    let office = Arc::new(Office::new());
    office.desk.next(Mishap::Waits);
    let gone = Arc::clone(&office);
    let gone = tokio::spawn(async move { gone.reply("k", "hello").await });
    while office.desk.tries() == 0 {
        tokio::task::yield_now().await;
    }
    gone.abort();
    assert!(gone.await.is_err());
    office.desk.gate.notify_one();
    while state(&office.writes, "k").await == Some(WriteState::Running) {
        tokio::task::yield_now().await;
    }
    assert!(office.reply("k", "hello").await.receipt.was_replayed);
    assert_eq!(office.desk.texts(), ["hello"]);
}

#[tokio::test]
async fn what_was_not_done_may_be_tried_again_under_the_same_key() {
    let office = Office::new();
    for (mishap, kind) in [
        (Mishap::Refused, ErrorKind::Rejected),
        (Mishap::Unreachable, ErrorKind::Unavailable),
    ] {
        office.desk.next(mishap);
        let report = office.reply("k", "hello").await;
        assert_eq!(report.items[0].problems[0].cause, Cause::Failed(kind));
        assert_eq!(state(&office.writes, "k").await, Some(WriteState::Rejected));
    }
    assert!(office.reply("k", "hello").await.done().is_some());
    assert_eq!(office.desk.texts(), ["hello"]);
}

#[tokio::test]
async fn a_key_is_free_again_after_a_day() {
    let office = Office::new();
    office.reply("k", "hello").await;
    office
        .desk
        .clock
        .advance(std::time::Duration::from_secs(24 * 3600));
    assert_eq!(state(&office.writes, "k").await, None);
    assert!(office.reply("k", "something else").await.done().is_some());
    assert_eq!(office.desk.texts(), ["hello", "something else"]);
}

#[tokio::test]
async fn a_repeat_names_the_write_as_the_first_try_did() {
    let office = Office::new();
    office.desk.next(Mishap::Unreachable);
    office.reply("k", "hello").await;
    office.reply("k", "hello").await;
    office.reply("other", "hello").await;
    let tokens = office.desk.state.lock().unwrap().tokens.clone();
    assert_eq!(tokens[0], tokens[1]);
    assert_ne!(tokens[1], tokens[2]);
    assert!(tokens.iter().all(|token| token.len() == 32));
}

async fn state(writes: &Writes, key: &str) -> Option<WriteState> {
    let record = writes.earlier("ana", key).await.unwrap();
    record.map(|record| record.state)
}
