//! Counting is counting rows, only cheaper.

use std::collections::BTreeMap;

use deskgraph::model::ProviderKind;
use deskgraph::sandbox::Fault;
use serde_json::{Value, json};

use crate::support::answer::{at, calls, data, list, text};
use crate::support::{TestGateway, key};

const COUNTS: &str = "query($sources: [String!], $filter: ConversationFilter) {
    conversationCounts(sources: $sources, filter: $filter) {
        total precision unassigned unread
        byStatusCategory { category count }
        bySource { source { key } count unassigned unread }
        sources { source { key } status error { code } }
    }
}";

async fn counts(gateway: &TestGateway, variables: Value) -> Value {
    let answer = gateway.query_with(COUNTS, variables).await;
    at(data(&answer), "/conversationCounts").clone()
}

/// Every row that meets a filter.
async fn rows(gateway: &TestGateway, variables: &Value) -> Vec<Value> {
    let query = "query($after: String, $sources: [String!], $filter: ConversationFilter) {
        conversations(first: 100, after: $after, sources: $sources, filter: $filter) {
            nodes { statusCategory isUnread assignee { id } source { key } } pageInfo { hasNextPage endCursor }
        }
    }";
    let (mut rows, mut after) = (Vec::new(), Value::Null);
    loop {
        let mut variables = variables.clone();
        variables["after"] = after;
        let answer = gateway.query_with(query, variables).await;
        let page = at(data(&answer), "/conversations").clone();
        rows.extend(list(&page, "/nodes").iter().cloned());
        if page["pageInfo"]["hasNextPage"] == false {
            return rows;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

fn how_many(rows: &[Value], is_meant: impl Fn(&Value) -> bool) -> usize {
    rows.iter().filter(|row| is_meant(row)).count()
}

fn assert_counted(counts: &Value, rows: &[Value], what: &str) {
    assert_eq!(counts["precision"], "EXACT", "{what}: {counts}");
    assert_eq!(counts["total"], rows.len(), "{what}");
    for group in list(counts, "/byStatusCategory") {
        let expected = how_many(rows, |row| row["statusCategory"] == group["category"]);
        assert_eq!(group["count"], expected, "{what}: {group}");
    }
    for one in list(counts, "/bySource") {
        let of_source = |row: &Value| row["source"] == one["source"];
        assert_eq!(one["count"], how_many(rows, of_source), "{what}: {one}");
        if !one["unassigned"].is_null() {
            let expected = how_many(rows, |row| of_source(row) && row["assignee"].is_null());
            assert_eq!(one["unassigned"], expected, "{what}: {one}");
        }
        if !one["unread"].is_null() {
            let expected = how_many(rows, |row| of_source(row) && row["isUnread"] == true);
            assert_eq!(one["unread"], expected, "{what}: {one}");
        }
    }
}

#[tokio::test]
async fn numbers_are_those_of_the_rows() {
    let gateway = TestGateway::start().await;
    let filters = [
        json!({}),
        json!({ "statusCategories": ["TODO"] }),
        json!({ "isAssigned": true }),
        json!({ "createdAt": { "from": "2026-11-10T00:00:00Z" } }),
        json!({ "tagsAny": ["billing"], "statusCategories": ["TODO", "WAITING"] }),
    ];
    for filter in filters {
        let variables = json!({ "filter": filter });
        let rows = rows(&gateway, &variables).await;
        assert_counted(
            &counts(&gateway, variables).await,
            &rows,
            &filter.to_string(),
        );
    }
}

#[tokio::test]
async fn a_source_that_fails_makes_the_numbers_a_lower_bound() {
    let gateway = TestGateway::builder().with_fault(ProviderKind::Nimchat, Fault::status(503));
    let gateway = gateway.start().await;
    let counts = counts(&gateway, json!({})).await;
    assert_eq!(counts["precision"], "LOWER_BOUND");
    assert_eq!(counts["unassigned"], Value::Null);
    let failed = list(&counts, "/sources").iter();
    let failed: BTreeMap<_, _> = failed
        .filter(|one| one["status"] != "OK")
        .map(|one| (text(one, "/source/key"), text(one, "/error/code")))
        .collect();
    assert_eq!(
        failed,
        BTreeMap::from([(key(ProviderKind::Nimchat), "UPSTREAM_UNAVAILABLE")])
    );
    let known = list(&counts, "/bySource").iter();
    let sum: u64 = known.filter_map(|one| one["count"].as_u64()).sum();
    assert_eq!(counts["total"], sum);
}

#[tokio::test]
async fn a_total_alone_costs_one_call_per_source() {
    let gateway = TestGateway::start().await;
    let query = "{ conversationCounts { total precision } }";
    let answer = gateway.query_traced(query, json!({})).await;
    assert_eq!(answer["data"]["conversationCounts"]["precision"], "EXACT");
    for (operation, count) in calls(&answer) {
        assert_eq!(count, 1, "{operation}");
    }
}
