//! Rows with what is embedded in them.

use serde_json::{Value, json};

use super::tenant::{StoredFile, Tenant, find};

/// A conversation with its customer, people, tags, first and latest message, and files.
pub(super) fn conversation(tenant: &Tenant, row: &Value) -> Value {
    let mut view = row.clone();
    view["customer"] = joined(&tenant.customers, &row["customerId"]);
    view["tags"] = tags(tenant, row);
    view["assignedToUser"] = joined(&tenant.users, &row["assignedToUserId"]);
    view["ticketType"] = joined(&tenant.ticket_types, &row["ticketTypeId"]);
    // Those who wrote by mail are kept as the mail named them.
    if row.get("submitterUser").is_none() {
        view["submitterUser"] = joined(&tenant.users, &row["submitterUserId"]);
    }
    for (name, id) in [
        ("initialMessage", "initialMessageId"),
        ("latestMessage", "latestMessageId"),
    ] {
        let found = row[id].as_str().and_then(|id| find(&tenant.messages, id));
        view[name] = found.map_or(Value::Null, |row| message(tenant, row));
    }
    let own = |file: &&StoredFile| row["id"] == file.conversation_id.as_str();
    view["files"] = tenant.files.iter().filter(own).map(file).collect();
    view
}

/// A message with its user.
pub(super) fn message(tenant: &Tenant, row: &Value) -> Value {
    let mut view = row.clone();
    view["user"] = joined(&tenant.users, &row["authorId"]);
    // Whoever writes by mail is known by name only; the address stands in `sentByUser`.
    if row["metadata"]["eventType"] == "email_received" && view["user"].is_object() {
        for blank in ["email", "slackId", "photo"] {
            view["user"][blank] = "".into();
        }
    }
    view
}

/// A customer with its tags.
pub(super) fn customer(tenant: &Tenant, row: &Value) -> Value {
    let mut view = row.clone();
    view["tags"] = tags(tenant, row);
    view
}

/// A customer under its newer name, with lists where it had single values.
pub(super) fn account(tenant: &Tenant, row: &Value) -> Value {
    let listed = |value: &Value| -> Vec<Value> {
        let present = Some(value).filter(|value| !value.is_null());
        present.cloned().into_iter().collect()
    };
    let mut channels = listed(&row["slackChannel"]);
    for channel in &mut channels {
        channel["archivedAt"] = Value::Null;
        channel["slackTeamId"] = row["slackTeamId"].clone();
    }
    let team = |id: &Value| json!({ "id": id, "name": row["name"].clone(), "icon": null });
    let teams = listed(&row["slackTeamId"]);
    let mut view = customer(tenant, row);
    view["imageUrl"] = Value::Null;
    view["primarySupportAssignee"] = joined(&tenant.users, &row["primarySupportAssigneeId"]);
    view["emailsAndDomains"] = row["emailDomains"].clone();
    view["slackChannelIds"] = listed(&row["slackChannelId"]).into();
    view["slackTeams"] = teams.iter().map(team).collect();
    view["slackTeamIds"] = teams.into();
    view["slackChannels"] = channels.into();
    view["customFields"] = json!({});
    view["createdBy"] = Value::Null;
    view["updatedBy"] = Value::Null;
    view
}

/// An attachment as conversations list it.
fn file(file: &StoredFile) -> Value {
    json!({
        "id": file.id, "name": file.name, "size": file.content.len(),
        "filetype": file.extension(), "mimetype": file.mime_type,
    })
}

fn tags(tenant: &Tenant, row: &Value) -> Value {
    let ids = row["tagIds"].as_array().into_iter().flatten();
    ids.map(|id| joined(&tenant.tags, id))
        .filter(|tag| !tag.is_null())
        .collect()
}

fn joined(table: &[Value], id: &Value) -> Value {
    let found = id.as_str().and_then(|id| find(table, id));
    found.cloned().unwrap_or_default()
}
