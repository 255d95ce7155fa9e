//! Questions about conversations.

use super::super::super::PROFILE;
use super::super::{ConversationList, conversations};
use super::{fates, ids, range, sent, texts};
use crate::model::{
    ChannelKind, ConversationCondition as Is, ConversationField, ConversationOrder,
    ConversationOrderField, ConversationQuery, ConversationStatus as Status, FieldCondition,
    FieldOperator, OrderDirection, Priority, Query, SlaState, StatusCategory as Category,
    TimeRange,
};
use crate::provider::{OrderPlan, SupportLevel};

fn ask(conditions: &[Is]) -> ConversationQuery {
    Query {
        conditions: conditions.to_vec(),
        ..Query::default()
    }
}

/// What is sent for conditions on conversations, without what is always sent.
fn filter(conditions: &[Is]) -> String {
    let (list, _) = conversations(&ask(conditions));
    let sent = match &list {
        ConversationList::All(list) => sent(list),
        ConversationList::OfOrganization(organization) => return format!("of {organization}"),
    };
    let sent = sent.replace("&sortField=modifiedAt&sortOrder=desc", "");
    sent.trim_start_matches("status=all")
        .trim_start_matches('&')
        .to_owned()
}

fn fate(conditions: &[Is]) -> String {
    let (list, plan) = conversations(&ask(conditions));
    let (again, second) = conversations(&ask(&plan.pushed));
    if plan.can_match {
        assert_eq!(second.pushed, plan.pushed, "the plan of what is pushed");
        assert_eq!((again, second.order), (list, plan.order));
    }
    fates(&plan, conditions)
}

fn is(condition: Is, expected: &str, filter_of_it: &str) {
    let conditions = [condition];
    assert_eq!(fate(&conditions), expected, "{conditions:?}");
    if expected != "never" {
        assert_eq!(filter(&conditions), filter_of_it, "{conditions:?}");
    }
}

#[test]
fn parameters_are_taken_at_their_word() {
    is(Is::Inboxes(ids(&["13", "x", "14"])), "p", "mailbox=13,14");
    is(Is::Assignees(ids(&["388"])), "p", "assigned_to=388");
    is(Is::Teams(ids(&["640", "../1"])), "p", "assigned_to=640");
    is(Is::Assignees(ids(&["388", "391"])), "r", "");
    is(Is::TagsAny(texts(&["vip", "a b"])), "p", "tag=vip,a b");
    is(Is::TagsAll(texts(&["vip"])), "p", "tag=vip");
    is(
        Is::NativeStatuses(texts(&["closed", "?"])),
        "p",
        "status=closed",
    );
    is(Is::NativeStatuses(texts(&["active", "pending"])), "r", "");
    is(
        Is::Numbers(texts(&["48211", "#1", "007"])),
        "n",
        "number=48211",
    );
    let since = range("2026-11-06T07:30:00Z", "");
    for changed in [
        Is::UpdatedAt(since),
        Is::LastActivityAt(since),
        Is::ClosedAt(since),
    ] {
        is(changed, "n", "modifiedSince=2026-11-06T07:29:59Z");
    }
    is(Is::UpdatedAt(range("", "2026-11-06T07:30:00Z")), "r", "");
}

#[test]
fn what_a_search_finds_is_checked() {
    is(
        Is::Ids(ids(&["11", "", "12"])),
        "n",
        "query=(id:(11 OR 12))",
    );
    is(
        Is::Numbers(texts(&["1", "2"])),
        "n",
        "query=(number:(1 OR 2))",
    );
    is(
        Is::Contacts(ids(&["5", "6"])),
        "n",
        "query=(customerIds:(5 OR 6))",
    );
    is(
        Is::ContactEmail("a+b@x.example".into()),
        "n",
        "query=(email:\"a+b@x.example\")",
    );
    is(
        Is::TagsAll(texts(&["a", "b c"])),
        "n",
        "query=(tag:\"a\" AND tag:\"b c\")",
    );
    is(
        Is::TagsAny(texts(&["a,b", "c"])),
        "n",
        "query=(tag:(\"a,b\" OR \"c\"))",
    );
    is(
        Is::IsAssigned(true),
        "n",
        "query=(NOT assigned:\"Unassigned\")",
    );
    let start = Is::CreatedAt(range("2026-11-06T00:00:00Z", "2026-11-07T00:00:00Z"));
    let clause = "query=(createdAt:[2026-11-06T00:00:00Z TO 2026-11-07T00:00:00Z])";
    is(start, "n", clause);
}

#[test]
fn only_the_provider_knows_the_texts() {
    let word = |word: &str| format!("(subject:\"{word}\" OR body:\"{word}\")");
    let both = format!("query=({} AND {})", word("no"), word("assist"));
    is(Is::Text("no assist".into()), "p", &both);
    let hostile = format!("query=({} AND {})", word("x"), word("(tag:vip)"));
    is(Is::Text("x\" (tag:vip)".into()), "p", &hostile);
    is(Is::Text("  ".into()), "p", "");
    is(Is::Text("🚲 !".into()), "r", "");
}

