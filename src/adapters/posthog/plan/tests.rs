//! Which condition becomes what.

use jiff::Timestamp;

use super::{Route, conversations};
use crate::model::{
    ChannelKind, Conversation, ConversationCondition as Is, ConversationOrder,
    ConversationOrderField, ConversationQuery, ConversationStatus as Status, FieldCondition,
    FieldOperator, Id, OrderDirection, Priority, Query, SlaState, SourceKey, StatusCategory,
    TimeRange,
};
use crate::provider::{Fate, OrderPlan};
use crate::transport;

const UUID: &str = "0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01";

fn id<T>(native: &str) -> Id<T> {
    Id::new(&SourceKey::parse("desk").unwrap(), native)
}

fn query(conditions: &[Is]) -> ConversationQuery {
    Query {
        conditions: conditions.to_vec(),
        order: ConversationOrder::default(),
    }
}

/// What becomes of each condition, and the parameters of the list that is called.
fn decided(conditions: &[Is]) -> (Vec<Fate>, String) {
    let query = query(conditions);
    let (route, plan) = conversations(&query);
    let fate = |one: &Is| match (plan.pushed.contains(one), plan.residual.contains(one)) {
        (true, true) => Fate::Narrowed,
        (true, false) => Fate::Pushed,
        (false, true) => Fate::Residual,
        (false, false) if plan.unsupported.contains(one) => Fate::Unsupported,
        (false, false) => Fate::Never,
    };
    let fates = conditions.iter().map(fate).collect();
    let again = ConversationQuery {
        conditions: plan.pushed.clone(),
        ..query
    };
    if plan.can_match {
        assert_eq!(
            conversations(&again).1.pushed,
            plan.pushed,
            "{conditions:?}"
        );
        assert_eq!(conversations(&again).0, route, "{conditions:?}");
    }
    let parameters = match route {
        Route::List(list) => {
            let mut query = transport::Query::default();
            list.filter.write(&mut query);
            let text = query.encode();
            match list.persons.is_empty() {
                true => text,
                false => format!("{text} {}", list.persons.join(",")),
            }
        }
        Route::Ids(_) => "ids".to_owned(),
        Route::Numbers(numbers) => format!("numbers {}", numbers.join(",")),
    };
    (fates, parameters)
}

