use std::collections::BTreeSet;
use std::time::Duration;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{BASE, Client, of};

fn import() -> Value {
    json!({
        "subject": "Broken import", "type": "email", "mailboxId": 13, "status": "active",
        "customer": {"email": "kim@northwind.example", "firstName": "Kim", "lastName": "Ode"},
        "threads": [{
            "type": "customer", "customer": {"email": "kim@northwind.example"},
            "text": "The CSV import stops at row 12.",
        }],
        "tags": ["import", "VIP"], "fields": [{"id": 8, "value": "8518"}], "assignTo": null,
    })
}

#[tokio::test]
async fn a_new_conversation_names_itself_in_headers_alone() {
    let client = Client::new().await;
    let reply = client
        .write(Method::POST, "/v2/conversations", &import())
        .await;
    assert_eq!(
        (reply.status, reply.text.as_str()),
        (StatusCode::CREATED, "")
    );
    let id = reply.header("resource-id");
    assert_eq!(
        reply.header("location"),
        format!("{BASE}/v2/conversations/{id}")
    );
    let body = client
        .read(&format!("/v2/conversations/{id}?embed=threads"))
        .await;
    let shown = |key: &str| body[key].clone();
    assert_eq!(shown("id").to_string(), id);
    assert_eq!(shown("subject"), "Broken import");
    assert_eq!(shown("createdAt"), "2026-11-20T17:00:00Z");
    assert_eq!(shown("preview"), "The CSV import stops at row 12.");
    assert_eq!(
        (shown("threads"), shown("status")),
        (json!(1), json!("active"))
    );
    assert_eq!(shown("source"), json!({"type": "api", "via": "customer"}));
    assert_eq!(shown("primaryCustomer"), shown("createdBy"));
    assert_eq!(body["primaryCustomer"]["first"], "Kim");
    assert_eq!(body["customFields"][0]["text"], "Kestrel City");
    // An unknown tag comes into being, a known one is found in any case of letters.
    assert_eq!(body["tags"][0]["tag"], "import");
    assert_eq!(body["tags"][1]["tag"], "vip");
    let thread = &body["_embedded"]["threads"][0];
    assert_eq!(
        (&thread["type"], &thread["to"]),
        (&json!("customer"), &json!(["help@kestrelbikes.example"]))
    );
    let customer = client
        .read(&format!("/v2/customers/{}", body["primaryCustomer"]["id"]))
        .await;
    assert_eq!(
        customer["_embedded"]["emails"][0]["value"],
        "kim@northwind.example"
    );
    assert_eq!(customer["conversationCount"], 1);
    let first = client
        .column("/v2/conversations", "conversations", "id")
        .await;
    assert_eq!(first[0].to_string(), id);
}

#[tokio::test]
async fn history_is_imported_with_its_dates() {
    let client = Client::new().await;
    let mut body = import();
    body["imported"] = json!(true);
    body["status"] = json!("closed");
    body["createdAt"] = json!("2025-01-02T03:04:05Z");
    body["closedAt"] = json!("2025-01-03T03:04:05Z");
    body["user"] = json!(391);
    let id = client.create("/v2/conversations", &body).await;
    let shown = client.read(&format!("/v2/conversations/{id}")).await;
    assert_eq!(shown["createdAt"], "2025-01-02T03:04:05Z");
    assert_eq!(shown["closedAt"], "2025-01-03T03:04:05Z");
    assert_eq!(
        (&shown["closedBy"], &shown["createdBy"]["id"]),
        (&json!(391), &json!(391))
    );
    let last = client
        .walk("/v2/conversations?status=all", "conversations")
        .await;
    assert_eq!(last.last().unwrap()["id"], id);
}

#[tokio::test]
async fn a_conversation_of_drafts_is_a_draft_until_it_is_published() {
    let client = Client::new().await;
    let mut body = import();
    body["threads"][0]["type"] = json!("reply");
    body["threads"][0]["draft"] = json!(true);
    let id = client.create("/v2/conversations", &body).await;
    let path = format!("/v2/conversations/{id}");
    let draft = client.read(&path).await;
    assert_eq!(
        (&draft["state"], &draft["threads"]),
        (&json!("draft"), &json!(0))
    );
    assert_eq!(draft["folderId"], 1303);
    client.clock.advance(Duration::from_secs(60));
    let publish = json!({"op": "replace", "path": "/draft", "value": false});
    client.change(Method::PATCH, &path, &publish).await;
    let sent = client.read(&format!("{path}?embed=threads")).await;
    assert_eq!(
        (&sent["state"], &sent["threads"]),
        (&json!("published"), &json!(1))
    );
    let thread = &sent["_embedded"]["threads"][0];
    assert_eq!(thread["state"], "published");
    assert_eq!(thread["createdAt"], "2026-11-20T17:01:00Z");
    assert_eq!(thread["to"], json!(["kim@northwind.example"]));
}

