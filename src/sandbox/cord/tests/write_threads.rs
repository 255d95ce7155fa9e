//! Making, changing and removing threads.

use std::time::Duration;

use serde_json::{Value, json};

use super::{ListShape, NOW, peer, refusal};

const THREAD: &str = "/v1/threads/case-1003";

fn now() -> String {
    format!("{:.3}", jiff::Timestamp::from_second(NOW).unwrap())
}

#[tokio::test]
async fn a_put_changes_only_what_it_names_and_replaces_metadata_whole() {
    let peer = peer(ListShape::Full).await;
    let before = peer.found(THREAD).await;
    let body = json!({"name": "New name", "metadata": {"tag.x": true}, "extraClassnames": null});
    let answer = peer.done("PUT", THREAD, body).await;
    let message = "✅ You successfully updated thread case-1003";
    assert_eq!(answer, json!({"success": true, "message": message}));
    let mut expected = before;
    expected["name"] = json!("New name");
    expected["metadata"] = json!({"tag.x": true});
    assert_eq!(peer.found(THREAD).await, expected);
    peer.done("PUT", THREAD, json!({})).await;
    assert_eq!(peer.found(THREAD).await, expected);
}

#[tokio::test]
async fn resolving_with_a_user_leaves_a_message_and_without_one_is_silent() {
    let peer = peer(ListShape::Full).await;
    let total = peer.found(THREAD).await["total"].as_u64().unwrap();
    let silent = json!({"resolved": true});
    peer.done("PUT", THREAD, silent).await;
    let thread = peer.found(THREAD).await;
    assert_eq!(thread["resolvedTimestamp"], now());
    assert_eq!(thread["total"], total);

    peer.clock.advance(Duration::from_secs(60));
    let reopen = json!({"resolvedTimestamp": null, "resolved": true, "userID": "ana"});
    peer.done("PUT", THREAD, reopen.clone()).await;
    peer.done("PUT", THREAD, reopen).await;
    let thread = peer.found(THREAD).await;
    assert_eq!(
        (&thread["resolved"], &thread["total"]),
        (&json!(false), &json!(total + 1))
    );
    let messages = peer.found(&format!("{THREAD}/messages")).await;
    assert_eq!(messages[0]["plaintext"], "@Ana reopened this thread");
    assert_eq!(messages[0]["translationKey"], "cord.thread_unresolved");
    assert_eq!(messages[0]["type"], "action_message");
    let page = peer.found("/v1/threads?limit=1").await;
    assert_eq!(page["threads"][0]["id"], "case-1003");

    let unknown = json!({"resolved": true, "userID": "nobody", "name": "not saved"});
    let refused = peer.send("PUT", THREAD, unknown).await;
    assert_eq!(
        refused,
        (401, refusal("user_not_found", "Unknown user nobody"))
    );
    assert_ne!(peer.found(THREAD).await["name"], "not saved");
}

#[tokio::test]
async fn typing_ends_after_three_seconds_or_when_cleared() {
    let peer = peer(ListShape::Full).await;
    peer.done("PUT", THREAD, json!({"typing": ["ana"]})).await;
    peer.clock.advance(Duration::from_millis(2_900));
    peer.done("PUT", THREAD, json!({"typing": ["bo", "nobody"]}))
        .await;
    assert_eq!(peer.found(THREAD).await["typing"], json!(["ana", "bo"]));
    peer.clock.advance(Duration::from_millis(100));
    assert_eq!(peer.found(THREAD).await["typing"], json!(["bo"]));
    peer.done("PUT", THREAD, json!({"typing": []})).await;
    assert_eq!(peer.found(THREAD).await["typing"], json!([]));

    let refused = json!({"typing": ["nobody"], "name": "Saved before it failed"});
    let (status, body) = peer.send("PUT", THREAD, refused).await;
    assert_eq!((status, &body["error"]), (401, &json!("user_not_found")));
    assert_eq!(peer.found(THREAD).await["name"], "Saved before it failed");
}

#[tokio::test]
async fn subscribers_come_and_go() {
    let peer = peer(ListShape::Full).await;
    let add = json!({"addSubscribers": ["gus", "nobody"]});
    peer.done("PUT", THREAD, add).await;
    let thread = peer.found(THREAD).await;
    assert!(
        thread["subscribers"]
            .as_array()
            .unwrap()
            .contains(&json!("gus"))
    );
    let row = json!({"lastSeenTimestamp": null, "userID": "gus", "displayName": "Gus"});
    assert!(thread["participants"].as_array().unwrap().contains(&row));
    peer.done("PUT", THREAD, json!({"removeSubscribers": ["gus"]}))
        .await;
    let thread = peer.found(THREAD).await;
    assert!(
        !thread["subscribers"]
            .as_array()
            .unwrap()
            .contains(&json!("gus"))
    );

    let both = json!({"addSubscribers": ["gus"], "removeSubscribers": ["gus"]});
    let (status, body) = peer.send("PUT", THREAD, both).await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_field")));
    let (status, body) = peer
        .send("PUT", THREAD, json!({"addSubscribers": ["x"]}))
        .await;
    assert_eq!((status, &body["error"]), (401, &json!("user_not_found")));
}

