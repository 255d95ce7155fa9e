//! Saying something in a ticket.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::super::access::FULL_KEY;
use super::{COMMENTS, Peer, TICKETS, invalid, keys, peer, request};

impl Peer {
    async fn say(&self, number: u32, content: &str, context: Value) -> Value {
        let body = json!({
            "content": content,
            "scope": "conversations_ticket",
            "item_id": self.id_of(number).await,
            "item_context": context,
        });
        self.done("POST", COMMENTS, body).await
    }
}

fn public() -> Value {
    json!({"author_type": "support", "is_private": false})
}

#[tokio::test]
async fn a_message_counts_in_its_ticket_and_leaves_the_status() {
    let peer = peer();
    let before = peer.listed(3).await;
    let said = peer.say(3, "  We are on it. ", public()).await;
    assert_eq!(said["content"], "We are on it.");
    assert_eq!(said["created_by"]["email"], "ana.ruiz@kestrelbikes.example");
    assert_eq!(
        (&said["version"], &said["deleted"]),
        (&json!(0), &json!(false))
    );
    assert_eq!(said["created_at"], "2026-11-20T17:00:00Z");
    assert_eq!(said["item_context"], public());

    let mut expected = before.clone();
    expected["message_count"] = json!(before["message_count"].as_u64().unwrap() + 1);
    expected["unread_customer_count"] =
        json!(before["unread_customer_count"].as_u64().unwrap() + 1);
    expected["last_message_at"] = json!("2026-11-20T17:00:00Z");
    expected["updated_at"] = json!("2026-11-20T17:00:00Z");
    expected["last_message_text"] = json!("We are on it.");
    assert_eq!(peer.listed(3).await, expected);
    let page = peer.messages_of(3, "").await;
    assert_eq!(page["results"][0], said);
    assert_eq!(keys(&page["results"][0]), keys(&page["results"][1]));
    assert_eq!(peer.numbers("limit=1").await, [3]);
}

#[tokio::test]
async fn only_exactly_true_is_private() {
    let peer = peer();
    let before = peer.listed(3).await;
    let note = peer
        .say(3, "Not for the customer", json!({"is_private": true}))
        .await;
    assert_eq!(peer.listed(3).await, before);
    let page = peer.messages_of(3, "").await;
    assert_eq!(page["results"][0], note);
    let count = before["message_count"].as_u64().unwrap();
    for (nth, context) in [
        json!({"is_private": "true"}),
        json!({"is_private": 1}),
        json!({}),
    ]
    .into_iter()
    .enumerate()
    {
        peer.say(3, "For the customer after all", context).await;
        assert_eq!(
            peer.listed(3).await["message_count"],
            count + 1 + nth as u64
        );
    }
}

#[tokio::test]
async fn a_message_in_the_name_of_the_customer_is_not_unread_to_anybody() {
    let peer = peer();
    let before = peer.listed(3).await;
    peer.say(
        3,
        "On behalf of",
        json!({"author_type": "customer", "is_private": false}),
    )
    .await;
    let after = peer.listed(3).await;
    for field in ["unread_team_count", "unread_customer_count"] {
        assert_eq!(after[field], before[field]);
    }
    assert_eq!(after["last_message_text"], "On behalf of");
}

#[tokio::test]
async fn a_comment_needs_content_and_a_scope() {
    let peer = peer();
    let refused = peer
        .write(
            "POST",
            COMMENTS,
            json!({"scope": "conversations_ticket", "content": " "}),
        )
        .await;
    let mut expected = invalid("invalid_input", "A comment must have content", "");
    expected["attr"] = Value::Null;
    assert_eq!(refused, (400, expected));
    let refused = peer.write("POST", COMMENTS, json!({"content": "x"})).await;
    assert_eq!(
        refused,
        (400, invalid("required", "This field is required.", "scope"))
    );
    let refused = peer
        .write("POST", COMMENTS, json!({"scope": "x", "content": ["x"]}))
        .await;
    assert_eq!(
        refused,
        (
            400,
            invalid("invalid_input", "Not a valid string.", "content")
        )
    );
    let rich = json!({"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "x"}]}]});
    let said = peer
        .done(
            "POST",
            COMMENTS,
            json!({"scope": "x", "content": "", "rich_content": rich}),
        )
        .await;
    assert_eq!(said["rich_content"], rich);
    let number = json!({"scope": "conversations_ticket", "content": "lost", "item_id": "3"});
    peer.done("POST", COMMENTS, number).await;
    assert_ne!(peer.listed(3).await["last_message_text"], "lost");
}

#[tokio::test]
async fn an_author_edits_and_deletes() {
    let peer = peer();
    let before = peer.listed(3).await;
    let said = peer.say(3, "Frist", public()).await;
    let path = format!("{COMMENTS}{}/", said["id"].as_str().unwrap());
    let edited = peer.done("PATCH", &path, json!({"content": "First"})).await;
    assert_eq!(
        (&edited["content"], &edited["version"]),
        (&json!("First"), &json!(1))
    );
    assert_eq!(peer.listed(3).await["last_message_text"], "Frist");

    let other = peer
        .write_with(FULL_KEY, "PATCH", &path, &json!({"content": "Mine"}))
        .await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    assert_eq!(
        other.json()["detail"],
        "You can only modify your own comments"
    );
    let (status, _) = peer.write("PATCH", &path, json!({})).await;
    assert_eq!(status, 400);

    let gone = peer.done("PATCH", &path, json!({"deleted": true})).await;
    assert_eq!(
        (&gone["deleted"], &gone["version"]),
        (&json!(true), &json!(1))
    );
    let after = peer.listed(3).await;
    for field in [
        "message_count",
        "last_message_at",
        "last_message_text",
        "unread_customer_count",
    ] {
        assert_eq!(after[field], before[field], "{field}");
    }
    assert_eq!(after["updated_at"], "2026-11-20T17:00:00Z");
    assert_eq!(
        peer.write("PATCH", &path, json!({"content": "x"})).await.0,
        404
    );
    let delete = peer.send(request("DELETE", super::MAIN_KEY, &path)).await;
    assert_eq!(delete.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_message_of_somebody_else_cannot_be_changed() {
    let peer = peer();
    let page = peer.messages_of(1, "").await;
    let customer = page["results"][0]["id"].as_str().unwrap();
    let (status, error) = peer
        .write(
            "PATCH",
            &format!("{COMMENTS}{customer}/"),
            json!({"deleted": true}),
        )
        .await;
    assert_eq!((status, &error["code"]), (403, &json!("permission_denied")));
}

#[tokio::test]
async fn two_hundred_messages_at_once_are_two_hundred_messages() {
    let peer = peer();
    let before = peer.listed(3).await["message_count"].as_u64().unwrap();
    let id = peer.id_of(3).await;
    let body = json!({"content": "x", "scope": "conversations_ticket", "item_id": id, "item_context": public()});
    let writes = (0..200).map(|_| peer.done("POST", COMMENTS, body.clone()));
    let said = futures_util::future::join_all(writes).await;
    let ids: std::collections::HashSet<&str> =
        said.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 200);
    let ticket = peer.get(&format!("{TICKETS}?search=3")).await;
    assert_eq!(ticket["results"][0]["message_count"], before + 200);
}
