//! Writing and deleting messages.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::{Desk, numbers};

const CLOSED: &str = "131047: Message failed to send because more than 24 hours have passed since the customer last replied.";

async fn last(desk: &Desk, conversation: u64) -> Value {
    let path = format!("/conversations/{conversation}/messages");
    let list = desk.get(&path).await["payload"].clone();
    list.as_array().unwrap().last().unwrap().clone()
}

#[tokio::test]
async fn a_reply_is_answered_whole_and_ends_the_waiting() {
    let desk = Desk::new();
    let before = desk.get("/conversations/13").await;
    assert_ne!(before["waiting_since"], 0);
    let body = json!({ "content": "We swap it.", "echo_id": "e1" });
    let mut answer = desk.act("POST", "/conversations/13/messages", body).await;
    assert_eq!(answer["echo_id"], "e1");
    assert_eq!(answer["message_type"], 1);
    assert_eq!(answer["status"], "sent");
    assert_eq!(answer["private"], false);
    assert_eq!(answer["content_attributes"], json!({}));
    assert_eq!(answer["sender"]["id"], 31);
    assert_eq!(answer["created_at"], super::NOW.as_second());
    assert!(answer.get("attachments").is_none());
    answer.as_object_mut().unwrap().shift_remove("echo_id");
    assert_eq!(last(&desk, 13).await, answer);
    let after = desk.get("/conversations/13").await;
    let now = super::NOW.as_second();
    assert_eq!(after["first_reply_created_at"], now);
    assert_eq!(
        (&after["waiting_since"], &after["timestamp"]),
        (&json!(0), &json!(now))
    );
    assert_eq!(after["last_non_activity_message"]["id"], answer["id"]);
    assert_eq!(after["status"], "open");
}

#[tokio::test]
async fn a_note_stays_inside_and_answers_nobody() {
    let desk = Desk::new();
    let body = json!({ "content": "Ask Dóra", "private": true });
    let note = desk.act("POST", "/conversations/26/messages", body).await;
    assert_eq!(
        (&note["private"], &note["message_type"]),
        (&json!(true), &json!(1))
    );
    assert_eq!(note["content_attributes"], json!({}));
    let shown = desk.get("/conversations/26").await;
    assert_eq!(shown["first_reply_created_at"], 0);
    assert_ne!(shown["waiting_since"], 0);
    let path = "/conversations/26/messages?filter_internal_messages=true&after=0";
    let public = desk.get(path).await;
    assert!(!numbers(&public["payload"], "id").contains(&note["id"].as_u64().unwrap()));
}

#[tokio::test]
async fn an_answer_does_not_reopen_what_is_resolved() {
    let desk = Desk::new();
    desk.act(
        "POST",
        "/conversations/8/messages",
        json!({ "content": "Bye" }),
    )
    .await;
    assert_eq!(desk.get("/conversations/8").await["status"], "resolved");
}

#[tokio::test]
async fn customers_write_through_the_api_alone_and_reopen() {
    let desk = Desk::new();
    let body = json!({ "content": "Still broken", "message_type": "incoming" });
    let message = desk
        .act("POST", "/conversations/23/messages", body.clone())
        .await;
    assert_eq!(message["sender"]["type"], "contact");
    let shown = desk.get("/conversations/23").await;
    assert_eq!(shown["status"], "open");
    assert_eq!(shown["unread_count"], 2);
    let contact = desk.get("/contacts/48").await;
    assert_eq!(
        contact["payload"]["last_activity_at"],
        super::NOW.as_second()
    );
    let refused = desk
        .act_refused("POST", "/conversations/1/messages", body)
        .await;
    let text = r#"{"error":"Incoming messages are only allowed in Api inboxes"}"#;
    assert_eq!(refused, (422, text.to_owned()));
}

