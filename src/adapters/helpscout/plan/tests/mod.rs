//! The decision table, row by row.

mod contacts;
mod conversations;

use crate::model::{Condition, Id, SourceKey, TimeRange};
use crate::provider::Plan;
use crate::transport::{Endpoint, Query};

fn ids<T>(natives: &[&str]) -> Vec<Id<T>> {
    let key = SourceKey::parse("help").unwrap();
    natives
        .iter()
        .map(|native| Id::new(&key, *native))
        .collect()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn range(from: &str, to: &str) -> TimeRange {
    TimeRange {
        from: from.parse().ok(),
        to: to.parse().ok(),
    }
}

fn sent(endpoint: &impl Endpoint) -> String {
    let mut query = Query::default();
    endpoint.query(&mut query);
    let text = query.encode();
    let pairs = url::form_urlencoded::parse(text.as_bytes());
    let pairs: Vec<String> = pairs.map(|(key, value)| format!("{key}={value}")).collect();
    pairs.join("&")
}

/// What becomes of each condition, in a letter: pushed, narrowed, residual, unsupported; a question without an answer
/// is "never".
fn fates<C: Condition>(plan: &Plan<C>, conditions: &[C]) -> String {
    if !plan.can_match {
        return "never".to_owned();
    }
    let letter = |one: &C| {
        let held = [&plan.pushed, &plan.residual, &plan.unsupported].map(|all| all.contains(one));
        match held {
            [true, false, false] => 'p',
            [true, true, false] => 'n',
            [false, true, false] => 'r',
            [false, false, true] => 'u',
            other => panic!("{one:?} is in {other:?}"),
        }
    };
    conditions.iter().map(letter).collect()
}
