//! No read changes anything upstream.

use std::time::Duration;

use deskgraph::graphql::EXAMPLES;
use deskgraph::model::ProviderKind;
use serde_json::{Value, json};

use crate::support::answer::{data, list};
use crate::support::{TestGateway, pick};

const UNREAD: &str = "query @fresh { conversations(first: 100, sources: [\"product-tickets\"]) {
    nodes { id isUnread unreadCount ticket { unreadTeamCount unreadContactCount } } } }";

async fn unread(gateway: &TestGateway) -> Value {
    gateway.clock().advance(Duration::from_secs(1));
    let answer = gateway.query(UNREAD).await;
    data(&answer).clone()
}

/// Asks everything there is to ask about the newest conversations of a source.
async fn read_everything(gateway: &TestGateway, kind: ProviderKind) {
    let found = pick::conversations(
        gateway,
        kind,
        "ticket { id } lastMessage { id } primaryThread { id } contact { id }",
    )
    .await;
    for conversation in &found {
        for example in EXAMPLES
            .iter()
            .filter(|one| one.variables.contains("\"id\""))
        {
            let variables = json!({ "id": conversation["id"] });
            gateway.query_with(example.query, variables).await;
        }
        let ids: Vec<_> = [
            "/ticket/id",
            "/lastMessage/id",
            "/primaryThread/id",
            "/contact/id",
        ]
        .iter()
        .filter_map(|place| conversation.pointer(place))
        .collect();
        let query = "query($ids: [ID!]!) @fresh { nodes(ids: $ids) { id ... on SourceObject { raw freshness { fetchedAt } } } }";
        gateway.query_with(query, json!({ "ids": ids })).await;
    }
}

#[tokio::test]
async fn reading_posthog_tickets_leaves_them_unread() {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::PostHog]);
    let gateway = gateway.start().await;
    let before = unread(&gateway).await;
    let counts = |node: &Value| node["ticket"]["unreadTeamCount"].as_u64();
    let tickets = list(&before, "/conversations/nodes");
    assert!(
        tickets.iter().filter_map(counts).any(|count| count > 0),
        "{before:#}"
    );
    read_everything(&gateway, ProviderKind::PostHog).await;
    assert_eq!(unread(&gateway).await, before);
}

#[tokio::test]
async fn every_upstream_call_of_a_read_is_a_read() {
    let gateway = TestGateway::start().await;
    for kind in ProviderKind::ALL {
        read_everything(&gateway, kind).await;
    }
    for example in EXAMPLES
        .iter()
        .filter(|one| !one.variables.contains("\"id\""))
    {
        let variables = serde_json::from_str(example.variables).unwrap();
        data(&gateway.query_with(example.query, variables).await);
    }
    for provider in gateway.providers() {
        let requests = provider.requests();
        assert!(!requests.is_empty(), "{} was not asked", provider.kind);
        for request in requests {
            assert!(
                is_read(&request.method.to_string(), &request.path),
                "{request:?}"
            );
        }
    }
}

/// Some providers ask with a body: a token, or a filter that is too long for an address.
fn is_read(method: &str, path: &str) -> bool {
    let asks_with_a_body = ["/oauth2/token", "/list", "/filter"];
    method == "GET" || (method == "POST" && asks_with_a_body.iter().any(|end| path.ends_with(end)))
}
