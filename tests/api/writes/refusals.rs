//! What is told before a write is what happens, and what is wrong is told by its place.

use deskgraph::model::ProviderKind;
use deskgraph::sandbox::Fault;
use serde_json::{Value, json};

use super::cases::{CASES, reply};
use super::desk::{Desk, codes};
use crate::support::answer::{data, list};
use crate::support::key;

/// The actions of `viewerCan` and the mutation that each stands for.
const ACTIONS: &[(&str, &str)] = &[
    ("REPLY", "conversationReply"),
    ("NOTE", "conversationAddNote"),
    ("SET_STATUS", "conversationSetStatus"),
    ("SET_PRIORITY", "conversationSetPriority"),
    ("ASSIGN_AGENT", "conversationAssign agent"),
    ("ASSIGN_TEAM", "conversationAssign team"),
    ("SNOOZE", "conversationSnooze"),
    ("TAG", "conversationAddTags"),
    ("RENAME", "conversationUpdate subject"),
    ("MARK_READ", "conversationMarkRead"),
    ("TYPE", "conversationSetTyping"),
    ("FOLLOW", "conversationAddFollower"),
    ("DELETE", "conversationDelete"),
    ("SUGGEST_REPLY", "ticketSuggestReply"),
];

#[tokio::test]
async fn what_a_conversation_says_can_be_done_is_what_happens() {
    for kind in ProviderKind::ALL {
        for (action, mutation) in ACTIONS {
            let desk = Desk::open(kind).await;
            let query = "query($id: ID!) { conversation(id: $id) { viewerCan } }";
            let variables = json!({ "id": desk.sample.conversation });
            let answer = desk.gateway.query_with(query, variables).await;
            let actions = list(data(&answer), "/conversation/viewerCan").to_vec();
            let can = actions.iter().any(|can| can == action);
            let case = CASES.iter().find(|case| case.name() == *mutation).unwrap();
            let payload = desk.write(case.mutation, &case.input(&desk)).await;
            let is_done = codes(&payload).is_empty();
            assert_eq!(is_done, can, "{kind} {mutation}: {payload}");
        }
    }
}

