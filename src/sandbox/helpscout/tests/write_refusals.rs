use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Client, conversation, of};

/// The path of the first flaw.
fn flaw(body: &Value) -> &str {
    body["_embedded"]["errors"][0]["path"]
        .as_str()
        .unwrap_or("none")
}

#[tokio::test]
async fn a_wrong_field_is_named_and_nothing_happens() {
    let client = Client::new().await;
    let before = client.read("/v2/conversations?status=all").await;
    let about = "http://developer.helpscout.net/mailbox-api/overview/errors";
    let body = json!({"text": "", "customer": {"id": 501_201}});
    let reply = client
        .write(Method::POST, &format!("{}/reply", of(7)), &body)
        .await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert_eq!(reply.header("content-type"), "application/vnd.error+json");
    let error = json!({
        "path": "text", "message": "may not be empty", "rejectedValue": "", "source": "JSON",
        "_links": {"about": {"href": format!("{about}#NotEmpty")}},
    });
    assert_eq!(reply.json()["_embedded"]["errors"], json!([error]));
    let patch = json!({"op": "replace", "path": "/status", "value": "Wrong"});
    let reply = client.write(Method::PATCH, &of(7), &patch).await;
    let message = "Expected one of these: 'active', 'spam', 'open', 'closed', 'pending'";
    assert_eq!(reply.json()["_embedded"]["errors"][0]["message"], message);
    assert_eq!(client.read("/v2/conversations?status=all").await, before);
}

#[tokio::test]
async fn nonsense_in_bodies_is_refused() {
    let client = Client::new().await;
    let customer = json!({"id": 501_201});
    let thread = json!([{"type": "note", "text": "x"}]);
    let new = json!({
        "subject": "x", "type": "email", "mailboxId": 13, "status": "active", "customer": customer, "threads": thread,
    });
    let with = |key: &str, value: Value| {
        let mut new = new.clone();
        new[key] = value;
        new
    };
    let post =
        |path: &str, body: Value, flaw: &'static str| (Method::POST, path.to_owned(), body, flaw);
    let below = |path: &str| format!("{}/{path}", of(7));
    let conversations = "/v2/conversations";
    let snooze = |until: &str| json!({"snoozedUntil": until, "unsnoozeOnCustomerReply": true});
    let list = [
        post(conversations, with("subject", json!(null)), "subject"),
        post(conversations, with("type", json!("fax")), "type"),
        post(conversations, with("mailboxId", json!("13")), "mailboxId"),
        post(conversations, with("mailboxId", json!(1)), "mailboxId"),
        post(
            conversations,
            with("customer", json!({"email": "no address"})),
            "customer.email",
        ),
        post(
            conversations,
            with("customer", json!({"id": 1})),
            "customer.id",
        ),
        post(conversations, with("threads", json!([])), "threads"),
        post(
            conversations,
            with("threads", json!([{"type": "reply", "text": "x"}])),
            "threads[0].customer",
        ),
        post(
            conversations,
            with("threads", json!([{"type": "mail"}])),
            "threads[0].type",
        ),
        post(
            conversations,
            with("fields", json!([{"id": 21, "value": "8530"}])),
            "fields[0].id",
        ),
        post(
            conversations,
            with("fields", json!([{"id": 8, "value": "City"}])),
            "fields[0].value",
        ),
        post(conversations, with("assignTo", json!(1)), "assignTo"),
        post(conversations, with("autoReply", json!(true)), "autoReply"),
        post(&below("reply"), json!({"text": "x"}), "customer"),
        post(
            &below("reply"),
            json!({"text": "x", "customer": customer, "status": "done"}),
            "status",
        ),
        post(
            &below("reply"),
            json!({"text": "x", "customer": customer, "user": 641}),
            "user",
        ),
        post(
            &below("reply"),
            json!({"text": "x", "customer": customer, "draft": "yes"}),
            "draft",
        ),
        post(
            &below("reply"),
            json!({"text": "x", "customer": customer, "cc": [1]}),
            "cc",
        ),
        post(
            &below("notes"),
            json!({"text": "x", "attachments": [{"fileName": "a", "mimeType": "b", "data": "%"}]}),
            "attachments[0].data",
        ),
        post(&below("notes"), json!({"text": ["x"]}), "text"),
        (
            Method::PATCH,
            of(7),
            json!({"op": "replace", "path": "/priority", "value": 1}),
            "path",
        ),
        (
            Method::PATCH,
            of(7),
            json!({"op": "test", "path": "/status", "value": "closed"}),
            "op",
        ),
        (
            Method::PATCH,
            of(7),
            json!({"op": "replace", "path": "/mailboxId", "value": 14}),
            "path",
        ),
        (
            Method::PATCH,
            of(7),
            json!({"op": "replace", "path": "/assignTo", "value": 1}),
            "assignTo",
        ),
        (Method::PUT, below("tags"), json!({}), "tags"),
        (Method::PUT, below("tags"), json!({"tags": [" "]}), "tags"),
        (
            Method::PUT,
            below("fields"),
            json!({"fields": [{"id": 10, "value": "tomorrow"}]}),
            "fields[0].value",
        ),
        (
            Method::PUT,
            below("snooze"),
            snooze("2026-11-20T17:00:00Z"),
            "snoozedUntil",
        ),
        (
            Method::PUT,
            below("snooze"),
            snooze("2101-01-01T00:00:00Z"),
            "snoozedUntil",
        ),
        (
            Method::PUT,
            below("snooze"),
            snooze("2026-11-21T17:00:00.000Z"),
            "snoozedUntil",
        ),
        (
            Method::PUT,
            below("snooze"),
            json!({"snoozedUntil": "2026-11-21T17:00:00Z"}),
            "unsnoozeOnCustomerReply",
        ),
        post(
            "/v2/customers",
            json!({"emails": [{"type": "office", "value": "a@b.example"}]}),
            "emails[0].type",
        ),
        post(
            "/v2/customers",
            json!({"organizationId": 1}),
            "organizationId",
        ),
        (
            Method::PATCH,
            "/v2/customers/501201".to_owned(),
            json!([{"op": "replace", "path": "/nose"}]),
            "path",
        ),
        post("/v2/organizations", json!({"name": " "}), "name"),
    ];
    for (method, path, body, expected) in list {
        let reply = client.write(method, &path, &body).await;
        assert_eq!(
            reply.status,
            StatusCode::BAD_REQUEST,
            "{path} {body}: {}",
            reply.text
        );
        assert_eq!(flaw(&reply.json()), expected, "{path} {body}");
    }
}

