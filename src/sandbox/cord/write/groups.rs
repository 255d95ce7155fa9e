//! `PUT` and `DELETE /v1/groups/{groupID}`, and who belongs to a group.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::Value;

use crate::sandbox::cord::auth::Administrator;
use crate::sandbox::cord::body::JsonBody;
use crate::sandbox::cord::error::{Answer, Refusal};
use crate::sandbox::cord::schema::{Kind, Schema};
use crate::sandbox::cord::state::{Group, Metadata, Project};
use crate::sandbox::cord::{Cord, ids};

use super::done;

const UPDATE: Schema = Schema {
    name: "UpdatePlatformGroupVariables",
    page: "groups",
    fields: &[
        ("name", Kind::Text),
        ("status", Kind::Choice(&["active", "deleted"])),
        ("members", Kind::Ids),
        ("metadata", Kind::Fields),
    ],
    required: &[],
};

const MEMBERS: Schema = Schema {
    name: "UpdatePlatformGroupMembersVariables",
    page: "groups",
    fields: &[("add", Kind::Ids), ("remove", Kind::Ids)],
    required: &[],
};

/// Makes a group or changes what the body names. Without a status a deleted group is active again.
pub(in crate::sandbox::cord) async fn put(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody,
) -> Answer<Json<Value>> {
    ids::check_external(&id)?;
    let input = UPDATE.read(body)?;
    let mut project = cord.write();
    let members = input.ids("members");
    let at = project.groups.iter().position(|group| group.id == id);
    if at.is_none() && input.text("name").is_none_or(str::is_empty) {
        let message = "Invalid UpdatePlatformGroupVariables:\n\
             Group does not exist, \"name\" is a required field to create a new group.\n\
             Refer to https://docs.cord.com/rest-apis/groups";
        return Err(Refusal::bad_request("missing_field", message));
    }
    check_users(&project, members.as_deref().unwrap_or_default())?;
    let verb = if at.is_some() { "updated" } else { "created" };
    let at = at.unwrap_or_else(|| {
        project.groups.push(new_group(&id));
        project.groups.len() - 1
    });
    let group = &mut project.groups[at];
    group.is_active = input.text("status") != Some("deleted");
    if let Some(name) = input.text("name") {
        name.clone_into(&mut group.name);
    }
    if let Some(metadata) = input.fields("metadata") {
        group.metadata = metadata;
    }
    if let Some(members) = members {
        group.members = members;
    }
    Ok(done(&format!("✅ You successfully {verb} group {id}")))
}

fn new_group(id: &str) -> Group {
    Group {
        id: id.to_owned(),
        name: String::new(),
        metadata: Metadata::new(),
        members: Vec::new(),
        is_active: true,
    }
}

/// Refuses if any of the users does not exist, and names those.
fn check_users(project: &Project, user_ids: &[String]) -> Answer<()> {
    let unknown = user_ids.iter().filter(|id| project.user(id).is_none());
    let unknown: Vec<&str> = unknown.map(String::as_str).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let message = format!("Following users not found: {}", unknown.join(", "));
    Err(Refusal::unauthorized("user_not_found", message))
}

/// Removes a group with its threads.
pub(in crate::sandbox::cord) async fn delete(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path(id): Path<String>,
) -> Answer<Json<Value>> {
    let mut project = cord.write();
    let at = position(&project, &id)?;
    project.groups.remove(at);
    project.threads.retain(|thread| thread.group_id != id);
    Ok(done(&format!("✅ You successfully deleted group {id}")))
}

/// Adds members and removes members; who is in already, or not in, is passed over.
pub(in crate::sandbox::cord) async fn set_members(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody,
) -> Answer<Json<Value>> {
    let input = MEMBERS.read(body)?;
    let mut project = cord.write();
    let at = position(&project, &id)?;
    let joining = input.ids("add").unwrap_or_default();
    let leaving = input.ids("remove").unwrap_or_default();
    if let Some(both) = joining.iter().find(|id| leaving.contains(id)) {
        let message = format!("Platform member {both} both added and removed.");
        return Err(Refusal::malformed(message));
    }
    check_users(&project, &joining)?;
    check_users(&project, &leaving)?;
    let members = &mut project.groups[at].members;
    members.retain(|id| !leaving.contains(id));
    for id in joining {
        if !members.contains(&id) {
            members.push(id);
        }
    }
    Ok(done("✅ You successfully updated group members"))
}

/// Where the group is; unlike a read of the group, a write answers 401 if it is not there.
fn position(project: &Project, id: &str) -> Answer<usize> {
    ids::check_external(id)?;
    let at = project.groups.iter().position(|group| group.id == id);
    at.ok_or_else(Refusal::unknown_group)
}
