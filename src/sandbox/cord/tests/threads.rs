//! The list of threads and one thread.

use serde_json::{Value, json};

use crate::sandbox::world::World;

use super::{ListShape, keys, peer, refusal};

#[tokio::test]
async fn the_list_is_ordered_by_the_newest_message_and_then_by_id() {
    let peer = peer(ListShape::Full).await;
    let (_, page) = peer.get("/v1/threads").await;
    assert_eq!(page["pagination"], json!({"token": null, "total": 20}));
    let world = World::new();
    let mut expected: Vec<_> = world
        .cases_at(crate::model::ProviderKind::Cord)
        .map(|case| {
            (
                std::cmp::Reverse(case.entries.last().unwrap().at),
                crate::sandbox::cord::seed::thread_id(case.number),
            )
        })
        .collect();
    expected.sort();
    let ids = page["threads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|thread| thread["id"].as_str().unwrap());
    assert!(ids.eq(expected.iter().map(|(_, id)| id.as_str())));
}

#[tokio::test]
async fn pages_lose_nothing_and_a_full_last_page_is_followed_by_an_empty_one() {
    let peer = peer(ListShape::Full).await;
    let (whole, _) = peer.walk("/v1/threads", "threads", 1000).await;
    assert_eq!(
        peer.walk("/v1/threads", "threads", 3).await,
        (whole.clone(), 7)
    );
    assert_eq!(
        peer.walk("/v1/threads", "threads", 1).await,
        (whole.clone(), 21)
    );
    assert_eq!(peer.walk("/v1/threads", "threads", 10).await, (whole, 3));
    let (users, pages) = peer.walk("/v1/users", "users", 4).await;
    assert_eq!((users.len(), pages), (24, 6));
    let (members, pages) = peer.walk("/v1/groups/swift/members", "users", 5).await;
    assert_eq!((members.len(), pages), (10, 2));
    let (messages, _) = peer.walk("/v1/messages", "messages", 1000).await;
    assert_eq!(messages.len(), 111);
    assert_eq!(
        peer.walk("/v1/messages", "messages", 37).await,
        (messages, 4)
    );
}

#[tokio::test]
async fn the_token_is_base64_of_the_last_row() {
    use base64::Engine;
    let peer = peer(ListShape::Full).await;
    let (_, page) = peer.get("/v1/threads?limit=1").await;
    let token = page["pagination"]["token"].as_str().unwrap();
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(token)
        .unwrap();
    let token: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(keys(&token), ["externalID", "nextCursorTimestamp"]);
    assert_eq!(token["externalID"], page["threads"][0]["id"]);
    let at = token["nextCursorTimestamp"].as_str().unwrap();
    assert_eq!(
        (at.len(), &at[..8], &at[10..11], &at[19..20]),
        (26, "2026-11-", " ", ".")
    );
}

#[tokio::test]
async fn limits_are_read_as_javascript_does() {
    let peer = peer(ListShape::Full).await;
    let rows = async |limit: &str| {
        let (status, page) = peer.get(&format!("/v1/threads?limit={limit}")).await;
        (status, page["threads"].as_array().map(Vec::len))
    };
    assert_eq!(rows("10abc").await, (200, Some(10)));
    assert_eq!(rows("0").await, (200, Some(0)));
    assert_eq!(rows("-1").await, (500, None));
    let found = peer.get("/v1/threads?limit=many").await;
    assert_eq!(
        found,
        (400, refusal("invalid_field", "Limit must be a number."))
    );
    let found = peer.get("/v1/threads?token=%21").await;
    assert_eq!(
        found,
        (
            400,
            refusal("invalid_field", "Pagination token is not valid")
        )
    );
}

#[tokio::test]
async fn the_list_has_three_shapes() {
    let (_, full) = peer(ListShape::Full).await.get("/v1/threads?limit=2").await;
    assert_eq!(keys(&full), ["threads", "pagination"]);
    let (_, threads) = peer(ListShape::Threads)
        .await
        .get("/v1/threads?limit=2")
        .await;
    assert_eq!(threads, json!({"threads": full["threads"]}));
    let (_, array) = peer(ListShape::Array)
        .await
        .get("/v1/threads?limit=2")
        .await;
    assert_eq!(array.as_array().unwrap().len(), 2);
    assert_eq!(array[0]["id"], full["threads"][0]["id"]);
    assert_eq!(array[0].get("groupID"), None);
}

#[tokio::test]
async fn a_thread_differs_between_the_list_and_its_own_answer() {
    let peer = peer(ListShape::Full).await;
    let (_, page) = peer
        .filtered(
            "/v1/threads",
            r#"{"location":{"page":"/reports","view":3}}"#,
            "",
        )
        .await;
    let row = &page["threads"][0];
    let (_, thread) = peer.get("/v1/threads/case-1003").await;
    assert_eq!(
        keys(row),
        [
            "id",
            "organizationID",
            "total",
            "userMessages",
            "actionMessages",
            "deletedMessages",
            "resolved",
            "resolvedTimestamp",
            "participants",
            "subscribers",
            "mentioned",
            "repliers",
            "actionMessageRepliers",
            "name",
            "url",
            "location",
            "metadata",
            "groupID",
            "typing",
        ]
    );
    assert_eq!(
        keys(&thread),
        [
            "id",
            "organizationID",
            "groupID",
            "total",
            "userMessages",
            "actionMessages",
            "deletedMessages",
            "resolved",
            "resolvedTimestamp",
            "participants",
            "repliers",
            "actionMessageRepliers",
            "subscribers",
            "mentioned",
            "typing",
            "name",
            "url",
            "location",
            "metadata",
            "extraClassnames",
        ]
    );
    assert_eq!(
        keys(&row["participants"][0]),
        ["lastSeenTimestamp", "userID"]
    );
    assert_eq!(
        keys(&thread["participants"][0]),
        ["lastSeenTimestamp", "userID", "displayName"]
    );
    let seen = |thread: &Value| {
        thread["participants"][0]["lastSeenTimestamp"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(seen(row).ends_with("+00:00"), "{}", seen(row));
    assert!(
        seen(&thread).ends_with('Z') && seen(&thread).len() == 24,
        "{}",
        seen(&thread)
    );
    assert_eq!(
        thread["participants"].as_array().unwrap().last().unwrap()["userID"],
        Value::Null
    );
    assert_eq!(
        (&thread["total"], &thread["resolved"]),
        (&json!(30), &json!(false))
    );
    assert_eq!(thread["groupID"], "costa");
}

#[tokio::test]
async fn awkward_and_missing_ids_are_told_apart() {
    let peer = peer(ListShape::Full).await;
    let (status, thread) = peer.get("/v1/threads/case%2F11%20gr%C3%B6%C3%9Fe").await;
    assert_eq!((status, &thread["id"]), (200, &json!("case/11 größe")));
    let (status, thread) = peer
        .get(&format!(
            "/v1/threads/{}",
            crate::sandbox::cord::seed::thread_id(4)
        ))
        .await;
    assert_eq!((status, &thread["groupID"]), (200, &json!("norrby")));
    let missing = refusal("thread_not_found", "Thread not found.");
    assert_eq!(peer.get("/v1/threads/case-1").await, (404, missing.clone()));
    assert_eq!(
        peer.get("/v1/threads/case-1/messages").await,
        (404, missing.clone())
    );
    assert_eq!(
        peer.get("/v1/threads/case-1/messages/m-1-1").await,
        (404, missing)
    );
    let (status, body) = peer.get("/v1/threads/cord:nonsense").await;
    assert_eq!((status, &body["error"]), (400, &json!("invalid_request")));
    let missing = refusal("message_not_found", "Message not found.");
    assert_eq!(
        peer.get("/v1/threads/case-1001/messages/m-2-1").await,
        (404, missing)
    );
    let missing = refusal("user_not_found", "Platform user not found.");
    assert_eq!(peer.get("/v1/users/nobody").await, (404, missing));
    let missing = refusal("group_not_found", "Platform group not found.");
    assert_eq!(peer.get("/v1/groups/nowhere").await, (404, missing.clone()));
    assert_eq!(peer.get("/v1/groups/nowhere/members").await, (404, missing));
    assert_eq!(peer.get("/v1/users/cord:x").await.0, 400);
}
