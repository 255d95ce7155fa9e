use std::time::Duration;

use axum::http::{Method, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{BASE, Client, of};

/// The newest thread of a case.
async fn newest(client: &Client, case: u64) -> Value {
    let body = client.read(&format!("{}/threads", of(case))).await;
    body["_embedded"]["threads"][0].clone()
}

#[tokio::test]
async fn a_reply_makes_a_conversation_active_again() {
    let client = Client::new().await;
    let before = client.read(&of(6)).await;
    assert_eq!(before["status"], "closed");
    let body = json!({"text": "<p>One more thing.</p>", "customer": {"id": before["primaryCustomer"]["id"]}});
    let reply = client
        .write(Method::POST, &format!("{}/reply", of(6)), &body)
        .await;
    let id: u64 = reply.header("resource-id").parse().unwrap();
    let location = format!("{BASE}{}/threads/{id}", of(6));
    assert_eq!(
        (reply.status, reply.header("location")),
        (StatusCode::CREATED, location.as_str())
    );
    let thread = newest(&client, 6).await;
    let expected = json!({
        "id": id, "type": "message", "status": "active", "state": "published",
        "action": thread["action"], "body": "<p>One more thing.</p>",
        "source": {"type": "api", "via": "user"},
        "customer": before["primaryCustomer"], "createdBy": thread["createdBy"],
        "assignedTo": before["assignee"], "savedReplyId": 0,
        "to": [before["primaryCustomer"]["email"]], "cc": [], "bcc": [],
        "createdAt": "2026-11-20T17:00:00Z", "_embedded": {"attachments": []},
        "_links": thread["_links"],
    });
    assert_eq!(thread, expected);
    assert_eq!(thread["createdBy"]["id"], 388);
    let after = client.read(&of(6)).await;
    assert_eq!(
        (&after["status"], after.get("closedAt")),
        (&json!("active"), None)
    );
    assert_eq!(
        after["threads"].as_u64(),
        before["threads"].as_u64().map(|count| count + 1)
    );
    assert_eq!(after["preview"], "One more thing.");
    assert_eq!(after["customerWaitingSince"]["latestReplyFrom"], "user");
}

#[tokio::test]
async fn a_reply_sets_what_it_is_told_to() {
    let client = Client::new().await;
    let body = json!({
        "text": "Done.", "customer": {"email": "new@person.example"}, "status": "closed", "user": 406,
        "assignTo": 394, "cc": ["boss@person.example"], "bcc": ["archive@kestrelbikes.example"],
    });
    client.create(&format!("{}/reply", of(7)), &body).await;
    let shown = client.read(&of(7)).await;
    assert_eq!(
        (&shown["status"], &shown["closedBy"]),
        (&json!("closed"), &json!(406))
    );
    assert_eq!(shown["assignee"]["id"], 394);
    assert_eq!((&shown["cc"], &shown["bcc"]), (&body["cc"], &body["bcc"]));
    let thread = newest(&client, 7).await;
    assert_eq!(
        (&thread["status"], &thread["createdBy"]["first"]),
        (&json!("closed"), &json!("Gus"))
    );
    assert_eq!(thread["to"], json!(["new@person.example"]));
}

#[tokio::test]
async fn a_note_changes_nothing_unless_told_to() {
    let client = Client::new().await;
    let path = format!("{}/notes", of(6));
    client
        .create(&path, &json!({"text": "Stale entry.", "user": 391}))
        .await;
    let note = newest(&client, 6).await;
    assert_eq!(
        (&note["type"], &note["status"], &note["to"]),
        (&json!("note"), &json!("nochange"), &json!([]))
    );
    assert_eq!(
        (note.get("customer"), &note["createdBy"]["first"]),
        (None, &json!("Bo"))
    );
    assert_eq!(client.read(&of(6)).await["status"], "closed");
    client
        .create(&path, &json!({"text": "Again.", "status": "pending"}))
        .await;
    assert_eq!(client.read(&of(6)).await["status"], "pending");
}

#[tokio::test]
async fn customers_chats_and_calls_have_their_endpoints() {
    let client = Client::new().await;
    let mut rows = Vec::new();
    for path in ["customer", "chats", "phones"] {
        let body = json!({"text": "Hello", "customer": {"id": 501_201}});
        client.create(&format!("{}/{path}", of(5)), &body).await;
        let one = newest(&client, 5).await;
        let status = one["status"].as_str().unwrap_or("none").to_owned();
        rows.push((
            one["type"].clone(),
            status,
            one["createdBy"]["type"].clone(),
        ));
        let close = json!({"op": "replace", "path": "/status", "value": "closed"});
        let open = client.read(&of(5)).await["status"].clone();
        assert_eq!(open == "active", path != "phones", "{path}");
        client.change(Method::PATCH, &of(5), &close).await;
    }
    let row = |kind: &str, status: &str, by: &str| (json!(kind), status.to_owned(), json!(by));
    let expected = [
        row("customer", "active", "customer"),
        row("chat", "none", "customer"),
        row("phone", "nochange", "user"),
    ];
    assert_eq!(rows, expected);
}

#[tokio::test]
async fn a_draft_waits_and_is_sent_later() {
    let client = Client::new().await;
    let body = json!({
        "text": "We follow up on Monday.", "customer": {"id": 501_201}, "draft": true,
        "status": "pending", "assignTo": 394,
    });
    let before = client.read(&of(7)).await;
    let id = client.create(&format!("{}/reply", of(7)), &body).await;
    assert_eq!(client.read(&of(7)).await, before);
    let path = format!("{}/threads/{id}/schedule", of(7));
    let plan = json!({"scheduledFor": "2026-11-20T19:00:00Z", "unscheduleOnCustomerReply": true, "sendAsCreator": true});
    client.change(Method::PUT, &path, &plan).await;
    let draft = newest(&client, 7).await;
    assert_eq!(
        (&draft["state"], &draft["status"]),
        (&json!("draft"), &json!("nochange"))
    );
    let expected = json!({
        "scheduledBy": 388, "sendAsId": 388, "createdAt": "2026-11-20T17:00:00Z",
        "scheduledFor": "2026-11-20T19:00:00Z", "unscheduleOnCustomerReply": true,
    });
    assert_eq!(draft["scheduled"], expected);
    client.clock.advance(Duration::from_secs(7_500));
    let sent = newest(&client, 7).await;
    assert_eq!(
        (&sent["id"], &sent["state"], sent.get("scheduled")),
        (&json!(id), &json!("published"), None)
    );
    assert_eq!(sent["createdAt"], "2026-11-20T19:00:00Z");
    let after = client.read(&of(7)).await;
    assert_eq!(
        (&after["status"], &after["assignee"]["id"]),
        (&json!("pending"), &json!(394))
    );
}

#[tokio::test]
async fn a_plan_is_dropped_or_brought_forward() {
    let client = Client::new().await;
    let draft = json!({"text": "Later.", "customer": {"id": 501_201}, "draft": true});
    let plan = json!({"scheduledFor": "2026-11-23T08:00:00Z", "unscheduleOnCustomerReply": false});
    let id = client.create(&format!("{}/reply", of(7)), &draft).await;
    let path = format!("{}/threads/{id}/schedule", of(7));
    client.change(Method::PUT, &path, &plan).await;
    client.remove(&path).await;
    assert_eq!(newest(&client, 7).await.get("scheduled"), None);
    client.change(Method::PUT, &path, &plan).await;
    let now = json!({"op": "replace", "path": "/state", "value": "published"});
    client.change(Method::PATCH, &path, &now).await;
    let sent = newest(&client, 7).await;
    assert_eq!(
        (&sent["id"], &sent["state"]),
        (&json!(id), &json!("published"))
    );
    let again = client.write(Method::PATCH, &path, &now).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_thread_is_rewritten_or_hidden_and_never_deleted() {
    let client = Client::new().await;
    let body = json!({"text": "Typo.", "customer": {"id": 501_201}});
    let id = client.create(&format!("{}/reply", of(7)), &body).await;
    let path = format!("{}/threads/{id}", of(7));
    client.clock.advance(Duration::from_secs(5));
    let text = json!({"op": "replace", "path": "/text", "value": "No typo."});
    client.change(Method::PATCH, &path, &text).await;
    assert_eq!(newest(&client, 7).await["body"], "No typo.");
    let shown = client.read(&of(7)).await;
    assert_eq!(
        (&shown["preview"], &shown["userUpdatedAt"]),
        (&json!("No typo."), &json!("2026-11-20T17:00:05Z"))
    );
    let hide = |value: bool| json!({"op": "replace", "path": "/hidden", "value": value});
    client.change(Method::PATCH, &path, &hide(true)).await;
    assert_eq!(newest(&client, 7).await["state"], "hidden");
    client.change(Method::PATCH, &path, &hide(false)).await;
    assert_eq!(newest(&client, 7).await["state"], "published");
    let deleted = client.ask(Method::DELETE, &path, "*/*").await;
    assert_eq!(deleted.status, StatusCode::BAD_REQUEST);
    let note = client
        .create(&format!("{}/notes", of(7)), &json!({"text": "x"}))
        .await;
    let note = format!("{}/threads/{note}", of(7));
    let refused = client.write(Method::PATCH, &note, &hide(true)).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let gone = client
        .write(Method::PATCH, &format!("{}/threads/1", of(7)), &text)
        .await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn files_come_as_base64_inside_the_body_and_go_by_themselves() {
    let client = Client::new().await;
    let file = json!({"fileName": "log.txt", "mimeType": "text/plain", "data": STANDARD.encode("error: 42\n")});
    let body = json!({"text": "See the log.", "customer": {"id": 501_201}, "attachments": [file]});
    let thread = client.create(&format!("{}/reply", of(7)), &body).await;
    let path = format!("{}/threads/{thread}/attachments", of(7));
    let second = client.create(&path, &file).await;
    let files = newest(&client, 7).await["_embedded"]["attachments"].clone();
    assert_eq!(files.as_array().unwrap().len(), 2);
    let first = &files[0];
    assert_eq!(
        (&first["filename"], &first["size"], &first["state"]),
        (&json!("log.txt"), &json!(10), &json!("valid"))
    );
    let data = format!("{}/attachments/{}/data", of(7), first["id"]);
    assert_eq!(
        client.read(&data).await["data"],
        STANDARD.encode("error: 42\n")
    );
    let second = format!("{}/attachments/{second}", of(7));
    client.remove(&second).await;
    assert_eq!(
        client.get(&format!("{second}/data")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        client.ask(Method::DELETE, &second, "*/*").await.status,
        StatusCode::NOT_FOUND
    );
}
