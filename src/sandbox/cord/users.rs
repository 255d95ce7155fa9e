//! `GET /v1/users` and `GET /v1/users/{userID}`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::Administrator;
use super::error::{Answer, Refusal};
use super::ids::check_external;
use super::paging::{self, Parameters};
use super::state::{Group, User};
use super::{Cord, filter, time};

/// Where the next page begins: behind this row.
#[derive(Debug, Deserialize)]
struct Token {
    #[serde(rename = "externalID")]
    id: String,
}

/// The users by id.
pub(super) async fn list(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    parameters: Parameters,
) -> Answer<Json<Value>> {
    let project = cord.read();
    let filter = filter::read(&parameters, &["metadata"], &project)?;
    let limit = paging::limit(&parameters)?;
    let after: Option<Token> = paging::token(&parameters)?;
    let wanted = project
        .users
        .iter()
        .filter(|user| filter::has_all(&user.metadata, &filter.metadata));
    let mut users: Vec<&User> = wanted.collect();
    let total = users.len();
    users.sort_by(|a, b| a.id.cmp(&b.id));
    users.retain(|user| after.as_ref().is_none_or(|after| user.id > after.id));
    let has_more = users.len() > limit;
    users.truncate(limit);
    // Unlike threads, users get a token only if more remain.
    let token = match users.last() {
        Some(last) if has_more => paging::write_token(&json!({"externalID": last.id}))?,
        _ => Value::Null,
    };
    let rows: Vec<Value> = users.into_iter().map(row).collect();
    Ok(Json(
        json!({"users": rows, "pagination": {"token": token, "total": total}}),
    ))
}

/// One user, with the groups and without the time of creation.
pub(super) async fn one(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path(id): Path<String>,
) -> Answer<Json<Value>> {
    check_external(&id)?;
    let project = cord.read();
    let user = project.user(&id).ok_or_else(Refusal::user_not_found)?;
    let in_group = |group: &&Group| group.is_active && group.members.contains(&user.id);
    let groups: Vec<&str> = project
        .groups
        .iter()
        .filter(in_group)
        .map(|group| group.id.as_str())
        .collect();
    Ok(Json(json!({
        "id": user.id,
        "email": user.email,
        "status": user.status(),
        "name": user.name,
        "shortName": user.short_name,
        "short_name": user.short_name,
        "first_name": null,
        "last_name": null,
        "profilePictureURL": user.picture,
        "profile_picture_url": user.picture,
        "organizations": groups,
        "groups": groups,
        "metadata": user.metadata,
        "groupIDsWithLinkedSlackProfile": [],
    })))
}

fn row(user: &User) -> Value {
    json!({
        "id": user.id,
        "email": user.email,
        "status": user.status(),
        "name": user.name,
        "shortName": user.short_name,
        "short_name": user.short_name,
        "first_name": null,
        "last_name": null,
        "profilePictureURL": user.picture,
        "profile_picture_url": user.picture,
        "metadata": user.metadata,
        "createdTimestamp": time::iso(user.created),
    })
}

/// A user in the list of a group's members.
pub(super) fn member(user: &User) -> Value {
    json!({
        "id": user.id,
        "email": user.email,
        "status": user.status(),
        "name": user.name,
        "shortName": user.short_name,
        "profilePictureURL": user.picture,
        "metadata": user.metadata,
        "createdTimestamp": time::iso(user.created),
    })
}
