//! Idempotency keys over real desks.

use deskgraph::model::ProviderKind;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::desk::{Desk, codes};

fn reply(desk: &Desk, text: &str) -> Value {
    let mut input = super::cases::reply(desk, text);
    input["idempotencyKey"] = json!("k");
    input["clientMutationId"] = json!(text);
    input
}

#[tokio::test]
async fn two_hundred_replies_with_one_key_are_one_message() {
    for kind in ProviderKind::ALL {
        let desk = Desk::open(kind).await;
        let input = reply(&desk, "Only once.");
        let payloads = join_all((0..200).map(|_| desk.write("conversationReply", &input))).await;
        for payload in &payloads {
            let told = codes(payload);
            assert!(
                told.is_empty() || told == ["IDEMPOTENCY_IN_PROGRESS"],
                "{kind}: {payload}"
            );
        }
        let texts = desk.texts(&desk.sample.conversation).await;
        let count = texts.iter().filter(|text| *text == "Only once.").count();
        assert_eq!(count, 1, "{kind}");
    }
}

#[tokio::test]
async fn a_replay_tells_the_same_and_asks_only_for_what_is_selected() {
    for kind in ProviderKind::ALL {
        let desk = Desk::open(kind).await;
        let input = reply(&desk, "Hello again.");
        let fields = "clientMutationId message { id body { text } } conversation { id }";
        let first = desk.write_for("conversationReply", &input, fields).await;
        assert_eq!(codes(&first), [""; 0], "{kind}: {first}");
        assert!(first["message"]["id"].is_string(), "{kind}: {first}");
        desk.forget();
        let again = desk.write_for("conversationReply", &input, fields).await;
        assert_eq!(again["receipt"]["wasReplayed"], true);
        assert_eq!(desk.wrote().len(), 0, "{kind}");
        for field in ["message", "conversation", "clientMutationId"] {
            assert_eq!(first[field], again[field], "{kind}");
        }
        let other = desk
            .write("conversationReply", &reply(&desk, "Another text."))
            .await;
        assert_eq!(codes(&other), ["IDEMPOTENCY_KEY_REUSED"], "{kind}");
        assert_eq!(desk.wrote().len(), 0, "{kind}");
    }
}

#[tokio::test]
async fn the_order_of_fields_makes_no_other_write() {
    let desk = Desk::open(ProviderKind::Nimchat).await;
    let id = &desk.sample.conversation;
    for input in [
        format!("{{ conversationId: \"{id}\", body: {{ text: \"Hi\" }}, idempotencyKey: \"k\" }}"),
        format!(
            "{{ idempotencyKey: \"k\", clientMutationId: \"x\", body: {{ text: \"Hi\" }}, conversationId: \"{id}\" }}"
        ),
    ] {
        let document =
            format!("mutation {{ conversationReply(input: {input}) {{ userErrors {{ code }} }} }}");
        let answer = desk.gateway.query(&document).await;
        assert_eq!(
            answer["data"]["conversationReply"]["userErrors"],
            json!([]),
            "{answer}"
        );
    }
    assert_eq!(desk.wrote().len(), 1);
}

#[tokio::test]
async fn a_key_has_a_form() {
    let desk = Desk::open(ProviderKind::Nimchat).await;
    for key in ["", "a\nb", &"x".repeat(256)] {
        let mut input = reply(&desk, "Hi");
        input["idempotencyKey"] = json!(key);
        let payload = desk.write("conversationReply", &input).await;
        assert_eq!(codes(&payload), ["BAD_INPUT"]);
        assert_eq!(
            payload["userErrors"][0]["field"],
            json!(["input", "idempotencyKey"])
        );
    }
    assert_eq!(desk.asked().len(), 0);
}
