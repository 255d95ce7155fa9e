//! The routes of the running gateway.

use deskgraph::graphql::{EXAMPLES, WRITES};
use deskgraph::model::ProviderKind;
use serde_json::{Value, json};

use crate::support::answer::{data, list, text};
use crate::support::{TestGateway, key, pick, schema_file};

#[tokio::test]
async fn the_examples_are_answered_over_http_as_in_the_process() {
    let gateway = TestGateway::start().await;
    let id = pick::conversation(&gateway, ProviderKind::Cord).await;
    for example in EXAMPLES {
        let mut variables: Value = serde_json::from_str(example.variables).unwrap();
        if variables.get("id").is_some() {
            variables["id"] = json!(id);
        }
        let reply = gateway.http().graphql(example.query, variables).await;
        assert_eq!(reply.status, 200, "{}: {}", example.name, reply.text());
        assert!(
            reply
                .header("content-type")
                .starts_with("application/graphql-response+json")
        );
        data(&reply.json());
    }
}

#[tokio::test]
async fn the_page_offers_the_examples() {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::Cord]);
    let gateway = gateway.start().await;
    let http = gateway.http();
    let page = http.get("/").await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").starts_with("text/html"));
    let offered = http.get("/examples.json").await.json();
    let names: Vec<_> = list(&offered, "")
        .iter()
        .map(|one| text(one, "/name"))
        .collect();
    let shown = EXAMPLES.iter().chain(WRITES);
    let expected: Vec<_> = shown.map(|one| one.name).collect();
    assert_eq!(names, expected);
    for path in ["/page.js", "/page.css", "/favicon.svg"] {
        assert_eq!(http.get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn the_schema_is_served_as_the_file_holds_it() {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::Cord]);
    let reply = gateway.start().await.http().get("/schema.graphql").await;
    assert!(reply.text() == schema_file(), "they differ");
}

#[tokio::test]
async fn health_is_told() {
    let gateway = TestGateway::start().await;
    let http = gateway.http();
    assert_eq!(
        http.get("/health/live").await.json(),
        json!({ "status": "live" })
    );
    let ready = http.get("/health/ready").await.json();
    assert_eq!(ready["status"], "ready");
    let keys: Vec<_> = list(&ready, "/sources")
        .iter()
        .map(|one| text(one, "/key"))
        .collect();
    assert_eq!(keys, ProviderKind::ALL.map(key));
}

#[tokio::test]
async fn a_query_may_come_in_an_address() {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::Cord]);
    let gateway = gateway.start().await;
    let reply = gateway
        .http()
        .get("/graphql?query=%7Bviewer%7Bprincipal%7D%7D")
        .await;
    assert_eq!(
        reply.json(),
        json!({ "data": { "viewer": { "principal": "anonymous" } } })
    );
}

#[tokio::test]
async fn a_body_that_is_no_request_is_refused() {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::Cord]);
    let gateway = gateway.start().await;
    for body in ["", "{", "[]", "{\"query\":1}", "\u{0}"] {
        let reply = gateway.http().post(body).await;
        assert_eq!(reply.status, 400, "{body}");
        assert_eq!(
            text(&reply.json(), "/errors/0/extensions/code"),
            "BAD_INPUT"
        );
    }
}

#[tokio::test]
async fn a_failing_object_is_a_good_answer_with_an_error() {
    let gateway = TestGateway::start().await;
    let query = "{ conversation(id: \"x\") { id } viewer { principal } }";
    let reply = gateway.http().graphql(query, json!({})).await;
    assert_eq!(reply.status, 200);
    let answer = reply.json();
    assert_eq!(
        answer["data"],
        json!({ "conversation": null, "viewer": { "principal": "anonymous" } })
    );
}
