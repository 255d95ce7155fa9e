//! Documents that would cost too much are refused over HTTP, before anything is asked upstream.

use std::fmt::Write as _;

use serde_json::json;

use crate::support::TestGateway;
use crate::support::answer::text;

/// Each fragment spreads the next one twice.
fn bomb() -> String {
    let mut document = String::from("query { ...f0 }");
    for n in 0..30 {
        let _ = write!(
            document,
            " fragment f{n} on Query {{ ...f{} ...f{0} }}",
            n + 1
        );
    }
    document + " fragment f30 on Query { viewer { principal } }"
}

/// A conversation of a message of a conversation …
fn deep() -> String {
    let inside = "messages(last: 1) { nodes { conversation { ".repeat(8);
    let ends = "} } } ".repeat(8);
    format!("{{ conversations(first: 1) {{ nodes {{ {inside} id {ends} }} }} }}")
}

#[tokio::test]
async fn hostile_documents_cost_no_upstream_call() {
    let gateway = TestGateway::start().await;
    let wide = "{ conversations(first: 100) { nodes { messages(first: 100) { nodes { conversation { participants(first: 100) { nodes { displayName } } } } } } } }";
    let aliases: String = (0..200)
        .map(|n| format!("a{n}: viewer {{ principal }} "))
        .collect();
    let cases = [
        ("bomb", bomb(), "QUERY_TOO_COMPLEX"),
        ("deep", deep(), "QUERY_TOO_COMPLEX"),
        ("wide", wide.to_owned(), "QUERY_TOO_COMPLEX"),
        ("aliases", format!("{{ {aliases} }}"), "QUERY_TOO_COMPLEX"),
        ("brackets", "{ a ".repeat(5_000), "QUERY_TOO_COMPLEX"),
        (
            "cycle",
            "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }".to_owned(),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "unknown field",
            "{ passwords }".to_owned(),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("syntax", "{ viewer { ".to_owned(), "GRAPHQL_PARSE_FAILED"),
    ];
    for (name, document, code) in cases {
        let reply = gateway.http().graphql(&document, json!({})).await;
        assert_eq!(reply.status, 400, "{name}: {}", reply.text());
        assert_eq!(
            text(&reply.json(), "/errors/0/extensions/code"),
            code,
            "{name}"
        );
        assert!(
            reply.body.len() < 2_000,
            "{name}: {} bytes",
            reply.body.len()
        );
    }
    for provider in gateway.providers() {
        assert_eq!(provider.requests(), [], "{}", provider.kind);
    }
}

#[tokio::test]
async fn the_limits_of_the_config_hold() {
    let gateway =
        TestGateway::builder().with_config("[limits]\nmax_depth = 15\nmax_complexity = 500");
    let gateway = gateway.start().await;
    let cheap = "{ conversations(first: 5) { nodes { id } } viewer { limits { maxComplexity } } }";
    let answer = gateway.http().graphql(cheap, json!({})).await.json();
    assert_eq!(answer["data"]["viewer"]["limits"]["maxComplexity"], 500);
    let dear = "query($n: Int!) { conversations(first: $n) { nodes { id subject status priority preview nativeStatus } } }";
    let reply = gateway.http().graphql(dear, json!({ "n": 100 })).await;
    assert_eq!(
        text(&reply.json(), "/errors/0/extensions/code"),
        "QUERY_TOO_COMPLEX"
    );
    let reply = gateway.http().graphql(dear, json!({ "n": 5 })).await;
    assert_eq!(reply.json().get("errors"), None);
}

#[tokio::test]
async fn fragments_are_answered_as_what_they_hold() {
    let gateway = TestGateway::start().await;
    let plain = "{ conversations(first: 3) { nodes { id subject contact { displayName } } } }";
    let parts =
        "{ ...list } fragment list on Query { conversations(first: 3) { nodes { ...row ...row } } }
        fragment row on Conversation { id ... on Node { id } subject contact { ...name } }
        fragment name on Actor { displayName }";
    let plain = gateway.http().graphql(plain, json!({})).await.json();
    let parts = gateway.http().graphql(parts, json!({})).await.json();
    assert_eq!(
        plain["data"]["conversations"]["nodes"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert_eq!(parts, plain);
}
