//! What a body says, field by field.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::state::Metadata;

/// A body that fits its schema.
#[derive(Debug)]
pub(super) struct Input(Map<String, Value>);

impl Input {
    pub(super) const fn new(fields: Map<String, Value>) -> Self {
        Self(fields)
    }

    /// A text; `None` if it is null or was not sent.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// The same, where null says something: the outer `None` is what was not sent.
    pub(super) fn text_or_null(&self, name: &str) -> Option<Option<String>> {
        let value = self.0.get(name)?;
        Some(value.as_str().map(str::to_owned))
    }

    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.0.get(name)?.as_bool()
    }

    /// A time; the outer `None` is what was not sent.
    pub(super) fn time(&self, name: &str) -> Option<Option<Timestamp>> {
        let value = self.0.get(name)?;
        Some(value.as_str().and_then(|text| text.parse().ok()))
    }

    pub(super) fn fields(&self, name: &str) -> Option<Metadata> {
        self.0.get(name)?.as_object().cloned()
    }

    /// A list of ids, as texts.
    pub(super) fn ids(&self, name: &str) -> Option<Vec<String>> {
        let items = self.0.get(name)?.as_array()?;
        let id = |item: &Value| match item {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        Some(items.iter().map(id).collect())
    }

    /// A list of objects; empty if it was not sent.
    pub(super) fn rows(&self, name: &str) -> Vec<Self> {
        let items = self.0.get(name).and_then(Value::as_array);
        let objects = items.into_iter().flatten().filter_map(Value::as_object);
        objects.cloned().map(Self).collect()
    }

    pub(super) fn part(&self, name: &str) -> Option<Self> {
        self.fields(name).map(Self)
    }

    pub(super) fn content(&self, name: &str) -> Option<Vec<Value>> {
        self.0.get(name)?.as_array().cloned()
    }
}
