//! What callers write wrongly is refused with the name of the argument; what does not exist is null.

use deskgraph::model::{Agent, Contact, Conversation, Id, Inbox, Message, Noun, SourceKey, Tag};
use deskgraph::model::{Organization, ProviderKind, Team, Thread, Ticket};
use serde_json::{Value, json};

use crate::support::answer::{at, data, list, only_error, text};
use crate::support::{TestGateway, key, pick};

const NOUNS: [&str; 10] = [
    "conversation",
    "thread",
    "ticket",
    "message",
    "contact",
    "organization",
    "agent",
    "team",
    "tag",
    "inbox",
];

async fn cord() -> TestGateway {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::Cord]);
    gateway.start().await
}

/// Looks an object up; the answer to `{ <noun>(id:) { id } }`.
async fn look_up(gateway: &TestGateway, noun: &str, id: &str) -> Value {
    let query = format!("query($id: ID!) {{ {noun}(id: $id) {{ id }} }}");
    gateway.query_with(&query, json!({ "id": id })).await
}

fn assert_bad_id(answer: &Value, noun: &str, said: &str) {
    let error = only_error(answer);
    assert_eq!(error["extensions"]["code"], "BAD_INPUT", "{noun}: {error}");
    assert_eq!(error["extensions"]["argument"], "id", "{noun}: {error}");
    assert_eq!(error["path"], json!([noun]));
    assert!(text(error, "/message").contains(said), "{noun}: {error}");
    assert_eq!(answer["data"][noun], Value::Null);
}

fn id_of<K: Noun>(source: &str, native: &str) -> String {
    Id::<K>::new(&SourceKey::parse(source).unwrap(), native).to_global()
}

fn conversation(source: &str, native: &str) -> String {
    id_of::<Conversation>(source, native)
}

#[tokio::test]
async fn what_is_no_id_is_refused_everywhere() {
    let gateway = cord().await;
    let long = "A".repeat(100_000);
    for noun in NOUNS.iter().chain(&["node"]) {
        for bad in ["", "1", "not an id", "Zm9v", "AWM", "💥", &long] {
            let answer = look_up(&gateway, noun, bad).await;
            assert_bad_id(&answer, noun, "not an id of this gateway");
        }
    }
}

#[tokio::test]
async fn the_id_of_another_kind_is_refused_by_name() {
    let gateway = cord().await;
    let id = id_of::<Contact>(key(ProviderKind::Cord), "u1");
    let answer = look_up(&gateway, "conversation", &id).await;
    assert_bad_id(&answer, "conversation", "id of a Contact");
    let id = conversation(key(ProviderKind::Cord), "t1");
    for noun in NOUNS.iter().filter(|noun| **noun != "conversation") {
        let answer = look_up(&gateway, noun, &id).await;
        assert_bad_id(&answer, noun, "id of a Conversation");
    }
}

#[tokio::test]
async fn the_id_of_a_source_that_is_not_configured_is_refused() {
    let gateway = cord().await;
    for noun in ["conversation", "node"] {
        let answer = look_up(&gateway, noun, &conversation("elsewhere", "1")).await;
        assert_bad_id(&answer, noun, "no source `elsewhere`");
    }
}

#[tokio::test]
async fn the_id_of_a_source_that_is_switched_off_is_refused() {
    let off = "[[source]]\nkey = \"old\"\nprovider = \"cord\"\nproject_id = \"p\"\nsecret = \"secret-of-the-old-desk\"\nenabled = false\nbase_url = \"http://127.0.0.1:9\"\n";
    let gateway = TestGateway::builder()
        .with_sources(&[ProviderKind::Cord])
        .with_config(&format!("[server]\nlisten = \"127.0.0.1:0\"\n{off}"));
    let gateway = gateway.start().await;
    let answer = look_up(&gateway, "conversation", &conversation("old", "1")).await;
    assert_bad_id(&answer, "conversation", "no source `old`");
    let query =
        "{ sources { key isEnabled } conversations(first: 1) { sources { source { key } } } }";
    let answer = gateway.query(query).await;
    let enabled = list(data(&answer), "/sources").iter();
    let enabled: Vec<_> = enabled.map(|one| one["isEnabled"].clone()).collect();
    assert_eq!(enabled, [false, true]);
    let asked = list(data(&answer), "/conversations/sources");
    assert_eq!(
        asked,
        [json!({ "source": { "key": key(ProviderKind::Cord) } })]
    );
}