#[tokio::test]
async fn a_thread_is_marked_seen_and_unseen() {
    let peer = peer(ListShape::Full).await;
    let seen = |seen: bool| json!({"seenByUsers": [{"userID": "gus", "seen": seen}]});
    peer.done("PUT", THREAD, seen(true)).await;
    let messages = peer.found(&format!("{THREAD}/messages")).await;
    assert!(
        messages[0]["seenBy"]
            .as_array()
            .unwrap()
            .contains(&json!("gus"))
    );
    peer.done("PUT", THREAD, seen(false)).await;
    let messages = peer.found(&format!("{THREAD}/messages")).await;
    for message in messages.as_array().unwrap() {
        assert!(
            !message["seenBy"]
                .as_array()
                .unwrap()
                .contains(&json!("gus"))
        );
    }
    let new = json!({"id": "empty", "groupID": "support", "location": {}, "name": "", "url": "u"});
    peer.done("POST", "/v1/threads", new).await;
    let refused = peer.send("PUT", "/v1/threads/empty", seen(true)).await;
    assert_eq!(refused, (500, refusal("error", "internal server error")));
}

#[tokio::test]
async fn a_thread_moves_to_another_group_and_another_id() {
    let peer = peer(ListShape::Full).await;
    let id = json!({"id": "case/ä", "organizationID": "support", "groupID": "riders"});
    peer.done("PUT", THREAD, id).await;
    assert_eq!(peer.get(THREAD).await.0, 404);
    let thread = peer.found("/v1/threads/case%2F%C3%A4").await;
    assert_eq!(thread["groupID"], "support");
    let other = "/v1/threads/case-1001";
    let (status, body) = peer.send("PUT", other, json!({"id": "case/ä"})).await;
    let message = "Cannot change ID to case/ä since a thread with that ID already exists";
    assert_eq!(
        (status, body),
        (409, refusal("thread_already_exists", message))
    );
    let (status, body) = peer.send("PUT", other, json!({"id": "cord:x"})).await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_field")));
    let (status, body) = peer.send("PUT", other, json!({"groupID": "x"})).await;
    assert_eq!(
        (status, &body["error"]),
        (401, &json!("organization_not_found"))
    );
}

#[tokio::test]
async fn a_thread_is_made_empty_and_removed() {
    let peer = peer(ListShape::Full).await;
    let body = json!({
        "groupID": "support",
        "location": {"page": "/zones"},
        "name": "Made",
        "url": "https://console.kestrelbikes.example/zones",
        "metadata": {"n": 1},
        "addSubscribers": ["ana", "nobody"],
    });
    let made = peer.done("POST", "/v1/threads", body.clone()).await;
    let id = made["threadID"].as_str().unwrap();
    assert!(id.starts_with("cord:"), "{id}");
    let thread = peer.found(&format!("/v1/threads/{id}")).await;
    assert_eq!(thread["subscribers"], json!(["ana"]));
    assert_eq!(thread["metadata"], json!({"n": 1}));
    assert_eq!(
        (&thread["total"], &thread["resolved"]),
        (&json!(0), &json!(false))
    );
    let list = peer.found("/v1/threads?limit=1").await;
    assert_eq!(
        (&list["threads"][0]["id"], &list["pagination"]["total"]),
        (&json!(id), &json!(21))
    );

    let answer = peer.done("DELETE", THREAD, Value::Null).await;
    assert_eq!(
        answer["message"],
        "💀 You successfully deleted thread case-1003"
    );
    let gone = refusal("thread_not_found", "Thread not found.");
    assert_eq!(peer.get(THREAD).await, (404, gone.clone()));
    assert_eq!(peer.send("DELETE", THREAD, json!({})).await, (404, gone));

    let mut unknown = body;
    unknown["groupID"] = json!("x");
    let (status, body) = peer.send("POST", "/v1/threads", unknown).await;
    assert_eq!((status, &body["error"]), (401, &json!("group_not_found")));
}

#[tokio::test]
async fn a_body_that_does_not_fit_is_told_all_that_is_wrong() {
    let peer = peer(ListShape::Full).await;
    let body =
        json!({"name": 1, "resolvedTimestamp": "soon", "metadata": {"a": {}}, "colour": "red"});
    let message = "Invalid UpdateThreadVariables:\n\
        Input 1 for name must be type string,\n\
        Input \"soon\" for resolvedTimestamp must match format \"date-time\",\n\
        Input {} for metadata/a must be type string or number or boolean,\n";
    let (status, answer) = peer.send("PUT", THREAD, body).await;
    assert_eq!((status, &answer["error"]), (400, &json!("invalid_request")));
    let text = answer["message"].as_str().unwrap();
    assert!(text.starts_with(message), "{text}");
    assert!(text.contains(
        "has unexpected field: colour.\nRefer to https://docs.cord.com/rest-apis/threads"
    ));

    let (_, answer) = peer
        .send("POST", "/v1/threads", json!({"name": "x", "url": "u"}))
        .await;
    let text = answer["message"].as_str().unwrap();
    assert!(
        text.contains("requires fields: groupID and location."),
        "{text}"
    );
}

#[tokio::test]
async fn hostile_bodies_are_refused() {
    let peer = peer(ListShape::Full).await;
    let bad = ["{", "\"x\"", "[1,", "nul", "{\"name\":\"\u{0}\"}"];
    for text in bad {
        let (status, answer) = peer.send_as("PUT", THREAD, "application/json", text).await;
        assert_eq!(
            (status, &answer["error"]),
            (400, &json!("invalid_request")),
            "{text}"
        );
    }
    let (_, answer) = peer.send("PUT", THREAD, json!([1])).await;
    assert!(
        answer["message"]
            .as_str()
            .unwrap()
            .contains("Expected JSON object.")
    );
    let large = format!("{{\"name\":\"{}\"}}", "x".repeat(10 * 1024 * 1024));
    let refused = peer.send_as("PUT", THREAD, "application/json", large).await;
    assert_eq!(
        refused,
        (400, refusal("invalid_request", "request entity too large"))
    );
    // What is not called JSON is not looked at, and an empty change succeeds.
    let (status, _) = peer.send_as("PUT", THREAD, "text/plain", "{").await;
    assert_eq!(status, 200);
}
