//! Beginning conversations.

use serde_json::{Value, json};

use super::{Desk, numbers};

#[tokio::test]
async fn a_contact_and_an_inbox_are_enough() {
    let desk = Desk::new();
    let body = json!({
        "inbox_id": "15", "contact_id": 38, "assignee_id": 36, "team_id": 6,
        "additional_attributes": { "mail_subject": "Your fleet" },
        "custom_attributes": { "order_no": "KB-1" },
        "message": { "content": "Hello" },
    });
    let made = desk.act("POST", "/conversations", body).await;
    assert_eq!(
        (&made["id"], &made["status"], &made["inbox_id"]),
        (&json!(28), &json!("open"), &json!(15))
    );
    assert_eq!(made["meta"]["sender"]["id"], 38);
    assert_eq!(made["meta"]["assignee"]["id"], 36);
    assert_eq!(made["meta"]["team"]["id"], 6);
    assert_eq!(made["additional_attributes"]["mail_subject"], "Your fleet");
    assert_eq!(made["custom_attributes"]["order_no"], "KB-1");
    assert_eq!(made["messages"][0]["content"], "Hello");
    let source = "/messages/0/conversation/contact_inbox/source_id";
    assert_eq!(
        made.pointer(source),
        Some(&json!("support@swiftparcel.example"))
    );
    assert_eq!(made["uuid"].as_str().unwrap().len(), 36);
    assert_eq!(made["first_reply_created_at"], super::NOW.as_second());
    assert_eq!(desk.get("/conversations/28").await, made);
    let listed = desk.get("/contacts/38/conversations").await;
    assert_eq!(numbers(&listed["payload"], "id")[0], 28);
    let all = desk.get("/conversations?status=all").await;
    assert_eq!(all["data"]["meta"]["all_count"], 28);
}

#[tokio::test]
async fn without_a_message_it_is_empty_but_for_the_lines() {
    let desk = Desk::new();
    let body = json!({ "inbox_id": 15, "contact_id": 41, "status": "resolved" });
    let made = desk.act("POST", "/conversations", body).await;
    assert_eq!(
        (&made["status"], &made["messages"]),
        (&json!("resolved"), &json!([]))
    );
    assert_eq!(made["waiting_since"], super::NOW.as_second());
    let body = json!({ "inbox_id": 15, "contact_id": 41 });
    let made = desk.act("POST", "/conversations", body).await;
    assert_eq!(made["meta"]["assignee"]["id"], 34);
    assert_eq!(desk.texts(29).await, ["Assigned to Dóra Szabó by Ana Ruiz"]);
}

#[tokio::test]
async fn the_inbox_decides_about_bots_and_single_conversations() {
    let desk = Desk::new();
    let body = json!({ "inbox_id": 12, "contact_id": 36, "status": "open" });
    let made = desk.act("POST", "/conversations", body).await;
    assert_eq!(made["status"], "pending");
    let body = json!({ "inbox_id": 14, "contact_id": 48, "message": { "content": "Again" } });
    let same = desk.act("POST", "/conversations", body).await;
    assert_eq!(same["id"], 23);
    assert_eq!(same["messages"][0]["content"], "Again");
}

#[tokio::test]
async fn a_known_source_id_is_enough_and_a_taken_one_is_refused() {
    let desk = Desk::new();
    let body = json!({ "source_id": "info@hotelhalden.example" });
    let made = desk.act("POST", "/conversations", body).await;
    assert_eq!(
        (&made["inbox_id"], &made["meta"]["sender"]["id"]),
        (&json!(15), &json!(42))
    );
    let body = json!({ "source_id": "nobody" });
    assert_eq!(
        desk.act_refused("POST", "/conversations", body).await.0,
        404
    );
    let body = json!({ "source_id": "info@hotelhalden.example", "inbox_id": 15, "contact_id": 41 });
    let refused = desk.act_refused("POST", "/conversations", body).await;
    assert_eq!(
        refused,
        (422, r#"{"error":"source_id should be unique"}"#.to_owned())
    );
}

#[tokio::test]
async fn what_is_refused_leaves_nothing() {
    let desk = Desk::new();
    let before = desk.get("/contacts/30").await;
    let cases = [
        (json!({ "inbox_id": 99, "contact_id": 30 }), 404),
        (json!({ "inbox_id": 15, "contact_id": 999 }), 404),
        (json!({}), 404),
        (
            json!({ "inbox_id": 14, "contact_id": 30, "status": "closed" }),
            500,
        ),
        (json!({ "inbox_id": 15, "contact_id": 30 }), 422),
        (
            json!({ "inbox_id": 14, "contact_id": 30, "message": { "content_type": "x" } }),
            422,
        ),
    ];
    for (body, status) in cases {
        let refused = desk.act_refused("POST", "/conversations", body).await;
        assert_eq!(refused.0, status, "{}", refused.1);
    }
    // Tiago has no address.
    let body = json!({ "inbox_id": 15, "contact_id": 30 });
    let refused = desk.act_refused("POST", "/conversations", body).await;
    let text = r#"{"error":"param is missing or the value is empty: contact email"}"#;
    assert_eq!(refused.1, text);
    assert_eq!(desk.get("/contacts/30").await, before);
    assert_eq!(
        desk.act_refused("GET", "/conversations/28", Value::Null)
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn the_first_message_may_carry_files() {
    let desk = Desk::new();
    let texts = [
        ("inbox_id", "15"),
        ("contact_id", "41"),
        ("message[content]", "See"),
    ];
    let files = [("message[attachments][]", "a.txt", "text/plain")];
    let made = desk.form("/conversations", &texts, &files).await.json();
    assert_eq!(made["messages"][0]["content"], "See");
    assert_eq!(
        made["messages"][0]["attachments"][0]["file_size"],
        "This is a.txt.".len()
    );
}
