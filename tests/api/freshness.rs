//! How old an answer may be.

use std::time::Duration;

use deskgraph::model::ProviderKind;
use deskgraph::sandbox::Fault;
use serde_json::{Value, json};

use crate::support::answer::{at, data, list};
use crate::support::{START, TestGateway, pick};

const ONE: &str = "query($id: ID!) { conversation(id: $id) { subject freshness { ageSeconds servedFrom isStale fetchedAt } } }";

/// One source whose copies live for exactly half a minute.
async fn gateway() -> TestGateway {
    let config = "[cache]\njitter_percent = 0\nstale_while_revalidate = \"0s\"\n[cache.ttl]\nlist = \"30s\"\nconversation = \"30s\"";
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::Cord]);
    gateway.with_config(config).start().await
}

async fn read(gateway: &TestGateway, query: &str, id: &str) -> Value {
    let answer = gateway.query_with(query, json!({ "id": id })).await;
    at(data(&answer), "/conversation/freshness").clone()
}

fn calls(gateway: &TestGateway) -> usize {
    gateway.provider(ProviderKind::Cord).requests().len()
}

#[tokio::test]
async fn a_second_reader_is_served_the_copy_until_it_ends() {
    let gateway = gateway().await;
    let id = pick::conversation(&gateway, ProviderKind::Cord).await;
    gateway.clock().advance(Duration::from_secs(60));
    let first = read(&gateway, ONE, &id).await;
    assert_eq!(
        (&first["servedFrom"], &first["ageSeconds"]),
        (&json!("UPSTREAM"), &json!(0))
    );
    gateway.forget_requests();
    gateway.clock().advance(Duration::from_secs(29));
    let second = read(&gateway, ONE, &id).await;
    assert_eq!(
        (&second["servedFrom"], &second["ageSeconds"]),
        (&json!("CACHE"), &json!(29))
    );
    assert_eq!(second["isStale"], false);
    assert_eq!(second["fetchedAt"], first["fetchedAt"]);
    assert_eq!(calls(&gateway), 0);
    gateway.clock().advance(Duration::from_secs(2));
    let third = read(&gateway, ONE, &id).await;
    assert_eq!(
        (&third["servedFrom"], &third["ageSeconds"]),
        (&json!("UPSTREAM"), &json!(0))
    );
    assert_ne!(calls(&gateway), 0);
}

#[tokio::test]
async fn a_caller_can_ask_for_a_fresh_answer() {
    let gateway = gateway().await;
    let id = pick::conversation(&gateway, ProviderKind::Cord).await;
    read(&gateway, ONE, &id).await;
    gateway.clock().advance(Duration::from_secs(10));
    let within = |directive: &str| ONE.replace("($id: ID!)", &format!("($id: ID!) {directive}"));
    let old = read(&gateway, &within("@fresh(maxAgeSeconds: 10)"), &id).await;
    assert_eq!(old["servedFrom"], "CACHE");
    let fresh = read(&gateway, &within("@fresh(maxAgeSeconds: 9)"), &id).await;
    assert_eq!(
        (&fresh["servedFrom"], &fresh["ageSeconds"]),
        (&json!("UPSTREAM"), &json!(0))
    );
    gateway.forget_requests();
    gateway.clock().advance(Duration::from_secs(1));
    assert_eq!(
        read(&gateway, &within("@fresh"), &id).await["servedFrom"],
        "UPSTREAM"
    );
    assert_ne!(calls(&gateway), 0);
}

#[tokio::test]
async fn the_inbox_is_served_again_without_a_call() {
    let gateway = TestGateway::start().await;
    let query = "{ conversations(first: 25) { nodes { id subject contact { displayName } lastMessage { kind } } sources { status servedFrom fetchedAt upstreamCallCount } } }";
    let first = gateway.query(query).await;
    gateway.forget_requests();
    let second = gateway.query(query).await;
    assert_eq!(
        at(data(&first), "/conversations/nodes"),
        at(data(&second), "/conversations/nodes")
    );
    for outcome in list(&second, "/data/conversations/sources") {
        let expected = json!({ "status": "OK", "servedFrom": "CACHE", "fetchedAt": START, "upstreamCallCount": 0 });
        assert_eq!(*outcome, expected);
    }
    for provider in gateway.providers() {
        assert_eq!(provider.requests(), [], "{}", provider.kind);
    }
}

#[tokio::test]
async fn a_copy_past_its_life_helps_out_where_that_is_asked_for() {
    let gateway = gateway().await;
    let list_of = |policy: &str| {
        format!(
            "{{ conversations(first: 3, onSourceError: {policy}) {{ nodes {{ id }} sources {{ status itemCount error {{ code }} }} }} }}"
        )
    };
    data(&gateway.query(&list_of("PARTIAL")).await);
    gateway.clock().advance(Duration::from_secs(300));
    gateway
        .provider(ProviderKind::Cord)
        .fault(Fault::status(503));
    let stale = gateway.query(&list_of("STALE")).await;
    let outcome = at(data(&stale), "/conversations/sources/0");
    assert_eq!(
        (&outcome["status"], &outcome["itemCount"]),
        (&json!("STALE"), &json!(3)),
        "{outcome}"
    );
    let partial = gateway.query(&list_of("PARTIAL")).await;
    let outcome = at(data(&partial), "/conversations/sources/0");
    assert_eq!(
        (&outcome["status"], &outcome["itemCount"]),
        (&json!("FAILED"), &json!(0)),
        "{outcome}"
    );
}
