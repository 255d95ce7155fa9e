//! Conversations.

use super::{ids, texts};
use crate::adapters::nimchat::endpoints::{Clause, ListParams};
use crate::adapters::nimchat::plan::conversations::{AskedConversations, CONTACTS_MAX, Route};
use crate::model::{
    ChannelKind, ConversationCondition as Is, ConversationOrder, ConversationOrderField as Field,
    ConversationQuery, ConversationStatus, FieldCondition, FieldOperator,
    OrderDirection::{self, Asc, Desc},
    Priority, SlaState, StatusCategory, TimeRange,
};
use crate::provider::{Fate, OrderPlan, Plan};

fn query(conditions: &[Is]) -> ConversationQuery {
    ConversationQuery {
        conditions: conditions.to_vec(),
        order: ConversationOrder::default(),
    }
}

fn route(conditions: &[Is]) -> Route {
    AskedConversations::of(&query(conditions)).route
}

fn plan_of(query: &ConversationQuery) -> Plan<Is> {
    AskedConversations::of(query).plan(query)
}

fn plan(conditions: &[Is]) -> Plan<Is> {
    plan_of(&query(conditions))
}

fn fate(condition: Is) -> Fate {
    let plan = plan(&[condition]);
    match (
        plan.pushed.len(),
        plan.residual.len(),
        plan.unsupported.len(),
    ) {
        _ if !plan.can_match => Fate::Never,
        (1, 1, 0) => Fate::Narrowed,
        (1, 0, 0) => Fate::Pushed,
        (0, 1, 0) => Fate::Residual,
        (0, 0, 1) => Fate::Unsupported,
        other => panic!("{other:?}"),
    }
}

fn range(from: &str, to: &str) -> TimeRange {
    TimeRange {
        from: Some(from.parse().unwrap()),
        to: Some(to.parse().unwrap()),
    }
}

fn november() -> TimeRange {
    range("2026-11-01T08:00:00Z", "2026-11-08T08:00:00Z")
}

fn open() -> Is {
    Is::Statuses(vec![ConversationStatus::Open])
}

fn active() -> Is {
    Is::Statuses(vec![ConversationStatus::Open, ConversationStatus::Pending])
}

fn list(params: ListParams) -> Route {
    Route::List(params)
}

/// One of each condition, and of most a second kind.
fn samples() -> Vec<Is> {
    let field = |operator| FieldCondition {
        key: "order_no".to_owned(),
        operator,
        values: texts(&["KB-1"]),
    };
    vec![
        Is::Ids(ids(&["3", "14"])),
        Is::Numbers(texts(&["3"])),
        Is::IsTicket(true),
        open(),
        active(),
        Is::Categories(vec![StatusCategory::Waiting]),
        Is::NativeStatuses(texts(&["resolved"])),
        Is::Priorities(vec![Priority::High]),
        Is::Channels(vec![ChannelKind::Email]),
        Is::Inboxes(ids(&["14"])),
        Is::Inboxes(ids(&["14", "15"])),
        Is::Assignees(ids(&["31"])),
        Is::Teams(ids(&["4"])),
        Is::Teams(ids(&["4", "5"])),
        Is::IsAssigned(true),
        Is::IsAssigned(false),
        Is::TagsAny(texts(&["vip", "fleet"])),
        Is::TagsAll(texts(&["vip", "fleet"])),
        Is::Contacts(ids(&["28"])),
        Is::ContactEmail("a@b.test".to_owned()),
        Is::Organizations(ids(&["Tandem"])),
        Is::SlaStates(vec![SlaState::None]),
        Is::Text("battery".to_owned()),
        Is::IsUnread(true),
        Is::IsSnoozed(false),
        Is::CreatedAt(november()),
        Is::UpdatedAt(november()),
        Is::LastActivityAt(november()),
        Is::ClosedAt(november()),
        Is::CustomField(field(FieldOperator::Equals)),
    ]
}

