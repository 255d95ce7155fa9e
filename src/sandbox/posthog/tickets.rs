//! Reads of tickets and of the saved views of them.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::error::Failure;
use super::filter;
use super::paging::{NO_MAX, Page, TICKET_MAX_LIMIT};
use super::query::Ask;
use super::shape;
use super::state::Project;

/// Lists tickets, and leaves them as unread as they are.
pub(super) fn list(project: &Project, ask: &Ask, now: Timestamp) -> Value {
    let found = filter::tickets(project, &ask.query, now);
    let page = Page::cut(ask, &found, TICKET_MAX_LIMIT);
    page.json(|ticket| shape::ticket(project, ticket))
}

/// Reads one ticket, by UUID or number, and marks it as read by the team.
pub(super) fn read(project: &mut Project, id: &str) -> Result<Value, Failure> {
    let position = project.ticket_position(id);
    let position = position.ok_or_else(Failure::not_found)?;
    // `updated_at` stays as it is.
    if project.tickets[position].unread_team_count > 0 {
        project.tickets[position].unread_team_count = 0;
        project.unread = None;
    }
    Ok(shape::ticket(project, &project.tickets[position]))
}

/// Sums up what is unread in tickets that are not resolved; the sum is told again for 30 seconds.
pub(super) fn unread_count(project: &mut Project, uptime: Duration) -> Value {
    if let Some((count, until)) = project.unread
        && uptime < until
    {
        return json!({"count": count});
    }
    let waiting = project.tickets.iter();
    let waiting = waiting.filter(|ticket| ticket.status != "resolved");
    let count = waiting.map(|ticket| ticket.unread_team_count).sum();
    project.unread = Some((count, uptime + Duration::from_secs(30)));
    json!({"count": count})
}

/// Lists the saved views.
pub(super) fn views(project: &Project, ask: &Ask) -> Value {
    let page = Page::cut(ask, &project.views, NO_MAX);
    page.json(|view| shape::view(project, view))
}

/// Reads a saved view by its short id.
pub(super) fn view(project: &Project, short_id: &str) -> Result<Value, Failure> {
    let view = project.views.iter().find(|view| view.short_id == short_id);
    let view = view.ok_or_else(Failure::not_found)?;
    Ok(shape::view(project, view))
}
