//! What only a session can do.

use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use serde_json::{Value, json};

use super::super::access::SESSION;
use super::{Peer, TICKETS, invalid, peer};

const CHANNEL: &str = "01920000-1111-7222-8333-abcdefabcdef";

impl Peer {
    async fn act(&self, action: &str, body: Value) -> (u16, Value) {
        let path = format!("{TICKETS}{action}/");
        let answer = self.write_with(SESSION, "POST", &path, &body).await;
        (answer.status.as_u16(), answer.json())
    }
}

fn letter() -> Value {
    json!({
        "recipient_email": "Dylan.Price@mail.example",
        "email_subject": "Your VAT question",
        "email_config_id": CHANNEL,
        "message": " Hello Dylan, here is the **corrected** invoice. ",
    })
}

#[tokio::test]
async fn a_new_ticket_begins_with_a_letter() {
    let peer = peer();
    let (status, made) = peer.act("compose", letter()).await;
    assert_eq!((status, &made["ticket_number"]), (201, &json!(23)));
    let ticket = peer.listed(23).await;
    assert_eq!(ticket["id"], made["id"]);
    let fields = [
        ("channel_source", json!("email")),
        ("channel_detail", Value::Null),
        ("status", json!("open")),
        ("email_from", json!("Dylan.Price@mail.example")),
        ("email_to", json!("help@kestrelbikes.example")),
        ("email_subject", json!("Your VAT question")),
        ("distinct_id", json!("usr_c0e7aec8")),
        ("anonymous_traits", json!({})),
        ("message_count", json!(1)),
        (
            "last_message_text",
            json!("Hello Dylan, here is the **corrected** invoice."),
        ),
        ("unread_customer_count", json!(1)),
    ];
    for (field, expected) in fields {
        assert_eq!(ticket[field], expected, "{field}");
    }
    assert_eq!(ticket["person"]["name"], "dylan.price@mail.example");
    let page = peer.messages_of(23, "").await;
    let context = json!({"author_type": "human", "is_private": false});
    assert_eq!(page["results"][0]["item_context"], context);
    assert_eq!(page["results"][0]["created_by"]["id"], 311);
}

#[tokio::test]
async fn a_letter_that_does_not_fit_has_one_of_two_errors() {
    let peer = peer();
    let with = |field: &str, value: Value| {
        let mut body = letter();
        body[field] = value;
        body
    };
    let long = "x".repeat(5001);
    let cases = [
        (
            with("recipient_email", json!("x")),
            invalid(
                "invalid_input",
                "Enter a valid email address.",
                "recipient_email",
            ),
        ),
        (
            with("message", json!(long)),
            invalid(
                "max_length",
                "Ensure this field has no more than 5000 characters.",
                "message",
            ),
        ),
        (
            with("message", json!(" ")),
            invalid("blank", "This field may not be blank.", "message"),
        ),
        (
            with("email_subject", json!("")),
            invalid("blank", "This field may not be blank.", "email_subject"),
        ),
        (
            with("email_config_id", json!("x")),
            invalid("invalid_input", "Must be a valid UUID.", "email_config_id"),
        ),
        (
            json!({}),
            invalid("required", "This field is required.", "recipient_email"),
        ),
        (
            with(
                "email_config_id",
                json!("01920000-1111-7222-8333-abcdefabcde0"),
            ),
            json!({"detail": "Email configuration not found or domain not verified."}),
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(peer.act("compose", body).await, (400, expected));
    }
    assert_eq!(peer.numbers("").await.len(), 22);
}

#[tokio::test]
async fn letters_and_drafts_are_counted_also_for_sessions() {
    let peer = peer();
    for _ in 0..10 {
        assert_eq!(peer.act("compose", letter()).await.0, 201);
        assert_eq!(peer.act("3/suggest_reply", json!({})).await.0, 200);
    }
    for action in ["compose", "3/suggest_reply"] {
        let path = format!("{TICKETS}{action}/");
        let answer = peer.write_with(SESSION, "POST", &path, &letter()).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers[RETRY_AFTER], "60");
    }
}

#[tokio::test]
async fn the_assistant_drafts_an_answer_to_a_ticket_with_messages() {
    let peer = peer();
    let (status, draft) = peer.act("1/suggest_reply", json!({})).await;
    assert_eq!(status, 200);
    assert!(
        draft["suggestion"]
            .as_str()
            .unwrap()
            .starts_with("Hi Amir, "),
        "{draft}"
    );
    assert_eq!(peer.act("999/suggest_reply", json!({})).await.0, 404);
}

#[tokio::test]
async fn tags_of_many_tickets_cannot_be_changed_by_uuid() {
    let peer = peer();
    let id = peer.id_of(1).await;
    let body = |ids: Value| json!({"ids": ids, "action": "add", "tags": ["vat"]});
    let refused = peer.act("bulk_update_tags", body(json!([id]))).await;
    assert_eq!(
        refused,
        (
            400,
            invalid("invalid_input", "A valid integer is required.", "ids__0")
        )
    );
    let skipped = json!({"updated": [], "skipped": [{"id": 1, "reason": "Not found"}]});
    assert_eq!(
        peer.act("bulk_update_tags", body(json!([1]))).await,
        (200, skipped)
    );
    let (status, error) = peer
        .act(
            "bulk_update_tags",
            json!({"ids": [1], "action": "drop", "tags": []}),
        )
        .await;
    assert_eq!((status, &error["attr"]), (400, &json!("action")));
}
