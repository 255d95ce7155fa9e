//! Which condition becomes what.

use jiff::Timestamp;

use super::{ContactRoute, Route, contacts, conversations};
use crate::model::{
    ChannelKind, ContactCondition as Who, ContactOrder, ContactQuery, ConversationCondition as Is,
    ConversationOrder, ConversationOrderField, ConversationQuery, ConversationStatus as Status,
    FieldCondition, FieldOperator, Id, OrderDirection, Priority, SlaState, SourceKey,
    StatusCategory, TimeRange,
};
use crate::provider::{Fate, OrderPlan};

fn id<T>(native: &str) -> Id<T> {
    Id::new(&SourceKey::parse("desk").unwrap(), native)
}

/// What becomes of each condition, and what is called.
fn decided(conditions: &[Is]) -> (Vec<Fate>, String) {
    let query = |conditions: &[Is]| ConversationQuery {
        conditions: conditions.to_vec(),
        order: ConversationOrder::default(),
    };
    let (route, plan) = conversations(&query(conditions));
    let fate = |one: &Is| match (plan.pushed.contains(one), plan.residual.contains(one)) {
        (true, true) => Fate::Narrowed,
        (true, false) => Fate::Pushed,
        (false, true) => Fate::Residual,
        (false, false) if plan.unsupported.contains(one) => Fate::Unsupported,
        (false, false) => Fate::Never,
    };
    if plan.can_match {
        let (again, replanned) = conversations(&query(&plan.pushed));
        assert_eq!(
            (&again, &replanned.pushed),
            (&route, &plan.pushed),
            "{conditions:?}"
        );
    }
    let called = match route {
        Route::List(filter) => filter.text().unwrap_or_default(),
        Route::Ids(ids) => format!("{} ids", ids.len()),
        Route::Authors(authors) => authors.join(" "),
    };
    (conditions.iter().map(fate).collect(), called)
}

#[track_caller]
fn becomes(condition: Is, fate: Fate, called: &str) {
    let (fates, found) = decided(std::slice::from_ref(&condition));
    assert_eq!(fates, [fate], "{condition:?}");
    if fate != Fate::Never {
        assert_eq!(found, called, "{condition:?}");
    }
}

fn field(operator: FieldOperator, value: &str) -> Is {
    Is::CustomField(FieldCondition {
        key: "depot".to_owned(),
        operator,
        values: vec![value.to_owned()],
    })
}

#[test]
fn a_status_is_whether_a_thread_is_resolved() {
    let (resolved, unresolved) = (
        r#"{"resolvedStatus":"resolved"}"#,
        r#"{"resolvedStatus":"unresolved"}"#,
    );
    let of = |statuses: &[Status]| Is::Statuses(statuses.to_vec());
    becomes(
        of(&[Status::Open, Status::Pending]),
        Fate::Pushed,
        unresolved,
    );
    becomes(of(&[Status::Resolved]), Fate::Pushed, resolved);
    becomes(of(&[Status::Resolved, Status::Open]), Fate::Pushed, "");
    becomes(of(&[Status::Snoozed, Status::Unknown]), Fate::Never, "");
    becomes(
        Is::Categories(vec![StatusCategory::Done]),
        Fate::Pushed,
        resolved,
    );
    becomes(
        Is::Categories(vec![StatusCategory::Waiting]),
        Fate::Never,
        "",
    );
    let natives = |text: &str| Is::NativeStatuses(vec![text.to_owned()]);
    becomes(natives("unresolved"), Fate::Pushed, unresolved);
    becomes(natives("closed"), Fate::Never, "");
    let (fates, _) = decided(&[
        of(&[Status::Open]),
        natives("unresolved"),
        natives("resolved"),
    ]);
    assert_eq!(fates, [Fate::Pushed, Fate::Pushed, Fate::Never]);
    becomes(Is::ClosedAt(TimeRange::default()), Fate::Narrowed, resolved);
}

