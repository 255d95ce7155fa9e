use serde_json::{Value, json};

use super::{decide, plan};
use crate::adapters::unthread::plan::Filter;
use crate::adapters::unthread::profile::PROFILE;
use crate::adapters::unthread::tables;
use crate::model::{
    ChannelKind, ConversationCondition as Is, ConversationField, ConversationOrder,
    ConversationOrderField, ConversationQuery, ConversationStatus as Status, FieldCondition,
    FieldOperator, Id, OrderDirection, Priority, SlaState, SourceKey, StatusCategory as Category,
    TimeRange,
};
use crate::provider::{Fate, OrderPlan, SupportLevel};

const ID: &str = "7f0f2b7e-6c1b-4d34-8f0d-0f7b2c0a9d11";
const OTHER: &str = "a8b5e9d0-2e2e-4f3a-9c69-1c6b1d7f5a02";

fn id<T>(native: &str) -> Id<T> {
    Id::new(&SourceKey::parse("acme-slack").unwrap(), native)
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The fate, and each filter as field, operator and value.
fn decided(condition: &Is) -> (Fate, Value) {
    let decision = decide(condition);
    let row = |filter: &Filter| {
        let filter = filter.to_json();
        json!([filter["field"], filter["operator"], filter["value"]])
    };
    (decision.fate, decision.filters.iter().map(row).collect())
}

fn fate(condition: &Is) -> Fate {
    let (fate, filters) = decided(condition);
    assert_eq!(filters, json!([]), "{condition:?}");
    fate
}

#[test]
fn ids_are_sent_as_far_as_they_can_be_ids() {
    let ids = |natives: &[&str]| decided(&Is::Ids(natives.iter().map(|one| id(one)).collect()));
    let one = json!([["id", "==", ID]]);
    assert_eq!(ids(&[ID, "../x", "1"]), (Fate::Pushed, one));
    let two = json!([["id", "in", [ID, OTHER]]]);
    assert_eq!(ids(&[ID, OTHER]), (Fate::Pushed, two));
    assert_eq!(ids(&["no-such"]), (Fate::Never, json!([])));
    let assignees = decided(&Is::Assignees(vec![id(ID)]));
    assert_eq!(
        assignees,
        (Fate::Pushed, json!([["assignedToUserId", "==", ID]]))
    );
    let submitters = decided(&Is::Contacts(vec![id(ID), id(OTHER)]));
    let either = json!([["submitterUserId", "in", [ID, OTHER]]]);
    assert_eq!(submitters, (Fate::Narrowed, either));
    assert_eq!(fate(&Is::Contacts(vec![id("x")])), Fate::Never);
    let old = Is::Organizations(vec![id("9YQjOSTFXeOPF8xNURFd")]);
    let customer = json!([["customerId", "==", "9YQjOSTFXeOPF8xNURFd"]]);
    assert_eq!(decided(&old), (Fate::Pushed, customer));
}

#[test]
fn numbers_are_the_ones_that_rows_show() {
    let numbers = |numbers: &[&str]| decided(&Is::Numbers(texts(numbers)));
    let one = json!([["friendlyId", "==", 1042]]);
    assert_eq!(
        numbers(&["1042", "#7", "01", "1e3", "99999999999"]),
        (Fate::Narrowed, one)
    );
    let two = json!([["friendlyId", "in", ["1042", "998"]]]);
    assert_eq!(numbers(&["1042", "998"]), (Fate::Narrowed, two));
    assert_eq!(numbers(&["x"]).0, Fate::Never);
    assert_eq!(fate(&Is::IsTicket(true)), Fate::Pushed);
    assert_eq!(fate(&Is::IsTicket(false)), Fate::Residual);
}

#[test]
fn statuses_are_words_and_a_snooze_is_a_time() {
    let statuses = |wanted: &[Status]| decided(&Is::Statuses(wanted.to_vec()));
    let done = json!([["status", "in", ["closed", "resolved"]]]);
    assert_eq!(
        statuses(&[Status::Resolved, Status::Spam]),
        (Fate::Narrowed, done)
    );
    let asleep = json!([["snoozedAt", ">=", "1970-01-01T00:00:00.000Z"]]);
    assert_eq!(
        statuses(&[Status::Snoozed]),
        (Fate::Narrowed, asleep.clone())
    );
    assert_eq!(
        statuses(&[Status::Snoozed, Status::OnHold]).0,
        Fate::Residual
    );
    assert_eq!(statuses(&[Status::Open, Status::Unknown]).0, Fate::Residual);
    assert_eq!(statuses(&[Status::New, Status::Pending]).0, Fate::Never);
    assert_eq!(decided(&Is::IsSnoozed(true)), (Fate::Narrowed, asleep));
    assert_eq!(fate(&Is::IsSnoozed(false)), Fate::Residual);
}

#[test]
fn groups_of_statuses_are_their_statuses() {
    let categories = |wanted: &[Category]| decided(&Is::Categories(wanted.to_vec()));
    let todo = json!([["status", "in", ["open", "in_progress"]]]);
    assert_eq!(categories(&[Category::Todo]), (Fate::Narrowed, todo));
    assert_eq!(categories(&[Category::Waiting]).0, Fate::Residual);
    assert_eq!(categories(&[Category::Unknown]).0, Fate::Residual);
    assert_eq!(categories(&[Category::Discarded]).0, Fate::Never);
    let words = |words: &[&str]| decided(&Is::NativeStatuses(texts(words)));
    let one = json!([["status", "in", ["on_hold"]]]);
    assert_eq!(words(&["on_hold", "active"]), (Fate::Pushed, one));
    assert_eq!(words(&["Open", "any, with snoozedAt set"]).0, Fate::Never);
}

#[test]
fn priorities_are_numbers_and_none_is_null() {
    let priorities = |wanted: &[Priority]| decided(&Is::Priorities(wanted.to_vec()));
    let high = json!([["priority", "==", 7]]);
    assert_eq!(
        priorities(&[Priority::High, Priority::Unknown]),
        (Fate::Pushed, high)
    );
    let two = json!([["priority", "in", ["9", "3"]]]);
    assert_eq!(
        priorities(&[Priority::Low, Priority::Urgent]),
        (Fate::Pushed, two)
    );
    assert_eq!(
        priorities(&[Priority::None, Priority::High]).0,
        Fate::Residual
    );
    assert_eq!(priorities(&[Priority::Unknown]).0, Fate::Never);
    let mut all: Vec<_> = tables::PRIORITY.iter().map(|row| row.unified).collect();
    all.push(Priority::None);
    assert_eq!(priorities(&all), (Fate::Pushed, json!([])));
}

#[test]
fn channels_are_sources() {
    let channels = |wanted: &[ChannelKind]| decided(&Is::Channels(wanted.to_vec()));
    let teams = json!([["sourceType", "in", ["teams", "microsoft_teams"]]]);
    assert_eq!(
        channels(&[ChannelKind::MsTeams, ChannelKind::Sms]),
        (Fate::Pushed, teams)
    );
    assert_eq!(channels(&[ChannelKind::Sms]).0, Fate::Never);
    assert_eq!(channels(&[ChannelKind::Unknown]).0, Fate::Residual);
}

#[test]
fn a_text_stays_a_text() {
    let text = |words: &str| decided(&Is::Text(words.to_owned()));
    let odd = r#"a"b (c,d) \ %"#;
    let filters = json!([
        ["title", "contains", "a\"b"],
        ["title", "contains", "(c,d)"],
        ["title", "contains", "\\"],
        ["title", "contains", "%"],
    ]);
    assert_eq!(text(odd), (Fate::Pushed, filters));
    assert_eq!(text("  "), (Fate::Pushed, json!([])));
}

#[test]
fn what_cannot_be_asked_is_checked_or_owned_up_to() {
    let field = FieldCondition {
        key: "f".to_owned(),
        operator: FieldOperator::Equals,
        values: texts(&["x"]),
    };
    assert_eq!(fate(&Is::CustomField(field)), Fate::Residual);
    assert_eq!(fate(&Is::TagsAny(texts(&["vip"]))), Fate::Residual);
    assert_eq!(fate(&Is::IsAssigned(false)), Fate::Residual);
    assert_eq!(
        fate(&Is::ContactEmail("ola@example.test".into())),
        Fate::Unsupported
    );
    assert_eq!(fate(&Is::IsUnread(false)), Fate::Unsupported);
    assert_eq!(fate(&Is::Teams(vec![id(ID)])), Fate::Never);
    assert_eq!(fate(&Is::Inboxes(vec![id(ID)])), Fate::Never);
    let sla = |state| fate(&Is::SlaStates(vec![state]));
    assert_eq!(
        (sla(SlaState::None), sla(SlaState::AtRisk)),
        (Fate::Pushed, Fate::Never)
    );
    let assigned = decided(&Is::IsAssigned(true));
    let nobody = "00000000-0000-0000-0000-000000000000";
    let somebody = json!([["assignedToUserId", "!=", nobody]]);
    assert_eq!(assigned, (Fate::Narrowed, somebody));
}

#[test]
fn what_is_pushed_is_pushed_again() {
    let query = ConversationQuery {
        conditions: ConversationField::ALL.iter().map(sample).collect(),
        order: ConversationOrder {
            field: ConversationOrderField::UpdatedAt,
            direction: OrderDirection::Asc,
        },
    };
    let first = plan(&query);
    assert_eq!(first.order, OrderPlan::Native);
    let again = plan(&ConversationQuery {
        conditions: first.pushed.clone(),
        ..query
    });
    assert_eq!(
        (&again.pushed, again.order, again.can_match),
        (&first.pushed, first.order, true)
    );
}

#[test]
fn the_profile_tells_the_same() {
    for field in ConversationField::ALL {
        let level = PROFILE.filter(*field).map(|support| support.level);
        let told = match decide(&sample(field)).fate {
            Fate::Pushed => {
                matches!(level, Some(SupportLevel::Native | SupportLevel::Partial))
            }
            Fate::Narrowed => level == Some(SupportLevel::Partial),
            Fate::Residual => level == Some(SupportLevel::Emulated),
            // The list has no such filter, but the people with an address can be looked up.
            Fate::Unsupported if *field == ConversationField::ContactEmail => {
                level == Some(SupportLevel::Partial)
            }
            Fate::Unsupported | Fate::Never => level.is_none(),
        };
        assert!(told, "{field:?} is {level:?}");
    }
}

/// A condition on this field that is as well supported as any.
fn sample(field: &ConversationField) -> Is {
    use ConversationField as Field;
    match field {
        Field::Ids => Is::Ids(vec![id(ID)]),
        Field::Numbers => Is::Numbers(texts(&["1001"])),
        Field::IsTicket => Is::IsTicket(true),
        Field::Statuses => Is::Statuses(vec![Status::Open]),
        Field::Categories => Is::Categories(vec![Category::Todo]),
        Field::NativeStatuses => Is::NativeStatuses(texts(&["open"])),
        Field::Priorities => Is::Priorities(vec![Priority::High]),
        Field::Channels => Is::Channels(vec![ChannelKind::Email]),
        Field::Inboxes => Is::Inboxes(vec![id(ID)]),
        Field::Assignees => Is::Assignees(vec![id(ID)]),
        Field::Teams => Is::Teams(vec![id(ID)]),
        Field::IsAssigned => Is::IsAssigned(true),
        Field::TagsAny => Is::TagsAny(texts(&["vip"])),
        Field::TagsAll => Is::TagsAll(texts(&["vip"])),
        Field::Contacts => Is::Contacts(vec![id(ID)]),
        Field::ContactEmail => Is::ContactEmail("ola@example.test".to_owned()),
        Field::Organizations => Is::Organizations(vec![id(ID)]),
        Field::SlaStates => Is::SlaStates(vec![SlaState::None]),
        Field::Text => Is::Text("recall".to_owned()),
        Field::IsUnread => Is::IsUnread(true),
        Field::IsSnoozed => Is::IsSnoozed(true),
        Field::CreatedAt => Is::CreatedAt(TimeRange::default()),
        Field::UpdatedAt => Is::UpdatedAt(TimeRange::default()),
        Field::LastActivityAt => Is::LastActivityAt(TimeRange::default()),
        Field::ClosedAt => Is::ClosedAt(TimeRange::default()),
        Field::CustomField => Is::CustomField(FieldCondition {
            key: "f".to_owned(),
            operator: FieldOperator::IsPresent,
            values: Vec::new(),
        }),
    }
}
