//! One provider down is one provider down.

use deskgraph::model::ProviderKind;
use deskgraph::sandbox::Fault;
use serde_json::{Value, json};

use crate::support::answer::{at, data, list, only_error, text};
use crate::support::{TestGateway, key, pick};

/// What goes wrong, and what the row of the source says then: status, code, HTTP status.
fn table() -> Vec<(&'static str, Fault, [Value; 3])> {
    let row =
        |status: &str, code: &str, http: Option<u16>| [json!(status), json!(code), json!(http)];
    // The call went well; what was wrong is what it brought.
    let malformed = || row("FAILED", "UPSTREAM_INVALID_RESPONSE", None);
    vec![
        (
            "500",
            Fault::status(500),
            row("FAILED", "UPSTREAM_UNAVAILABLE", Some(500)),
        ),
        (
            "401",
            Fault::status(401),
            row("UNAUTHORIZED", "UPSTREAM_UNAUTHORIZED", Some(401)),
        ),
        (
            "429",
            Fault::rate_limited(Some(30)),
            row("RATE_LIMITED", "RATE_LIMITED", Some(429)),
        ),
        (
            "silence",
            Fault::NoAnswer,
            row("TIMED_OUT", "UPSTREAM_TIMEOUT", None),
        ),
        ("not JSON", Fault::NotJson, malformed()),
        ("HTML", Fault::Html, malformed()),
        ("empty", Fault::EmptyBody, malformed()),
        ("endless", Fault::EndlessBody, malformed()),
        (
            "redirect",
            elsewhere(),
            row("FAILED", "UPSTREAM_INVALID_RESPONSE", Some(302)),
        ),
    ]
}

/// Nobody listens there, and nobody must be asked there.
fn elsewhere() -> Fault {
    let location = "http://127.0.0.1:9/".to_owned();
    Fault::Redirect { location }
}

const LIST: &str = "{ conversations(first: 50) {
    nodes { id source { key } }
    pageInfo { hasNextPage }
    sources { source { key } status itemCount error { code message httpStatus retryAfterSeconds source { key } } }
} }";

/// A gateway that reads everything anew.
async fn without_cache() -> TestGateway {
    let gateway = TestGateway::builder().with_config("[cache]\nmax_bytes = 0");
    gateway.start().await
}

async fn every_fault_stays_with(kind: ProviderKind) {
    let gateway = TestGateway::builder()
        .with_config(
            "[limits.upstream]\ncall_timeout = \"2s\"\nmax_body = \"1MB\"\n[cache]\nmax_bytes = 0",
        )
        .start()
        .await;
    // A good call first, so that a token is there and the list itself is what fails.
    data(&gateway.query(LIST).await);
    for (name, fault, expected) in table() {
        gateway.provider(kind).fault(fault);
        let answer = gateway.query(LIST).await;
        gateway.provider(kind).clear_faults();
        let connection = at(data(&answer), "/conversations");
        for outcome in list(connection, "/sources") {
            let is_hit = outcome["source"]["key"] == key(kind);
            let rows = list(connection, "/nodes").iter();
            let rows = rows
                .filter(|row| row["source"] == outcome["source"])
                .count();
            assert_eq!(outcome["itemCount"], rows, "{name}: {outcome}");
            assert_eq!(rows == 0, is_hit, "{name}: {outcome}");
            if is_hit {
                the_failure_is_told(name, outcome, &expected);
            } else {
                assert_eq!(outcome["status"], "OK", "{name}: {outcome}");
            }
        }
        assert_eq!(connection["pageInfo"]["hasNextPage"], true, "{name}");
    }
}

fn the_failure_is_told(name: &str, outcome: &Value, expected: &[Value; 3]) {
    let error = &outcome["error"];
    let found = [&outcome["status"], &error["code"], &error["httpStatus"]];
    assert_eq!(found.map(Clone::clone), *expected, "{name}: {outcome}");
    assert_eq!(error["source"], outcome["source"], "{name}");
    let source = text(outcome, "/source/key");
    assert!(
        text(error, "/message").contains(source),
        "{name}: {outcome}"
    );
    match error["retryAfterSeconds"].as_u64() {
        // Nimchat counts by the minute of its own clock, whatever the header says.
        Some(seconds) if source == key(ProviderKind::Nimchat) => {
            assert!((1..=60).contains(&seconds))
        }
        wait => assert_eq!(wait, (name == "429").then_some(30), "{name}: {outcome}"),
    }
}

#[tokio::test]
async fn what_goes_wrong_at_unthread_stays_there() {
    every_fault_stays_with(ProviderKind::Unthread).await;
}

