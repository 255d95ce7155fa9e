//! Messages, files, users and groups.

use std::time::Duration;

use serde_json::{Value, json};

use super::{ListShape, keys, peer};

#[tokio::test]
async fn messages_come_newest_first_unless_asked_otherwise() {
    let peer = peer(ListShape::Full).await;
    let (_, down) = peer.get("/v1/threads/case-1003/messages").await;
    let (_, up) = peer
        .get("/v1/threads/case-1003/messages?sortDirection=AsCending")
        .await;
    let mut turned = up.as_array().unwrap().clone();
    turned.reverse();
    assert_eq!((down.as_array().unwrap(), turned.len()), (&turned, 30));
    let (status, body) = peer
        .get("/v1/threads/case-1003/messages?sortDirection=up")
        .await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_request")));
}

#[tokio::test]
async fn a_message_is_the_same_in_every_list() {
    let peer = peer(ListShape::Full).await;
    let (_, of_thread) = peer
        .get("/v1/threads/case-1002/messages?sortDirection=ascending")
        .await;
    let (_, one) = peer.get("/v1/threads/case-1002/messages/m-2-1").await;
    assert_eq!(of_thread[0], one);
    let (_, list) = peer
        .filtered(
            "/v1/messages",
            r#"{"groupID":"lumen","authorID":"kwame"}"#,
            "",
        )
        .await;
    assert_eq!(list["messages"][0], one);
    assert_eq!(
        keys(&one),
        [
            "id",
            "organizationID",
            "groupID",
            "threadID",
            "authorID",
            "url",
            "content",
            "plaintext",
            "createdTimestamp",
            "updatedTimestamp",
            "deletedTimestamp",
            "type",
            "iconURL",
            "translationKey",
            "metadata",
            "seenBy",
            "extraClassnames",
            "skipLinkPreviews",
            "attachments",
            "reactions",
        ]
    );
    assert_eq!(
        one["content"][2],
        json!({"type": "bullet", "children": [
            {"type": "p", "children": [{"text": "restarted the phone"}]},
        ]})
    );
    assert!(
        one["plaintext"]
            .as_str()
            .unwrap()
            .contains("\n\nrestarted the phone\ntook the battery out")
    );
}

#[tokio::test]
async fn resolving_leaves_an_action_message() {
    let peer = peer(ListShape::Full).await;
    let (_, messages) = peer.get("/v1/threads/case-1001/messages").await;
    let (_, thread) = peer.get("/v1/threads/case-1001").await;
    let action = &messages[0];
    assert_eq!(action["type"], "action_message");
    assert_eq!(action["plaintext"], "@Dóra resolved this thread");
    assert_eq!(action["translationKey"], "cord.thread_resolved");
    assert_eq!(
        action["iconURL"],
        "https://app.cord.com/static/check-circle.svg"
    );
    assert!(action["id"].as_str().unwrap().starts_with("cord:"));
    assert_eq!(thread["resolvedTimestamp"], action["createdTimestamp"]);
    assert_eq!(
        (&thread["mentioned"], &thread["actionMessageRepliers"]),
        (&json!(["dora"]), &json!(["dora"]))
    );
}

#[tokio::test]
async fn a_withdrawn_message_stays_and_is_counted() {
    let peer = peer(ListShape::Full).await;
    let (_, thread) = peer.get("/v1/threads/case-1008").await;
    let counts = ["total", "userMessages", "actionMessages", "deletedMessages"]
        .map(|key| thread[key].clone());
    assert_eq!(counts, [json!(5), json!(4), json!(0), json!(1)]);
    let (_, message) = peer
        .get("/v1/threads/case-1008/messages/m-8-withdrawn")
        .await;
    assert!(message["deletedTimestamp"].is_string());
    assert_eq!(
        message["plaintext"],
        "Sorry, that was meant for another thread."
    );
}

#[tokio::test]
async fn users_and_groups_have_the_documented_fields() {
    let peer = peer(ListShape::Full).await;
    let (_, ana) = peer.get("/v1/users/ana").await;
    assert_eq!(
        keys(&ana),
        [
            "id",
            "email",
            "status",
            "name",
            "shortName",
            "short_name",
            "first_name",
            "last_name",
            "profilePictureURL",
            "profile_picture_url",
            "organizations",
            "groups",
            "metadata",
            "groupIDsWithLinkedSlackProfile",
        ]
    );
    assert_eq!(ana["groups"][0], "support");
    let (_, page) = peer
        .filtered("/v1/users", r#"{"metadata":{"role":"agent"}}"#, "")
        .await;
    assert_eq!(page["pagination"], json!({"token": null, "total": 7}));
    assert_eq!(page["users"][0]["id"], "ana");
    assert!(
        page["users"][0]["createdTimestamp"]
            .as_str()
            .unwrap()
            .ends_with("Z")
    );
    let (_, visitor) = peer.get("/v1/users/visitor").await;
    assert_eq!(
        (&visitor["email"], &visitor["groups"]),
        (&Value::Null, &json!(["riders"]))
    );
    let (_, groups) = peer.get("/v1/groups").await;
    assert_eq!(groups.as_array().unwrap().len(), 10);
    assert_eq!(
        keys(&groups[1]),
        ["id", "name", "status", "connectedToSlack", "metadata"]
    );
    let (_, support) = peer.get("/v1/organizations/support").await;
    let agents = json!(["ana", "bo", "chidi", "dora", "emre", "fleur", "gus"]);
    assert_eq!(
        (&support["name"], &support["members"]),
        (&json!("Kestrel Support"), &agents)
    );
}

#[tokio::test]
async fn a_file_downloads_by_its_link_for_four_hours() {
    let peer = peer(ListShape::Full).await;
    let (_, page) = peer.get("/v1/messages").await;
    let messages = page["messages"].as_array().unwrap();
    let file = messages
        .iter()
        .find_map(|message| message["attachments"].get(0))
        .unwrap();
    let link = file["url"]
        .as_str()
        .unwrap()
        .strip_prefix(&peer.base_url)
        .unwrap();
    let answer = peer.answer(link, None).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(
        answer.headers()["content-type"],
        file["mimeType"].as_str().unwrap()
    );
    let text = answer.text().await.unwrap();
    assert_eq!(
        text,
        format!(
            "This is the content of {}.\n",
            file["name"].as_str().unwrap()
        )
    );
    assert_eq!(file["size"], text.len());
    assert_eq!(peer.answer(&format!("{link}x"), None).await.status(), 403);
    peer.clock.advance(Duration::from_secs(4 * 3600));
    assert_eq!(peer.answer(link, None).await.status(), 403);
}