#[tokio::test]
async fn the_channel_takes_a_message_after_the_answer() {
    let desk = Desk::new();
    let body = json!({ "content": "Hello", "cc_emails": "a@b.example, c@d.example" });
    let mail = desk.act("POST", "/conversations/15/messages", body).await;
    assert_eq!(mail["source_id"], Value::Null);
    let attributes = &mail["content_attributes"];
    assert_eq!(
        attributes["cc_emails"],
        json!(["a@b.example", "c@d.example"])
    );
    assert_eq!(attributes["to_emails"], json!([]));
    let id = last(&desk, 15).await["source_id"].clone();
    assert!(
        id.as_str().unwrap().ends_with("@in.nimchat.example"),
        "{id}"
    );
    let open = desk
        .act(
            "POST",
            "/conversations/27/messages",
            json!({ "content": "Hi" }),
        )
        .await;
    assert_eq!(open["source_id"], Value::Null);
    assert!(
        last(&desk, 27).await["source_id"]
            .as_str()
            .unwrap()
            .starts_with("wamid.")
    );
    let closed = desk
        .act(
            "POST",
            "/conversations/1/messages",
            json!({ "content": "Hi" }),
        )
        .await;
    assert_eq!(closed["status"], "sent");
    let failed = last(&desk, 1).await;
    assert_eq!(failed["status"], "failed");
    assert_eq!(failed["content_attributes"]["external_error"], CLOSED);
}

#[tokio::test]
async fn three_attributes_are_kept_and_the_answered_message_is_looked_up() {
    let desk = Desk::new();
    let answered = desk.get("/conversations/27/messages").await["payload"][0].clone();
    let attributes = json!({ "in_reply_to": answered["id"], "mine": 1, "automation_rule_id": 3 });
    let body = json!({ "content": "This one", "content_attributes": attributes });
    let message = desk.act("POST", "/conversations/27/messages", body).await;
    let expected = json!({
        "automation_rule_id": 3,
        "in_reply_to": answered["id"],
        "in_reply_to_external_id": answered["source_id"],
    });
    assert_eq!(message["content_attributes"], expected);
    let body = json!({ "content": "?", "content_attributes": { "in_reply_to": 1 } });
    let message = desk.act("POST", "/conversations/27/messages", body).await;
    assert_eq!(message["content_attributes"]["in_reply_to"], Value::Null);
}

#[tokio::test]
async fn texts_are_templates_except_in_back_ticks() {
    let desk = Desk::new();
    let text = "Hi {{contact.name}}, {{ agent.name }}{{x}} here: `{{contact.name}}`";
    let message = desk
        .act(
            "POST",
            "/conversations/15/messages",
            json!({ "content": text }),
        )
        .await;
    let expected = "Hi Hotel Halden Reception, Ana Ruiz here: `{{contact.name}}`";
    assert_eq!(message["content"], expected);
}

#[tokio::test]
async fn files_come_in_a_form_and_can_be_downloaded() {
    let desk = Desk::new();
    let texts = [("content", "Two files"), ("private", "false")];
    let files = [
        ("attachments[]", "räder.png", "image/png"),
        ("attachments[]", "a b.pdf", "application/pdf"),
    ];
    let answer = desk
        .form("/conversations/15/messages", &texts, &files)
        .await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text);
    let message = answer.json();
    assert_eq!(message["content"], "Two files");
    let stored = message["attachments"].as_array().unwrap();
    assert_eq!(stored.len(), 2);
    assert_eq!(
        (&stored[0]["file_type"], &stored[1]["file_type"]),
        (&json!("image"), &json!("file"))
    );
    assert_ne!(stored[0]["id"], stored[1]["id"]);
    assert_eq!(stored[0]["message_id"], message["id"]);
    let url = stored[1]["data_url"].as_str().unwrap();
    assert!(url.ends_with("/a%20b.pdf"), "{url}");
    let path = url.strip_prefix("http://127.0.0.1:4005").unwrap();
    let redirect = desk
        .send(Request::get(path).body(Body::empty()).unwrap())
        .await;
    let path = redirect.headers["location"].to_str().unwrap();
    let path = path.strip_prefix("http://127.0.0.1:4005").unwrap();
    let file = desk
        .send(Request::get(path).body(Body::empty()).unwrap())
        .await;
    assert_eq!(file.text, "This is a b.pdf.");
    assert_eq!(file.headers["content-type"], "application/pdf");
    let listed = desk.get("/conversations/15/attachments").await;
    let listed = listed["payload"].as_array().unwrap();
    assert!(
        listed
            .iter()
            .any(|file| file["data_url"] == stored[0]["data_url"])
    );
    // A stored file can be sent again by its signed id.
    let id = url.split('/').nth(7).unwrap();
    let body = json!({ "attachments": [id] });
    let again = desk.act("POST", "/conversations/6/messages", body).await;
    assert_eq!(again["content"], Value::Null);
    assert_eq!(again["attachments"][0]["data_url"], stored[1]["data_url"]);
}

