//! What writes change. Each checks everything before it changes anything.

mod author;
pub(super) mod customer;
pub(super) mod follower;
pub(super) mod message;
pub(super) mod opening;
mod status;
pub(super) mod tag;
pub(super) mod update;
mod words;

use serde_json::Value;

use super::given::Given;
use super::refusal::Refusal;
use super::tenant::find;

/// Refuses a reference to a row that is not there.
fn known(table: &[Value], given: &Given, key: &str) -> Result<(), Refusal> {
    match given.text(key) {
        Some(id) if find(table, id).is_none() => {
            Err(Refusal::unprocessable(format!("{key} is unknown: {id}")))
        }
        _ => Ok(()),
    }
}

/// The ids that are there, each once, in the order given; others are passed over.
fn present<'a>(table: &[Value], ids: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut present = Vec::new();
    for id in ids {
        if find(table, id).is_some() && !present.contains(&id) {
            present.push(id);
        }
    }
    present
}
