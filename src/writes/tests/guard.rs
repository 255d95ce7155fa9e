//! What is refused before anything is called.

use super::desk::Office;
use crate::model::command::{Command, ConversationChange, PriorityTarget, StatusTarget};
use crate::model::{ConversationStatus, Priority};
use crate::provider::{Allowed, RefusalReason};
use crate::writes::{Cause, Problem};

async fn refused(office: &Office, command: Command) -> Problem {
    let report = office.run(office.desk.write(Some("k"), command)).await;
    assert!(report.done().is_none());
    report.items[0].problems[0].clone()
}

fn changing(office: &Office, change: ConversationChange) -> Command {
    Command::ChangeConversation {
        conversation: office.desk.conversation(),
        changes: vec![change],
    }
}

#[tokio::test]
async fn a_refused_write_costs_no_call_and_keeps_no_key() {
    let office = Office::new();
    let deletion = Command::DeleteConversation(office.desk.conversation());
    let problem = refused(&office, deletion).await;
    assert_eq!(problem.cause, Cause::Refused(RefusalReason::Unsupported));
    assert_eq!(office.desk.tries(), 0);
    assert!(office.writes.earlier("ana", "k").await.unwrap().is_none());
    assert!(office.reply("k", "hello").await.done().is_some());
}

#[tokio::test]
async fn a_status_that_cannot_be_set_names_those_that_can() {
    let office = Office::new();
    for status in [ConversationStatus::Spam, ConversationStatus::Snoozed] {
        let problem = refused(&office, office.desk.set_status(status)).await;
        assert_eq!(
            problem.cause,
            Cause::Refused(RefusalReason::StatusNotSupported)
        );
        let allowed = [ConversationStatus::Open, ConversationStatus::Resolved];
        assert_eq!(problem.allowed, Allowed::Statuses(allowed.to_vec()));
        assert_eq!(problem.field, ["input", "status"]);
        assert!(!problem.is_retryable());
    }
    let native = ConversationChange::Status {
        to: StatusTarget::Native("asleep".to_owned()),
        actor: None,
    };
    let problem = refused(&office, changing(&office, native)).await;
    let allowed = ["open", "done"].map(str::to_owned);
    assert_eq!(problem.allowed, Allowed::Words(allowed.to_vec()));
}

#[tokio::test]
async fn a_priority_that_cannot_be_set_names_those_that_can() {
    let office = Office::new();
    let urgent = ConversationChange::Priority(PriorityTarget::Unified(Priority::Urgent));
    let problem = refused(&office, changing(&office, urgent)).await;
    assert_eq!(
        problem.cause,
        Cause::Refused(RefusalReason::PriorityNotSupported)
    );
    assert_eq!(problem.allowed, Allowed::Priorities(vec![Priority::High]));
}

#[tokio::test]
async fn an_empty_message_is_not_sent() {
    let office = Office::new();
    let report = office.reply("k", " \n\t").await;
    let problem = &report.items[0].problems[0];
    assert_eq!(problem.cause, Cause::Refused(RefusalReason::BadInput));
    assert_eq!(problem.field, ["input", "body", "text"]);
    assert_eq!(office.desk.tries(), 0);
}
