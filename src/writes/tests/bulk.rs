//! Many items: each succeeds or fails alone.

use super::desk::{Mishap, Office};
use crate::model::ConversationStatus;
use crate::provider::ErrorKind;
use crate::writes::{Cause, Item, Settings, Write};

fn items(office: &Office, statuses: &[ConversationStatus]) -> Write {
    let item = |(place, status): (usize, &ConversationStatus)| Item {
        target: Some(place.to_string()),
        ..office.desk.item(office.desk.set_status(*status))
    };
    Write {
        items: statuses.iter().enumerate().map(item).collect(),
        ..office.desk.reply(Some("k"), "")
    }
}

#[tokio::test]
async fn every_item_has_its_outcome_in_the_order_of_the_input() {
    use ConversationStatus::{Open, Resolved, Spam};
    let office = Office::new();
    office.desk.next(Mishap::Refused);
    let write = items(&office, &[Open, Spam, Resolved]);
    let report = office.run(write.clone()).await;
    let causes: Vec<_> = report
        .items
        .iter()
        .map(|item| item.problems.first().map(|problem| problem.cause))
        .collect();
    assert_eq!(causes[0], Some(Cause::Failed(ErrorKind::Rejected)));
    assert!(matches!(causes[1], Some(Cause::Refused(_))));
    assert_eq!(causes[2], None);
    let targets: Vec<_> = report
        .items
        .iter()
        .map(|item| item.target.as_deref())
        .collect();
    assert_eq!(targets, [Some("0"), Some("1"), Some("2")]);
    let problem = report.all_problems().next().unwrap();
    assert_eq!(problem.target.as_deref(), Some("0"));
    assert!(office.run(write).await.receipt.was_replayed);
}

#[tokio::test]
async fn only_a_few_run_at_once() {
    let office = Office::new();
    let few = Settings::default().concurrency;
    for _ in 0..20 {
        office.desk.next(Mishap::Waits);
    }
    let write = items(&office, &[ConversationStatus::Open; 20]);
    let running = office.run(write);
    let watch = async {
        while office.desk.tries() < few {
            tokio::task::yield_now().await;
        }
        for done in 0..20 {
            assert!(office.desk.tries() <= done + few);
            office.desk.gate.notify_one();
            while office.desk.tries() < (done + few + 1).min(20) {
                tokio::task::yield_now().await;
            }
        }
    };
    let (report, ()) = tokio::join!(running, watch);
    assert_eq!(report.items.len(), 20);
}
