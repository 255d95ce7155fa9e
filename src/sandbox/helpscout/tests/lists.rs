use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{BASE, Client, conversation};

#[tokio::test]
async fn a_mailbox_has_fields_and_folders() {
    let client = Client::new().await;
    let href = |path: &str| json!({"href": format!("{BASE}/v2/mailboxes/13{path}")});
    let expected = json!({
        "id": 13, "name": "Kestrel Help", "slug": "83ebc5d87292a795", "email": "help@kestrelbikes.example",
        "createdAt": "2021-04-21T14:39:56Z", "updatedAt": "2026-02-21T14:43:24Z",
        "_links": {"fields": href("/fields"), "folders": href("/folders"), "self": href("")},
    });
    assert_eq!(client.read("/v2/mailboxes/13").await, expected);
    assert_eq!(
        client.column("/v2/mailboxes", "mailboxes", "id").await,
        [13, 14, 15]
    );
    let fields = client.read("/v2/mailboxes/13/fields").await["_embedded"]["fields"].clone();
    assert_eq!(
        fields[0],
        json!({
            "id": 8, "name": "Model", "type": "dropdown", "order": 1, "required": false,
            "options": [
                {"id": 8_518, "order": 1, "label": "Kestrel City"},
                {"id": 8_519, "order": 2, "label": "Kestrel Cargo"},
            ],
            "_links": {"self": href("/field/8")},
        })
    );
    assert_eq!(
        (&fields[1]["options"], &fields[1]["required"]),
        (&json!([]), &json!(true))
    );
    assert_eq!(fields[2].get("options"), None);
    assert_eq!(
        client
            .read("/v2/mailboxes/15/fields")
            .await
            .get("_embedded"),
        None
    );
    assert_eq!(
        client.get("/v2/mailboxes/16/folders").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn folders_count_what_they_hold() {
    let client = Client::new().await;
    let body = client.read("/v2/mailboxes/13/folders").await;
    let folders = body["_embedded"]["folders"].as_array().unwrap();
    let row = |folder: &Value| {
        let number = |key: &str| folder[key].as_u64().unwrap();
        (
            folder["type"].as_str().unwrap().to_owned(),
            number("userId"),
            number("totalCount"),
            number("activeCount"),
        )
    };
    let rows: Vec<_> = folders.iter().map(row).collect();
    let expected = [
        ("unassigned", 0, 0, 0),
        ("mytickets", 388, 0, 0),
        ("drafts", 0, 0, 0),
        ("assigned", 0, 10, 4),
        ("closed", 0, 6, 0),
        ("spam", 0, 2, 0),
        ("team", 0, 1, 1),
        ("team", 0, 3, 3),
        ("team", 0, 0, 0),
    ];
    let expected = expected.map(|(kind, user, all, active)| (kind.to_owned(), user, all, active));
    assert_eq!(rows, expected);
}

#[tokio::test]
async fn tags_count_their_conversations() {
    let client = Client::new().await;
    let names = client.column("/v2/tags", "tags", "name").await;
    assert_eq!(names.len(), 14);
    assert_eq!(names[0], "app");
    let last = client.read("/v2/tags/5133").await;
    let counted = (&last["name"], &last["slug"], &last["ticketCount"]);
    assert_eq!(
        counted,
        (
            &json!("Trade fair 2025"),
            &json!("trade-fair-2025"),
            &json!(0)
        )
    );
    let all = client.read("/v2/tags").await;
    let vip = all["_embedded"]["tags"]
        .as_array()
        .unwrap()
        .iter()
        .find(|tag| tag["name"] == "vip");
    assert_eq!(vip.unwrap()["ticketCount"], 3);
}

#[tokio::test]
async fn a_rating_names_its_reply() {
    let client = Client::new().await;
    let rating = client.read("/v2/ratings/66002").await;
    assert_eq!(
        (&rating["rating"], &rating["comments"]),
        (&json!("not_good"), &json!(""))
    );
    assert_eq!(rating["conversationId"], conversation(6));
    assert_eq!(rating["conversationNumber"], 48_218);
    assert_eq!(rating["customer"]["firstName"], "Grace");
    assert_eq!(rating["customer"]["photoUrl"], Value::Null);
    let threads = client
        .walk(
            &format!("/v2/conversations/{}/threads", conversation(6)),
            "threads",
        )
        .await;
    let rated = threads
        .iter()
        .find(|one| one.get("rating").is_some())
        .unwrap();
    assert_eq!(rating["threadId"], rated["id"]);
    assert_eq!(rating["user"]["id"], rated["createdBy"]["id"]);
    assert_eq!(
        client.get("/v2/ratings/1").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn prepared_texts_are_a_bare_list() {
    let client = Client::new().await;
    let list = client.read("/v2/mailboxes/14/saved-replies").await;
    assert_eq!(
        list,
        json!([{
            "id": 418, "name": "Refund sent", "preview": "Your refund is on its way.", "chatPreview": "Refund is on its way!",
        }])
    );
    let all = client
        .read("/v2/mailboxes/14/saved-replies?includeChatReplies=true")
        .await;
    assert_eq!(all.as_array().unwrap().len(), 2);
    let one = client.read("/v2/mailboxes/13/saved-replies/417").await;
    assert_eq!(
        one["text"],
        "<p>Version 4.2.1 repairs the cold start fault.</p>"
    );
    assert_eq!(
        client
            .get("/v2/mailboxes/13/saved-replies/418")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn workflows_and_webhooks_are_listed() {
    let client = Client::new().await;
    let status = client.column("/v2/workflows", "workflows", "status").await;
    assert_eq!(status, ["active", "active", "inactive"]);
    let webhook = client.read("/v2/webhooks/10").await;
    let expected = json!({
        "id": 10, "url": "https://hooks.kestrelbikes.example/helpscout", "state": "enabled",
        "events": ["convo.created", "convo.customer.reply.created"], "notification": false,
        "payloadVersion": "V2", "label": "gateway", "mailboxIds": [13],
        "_links": {"self": {"href": format!("{BASE}/v2/webhooks/10")}},
    });
    assert_eq!(webhook, expected);
    assert_eq!(
        client.column("/v2/webhooks", "webhooks", "state").await,
        ["enabled", "disabled"]
    );
}
