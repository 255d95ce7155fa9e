//! Status, and the times that hang on it.

use jiff::Timestamp;
use serde_json::Value;

use crate::sandbox::unthread::{hours, ids};

/// The words of the service.
pub(super) const STATUSES: &[&str] = &["open", "in_progress", "on_hold", "closed"];

const CLOSED: &str = "closed";

/// Sets the status. The one that it has already changes nothing.
pub(super) fn set(row: &mut Value, status: &str, at: Timestamp) {
    if row["status"] == status {
        return;
    }
    row["status"] = status.into();
    row["statusUpdatedAt"] = ids::stored(at).into();
    let closed = (status == CLOSED).then_some(at);
    row["closedAt"] = closed.map(ids::stored).into();
    let opened = opened(row, at);
    row["resolutionTime"] = closed.map(|at| hours::elapsed(opened, at)).into();
    row["resolutionTimeWorking"] = closed.map(|at| hours::working(opened, at)).into();
}

/// Somebody outside wrote: what was closed is open again, what was asleep is awake.
pub(super) fn wake(row: &mut Value, at: Timestamp) {
    if row["status"] == CLOSED {
        set(row, "open", at);
    }
    row["snoozedAt"] = Value::Null;
    row["wakeUpAt"] = Value::Null;
}

/// Somebody of the team answered; the first answer is timed.
pub(super) fn answer(row: &mut Value, at: Timestamp) {
    if row["responseTime"].is_null() {
        let opened = opened(row, at);
        row["responseTime"] = hours::elapsed(opened, at).into();
        row["responseTimeWorking"] = hours::working(opened, at).into();
        row["waitingOnAgentTime"] = row["responseTime"].clone();
    }
}

fn opened(row: &Value, otherwise: Timestamp) -> Timestamp {
    let created = row["createdAt"].as_str();
    let created = created.and_then(|text| text.parse().ok());
    created.unwrap_or(otherwise)
}
