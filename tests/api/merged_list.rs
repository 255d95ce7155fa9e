//! One list over all sources, page by page.

use std::collections::HashSet;
use std::time::Duration;

use deskgraph::model::ProviderKind;
use deskgraph::sandbox::Fault;
use serde_json::{Value, json};

use crate::support::answer::{at, codes, data, list, only_error, text};
use crate::support::{TestGateway, key};

const PAGE: &str = "query($first: Int!, $after: String, $sources: [String!]) {
    conversations(first: $first, after: $after, sources: $sources) {
        edges { cursor node { id lastActivityAt source { key } } }
        pageInfo { hasNextPage endCursor }
        totalCount
        totalCountPrecision
        sources { source { key } status itemCount isExhausted skippedNewerCount error { code } }
    }
}";

async fn page(gateway: &TestGateway, variables: Value) -> Value {
    let answer = gateway.query_with(PAGE, variables).await;
    at(data(&answer), "/conversations").clone()
}

/// Every row, read in pages of this size.
async fn walk(gateway: &TestGateway, size: usize, sources: Option<&[&str]>) -> Vec<Value> {
    let (mut rows, mut after) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "first": size, "after": after, "sources": sources });
        let page = page(gateway, variables).await;
        let nodes = list(&page, "/edges")
            .iter()
            .map(|edge| edge["node"].clone());
        rows.extend(nodes);
        assert!(rows.len() < 1_000, "the list does not end");
        if page["pageInfo"]["hasNextPage"] == false {
            return rows;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

fn ids(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| text(row, "/id")).collect()
}

#[tokio::test]
async fn pages_of_any_size_put_together_are_the_whole_list() {
    let gateway = TestGateway::start().await;
    let whole = walk(&gateway, 100, None).await;
    assert!(whole.len() > 100, "one page would show nothing");
    let different: HashSet<_> = ids(&whole).into_iter().collect();
    assert_eq!(different.len(), whole.len(), "a row stands there twice");
    for size in [7, 25] {
        assert_eq!(
            ids(&walk(&gateway, size, None).await),
            ids(&whole),
            "{size}"
        );
    }
}

#[tokio::test]
async fn the_latest_activity_comes_first() {
    let gateway = TestGateway::start().await;
    let rows = walk(&gateway, 100, None).await;
    let at = |row: &Value| row["lastActivityAt"].as_str().map(str::to_owned);
    let times: Vec<_> = rows.iter().filter_map(at).collect();
    assert!(times.len() > 100);
    assert!(
        times.is_sorted_by(|newer, older| newer >= older),
        "{times:#?}"
    );
}

#[tokio::test]
async fn every_source_brings_all_that_it_has_in_its_own_order() {
    let gateway = TestGateway::start().await;
    let merged = walk(&gateway, 50, None).await;
    for kind in ProviderKind::ALL {
        let own = walk(&gateway, 50, Some(&[key(kind)])).await;
        assert!(own.len() >= 20, "{kind} has only {}", own.len());
        let of_source = |row: &&Value| row["source"]["key"] == key(kind);
        let in_merged: Vec<_> = merged.iter().filter(of_source).cloned().collect();
        assert_eq!(ids(&in_merged), ids(&own), "{kind}");
    }
}

#[tokio::test]
async fn the_counts_fit_the_rows() {
    let gateway = TestGateway::start().await;
    let first = page(&gateway, json!({ "first": 20 })).await;
    let rows = list(&first, "/edges");
    assert_eq!(rows.len(), 20);
    for outcome in list(&first, "/sources") {
        let of_source = |row: &&Value| row["node"]["source"]["key"] == outcome["source"]["key"];
        let count = rows.iter().filter(of_source).count();
        assert_eq!(outcome["itemCount"], count, "{outcome}");
        assert_eq!(outcome["status"], "OK", "{outcome}");
    }
    let whole = walk(&gateway, 100, None).await.len();
    match text(&first, "/totalCountPrecision") {
        "EXACT" => assert_eq!(first["totalCount"], whole),
        "LOWER_BOUND" => assert!(first["totalCount"].as_u64().unwrap() <= whole as u64),
        precision => assert_eq!((precision, &first["totalCount"]), ("UNKNOWN", &Value::Null)),
    }
}

#[tokio::test]
async fn the_cursor_of_a_row_goes_on_right_after_it() {
    let gateway = TestGateway::start().await;
    let first = page(&gateway, json!({ "first": 12 })).await;
    let edges = list(&first, "/edges");
    for n in [0, 4, 10] {
        let after = &edges[n]["cursor"];
        let next = page(&gateway, json!({ "first": 1, "after": after })).await;
        assert_eq!(
            at(&next, "/edges/0/node/id"),
            &edges[n + 1]["node"]["id"],
            "{n}"
        );
    }
}

#[tokio::test]
async fn a_cursor_is_good_only_where_it_comes_from() {
    let gateway = TestGateway::start().await;
    let first = page(&gateway, json!({ "first": 3 })).await;
    let cursor = text(&first, "/pageInfo/endCursor");
    let (start, end) = cursor.split_at(cursor.len() / 2);
    let other = if end.starts_with('A') { "B" } else { "A" };
    let tampered = format!("{start}{other}{}", &end[1..]);
    let refused = [
        json!({ "first": 3, "after": cursor, "sources": ["chat"] }),
        json!({ "first": 3, "after": tampered }),
        json!({ "first": 3, "after": start }),
        json!({ "first": 3, "after": "" }),
        json!({ "first": 3, "after": "at:2" }),
        json!({ "first": 3, "after": "🦀" }),
    ];
    for variables in refused {
        let answer = gateway.query_with(PAGE, variables.clone()).await;
        assert_eq!(codes(&answer), ["CURSOR_INVALID"], "{variables}");
    }
    let agents = "query($after: String) { agents(after: $after) { totalCount } }";
    let answer = gateway.query_with(agents, json!({ "after": cursor })).await;
    assert_eq!(codes(&answer), ["CURSOR_INVALID"]);
    // Another page size is no other list.
    page(&gateway, json!({ "first": 9, "after": cursor })).await;
}

