//! For each filter and provider: the rows are those that a reference finds in the whole world of the desk.
//!
//! The reference looks at rows as the schema shows them, and knows nothing of how the gateway or a provider filters.

use std::collections::BTreeSet;
use std::rc::Rc;

use deskgraph::model::ProviderKind;
use serde_json::{Value, json};

use crate::support::answer::{at, data, list, text};
use crate::support::{TestGateway, key};

const ROW: &str = "id number subject status statusCategory nativeStatus priority channel { kind }
    inbox { id } assignee { id } team { id } tags { name } contact { id emails { value } } organization { id }
    isUnread snooze { until } createdAt updatedAt lastActivityAt closedAt waitingSince
    ticket { sla { state dueAt } }";

/// Whether a row meets a filter.
type Reference = Rc<dyn Fn(&Value) -> bool>;

/// A filter, and which rows meet it.
#[derive(Clone)]
struct Case {
    filter: Value,
    is_met: Reference,
}

fn case(filter: Value, is_met: impl Fn(&Value) -> bool + 'static) -> Case {
    Case {
        filter,
        is_met: Rc::new(is_met),
    }
}

/// Asks a list of conversations of one source to its end.
async fn walk(gateway: &TestGateway, kind: ProviderKind, arguments: &Value) -> (Vec<Value>, Value) {
    let query = format!(
        "query($after: String, $sources: [String!], $filter: ConversationFilter, $orderBy: ConversationOrder) {{
            conversations(first: 40, after: $after, sources: $sources, filter: $filter, orderBy: $orderBy) {{
                nodes {{ {ROW} }} pageInfo {{ hasNextPage endCursor }} totalCount totalCountPrecision
                sources {{ status pushedDownFilters residualFilters unsupportedFilters isOrderApproximate error {{ code }} }}
            }} }}"
    );
    let (mut rows, mut after) = (Vec::new(), Value::Null);
    loop {
        let mut variables = arguments.clone();
        variables["after"] = after;
        variables["sources"] = json!([key(kind)]);
        let answer = gateway.query_with(&query, variables).await;
        let page = at(data(&answer), "/conversations").clone();
        rows.extend(list(&page, "/nodes").iter().cloned());
        assert!(
            rows.len() < 500,
            "{kind} {arguments}: the walk does not end"
        );
        if page["pageInfo"]["hasNextPage"] == false {
            return (rows, page);
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

fn ids(rows: &[Value]) -> BTreeSet<String> {
    rows.iter().map(|row| text(row, "/id").to_owned()).collect()
}

/// The different values at a place of the rows, the commonest first.
fn distinct(rows: &[Value], pointer: &str) -> Vec<Value> {
    let mut counted: Vec<(Value, usize)> = Vec::new();
    for value in rows.iter().filter_map(|row| row.pointer(pointer)) {
        if value.is_null() {
            continue;
        }
        match counted.iter_mut().find(|(known, _)| known == value) {
            Some((_, count)) => *count += 1,
            None => counted.push((value.clone(), 1)),
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted.into_iter().map(|(value, _)| value).collect()
}

fn is(pointer: &'static str, wanted: Vec<Value>) -> impl Fn(&Value) -> bool {
    move |row| {
        row.pointer(pointer)
            .is_some_and(|value| wanted.contains(value))
    }
}

fn tags(row: &Value) -> Vec<String> {
    let tags = row["tags"].as_array().into_iter().flatten();
    tags.map(|tag| text(tag, "/name").to_lowercase()).collect()
}

fn words() -> Vec<Case> {
    let mut cases = Vec::new();
    for status in [
        "NEW",
        "OPEN",
        "IN_PROGRESS",
        "PENDING",
        "ON_HOLD",
        "SNOOZED",
        "RESOLVED",
        "SPAM",
    ] {
        cases.push(case(
            json!({ "statuses": [status] }),
            is("/status", vec![json!(status)]),
        ));
    }
    cases.push(case(
        json!({ "statuses": ["OPEN", "SNOOZED"] }),
        is("/status", vec![json!("OPEN"), json!("SNOOZED")]),
    ));
    for category in ["TODO", "WAITING", "DONE", "DISCARDED"] {
        cases.push(case(
            json!({ "statusCategories": [category] }),
            is("/statusCategory", vec![json!(category)]),
        ));
    }
    for priority in ["URGENT", "HIGH", "MEDIUM", "LOW", "NONE"] {
        cases.push(case(
            json!({ "priorities": [priority] }),
            is("/priority", vec![json!(priority)]),
        ));
    }
    for flag in [true, false] {
        cases.push(case(json!({ "isAssigned": flag }), move |row| {
            row["assignee"].is_null() != flag
        }));
        cases.push(case(json!({ "isUnread": flag }), move |row| {
            row["isUnread"] == flag
        }));
        cases.push(case(json!({ "isSnoozed": flag }), move |row| {
            row["snooze"].is_null() != flag
        }));
    }
    for state in ["ON_TRACK", "AT_RISK", "BREACHED", "NONE"] {
        cases.push(case(json!({ "slaStates": [state] }), move |row| {
            let found = row.pointer("/ticket/sla/state");
            found.and_then(Value::as_str).unwrap_or("NONE") == state
        }));
    }
    cases
}

fn references(rows: &[Value]) -> Vec<Case> {
    let mut cases = Vec::new();
    let places = [
        ("nativeStatuses", "/nativeStatus"),
        ("channels", "/channel/kind"),
        ("inboxIds", "/inbox/id"),
        ("assigneeIds", "/assignee/id"),
        ("teamIds", "/team/id"),
        ("contactIds", "/contact/id"),
        ("organizationIds", "/organization/id"),
    ];
    for (argument, pointer) in places {
        let values = distinct(rows, pointer);
        for value in values.iter().take(2) {
            cases.push(case(
                json!({ argument: [value] }),
                is(pointer, vec![value.clone()]),
            ));
        }
        if let [one, other, ..] = &values[..] {
            cases.push(case(
                json!({ argument: [one, other] }),
                is(pointer, vec![one.clone(), other.clone()]),
            ));
        }
    }
    for email in distinct(rows, "/contact/emails/0/value")
        .into_iter()
        .take(2)
    {
        let wanted = email.as_str().unwrap().to_lowercase();
        let filter = json!({ "contactEmail": wanted.to_uppercase() });
        cases.push(case(filter, move |row| {
            let emails = row.pointer("/contact/emails").and_then(Value::as_array);
            let mut emails = emails.into_iter().flatten();
            emails.any(|email| text(email, "/value").to_lowercase() == wanted)
        }));
    }
    let some: Vec<Value> = rows
        .iter()
        .step_by(5)
        .map(|row| row["id"].clone())
        .collect();
    cases.push(case(json!({ "ids": some }), is("/id", some.clone())));
    cases
}

fn labels(rows: &[Value]) -> Vec<Case> {
    let mut names: Vec<String> = rows.iter().flat_map(tags).collect();
    names.sort();
    names.dedup();
    let mut cases = vec![case(json!({ "tagsAny": ["no such tag"] }), |_| false)];
    for name in names.iter().take(3) {
        let name = name.clone();
        let filter = json!({ "tagsAny": [name.to_uppercase()] });
        cases.push(case(filter, move |row| tags(row).contains(&name)));
    }
    if let [one, .., other] = &names[..] {
        let (a, b) = (one.clone(), other.clone());
        let filter = json!({ "tagsAny": [one, other] });
        cases.push(case(filter, move |row| {
            tags(row).contains(&a) || tags(row).contains(&b)
        }));
    }
    let pair = rows.iter().map(tags).find(|tags| tags.len() > 1);
    if let Some([one, other, ..]) = pair.as_deref() {
        let (a, b) = (one.clone(), other.clone());
        let filter = json!({ "tagsAll": [one, other] });
        cases.push(case(filter, move |row| {
            tags(row).contains(&a) && tags(row).contains(&b)
        }));
    }
    cases
}

fn times(rows: &[Value]) -> Vec<Case> {
    let mut cases = Vec::new();
    for field in ["createdAt", "updatedAt", "lastActivityAt", "closedAt"] {
        let mut known: Vec<_> = rows.iter().filter_map(|row| row[field].as_str()).collect();
        known.sort_unstable();
        if known.len() < 4 {
            continue;
        }
        let (from, to) = (known[known.len() / 4], known[known.len() * 3 / 4]);
        for (from, to) in [(Some(from), None), (None, Some(to)), (Some(from), Some(to))] {
            let (low, high) = (from.map(instant), to.map(instant));
            cases.push(case(
                json!({ field: { "from": from, "to": to } }),
                move |row| {
                    row[field].as_str().map(instant).is_some_and(|at| {
                        low.is_none_or(|low| low <= at) && high.is_none_or(|high| at < high)
                    })
                },
            ));
        }
    }
    cases
}

fn instant(text: &str) -> jiff::Timestamp {
    text.parse().unwrap()
}

/// One case of each of these arguments.
fn one_of_each(cases: Vec<Case>, arguments: &[&str]) -> Vec<Case> {
    let of = |argument: &&str| {
        let mut cases = cases.iter();
        cases
            .find(|case| case.filter.get(argument).is_some())
            .cloned()
    };
    arguments.iter().filter_map(of).collect()
}

/// Every two of some conditions together.
fn pairs(rows: &[Value]) -> Vec<Case> {
    let mut few = one_of_each(
        words(),
        &["statusCategories", "isAssigned", "priorities", "isSnoozed"],
    );
    let people = ["assigneeIds", "contactIds", "inboxIds", "teamIds"];
    few.extend(one_of_each(references(rows), &people));
    few.extend(one_of_each(labels(rows), &["tagsAny"]));
    few.extend(one_of_each(times(rows), &["createdAt", "lastActivityAt"]));
    let mut pairs = Vec::new();
    for (number, one) in few.iter().enumerate() {
        for other in few.iter().skip(number + 1) {
            let mut filter = one.filter.clone();
            let more = other.filter.as_object().unwrap().clone();
            filter.as_object_mut().unwrap().extend(more);
            let (one, other) = (Rc::clone(&one.is_met), Rc::clone(&other.is_met));
            pairs.push(case(filter, move |row| one(row) && other(row)));
        }
    }
    pairs
}

async fn assert_as_the_reference(gateway: &TestGateway, kind: ProviderKind, cases: Vec<Case>) {
    let (world, _) = walk(gateway, kind, &json!({})).await;
    let mut wrong = Vec::new();
    for Case { filter, is_met } in cases {
        let mut asked = filter.clone();
        asked["scanLimit"] = json!(1000);
        let (rows, page) = walk(gateway, kind, &json!({ "filter": asked })).await;
        let outcome = at(&page, "/sources/0");
        if outcome["status"] == "SKIPPED_UNSUPPORTED" {
            let left_out = list(outcome, "/unsupportedFilters");
            assert!(!left_out.is_empty(), "{kind} {filter}: {outcome}");
            assert_eq!(outcome["error"]["code"], "UNSUPPORTED", "{kind} {filter}");
            assert!(rows.is_empty());
            continue;
        }
        if outcome["status"] != "OK" {
            wrong.push(format!("{filter}: {outcome}"));
            continue;
        }
        let met: Vec<_> = world.iter().filter(|row| is_met(row)).cloned().collect();
        let (found, expected) = (ids(&rows), ids(&met));
        if found != expected || found.len() != rows.len() {
            let missing = expected.difference(&found).count();
            let surplus = found.difference(&expected).count();
            wrong.push(format!(
                "{filter}: {} of {}, {missing} missing, {surplus} too many: {outcome}",
                found.len(),
                expected.len()
            ));
        }
        if page["totalCountPrecision"] == "EXACT" && page["totalCount"] != expected.len() {
            wrong.push(format!("{filter}: total {}", page["totalCount"]));
        }
    }
    assert!(wrong.is_empty(), "{kind}:\n{}", wrong.join("\n"));
}

async fn every_filter(kind: ProviderKind) {
    let gateway = TestGateway::builder().with_sources(&[kind]).start().await;
    let (world, _) = walk(&gateway, kind, &json!({})).await;
    let mut cases = words();
    cases.extend(references(&world));
    cases.extend(labels(&world));
    cases.extend(times(&world));
    cases.extend(pairs(&world));
    assert_as_the_reference(&gateway, kind, cases).await;
}

/// What a row is sorted by; `None` comes last.
fn sort_key(row: &Value, field: &str) -> Option<i64> {
    let time = |pointer| {
        let at = row.pointer(pointer).and_then(Value::as_str)?;
        Some(instant(at).as_microsecond())
    };
    match field {
        "LAST_ACTIVITY_AT" => time("/lastActivityAt"),
        "CREATED_AT" => time("/createdAt"),
        "UPDATED_AT" => time("/updatedAt"),
        "WAITING_SINCE" => time("/waitingSince"),
        "SLA_DUE_AT" => time("/ticket/sla/dueAt"),
        "SNOOZED_UNTIL" => time("/snooze/until"),
        "NUMBER" => row["number"]
            .as_str()
            .and_then(|number| number.parse().ok()),
        "PRIORITY" => Some(match text(row, "/priority") {
            "URGENT" => 4,
            "HIGH" => 3,
            "MEDIUM" => 2,
            "LOW" => 1,
            _ => 0,
        }),
        _ => panic!("no such order {field}"),
    }
}

async fn every_order(kind: ProviderKind) {
    let gateway = TestGateway::builder().with_sources(&[kind]).start().await;
    let (world, _) = walk(&gateway, kind, &json!({})).await;
    for field in [
        "LAST_ACTIVITY_AT",
        "CREATED_AT",
        "UPDATED_AT",
        "WAITING_SINCE",
        "PRIORITY",
        "SLA_DUE_AT",
        "SNOOZED_UNTIL",
        "NUMBER",
    ] {
        for direction in ["ASC", "DESC"] {
            let order = json!({ "orderBy": { "field": field, "direction": direction } });
            let (rows, page) = walk(&gateway, kind, &order).await;
            assert_eq!(page["sources"][0]["status"], "OK", "{kind} {order}: {page}");
            assert_eq!(ids(&rows), ids(&world), "{kind} {order}");
            assert_eq!(rows.len(), world.len(), "{kind} {order}");
            if page["sources"][0]["isOrderApproximate"] == true {
                continue;
            }
            let keys: Vec<_> = rows.iter().map(|row| sort_key(row, field)).collect();
            let known: Vec<_> = keys.iter().flatten().copied().collect();
            assert!(
                keys[known.len()..].iter().all(Option::is_none),
                "{kind} {order}: {keys:?}"
            );
            let is_sorted = match direction {
                "ASC" => known.is_sorted(),
                _ => known.is_sorted_by(|a, b| a >= b),
            };
            assert!(is_sorted, "{kind} {order}: {known:?}");
        }
    }
}

macro_rules! of_each_provider {
    ($($name:ident of $kind:ident),+ $(,)?) => {
        mod filters {
            $(
                #[tokio::test]
                async fn $name() {
                    super::every_filter(super::ProviderKind::$kind).await;
                }
            )+
        }

        mod orders {
            $(
                #[tokio::test]
                async fn $name() {
                    super::every_order(super::ProviderKind::$kind).await;
                }
            )+
        }
    };
}

of_each_provider! {
    unthread of Unthread,
    cord of Cord,
    helpscout of HelpScout,
    posthog of PostHog,
    nimchat of Nimchat,
}