/// A well-formed id of every noun that names nothing.
fn unknown(source: &str, native: &str) -> [(&'static str, String); 10] {
    let parent = Id::<Conversation>::new(&SourceKey::parse(source).unwrap(), native);
    [
        ("conversation", conversation(source, native)),
        ("ticket", id_of::<Ticket>(source, native)),
        ("thread", Id::<Thread>::within(&parent, native).to_global()),
        (
            "message",
            Id::<Message>::within(&parent, native).to_global(),
        ),
        ("contact", id_of::<Contact>(source, native)),
        ("organization", id_of::<Organization>(source, native)),
        ("agent", id_of::<Agent>(source, native)),
        ("team", id_of::<Team>(source, native)),
        ("tag", id_of::<Tag>(source, native)),
        ("inbox", id_of::<Inbox>(source, native)),
    ]
}

/// PostHog's tags are words on tickets, and Nimchat's companies words on contacts: any word is one.
fn is_its_name(kind: ProviderKind, noun: &str) -> bool {
    [
        (ProviderKind::PostHog, "tag"),
        (ProviderKind::Nimchat, "organization"),
    ]
    .contains(&(kind, noun))
}

#[tokio::test]
async fn what_does_not_exist_is_null_without_an_error() {
    let gateway = TestGateway::start().await;
    for kind in ProviderKind::ALL {
        let missing = if kind == ProviderKind::PostHog {
            "00000000-0000-4000-8000-00000000dead"
        } else {
            "987654"
        };
        for (noun, id) in unknown(key(kind), missing) {
            if is_its_name(kind, noun) {
                continue;
            }
            let answer = look_up(&gateway, noun, &id).await;
            // A noun that the provider does not have at all is said to be so.
            if answer["errors"].is_array() {
                let error = only_error(&answer);
                assert_eq!(
                    error["extensions"]["code"], "UNSUPPORTED",
                    "{kind} {noun}: {error}"
                );
            }
            assert_eq!(answer["data"][noun], Value::Null, "{kind} {noun}");
            let found = look_up(&gateway, "node", &id).await;
            assert_eq!(found["data"]["node"], Value::Null, "{kind} {noun}");
        }
    }
}

#[tokio::test]
async fn hostile_native_ids_never_reach_another_path_and_never_fail_the_gateway() {
    let gateway = TestGateway::start().await;
    let natives = [
        "..",
        ".",
        "",
        "../../v1/users",
        "a/b",
        "%2e%2e",
        "x?y=z",
        "x#y",
        "\0",
        "💥 é",
        "-1",
        "99999999999999999999",
    ];
    for kind in ProviderKind::ALL {
        for native in natives {
            for (noun, id) in unknown(key(kind), native) {
                if is_its_name(kind, noun) {
                    continue;
                }
                let answer = look_up(&gateway, noun, &id).await;
                assert_eq!(
                    answer["data"][noun],
                    Value::Null,
                    "{kind} {noun} {native:?}: {answer}"
                );
                if answer["errors"].is_array() {
                    let code = text(only_error(&answer), "/extensions/code");
                    let fair = ["UNSUPPORTED", "UPSTREAM_REJECTED", "BAD_INPUT", "NOT_FOUND"];
                    assert!(fair.contains(&code), "{kind} {noun} {native:?}: {answer}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_list_of_messages_is_read_in_one_direction() {
    let gateway = cord().await;
    let id = pick::conversation(&gateway, ProviderKind::Cord).await;
    let cases = [
        ("first: 1, last: 1", "last"),
        ("first: 1, before: \"x\"", "before"),
        ("last: 1, after: \"x\"", "after"),
        ("after: \"x\", before: \"x\"", "before"),
        ("first: 0", "first"),
        ("last: -1", "last"),
        ("last: 101", "last"),
    ];
    for (arguments, named) in cases {
        let query = format!(
            "query($id: ID!) {{ conversation(id: $id) {{ status messages({arguments}) {{ nodes {{ id }} }} }} }}"
        );
        let answer = gateway.query_with(&query, json!({ "id": id })).await;
        let error = only_error(&answer);
        assert_eq!(
            error["extensions"]["code"], "BAD_INPUT",
            "{arguments}: {error}"
        );
        assert_eq!(
            error["extensions"]["argument"], named,
            "{arguments}: {error}"
        );
        // The rest of the conversation is there.
        assert!(at(&answer, "/data/conversation/status").is_string());
        assert_eq!(at(&answer, "/data/conversation/messages"), &Value::Null);
    }
}

#[tokio::test]
async fn at_most_a_hundred_nodes_are_read_at_once() {
    let gateway = cord().await;
    let id = pick::conversation(&gateway, ProviderKind::Cord).await;
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let answer = gateway
        .query_with(query, json!({ "ids": vec![&id; 100] }))
        .await;
    assert_eq!(list(data(&answer), "/nodes").len(), 100);
    let answer = gateway
        .query_with(query, json!({ "ids": vec![&id; 101] }))
        .await;
    assert_eq!(only_error(&answer)["extensions"]["argument"], "ids");
}

#[tokio::test]
async fn a_freshness_below_zero_is_refused() {
    let gateway = cord().await;
    let answer = gateway
        .query("query @fresh(maxAgeSeconds: -1) { viewer { principal } }")
        .await;
    assert_eq!(
        only_error(&answer)["extensions"]["argument"],
        "maxAgeSeconds"
    );
}
