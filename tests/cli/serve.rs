use serde_json::json;

use super::running::Serving;
use crate::support::Http;
use crate::support::answer::{at, list};

pub(super) fn http(serving: &Serving) -> Http {
    let address = serving.address.strip_prefix("http://").unwrap();
    Http::to(address.parse().unwrap())
}

#[tokio::test]
async fn the_sandbox_is_served_until_the_process_is_told_to_stop() {
    let serving = Serving::start(&["serve", "--sandbox", "--listen", "127.0.0.1:0"]);
    let reply = http(&serving)
        .graphql("{ sources { key isSandbox } }", json!({}))
        .await;
    assert_eq!(reply.status, 200);
    let answer = reply.json();
    let sources = list(&answer, "/data/sources");
    assert_eq!(sources.len(), 5);
    assert!(sources.iter().all(|one| one["isSandbox"] == true));
    let (code, rest) = serving.stopped();
    assert_eq!((code, rest.as_str()), (0, ""));
}

#[tokio::test]
async fn a_config_of_sandbox_desks_is_served() {
    let mut sandbox = Serving::start(&["sandbox", "--listen", "127.0.0.1:0"]);
    let config = sandbox.lines_until("inbox_identifier");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deskgraph.toml");
    std::fs::write(&file, config).unwrap();
    let file = file.to_str().unwrap();
    let serving = Serving::start(&["serve", "--config", file, "--listen", "127.0.0.1:0"]);
    let query = "{ sources { key isSandbox health { state } } conversations(first: 5) { sources { status } } }";
    let answer = http(&serving).graphql(query, json!({})).await.json();
    assert_eq!(at(&answer, "/data/sources/0/isSandbox"), false);
    for outcome in list(&answer, "/data/conversations/sources") {
        assert_eq!(outcome["status"], "OK", "{answer:#}");
    }
}
