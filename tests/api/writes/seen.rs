//! Who wrote reads it: in the payload, in the object, and in every list.

use deskgraph::model::ProviderKind;
use serde_json::{Value, json};

use super::cases::reply;
use super::desk::{Desk, codes};
use crate::support::answer::{at, data, list};
use crate::support::key;

async fn rows(desk: &Desk, arguments: &str) -> Vec<Value> {
    let query = format!(
        "{{ conversations(first: 100, {arguments}) {{ nodes {{ id subject status preview tags {{ name }} }} }} }}"
    );
    let answer = desk.gateway.query(&query).await;
    list(data(&answer), "/conversations/nodes").to_vec()
}

fn has(rows: &[Value], id: &str) -> bool {
    rows.iter().any(|row| row["id"] == id)
}

#[tokio::test]
async fn a_status_is_seen_in_the_object_and_in_lists() {
    for kind in ProviderKind::ALL {
        let desk = Desk::open(kind).await;
        let id = desk.sample.conversation.clone();
        let open = "filter: { statusCategories: [TODO] }";
        let done = "filter: { statusCategories: [DONE] }";
        // Warm what a screen would show.
        assert!(has(&rows(&desk, open).await, &id), "{kind}");
        assert!(!has(&rows(&desk, done).await, &id), "{kind}");
        let input = json!({ "conversationId": id, "to": { "status": "RESOLVED" } });
        let fields = "conversation { id status ticket { status } }";
        let payload = desk
            .write_for("conversationSetStatus", &input, fields)
            .await;
        assert_eq!(
            payload["conversation"]["status"], "RESOLVED",
            "{kind}: {payload}"
        );
        assert!(!has(&rows(&desk, open).await, &id), "{kind}");
        assert!(has(&rows(&desk, done).await, &id), "{kind}");
    }
}

#[tokio::test]
async fn a_reply_is_seen_in_its_conversation_and_moves_it_up() {
    for kind in ProviderKind::ALL {
        let desk = Desk::open(kind).await;
        let id = desk.sample.other.clone();
        rows(&desk, "orderBy: { field: LAST_ACTIVITY_AT }").await;
        desk.texts(&id).await;
        desk.gateway
            .clock()
            .advance(std::time::Duration::from_secs(60));
        let mut input = reply(&desk, "");
        input["conversationId"] = json!(id);
        input["body"] = json!({ "markdown": "Here is *the* answer." });
        let fields = "message { kind visibility direction body { text } } conversation { id lastActivityAt }";
        let payload = desk.write_for("conversationReply", &input, fields).await;
        assert_eq!(codes(&payload), [""; 0], "{kind}: {payload}");
        let message = &payload["message"];
        assert_eq!(message["visibility"], "PUBLIC", "{kind}: {payload}");
        let unmarked = |text: &str| text.trim().replace('*', "");
        let text = message["body"]["text"].as_str().map(unmarked);
        assert_eq!(text.as_deref(), Some("Here is the answer."), "{kind}");
        let texts = desk.texts(&id).await;
        assert_eq!(
            texts
                .iter()
                .filter(|text| unmarked(text) == "Here is the answer.")
                .count(),
            1,
            "{kind}: {texts:?}"
        );
        let first = rows(&desk, "orderBy: { field: LAST_ACTIVITY_AT }").await;
        assert_eq!(first[0]["id"], id, "{kind}");
    }
}

#[tokio::test]
async fn a_note_is_internal_wherever_it_can_be_made() {
    for kind in ProviderKind::ALL {
        let desk = Desk::open(kind).await;
        let rows = rows(&desk, "orderBy: { field: LAST_ACTIVITY_AT }").await;
        for row in rows.iter().take(12) {
            let input = json!({ "conversationId": row["id"], "body": { "text": "Between us." } });
            let fields = "message { id kind visibility direction }";
            let payload = desk.write_for("conversationAddNote", &input, fields).await;
            if codes(&payload).is_empty() {
                assert_eq!(
                    payload["message"]["visibility"], "INTERNAL",
                    "{kind}: {payload}"
                );
                assert_eq!(payload["message"]["direction"], "NONE", "{kind}: {payload}");
            } else {
                assert_eq!(codes(&payload), ["UNSUPPORTED"], "{kind}: {payload}");
            }
        }
    }
}

