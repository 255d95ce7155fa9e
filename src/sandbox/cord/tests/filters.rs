//! The filter parameter.

use serde_json::json;

use super::{ListShape, peer, refusal};

#[tokio::test]
async fn filters_keep_what_they_say() {
    let peer = peer(ListShape::Full).await;
    let total = async |filter: &str| {
        let (status, page) = peer.filtered("/v1/threads", filter, "").await;
        assert_eq!(status, 200, "{page}");
        page["pagination"]["total"].as_u64().unwrap()
    };
    assert_eq!(total("{}").await, 20);
    assert_eq!(total(r#"{"resolvedStatus":"resolved"}"#).await, 7);
    assert_eq!(total(r#"{"resolvedStatus":"unresolved"}"#).await, 13);
    assert_eq!(total(r#"{"resolvedStatus":"any"}"#).await, 20);
    assert_eq!(total(r#"{"groupID":"swift"}"#).await, 4);
    assert_eq!(
        total(r#"{"groupID":"swift","organizationID":"norrby"}"#).await,
        4
    );
    assert_eq!(total(r#"{"metadata":{"depot":"north"}}"#).await, 7);
    assert_eq!(
        total(r#"{"metadata":{"vehicles":42.0,"vip":true}}"#).await,
        1
    );
    assert_eq!(total(r#"{"location":{"page":"/zones"}}"#).await, 0);
    assert_eq!(
        total(r#"{"location":{"value":{"page":"/zones"},"partialMatch":true}}"#).await,
        5
    );
    assert_eq!(
        total(r#"{"firstMessageTimestamp":{"from":"2026-11-10"}}"#).await,
        15
    );
    assert_eq!(
        total(r#"{"firstMessageTimestamp":{"to":1794268799999}}"#).await,
        5
    );
    assert_eq!(
        total(r#"{"mostRecentMessageTimestamp":{"from":"2027-01-01T00:00:00Z"}}"#).await,
        0
    );
}

#[tokio::test]
async fn both_ends_of_a_range_are_inside() {
    let peer = peer(ListShape::Full).await;
    let (_, messages) = peer
        .get("/v1/threads/case-1002/messages?sortDirection=ascending")
        .await;
    let first = messages[0]["createdTimestamp"].as_str().unwrap();
    let filter = json!({"firstMessageTimestamp": {"from": first, "to": first}}).to_string();
    let (_, page) = peer.filtered("/v1/threads", &filter, "").await;
    assert_eq!(page["threads"][0]["id"], "case-1002");
    assert_eq!(page["pagination"]["total"], 1);
}

#[tokio::test]
async fn filters_that_make_no_sense_are_refused() {
    let peer = peer(ListShape::Full).await;
    let field = |message: &str| (400, refusal("invalid_field", message));
    let unsupported = |key: &str| {
        field(&format!(
            "The filter object does not support \"{key}\" as a field."
        ))
    };
    let ask = async |path: &str, filter: &str| peer.filtered(path, filter, "").await;
    assert_eq!(
        ask("/v1/threads", "[]").await,
        field("The filter object must be a valid JSON object.")
    );
    assert_eq!(
        ask("/v1/threads", "{").await,
        field("The filter object must be a valid JSON object.")
    );
    assert_eq!(
        ask("/v1/threads", "null").await,
        (500, refusal("error", "internal server error"))
    );
    assert_eq!(
        ask("/v1/threads", r#"{"colour":1}"#).await,
        unsupported("colour")
    );
    assert_eq!(
        ask("/v1/threads", r#"{"authorID":"ana"}"#).await,
        unsupported("authorID")
    );
    assert_eq!(
        ask("/v1/messages", r#"{"resolvedStatus":"any"}"#).await,
        unsupported("resolvedStatus")
    );
    assert_eq!(
        ask("/v1/users", r#"{"groupID":"swift"}"#).await,
        unsupported("groupID")
    );
    assert_eq!(
        ask("/v1/threads", r#"{"firstMessageTimestamp":{}}"#)
            .await
            .0,
        400
    );
    assert_eq!(ask("/v1/threads", r#"{"metadata":{"a":{}}}"#).await.0, 400);
    let missing = refusal("group_not_found", "Platform group not found.");
    assert_eq!(
        ask("/v1/threads", r#"{"groupID":"nowhere"}"#).await,
        (401, missing)
    );
    let missing = refusal("user_not_found", "Platform user not found.");
    assert_eq!(
        ask("/v1/messages", r#"{"authorID":"nobody"}"#).await,
        (401, missing)
    );
}
