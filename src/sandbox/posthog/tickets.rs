//! Reads of tickets and of the saved views of them.

use jiff::Timestamp;
use serde_json::Value;

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
    project.tickets[position].unread_team_count = 0;
    Ok(shape::ticket(project, &project.tickets[position]))
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
