//! Reads a list request and refuses what the object does not have.

use serde_json::Value;

use crate::sandbox::unthread::fields::{Field, Shown};
use crate::sandbox::unthread::refusal::Refusal;

use super::condition::Condition;
use super::cursor::Cursor;
use super::order::Order;
use super::select;

/// The largest page; more is asked for in vain, not refused.
const LARGEST_PAGE: u64 = 100;

/// What a list was asked for, checked.
pub(super) struct ListRequest {
    pub fields: Vec<&'static Field>,
    pub order: Order,
    pub conditions: Vec<Condition>,
    pub limit: usize,
    pub cursor: Option<Cursor>,
}

impl ListRequest {
    /// Reads the body; unknown keys are passed over.
    pub(super) fn parse(shape: &'static [Field], body: &Value) -> Result<Self, Refusal> {
        let descending = match body.get("descending") {
            None => false,
            Some(Value::Bool(descending)) => *descending,
            Some(_) => return Err(Refusal::bad_request("descending must be a boolean")),
        };
        let order = Order::parse(shape, &texts(body, "order")?, descending)?;
        let mut fields = match texts(body, "select")?.as_slice() {
            [] => select::unselected(shape, Shown::List),
            paths => select::chosen(shape, paths)?,
        };
        // A cursor is made from the row, so its columns come along.
        for column in &order.columns {
            if !fields.iter().any(|field| field.0 == column.0) {
                fields.push(column);
            }
        }
        let cursor = cursor(body, &order)?;
        Ok(Self {
            fields,
            order,
            conditions: conditions(shape, body)?,
            limit: limit(body)?,
            cursor,
        })
    }
}

fn texts<'a>(body: &'a Value, key: &str) -> Result<Vec<&'a str>, Refusal> {
    let wrong = || Refusal::bad_request(format!("{key} must be an array of strings"));
    match body.get(key) {
        None => Ok(Vec::new()),
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| item.as_str().ok_or_else(wrong))
            .collect(),
        Some(_) => Err(wrong()),
    }
}

fn conditions(shape: &'static [Field], body: &Value) -> Result<Vec<Condition>, Refusal> {
    let Some(given) = body.get("where") else {
        return Ok(Vec::new());
    };
    let Value::Array(items) = given else {
        return Err(Refusal::bad_request("where must be an array"));
    };
    let parse = |(index, item)| Condition::parse(shape, index, item);
    items.iter().enumerate().map(parse).collect()
}

fn limit(body: &Value) -> Result<usize, Refusal> {
    let wrong = || Refusal::bad_request("limit must be a positive integer");
    let limit = match body.get("limit") {
        None => LARGEST_PAGE,
        Some(given) => given
            .as_u64()
            .filter(|limit| *limit > 0)
            .ok_or_else(wrong)?,
    };
    usize::try_from(limit.min(LARGEST_PAGE)).map_err(|_| wrong())
}

fn cursor(body: &Value, order: &Order) -> Result<Option<Cursor>, Refusal> {
    match body.get("cursor") {
        None => Ok(None),
        Some(Value::String(text)) if text.is_empty() => Ok(None),
        Some(Value::String(text)) => Cursor::decode(text, order)
            .map(Some)
            .ok_or_else(|| Refusal::bad_request("cursor is invalid")),
        Some(_) => Err(Refusal::bad_request("cursor must be a string")),
    }
}
