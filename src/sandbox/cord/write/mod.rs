//! What changes the project.

pub(super) mod files;
pub(super) mod groups;
mod message_input;
mod message_schema;
pub(super) mod message_update;
pub(super) mod messages;
pub(super) mod thread_update;
pub(super) mod threads;
pub(super) mod users;

use axum::Json;
use serde_json::{Value, json};

use super::error::{Answer, Refusal};
use super::input::Input;
use super::state::Project;

/// The usual answer to a write: never the thing that was written.
fn done(message: &str) -> Json<Value> {
    Json(json!({"success": true, "message": message}))
}

/// Those of the users who are members of the group. That some do not exist matters only if none does.
fn members(project: &Project, group_id: &str, user_ids: &[String]) -> Answer<Vec<String>> {
    let known = user_ids.iter().filter(|id| project.user(id).is_some());
    let known: Vec<String> = known.cloned().collect();
    if known.is_empty() {
        return Err(Refusal::unknown_user());
    }
    let group = project.group(group_id);
    let is_member = |id: &String| group.is_some_and(|group| group.members.contains(id));
    Ok(known.into_iter().filter(is_member).collect())
}

/// Refuses if the two lists of a body share a text.
fn check_disjoint(input: &Input, (one, other): (&str, &str), message: &str) -> Answer<()> {
    let other = input.ids(other).unwrap_or_default();
    let mut one = input.ids(one).unwrap_or_default().into_iter();
    if one.any(|id| other.contains(&id)) {
        return Err(Refusal::invalid_field(message));
    }
    Ok(())
}

/// Gives the new name of the group the value of the old one, which wins.
fn with_group_id(mut body: Value) -> Value {
    if let Some(old) = body.get("organizationID").cloned() {
        body["groupID"] = old;
    }
    body
}
