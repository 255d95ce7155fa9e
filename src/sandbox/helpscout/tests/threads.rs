use std::collections::BTreeSet;
use std::time::Duration;

use axum::http::{Method, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{BASE, Client, conversation};

async fn threads(client: &Client, case: u64) -> Vec<Value> {
    client
        .walk(
            &format!("/v2/conversations/{}/threads", conversation(case)),
            "threads",
        )
        .await
}

/// Oldest first.
async fn thread(client: &Client, case: u64, position: usize) -> Value {
    let mut threads = threads(client, case).await;
    threads.reverse();
    threads[position].clone()
}

#[tokio::test]
async fn threads_come_newest_first_on_pages_of_25() {
    let client = Client::new().await;
    let path = format!("/v2/conversations/{}/threads", conversation(3));
    let first = client.read(&path).await;
    assert_eq!(
        first["page"],
        json!({"size": 25, "totalElements": 61, "totalPages": 3, "number": 1})
    );
    let href = |suffix: &str| json!({"href": format!("{BASE}{path}{suffix}")});
    assert_eq!(first["_links"]["self"], href("?page=1"));
    assert_eq!(first["_links"]["next"], href("?page=2"));
    assert_eq!(first["_links"]["last"], href("?page=3"));
    let template = json!({"href": format!("{BASE}{path}{{?page}}"), "templated": true});
    assert_eq!(first["_links"]["page"], template);
    assert_eq!(first["_links"].get("previous"), None);
    let all = threads(&client, 3).await;
    assert_eq!(all.len(), 61);
    assert!(all.is_sorted_by(|a, b| a["createdAt"].as_str() >= b["createdAt"].as_str()));
    let ids: BTreeSet<u64> = all.iter().map(|one| one["id"].as_u64().unwrap()).collect();
    assert_eq!(ids.len(), 61);
    assert_eq!(ids.first(), Some(&7_712_003_001));
    let count = client
        .read(&format!("/v2/conversations/{}", conversation(3)))
        .await["threads"]
        .clone();
    let readable = all.iter().filter(|one| one["type"] != "lineitem");
    assert_eq!(count, readable.count());
}

#[tokio::test]
async fn a_customer_mail_has_the_documented_shape() {
    let client = Client::new().await;
    let one = thread(&client, 16, 0).await;
    let zoe = json!({
        "id": 501_362, "type": "customer", "first": "Zoë", "last": "Lambert", "email": "zoe.lambert@mail.example",
    });
    let expected = json!({
        "id": 7_712_016_001_u64,
        "type": "customer",
        "status": "active",
        "state": "published",
        "action": {"type": "default", "associatedEntities": {}},
        "body": one["body"],
        "source": {"type": "email", "via": "customer"},
        "customer": zoe,
        "createdBy": zoe,
        "savedReplyId": 0,
        "to": ["help@kestrelbikes.example"],
        "cc": [],
        "bcc": [],
        "createdAt": "2026-11-14T00:50:04Z",
        "_embedded": one["_embedded"],
        "_links": {
            "createdByCustomer": {"href": format!("{BASE}/v2/customers/501362")},
            "customer": {"href": format!("{BASE}/v2/customers/501362")},
        },
    });
    assert_eq!(one, expected);
    assert!(one["body"].as_str().unwrap().starts_with("Hello,<br><br>"));
    let file = &one["_embedded"]["attachments"][0];
    assert_eq!(file["filename"], "größe & maße.csv");
}

#[tokio::test]
async fn a_reply_was_opened_and_rated() {
    let client = Client::new().await;
    let all = threads(&client, 1).await;
    let rated = all.iter().find(|one| one.get("rating").is_some()).unwrap();
    assert_eq!(rated["type"], "message");
    assert_eq!(
        rated["rating"],
        json!({"customerId": 501_362, "rating": "great", "comments": "Quick!"})
    );
    assert_eq!(rated["to"], json!(["zoe.lambert@mail.example"]));
    assert_eq!(rated["customer"]["id"], 501_362);
    assert!(rated["openedAt"].as_str() > rated["createdAt"].as_str());
    assert_eq!(rated["assignedTo"]["type"], "team");
    assert_eq!(thread(&client, 1, 1).await["savedReplyId"], 417);
    let threads_of_last = threads(&client, 17).await;
    let last = threads_of_last
        .iter()
        .find(|one| one.get("rating").is_some())
        .unwrap();
    assert_eq!(last["rating"].get("comments"), None);
}

#[tokio::test]
async fn a_line_item_has_no_body_and_no_recipients() {
    let client = Client::new().await;
    let item = thread(&client, 5, 3).await;
    let keys: Vec<&String> = item.as_object().unwrap().keys().collect();
    let expected = [
        "id",
        "type",
        "status",
        "state",
        "action",
        "source",
        "createdBy",
        "assignedTo",
        "createdAt",
        "_links",
    ];
    assert_eq!(keys, expected);
    assert_eq!(
        (&item["type"], &item["status"]),
        (&json!("lineitem"), &json!("closed"))
    );
    assert_eq!(
        item["createdBy"],
        json!({"id": 0, "type": "user", "first": "", "last": "", "email": ""})
    );
    assert_eq!(
        item["action"],
        json!({
            "type": "automatic-workflow", "text": "Bo resolved the case.",
            "associatedEntities": {"workflow": 3_311, "inbox": 13},
        })
    );
    let assigned = thread(&client, 5, 2).await;
    assert_eq!(
        (&assigned["status"], &assigned["assignedTo"]["first"]),
        (&json!("nochange"), &json!("Bo"))
    );
    assert_eq!(thread(&client, 5, 0).await.get("assignedTo"), None);
}

#[tokio::test]
async fn notes_and_calls_are_written_by_users() {
    let client = Client::new().await;
    let note = thread(&client, 6, 4).await;
    assert_eq!((&note["type"], &note["to"]), (&json!("note"), &json!([])));
    assert_eq!(note.get("customer"), None);
    assert_eq!(note["createdBy"]["type"], "user");
    let call = thread(&client, 2, 0).await;
    assert_eq!(
        (&call["type"], &call["createdBy"]["first"]),
        (&json!("phone"), &json!("Emre"))
    );
    assert_eq!(call["customer"]["first"], "Nora");
    assert_eq!(
        call["_links"]["createdByUser"]["href"],
        format!("{BASE}/v2/users/400")
    );
}

#[tokio::test]
async fn replies_that_were_not_sent_have_their_state() {
    let client = Client::new().await;
    let mut states = Vec::new();
    for case in [7, 10, 16, 24] {
        let all = threads(&client, case).await;
        let unsent = all.iter().find(|one| one["state"] != "published").unwrap();
        assert_eq!(unsent["status"], "nochange");
        states.push(unsent["state"].as_str().unwrap().to_owned());
        let count = client
            .read(&format!("/v2/conversations/{}", conversation(case)))
            .await["threads"]
            .clone();
        let readable = all.iter().filter(|one| one["type"] != "lineitem").count();
        assert_eq!(count, readable - 1, "{case}");
    }
    assert_eq!(states, ["draft", "draft", "hidden", "review"]);
    assert_eq!(threads(&client, 7).await[0].get("scheduled"), None);
    let scheduled = &threads(&client, 10).await[0]["scheduled"];
    let expected = json!({
        "scheduledBy": 397, "sendAsId": 397, "createdAt": scheduled["createdAt"],
        "scheduledFor": "2036-01-02T08:00:00Z", "unscheduleOnCustomerReply": true,
    });
    assert_eq!(*scheduled, expected);
}

#[tokio::test]
async fn a_forward_links_both_conversations_by_text() {
    let client = Client::new().await;
    let all = threads(&client, 3).await;
    let parent = all
        .iter()
        .find(|one| one["type"] == "forwardparent")
        .unwrap();
    assert_eq!(parent["linkedConversationId"], conversation(15).to_string());
    assert_eq!(parent["to"], json!(["claims@tandeminsurance.example"]));
    assert_eq!(parent["assignedTo"]["type"], "team");
    let child = thread(&client, 15, 0).await;
    assert_eq!(child["type"], "forwardchild");
    assert_eq!(child["linkedConversationId"], conversation(3).to_string());
}

#[tokio::test]
async fn every_kind_of_thread_and_both_empty_entities_appear() {
    let client = Client::new().await;
    let mut kinds = BTreeSet::new();
    let mut empty = BTreeSet::new();
    for case in 1..=28 {
        for one in threads(&client, case).await {
            kinds.insert(one["type"].as_str().unwrap().to_owned());
            empty.insert(one["action"]["associatedEntities"].to_string());
        }
    }
    let expected = [
        "beaconchat",
        "chat",
        "customer",
        "forwardchild",
        "forwardparent",
        "lineitem",
        "message",
        "note",
        "phone",
    ];
    assert!(kinds.iter().eq(expected.iter()));
    assert!(empty.contains("{}") && empty.contains("[]"));
}

#[tokio::test]
async fn bodies_are_html_and_some_are_dangerous() {
    let client = Client::new().await;
    let body = |one: Value| one["body"].as_str().unwrap().to_owned();
    assert!(body(thread(&client, 4, 0).await).contains("<script>document.location"));
    assert!(body(thread(&client, 1, 0).await).contains("<img src=\"https://www.mail.example/"));
    assert!(body(thread(&client, 3, 3).await).contains("<table"));
    assert!(body(thread(&client, 24, 0).await).contains("E-17&quot; &amp; the battery"));
    let copied = thread(&client, 3, 1).await;
    assert_eq!(copied["cc"].as_array().unwrap().len(), 2);
    assert_eq!(copied["bcc"], json!(["archive@kestrelbikes.example"]));
}

#[tokio::test]
async fn an_attachment_is_downloaded_as_base64() {
    let client = Client::new().await;
    let one = thread(&client, 15, 4).await;
    let file = &one["_embedded"]["attachments"][0];
    let path = format!("/v2/conversations/{}/attachments/9151", conversation(15));
    assert_eq!(file["id"], 9_151);
    assert_eq!(file["state"], "valid");
    assert_eq!(file["_links"]["self"]["href"], format!("{BASE}{path}"));
    assert_eq!(file["_links"]["data"]["href"], format!("{BASE}{path}/data"));
    assert!(
        file["_links"]["web"]["href"]
            .as_str()
            .unwrap()
            .starts_with("https://secure.helpscout.net/file/9151/")
    );
    let data = client.read(&format!("{path}/data")).await;
    let bytes = STANDARD.decode(data["data"].as_str().unwrap()).unwrap();
    let expected = format!(
        "This is the content of {}.\n",
        file["filename"].as_str().unwrap()
    );
    assert_eq!(String::from_utf8(bytes.clone()).unwrap(), expected);
    assert_eq!(file["size"], bytes.len());
    let elsewhere = format!(
        "/v2/conversations/{}/attachments/9151/data",
        conversation(14)
    );
    assert_eq!(client.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_virus_cannot_be_downloaded() {
    let client = Client::new().await;
    let one = thread(&client, 13, 0).await;
    let path = format!("/v2/conversations/{}/attachments/9131", conversation(13));
    let expected = json!({
        "id": 9_131, "filename": "payment-details.exe", "mimeType": "application/octet-stream", "state": "virus",
        "_links": {"self": {"href": format!("{BASE}{path}")}},
    });
    assert_eq!(one["_embedded"]["attachments"], json!([expected]));
    assert_eq!(
        client.get(&format!("{path}/data")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_original_mail_is_kept_for_15_days() {
    let client = Client::new().await;
    let path = format!(
        "/v2/conversations/{}/threads/7712016001/original-source",
        conversation(16)
    );
    let mail = client.read(&path).await["original"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(mail.starts_with("From: =?utf-8?B?Wm/DqyBMYW1iZXJ0?= <zoe.lambert@mail.example>\r\n"));
    assert!(mail.contains("\r\nDate: Sat, 14 Nov 2026 00:50:04 +0000\r\n"));
    let raw = client.ask(Method::GET, &path, "message/rfc822").await;
    assert_eq!(raw.header("content-type"), "message/rfc822");
    assert_eq!(raw.text, mail);
    let reply = format!(
        "/v2/conversations/{}/threads/7712016002/original-source",
        conversation(16)
    );
    assert_eq!(client.get(&reply).await.status, StatusCode::NOT_FOUND);
    let oldest = format!(
        "/v2/conversations/{}/threads/7712001001/original-source",
        conversation(1)
    );
    client.clock.advance(Duration::from_secs(52_200));
    assert_eq!(client.get(&oldest).await.status, StatusCode::OK);
    client.clock.advance(Duration::from_secs(1));
    assert_eq!(client.get(&oldest).await.status, StatusCode::NOT_FOUND);
}
