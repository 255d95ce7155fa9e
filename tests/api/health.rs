//! How the sources have been answering.

use deskgraph::model::ProviderKind;
use deskgraph::sandbox::Fault;
use serde_json::{Value, json};

use crate::support::answer::{at, data, list};
use crate::support::{START, TestGateway, key};

const HEALTH: &str = "query($key: String!) { source(key: $key) { health { state since lastSuccessAt lastErrorAt consecutiveFailures lastError { code httpStatus } } } }";
const ASK: &str = "{ conversations(first: 1) { sources { status } } }";

async fn health(gateway: &TestGateway, kind: ProviderKind) -> Value {
    let answer = gateway
        .query_with(HEALTH, json!({ "key": key(kind) }))
        .await;
    at(data(&answer), "/source/health").clone()
}

#[tokio::test]
async fn nothing_is_known_of_a_source_before_it_was_asked() {
    let gateway = TestGateway::start().await;
    for kind in ProviderKind::ALL {
        let unknown = json!({
            "state": "UNKNOWN", "since": null, "lastSuccessAt": null, "lastErrorAt": null,
            "consecutiveFailures": 0, "lastError": null,
        });
        assert_eq!(health(&gateway, kind).await, unknown);
    }
}

async fn health_follows_the_calls(kind: ProviderKind) {
    let gateway = TestGateway::builder().with_sources(&[kind]);
    let gateway = gateway.with_config("[cache]\nmax_bytes = 0").start().await;
    gateway.query(ASK).await;
    let up = health(&gateway, kind).await;
    assert_eq!(
        (&up["state"], &up["lastSuccessAt"]),
        (&json!("UP"), &json!(START)),
        "{kind}: {up}"
    );
    for (fault, state, code) in [
        (Fault::status(500), "DEGRADED", "UPSTREAM_UNAVAILABLE"),
        (Fault::status(401), "UNAUTHORIZED", "UPSTREAM_UNAUTHORIZED"),
        (Fault::rate_limited(None), "RATE_LIMITED", "RATE_LIMITED"),
    ] {
        let provider = gateway.provider(kind);
        provider.fault(fault);
        gateway.query(ASK).await;
        provider.clear_faults();
        let found = health(&gateway, kind).await;
        assert_eq!(
            (&found["state"], &found["lastError"]["code"]),
            (&json!(state), &json!(code)),
            "{kind}: {found}"
        );
        gateway.query(ASK).await;
        let again = health(&gateway, kind).await;
        assert_eq!(
            (&again["state"], &again["consecutiveFailures"]),
            (&json!("UP"), &json!(0)),
            "{kind}: {again}"
        );
        assert_eq!(
            again["lastError"]["code"], code,
            "the last failure is remembered"
        );
    }
}

#[tokio::test]
async fn the_state_of_every_source_follows_its_calls() {
    for kind in ProviderKind::ALL {
        health_follows_the_calls(kind).await;
    }
}

#[tokio::test]
async fn readiness_shows_a_failing_source_and_stays_ready() {
    let gateway = TestGateway::builder().with_fault(ProviderKind::Cord, Fault::status(503));
    let gateway = gateway.start().await;
    gateway.query(ASK).await;
    let reply = gateway.http().get("/health/ready").await;
    assert_eq!(reply.status, 200);
    let answer = reply.json();
    assert_eq!(answer["status"], "ready");
    for source in list(&answer, "/sources") {
        let is_hit = source["key"] == key(ProviderKind::Cord);
        let state = if is_hit { "failing" } else { "ok" };
        assert_eq!(source["state"], state, "{source}");
    }
}
