//! Finds things to ask about.

use deskgraph::model::ProviderKind;
use serde_json::{Value, json};

use super::answer::{data, list, text};
use super::{TestGateway, key};

/// The newest conversations of a source, with these fields of each.
pub(crate) async fn conversations(
    gateway: &TestGateway,
    kind: ProviderKind,
    fields: &str,
) -> Vec<Value> {
    let query = format!(
        "query($sources: [String!]) {{ conversations(first: 25, sources: $sources) {{ nodes {{ id {fields} }} }} }}"
    );
    let answer = gateway
        .query_with(&query, json!({ "sources": [key(kind)] }))
        .await;
    list(data(&answer), "/conversations/nodes").to_vec()
}

/// The id of the newest conversation of a source.
pub(crate) async fn conversation(gateway: &TestGateway, kind: ProviderKind) -> String {
    let found = conversations(gateway, kind, "").await;
    text(&found[0], "/id").to_owned()
}

/// Every object of an answer that has this field.
pub(crate) fn having<'a>(value: &'a Value, field: &str) -> Vec<&'a Value> {
    let mut found = Vec::new();
    collect(value, field, &mut found);
    found
}

fn collect<'a>(value: &'a Value, field: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key(field) {
                found.push(value);
            }
            fields
                .values()
                .for_each(|value| collect(value, field, found));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, field, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
