//! Single conversations by what people have at hand.

use deskgraph::model::ProviderKind;
use serde_json::{Value, json};

use crate::support::answer::{data, only_error, text};
use crate::support::{TestGateway, key, pick};

async fn ask(gateway: &TestGateway, query: &str, variables: Value) -> Value {
    let answer = gateway.query_with(query, variables).await;
    data(&answer).clone()
}

const BY_NATIVE_ID: &str = "query($source: String!, $nativeId: String!) {
    found: conversationByNativeId(source: $source, nativeId: $nativeId) { id number }
}";
const BY_NUMBER: &str = "query($source: String!, $number: String!) {
    found: ticketByNumber(source: $source, number: $number) { number conversation { id } }
}";
const BY_URL: &str = "query($url: URL!) { found: conversationByUrl(url: $url) { id } }";

#[tokio::test]
async fn a_native_id_and_a_number_lead_to_the_same_conversation() {
    let gateway = TestGateway::start().await;
    for kind in ProviderKind::ALL {
        let rows = pick::conversations(&gateway, kind, "nativeId number").await;
        let row = &rows[rows.len() / 2];
        let by_id = json!({ "source": key(kind), "nativeId": row["nativeId"] });
        let found = ask(&gateway, BY_NATIVE_ID, by_id).await;
        assert_eq!(found["found"]["id"], row["id"], "{kind}");
        if row["number"].is_null() {
            continue;
        }
        let by_number = json!({ "source": key(kind), "nativeId": row["number"] });
        let found = ask(&gateway, BY_NATIVE_ID, by_number).await;
        assert_eq!(found["found"]["id"], row["id"], "{kind}");
        let number = format!("#{}", text(row, "/number"));
        let as_ticket = json!({ "source": key(kind), "number": number });
        let found = ask(&gateway, BY_NUMBER, as_ticket).await;
        assert_eq!(found["found"]["number"], row["number"], "{kind}");
        assert_eq!(found["found"]["conversation"]["id"], row["id"], "{kind}");
    }
}

#[tokio::test]
async fn what_nobody_has_is_null() {
    let gateway = TestGateway::start().await;
    for kind in ProviderKind::ALL {
        for strange in ["987654321", "no such", "..", "1 OR 1=1", "\"", "💥"] {
            let by_id = json!({ "source": key(kind), "nativeId": strange });
            let found = ask(&gateway, BY_NATIVE_ID, by_id).await;
            assert_eq!(found["found"], Value::Null, "{kind} {strange}");
            let by_number = json!({ "source": key(kind), "number": strange });
            let found = ask(&gateway, BY_NUMBER, by_number).await;
            assert_eq!(found["found"], Value::Null, "{kind} {strange}");
        }
    }
}

#[tokio::test]
async fn the_link_of_a_conversation_leads_back_to_it() {
    let gateway = TestGateway::start().await;
    let mut found_links = 0;
    for kind in ProviderKind::ALL {
        let rows = pick::conversations(&gateway, kind, "webUrl").await;
        let row = &rows[rows.len() / 2];
        if row["webUrl"].is_null() {
            continue;
        }
        let found = ask(&gateway, BY_URL, json!({ "url": row["webUrl"] })).await;
        if found["found"].is_null() {
            // A link to a page of the customer's own product names no conversation.
            assert_eq!(kind, ProviderKind::Cord);
            continue;
        }
        found_links += 1;
        assert_eq!(found["found"]["id"], row["id"], "{kind}");
    }
    assert!(found_links >= 3, "{found_links}");
}

#[tokio::test]
async fn a_link_to_elsewhere_asks_nobody() {
    let gateway = TestGateway::start().await;
    gateway.forget_requests();
    for url in [
        "https://example.test/conversations/1",
        "https://secure.helpscout.net.example.test/conversation/1",
        "http://127.0.0.1:1/app/accounts/1/conversations/1",
    ] {
        let found = ask(&gateway, BY_URL, json!({ "url": url })).await;
        assert_eq!(found["found"], Value::Null, "{url}");
    }
    assert!(
        gateway
            .providers()
            .iter()
            .all(|one| one.requests().is_empty())
    );
}

#[tokio::test]
async fn an_unknown_source_is_named_as_the_mistake() {
    let gateway = TestGateway::start().await;
    let variables = json!({ "source": "elsewhere", "nativeId": "1", "number": "1" });
    for query in [BY_NATIVE_ID, BY_NUMBER] {
        let answer = gateway.query_with(query, variables.clone()).await;
        let error = only_error(&answer);
        assert_eq!(error["extensions"]["code"], "BAD_INPUT");
        assert_eq!(error["extensions"]["argument"], "source");
    }
}
