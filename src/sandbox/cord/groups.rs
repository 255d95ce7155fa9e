//! `GET /v1/groups`, one group, and its members. `organizations` is the old name of the same.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Cord;
use super::auth::Administrator;
use super::error::{Answer, Refusal};
use super::ids::check_external;
use super::paging::{self, Parameters};
use super::state::{Group, Project, User};
use super::users;

/// Where the next page begins: behind this row.
#[derive(Debug, Deserialize)]
struct Token {
    #[serde(rename = "userID")]
    uuid: String,
}

/// All groups, without members and without pages.
pub(super) async fn list(_: Administrator, State(cord): State<Arc<Cord>>) -> Json<Value> {
    let project = cord.read();
    let row = |group: &Group| {
        json!({
            "id": group.id,
            "name": group.name,
            "status": group.status(),
            "connectedToSlack": false,
            "metadata": group.metadata,
        })
    };
    Json(project.groups.iter().map(row).collect())
}

/// One group with the ids of its members.
pub(super) async fn one(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path(id): Path<String>,
) -> Answer<Json<Value>> {
    let project = cord.read();
    let group = find(&project, &id)?;
    Ok(Json(json!({
        "id": group.id,
        "name": group.name,
        "status": group.status(),
        "members": group.members,
        "connectedToSlack": false,
        "metadata": group.metadata,
    })))
}

/// The members of one group, in the order of the database.
pub(super) async fn members(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path(id): Path<String>,
    parameters: Parameters,
) -> Answer<Json<Value>> {
    let project = cord.read();
    let group = find(&project, &id)?;
    let limit = paging::limit(&parameters)?;
    let after: Option<Token> = paging::token(&parameters)?;
    let mut members: Vec<&User> = group
        .members
        .iter()
        .filter_map(|id| project.user(id))
        .collect();
    let total = members.len();
    if total == 0 {
        let message = "Group members missing.";
        return Err(Refusal::unauthorized("group_members_missing", message));
    }
    members.sort_by(|a, b| a.uuid.cmp(&b.uuid));
    members.retain(|user| after.as_ref().is_none_or(|after| user.uuid > after.uuid));
    let has_more = members.len() > limit;
    members.truncate(limit);
    let token = match members.last() {
        Some(last) if has_more => {
            paging::write_token(&json!({"userID": last.uuid, "externalID": last.id}))?
        }
        _ => Value::Null,
    };
    let rows: Vec<Value> = members.into_iter().map(users::member).collect();
    Ok(Json(
        json!({"users": rows, "pagination": {"token": token, "total": total}}),
    ))
}

fn find<'a>(project: &'a Project, id: &str) -> Answer<&'a Group> {
    check_external(id)?;
    project.group(id).ok_or_else(Refusal::group_not_found)
}
