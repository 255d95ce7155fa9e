//! Writes whose answer was lost.

use std::time::Duration;

use super::desk::{Mishap, Office};
use crate::model::ConversationStatus;
use crate::provider::ErrorKind;
use crate::writes::{Cause, Report, WriteState};

fn cause(report: &Report) -> Cause {
    report.items[0].problems[0].cause
}

#[tokio::test]
async fn a_write_that_happened_is_found() {
    let office = Office::new();
    office.desk.next(Mishap::AnswerLost);
    let report = office.reply("k", "hello\n there").await;
    let found = report.done().unwrap().message.clone().unwrap();
    assert_eq!(found.native(), "0");
    assert!(
        office
            .reply("k", "hello\n there")
            .await
            .receipt
            .was_replayed
    );
    assert_eq!(office.desk.texts().len(), 1);
}

#[tokio::test]
async fn an_older_message_with_the_same_text_is_not_it() {
    let office = Office::new();
    office.reply("first", "ok").await;
    office.desk.clock.advance(Duration::from_secs(300));
    office.desk.next(Mishap::Dropped);
    let report = office.reply("second", "ok").await;
    assert_eq!(cause(&report), Cause::OutcomeUnknown);
}

#[tokio::test]
async fn what_is_not_seen_yet_is_unknown_until_it_has_settled() {
    let office = Office::new();
    office.desk.next(Mishap::Dropped);
    let report = office.reply("k", "hello").await;
    assert_eq!(cause(&report), Cause::OutcomeUnknown);
    assert_eq!(report.items[0].problems[0].retry_after_seconds, Some(30));
    office.desk.clock.advance(Duration::from_secs(10));
    let early = office.reply("k", "hello").await;
    assert_eq!(cause(&early), Cause::OutcomeUnknown);
    assert_eq!(office.desk.tries(), 1, "it was not sent again");
    office.desk.clock.advance(Duration::from_secs(60));
    assert!(office.reply("k", "hello").await.done().is_some());
    assert_eq!(office.desk.texts(), ["hello"]);
}

#[tokio::test]
async fn a_late_arrival_is_found_by_the_repeat() {
    let office = Office::new();
    office.desk.next(Mishap::AnswerLost);
    office.desk.state.lock().unwrap().is_blind = true;
    let report = office.reply("k", "hello").await;
    assert_eq!(cause(&report), Cause::OutcomeUnknown);
    let earlier = office.writes.earlier("ana", "k").await.unwrap().unwrap();
    assert_eq!(earlier.state, WriteState::OutcomeUnknown);
    office.desk.clock.advance(Duration::from_secs(3600));
    let blind = office.reply("k", "hello").await;
    assert_eq!(
        cause(&blind),
        Cause::OutcomeUnknown,
        "who cannot look does not send"
    );
    office.desk.state.lock().unwrap().is_blind = false;
    assert!(office.reply("k", "hello").await.done().is_some());
    assert_eq!(office.desk.texts(), ["hello"]);
}

#[tokio::test]
async fn a_server_that_says_it_failed_and_shows_nothing_did_nothing() {
    let office = Office::new();
    office.desk.next(Mishap::ServerError);
    let report = office.reply("k", "hello").await;
    assert_eq!(cause(&report), Cause::Failed(ErrorKind::Unavailable));
    assert!(office.reply("k", "hello").await.done().is_some());
    assert_eq!(office.desk.texts(), ["hello"]);
}

#[tokio::test]
async fn a_change_is_seen_in_the_conversation_and_else_made_again() {
    let office = Office::new();
    let change = || {
        let command = office.desk.set_status(ConversationStatus::Resolved);
        office.desk.write(Some("k"), command)
    };
    office.desk.next(Mishap::Dropped);
    assert_eq!(cause(&office.run(change()).await), Cause::OutcomeUnknown);
    assert!(
        office.run(change()).await.done().is_some(),
        "setting twice is setting once"
    );
    office.desk.next(Mishap::AnswerLost);
    let command = office.desk.set_status(ConversationStatus::Open);
    let seen = office.run(office.desk.write(Some("other"), command)).await;
    assert!(seen.done().is_some());
    assert_eq!(office.desk.tries(), 3);
}

#[tokio::test]
async fn a_panic_is_an_unknown_outcome_and_not_the_end() {
    let office = Office::new();
    office.desk.next(Mishap::Panics);
    let report = office.reply("k", "hello").await;
    assert_eq!(report.problems[0].cause, Cause::OutcomeUnknown);
    let again = office.reply("k", "hello").await;
    assert_eq!(cause(&again), Cause::OutcomeUnknown);
    office.desk.clock.advance(Duration::from_secs(60));
    assert!(office.reply("k", "hello").await.done().is_some());
}