#[tokio::test]
async fn what_goes_wrong_at_cord_stays_there() {
    every_fault_stays_with(ProviderKind::Cord).await;
}

#[tokio::test]
async fn what_goes_wrong_at_helpscout_stays_there() {
    every_fault_stays_with(ProviderKind::HelpScout).await;
}

#[tokio::test]
async fn what_goes_wrong_at_posthog_stays_there() {
    every_fault_stays_with(ProviderKind::PostHog).await;
}

#[tokio::test]
async fn what_goes_wrong_at_nimchat_stays_there() {
    every_fault_stays_with(ProviderKind::Nimchat).await;
}

#[tokio::test]
async fn a_single_object_of_a_failing_source_is_null_with_a_coded_error() {
    let gateway = without_cache().await;
    for kind in ProviderKind::ALL {
        let id = pick::conversation(&gateway, kind).await;
        gateway.provider(kind).fault(Fault::status(500));
        let query = "query($id: ID!) { conversation(id: $id) { subject messages(last: 1) { nodes { id } } } viewer { principal } }";
        let answer = gateway.query_with(query, json!({ "id": id })).await;
        gateway.provider(kind).clear_faults();
        assert_eq!(at(&answer, "/data/conversation"), &Value::Null, "{kind}");
        assert_eq!(at(&answer, "/data/viewer/principal"), "anonymous", "{kind}");
        let error = only_error(&answer);
        assert_eq!(error["path"], json!(["conversation"]), "{kind}");
        let told = &error["extensions"];
        assert_eq!(told["code"], "UPSTREAM_UNAVAILABLE", "{kind}: {error}");
        assert_eq!(told["source"], key(kind), "{kind}: {error}");
        assert_eq!(told["isRetryable"], true, "{kind}: {error}");
        assert_eq!(told["httpStatus"], 500, "{kind}: {error}");
    }
}

#[tokio::test]
async fn a_part_of_a_row_that_fails_leaves_the_row() {
    let gateway = TestGateway::builder()
        .with_sources(&[ProviderKind::Cord])
        .with_fault(ProviderKind::Cord, Fault::status(500).on("/v1/users"));
    let gateway = gateway.start().await;
    let query = "{ conversations(first: 2) { nodes { status contact { displayName } } sources { status } } }";
    let answer = gateway.query(query).await;
    let rows = list(&answer, "/data/conversations/nodes");
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert_eq!(row["contact"], Value::Null);
        assert!(row["status"].is_string());
    }
    let errors = list(&answer, "/errors");
    let paths: Vec<_> = errors.iter().map(|error| error["path"].clone()).collect();
    let path = |row: usize| json!(["conversations", "nodes", row, "contact"]);
    assert_eq!(paths, [path(0), path(1)]);
    assert!(
        errors
            .iter()
            .all(|error| error["extensions"]["code"] == "UPSTREAM_UNAVAILABLE")
    );
}

#[tokio::test]
async fn who_wants_all_or_nothing_gets_the_error() {
    let gateway = TestGateway::builder().with_fault(ProviderKind::Cord, Fault::status(401));
    let gateway = gateway.start().await;
    let query = "{ conversations(first: 2, onSourceError: FAIL) { nodes { id } } }";
    let answer = gateway.query(query).await;
    let error = only_error(&answer);
    assert_eq!(error["extensions"]["code"], "UPSTREAM_UNAUTHORIZED");
    assert_eq!(error["extensions"]["source"], key(ProviderKind::Cord));
    assert_eq!(answer["data"], Value::Null);
}

#[tokio::test]
async fn several_ids_are_answered_each_for_itself() {
    let gateway = without_cache().await;
    let cord = pick::conversation(&gateway, ProviderKind::Cord).await;
    let chat = pick::conversation(&gateway, ProviderKind::Nimchat).await;
    let fault = Fault::status(503);
    gateway.provider(ProviderKind::Cord).fault(fault);
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let ids = json!({ "ids": [cord, chat, "nothing"] });
    let answer = gateway.query_with(query, ids).await;
    let nodes = list(&answer, "/data/nodes");
    assert_eq!(nodes, [Value::Null, json!({ "id": chat }), Value::Null]);
    let codes: Vec<_> = list(&answer, "/errors")
        .iter()
        .map(|error| (error["path"].clone(), error["extensions"]["code"].clone()))
        .collect();
    let error = |n: usize, code: &str| (json!(["nodes", n]), json!(code));
    assert_eq!(
        codes,
        [error(0, "UPSTREAM_UNAVAILABLE"), error(2, "BAD_INPUT")]
    );
}
