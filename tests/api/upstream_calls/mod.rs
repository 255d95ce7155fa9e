//! The main cost of a query is what it asks upstream: never more than the APIs make unavoidable.

mod cord;
mod helpscout;
mod nimchat;
mod posthog;
mod queries;
mod unthread;
mod walk;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use deskgraph::model::ProviderKind;
use serde_json::{Map, Value};

use crate::support::answer::{calls, data, list};
use crate::support::{TestGateway, key};

use self::queries::{Query, queries, query, things};

/// What each query is expected to ask of one source, by its name.
type Table = &'static [(&'static str, &'static [Call])];

/// One operation that a query is expected to call: how often, and why if not once.
struct Call {
    operation: &'static str,
    count: usize,
    why: &'static str,
}

const fn once(operation: &'static str) -> Call {
    times(1, operation, "")
}

const fn times(count: usize, operation: &'static str, why: &'static str) -> Call {
    Call {
        operation,
        count,
        why,
    }
}

/// Nothing is asked.
const fn nothing(why: &'static str) -> Call {
    times(0, "", why)
}

/// What a query over this source alone asks upstream while nothing is cached.
async fn asked(
    kind: ProviderKind,
    query: &Query,
    things: &Map<String, Value>,
) -> BTreeMap<String, usize> {
    let gateway = TestGateway::builder().with_sources(&[kind]).start().await;
    let (document, variables) = query.ask(things);
    let answer = gateway.query_traced(document, variables).await;
    data(&answer);
    every_request_is_traced(&gateway, kind, &answer);
    let prefix = format!("{} ", key(kind));
    let calls = calls(&answer).into_iter();
    calls
        .map(|(name, count)| (name.strip_prefix(&prefix).unwrap().to_owned(), count))
        .collect()
}

/// What the trace tells is what the provider saw and answered, but for tokens, which are not fetched for one query.
fn every_request_is_traced(gateway: &TestGateway, kind: ProviderKind, answer: &Value) {
    let requests = gateway.provider(kind).requests();
    let is_token = |path: &str| path.ends_with("/oauth2/token");
    let seen = requests.iter().filter(|one| !is_token(&one.path)).count();
    assert_eq!(
        answer["extensions"]["upstream"]["callCount"], seen,
        "{kind}"
    );
    for call in list(answer, "/extensions/upstream/calls") {
        assert_eq!(call["httpStatus"], 200, "{kind}: {call}");
    }
}

/// Compares what each query asks with the table of a source, and shows every query that asks something else.
async fn assert_asks(kind: ProviderKind, table: Table) {
    let names = queries().into_iter().map(|query| query.name);
    assert_eq!(
        table.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        names.collect::<Vec<_>>(),
        "every query has its row"
    );
    let things = things(kind).await;
    let mut different = String::new();
    for (name, calls) in table {
        let expected = expected(calls);
        let asked = asked(kind, &query(name), &things).await;
        if asked != expected {
            writeln!(
                different,
                "{name}\n  asked    {asked:?}\n  expected {expected:?}"
            )
            .unwrap();
        }
    }
    assert!(different.is_empty(), "{kind}\n{different}");
}

fn expected(calls: &[Call]) -> BTreeMap<String, usize> {
    assert!(!calls.is_empty(), "why is nothing asked?");
    for Call {
        operation,
        count,
        why,
    } in calls
    {
        assert!(
            *count == 1 || !why.is_empty(),
            "{operation}: why {count} times?"
        );
    }
    let some = calls.iter().filter(|call| call.count > 0);
    some.map(|call| (call.operation.to_owned(), call.count))
        .collect()
}
