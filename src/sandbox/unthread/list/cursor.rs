//! The boundary of a page. It holds the values of the order columns, neither the order nor the conditions.

use std::cmp::Ordering;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::sandbox::unthread::fields::{Field, Kind};

use super::order::{Order, as_stored};

/// A place between rows, and on which side of it to read on.
pub(super) struct Cursor {
    pub is_next: bool,
    key: Vec<Value>,
}

impl Cursor {
    /// Makes the cursor that reads on from a row.
    pub(super) fn at(order: &Order, row: &Value, is_next: bool) -> Self {
        let key = order.key(row);
        Self { is_next, key }
    }

    /// True for rows on the far side.
    pub(super) fn is_beyond(&self, order: &Order, row: &Value) -> bool {
        let far = if self.is_next {
            Ordering::Greater
        } else {
            Ordering::Less
        };
        order.compare(&order.key(row), &self.key) == far
    }

    /// Writes the cursor down: base64 of `[isNext, [value, …]]`.
    pub(super) fn encode(&self, order: &Order) -> String {
        let columns = order.columns.iter().zip(&self.key);
        let key: Vec<Value> = columns.map(|(column, value)| sent(column, value)).collect();
        STANDARD.encode(json!([self.is_next, key]).to_string())
    }

    /// Reads a cursor; `None` if it is none, or one of another order.
    pub(super) fn decode(text: &str, order: &Order) -> Option<Self> {
        let bytes = STANDARD.decode(text).ok()?;
        let (is_next, values): (bool, Vec<Value>) = serde_json::from_slice(&bytes).ok()?;
        if values.len() != order.columns.len() {
            return None;
        }
        let columns = order.columns.iter().zip(&values);
        let key: Option<Vec<Value>> = columns
            .map(|(column, value)| stored(column, value))
            .collect();
        Some(Self { is_next, key: key? })
    }
}

fn stored(column: &Field, value: &Value) -> Option<Value> {
    if value.is_null() {
        return Some(Value::Null);
    }
    as_stored(column.1, value)
}

/// Leaves out microseconds where there are none. Where there are, they must stay, or the boundary row would come again.
fn sent(column: &Field, value: &Value) -> Value {
    let whole = value.as_str().filter(|_| column.1 == Kind::Time);
    match whole.and_then(|text| text.strip_suffix("000Z")) {
        Some(millis) => format!("{millis}Z").into(),
        None => value.clone(),
    }
}
