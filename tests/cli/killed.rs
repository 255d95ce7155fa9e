//! The process ends between sending a write and hearing of it.

use deskgraph::clock::SystemClock;
use deskgraph::model::ProviderKind;
use deskgraph::sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use super::running::Serving;
use super::serve::http;
use crate::support::answer::{at, list};

const REPLY: &str = "mutation($id: ID!) { conversationReply(input: {
    conversationId: $id, body: { text: \"Only once, please.\" }, idempotencyKey: \"k\"
}) { message { id } userErrors { code message } receipt { wasReplayed } } }";

async fn ask(serving: &Serving, query: &str, variables: Value) -> Value {
    http(serving).graphql(query, variables).await.json()
}

#[tokio::test]
async fn a_killed_gateway_finds_its_write_after_a_restart() {
    let sandbox = Sandbox::start(&[ProviderKind::HelpScout], SystemClock::shared())
        .await
        .unwrap();
    let desk = &sandbox.providers()[0];
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deskgraph.toml");
    let mut config = format!(
        "[[source]]\nkey = \"desk\"\nprovider = \"helpscout\"\nbase_url = \"{}\"\n",
        desk.base_url
    );
    for (key, value) in &desk.credentials {
        config += &format!("{key} = \"{value}\"\n");
    }
    std::fs::write(&file, config).unwrap();
    let arguments = [
        "serve",
        "--config",
        file.to_str().unwrap(),
        "--listen",
        "127.0.0.1:0",
    ];

    let serving = Serving::start(&arguments);
    let rows = "{ conversations(first: 20) { nodes { id status viewerCan contact { id } } } }";
    let rows = ask(&serving, rows, json!({})).await;
    let rows = list(&rows, "/data/conversations/nodes").iter();
    let mut open = rows.filter(|row| row["status"] == "OPEN" && row["contact"].is_object());
    let id = open.next().unwrap()["id"].clone();
    desk.fault(Fault::AnswerLost.on("/reply"));
    let doomed = http(&serving);
    let variables = json!({ "id": id });
    let sent = tokio::spawn(async move { doomed.graphql_or_nothing(REPLY, variables).await });
    while !desk
        .requests()
        .iter()
        .any(|request| request.path.ends_with("/reply"))
    {
        tokio::task::yield_now().await;
    }
    serving.killed();
    assert!(sent.await.unwrap().is_none(), "nobody heard of it");
    desk.clear_faults();

    let serving = Serving::start(&arguments);
    let answer = ask(&serving, REPLY, json!({ "id": id })).await;
    let payload = at(&answer, "/data/conversationReply");
    assert_eq!(payload["userErrors"], json!([]), "{answer}");
    assert!(payload["message"]["id"].is_string(), "{answer}");
    let again = ask(&serving, REPLY, json!({ "id": id })).await;
    assert_eq!(
        at(&again, "/data/conversationReply/receipt/wasReplayed"),
        true
    );
    let messages = "query($id: ID!) { conversation(id: $id) { messages(last: 10) { nodes { body { text } } } } }";
    let messages = ask(&serving, messages, json!({ "id": id })).await;
    let messages = list(&messages, "/data/conversation/messages/nodes").iter();
    let count = messages
        .filter(|message| message["body"]["text"] == "Only once, please.")
        .count();
    assert_eq!(count, 1);
    let requests = desk.requests();
    let sent = requests
        .iter()
        .filter(|request| request.path.ends_with("/reply"))
        .count();
    assert_eq!(sent, 1, "it was looked for, not sent again");
}
