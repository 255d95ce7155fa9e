//! Companies that are made, changed and removed.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::sandbox::unthread::given::Need::{Nullable, Optional, Required};
use crate::sandbox::unthread::given::{Given, Key, Takes};
use crate::sandbox::unthread::refusal::Refusal;
use crate::sandbox::unthread::story;
use crate::sandbox::unthread::tenant::{Tenant, find, find_mut};
use crate::sandbox::unthread::{ids, views};

const NEW: &[Key] = &[
    Key("name", Takes::Name, Required),
    Key("slackChannelId", Takes::Text, Optional),
    Key("emailDomains", Takes::Texts, Optional),
    Key("tagIds", Takes::Texts, Optional),
    Key("isPrivate", Takes::Flag, Optional),
    Key("inviteUserIds", Takes::Texts, Optional),
    Key("channelTopic", Takes::TextUpTo(250), Optional),
    Key("createChannel", Takes::Flag, Optional),
];

const ASSIGNEES: Takes = Takes::OneOf(&["user", "team"]);

/// Tags are not among them.
const CHANGED: &[Key] = &[
    Key("name", Takes::Name, Optional),
    Key("slackChannelId", Takes::Text, Nullable),
    Key("autoresponder", Takes::Object, Nullable),
    Key("supportSteps", Takes::Objects, Nullable),
    Key("defaultTriageChannelId", Takes::Text, Nullable),
    Key("disableAutomatedTicketing", Takes::Flag, Nullable),
    Key("primarySupportAssigneeId", Takes::Text, Nullable),
    Key("primarySupportAssigneeType", ASSIGNEES, Nullable),
    Key("secondarySupportAssigneeId", Takes::Text, Nullable),
    Key("secondarySupportAssigneeType", ASSIGNEES, Nullable),
    Key("replyTimeoutHours", Takes::Amount, Nullable),
    Key("botHandling", Takes::OneOf(&["off", "all"]), Nullable),
    Key("emailDomains", Takes::Texts, Optional),
];

/// Makes a company and hands it out.
pub(in crate::sandbox::unthread) fn create(
    tenant: &mut Tenant,
    at: Timestamp,
    body: &Value,
) -> Result<Value, Refusal> {
    let given = Given::read(body, "", NEW)?;
    let name = given.text("name").unwrap_or_default();
    let channel = match given.text("slackChannelId") {
        None if given.is_true("createChannel") => {
            let id = ids::slack('C', &tenant.new_key());
            let name = format!("ext-{}", slug(name));
            let is_private = given.is_true("isPrivate");
            json!({ "id": id, "name": name, "isShared": false, "isPrivate": is_private })
        }
        None => Value::Null,
        Some(id) => channel(tenant, id),
    };
    let mut row = story::no_care();
    let columns = json!({
        "id": tenant.new_id("customer"), "name": name, "slackTeamId": null, "slackChannelId": channel["id"],
        "slackChannel": channel, "emailDomains": given.texts("emailDomains").collect::<Vec<_>>(),
        "externalCrmMetadata": null, "createdAt": ids::stored(at), "updatedAt": ids::stored(at),
        "tagIds": super::present(&tenant.tags, given.texts("tagIds")),
    });
    if let (Value::Object(row), Value::Object(columns)) = (&mut row, columns) {
        row.extend(columns);
    }
    let view = views::customer(tenant, &row);
    tenant.customers.push(row);
    Ok(view)
}

/// Changes a company and hands it out.
pub(in crate::sandbox::unthread) fn update(
    tenant: &mut Tenant,
    at: Timestamp,
    id: &str,
    body: &Value,
) -> Result<Value, Refusal> {
    find(&tenant.customers, id).ok_or_else(Refusal::not_found)?;
    let mut given = Given::read(body, "", CHANGED)?;
    let given_channel = given.get("slackChannelId").map(|id| match id.as_str() {
        Some(id) => channel(tenant, id),
        None => Value::Null,
    });
    if let Some(row) = find_mut(&mut tenant.customers, id).filter(|_| !given.is_empty()) {
        row["updatedAt"] = ids::stored(at).into();
        // Written in hours, read in minutes.
        if let Some(hours) = given.take("replyTimeoutHours") {
            row["replyTimeoutMinutes"] = hours.as_f64().map(|hours| hours * 60.0).into();
        }
        if let Some(channel) = given_channel {
            row["slackChannel"] = channel;
        }
        given.write_to(row);
    }
    let row = find(&tenant.customers, id).ok_or_else(Refusal::not_found)?;
    Ok(views::customer(tenant, row))
}

/// Removes a company; its conversations stay, and are nobody's.
pub(in crate::sandbox::unthread) fn delete(tenant: &mut Tenant, id: &str) -> Result<(), Refusal> {
    find(&tenant.customers, id).ok_or_else(Refusal::not_found)?;
    tenant.customers.retain(|row| row["id"] != id);
    for conversation in &mut tenant.conversations {
        if conversation["customerId"] == id {
            conversation["customerId"] = Value::Null;
        }
    }
    Ok(())
}

/// A channel that a company has, or one that is known by its id alone.
fn channel(tenant: &Tenant, id: &str) -> Value {
    let mut known = tenant.customers.iter();
    let known = known.find(|row| row["slackChannelId"] == id);
    known.map_or_else(
        || json!({ "id": id, "name": id, "isShared": false, "isPrivate": false }),
        |row| row["slackChannel"].clone(),
    )
}

fn slug(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}
