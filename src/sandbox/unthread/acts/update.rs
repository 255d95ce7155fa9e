//! Conversations that are changed.

use jiff::Timestamp;
use serde_json::Value;

use crate::sandbox::unthread::given::Need::{Nullable, Optional};
use crate::sandbox::unthread::given::{Given, Key, Takes};
use crate::sandbox::unthread::refusal::Refusal;
use crate::sandbox::unthread::tenant::{Tenant, find, find_mut};
use crate::sandbox::unthread::{ids, views};

use super::status;

/// Tags are not among them. Both maps are replaced as a whole.
const KEYS: &[Key] = &[
    Key("status", Takes::OneOf(status::STATUSES), Optional),
    Key("priority", Takes::Priority, Nullable),
    Key("notes", Takes::Text, Nullable),
    Key("assignedToUserId", Takes::Text, Nullable),
    Key("wakeUpAt", Takes::Moment, Nullable),
    Key("snoozedAt", Takes::Moment, Nullable),
    Key("excludeAnalytics", Takes::Flag, Optional),
    Key("title", Takes::Text, Nullable),
    Key("lockedAt", Takes::Moment, Nullable),
    Key("customerId", Takes::Text, Nullable),
    Key("ticketTypeId", Takes::Text, Nullable),
    Key("ticketTypeFields", Takes::TextMap, Optional),
    Key("submitterUserId", Takes::Text, Nullable),
    Key("metadata", Takes::TextMap, Optional),
];

/// Changes a conversation and hands it out.
pub(in crate::sandbox::unthread) fn update(
    tenant: &mut Tenant,
    at: Timestamp,
    id: &str,
    body: &Value,
) -> Result<Value, Refusal> {
    find(&tenant.conversations, id).ok_or_else(Refusal::not_found)?;
    let given = Given::read(body, "", KEYS)?;
    super::known(&tenant.users, &given, "assignedToUserId")?;
    super::known(&tenant.users, &given, "submitterUserId")?;
    super::known(&tenant.customers, &given, "customerId")?;
    super::known(&tenant.ticket_types, &given, "ticketTypeId")?;
    if let Some(row) = find_mut(&mut tenant.conversations, id).filter(|_| !given.is_empty()) {
        write(row, given, at);
    }
    let row = find(&tenant.conversations, id).ok_or_else(Refusal::not_found)?;
    Ok(views::conversation(tenant, row))
}

fn write(row: &mut Value, mut given: Given, at: Timestamp) {
    row["updatedAt"] = ids::stored(at).into();
    if let Some(Value::String(wanted)) = given.take("status") {
        status::set(row, &wanted, at);
    }
    if given.get("title").is_some() {
        row["titleOverwritten"] = true.into();
    }
    if let (Some(_), Some(columns)) = (given.get("submitterUserId"), row.as_object_mut()) {
        // Whoever wrote the mail no longer counts.
        columns.remove("submitterUser");
    }
    given.write_to(row);
}
