//! In which order rows come.

use std::cmp::Ordering;

use serde_json::Value;

use crate::sandbox::unthread::fields::{Field, Kind};
use crate::sandbox::unthread::ids;
use crate::sandbox::unthread::refusal::Refusal;

/// The columns of the order, first one first, and one direction for all of them.
pub(super) struct Order {
    pub columns: Vec<&'static Field>,
    descending: bool,
}

impl Order {
    /// Looks the columns up; without any, rows come by id.
    pub(super) fn parse(
        shape: &'static [Field],
        paths: &[&str],
        descending: bool,
    ) -> Result<Self, Refusal> {
        let paths = if paths.is_empty() { &["id"] } else { paths };
        let column =
            |(index, path): (usize, &&str)| column(shape, path, &format!("order[{index}]"));
        let columns: Result<_, _> = paths.iter().enumerate().map(column).collect();
        Ok(Self {
            columns: columns?,
            descending,
        })
    }

    /// The values that place a row.
    pub(super) fn key(&self, row: &Value) -> Vec<Value> {
        let value = |column: &&Field| row.get(column.0).cloned().unwrap_or_default();
        self.columns.iter().map(value).collect()
    }

    /// Compares two places, column by column.
    pub(super) fn compare(&self, a: &[Value], b: &[Value]) -> Ordering {
        let each = a.iter().zip(b).map(|(a, b)| self.compare_one(a, b));
        each.fold(Ordering::Equal, Ordering::then)
    }

    /// Nulls come last in both directions.
    fn compare_one(&self, a: &Value, b: &Value) -> Ordering {
        match (a.is_null(), b.is_null()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) if self.descending => compare(b, a),
            (false, false) => compare(a, b),
        }
    }
}

/// Compares two values of one column.
pub(super) fn compare(a: &Value, b: &Value) -> Ordering {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        _ => a.as_str().cmp(&b.as_str()),
    }
}

/// Looks up a column that can be ordered or filtered by.
pub(super) fn column(
    shape: &'static [Field],
    path: &str,
    place: &str,
) -> Result<&'static Field, Refusal> {
    let is_it = |field: &&Field| field.0 == path && field.is_column();
    let found = shape.iter().find(is_it);
    found.ok_or_else(|| Refusal::bad_request(format!("{place} is not allowed: {path}")))
}

/// Brings a value from outside into the form in which the column is stored; `None` if it cannot be one of its values.
pub(super) fn as_stored(kind: Kind, value: &Value) -> Option<Value> {
    match (kind, value) {
        (Kind::Text, Value::String(_)) | (Kind::Number, Value::Number(_)) => Some(value.clone()),
        (Kind::Text, Value::Number(number)) => Some(number.to_string().into()),
        (Kind::Number, Value::String(text)) => number(text),
        (Kind::Time, Value::String(text)) => moment(text).map(Value::from),
        _ => None,
    }
}

/// Reads a number; neither infinity nor "NaN" is one.
fn number(text: &str) -> Option<Value> {
    let number: f64 = text.parse().ok()?;
    number.is_finite().then(|| number.into())
}

/// Reads a moment, or a date as its midnight.
fn moment(text: &str) -> Option<String> {
    let at: jiff::Timestamp = match text.parse() {
        Ok(at) => at,
        Err(_) => format!("{text}T00:00:00Z").parse().ok()?,
    };
    Some(ids::stored(at))
}