#[tokio::test]
async fn whatever_is_wrong_is_one_text() {
    let desk = Desk::new();
    let cases = [
        (
            json!({ "content_type": "foo" }),
            "'foo' is not a valid content_type",
        ),
        (
            json!({ "message_type": "foo" }),
            "'foo' is not a valid message_type",
        ),
        (json!({ "cc_emails": "nobody" }), "Invalid email address"),
        (
            json!({ "content": "x".repeat(150_001) }),
            "Validation failed: Content is too long (maximum is 150000 characters)",
        ),
        (
            json!({ "content_type": "cards" }),
            "Validation failed: Content attributes At least one item is required.",
        ),
        (
            json!({ "content_type": "article", "content_attributes": { "items": [{ "x": 1 }] } }),
            "Validation failed: Content attributes contains invalid keys for items : [:x]",
        ),
        (
            json!({ "attachments": ["forged"] }),
            "ActiveSupport::MessageVerifier::InvalidSignature",
        ),
    ];
    let before = desk.texts(15).await.len();
    for (body, text) in cases {
        let refused = desk
            .act_refused("POST", "/conversations/15/messages", body)
            .await;
        assert_eq!(refused, (422, json!({ "error": text }).to_string()));
    }
    let files = vec![("attachments[]", "a.txt", "text/plain"); 16];
    let refused = desk.form("/conversations/15/messages", &[], &files).await;
    let text = r#"{"error":"Validation failed: Attachments exceeded maximum allowed"}"#;
    assert_eq!(
        (refused.status.as_u16(), refused.text.as_str()),
        (422, text)
    );
    assert_eq!(desk.texts(15).await.len(), before);
}

#[tokio::test]
async fn a_deleted_message_stays_and_says_so() {
    let desk = Desk::new();
    let files = [("attachments[]", "a.txt", "text/plain")];
    let written = desk
        .form("/conversations/6/messages", &[("content", "Oops")], &files)
        .await;
    let id = written.json()["id"].clone();
    let path = format!("/conversations/6/messages/{id}");
    let deleted = desk.act("DELETE", &path, json!({})).await;
    assert_eq!(deleted["content"], "This message was deleted");
    assert_eq!(deleted["content_attributes"], json!({ "deleted": true }));
    assert!(deleted.get("attachments").is_none());
    assert_eq!(last(&desk, 6).await, deleted);
    let elsewhere = format!("/conversations/1/messages/{id}");
    assert_eq!(
        desk.act_refused("DELETE", &elsewhere, json!({})).await.0,
        404
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_at_once_are_two_hundred() {
    let desk = std::sync::Arc::new(Desk::new());
    let before = desk.texts(13).await.len();
    let writers = (0..200).map(|number| {
        let desk = std::sync::Arc::clone(&desk);
        let body = json!({ "content": format!("number {number}") });
        tokio::spawn(async move { desk.act("POST", "/conversations/13/messages", body).await })
    });
    let mut ids = Vec::new();
    for writer in Vec::from_iter(writers) {
        ids.push(writer.await.unwrap()["id"].as_u64().unwrap());
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 200);
    let path = "/conversations/13/messages?after=0&before=2147483647";
    let all = desk.get(path).await["payload"].clone();
    assert_eq!(all.as_array().unwrap().len(), before + 200);
}
