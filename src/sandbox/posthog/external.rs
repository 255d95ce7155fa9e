//! The route for other systems: its own token, its own names, its own errors. It does not mark as read.

use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use super::access;
use super::dates::offset;
use super::error::Failure;
use super::ids;
use super::shape;
use super::state::{Project, Ticket};

/// The secret of the project, made up.
pub(super) const TOKEN: &str = "phs_sandboxkestrelD3vX8Lq2Rn6Wt9Zb";

/// Checks the token.
pub(super) fn identify(headers: &HeaderMap) -> Result<&'static str, Failure> {
    if access::bearer(headers) == Some(TOKEN) {
        return Ok(TOKEN);
    }
    Err(Failure::bare(StatusCode::UNAUTHORIZED, "Invalid API key"))
}

/// Reads a ticket by UUID alone.
pub(super) fn read(project: &Project, id: &str) -> Result<Value, Failure> {
    let bad_format = || Failure::bare(StatusCode::BAD_REQUEST, "Invalid ticket_id format");
    let id = ids::parse_uuid(id).ok_or_else(bad_format)?;
    let ticket = project.tickets.iter().find(|ticket| ticket.id == id);
    let not_found = || Failure::bare(StatusCode::NOT_FOUND, "Ticket not found");
    Ok(ticket_json(project, ticket.ok_or_else(not_found)?))
}

fn ticket_json(project: &Project, ticket: &Ticket) -> Value {
    let slack = ticket.slack.as_ref();
    let mail = ticket.mail.as_ref();
    let last = ticket.last_message.as_ref();
    json!({
        "id": ticket.id,
        "number": ticket.number,
        "status": ticket.status,
        "priority": ticket.priority,
        "channel_source": ticket.channel_source,
        "channel_detail": ticket.channel_detail,
        "distinct_id": ticket.distinct_id,
        "created_at": offset(ticket.created_at),
        "updated_at": offset(ticket.updated_at),
        "message_count": ticket.message_count,
        "last_message_at": last.map(|last| offset(last.at)),
        "last_message_text": last.map(|last| &last.text),
        "unread_team_count": ticket.unread_team_count,
        "unread_customer_count": ticket.unread_customer_count,
        "sla": ticket.sla_due_at.map(offset),
        "snoozed_until": ticket.snoozed_until.map(offset),
        "assignee": ticket.assignee.as_ref().map(|assignee| shape::assignee(project, assignee)),
        "url": ticket.session_context.get("current_url"),
        "slack_channel_id": slack.map(|slack| &slack.channel_id),
        "slack_thread_ts": slack.map(|slack| &slack.thread_ts),
        "slack_team_id": slack.map(|slack| &slack.team_id),
        "email_subject": mail.map(|mail| &mail.subject),
        "email_from": mail.map(|mail| &mail.from),
        "email_to": mail.map(|mail| &mail.to),
        "cc_participants": ticket.cc_participants,
        "tags": ticket.tags,
    })
}