#[test]
fn a_status_is_narrowed_because_any_may_be_snoozed() {
    is(Is::Statuses(vec![Status::Open]), "n", "status=active");
    is(
        Is::Statuses(vec![Status::Resolved, Status::New]),
        "n",
        "status=closed",
    );
    is(Is::Statuses(vec![Status::Open, Status::Pending]), "r", "");
    is(Is::Statuses(vec![Status::Open, Status::Snoozed]), "r", "");
    is(Is::Statuses(vec![Status::Unknown]), "r", "");
    is(Is::Categories(vec![Category::Todo]), "n", "status=active");
    is(
        Is::Categories(vec![Category::Discarded]),
        "n",
        "status=spam",
    );
    is(Is::Categories(vec![Category::Waiting]), "r", "");
}

#[test]
fn what_no_conversation_has_is_known_beforehand() {
    for always in [
        Is::IsTicket(true),
        Is::Priorities(vec![Priority::High, Priority::None]),
        Is::SlaStates(vec![SlaState::None]),
        Is::CreatedAt(TimeRange::default()),
        Is::TagsAll(Vec::new()),
    ] {
        is(always, "p", "");
    }
    let backwards = range("2026-11-07T00:00:00Z", "2026-11-06T00:00:00Z");
    for never in [
        Is::IsTicket(false),
        Is::Priorities(vec![Priority::High]),
        Is::SlaStates(vec![SlaState::Breached]),
        Is::Statuses(vec![Status::New, Status::OnHold]),
        Is::NativeStatuses(texts(&["open", "any, with a snooze"])),
        Is::Channels(vec![ChannelKind::Slack]),
        Is::Ids(ids(&["x", "0", "1) OR (id:2"])),
        Is::Numbers(texts(&["#48211"])),
        Is::Inboxes(ids(&["x"])),
        Is::Assignees(ids(&["-1"])),
        Is::Contacts(Vec::new()),
        Is::Organizations(ids(&["x"])),
        Is::TagsAny(texts(&[" "])),
        Is::TagsAll(texts(&["vip", ""])),
        Is::ContactEmail(" ".into()),
        Is::CreatedAt(backwards),
        Is::ClosedAt(backwards),
    ] {
        is(never, "never", "");
    }
    is(Is::IsUnread(true), "u", "");
    is(Is::ContactEmail("a\"b@x.example".into()), "u", "");
    is(Is::IsAssigned(false), "r", "");
    is(
        Is::Channels(vec![ChannelKind::Chat, ChannelKind::Slack]),
        "r",
        "",
    );
}

#[test]
fn parameters_and_clauses_go_together() {
    let conditions = [
        Is::Statuses(vec![Status::Open]),
        Is::Inboxes(ids(&["13"])),
        Is::TagsAny(texts(&["vip"])),
        Is::Contacts(ids(&["5"])),
        Is::Text("bracket".into()),
        Is::IsSnoozed(false),
        Is::LastActivityAt(range("2026-11-06T00:00:00Z", "")),
    ];
    assert_eq!(fate(&conditions), "nppnprn");
    let sent = "status=active&mailbox=13&tag=vip&modifiedSince=2026-11-05T23:59:59Z&\
                query=(customerIds:5 AND (subject:\"bracket\" OR body:\"bracket\"))";
    assert_eq!(filter(&conditions), sent);
}

#[test]
fn a_parameter_is_taken_once() {
    let twice = [Is::Inboxes(ids(&["13"])), Is::Inboxes(ids(&["14"]))];
    assert_eq!(fate(&twice), "pr");
    let both = [Is::Assignees(ids(&["388"])), Is::Teams(ids(&["640"]))];
    assert_eq!(fate(&both), "pr");
    let tags = [Is::TagsAny(texts(&["a"])), Is::TagsAny(texts(&["b"]))];
    assert_eq!(fate(&tags), "pn");
    let statuses = [
        Is::NativeStatuses(texts(&["active", "closed"])),
        Is::Statuses(vec![Status::Resolved]),
    ];
    assert_eq!(fate(&statuses), "rn");
    let none = [
        Is::Statuses(vec![Status::Open]),
        Is::Categories(vec![Category::Done]),
    ];
    assert_eq!(fate(&none), "never");
    let since = |day: &str| Is::UpdatedAt(range(&format!("2026-11-{day}T00:00:00Z"), ""));
    assert_eq!(filter(&[since("09"), since("04")]), filter(&[since("09")]));
}

