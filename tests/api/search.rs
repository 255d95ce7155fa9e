//! Searching all desks at once.

use std::collections::{BTreeMap, BTreeSet};

use deskgraph::model::ProviderKind;
use deskgraph::sandbox::Fault;
use serde_json::{Value, json};

use crate::support::answer::{at, data, list, only_error, text};
use crate::support::{TestGateway, key};

const SEARCH: &str = "query($query: String!, $types: [SearchType!]!, $first: Int, $after: String) {
    search(query: $query, types: $types, first: $first, after: $after) {
        nodes { rank snippet source { key } hit {
            __typename
            ... on Conversation { id subject }
            ... on Message { id body { text } }
            ... on Contact { id displayName primaryEmail emails { value } }
            ... on Ticket { id number }
            ... on Organization { id name }
        } }
        pageInfo { hasNextPage endCursor }
        sources { source { key } status error { code } }
    }
}";

async fn search(gateway: &TestGateway, query: &str, types: &[&str]) -> (Vec<Value>, Value) {
    let (mut rows, mut after) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "query": query, "types": types, "first": 4, "after": after });
        let answer = gateway.query_with(SEARCH, variables).await;
        let page = at(data(&answer), "/search").clone();
        rows.extend(list(&page, "/nodes").iter().cloned());
        assert!(rows.len() < 500, "the search does not end");
        if page["pageInfo"]["hasNextPage"] == false {
            return (rows, page);
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

fn statuses(page: &Value) -> BTreeMap<String, String> {
    let sources = list(page, "/sources").iter();
    let status = |one: &Value| {
        let (key, status) = (text(one, "/source/key"), text(one, "/status"));
        (key.to_owned(), status.to_owned())
    };
    sources.map(status).collect()
}

#[tokio::test]
async fn the_best_matches_of_all_sources_come_first() {
    let gateway = TestGateway::start().await;
    let (rows, _) = search(&gateway, "battery", &["CONVERSATION"]).await;
    let ranks: Vec<_> = rows
        .iter()
        .map(|row| row["rank"].as_u64().unwrap())
        .collect();
    assert!(ranks.is_sorted(), "{ranks:?}");
    let mut by_source: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for row in &rows {
        let ranks = by_source.entry(text(row, "/source/key")).or_default();
        ranks.push(row["rank"].as_u64().unwrap());
    }
    assert!(by_source.len() >= 3, "{by_source:?}");
    for (source, ranks) in by_source {
        let expected: Vec<_> = (1..=ranks.len() as u64).collect();
        assert_eq!(ranks, expected, "{source}");
    }
    let ids: BTreeSet<_> = rows.iter().map(|row| text(row, "/hit/id")).collect();
    assert_eq!(ids.len(), rows.len());
}

#[tokio::test]
async fn a_snippet_shows_where_the_words_stand() {
    let gateway = TestGateway::start().await;
    let (rows, _) = search(&gateway, "battery", &["MESSAGE", "CONVERSATION"]).await;
    let snippets = rows.iter().filter_map(|row| row["snippet"].as_str());
    let snippets: Vec<_> = snippets.map(str::to_lowercase).collect();
    assert!(!snippets.is_empty());
    for snippet in snippets {
        assert!(snippet.contains("**battery**"), "{snippet}");
    }
    let messages = rows
        .iter()
        .filter(|row| row["hit"]["__typename"] == "Message");
    for message in messages {
        let said = text(message, "/hit/body/text").to_lowercase();
        assert!(said.contains("battery"), "{said}");
    }
}

#[tokio::test]
async fn who_cannot_search_says_so() {
    let gateway = TestGateway::start().await;
    let (_, page) = search(&gateway, "battery", &["CONVERSATION"]).await;
    let of = statuses(&page);
    assert_eq!(of[key(ProviderKind::Cord)], "SKIPPED_UNSUPPORTED");
    assert_eq!(of[key(ProviderKind::Nimchat)], "OK");
    let (rows, page) = search(&gateway, "battery", &["MESSAGE"]).await;
    let of = statuses(&page);
    assert!(!rows.is_empty());
    for kind in ProviderKind::ALL {
        let can = kind == ProviderKind::Nimchat;
        let expected = if can { "OK" } else { "SKIPPED_UNSUPPORTED" };
        assert_eq!(of[key(kind)], expected, "{kind}");
    }
}

#[tokio::test]
async fn people_are_found_by_name_and_address() {
    let gateway = TestGateway::start().await;
    for words in ["beatriz", "costaverdetours"] {
        let (rows, _) = search(&gateway, words, &["CONTACT"]).await;
        assert!(!rows.is_empty(), "{words}");
        for row in rows {
            let known = row["hit"].to_string().to_lowercase();
            assert!(known.contains(words), "{words}: {known}");
        }
    }
}

#[tokio::test]
async fn a_source_that_fails_costs_only_its_own_matches() {
    let gateway = TestGateway::builder().with_fault(ProviderKind::HelpScout, Fault::status(503));
    let gateway = gateway.start().await;
    let variables = json!({ "query": "battery", "types": ["CONVERSATION"], "first": 50 });
    let answer = gateway.query_with(SEARCH, variables).await;
    let page = at(data(&answer), "/search");
    assert!(!list(page, "/nodes").is_empty());
    let of = statuses(page);
    assert_eq!(of[key(ProviderKind::HelpScout)], "FAILED");
    assert_eq!(page["pageInfo"]["hasNextPage"], true, "it may come back");
}

#[tokio::test]
async fn a_search_for_nothing_is_refused() {
    let gateway = TestGateway::start().await;
    let long = "x".repeat(201);
    let cases = [
        (json!({ "query": "  ", "types": ["CONTACT"] }), "query"),
        (json!({ "query": "x", "types": ["CONTACT"] }), "query"),
        (json!({ "query": long, "types": ["CONTACT"] }), "query"),
        (json!({ "query": "battery", "types": [] }), "types"),
    ];
    for (variables, argument) in cases {
        let answer = gateway.query_with(SEARCH, variables).await;
        let error = only_error(&answer);
        assert_eq!(error["extensions"]["code"], "BAD_INPUT", "{error}");
        assert_eq!(error["extensions"]["argument"], argument);
    }
}

#[tokio::test]
async fn words_that_look_like_a_query_language_are_words() {
    let gateway = TestGateway::start().await;
    for hostile in [
        "\") OR (status:\"active",
        "* OR *",
        "%%__",
        "'; DROP TABLE x; --",
        "\\\\ \"",
        "((((",
        "a AND NOT b",
    ] {
        let variables =
            json!({ "query": hostile, "types": ["CONVERSATION", "CONTACT", "MESSAGE"] });
        let answer = gateway.query_with(SEARCH, variables).await;
        let page = at(data(&answer), "/search");
        for (source, status) in statuses(page) {
            assert!(
                ["OK", "SKIPPED_UNSUPPORTED"].contains(&status.as_str()),
                "{hostile}: {source} {status}: {page}"
            );
        }
    }
}
