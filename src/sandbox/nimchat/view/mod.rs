//! The shapes of the answers.

mod contact;
mod conversation;
pub(super) mod file;
mod inbox;
mod message;
mod people;
pub(super) mod settings;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::state::State;

/// The state as one user sees it at one time.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub state: &'a State,
    /// Start of absolute links.
    pub base_url: &'a str,
    pub now: Timestamp,
    /// Id of the user.
    pub me: u64,
    /// True for administrators, who see secrets.
    pub is_admin: bool,
}

/// Seconds since 1970; 0 stands for never.
fn epoch(at: Option<Timestamp>) -> i64 {
    at.map_or(0, Timestamp::as_second)
}

/// Text with three decimals, or null.
fn iso(at: Option<Timestamp>) -> Value {
    at.map_or(Value::Null, |at| {
        json!(at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
    })
}

/// Adds keys to an object.
fn extend(object: &mut Value, more: Value) {
    if let (Some(object), Value::Object(more)) = (object.as_object_mut(), more) {
        object.extend(more);
    }
}