#[test]
fn one_organization_has_a_list_of_its_own() {
    let one = Is::Organizations(ids(&["771"]));
    is(one.clone(), "p", "of 771");
    let open = [
        one.clone(),
        Is::Statuses(vec![Status::Open]),
        Is::IsTicket(true),
    ];
    assert_eq!(
        (fate(&open), filter(&open)),
        ("prp".into(), "of 771".into())
    );
    let none = [one.clone(), Is::Statuses(vec![Status::OnHold])];
    assert_eq!(fate(&none), "never");
    let text = [one.clone(), Is::Text("x".into())];
    assert_eq!(fate(&text), "rp");
    is(Is::Organizations(ids(&["771", "772"])), "r", "");
    let order = |conditions: &[Is]| conversations(&ask(conditions)).1.order;
    assert_eq!(order(&[one]), OrderPlan::Window);
    assert_eq!(order(&text), OrderPlan::Approximate);
}

#[test]
fn conversations_are_sorted_by_what_the_list_knows() {
    use ConversationOrderField as Field;
    let sorted = |field, direction| {
        let order = ConversationOrder { field, direction };
        let (list, plan) = conversations(&Query {
            conditions: Vec::new(),
            order,
        });
        let ConversationList::All(list) = list else {
            panic!("there is no organization");
        };
        let sent = sent(&list).replace("status=all&sortField=", "");
        (sent.replace("&sortOrder=", " "), plan.order)
    };
    let (asc, desc) = (OrderDirection::Asc, OrderDirection::Desc);
    let is = |text: &str, plan| (text.to_owned(), plan);
    let latest = |plan| is("modifiedAt desc", plan);
    assert_eq!(
        sorted(Field::LastActivityAt, desc),
        latest(OrderPlan::Approximate)
    );
    assert_eq!(
        sorted(Field::UpdatedAt, asc),
        is("modifiedAt asc", OrderPlan::Approximate)
    );
    assert_eq!(
        sorted(Field::CreatedAt, asc),
        is("createdAt asc", OrderPlan::Native)
    );
    assert_eq!(
        sorted(Field::Number, desc),
        is("number desc", OrderPlan::Native)
    );
    assert_eq!(sorted(Field::Priority, asc), latest(OrderPlan::Approximate));
    assert_eq!(sorted(Field::SlaDueAt, asc), latest(OrderPlan::Native));
    assert_eq!(sorted(Field::WaitingSince, asc), latest(OrderPlan::Window));
    assert_eq!(sorted(Field::SnoozedUntil, asc), latest(OrderPlan::Window));
}

#[test]
fn the_profile_says_what_the_plan_does() {
    let field = FieldCondition {
        key: "Plan".into(),
        operator: FieldOperator::Equals,
        values: texts(&["Growth"]),
    };
    let span = range("2026-11-06T00:00:00Z", "2026-11-07T00:00:00Z");
    let samples = [
        Is::Ids(ids(&["1"])),
        Is::Numbers(texts(&["1"])),
        Is::IsTicket(true),
        Is::Statuses(vec![Status::Open]),
        Is::Categories(vec![Category::Todo]),
        Is::NativeStatuses(texts(&["active"])),
        Is::Priorities(vec![Priority::None]),
        Is::Channels(vec![ChannelKind::Email]),
        Is::Inboxes(ids(&["1"])),
        Is::Assignees(ids(&["1"])),
        Is::Teams(ids(&["1"])),
        Is::IsAssigned(true),
        Is::TagsAny(texts(&["a"])),
        Is::TagsAll(texts(&["a", "b"])),
        Is::Contacts(ids(&["1"])),
        Is::ContactEmail("a@x.example".into()),
        Is::Organizations(ids(&["1"])),
        Is::SlaStates(vec![SlaState::None]),
        Is::Text("a".into()),
        Is::IsUnread(true),
        Is::IsSnoozed(true),
        Is::CreatedAt(span),
        Is::UpdatedAt(span),
        Is::LastActivityAt(span),
        Is::ClosedAt(span),
        Is::CustomField(field),
    ];
    assert_eq!(samples.len(), ConversationField::ALL.len());
    for sample in samples {
        let field = sample.field();
        let told = match PROFILE.filter(field).map(|support| support.level) {
            Some(SupportLevel::Native) => "p",
            Some(SupportLevel::Partial) => "n",
            Some(SupportLevel::Emulated) => "r",
            _ => "u",
        };
        assert_eq!(fate(&[sample]), told, "{field:?}");
    }
    for support in PROFILE.orders {
        for direction in support.directions {
            let (field, direction) = (support.field, *direction);
            let query = Query {
                conditions: Vec::new(),
                order: ConversationOrder { field, direction },
            };
            let told = match support.level {
                SupportLevel::Native => OrderPlan::Native,
                SupportLevel::Partial => OrderPlan::Approximate,
                _ => OrderPlan::Window,
            };
            assert_eq!(conversations(&query).1.order, told, "{field:?}");
        }
    }
}
