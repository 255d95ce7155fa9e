//! The answer to a write is lost after the desk acted, and the write is repeated under the same key.

use deskgraph::model::ProviderKind;
use deskgraph::sandbox::Fault;
use serde_json::{Value, json};

use super::cases::{CASES, reply};
use super::desk::{Desk, codes};
use crate::support::answer::{at, data};

/// What of a desk shows whether a write was made, and how often.
async fn state(desk: &Desk) -> Value {
    let query = "query($id: ID!) @fresh(maxAgeSeconds: 0) {
        conversation(id: $id) {
            subject status priority tags { name } assignee { id } team { id } messageCount
            messages(last: 50) { nodes { kind body { text } } }
        }
        conversations(first: 100) { totalCount nodes { id } }
        contacts(first: 100) { nodes { id displayName } }
        organizations(first: 100) { nodes { id name } }
        tags(first: 100) { nodes { id name } }
    }";
    let variables = json!({ "id": desk.sample.conversation });
    let answer = desk.gateway.query_with(query, variables).await;
    let mut state = data(&answer).clone();
    without_activities(&mut state);
    state
}

/// Activity records tell that something was set again; nobody is hurt by that.
fn without_activities(state: &mut Value) {
    if let Some(messages) = state.pointer_mut("/conversation/messages/nodes") {
        let messages = messages.as_array_mut().unwrap();
        messages.retain(|message| message["kind"] != "ACTIVITY");
    }
}

/// What the desk looks like when nothing goes wrong.
async fn undisturbed(kind: ProviderKind, mutation: &str, input: fn(&Desk) -> Value) -> Value {
    let desk = Desk::open(kind).await;
    let payload = desk.write(mutation, &input(&desk)).await;
    assert_eq!(codes(&payload), [""; 0], "{kind} {mutation}");
    state(&desk).await
}

async fn disturbed(kind: ProviderKind, mutation: &str, input: fn(&Desk) -> Value, fault: &Fault) {
    let expected = undisturbed(kind, mutation, input).await;
    let desk = Desk::open(kind).await;
    let mut wish = input(&desk);
    wish["idempotencyKey"] = json!("k");
    desk.fault_of_writes(fault);
    let first = desk.write(mutation, &wish).await;
    desk.heal();
    let told = codes(&first);
    let is_honest = told.is_empty() || told == ["OUTCOME_UNKNOWN"];
    assert!(is_honest, "{kind} {mutation} {fault:?}: {first}");
    desk.gateway
        .clock()
        .advance(std::time::Duration::from_secs(60));
    let again = desk.write(mutation, &wish).await;
    assert_eq!(
        codes(&again),
        [""; 0],
        "{kind} {mutation} {fault:?}: {again}"
    );
    assert_eq!(state(&desk).await, expected, "{kind} {mutation} {fault:?}");
}

fn input_of(mutation: &str) -> fn(&Desk) -> Value {
    match mutation {
        "conversationReply" => |desk| reply(desk, "Once, please."),
        "conversationAddNote" => {
            |desk| json!({ "conversationId": desk.sample.conversation, "body": { "text": "Once, between us." } })
        }
        _ => |_| Value::Null,
    }
}

#[tokio::test]
async fn a_message_whose_answer_is_lost_is_there_once() {
    for kind in ProviderKind::ALL {
        for (mutation, capability) in [
            ("conversationReply", "CONVERSATION_REPLY"),
            ("conversationAddNote", "CONVERSATION_NOTE"),
        ] {
            if !Desk::open(kind).await.can(capability).await {
                continue;
            }
            let sample = Desk::open(kind).await;
            let tried = sample.write(mutation, &input_of(mutation)(&sample)).await;
            if !codes(&tried).is_empty() {
                // Refused for this conversation: nothing to lose.
                continue;
            }
            for fault in [Fault::CutOff, Fault::NotJson, Fault::Dropped] {
                disturbed(kind, mutation, input_of(mutation), &fault).await;
            }
        }
    }
}

#[tokio::test]
async fn every_write_whose_answer_is_lost_is_made_once() {
    for kind in ProviderKind::ALL {
        for case in CASES {
            let desk = Desk::open(kind).await;
            let plain = desk.write(case.mutation, &case.input(&desk)).await;
            if !codes(&plain).is_empty() {
                continue;
            }
            let expected = state(&desk).await;
            let desk = Desk::open(kind).await;
            let mut input = case.input(&desk);
            input["idempotencyKey"] = json!("k");
            desk.fault_of_writes(&Fault::CutOff);
            let first = desk.write(case.mutation, &input).await;
            desk.heal();
            let what = format!("{kind} {}: {first}", case.name());
            let honest = ["OUTCOME_UNKNOWN"];
            assert!(
                codes(&first).iter().all(|code| honest.contains(code)),
                "{what}"
            );
            // A repeat finds it, makes it if that is harmless, or says that it cannot tell; it never makes it twice.
            desk.write(case.mutation, &input).await;
            assert_eq!(
                without_ids(state(&desk).await),
                without_ids(expected),
                "{what}"
            );
        }
    }
}

/// New objects have new ids; what counts is how many there are.
fn without_ids(mut state: Value) -> Value {
    for list in ["conversations", "contacts", "organizations", "tags"] {
        if let Some(nodes) = state.pointer_mut(&format!("/{list}/nodes")) {
            for node in nodes.as_array_mut().unwrap() {
                node.as_object_mut().unwrap().remove("id");
            }
        }
    }
    state
}

#[tokio::test]
async fn an_earlier_write_can_be_asked_about() {
    let desk = Desk::open(ProviderKind::HelpScout).await;
    let query = "{ writeOperation(idempotencyKey: \"k\") { idempotencyKey mutation state startedAt finishedAt resultId
        receipt { wasReplayed isComplete operationIds } userErrors { code } } }";
    let answer = desk.gateway.query(query).await;
    assert_eq!(at(data(&answer), "/writeOperation"), &Value::Null);
    let mut input = input_of("conversationReply")(&desk);
    input["idempotencyKey"] = json!("k");
    let fields = "message { id }";
    let payload = desk.write_for("conversationReply", &input, fields).await;
    let answer = desk.gateway.query(query).await;
    let earlier = at(data(&answer), "/writeOperation");
    assert_eq!(earlier["state"], "SUCCEEDED");
    assert_eq!(earlier["mutation"], "conversationReply");
    assert_eq!(earlier["resultId"], payload["message"]["id"]);
    assert_eq!(earlier["userErrors"], json!([]));
}
