//! Changes of a conversation.

use serde_json::{Value, json};

use super::{Desk, is_refused};
use crate::model::command::{
    ConversationChange as Change, FieldValue, Person, PriorityTarget, StatusTarget,
};
use crate::model::{Actor, Assignee, ConversationStatus, Priority};
use crate::provider::RefusalReason;

fn texts(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn status(status: ConversationStatus) -> Change {
    let to = StatusTarget::Unified(status);
    Change::Status { to, actor: None }
}

fn call(path: &str, body: Value) -> (String, Value) {
    (path.to_owned(), body)
}

#[tokio::test]
async fn statuses_are_set_and_a_snooze_has_whole_seconds() {
    let desk = Desk::open().await;
    let until: jiff::Timestamp = "2026-12-01T08:00:00.9Z".parse().unwrap();
    let path = "POST /conversations/6/toggle_status";
    let steps = [
        (
            status(ConversationStatus::Resolved),
            json!({ "status": "resolved" }),
        ),
        (
            status(ConversationStatus::Pending),
            json!({ "status": "pending" }),
        ),
        (
            Change::Snooze(Some(until)),
            json!({ "status": "snoozed", "snoozed_until": 1_796_112_000 }),
        ),
        (Change::Unsnooze, json!({ "status": "open" })),
        (Change::Snooze(None), json!({ "status": "snoozed" })),
    ];
    for (change, body) in steps {
        let written = desk.change("6", vec![change.clone()]).await.unwrap();
        assert!(written.stopped.is_none());
        assert_eq!(desk.sent(), [call(path, body)]);
        let shown = desk.shown("6").await;
        match change {
            Change::Snooze(until) => {
                let snooze = shown.snooze.unwrap();
                assert_eq!(
                    snooze.until.map(|at| at.as_second()),
                    until.map(|at| at.as_second())
                );
            }
            Change::Status { to, .. } => assert_eq!(to, StatusTarget::Unified(shown.status)),
            _ => assert_eq!(shown.status, ConversationStatus::Open),
        }
        desk.asked();
    }
}

#[tokio::test]
async fn no_priority_is_null() {
    let desk = Desk::open().await;
    let targets = [
        (
            PriorityTarget::Unified(Priority::Urgent),
            json!("urgent"),
            Priority::Urgent,
        ),
        (
            PriorityTarget::Unified(Priority::None),
            json!(null),
            Priority::None,
        ),
        (
            PriorityTarget::Native("low".to_owned()),
            json!("low"),
            Priority::Low,
        ),
        (
            PriorityTarget::Native("none".to_owned()),
            json!(null),
            Priority::None,
        ),
    ];
    for (target, word, priority) in targets {
        desk.change("6", vec![Change::Priority(target)])
            .await
            .unwrap();
        let path = "POST /conversations/6/toggle_priority";
        assert_eq!(desk.sent(), [call(path, json!({ "priority": word }))]);
        assert_eq!(desk.shown("6").await.priority, priority);
        desk.asked();
    }
}

#[tokio::test]
async fn people_and_teams_are_assigned_and_taken_off() {
    let desk = Desk::open().await;
    let path = "POST /conversations/6/assignments";
    let agent = Change::Assign(Assignee::Agent(desk.id("36")));
    desk.change("6", vec![agent]).await.unwrap();
    assert_eq!(desk.sent(), [call(path, json!({ "assignee_id": 36 }))]);
    assert_eq!(desk.shown("6").await.assignee, Some(desk.id("36")));
    desk.asked();
    let team = Change::Assign(Assignee::Team(desk.id("6")));
    desk.change("6", vec![team]).await.unwrap();
    assert_eq!(desk.sent(), [call(path, json!({ "team_id": 6 }))]);
    let shown = desk.shown("6").await;
    // A member of the team keeps it.
    assert_eq!(
        (shown.team, shown.assignee),
        (Some(desk.id("6")), Some(desk.id("36")))
    );
    desk.asked();
    desk.change("6", vec![Change::Unassign { keeps_team: true }])
        .await
        .unwrap();
    assert_eq!(desk.sent(), [call(path, json!({ "assignee_id": 0 }))]);
    let shown = desk.shown("6").await;
    assert_eq!((shown.team, shown.assignee), (Some(desk.id("6")), None));
    desk.asked();
    desk.change("6", vec![Change::Unassign { keeps_team: false }])
        .await
        .unwrap();
    let calls = [
        call(path, json!({ "assignee_id": 0 })),
        call(path, json!({ "team_id": 0 })),
    ];
    assert_eq!(desk.sent(), calls);
    assert_eq!(desk.shown("6").await.team, None);
}

#[tokio::test]
async fn somebody_unknown_is_refused_and_unassigns_nobody() {
    let desk = Desk::open().await;
    let before = desk.shown("6").await;
    assert!(before.assignee.is_some());
    for native in super::super::STRANGE {
        let agent = Change::Assign(Assignee::Agent(desk.id(native)));
        let team = Change::Assign(Assignee::Team(desk.id(native)));
        for change in [agent, team] {
            let outcome = desk.change("6", vec![change]).await;
            is_refused(outcome, RefusalReason::NotFound, &["input", "to"]);
        }
    }
    assert_eq!(desk.sent(), []);
    assert_eq!(desk.shown("6").await.assignee, before.assignee);
}

#[tokio::test]
async fn labels_are_read_merged_and_written_whole() {
    let desk = Desk::open().await;
    let path = "POST /conversations/2/labels";
    let add = |names: &[&str]| Change::AddTags {
        names: texts(names),
        creates_missing: false,
    };
    desk.change("2", vec![add(&["my own", "tracking"])])
        .await
        .unwrap();
    let labels = json!({ "labels": ["tracking", "my own"] });
    assert_eq!(desk.sent(), [call(path, labels)]);
    desk.change("2", vec![Change::RemoveTags(texts(&["tracking", "gone"]))])
        .await
        .unwrap();
    assert_eq!(desk.sent(), [call(path, json!({ "labels": ["my own"] }))]);
    // What is so already is not written again.
    desk.change(
        "2",
        vec![add(&["my own"]), Change::RemoveTags(texts(&["gone"]))],
    )
    .await
    .unwrap();
    assert_eq!(desk.sent(), []);
    desk.change("2", vec![Change::SetTags(texts(&["vip", "vip", "fleet"]))])
        .await
        .unwrap();
    assert_eq!(
        desk.sent(),
        [call(path, json!({ "labels": ["vip", "fleet"] }))]
    );
    assert_eq!(
        desk.shown("2").await.tags.unwrap(),
        [desk.id("vip"), desk.id("fleet")]
    );
    desk.change("2", vec![Change::SetTags(Vec::new())])
        .await
        .unwrap();
    assert_eq!(desk.shown("2").await.tags.unwrap(), []);
}

#[tokio::test]
async fn custom_fields_are_read_merged_and_written_whole() {
    let desk = Desk::open().await;
    let field = |key: &str, value: Value| FieldValue {
        key: key.to_owned(),
        value,
    };
    let fields = vec![field("size", json!(54)), field("warranty", json!(null))];
    desk.change("6", vec![Change::CustomFields(fields.clone())])
        .await
        .unwrap();
    let path = "POST /conversations/6/custom_attributes";
    let after = json!({ "custom_attributes": { "amount": 49.9, "size": 54 } });
    assert_eq!(desk.sent(), [call(path, after)]);
    let shown = desk.shown("6").await.custom_fields.unwrap();
    let keys: Vec<_> = shown.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(keys, ["amount", "size"]);
    desk.asked();
    desk.change("6", vec![Change::CustomFields(fields)])
        .await
        .unwrap();
    assert_eq!(desk.sent(), []);
}

#[tokio::test]
async fn followers_are_those_who_can_see_the_inbox() {
    let desk = Desk::open().await;
    let person = |native: &str| Person::Agent(desk.id(native));
    desk.change("26", vec![Change::Follow(person("36"))])
        .await
        .unwrap();
    let path = "/conversations/26/participants";
    let body = json!({ "user_ids": [36] });
    assert_eq!(desk.sent(), [call(&format!("POST {path}"), body.clone())]);
    let followers = desk.shown("26").await.followers.unwrap();
    assert_eq!(followers, [Actor::Agent(desk.id("36"))]);
    let outcome = desk.change("26", vec![Change::Follow(person("37"))]).await;
    is_refused(outcome, RefusalReason::NotFound, &["input", "followerId"]);
    desk.asked();
    desk.change("26", vec![Change::Unfollow(person("36"))])
        .await
        .unwrap();
    assert_eq!(desk.sent(), [call(&format!("DELETE {path}"), body)]);
    assert_eq!(desk.shown("26").await.followers.unwrap(), []);
}

#[tokio::test]
async fn a_conversation_is_marked_as_read() {
    let desk = Desk::open().await;
    assert_eq!(desk.shown("3").await.unread_count, Some(10));
    desk.asked();
    desk.change("3", vec![Change::MarkRead]).await.unwrap();
    let path = "POST /conversations/3/update_last_seen";
    assert_eq!(desk.sent(), [call(path, json!(null))]);
    assert_eq!(desk.shown("3").await.unread_count, Some(0));
}

#[tokio::test]
async fn only_the_owner_of_the_token_types() {
    let desk = Desk::open().await;
    let person = |native: &str| Person::Agent(desk.id(native));
    let path = "POST /conversations/3/toggle_typing_status";
    let on = call(path, json!({ "typing_status": "on", "is_private": false }));
    for _ in 0..2 {
        desk.change("3", vec![Change::Typing(vec![person("31")])])
            .await
            .unwrap();
    }
    // Who that is is asked once.
    assert_eq!(desk.asked().len(), 3);
    desk.change("3", vec![Change::Typing(vec![person("31")])])
        .await
        .unwrap();
    assert_eq!(desk.sent(), [on]);
    let outcome = desk
        .change("3", vec![Change::Typing(vec![person("32")])])
        .await;
    is_refused(outcome, RefusalReason::Unsupported, &["input", "actorIds"]);
    assert_eq!(desk.sent(), []);
    desk.change("3", vec![Change::Typing(Vec::new())])
        .await
        .unwrap();
    let off = call(path, json!({ "typing_status": "off", "is_private": false }));
    assert_eq!(desk.sent(), [off]);
}

#[tokio::test]
async fn changes_are_made_in_order_until_one_fails() {
    let desk = Desk::open().await;
    let nobody = Change::Assign(Assignee::Agent(desk.id("999")));
    let urgent = || Change::Priority(PriorityTarget::Unified(Priority::Urgent));
    let changes = vec![
        urgent(),
        nobody.clone(),
        status(ConversationStatus::Resolved),
    ];
    let written = desk.change("6", changes).await.unwrap();
    assert!(!written.stopped.unwrap().may_have_acted());
    assert_eq!(desk.sent().len(), 1);
    let shown = desk.shown("6").await;
    assert_eq!(
        (shown.priority, shown.status),
        (Priority::Urgent, ConversationStatus::Open)
    );
    desk.asked();
    let outcome = desk.change("6", vec![nobody, urgent()]).await;
    is_refused(outcome, RefusalReason::NotFound, &["input", "to"]);
    assert_eq!(desk.sent(), []);
}