#[tokio::test]
async fn hostile_bodies_get_an_answer() {
    let client = Client::new().await;
    let path = format!("{}/reply", of(7));
    let post =
        |kind: &'static str, body: String| client.write_text(Method::POST, &path, (kind, body));
    let json = "application/json;charset=UTF-8";
    for body in [
        "",
        "{",
        "[]",
        "null",
        "\"x\"",
        "\u{0}",
        &"[".repeat(100_000),
    ] {
        let reply = post(json, body.to_owned()).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST);
        assert_eq!(reply.json()["message"], "Bad request");
    }
    let reply = post("text/plain", "{}".to_owned()).await;
    assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let reply = post(json, " ".repeat(33 * 1024 * 1024)).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    let patch = json!([{"op": "replace", "path": "/status", "value": "closed"}]).to_string();
    let reply = client
        .write_text(
            Method::PATCH,
            &of(7),
            ("application/json-patch+json", patch),
        )
        .await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    let patch = json!({"op": "replace", "path": "/status", "value": "closed"}).to_string();
    let reply = client
        .write_text(
            Method::PATCH,
            &of(7),
            ("application/json-patch+json", patch),
        )
        .await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn below_what_is_merged_or_unknown_nothing_is_written() {
    let client = Client::new().await;
    let body = json!({"text": "x", "customer": {"id": 501_201}});
    let status = json!({"op": "replace", "path": "/status", "value": "closed"});
    for id in [2_147_482_500, 1] {
        let path = format!("/v2/conversations/{id}");
        let reply = client
            .write(Method::POST, &format!("{path}/reply"), &body)
            .await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
        let reply = client.write(Method::PATCH, &path, &status).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
        let reply = client
            .write(
                Method::PUT,
                &format!("{path}/tags"),
                &json!({"tags": ["new"]}),
            )
            .await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
        let reply = client.ask(Method::DELETE, &path, "*/*").await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
    }
    let tags = client.column("/v2/tags", "tags", "name").await;
    assert!(!tags.contains(&json!("new")));
    let write = client
        .write(
            Method::POST,
            &format!("/v2/conversations/{}/reply", conversation(7)),
            &body,
        )
        .await;
    let left: u64 = write
        .header("x-ratelimit-remaining-minute")
        .parse()
        .unwrap();
    let read = client.get(&of(7)).await;
    assert_eq!(
        read.header("x-ratelimit-remaining-minute"),
        (left - 1).to_string()
    );
}
