//! Changes of a ticket, and its end.

use jiff::Timestamp;
use serde_json::Value;

use crate::sandbox::posthog::error::Failure;
use crate::sandbox::posthog::fields::{Fields, TextRule};
use crate::sandbox::posthog::shape;
use crate::sandbox::posthog::state::{Project, Properties, Ticket};

use super::assign;

const STATUSES: &[&str] = &["new", "open", "pending", "on_hold", "resolved"];
/// The empty text is a priority as well, and not the same as none.
const PRIORITIES: &[&str] = &["low", "medium", "high", ""];
const TAG_LENGTH: usize = 255;

/// What a body wants to change. The outer `None` is what stays.
#[derive(Default)]
struct Changes {
    status: Option<&'static str>,
    priority: Option<Option<&'static str>>,
    traits: Option<Properties>,
    ai_resolved: Option<bool>,
    escalation_reason: Option<Option<String>>,
    sla_due_at: Option<Option<Timestamp>>,
    snoozed_until: Option<Option<Timestamp>>,
    tags: Option<Vec<String>>,
}

impl Changes {
    /// Reads what can be changed and passes over everything else.
    fn read(fields: &Fields) -> Result<Self, Failure> {
        let free_text = TextRule {
            may_be_blank: true,
            may_be_null: true,
            max: None,
        };
        // In this order, as only the first thing that is wrong is told.
        let status = fields.choice("status", STATUSES)?;
        let priority = match fields.get("priority") {
            Some(Value::Null) => Some(None),
            _ => fields.choice("priority", PRIORITIES)?.map(Some),
        };
        Ok(Self {
            status,
            priority,
            traits: traits(fields)?,
            ai_resolved: fields.boolean("ai_resolved")?,
            escalation_reason: fields.text("escalation_reason", free_text)?,
            sla_due_at: fields.time("sla_due_at")?,
            snoozed_until: fields.time("snoozed_until")?,
            tags: fields.texts("tags", TAG_LENGTH)?.map(normal_tags),
        })
    }

    fn apply(self, ticket: &mut Ticket) {
        let was_snoozed = ticket.snoozed_until.is_some();
        set(&mut ticket.priority, self.priority);
        set(&mut ticket.anonymous_traits, self.traits);
        set(&mut ticket.ai_resolved, self.ai_resolved);
        set(&mut ticket.escalation_reason, self.escalation_reason);
        set(&mut ticket.sla_due_at, self.sla_due_at);
        set(&mut ticket.snoozed_until, self.snoozed_until);
        set(&mut ticket.tags, self.tags);
        // A snooze that begins or ends changes the status, unless the body names one.
        let by_snooze = match (was_snoozed, ticket.snoozed_until.is_some()) {
            (false, true) => Some("on_hold"),
            (true, false) => Some("open"),
            _ => None,
        };
        set(&mut ticket.status, self.status.or(by_snooze));
    }
}

fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

fn traits(fields: &Fields) -> Result<Option<Properties>, Failure> {
    match fields.object("anonymous_traits")? {
        Some(None) => Err(Failure::invalid(
            "anonymous_traits",
            "null",
            "This field may not be null.",
        )),
        other => Ok(other.flatten()),
    }
}

/// Tags are told apart without case and without the blanks around them.
fn normal_tags(names: Vec<String>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for name in names {
        let name = name.trim().to_lowercase();
        if !tags.contains(&name) {
            tags.push(name);
        }
    }
    tags
}

/// Changes what the body names. Everything else is saved already when the assignee turns out to be wrong.
pub(in crate::sandbox::posthog) fn change(
    project: &mut Project,
    id: &str,
    fields: impl FnOnce() -> Result<Fields, Failure>,
    now: Timestamp,
) -> Result<Value, Failure> {
    let position = project.ticket_position(id).ok_or_else(Failure::not_found)?;
    let fields = fields()?;
    let changes = Changes::read(&fields)?;
    let ticket = &mut project.tickets[position];
    let old_status = ticket.status;
    changes.apply(ticket);
    ticket.updated_at = now;
    let status = ticket.status;
    if status != old_status && [status, old_status].contains(&"resolved") {
        project.unread = None;
    }
    if let Some(assignee) = fields.get("assignee") {
        project.tickets[position].assignee = assign::read(project, assignee)?;
    }
    Ok(shape::changed_ticket(project, &project.tickets[position]))
}

/// Removes a ticket for good. Its comments stay behind, and what is told to be unread stays for a while.
pub(in crate::sandbox::posthog) fn delete(project: &mut Project, id: &str) -> Result<(), Failure> {
    let position = project.ticket_position(id).ok_or_else(Failure::not_found)?;
    project.tickets.remove(position);
    Ok(())
}