#[track_caller]
fn becomes(condition: Is, fate: Fate, parameters: &str) {
    let (fates, found) = decided(std::slice::from_ref(&condition));
    assert_eq!(fates, [fate], "{condition:?}");
    if fate != Fate::Never {
        assert_eq!(found, parameters, "{condition:?}");
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn statuses_are_pushed_as_far_as_the_provider_tells_them_apart() {
    let of = |statuses: &[Status]| Is::Statuses(statuses.to_vec());
    becomes(
        of(&[Status::New, Status::Open]),
        Fate::Pushed,
        "status=new%2Copen",
    );
    becomes(of(&[Status::OnHold]), Fate::Narrowed, "status=on_hold");
    becomes(
        of(&[Status::Snoozed]),
        Fate::Narrowed,
        "status=on_hold&snoozed=true",
    );
    becomes(
        of(&[Status::Snoozed, Status::OnHold]),
        Fate::Pushed,
        "status=on_hold",
    );
    becomes(
        of(&[Status::Snoozed, Status::Open]),
        Fate::Narrowed,
        "status=open%2Con_hold",
    );
    becomes(
        of(&[Status::Spam, Status::Resolved]),
        Fate::Pushed,
        "status=resolved",
    );
    becomes(of(&[Status::Spam, Status::InProgress]), Fate::Never, "");
    becomes(of(&[Status::Open, Status::Unknown]), Fate::Residual, "");
    becomes(of(&[]), Fate::Never, "");
    let of = |categories: &[StatusCategory]| Is::Categories(categories.to_vec());
    becomes(
        of(&[StatusCategory::Waiting]),
        Fate::Pushed,
        "status=pending%2Con_hold",
    );
    becomes(of(&[StatusCategory::Discarded]), Fate::Never, "");
    becomes(of(&[StatusCategory::Unknown]), Fate::Residual, "");
    let of = |natives: &[&str]| Is::NativeStatuses(texts(natives));
    becomes(of(&["on_hold", "active"]), Fate::Pushed, "status=on_hold");
    becomes(
        of(&[
            "OPEN",
            "open,new",
            "on_hold with snoozed_until in the future",
        ]),
        Fate::Never,
        "",
    );
}

#[test]
fn several_conditions_on_the_status_keep_what_all_allow() {
    let open = Is::Statuses(vec![Status::New, Status::Open, Status::Pending]);
    let todo = Is::Categories(vec![StatusCategory::Todo]);
    let natives = |natives: &[&str]| Is::NativeStatuses(texts(natives));
    let (fates, parameters) = decided(&[open.clone(), todo.clone(), natives(&["open", "pending"])]);
    assert_eq!(fates, [Fate::Pushed; 3]);
    assert_eq!(parameters, "status=open");
    let (fates, _) = decided(&[open, todo, natives(&["pending"])]);
    assert_eq!(fates, [Fate::Pushed, Fate::Pushed, Fate::Never]);
}

#[test]
fn priorities_and_channels_are_pushed_by_their_words() {
    let of = |priorities: &[Priority]| Is::Priorities(priorities.to_vec());
    becomes(
        of(&[Priority::Low, Priority::High]),
        Fate::Pushed,
        "priority=high%2Clow",
    );
    becomes(of(&[Priority::Urgent]), Fate::Narrowed, "priority=critical");
    becomes(of(&[Priority::Low, Priority::None]), Fate::Residual, "");
    let of = |channels: &[ChannelKind]| Is::Channels(channels.to_vec());
    becomes(
        of(&[ChannelKind::Chat, ChannelKind::Sms]),
        Fate::Pushed,
        "channel_source=widget",
    );
    becomes(
        of(&[ChannelKind::Chat, ChannelKind::Email]),
        Fate::Residual,
        "",
    );
    becomes(of(&[ChannelKind::Unknown]), Fate::Residual, "");
    becomes(of(&[ChannelKind::Sms]), Fate::Never, "");
}

#[test]
fn one_assignee_is_pushed() {
    let agents = |natives: &[&str]| Is::Assignees(natives.iter().copied().map(id).collect());
    let teams = |natives: &[&str]| Is::Teams(natives.iter().copied().map(id).collect());
    becomes(
        agents(&["311", "ana", "+7", "07"]),
        Fate::Pushed,
        "assignee=user%3A311",
    );
    becomes(agents(&["311", "312"]), Fate::Residual, "");
    becomes(agents(&["311,role:x", "unassigned"]), Fate::Never, "");
    becomes(
        teams(&[UUID]),
        Fate::Pushed,
        &format!("assignee=role%3A{UUID}"),
    );
    becomes(teams(&["billing"]), Fate::Never, "");
    becomes(Is::IsAssigned(true), Fate::Residual, "");
    becomes(Is::IsAssigned(false), Fate::Residual, "");
    let (fates, parameters) = decided(&[agents(&["311"]), teams(&[UUID])]);
    assert_eq!(fates, [Fate::Pushed, Fate::Residual]);
    assert_eq!(parameters, "assignee=user%3A311");
}

#[test]
fn tags_are_pushed_as_any_of_them() {
    let any = |names: &[&str]| Is::TagsAny(texts(names));
    let all = |names: &[&str]| Is::TagsAll(texts(names));
    becomes(
        any(&["VAT", "vat", "a\"b"]),
        Fate::Pushed,
        "tags=%5B%22vat%22%2C%22a%5C%22b%22%5D",
    );
    becomes(any(&["", " x", "a\0"]), Fate::Never, "");
    becomes(all(&["vat", "VAT"]), Fate::Pushed, "tags=%5B%22vat%22%5D");
    becomes(all(&["vat", "sdk"]), Fate::Narrowed, "tags=%5B%22vat%22%5D");
    becomes(all(&["vat", " "]), Fate::Never, "");
    becomes(all(&[]), Fate::Pushed, "");
    let (fates, parameters) = decided(&[any(&["vat"]), all(&["sdk"])]);
    assert_eq!(fates, [Fate::Pushed, Fate::Residual]);
    assert_eq!(parameters, "tags=%5B%22vat%22%5D");
}

#[test]
fn customers_are_asked_for_by_distinct_ids() {
    let of = |natives: &[&str]| Is::Contacts(natives.iter().copied().map(id).collect());
    becomes(
        of(&["distinct:a@b.test", "distinct:c d"]),
        Fate::Narrowed,
        "distinct_ids=a%40b.test%2Cc+d",
    );
    becomes(
        of(&[UUID, "distinct:x"]),
        Fate::Narrowed,
        &format!("distinct_ids=x {UUID}"),
    );
    becomes(of(&["distinct:a,b"]), Fate::Residual, "");
    becomes(of(&["nobody", "distinct:"]), Fate::Never, "");
    becomes(of(&[UUID; 21]), Fate::Residual, "");
    let ticket = format!("ticket:{UUID}");
    let numbered = Is::Contacts(vec![id(&ticket).with_hint("43")]);
    becomes(numbered.clone(), Fate::Narrowed, "search=43");
    becomes(of(&[&ticket]), Fate::Residual, "");
    let (fates, parameters) = decided(&[numbered, Is::Text("vat".to_owned())]);
    assert_eq!(fates, [Fate::Narrowed, Fate::Unsupported]);
    assert_eq!(parameters, "search=43");
    becomes(
        Is::ContactEmail("a@b.test".to_owned()),
        Fate::Unsupported,
        "",
    );
}

#[test]
fn a_text_is_searched_for_unless_the_provider_would_misread_it() {
    let of = |text: &str| Is::Text(text.to_owned());
    becomes(
        of(" 50% \"off\", (today) \\ ' ß "),
        Fate::Pushed,
        "search=50%25+%22off%22%2C+%28today%29+%5C+%27+%C3%9F",
    );
    becomes(of(" "), Fate::Pushed, "");
    becomes(of("0042"), Fate::Pushed, "search=0042");
    becomes(of("000"), Fate::Never, "");
    becomes(of("99999999999"), Fate::Never, "");
    becomes(of("a\0b"), Fate::Never, "");
    becomes(of("²"), Fate::Unsupported, "");
    becomes(
        of(&"ß".repeat(200)),
        Fate::Pushed,
        &format!("search={}", "%C3%9F".repeat(200)),
    );
    becomes(of(&"x".repeat(201)), Fate::Unsupported, "");
}

#[test]
fn times_become_a_span_of_the_latest_change() {
    let at = |second| Some(Timestamp::from_second(second).unwrap());
    let range = |from, to| TimeRange { from, to };
    let (fates, parameters) = decided(&[
        Is::UpdatedAt(range(at(1_000), at(2_000))),
        Is::LastActivityAt(range(at(500), at(1_500))),
        Is::CreatedAt(range(at(1_201), at(1_300))),
    ]);
    assert_eq!(fates, [Fate::Pushed, Fate::Pushed, Fate::Narrowed]);
    assert_eq!(
        parameters,
        "date_from=1970-01-01T00%3A20%3A00Z&date_to=1970-01-01T00%3A24%3A59.999999Z"
    );
    becomes(Is::CreatedAt(range(None, at(5))), Fate::Residual, "");
    becomes(Is::CreatedAt(TimeRange::default()), Fate::Pushed, "");
    becomes(Is::UpdatedAt(TimeRange::default()), Fate::Pushed, "");
    becomes(Is::ClosedAt(TimeRange::default()), Fate::Unsupported, "");
}

#[test]
fn the_other_conditions_are_certain_or_left() {
    becomes(
        Is::SlaStates(vec![SlaState::AtRisk]),
        Fate::Pushed,
        "sla=at-risk",
    );
    becomes(Is::SlaStates(vec![SlaState::None]), Fate::Residual, "");
    becomes(
        Is::SlaStates(vec![SlaState::AtRisk, SlaState::Breached]),
        Fate::Residual,
        "",
    );
    becomes(Is::SlaStates(Vec::new()), Fate::Never, "");
    becomes(Is::IsSnoozed(true), Fate::Narrowed, "snoozed=true");
    becomes(Is::IsSnoozed(false), Fate::Residual, "");
    becomes(Is::IsUnread(true), Fate::Residual, "");
    becomes(Is::IsTicket(true), Fate::Pushed, "");
    becomes(Is::IsTicket(false), Fate::Never, "");
    becomes(Is::Inboxes(vec![id("1")]), Fate::Never, "");
    becomes(Is::Organizations(vec![id("1")]), Fate::Never, "");
    let field = |operator| {
        Is::CustomField(FieldCondition {
            key: "seats".to_owned(),
            operator,
            values: texts(&["7"]),
        })
    };
    becomes(field(FieldOperator::IsAbsent), Fate::Pushed, "");
    becomes(field(FieldOperator::NotEquals), Fate::Pushed, "");
    becomes(field(FieldOperator::Equals), Fate::Never, "");
}

#[test]
fn ids_and_numbers_are_looked_up_unless_a_text_is_searched_for() {
    let ids = Is::Ids(vec![id::<Conversation>(UUID)]);
    let numbers = Is::Numbers(texts(&["42", "042", "42", "x", "7"]));
    let open = Is::Statuses(vec![Status::Open]);
    let (fates, route) = decided(&[open.clone(), numbers.clone(), ids.clone()]);
    assert_eq!(fates, [Fate::Residual, Fate::Residual, Fate::Pushed]);
    assert_eq!(route, "ids");
    let (fates, route) = decided(&[numbers.clone(), open]);
    assert_eq!(fates, [Fate::Pushed, Fate::Residual]);
    assert_eq!(route, "numbers 42,7");
    let (fates, route) = decided(&[ids, numbers, Is::Text("vat".to_owned())]);
    assert_eq!(fates, [Fate::Residual, Fate::Residual, Fate::Pushed]);
    assert_eq!(route, "search=vat");
    becomes(Is::Numbers(texts(&["#42", ""])), Fate::Never, "");
}

#[test]
fn an_order_is_native_where_missing_times_do_no_harm() {
    use ConversationOrderField as Field;
    let sorted = |field, direction, conditions: &[Is]| {
        let order = ConversationOrder { field, direction };
        let (route, plan) = conversations(&ConversationQuery {
            order,
            ..query(conditions)
        });
        let mut query = transport::Query::default();
        if let Route::List(list) = route {
            list.filter.write(&mut query);
        }
        (plan.order, query.encode())
    };
    let (asc, desc) = (OrderDirection::Asc, OrderDirection::Desc);
    let native = |text: &str| (OrderPlan::Native, text.to_owned());
    let window = (OrderPlan::Window, String::new());
    assert_eq!(sorted(Field::LastActivityAt, desc, &[]), native(""));
    assert_eq!(
        sorted(Field::UpdatedAt, asc, &[]),
        native("order_by=updated_at")
    );
    assert_eq!(
        sorted(Field::CreatedAt, desc, &[]),
        native("order_by=-created_at")
    );
    assert_eq!(
        sorted(Field::Number, asc, &[]),
        native("order_by=ticket_number")
    );
    assert_eq!(
        sorted(Field::SlaDueAt, asc, &[]),
        native("order_by=sla_due_at")
    );
    assert_eq!(sorted(Field::SlaDueAt, desc, &[]), window);
    assert_eq!(sorted(Field::SnoozedUntil, asc, &[]), window);
    assert_eq!(sorted(Field::Priority, desc, &[]), window);
    assert_eq!(sorted(Field::WaitingSince, desc, &[]), native(""));
    let breached = [Is::SlaStates(vec![SlaState::Breached])];
    assert_eq!(
        sorted(Field::SlaDueAt, desc, &breached),
        native("sla=breached&order_by=-sla_due_at")
    );
    let snoozed = [Is::IsSnoozed(true)];
    assert_eq!(
        sorted(Field::SnoozedUntil, desc, &snoozed),
        native("snoozed=true&order_by=-snoozed_until")
    );
    let numbers = [Is::Numbers(texts(&["42"]))];
    assert_eq!(sorted(Field::Priority, asc, &numbers), native(""));
}
