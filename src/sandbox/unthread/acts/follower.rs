//! Who is told about a conversation.

use serde_json::{Value, json};

use crate::sandbox::unthread::given::Need::Required;
use crate::sandbox::unthread::given::{Given, Key, Takes};
use crate::sandbox::unthread::refusal::Refusal;
use crate::sandbox::unthread::tenant::{Tenant, find, find_mut};

const ADDED: &[Key] = &[
    Key("entityId", Takes::Name, Required),
    Key("entityType", Takes::OneOf(&["user", "group"]), Required),
];

const REMOVED: &[Key] = &[Key("entityId", Takes::Name, Required)];

/// Adds a user, or a group, which has no table to be looked up in. Whoever follows already still does, once.
pub(in crate::sandbox::unthread) fn add(
    tenant: &mut Tenant,
    conversation: &str,
    body: &Value,
) -> Result<(), Refusal> {
    find(&tenant.conversations, conversation).ok_or_else(Refusal::not_found)?;
    let given = Given::read(body, "", ADDED)?;
    let id = given.text("entityId").unwrap_or_default();
    let is_user = given.text("entityType") == Some("user");
    if is_user && find(&tenant.users, id).is_none() {
        return Err(Refusal::not_found());
    }
    let follower = if is_user {
        json!({ "userId": id, "entityId": id })
    } else {
        json!({ "groupId": id, "entityId": id })
    };
    let followers = followers(tenant, conversation)?;
    if !followers.iter().any(|one| one["entityId"] == id) {
        followers.push(follower);
    }
    Ok(())
}

/// Removes a user or a group, whichever has the id; one who does not follow is no mistake.
pub(in crate::sandbox::unthread) fn remove(
    tenant: &mut Tenant,
    conversation: &str,
    body: &Value,
) -> Result<(), Refusal> {
    find(&tenant.conversations, conversation).ok_or_else(Refusal::not_found)?;
    let given = Given::read(body, "", REMOVED)?;
    let id = given.text("entityId").unwrap_or_default();
    followers(tenant, conversation)?.retain(|one| one["entityId"] != id);
    Ok(())
}

fn followers<'a>(
    tenant: &'a mut Tenant,
    conversation: &str,
) -> Result<&'a mut Vec<Value>, Refusal> {
    let row = find_mut(&mut tenant.conversations, conversation);
    let followers = row.and_then(|row| row["followers"].as_array_mut());
    followers.ok_or_else(Refusal::not_found)
}
