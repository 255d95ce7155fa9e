//! Shows the records as the provider's JSON.

mod conversation;
mod customer;
mod inbox;
mod person;
mod small;
mod staff;
pub(crate) mod thread;

use std::fmt::Display;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::records::Account;

/// What is looked at, where its links lead, and when.
#[derive(Clone, Copy)]
pub(crate) struct Lens<'a> {
    pub account: &'a Account,
    pub base_url: &'a str,
    pub now: Timestamp,
}

impl Lens<'_> {
    /// The address of something below `/v2/`.
    pub(crate) fn href(&self, path: impl Display) -> String {
        format!("{}/v2/{path}", self.base_url)
    }

    fn link(&self, path: impl Display) -> Value {
        json!({"href": self.href(path)})
    }

    /// Only the link to the object itself.
    fn only_self(&self, path: impl Display) -> Value {
        json!({"self": self.link(path)})
    }
}

/// Adds a key if there is something to say.
fn put(map: &mut Map<String, Value>, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        map.insert(key.to_owned(), value.into());
    }
}

/// Writes a moment.
fn at(moment: Timestamp) -> Value {
    Value::String(moment.to_string())
}

/// The object that `json!` made.
fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
