//! A draft of the assistant, and tags of many tickets.

use serde_json::{Value, json};

use crate::sandbox::posthog::error::Failure;
use crate::sandbox::posthog::fields::{Fields, list, required};
use crate::sandbox::posthog::state::{MESSAGE_SCOPE, Project};

/// Drafts an answer to the last thing that was said.
pub(in crate::sandbox::posthog) fn suggest(project: &Project, id: &str) -> Result<Value, Failure> {
    let position = project.ticket_position(id).ok_or_else(Failure::not_found)?;
    let ticket = &project.tickets[position];
    let mut said = project.comments.iter().filter(|comment| {
        comment.scope == MESSAGE_SCOPE && comment.item_id == ticket.id && !comment.deleted
    });
    if said.next().is_none() {
        return Err(Failure::detail("No messages in this ticket"));
    }
    let name = ticket.anonymous_traits.get("name").and_then(Value::as_str);
    let first = name
        .and_then(|name| name.split(' ').next())
        .unwrap_or("there");
    let suggestion = format!(
        "Hi {first}, thank you for writing. We are looking into ticket {} and will come back to you today.",
        ticket.number
    );
    Ok(json!({"suggestion": suggestion}))
}

/// Changes no tag: the endpoint takes numbers only, and no ticket has a number for a key.
pub(in crate::sandbox::posthog) fn bulk_tags(fields: &Fields) -> Result<Value, Failure> {
    let ids = fields.get("ids").ok_or_else(|| required("ids"))?;
    let ids = list("ids", ids)?;
    if ids.is_empty() {
        let detail = "Ensure this field has at least 1 elements.";
        return Err(Failure::invalid("ids", "min_length", detail));
    }
    if ids.len() > 500 {
        let detail = "Ensure this field has no more than 500 elements.";
        return Err(Failure::invalid("ids", "max_length", detail));
    }
    for (nth, id) in ids.iter().enumerate() {
        if !is_integer(id) {
            let attr = format!("ids__{nth}");
            return Err(Failure::invalid(
                &attr,
                "invalid_input",
                "A valid integer is required.",
            ));
        }
    }
    let action = fields.choice("action", &["add", "remove", "set"])?;
    let action = action.ok_or_else(|| required("action"))?;
    let tags = fields.texts("tags", 255)?.ok_or_else(|| required("tags"))?;
    if tags.is_empty() && action != "set" {
        let detail = "Tags must not be empty for add or remove.";
        return Err(Failure::invalid("tags", "invalid_input", detail));
    }
    let skipped: Vec<Value> = ids
        .iter()
        .map(|id| json!({"id": id, "reason": "Not found"}))
        .collect();
    Ok(json!({"updated": [], "skipped": skipped}))
}

fn is_integer(value: &Value) -> bool {
    let is_written = |text: &str| text.trim().parse::<i64>().is_ok();
    value.is_i64() || value.as_str().is_some_and(is_written)
}
