//! Who shall work on a ticket.

use serde_json::Value;

use crate::sandbox::posthog::error::Failure;
use crate::sandbox::posthog::ids;
use crate::sandbox::posthog::state::{Assignee, Project};

/// Reads an assignee, who must be of the organization; null is nobody.
///
/// # Errors
/// If it is none.
pub(super) fn read(project: &Project, assignee: &Value) -> Result<Option<Assignee>, Failure> {
    let fields = match assignee {
        Value::Null => return Ok(None),
        Value::Object(fields) => fields,
        _ => return Err(wrong("must be an object")),
    };
    let (Some(kind), Some(id)) = (fields.get("type"), fields.get("id")) else {
        return Err(wrong("must have 'type' and 'id'"));
    };
    match kind.as_str() {
        Some("user") => user(project, id).map(Some),
        Some("role") => role(project, id).map(Some),
        _ => Err(wrong("type must be 'user' or 'role'")),
    }
}

fn user(project: &Project, id: &Value) -> Result<Assignee, Failure> {
    let id = id
        .as_i64()
        .ok_or_else(|| wrong("user id must be an integer"))?;
    let id = u32::try_from(id).unwrap_or_default();
    if project.user(id).is_none() {
        return Err(wrong("user is not a member of this organization"));
    }
    Ok(Assignee::User(id))
}

fn role(project: &Project, id: &Value) -> Result<Assignee, Failure> {
    let id = id.as_str().and_then(ids::parse_uuid);
    let id = id.ok_or_else(|| wrong("role id must be a valid UUID"))?;
    if !project.roles.iter().any(|role| role.id == id) {
        return Err(wrong("role does not belong to this organization"));
    }
    Ok(Assignee::Role(id))
}

fn wrong(detail: &str) -> Failure {
    Failure::invalid("assignee", "invalid_input", detail)
}