#[tokio::test]
async fn closing_is_remembered_and_reopening_forgets_it() {
    let client = Client::new().await;
    let close = json!({"op": "replace", "path": "/status", "value": "closed"});
    client.change(Method::PATCH, &of(7), &close).await;
    let closed = client.read(&of(7)).await;
    assert_eq!(closed["status"], "closed");
    assert_eq!(closed["closedAt"], "2026-11-20T17:00:00Z");
    assert_eq!(closed["closedByUser"]["first"], "Ana");
    assert_eq!(closed["userUpdatedAt"], "2026-11-20T17:00:00Z");
    let item = client.read(&format!("{}/threads", of(7))).await["_embedded"]["threads"][0].clone();
    assert_eq!(
        (&item["type"], &item["status"]),
        (&json!("lineitem"), &json!("closed"))
    );
    assert_eq!(item["action"]["text"], "Ana Ruiz marked as closed");
    assert!(client.cases("status=closed").await.contains(&7));
    let reopen = json!({"op": "replace", "path": "/status", "value": "open"});
    client.change(Method::PATCH, &of(7), &reopen).await;
    let open = client.read(&of(7)).await;
    assert_eq!(
        (&open["status"], open.get("closedAt")),
        (&json!("active"), None)
    );
}

#[tokio::test]
async fn each_patch_changes_one_thing() {
    let client = Client::new().await;
    let patch =
        |op: &str, path: &str, value: Value| json!({"op": op, "path": path, "value": value});
    for body in [
        patch("replace", "/subject", json!("New subject")),
        patch("replace", "/primaryCustomer.id", json!(501_201)),
        patch("move", "/mailboxId", json!(14)),
        patch("replace", "/assignTo", json!(641)),
    ] {
        client.change(Method::PATCH, &of(5), &body).await;
    }
    let shown = client.read(&of(5)).await;
    assert_eq!(shown["subject"], "New subject");
    assert_eq!(shown["primaryCustomer"]["first"], "Ingrid");
    assert_eq!(shown["mailboxId"], 14);
    assert_eq!(
        (&shown["assignee"]["id"], &shown["assignee"]["type"]),
        (&json!(641), &json!("team"))
    );
    // The fields of the other inbox are gone from sight.
    assert_eq!(shown["customFields"], json!([]));
    let threads = client.read(&format!("{}/threads", of(5))).await;
    let texts: Vec<&Value> = threads["_embedded"]["threads"]
        .as_array()
        .unwrap()
        .iter()
        .take(3)
        .map(|item| &item["action"]["text"])
        .collect();
    let expected = [
        "Ana Ruiz assigned to Workshop & Firmware",
        "Ana Ruiz moved to Kestrel Billing",
        "Ana Ruiz changed the customer to Ingrid Solheim",
    ];
    assert_eq!(texts, expected);
    let remove = json!({"op": "remove", "path": "/assignTo"});
    client.change(Method::PATCH, &of(5), &remove).await;
    assert_eq!(client.read(&of(5)).await.get("assignee"), None);
    let count = client.read(&format!("{}/threads", of(5))).await["page"]["totalElements"].clone();
    client.change(Method::PATCH, &of(5), &remove).await;
    let again = client.read(&format!("{}/threads", of(5))).await["page"]["totalElements"].clone();
    assert_eq!(count, again);
}

