use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Change, Wishes, wire};
use crate::model::command::{FieldValue, Person, PriorityTarget, StatusTarget};
use crate::model::{Assignee, ConversationStatus, Id, Priority, SourceKey};
use crate::provider::Refusal;

const FIELD: &str = "3d5f7b91-1a2c-4e6d-8f90-a1b2c3d4e5f6";

fn id<T>(native: &str) -> Id<T> {
    Id::new(&SourceKey::parse("desk").unwrap(), native)
}

fn now() -> Timestamp {
    "2026-02-04T10:30:12.3004Z".parse().unwrap()
}

fn patch(changes: &[Change]) -> Value {
    Wishes::sort(changes, now()).unwrap().patch(None).into()
}

fn refusal(change: Change) -> Refusal {
    Wishes::sort(&[change], now()).unwrap_err()
}

fn status(to: ConversationStatus) -> Change {
    Change::Status {
        to: StatusTarget::Unified(to),
        actor: None,
    }
}

fn field(key: &str, value: Value) -> FieldValue {
    FieldValue {
        key: key.to_owned(),
        value,
    }
}

#[test]
fn all_fields_go_into_one_body() {
    let changes = [
        Change::Subject(None),
        Change::Priority(PriorityTarget::Unified(Priority::Urgent)),
        Change::Assign(Assignee::Agent(id("u1"))),
        Change::Contact(id("u2")),
        Change::Organization(None),
        Change::TicketType(Some("t1".to_owned())),
    ];
    assert_eq!(
        patch(&changes),
        json!({"title": null, "priority": 9, "assignedToUserId": "u1", "submitterUserId": "u2",
            "customerId": null, "ticketTypeId": "t1"})
    );
    let unassign = [Change::Unassign { keeps_team: true }];
    assert_eq!(patch(&unassign), json!({"assignedToUserId": null}));
}

#[test]
fn none_is_written_as_null_and_the_rest_as_numbers() {
    let unified = |priority| patch(&[Change::Priority(PriorityTarget::Unified(priority))]);
    let native = |word: &str| patch(&[Change::Priority(PriorityTarget::Native(word.to_owned()))]);
    assert_eq!(unified(Priority::None), json!({"priority": null}));
    assert_eq!(unified(Priority::Low), json!({"priority": 3}));
    assert_eq!(native("7"), json!({"priority": 7}));
    assert_eq!(native("null"), json!({"priority": null}));
}

#[test]
fn a_status_wakes_and_a_snooze_begins_now() {
    let awake = json!({"status": "closed", "snoozedAt": null, "wakeUpAt": null});
    assert_eq!(patch(&[status(ConversationStatus::Resolved)]), awake);
    let native = Change::Status {
        to: StatusTarget::Native("on_hold".to_owned()),
        actor: None,
    };
    assert_eq!(patch(&[native])["status"], "on_hold");
    let until = "2026-02-06T08:00:00Z".parse().unwrap();
    assert_eq!(
        patch(&[Change::Snooze(Some(until))]),
        json!({"snoozedAt": "2026-02-04T10:30:12.300Z", "wakeUpAt": "2026-02-06T08:00:00.000Z"})
    );
    assert_eq!(patch(&[Change::Snooze(None)])["wakeUpAt"], Value::Null);
    let opened = json!({"status": "open", "snoozedAt": null, "wakeUpAt": null});
    assert_eq!(patch(&[Change::Unsnooze]), opened);
    // In the order of the wishes.
    let both = [
        status(ConversationStatus::OnHold),
        Change::Snooze(Some(until)),
    ];
    assert_eq!(patch(&both)["wakeUpAt"], "2026-02-06T08:00:00.000Z");
}

#[test]
fn maps_are_merged_and_sent_whole() {
    let changes = [
        Change::CustomFields(vec![field(FIELD, json!("staging"))]),
        Change::Metadata(Map::from_iter([
            ("a".to_owned(), Value::Null),
            ("b".to_owned(), json!(7)),
            ("c".to_owned(), json!(["x"])),
        ])),
    ];
    let wishes = Wishes::sort(&changes, now()).unwrap();
    assert!(wishes.needs_current());
    let current: wire::Conversation = serde_json::from_value(json!({
        "id": "c", "status": "open", "ticketTypeFields": {"f0": "4.2"},
        "metadata": {"a": "1", "origin": "fleet"},
    }))
    .unwrap();
    assert_eq!(
        Value::from(wishes.patch(Some(&current))),
        json!({"ticketTypeFields": {"f0": "4.2", FIELD: "staging"},
            "metadata": {"origin": "fleet", "b": "7", "c": "[\"x\"]"}})
    );
}

#[test]
fn what_cannot_be_is_refused_where_it_stands() {
    let past = Change::Snooze(Some("2026-02-04T10:00:00Z".parse().unwrap()));
    let object = Map::from_iter([("a".to_owned(), json!({"b": 1}))]);
    let by_contact = Change::Status {
        to: StatusTarget::Native("open".to_owned()),
        actor: Some(Person::Contact(id("u1"))),
    };
    for (change, field) in [
        (past, "until"),
        (Change::Metadata(object), "metadata"),
        (
            Change::CustomFields(vec![field("colour", json!("red"))]),
            "customFields",
        ),
        (
            Change::CustomFields(vec![field(FIELD, json!({}))]),
            "customFields",
        ),
        (Change::Follow(Person::Contact(id("u1"))), "followerId"),
        (by_contact, "actorId"),
        (Change::SetTags(vec![" ".to_owned()]), "tags"),
    ] {
        assert_eq!(
            refusal(change.clone()).field,
            ["input", field],
            "{change:?}"
        );
    }
    for change in [
        Change::Inbox(id("i")),
        Change::MarkRead,
        Change::Typing(Vec::new()),
        Change::SlaDueAt(None),
        Change::EscalationReason(None),
        Change::IsAiResolved(true),
        Change::RequesterTraits(Map::new()),
        Change::Assign(Assignee::Team(id("g"))),
    ] {
        assert!(
            Wishes::sort(std::slice::from_ref(&change), now()).is_err(),
            "{change:?}"
        );
    }
}
