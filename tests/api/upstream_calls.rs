//! The main cost of a query is what it asks upstream: never more than the APIs make unavoidable.

use std::collections::BTreeMap;
use std::time::Duration;

use deskgraph::graphql::EXAMPLES;
use deskgraph::model::ProviderKind;
use serde_json::{Value, json};

use crate::support::answer::{calls, data};
use crate::support::{TestGateway, key, pick};

/// One operation that a query is expected to call: how often, and why if more than once.
type Expected = (&'static str, usize, &'static str);

/// The example of the page with this name.
fn example(name: &str) -> &'static str {
    let mut examples = EXAMPLES.iter();
    let found = examples.find(|example| example.name == name);
    found.unwrap_or_else(|| panic!("no example {name}")).query
}

/// Subjects only: what a list already holds.
const SUBJECTS: &str =
    "{ conversations(first: 25) { nodes { id subject status source { key } } } }";

/// What a query over this source alone asks upstream while nothing is cached.
async fn asked(kind: ProviderKind, query: &str) -> BTreeMap<String, usize> {
    let gateway = TestGateway::builder().with_sources(&[kind]);
    let gateway = gateway.start().await;
    let mut variables = json!({});
    if query.contains("$first") {
        variables["first"] = json!(25);
    }
    if query.contains("$id") {
        variables["id"] = json!(pick::conversation(&gateway, kind).await);
    }
    // What finding the id left in the cache is of no use any more.
    gateway.clock().advance(Duration::from_secs(60 * 60));
    gateway.forget_requests();
    let answer = gateway.query_traced(query, variables).await;
    data(&answer);
    every_request_is_traced(&gateway, kind, &answer);
    let prefix = format!("{} ", key(kind));
    let calls = calls(&answer).into_iter();
    calls
        .map(|(name, count)| (name.strip_prefix(&prefix).unwrap().to_owned(), count))
        .collect()
}

/// What the trace tells is what the provider saw, but for tokens, which are not fetched for one query.
fn every_request_is_traced(gateway: &TestGateway, kind: ProviderKind, answer: &Value) {
    let requests = gateway.provider(kind).requests();
    let is_token = |path: &str| path.ends_with("/oauth2/token");
    let seen = requests.iter().filter(|one| !is_token(&one.path)).count();
    assert_eq!(
        answer["extensions"]["upstream"]["callCount"], seen,
        "{kind}"
    );
}

#[tokio::test]
async fn measure() {
    for kind in ProviderKind::ALL {
        for (name, query) in [
            ("subjects", SUBJECTS),
            ("inbox", example("Inbox")),
            ("conversation", example("One conversation")),
            ("messages", example("Page through messages")),
            ("node", example("Any object")),
            ("directory", example("People and labels")),
        ] {
            println!("{kind} {name}: {:?}", asked(kind, query).await);
        }
    }
}