#[tokio::test]
async fn a_cursor_ends_after_a_day() {
    let gateway = TestGateway::builder().with_sources(&[ProviderKind::Cord]);
    let gateway = gateway.start().await;
    let first = page(&gateway, json!({ "first": 3 })).await;
    let next = json!({ "first": 3, "after": first["pageInfo"]["endCursor"] });
    gateway.clock().advance(Duration::from_secs(24 * 60 * 60));
    page(&gateway, next.clone()).await;
    gateway.clock().advance(Duration::from_secs(1));
    let answer = gateway.query_with(PAGE, next).await;
    assert_eq!(codes(&answer), ["CURSOR_EXPIRED"]);
}

#[tokio::test]
async fn a_page_size_is_from_one_to_the_limit() {
    let gateway = TestGateway::builder()
        .with_sources(&[ProviderKind::Cord])
        .with_config("[limits]\nmax_page_size = 50");
    let gateway = gateway.start().await;
    for first in [0, -1, 51, i32::MAX, i32::MIN] {
        let answer = gateway.query_with(PAGE, json!({ "first": first })).await;
        let error = only_error(&answer);
        assert_eq!(error["extensions"]["code"], "BAD_INPUT", "{first}");
        assert_eq!(error["extensions"]["argument"], "first", "{first}");
        assert!(text(error, "/message").contains("from 1 to 50"), "{error}");
    }
    page(&gateway, json!({ "first": 50 })).await;
    page(&gateway, json!({ "first": 1 })).await;
}

#[tokio::test]
async fn only_known_sources_can_be_asked_and_each_once() {
    let gateway = TestGateway::start().await;
    let answer = gateway
        .query_with(PAGE, json!({ "first": 3, "sources": ["chat", "nowhere"] }))
        .await;
    let error = only_error(&answer);
    assert_eq!(error["extensions"]["argument"], "sources");
    assert!(text(error, "/message").contains("`nowhere`"));
    let twice = page(&gateway, json!({ "first": 3, "sources": ["chat", "chat"] })).await;
    assert_eq!(list(&twice, "/sources").len(), 1);
    let none = page(&gateway, json!({ "first": 3, "sources": [] })).await;
    assert_eq!(
        list(&none, "/edges").len() + list(&none, "/sources").len(),
        0
    );
}

#[tokio::test]
async fn a_source_that_failed_on_one_page_joins_again_on_the_next() {
    let gateway = TestGateway::builder().with_fault(ProviderKind::Cord, Fault::status(503));
    let gateway = gateway.start().await;
    let of_cord = |page: &Value| {
        let mut outcomes = list(page, "/sources").iter();
        let found = outcomes.find(|one| one["source"]["key"] == key(ProviderKind::Cord));
        found.unwrap().clone()
    };
    let first = page(&gateway, json!({ "first": 2 })).await;
    assert_eq!(of_cord(&first)["status"], "FAILED");
    assert_eq!(of_cord(&first)["isExhausted"], false);
    assert_eq!(list(&first, "/edges").len(), 2);
    gateway.provider(ProviderKind::Cord).clear_faults();
    let next = json!({ "first": 100, "after": first["pageInfo"]["endCursor"] });
    let second = page(&gateway, next).await;
    assert_eq!(of_cord(&second)["status"], "OK");
    assert!(of_cord(&second)["itemCount"].as_u64().unwrap() > 0);
    let times: Vec<_> = [&first, &second]
        .iter()
        .flat_map(|page| list(page, "/edges"))
        .map(|edge| text(edge, "/node/lastActivityAt").to_owned())
        .collect();
    assert!(
        times.is_sorted_by(|newer, older| newer >= older),
        "{times:#?}"
    );
}

#[tokio::test]
async fn names_are_listed_in_order_over_all_sources() {
    let gateway = TestGateway::start().await;
    for noun in ["agents", "teams", "tags", "inboxes"] {
        let name = if noun == "agents" {
            "displayName"
        } else {
            "name"
        };
        let query = format!(
            "query($after: String) {{ {noun}(first: 4, after: $after) {{ nodes {{ id {name} }} pageInfo {{ hasNextPage endCursor }} sources {{ status }} }} }}"
        );
        let (mut names, mut seen, mut after) = (Vec::new(), HashSet::new(), Value::Null);
        loop {
            let answer = gateway.query_with(&query, json!({ "after": after })).await;
            let page = at(data(&answer), &format!("/{noun}"));
            for node in list(page, "/nodes") {
                assert!(seen.insert(text(node, "/id").to_owned()), "twice: {node}");
                names.push(text(node, &format!("/{name}")).to_lowercase());
            }
            for outcome in list(page, "/sources") {
                let status = text(outcome, "/status");
                assert!(["OK", "SKIPPED_UNSUPPORTED"].contains(&status), "{status}");
            }
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        assert!(names.len() > 2, "{noun}: {names:?}");
        assert!(names.is_sorted(), "{noun}: {names:#?}");
    }
}