#[tokio::test]
async fn tags_are_added_removed_and_replaced() {
    for kind in ProviderKind::ALL {
        let desk = Desk::open(kind).await;
        if !desk.can("CONVERSATION_TAG").await {
            continue;
        }
        let id = desk.sample.conversation.clone();
        let [one, two] = desk.sample.tags.clone();
        let fields = "conversation { tags { name } }";
        let names = |payload: &Value| {
            assert_eq!(codes(payload), [""; 0], "{kind}: {payload}");
            let tags = list(payload, "/conversation/tags").iter();
            let mut names: Vec<_> = tags
                .map(|tag| tag["name"].as_str().unwrap().to_owned())
                .collect();
            names.sort();
            names
        };
        let set = |tags: Value| json!({ "conversationId": id, "tags": tags });
        let none = names(
            &desk
                .write_for("conversationSetTags", &set(json!([])), fields)
                .await,
        );
        assert_eq!(none, [""; 0], "{kind}");
        let added = names(
            &desk
                .write_for("conversationAddTags", &set(json!([one])), fields)
                .await,
        );
        assert_eq!(added, std::slice::from_ref(&one), "{kind}");
        let mut both = vec![one.clone(), two.clone()];
        both.sort();
        let added = names(
            &desk
                .write_for("conversationAddTags", &set(json!([two])), fields)
                .await,
        );
        assert_eq!(added, both, "{kind}: the others stay");
        let left = names(
            &desk
                .write_for("conversationRemoveTags", &set(json!([one])), fields)
                .await,
        );
        assert_eq!(left, std::slice::from_ref(&two), "{kind}");
        let replaced = names(
            &desk
                .write_for("conversationSetTags", &set(json!([one])), fields)
                .await,
        );
        assert_eq!(replaced, std::slice::from_ref(&one), "{kind}");
    }
}

#[tokio::test]
async fn several_mutations_of_one_request_see_each_other() {
    let desk = Desk::open(ProviderKind::Nimchat).await;
    let id = &desk.sample.conversation;
    let document = format!(
        "mutation {{
            a: conversationSetStatus(input: {{ conversationId: \"{id}\", to: {{ status: RESOLVED }} }}) {{ conversation {{ status }} }}
            b: conversationSetStatus(input: {{ conversationId: \"{id}\", to: {{ status: OPEN }} }}) {{ conversation {{ status }} }}
        }}"
    );
    let answer = desk.gateway.query(&document).await;
    assert_eq!(at(data(&answer), "/a/conversation/status"), "RESOLVED");
    assert_eq!(at(data(&answer), "/b/conversation/status"), "OPEN");
}

#[tokio::test]
async fn a_new_contact_is_found() {
    for kind in ProviderKind::ALL {
        let desk = Desk::open(kind).await;
        if !desk.can("CONTACT_CREATE").await {
            continue;
        }
        let case = super::cases::CASES
            .iter()
            .find(|case| case.mutation == "contactCreate")
            .unwrap();
        let fields = "contact { id displayName primaryEmail }";
        let payload = desk
            .write_for("contactCreate", &case.input(&desk), fields)
            .await;
        assert_eq!(codes(&payload), [""; 0], "{kind}: {payload}");
        assert_eq!(
            payload["contact"]["displayName"], "Nia Okafor",
            "{kind}: {payload}"
        );
        let id = payload["contact"]["id"].clone();
        let query = "query($s: [String!]) { contacts(first: 100, sources: $s, filter: { email: \"nia.okafor@example.com\" }) { nodes { id } } }";
        let answer = desk
            .gateway
            .query_with(query, json!({ "s": [key(kind)] }))
            .await;
        let found = list(data(&answer), "/contacts/nodes");
        assert!(
            found.iter().any(|contact| contact["id"] == id),
            "{kind}: {answer}"
        );
        if desk.can("CONTACT_UPDATE").await {
            let input = json!({ "contactId": id, "name": "Nia O." });
            let payload = desk
                .write_for("contactUpdate", &input, "contact { displayName }")
                .await;
            assert_eq!(
                payload["contact"]["displayName"], "Nia O.",
                "{kind}: {payload}"
            );
        }
    }
}

#[tokio::test]
async fn a_failed_read_after_a_write_is_a_null_and_no_error() {
    use deskgraph::sandbox::Fault;
    let desk = Desk::open(ProviderKind::Nimchat).await;
    let get = Fault::status(500)
        .on("/conversations/")
        .method("GET".parse().unwrap());
    desk.gateway.provider(desk.kind).fault(get);
    let input =
        json!({ "conversationId": desk.sample.conversation, "to": { "status": "RESOLVED" } });
    let payload = desk
        .write_for(
            "conversationSetStatus",
            &input,
            "conversation { id subject }",
        )
        .await;
    assert_eq!(codes(&payload), [""; 0], "{payload}");
    assert_eq!(payload["conversation"], Value::Null);
}
