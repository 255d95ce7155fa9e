//! One question of `queries/`, with what its head and its variables ask for.
//!
//! Lines at the head of a file:
//! * `# sources: cord nimchat` asks only these; else all five.
//! * `# fault: cord status 503` lets something go wrong from the question on. The words are those of [`fault`].
//!
//! `<case>.vars.json` beside it holds the variables. A value `{ "$query": "…", "$at": "/…" }` is what that query finds
//! at that place, such as the id of the third conversation.

use std::fs;
use std::path::Path;

use deskgraph::model::ProviderKind;
use deskgraph::sandbox::Fault;
use serde_json::{Value, json};

use crate::support::TestGateway;
use crate::support::answer::{at, data};

pub(super) struct Fixture {
    query: String,
    variables: Value,
    sources: Vec<ProviderKind>,
    faults: Vec<(ProviderKind, Fault)>,
}

impl Fixture {
    pub(super) fn read(path: &Path) -> Self {
        let query = fs::read_to_string(path).unwrap();
        let variables = fs::read_to_string(path.with_extension("vars.json"));
        let variables = variables.unwrap_or_else(|_| "{}".to_owned());
        let mut fixture = Self {
            variables: serde_json::from_str(&variables).unwrap(),
            sources: ProviderKind::ALL.to_vec(),
            faults: Vec::new(),
            query: String::new(),
        };
        for line in query.lines() {
            if let Some(slugs) = line.strip_prefix("# sources: ") {
                fixture.sources = slugs.split(' ').map(provider).collect();
            } else if let Some(words) = line.strip_prefix("# fault: ") {
                fixture.faults.push(fault(words));
            }
        }
        fixture.query = query;
        fixture
    }

    pub(super) async fn answer(self) -> Value {
        let gateway = TestGateway::builder().with_sources(&self.sources);
        // What finds the variables must not answer the question.
        let gateway = gateway.with_config("[cache]\nmax_bytes = 0").start().await;
        let variables = found(&gateway, self.variables).await;
        for (kind, fault) in self.faults {
            gateway.provider(kind).fault(fault);
        }
        gateway.query_with(&self.query, variables).await
    }
}

fn provider(slug: &str) -> ProviderKind {
    ProviderKind::from_slug(slug).unwrap_or_else(|| panic!("no provider {slug}"))
}

/// `<provider> status <number>`, `<provider> rate_limited <seconds>`, `<provider> html`, `<provider> not_json`.
fn fault(words: &str) -> (ProviderKind, Fault) {
    let words: Vec<_> = words.split(' ').collect();
    let (slug, fault) = match words[..] {
        [slug, "status", status] => (slug, Fault::status(status.parse().unwrap())),
        [slug, "rate_limited", seconds] => {
            let seconds = seconds.parse().unwrap();
            (slug, Fault::rate_limited(Some(seconds)))
        }
        [slug, "html"] => (slug, Fault::Html),
        [slug, "not_json"] => (slug, Fault::NotJson),
        _ => panic!("no fault: {words:?}"),
    };
    (provider(slug), fault)
}

/// The variables, with what their queries find.
async fn found(gateway: &TestGateway, variables: Value) -> Value {
    let Value::Object(fields) = variables else {
        return variables;
    };
    let mut found = json!({});
    for (name, value) in fields {
        found[&name] = match (&value["$query"], &value["$at"]) {
            (Value::String(query), Value::String(place)) => {
                let answer = gateway.query(query).await;
                at(data(&answer), place).clone()
            }
            _ => value,
        };
    }
    found
}
