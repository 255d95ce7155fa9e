use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{BASE, Client, conversation};

#[tokio::test]
async fn a_conversation_has_the_documented_shape() {
    let client = Client::new().await;
    let body = client
        .read(&format!("/v2/conversations/{}", conversation(15)))
        .await;
    let href = |path: &str| json!({"href": format!("{BASE}/v2/{path}")});
    let claims = json!({
        "id": 501_348, "type": "customer", "first": "Tandem", "last": "Claims",
        "photoUrl": "https://img.kestrelbikes.example/c/501348.png", "email": "claims@tandeminsurance.example",
    });
    let expected = json!({
        "id": 2_147_486_465_u64,
        "number": 48_245,
        "threads": 5,
        "type": "email",
        "folderId": 1304,
        "status": "active",
        "state": "published",
        "subject": "Is my battery part of the recall?",
        "preview": body["preview"],
        "mailboxId": 13,
        "assignee": {
            "id": 400, "type": "user", "first": "Emre", "last": "Yıldız",
            "photoUrl": "https://img.kestrelbikes.example/u/400.png", "email": "emre.yildiz@kestrelbikes.example",
        },
        "createdBy": claims,
        "createdAt": "2026-11-13T10:38:09Z",
        "userUpdatedAt": "2026-11-13T16:08:09Z",
        "customerWaitingSince": {
            "time": "2026-11-13T16:08:09Z", "friendly": "7 days ago", "latestReplyFrom": "user",
        },
        "source": {"type": "email", "via": "customer"},
        "tags": body["tags"],
        "cc": [],
        "bcc": [],
        "primaryCustomer": claims,
        "customFields": [],
        "_embedded": {"threads": []},
        "_links": {
            "self": href("conversations/2147486465"),
            "mailbox": href("mailboxes/13"),
            "primaryCustomer": href("customers/501348"),
            "createdByCustomer": href("customers/501348"),
            "threads": href("conversations/2147486465/threads"),
            "assignee": href("users/400"),
            "web": {"href": "https://secure.helpscout.net/conversation/2147486465/48245"},
        },
    });
    assert_eq!(body, expected);
    let tags: Vec<&Value> = body["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| &tag["tag"])
        .collect();
    assert_eq!(tags, ["battery-recall", "safety"]);
    assert!(body["preview"].as_str().unwrap().chars().count() <= 185);
}

#[tokio::test]
async fn a_closed_conversation_says_who_closed_it() {
    let client = Client::new().await;
    let read = |case| {
        let client = &client;
        async move {
            client
                .read(&format!("/v2/conversations/{}", conversation(case)))
                .await
        }
    };
    let by_user = read(6).await;
    assert_eq!(by_user["status"], "closed");
    assert_eq!(by_user["closedBy"], 406);
    assert_eq!(by_user["closedByUser"]["first"], "Gus");
    assert_eq!(by_user["closedAt"], "2026-11-10T06:43:44Z");
    assert_eq!(
        by_user["_links"]["closedBy"]["href"],
        format!("{BASE}/v2/users/406")
    );
    let by_workflow = read(5).await;
    assert_eq!(by_workflow["closedBy"], 0);
    assert_eq!(by_workflow.get("closedByUser"), None);
    let open = read(7).await;
    assert_eq!((open.get("closedBy"), open.get("closedAt")), (None, None));
}

#[tokio::test]
async fn what_is_not_there_is_absent_or_null() {
    let client = Client::new().await;
    let read = |case| {
        let client = &client;
        async move {
            client
                .read(&format!("/v2/conversations/{}", conversation(case)))
                .await
        }
    };
    let unassigned = read(26).await;
    assert_eq!(unassigned.get("assignee"), None);
    assert_eq!(unassigned["mailboxId"], 14);
    assert_eq!(
        unassigned["customerWaitingSince"]["latestReplyFrom"],
        "customer"
    );
    let junk = read(4).await;
    assert_eq!(
        (junk["status"].as_str(), junk.get("customerWaitingSince")),
        (Some("spam"), None)
    );
    assert_eq!(junk["userUpdatedAt"], junk["createdAt"]);
    let asleep = read(21).await;
    assert_eq!(asleep["customerWaitingSince"], Value::Null);
    assert_eq!(asleep["status"], "pending");
    let snooze = json!({"snoozedBy": 400, "snoozedUntil": "2036-01-01T08:00:00Z", "unsnoozeOnCustomerReply": true});
    assert_eq!(asleep["snooze"], snooze);
    assert_eq!(asleep["nextEvent"]["eventType"], "snooze");
    assert_eq!(read(14).await["status"], "active");
    let team = read(1).await;
    assert_eq!(
        team["assignee"],
        json!({
            "id": 641, "type": "team", "first": "Workshop & Firmware", "last": "", "email": "workshop@kestrelbikes.example",
        })
    );
    assert_eq!(
        team["_links"]["assignee"]["href"],
        format!("{BASE}/v2/teams/641")
    );
    let phone = read(2).await;
    assert_eq!(
        (&phone["type"], &phone["createdBy"]["type"]),
        (&json!("phone"), &json!("user"))
    );
}

#[tokio::test]
async fn custom_fields_show_the_label_beside_the_option() {
    let client = Client::new().await;
    let body = client
        .read(&format!("/v2/conversations/{}", conversation(5)))
        .await;
    let expected = json!([
        {"id": 9, "name": "Order id", "value": "484122", "text": "484122"},
        {"id": 8, "name": "Model", "value": "8519", "text": "Kestrel Cargo"},
    ]);
    assert_eq!(body["customFields"], expected);
}

#[tokio::test]
async fn a_list_without_status_holds_the_active_ones() {
    let client = Client::new().await;
    let body = client.read("/v2/conversations").await;
    assert_eq!(
        body["page"],
        json!({"size": 25, "totalElements": 11, "totalPages": 1, "number": 1})
    );
    assert_eq!(
        client.cases("").await,
        [28, 26, 25, 23, 20, 18, 15, 14, 10, 7, 3]
    );
    assert_eq!(
        client.cases("status=pending").await,
        [27, 24, 21, 16, 12, 8, 2]
    );
    assert_eq!(client.cases("status=spam").await, [13, 4]);
    assert_eq!(
        client.cases("status=closed").await,
        [22, 19, 17, 11, 9, 6, 5, 1]
    );
    assert_eq!(client.cases("status=open").await.len(), 18);
}

#[tokio::test]
async fn walking_the_pages_gives_every_conversation_once() {
    let client = Client::new().await;
    let walked = client
        .walk(
            "/v2/conversations?status=all&sortOrder=asc",
            "conversations",
        )
        .await;
    let ids: Vec<u64> = walked
        .iter()
        .map(|one| one["id"].as_u64().unwrap())
        .collect();
    assert_eq!(ids, (1..=28).map(conversation).collect::<Vec<_>>());
    assert!(ids.iter().any(|id| *id > 2_147_483_647) && ids.iter().any(|id| *id < 2_147_483_647));
}

#[tokio::test]
async fn links_keep_the_filters() {
    let client = Client::new().await;
    let body = client
        .read("/v2/conversations?status=all&query=(number:[1%20TO%20*])&page=2")
        .await;
    assert_eq!(
        body["page"],
        json!({"size": 25, "totalElements": 28, "totalPages": 2, "number": 2})
    );
    let base = format!("{BASE}/v2/conversations?status=all&query=%28number%3A%5B1+TO+*%5D%29");
    let expected = json!({
        "self": {"href": format!("{base}&page=2")},
        "previous": {"href": format!("{base}&page=1")},
        "first": {"href": format!("{base}&page=1")},
        "last": {"href": format!("{base}&page=2")},
        "page": {"href": format!("{base}{{&page}}"), "templated": true},
    });
    assert_eq!(body["_links"], expected);
}

#[tokio::test]
async fn an_empty_page_has_no_embedded() {
    let client = Client::new().await;
    let body = client.read("/v2/conversations?tag=nowhere").await;
    let base = format!("{BASE}/v2/conversations?tag=nowhere");
    let expected = json!({
        "_links": {
            "self": {"href": base},
            "first": {"href": format!("{base}&page=1")},
            "last": {"href": format!("{base}&page=1")},
            "page": {"href": format!("{base}{{&page}}"), "templated": true},
        },
        "page": {"size": 25, "totalElements": 0, "totalPages": 0, "number": 0},
    });
    assert_eq!(body, expected);
    let beyond = client
        .read("/v2/conversations?page=18446744073709551615")
        .await;
    assert_eq!(beyond.get("_embedded"), None);
    assert_eq!(beyond["page"]["totalElements"], 11);
}

#[tokio::test]
async fn threads_come_along_when_asked_for_and_chats_are_cut_short() {
    let client = Client::new().await;
    let list = client.read("/v2/conversations?embed=threads").await;
    let all = list["_embedded"]["conversations"].as_array().unwrap();
    let find = |case| {
        all.iter()
            .find(|one| one["id"] == conversation(case))
            .unwrap()
    };
    let whole = client
        .read(&format!(
            "/v2/conversations/{}?embed=threads",
            conversation(25)
        ))
        .await;
    let body = |one: &Value| {
        let threads = one["_embedded"]["threads"].as_array().unwrap();
        threads.last().unwrap()["body"].as_str().unwrap().to_owned()
    };
    assert_eq!(body(find(25)).chars().count(), 63);
    assert!(body(find(25)).ends_with("..."));
    assert!(body(&whole).chars().count() > 63);
    assert_eq!(
        find(3)["_embedded"]["threads"].as_array().unwrap().len(),
        61
    );
    let kinds = |case| -> BTreeSet<String> {
        let threads = find(case)["_embedded"]["threads"].as_array().unwrap();
        threads
            .iter()
            .map(|thread| thread["type"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(kinds(18), BTreeSet::from(["beaconchat".to_owned()]));
    assert_eq!(
        kinds(25),
        BTreeSet::from(["chat".to_owned(), "lineitem".to_owned()])
    );
}

#[tokio::test]
async fn a_merged_conversation_has_moved_and_nothing_is_below_it() {
    let client = Client::new().await;
    let reply = client.get("/v2/conversations/2147482500").await;
    assert_eq!(reply.status, StatusCode::MOVED_PERMANENTLY);
    let new = conversation(6);
    assert_eq!(
        reply.header("location"),
        format!("{BASE}/v2/conversations/{new}")
    );
    for below in [
        "threads",
        "attachments/9001/data",
        "threads/1/original-source",
    ] {
        let reply = client
            .get(&format!("/v2/conversations/2147482500/{below}"))
            .await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{below}");
        assert_eq!(reply.json()["message"], "Not Found");
    }
    let threads = client
        .walk(&format!("/v2/conversations/{new}/threads"), "threads")
        .await;
    let merge = threads
        .iter()
        .find(|thread| thread["action"]["type"] == "merged")
        .unwrap();
    assert_eq!(
        merge["action"]["associatedEntities"]["originalConversation"],
        2_147_482_500_u64
    );
}
