use std::time::Duration;

use serde_json::json;
use tokio::io::AsyncWriteExt;

use crate::server::tests::client::{Call, GRAPHQL_JSON, Server};
use crate::server::{GraphqlSettings, ServeSettings};

async fn impatient() -> Server {
    let settings = GraphqlSettings {
        deadline: Duration::from_millis(20),
        ..GraphqlSettings::default()
    };
    Server::start_with(settings, ServeSettings::default()).await
}

#[tokio::test]
async fn a_failed_field_leaves_the_others() {
    let server = Server::start().await;
    let call = Call::query("{ hello coded }").header("accept", GRAPHQL_JSON);
    let reply = server.send(&call).await;
    assert_eq!(reply.status, 200);
    assert_eq!(
        reply.json(),
        json!({
            "errors": [{
                "message": "The source is slow.",
                "locations": [{"line": 1, "column": 9}],
                "path": ["coded"],
                "extensions": {"code": "UPSTREAM_TIMEOUT"},
            }],
            "data": {"hello": "world", "coded": null},
        })
    );
}

#[tokio::test]
async fn an_executed_request_has_data_even_if_it_is_null() {
    let server = Server::start().await;
    let call = Call::query("{ required }").header("accept", GRAPHQL_JSON);
    let reply = server.send(&call).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.code(), "NOT_FOUND");
    assert_eq!(reply.json().get("data"), Some(&json!(null)));
}

#[tokio::test]
async fn an_error_without_a_code_is_not_shown() {
    let server = Server::start().await;
    let reply = server.send(&Call::query("{ hello uncoded }")).await;
    assert_eq!(reply.code(), "INTERNAL");
    assert_eq!(
        reply.json()["data"],
        json!({"hello": "world", "uncoded": null})
    );
    assert!(!reply.body.contains("hunter2"), "{}", reply.body);
}

#[tokio::test]
async fn a_value_its_scalar_refuses_is_the_callers_mistake() {
    let server = Server::start().await;
    let reply = server
        .send(&Call::query(r#"{ parsed(at: "never") }"#))
        .await;
    assert_eq!(reply.code(), "BAD_INPUT");
    assert!(reply.message().contains("no such moment"), "{}", reply.body);
}

#[tokio::test]
async fn a_panic_is_an_internal_error_and_nothing_more() {
    let server = Server::start().await;
    for query in [
        "{ hello panics }",
        "{ this { this { panics } } }",
        "mutation { brokenBump }",
    ] {
        let reply = server.send(&Call::query(query)).await;
        assert_eq!((reply.status, reply.code()), (500, "INTERNAL".into()));
        assert!(!reply.body.contains("broken"), "{}", reply.body);
    }
    assert_eq!(server.ask("{ hello }").await["data"]["hello"], "world");
}

#[tokio::test]
async fn a_query_ends_at_its_deadline() {
    let server = impatient().await;
    for accept in [GRAPHQL_JSON, "application/json"] {
        let reply = server
            .send(&Call::query("{ slow }").header("accept", accept))
            .await;
        assert_eq!(
            (reply.status, reply.code()),
            (504, "UPSTREAM_TIMEOUT".into())
        );
        server.gate.one_dropped().await;
    }
}

#[tokio::test]
async fn a_mutation_goes_on_after_its_deadline() {
    let server = impatient().await;
    let reply = server.send(&Call::query("mutation { slowBump }")).await;
    assert_eq!(
        (reply.status, reply.code()),
        (504, "OUTCOME_UNKNOWN".into())
    );
    let gate = server.gate.clone();
    gate.let_one_through();
    server.stop().await.expect("ends");
    assert_eq!(gate.bumps(), 1);
}

#[tokio::test]
async fn a_client_that_leaves_does_not_stop_its_mutation() {
    let server = Server::start().await;
    let gate = server.gate.clone();
    let mut stream = server.connect().await;
    let call = Call::query("mutation { slowBump }").text("close");
    stream.write_all(call.as_bytes()).await.expect("writes");
    gate.one_started().await;
    drop(stream);
    gate.let_one_through();
    // The server waits for what it has promised to finish.
    server.stop().await.expect("ends");
    assert_eq!(gate.bumps(), 1);
}

#[tokio::test]
async fn a_client_that_leaves_stops_its_query() {
    let server = Server::start().await;
    let mut stream = server.connect().await;
    let call = Call::query("{ slow }").text("close");
    stream.write_all(call.as_bytes()).await.expect("writes");
    server.gate.one_started().await;
    drop(stream);
    server.gate.one_dropped().await;
}

#[tokio::test]
async fn a_subscription_is_refused_where_it_cannot_be_answered() {
    let server = Server::start().await;
    let reply = server.send(&Call::query("subscription { changes }")).await;
    assert_eq!(reply.code(), "BAD_INPUT");
    assert_eq!(
        reply.message(),
        "A subscription cannot be answered with a single response."
    );
}
