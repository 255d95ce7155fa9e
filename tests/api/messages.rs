//! The messages of one conversation, in both directions.

use deskgraph::model::ProviderKind;
use serde_json::{Value, json};

use crate::support::answer::{at, codes, data, list, text};
use crate::support::{TestGateway, pick};

const OLDER: &str = "query($id: ID!, $last: Int!, $before: String) { conversation(id: $id) {
    messages(last: $last, before: $before) { nodes { id createdAt } pageInfo { hasPreviousPage startCursor } } } }";
const NEWER: &str = "query($id: ID!, $first: Int!, $after: String) { conversation(id: $id) {
    messages(first: $first, after: $after) { nodes { id createdAt } pageInfo { hasNextPage endCursor } } } }";

/// The conversation with the most messages among the newest ones of a source.
async fn longest(gateway: &TestGateway, kind: ProviderKind) -> String {
    let fields = "messages(last: 60) { nodes { id } }";
    let found = pick::conversations(gateway, kind, fields).await;
    let count = |one: &&Value| list(one, "/messages/nodes").len();
    let longest = found.iter().max_by_key(count).unwrap();
    assert!(count(&longest) > 5, "{kind}");
    text(longest, "/id").to_owned()
}

async fn forward(gateway: &TestGateway, id: &str, size: usize) -> Vec<Value> {
    let (mut rows, mut after) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "id": id, "first": size, "after": after });
        let answer = gateway.query_with(NEWER, variables).await;
        let page = at(data(&answer), "/conversation/messages");
        rows.extend_from_slice(list(page, "/nodes"));
        assert!(rows.len() < 1_000, "the list does not end");
        if page["pageInfo"]["hasNextPage"] == false {
            return rows;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

async fn backward(gateway: &TestGateway, id: &str, size: usize) -> Vec<Value> {
    let (mut rows, mut before) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "id": id, "last": size, "before": before });
        let answer = gateway.query_with(OLDER, variables).await;
        let page = at(data(&answer), "/conversation/messages");
        rows.splice(0..0, list(page, "/nodes").iter().cloned());
        assert!(rows.len() < 1_000, "the list does not end");
        if page["pageInfo"]["hasPreviousPage"] == false {
            return rows;
        }
        before = page["pageInfo"]["startCursor"].clone();
    }
}

async fn both_ways_agree(kind: ProviderKind) {
    let gateway = TestGateway::builder().with_sources(&[kind]).start().await;
    let id = longest(&gateway, kind).await;
    let whole = forward(&gateway, &id, 100).await;
    let times: Vec<_> = whole.iter().map(|row| text(row, "/createdAt")).collect();
    assert!(times.is_sorted(), "{kind}: {times:#?}");
    assert_eq!(backward(&gateway, &id, 100).await, whole, "{kind}");
    assert_eq!(forward(&gateway, &id, 7).await, whole, "{kind}");
    assert_eq!(backward(&gateway, &id, 4).await, whole, "{kind}");
}

#[tokio::test]
async fn unthread_messages_are_the_same_from_both_ends() {
    both_ways_agree(ProviderKind::Unthread).await;
}

#[tokio::test]
async fn cord_messages_are_the_same_from_both_ends() {
    both_ways_agree(ProviderKind::Cord).await;
}

#[tokio::test]
async fn helpscout_messages_are_the_same_from_both_ends() {
    both_ways_agree(ProviderKind::HelpScout).await;
}

#[tokio::test]
async fn posthog_messages_are_the_same_from_both_ends() {
    both_ways_agree(ProviderKind::PostHog).await;
}

#[tokio::test]
async fn nimchat_messages_are_the_same_from_both_ends() {
    both_ways_agree(ProviderKind::Nimchat).await;
}

#[tokio::test]
async fn a_cursor_of_another_conversation_is_refused() {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::Cord]);
    let gateway = gateway.start().await;
    let found = pick::conversations(&gateway, ProviderKind::Cord, "").await;
    let (one, other) = (text(&found[0], "/id"), text(&found[1], "/id"));
    let answer = gateway
        .query_with(OLDER, json!({ "id": one, "last": 1 }))
        .await;
    let cursor = at(&answer, "/data/conversation/messages/pageInfo/startCursor");
    let variables = json!({ "id": other, "last": 1, "before": cursor });
    let answer = gateway.query_with(OLDER, variables).await;
    assert_eq!(codes(&answer), ["CURSOR_INVALID"]);
}