#[tokio::test]
async fn tags_and_fields_are_replaced_as_a_whole() {
    let client = Client::new().await;
    let put = |path: &'static str, body: Value| {
        let client = &client;
        async move {
            client
                .change(Method::PUT, &format!("{}{path}", of(5)), &body)
                .await
        }
    };
    put(
        "/tags",
        json!({"tags": ["Winter Sale", "winter sale", "vip"]}),
    )
    .await;
    let shown = client.read(&of(5)).await;
    let tags: Vec<&Value> = shown["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| &tag["tag"])
        .collect();
    assert_eq!(tags, ["Winter Sale", "vip"]);
    let tag = client
        .read(&format!("/v2/tags/{}", shown["tags"][0]["id"]))
        .await;
    assert_eq!(
        (&tag["slug"], &tag["ticketCount"]),
        (&json!("winter-sale"), &json!(1))
    );
    assert_eq!(client.cases("status=all&tag=winter%20sale").await, [5]);
    put(
        "/fields",
        json!({"fields": [{"id": 10, "value": "2026-12-01"}]}),
    )
    .await;
    let fields = client.read(&of(5)).await["customFields"].clone();
    let expected =
        json!([{"id": 10, "name": "New battery on", "value": "2026-12-01", "text": "2026-12-01"}]);
    assert_eq!(fields, expected);
    put("/tags", json!({"tags": []})).await;
    put("/fields", json!({"fields": []})).await;
    let bare = client.read(&of(5)).await;
    assert_eq!(
        (&bare["tags"], &bare["customFields"]),
        (&json!([]), &json!([]))
    );
    assert_eq!(bare["userUpdatedAt"], "2026-11-20T17:00:00Z");
}

#[tokio::test]
async fn a_snoozed_conversation_wakes_by_itself_or_when_told() {
    let client = Client::new().await;
    let path = format!("{}/snooze", of(8));
    let sleep = json!({"snoozedUntil": "2026-11-20T18:00:00Z", "unsnoozeOnCustomerReply": true});
    client.change(Method::PUT, &path, &sleep).await;
    let asleep = client.read(&of(8)).await;
    assert_eq!(
        (&asleep["status"], &asleep["customerWaitingSince"]),
        (&json!("pending"), &Value::Null)
    );
    let expected = json!({
        "snoozedBy": 388, "snoozedUntil": "2026-11-20T18:00:00Z", "unsnoozeOnCustomerReply": true,
    });
    assert_eq!(asleep["snooze"], expected);
    client.clock.advance(Duration::from_secs(3_599));
    assert_eq!(client.read(&of(8)).await["snooze"], expected);
    client.clock.advance(Duration::from_secs(1));
    let awake = client.read(&of(8)).await;
    assert_eq!(
        (awake.get("snooze"), &awake["status"]),
        (None, &json!("active"))
    );
    client.remove(&format!("{}/snooze", of(21))).await;
    let awake = client.read(&of(21)).await;
    assert_eq!(
        (awake.get("snooze"), &awake["status"]),
        (None, &json!("active"))
    );
    client.remove(&format!("{}/snooze", of(21))).await;
}

#[tokio::test]
async fn a_customer_wakes_only_what_was_put_aside_until_then() {
    let client = Client::new().await;
    for (case, is_awake) in [(21, true), (14, false)] {
        let body = json!({"text": "Any news?", "customer": {"id": 501_201}});
        client
            .create(&format!("{}/customer", of(case)), &body)
            .await;
        let shown = client.read(&of(case)).await;
        assert_eq!(shown.get("snooze").is_none(), is_awake, "{case}");
        assert_eq!(shown["status"], "active");
    }
}

#[tokio::test]
async fn a_deleted_conversation_is_gone_everywhere() {
    let client = Client::new().await;
    client.remove(&of(6)).await;
    for path in [
        of(6),
        format!("{}/threads", of(6)),
        "/v2/ratings/66002".to_owned(),
    ] {
        assert_eq!(
            client.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert!(!client.cases("status=closed").await.contains(&6));
    let again = client.ask(Method::DELETE, &of(6), "*/*").await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn two_hundred_writes_at_once_make_two_hundred_rows() {
    let (client, new) = (Client::new().await, import());
    let replies = (0..100).map(|count| {
        let body = json!({"text": format!("Reply {count}"), "customer": {"id": 501_201}});
        let client = &client;
        async move { client.create(&format!("{}/reply", of(7)), &body).await }
    });
    let opened = (0..100).map(|_| client.create("/v2/conversations", &new));
    let (replies, opened) = futures_util::join!(
        futures_util::future::join_all(replies),
        futures_util::future::join_all(opened)
    );
    let ids: BTreeSet<u64> = replies.into_iter().chain(opened).collect();
    assert_eq!(ids.len(), 200);
    let threads = client.walk(&format!("{}/threads", of(7)), "threads").await;
    let written = threads.iter().filter(|one| one["source"]["type"] == "api");
    assert_eq!(written.count(), 100);
    let all = client
        .walk("/v2/conversations?status=all", "conversations")
        .await;
    assert_eq!(all.len(), 128);
    let numbers: BTreeSet<u64> = all
        .iter()
        .map(|one| one["number"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers.len(), 128);
    let kims = client.read("/v2/customers?firstName=Kim").await;
    assert_eq!(kims["page"]["totalElements"], 1);
}
