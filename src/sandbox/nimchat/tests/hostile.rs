//! Bodies that mean no good.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use super::Desk;

const WRITES: [(&str, &str); 17] = [
    ("POST", "/conversations"),
    ("POST", "/conversations/1/messages"),
    ("POST", "/conversations/1/toggle_status"),
    ("POST", "/conversations/1/toggle_priority"),
    ("POST", "/conversations/1/assignments"),
    ("POST", "/conversations/1/labels"),
    ("POST", "/conversations/1/custom_attributes"),
    ("POST", "/conversations/1/toggle_typing_status"),
    ("POST", "/conversations/1/participants"),
    ("PATCH", "/conversations/1/participants"),
    ("DELETE", "/conversations/1/participants"),
    ("POST", "/contacts"),
    ("PUT", "/contacts/30"),
    ("POST", "/contacts/30/contact_inboxes"),
    ("POST", "/contacts/30/destroy_custom_attributes"),
    ("POST", "/labels"),
    ("PATCH", "/labels/5"),
];

async fn status(desk: &Desk, (method, path): (&str, &str), kind: &str, body: &[u8]) -> u16 {
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/v1/accounts/7{path}"))
        .header("api_access_token", &desk.token)
        .header("content-type", kind);
    let request = request.body(Body::from(body.to_vec())).unwrap();
    desk.send(request).await.status.as_u16()
}

#[tokio::test]
async fn what_is_no_json_is_a_bad_request() {
    let desk = Desk::new();
    for write in WRITES {
        for body in [&b"{"[..], b"\xff\xfe", "[".repeat(100_000).as_bytes()] {
            assert_eq!(
                status(&desk, write, "application/json", body).await,
                400,
                "{write:?}"
            );
        }
        let form = "multipart/form-data; boundary=b";
        assert_eq!(status(&desk, write, form, b"--x").await, 400, "{write:?}");
    }
}

#[tokio::test]
async fn wrong_types_are_answered_and_never_break_anything() {
    let desk = Desk::new();
    let keys = [
        "status",
        "snoozed_until",
        "priority",
        "assignee_id",
        "team_id",
        "labels",
        "user_ids",
        "custom_attributes",
        "additional_attributes",
        "content",
        "content_attributes",
        "message",
        "attachments",
        "private",
        "inbox_id",
        "contact_id",
        "name",
        "email",
        "phone_number",
        "label",
        "title",
        "template_params",
        "echo_id",
        "cc_emails",
    ];
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("\u{0}"),
        json!([null]),
        json!([[]]),
        json!({}),
        json!({ "a": { "b": [] } }),
        json!("99999999999999999999"),
    ];
    for write in WRITES {
        for value in &values {
            for key in keys {
                let body = json!({ key: value }).to_string();
                let status = status(&desk, write, "application/json", body.as_bytes()).await;
                assert!(
                    [200, 404, 422, 500].contains(&status),
                    "{write:?} {body}: {status}"
                );
            }
        }
        for body in ["null", "7", "[1]", "\"text\"", ""] {
            let status = status(&desk, write, "application/json", body.as_bytes()).await;
            assert!(
                [200, 404, 422, 500].contains(&status),
                "{write:?} {body}: {status}"
            );
        }
    }
    assert_eq!(
        desk.get("/conversations?status=all").await["data"]["meta"]["all_count"],
        27
    );
}

#[tokio::test]
async fn a_body_that_never_ends_is_refused() {
    let huge = vec![b' '; 101 * 1024 * 1024];
    let desk = Desk::new();
    let write = ("POST", "/conversations/1/messages");
    assert_eq!(status(&desk, write, "application/json", &huge).await, 413);
}
