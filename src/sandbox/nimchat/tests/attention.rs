//! Reading marks, typing and participants.

use serde_json::{Value, json};

use super::{Desk, numbers};

#[tokio::test]
async fn what_was_seen_is_no_longer_unread_until_told_otherwise() {
    let desk = Desk::new();
    let now = super::NOW.as_second();
    let seen = desk
        .act("POST", "/conversations/3/update_last_seen", json!({}))
        .await;
    assert_eq!(seen["unread_count"], 0);
    assert_eq!(seen["agent_last_seen_at"], now);
    // The administrator is not its assignee.
    assert_ne!(seen["assignee_last_seen_at"], now);
    let own = desk
        .act("POST", "/conversations/6/update_last_seen", json!({}))
        .await;
    assert_eq!(own["assignee_last_seen_at"], now);
    let unseen = desk.act("POST", "/conversations/3/unread", json!({})).await;
    assert_eq!(unseen["unread_count"], 1);
    assert_eq!(desk.get("/conversations/3").await, unseen);
}

#[tokio::test]
async fn typing_is_heard_and_kept_nowhere() {
    let desk = Desk::new();
    let before = desk.get("/conversations/3").await;
    for status in ["on", "off", "maybe"] {
        let body = json!({ "typing_status": status, "is_private": true });
        let answer = desk
            .act("POST", "/conversations/3/toggle_typing_status", body)
            .await;
        assert_eq!(answer, Value::Null);
    }
    assert_eq!(desk.get("/conversations/3").await, before);
}

#[tokio::test]
async fn participants_are_added_set_and_removed() {
    let desk = Desk::new();
    let path = "/conversations/26/participants";
    let of = async || numbers(&desk.get(path).await, "id");
    assert_eq!(of().await, Vec::<u64>::new());
    desk.act("POST", path, json!({ "user_ids": [32] })).await;
    // The inbox is none of 37's, and 99 is nobody at all.
    let body = json!({ "user_ids": [36, "36", 32, 37, 99] });
    let came = desk.act("POST", path, body).await;
    assert_eq!(numbers(&came, "id"), [36]);
    assert_eq!(of().await, [32, 36]);
    let all = desk
        .act("PATCH", path, json!({ "user_ids": [31, 36] }))
        .await;
    assert_eq!(numbers(&all, "id"), [36, 31]);
    assert_eq!(
        desk.act("DELETE", path, json!({ "user_ids": [36, 5] }))
            .await,
        Value::Null
    );
    assert_eq!(of().await, [31]);
    assert_eq!(desk.act_refused("POST", path, json!({})).await.0, 500);
    let last = format!("{path}?user_ids[]=31");
    assert_eq!(desk.act("DELETE", &last, Value::Null).await, Value::Null);
    assert_eq!(of().await, Vec::<u64>::new());
}
