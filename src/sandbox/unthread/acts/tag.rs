//! Labels that are made, renamed, removed, and put on conversations and companies.

use serde_json::{Value, json};

use crate::sandbox::unthread::given::Need::Required;
use crate::sandbox::unthread::given::{Given, Key, Takes};
use crate::sandbox::unthread::refusal::Refusal;
use crate::sandbox::unthread::tenant::{Tenant, find, find_mut};

const KEYS: &[Key] = &[Key("name", Takes::Name, Required)];

/// What a label can be put on.
#[derive(Clone, Copy)]
pub(in crate::sandbox::unthread) enum Tagged {
    /// Conversations.
    Conversations,
    /// Companies.
    Customers,
}

/// Makes a label and hands it out. Nobody has seen two of one name refused.
pub(in crate::sandbox::unthread) fn create(
    tenant: &mut Tenant,
    body: &Value,
) -> Result<Value, Refusal> {
    let given = Given::read(body, "", KEYS)?;
    let mut row = json!({ "id": tenant.new_id("tag") });
    given.write_to(&mut row);
    tenant.tags.push(row.clone());
    Ok(row)
}

/// Renames a label and hands it out.
pub(in crate::sandbox::unthread) fn update(
    tenant: &mut Tenant,
    id: &str,
    body: &Value,
) -> Result<Value, Refusal> {
    let row = find_mut(&mut tenant.tags, id).ok_or_else(Refusal::not_found)?;
    Given::read(body, "", KEYS)?.write_to(row);
    Ok(row.clone())
}

/// Removes a label from everything it is on, and then itself.
pub(in crate::sandbox::unthread) fn delete(tenant: &mut Tenant, id: &str) -> Result<(), Refusal> {
    find(&tenant.tags, id).ok_or_else(Refusal::not_found)?;
    tenant.tags.retain(|row| row["id"] != id);
    for row in tenant.conversations.iter_mut().chain(&mut tenant.customers) {
        remove(row, id);
    }
    Ok(())
}

/// Puts a label on rows; those that have it keep it, unknown ones are passed over.
pub(in crate::sandbox::unthread) fn link(
    tenant: &mut Tenant,
    tag: &str,
    tagged: Tagged,
    ids: &[String],
) -> Result<(), Refusal> {
    change(tenant, tag, tagged, ids, |row| {
        remove(row, tag);
        if let Some(tags) = row["tagIds"].as_array_mut() {
            tags.push(tag.into());
        }
    })
}

/// Takes a label off rows; those that do not have it stay as they are.
pub(in crate::sandbox::unthread) fn unlink(
    tenant: &mut Tenant,
    tag: &str,
    tagged: Tagged,
    ids: &[String],
) -> Result<(), Refusal> {
    change(tenant, tag, tagged, ids, |row| remove(row, tag))
}

fn change(
    tenant: &mut Tenant,
    tag: &str,
    tagged: Tagged,
    ids: &[String],
    each: impl Fn(&mut Value),
) -> Result<(), Refusal> {
    find(&tenant.tags, tag).ok_or_else(Refusal::not_found)?;
    let table = match tagged {
        Tagged::Conversations => &mut tenant.conversations,
        Tagged::Customers => &mut tenant.customers,
    };
    for id in ids {
        if let Some(row) = find_mut(table, id) {
            each(row);
        }
    }
    Ok(())
}

fn remove(row: &mut Value, tag: &str) {
    if let Some(tags) = row["tagIds"].as_array_mut() {
        tags.retain(|one| one != tag);
    }
}