#[test]
fn each_condition_alone_has_its_endpoint() {
    let clause =
        |key, values: &[&str]| Route::Filter(vec![Clause::new(key, "equal_to", values.to_vec())]);
    let cases = [
        (
            open(),
            list(ListParams {
                status: Some("open"),
                ..ListParams::default()
            }),
        ),
        (active(), clause("status", &["open", "pending"])),
        (
            Is::IsSnoozed(true),
            list(ListParams {
                status: Some("snoozed"),
                ..ListParams::default()
            }),
        ),
        (
            Is::Inboxes(ids(&["14", "x"])),
            list(ListParams {
                inbox_id: Some(14),
                ..ListParams::default()
            }),
        ),
        (
            Is::Inboxes(ids(&["14", "15"])),
            Route::Filter(vec![Clause::any_of("inbox_id", &[14, 15])]),
        ),
        (
            Is::Teams(ids(&["4"])),
            list(ListParams {
                team_id: Some(4),
                ..ListParams::default()
            }),
        ),
        (
            Is::Assignees(ids(&["31"])),
            Route::Filter(vec![Clause::any_of("assignee_id", &[31])]),
        ),
        (
            Is::IsAssigned(false),
            list(ListParams {
                assignee_type: Some("unassigned"),
                ..ListParams::default()
            }),
        ),
        (
            Is::TagsAny(texts(&["VIP"])),
            list(ListParams {
                labels: texts(&["VIP", "vip"]),
                ..ListParams::default()
            }),
        ),
        (
            Is::Text("a \"b\" \\ (c), d".to_owned()),
            list(ListParams {
                q: Some("a \"b\" \\ (c), d".to_owned()),
                ..ListParams::default()
            }),
        ),
        (
            Is::Ids(ids(&["14", "3", "03"])),
            Route::Filter(vec![Clause::any_of("display_id", &[3, 14])]),
        ),
        (Is::Contacts(ids(&["28"])), Route::OfContacts(ids(&["28"]))),
        (Is::IsTicket(true), list(ListParams::default())),
    ];
    for (condition, expected) in cases {
        assert_eq!(
            route(std::slice::from_ref(&condition)),
            expected,
            "{condition:?}"
        );
    }
}

#[test]
fn what_can_be_in_one_list_is_and_the_rest_is_checked_here() {
    let text = Is::Text("battery".to_owned());
    let searched = plan(&[
        open(),
        text.clone(),
        Is::Teams(ids(&["4"])),
        Is::Assignees(ids(&["31"])),
    ]);
    assert_eq!(searched.pushed, [text, Is::Teams(ids(&["4"]))]);
    assert_eq!(searched.residual, [open(), Is::Assignees(ids(&["31"]))]);

    let mixed = [
        open(),
        Is::Inboxes(ids(&["14", "15"])),
        Is::IsAssigned(true),
        Is::TagsAny(texts(&["vip"])),
    ];
    assert_eq!(plan(&mixed).pushed, mixed);
    let expected = [
        Clause::new("status", "equal_to", ["open"]),
        Clause::any_of("inbox_id", &[14, 15]),
        Clause::presence("assignee_id", true),
        Clause::new("labels", "equal_to", ["vip"]),
    ];
    assert_eq!(route(&mixed), Route::Filter(expected.into()));

    let theirs = plan(&[open(), Is::Contacts(ids(&["28"]))]);
    assert_eq!((theirs.pushed.len(), theirs.residual.len()), (1, 1));
    let both = plan(&[Is::Contacts(ids(&["28"])), Is::Ids(ids(&["3"]))]);
    assert_eq!(both.pushed, [Is::Ids(ids(&["3"]))]);
}

#[test]
fn conditions_on_the_status_become_one() {
    let waiting = Is::Categories(vec![StatusCategory::Waiting]);
    let both = [waiting.clone(), Is::IsSnoozed(false)];
    let expected = ListParams {
        status: Some("pending"),
        ..ListParams::default()
    };
    assert_eq!(route(&both), list(expected));
    assert_eq!(plan(&both).pushed, both);
    assert!(!plan(&[waiting, open()]).can_match);
}