#[test]
fn one_group_is_asked_for() {
    let of = |natives: &[&str]| Is::Organizations(natives.iter().copied().map(id).collect());
    becomes(of(&["a\"b"]), Fate::Pushed, r#"{"groupID":"a\"b"}"#);
    for natives in [
        &["swift", "norrby"] as &[&str],
        &["cord:x"],
        &["a\0"],
        &[""],
    ] {
        becomes(of(natives), Fate::Residual, "");
    }
}

#[test]
fn times_are_those_of_messages() {
    let at = |second| Some(Timestamp::from_second(second).unwrap());
    let range = |from, to| TimeRange { from, to };
    becomes(
        Is::CreatedAt(range(at(1), None)),
        Fate::Narrowed,
        r#"{"firstMessageTimestamp":{"from":"1970-01-01T00:00:01.000Z"}}"#,
    );
    becomes(
        Is::LastActivityAt(range(at(1), None)),
        Fate::Pushed,
        r#"{"mostRecentMessageTimestamp":{"from":"1970-01-01T00:00:01.000Z"}}"#,
    );
    becomes(
        Is::LastActivityAt(range(at(1), at(2))),
        Fate::Narrowed,
        r#"{"mostRecentMessageTimestamp":{"from":"1970-01-01T00:00:01.000Z","to":"1970-01-01T00:00:02.000Z"}}"#,
    );
    becomes(Is::UpdatedAt(range(at(1), None)), Fate::Residual, "");
    becomes(Is::LastActivityAt(TimeRange::default()), Fate::Residual, "");
}

#[test]
fn metadata_is_asked_for_where_a_text_is_meant() {
    let north = r#"{"metadata":{"depot":"north"}}"#;
    becomes(field(FieldOperator::Equals, "north"), Fate::Pushed, north);
    becomes(field(FieldOperator::Equals, "7"), Fate::Residual, "");
    becomes(field(FieldOperator::NotEquals, "north"), Fate::Residual, "");
    becomes(field(FieldOperator::IsPresent, "north"), Fate::Residual, "");
    becomes(field(FieldOperator::Equals, "a\0"), Fate::Never, "");
    let (fates, called) = decided(&[
        field(FieldOperator::Equals, "north"),
        field(FieldOperator::Equals, "south"),
    ]);
    assert_eq!(
        (fates, &*called),
        (vec![Fate::Pushed, Fate::Residual], north)
    );
    let unwritten = |operator| {
        Is::CustomField(FieldCondition {
            key: "a\0".to_owned(),
            operator,
            values: vec!["x".to_owned()],
        })
    };
    becomes(unwritten(FieldOperator::Equals), Fate::Never, "");
    becomes(unwritten(FieldOperator::IsAbsent), Fate::Pushed, "");
}

#[test]
fn what_no_thread_has_is_certain() {
    for always in [
        Is::IsTicket(false),
        Is::IsAssigned(false),
        Is::IsSnoozed(false),
        Is::TagsAll(Vec::new()),
        Is::Priorities(vec![Priority::High, Priority::None]),
        Is::SlaStates(vec![SlaState::None]),
        Is::Channels(vec![ChannelKind::Email, ChannelKind::InProduct]),
    ] {
        becomes(always, Fate::Pushed, "");
    }
    for never in [
        Is::IsTicket(true),
        Is::IsAssigned(true),
        Is::IsSnoozed(true),
        Is::Numbers(vec!["1".to_owned()]),
        Is::Inboxes(vec![id("1")]),
        Is::Assignees(vec![id("1")]),
        Is::Teams(vec![id("1")]),
        Is::TagsAny(vec!["a".to_owned()]),
        Is::TagsAll(vec!["a".to_owned()]),
        Is::Priorities(vec![Priority::High]),
        Is::SlaStates(vec![SlaState::Breached]),
        Is::Channels(vec![ChannelKind::Email]),
    ] {
        becomes(never, Fate::Never, "");
    }
    for untold in [
        Is::Text("a".to_owned()),
        Is::IsUnread(false),
        Is::ContactEmail("a@b.test".to_owned()),
    ] {
        becomes(untold, Fate::Unsupported, "");
    }
}

#[test]
fn ids_and_contacts_are_looked_up() {
    let ids = Is::Ids(vec![id("case-1"), id("cord:x")]);
    let contacts = |natives: &[&str]| Is::Contacts(natives.iter().copied().map(id).collect());
    let open = Is::Statuses(vec![Status::Open]);
    let ivo = contacts(&["ivo", "ivo", "cord:x", "a@b.test"]);
    let (fates, called) = decided(&[open.clone(), ivo.clone(), ids]);
    assert_eq!(fates, [Fate::Residual, Fate::Residual, Fate::Pushed]);
    assert_eq!(called, "2 ids");
    let (fates, called) = decided(&[open, ivo]);
    assert_eq!(fates, [Fate::Residual, Fate::Narrowed]);
    assert_eq!(called, "ivo a@b.test");
    becomes(contacts(&["cord:x", "", "a\n"]), Fate::Never, "");
    let many: Vec<_> = (0..21).map(|n| id(&n.to_string())).collect();
    becomes(Is::Contacts(many), Fate::Residual, "");
}

#[test]
fn the_list_has_one_order() {
    use ConversationOrderField as Field;
    let (asc, desc) = (OrderDirection::Asc, OrderDirection::Desc);
    let of = |field, direction, conditions: &[Is]| {
        let order = ConversationOrder { field, direction };
        let conditions = conditions.to_vec();
        conversations(&ConversationQuery { conditions, order })
            .1
            .order
    };
    assert_eq!(of(Field::LastActivityAt, desc, &[]), OrderPlan::Native);
    assert_eq!(of(Field::Priority, asc, &[]), OrderPlan::Native);
    assert_eq!(of(Field::SlaDueAt, asc, &[]), OrderPlan::Native);
    assert_eq!(of(Field::LastActivityAt, asc, &[]), OrderPlan::Window);
    assert_eq!(of(Field::CreatedAt, desc, &[]), OrderPlan::Window);
    let ivo = [Is::Contacts(vec![id("ivo")])];
    assert_eq!(of(Field::CreatedAt, desc, &ivo), OrderPlan::Window);
    let ids = [Is::Ids(vec![id("case-1")])];
    assert_eq!(of(Field::CreatedAt, asc, &ids), OrderPlan::Native);
}

#[test]
fn users_are_looked_up_by_id_by_group_or_by_looking_at_all() {
    let decided = |conditions: &[Who]| {
        let (route, plan) = contacts(&ContactQuery {
            conditions: conditions.to_vec(),
            order: ContactOrder::default(),
        });
        (route, plan.pushed, plan.residual, plan.can_match)
    };
    let email = Who::Email("ola@example.test".to_owned());
    let swift = Who::Organizations(vec![id("swift")]);
    let ids = Who::Ids(vec![id("ivo")]);
    let (route, pushed, residual, _) = decided(&[email.clone(), swift.clone(), ids.clone()]);
    assert!(matches!(route, ContactRoute::Ids(_)));
    assert_eq!(
        (pushed, residual),
        (vec![ids], vec![email.clone(), swift.clone()])
    );
    let (route, pushed, residual, _) = decided(&[email.clone(), swift.clone()]);
    assert_eq!(route, ContactRoute::Members("swift".to_owned()));
    assert_eq!((pushed, residual), (vec![swift], vec![email.clone()]));
    let (route, pushed, ..) = decided(std::slice::from_ref(&email));
    assert_eq!(
        (route, pushed),
        (ContactRoute::Kept(email.clone()), vec![email])
    );
    for left in [
        Who::Name("ola".to_owned()),
        Who::Text("ola".to_owned()),
        Who::CreatedAt(TimeRange::default()),
        Who::Organizations(vec![id("swift"), id("norrby")]),
    ] {
        let expected = (
            ContactRoute::Everybody,
            Vec::new(),
            vec![left.clone()],
            true,
        );
        assert_eq!(decided(&[left]), expected);
    }
    for never in [Who::Phone("1".to_owned()), Who::ExternalId("1".to_owned())] {
        assert!(!decided(&[never]).3);
    }
}
