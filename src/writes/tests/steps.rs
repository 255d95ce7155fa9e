//! Composed writes, and the guard against answering blindly.

use std::time::Duration;

use super::desk::{Mishap, Office};
use crate::clock::Clock as _;
use crate::model::ConversationStatus;
use crate::model::command::{Command, StatusTarget};
use crate::provider::{ErrorKind, RefusalReason};
use crate::writes::{Cause, Item, Write, WriteState};

fn with_status(office: &Office, key: &str) -> Write {
    let mut reply = office.desk.reply_of("hello");
    reply.status_after = Some(StatusTarget::Unified(ConversationStatus::Resolved));
    office
        .desk
        .write(Some(key), Command::Reply(Box::new(reply)))
}

#[tokio::test]
async fn what_a_provider_leaves_over_is_done_next() {
    let office = Office::new();
    let report = office.run(with_status(&office, "k")).await;
    assert!(report.receipt.is_complete);
    assert_eq!(office.desk.tries(), 2);
    let status = office.desk.state.lock().unwrap().status;
    assert_eq!(status, Some(ConversationStatus::Resolved));
}

#[tokio::test]
async fn a_step_that_fails_leaves_the_steps_before_it() {
    let office = Office::new();
    // The reply goes through; the change of the status does not.
    office.desk.next(Mishap::Waits);
    office.desk.next(Mishap::Refused);
    office.desk.gate.notify_one();
    let report = office.run(with_status(&office, "k")).await;
    assert!(!report.receipt.is_complete);
    assert!(report.done().unwrap().message.is_some());
    let problem = &report.items[0].problems[0];
    assert_eq!(problem.cause, Cause::Failed(ErrorKind::Rejected));
    let again = office.run(with_status(&office, "k")).await;
    assert!(again.receipt.was_replayed && !again.receipt.is_complete);
    assert_eq!(
        office.desk.texts(),
        ["hello"],
        "the reply is not sent again"
    );
    let earlier = office.writes.earlier("ana", "k").await.unwrap().unwrap();
    assert_eq!(earlier.state, WriteState::Succeeded);
}

#[tokio::test]
async fn an_answer_to_an_old_state_is_not_sent() {
    let office = Office::new();
    let seen = office.desk.clock.now();
    let guarded = |text: &str| {
        let mut write = office.desk.reply(None, text);
        write.items[0] = Item {
            unless_activity_after: Some(seen),
            ..write.items[0].clone()
        };
        write
    };
    assert!(office.run(guarded("first")).await.done().is_some());
    assert!(office.run(guarded("same time")).await.done().is_some());
    office.desk.clock.advance(Duration::from_secs(1));
    office.reply("k", "newer").await;
    let report = office.run(guarded("blind")).await;
    let problem = &report.items[0].problems[0];
    assert_eq!(problem.cause, Cause::Refused(RefusalReason::Conflict));
    assert_eq!(problem.field, ["input", "unlessActivityAfter"]);
    assert_eq!(office.desk.texts(), ["first", "same time", "newer"]);
    office.desk.state.lock().unwrap().is_blind = true;
    let report = office.run(guarded("blind")).await;
    assert_eq!(
        report.items[0].problems[0].cause,
        Cause::Failed(ErrorKind::Unavailable)
    );
}