#[test]
fn each_condition_has_its_fate() {
    let pushed = [
        Is::SlaStates(vec![SlaState::None, SlaState::Breached]),
        Is::Text(" ".to_owned()),
        Is::TagsAll(texts(&["vip"])),
        Is::TagsAll(Vec::new()),
        Is::Categories(vec![
            StatusCategory::Todo,
            StatusCategory::Waiting,
            StatusCategory::Done,
        ]),
        Is::CreatedAt(TimeRange::default()),
        Is::Statuses(vec![ConversationStatus::Open, ConversationStatus::Spam]),
    ];
    let residual = [
        Is::Priorities(vec![Priority::None]),
        Is::Channels(vec![ChannelKind::Slack, ChannelKind::Unknown]),
        Is::TagsAny(texts(&["'vip'"])),
        Is::Contacts(ids(&[""; CONTACTS_MAX + 1].map(|_| "28"))),
    ];
    let narrowed = [
        Is::TagsAll(texts(&["\"a\"", "b"])),
        Is::LastActivityAt(november()),
    ];
    let never = [
        Is::IsTicket(false),
        Is::Ids(ids(&["", "01", "2147483648"])),
        Is::Numbers(texts(&["#3"])),
        Is::Statuses(vec![ConversationStatus::Spam]),
        Is::NativeStatuses(texts(&["OPEN"])),
        Is::Priorities(Vec::new()),
        Is::Channels(vec![ChannelKind::Slack]),
        Is::Assignees(ids(&["../x"])),
        Is::TagsAny(texts(&["a,b", " "])),
        Is::TagsAll(texts(&["vip", "a,b"])),
        Is::Contacts(ids(&["x"])),
        Is::SlaStates(vec![SlaState::Breached]),
        Is::Text("a\0b".to_owned()),
        Is::CreatedAt(range("2026-11-01T08:00:00Z", "2026-11-01T08:00:00Z")),
    ];
    let unsupported = [
        Is::ContactEmail("a@b.test".to_owned()),
        Is::ClosedAt(november()),
    ];
    let groups = [
        (Fate::Pushed, pushed.to_vec()),
        (Fate::Residual, residual.to_vec()),
        (Fate::Narrowed, narrowed.to_vec()),
        (Fate::Never, never.to_vec()),
        (Fate::Unsupported, unsupported.to_vec()),
    ];
    for (expected, conditions) in groups {
        for condition in conditions {
            assert_eq!(fate(condition.clone()), expected, "{condition:?}");
        }
    }
}

#[test]
fn a_second_text_is_not_forgotten() {
    let (one, other) = (Is::Text("a".to_owned()), Is::Text("b".to_owned()));
    let plan = plan(&[one.clone(), other.clone()]);
    assert_eq!((plan.pushed, plan.unsupported), (vec![one], vec![other]));
}

#[test]
fn orders_belong_to_the_list() {
    let ordered = |conditions: &[Is], field: Field, direction: OrderDirection| {
        let order = ConversationOrder { field, direction };
        plan_of(&ConversationQuery {
            order,
            ..query(conditions)
        })
        .order
    };
    let cases = [
        (
            Field::LastActivityAt,
            Desc,
            OrderPlan::Native,
            OrderPlan::Native,
        ),
        (
            Field::LastActivityAt,
            Asc,
            OrderPlan::Window,
            OrderPlan::Window,
        ),
        (Field::CreatedAt, Asc, OrderPlan::Native, OrderPlan::Window),
        (Field::CreatedAt, Desc, OrderPlan::Window, OrderPlan::Window),
        (
            Field::UpdatedAt,
            Desc,
            OrderPlan::Approximate,
            OrderPlan::Approximate,
        ),
        (
            Field::WaitingSince,
            Asc,
            OrderPlan::Native,
            OrderPlan::Window,
        ),
        (
            Field::Priority,
            Desc,
            OrderPlan::Approximate,
            OrderPlan::Window,
        ),
        (Field::Priority, Asc, OrderPlan::Window, OrderPlan::Window),
        (
            Field::Number,
            Asc,
            OrderPlan::Approximate,
            OrderPlan::Window,
        ),
        (
            Field::SnoozedUntil,
            Asc,
            OrderPlan::Window,
            OrderPlan::Window,
        ),
        (Field::SlaDueAt, Asc, OrderPlan::Window, OrderPlan::Window),
    ];
    for (field, direction, in_list, in_filter) in cases {
        assert_eq!(ordered(&[open()], field, direction), in_list, "{field:?}");
        assert_eq!(
            ordered(&[active()], field, direction),
            in_filter,
            "{field:?}"
        );
        let theirs = [Is::Contacts(ids(&["28"]))];
        assert_eq!(ordered(&theirs, field, direction), OrderPlan::Native);
    }
}

/// What is pushed is asked of the same endpoint with the same words.
#[test]
fn the_plan_of_what_is_pushed_pushes_all_of_it() {
    let samples = samples();
    for first in &samples {
        for second in &samples {
            for third in &samples {
                let asked = query(&[first.clone(), second.clone(), third.clone()]);
                let plan = plan_of(&asked);
                let again = query(&plan.pushed);
                let second = plan_of(&again);
                assert_eq!(second.pushed, plan.pushed, "{asked:?}");
                assert_eq!(second.order, plan.order, "{asked:?}");
                assert!(second.unsupported.is_empty(), "{asked:?}");
                if plan.can_match {
                    let routes = (
                        AskedConversations::of(&asked).route,
                        AskedConversations::of(&again).route,
                    );
                    assert_eq!(routes.0, routes.1, "{asked:?}");
                }
            }
        }
    }
}