#[tokio::test]
async fn a_status_or_priority_that_a_desk_lacks_names_those_it_has() {
    for kind in ProviderKind::ALL {
        let desk = Desk::open(kind).await;
        for status in ["UNKNOWN", "SNOOZED"] {
            let input =
                json!({ "conversationId": desk.sample.conversation, "to": { "status": status } });
            let payload = desk.write("conversationSetStatus", &input).await;
            assert_eq!(codes(&payload), ["STATUS_NOT_SUPPORTED"], "{kind}");
            let error = &payload["userErrors"][0];
            assert_eq!(error["field"], json!(["input", "to"]), "{kind}");
            assert_eq!(error["source"]["key"], key(kind));
            let allowed = list(error, "/allowedValues");
            assert!(
                allowed.iter().any(|value| value == "OPEN"),
                "{kind}: {error}"
            );
            for value in allowed {
                let desk = Desk::open(kind).await;
                let input = json!({ "conversationId": desk.sample.conversation, "to": { "status": value } });
                let payload = desk.write("conversationSetStatus", &input).await;
                assert_eq!(codes(&payload), [""; 0], "{kind} {value}: {payload}");
            }
        }
        let native = json!({ "conversationId": desk.sample.conversation, "to": { "nativeStatus": "no such" } });
        let payload = desk.write("conversationSetStatus", &native).await;
        assert_eq!(codes(&payload), ["STATUS_NOT_SUPPORTED"], "{kind}");
        assert_eq!(desk.asked().len(), 0, "{kind}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_by_its_place() {
    let desk = Desk::open(ProviderKind::Nimchat).await;
    let id = desk.sample.conversation.clone();
    let foreign = deskgraph::model::Id::<deskgraph::model::Agent>::new(
        &deskgraph::model::SourceKey::parse("elsewhere").unwrap(),
        "1",
    );
    let table: Vec<(&str, Value, Value)> = vec![
        (
            "conversationReply",
            json!({ "conversationId": "x", "body": { "text": "a" } }),
            json!(["input", "conversationId"]),
        ),
        (
            "conversationReply",
            json!({ "conversationId": desk.sample.contact, "body": { "text": "a" } }),
            json!(["input", "conversationId"]),
        ),
        (
            "conversationReply",
            json!({ "conversationId": id, "body": { "text": " " } }),
            json!(["input", "body", "text"]),
        ),
        (
            "conversationReply",
            json!({ "conversationId": id, "body": { "text": "a" }, "cc": ["nobody"] }),
            json!(["input", "cc"]),
        ),
        (
            "conversationReply",
            json!({ "conversationId": id, "body": { "text": "a" }, "attachmentIds": ["../x"] }),
            json!(["input", "attachmentIds"]),
        ),
        (
            "conversationAssign",
            json!({ "conversationId": id, "to": { "agentId": foreign.to_global() } }),
            json!(["input", "to", "agentId"]),
        ),
        (
            "conversationAssign",
            json!({ "conversationId": id, "to": { "agentEmail": "no-one" } }),
            json!(["input", "to", "agentEmail"]),
        ),
        (
            "conversationAddTags",
            json!({ "conversationId": id, "tags": [] }),
            json!(["input", "tags"]),
        ),
        (
            "conversationAddTags",
            json!({ "conversationId": id, "tags": [" "] }),
            json!(["input", "tags"]),
        ),
        (
            "conversationAddFollower",
            json!({ "conversationId": id, "followerId": id }),
            json!(["input", "followerId"]),
        ),
        (
            "conversationUpdate",
            json!({ "conversationId": id }),
            json!(["input"]),
        ),
        (
            "conversationUpdate",
            json!({ "conversationId": id, "metadata": [1] }),
            json!(["input", "metadata"]),
        ),
        (
            "conversationsBulkUpdate",
            json!({ "conversationIds": [], "addTags": ["a"] }),
            json!(["input", "conversationIds"]),
        ),
        (
            "conversationsBulkUpdate",
            json!({ "conversationIds": [id] }),
            json!(["input"]),
        ),
        (
            "ticketUpdate",
            json!({ "ticketId": id }),
            json!(["input", "ticketId"]),
        ),
        (
            "contactCreate",
            json!({ "source": "Nope!", "name": "A" }),
            json!(["input", "source"]),
        ),
        (
            "contactCreate",
            json!({ "source": "elsewhere", "name": "A" }),
            json!(["input", "source"]),
        ),
        (
            "contactUpdate",
            json!({ "contactId": desk.sample.contact }),
            json!(["input"]),
        ),
        (
            "conversationCreate",
            json!({ "source": "chat", "body": { "text": "a" }, "options": { "cord": { "groupId": "g", "location": {}, "url": "https://a.example" } } }),
            json!(["input", "options"]),
        ),
    ];
    for (mutation, input, field) in table {
        let payload = desk.write(mutation, &input).await;
        let error = &payload["userErrors"][0];
        assert!(
            ["BAD_INPUT", "NOT_FOUND"].contains(&error["code"].as_str().unwrap()),
            "{input}: {payload}"
        );
        assert_eq!(error["field"], field, "{mutation} {input}: {payload}");
        assert_eq!(desk.wrote().len(), 0, "{input}");
    }
}

#[tokio::test]
async fn an_assignee_can_be_named_by_address() {
    let desk = Desk::open(ProviderKind::Nimchat).await;
    let query = "query($s: [String!]) { agents(first: 5, sources: $s) { nodes { id email } } }";
    let answer = desk
        .gateway
        .query_with(query, json!({ "s": ["chat"] }))
        .await;
    let agent = list(data(&answer), "/agents/nodes")[1].clone();
    let shouted = agent["email"].as_str().unwrap().to_uppercase();
    let input =
        json!({ "conversationId": desk.sample.conversation, "to": { "agentEmail": shouted } });
    let fields = "conversation { assignee { id } }";
    let payload = desk.write_for("conversationAssign", &input, fields).await;
    assert_eq!(
        payload["conversation"]["assignee"]["id"], agent["id"],
        "{payload}"
    );
    let input = json!({ "conversationId": desk.sample.conversation, "to": { "agentEmail": "no.one@example.com" } });
    let payload = desk.write("conversationAssign", &input).await;
    assert_eq!(codes(&payload), ["NOT_FOUND"]);
}

#[tokio::test]
async fn an_answer_to_an_old_state_is_refused_and_not_sent() {
    for kind in ProviderKind::ALL {
        let desk = Desk::open(kind).await;
        let guarded = |after: &str| {
            let mut input = reply(&desk, "Blind.");
            input["unlessActivityAfter"] = json!(after);
            input
        };
        let payload = desk
            .write("conversationReply", &guarded("2020-01-01T00:00:00Z"))
            .await;
        assert_eq!(codes(&payload), ["CONFLICT"], "{kind}: {payload}");
        assert_eq!(desk.wrote().len(), 0, "{kind}");
        let payload = desk
            .write("conversationReply", &guarded("2026-11-21T09:00:00Z"))
            .await;
        assert_eq!(codes(&payload), [""; 0], "{kind}: {payload}");
    }
}

#[tokio::test]
async fn a_desk_that_fails_or_refuses_says_so_and_keeps_its_secrets() {
    for kind in ProviderKind::ALL {
        for (fault, code) in [
            (Fault::status(403), "UPSTREAM_FORBIDDEN"),
            (Fault::status(422), "UPSTREAM_REJECTED"),
            (Fault::rate_limited(Some(7)), "RATE_LIMITED"),
            (Fault::status(503), "UPSTREAM_UNAVAILABLE"),
        ] {
            let desk = Desk::open(kind).await;
            desk.fault_of_writes(&fault);
            let payload = desk.write("conversationReply", &reply(&desk, "Hi")).await;
            assert_eq!(codes(&payload), [code], "{kind}: {payload}");
            let is_limit = code == "RATE_LIMITED";
            let wait = &payload["userErrors"][0]["retryAfterSeconds"];
            assert_eq!(
                *wait,
                if is_limit { json!(7) } else { Value::Null },
                "{kind}: {payload}"
            );
        }
    }
}
