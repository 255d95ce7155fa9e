//! `PUT` and `DELETE /v1/users/{userID}`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::sandbox::cord::auth::Administrator;
use crate::sandbox::cord::body::JsonBody;
use crate::sandbox::cord::error::{Answer, Refusal};
use crate::sandbox::cord::input::Input;
use crate::sandbox::cord::schema::{Kind, Schema};
use crate::sandbox::cord::state::{Metadata, Project, Thread, User};
use crate::sandbox::cord::{Cord, ids, nodes};

use super::{check_disjoint, done};

const UPDATE: Schema = Schema {
    name: "UpdatePlatformUserVariables",
    page: "users",
    fields: &[
        ("name", Kind::TextOrNull),
        ("email", Kind::EmailOrNull),
        ("shortName", Kind::TextOrNull),
        ("short_name", Kind::TextOrNull),
        ("profilePictureURL", Kind::TextOrNull),
        ("profile_picture_url", Kind::TextOrNull),
        ("status", Kind::Choice(&["active", "deleted"])),
        ("metadata", Kind::FieldsOrNull),
        ("first_name", Kind::TextOrNull),
        ("last_name", Kind::TextOrNull),
        ("addGroups", Kind::Ids),
        ("removeGroups", Kind::Ids),
    ],
    required: &[],
};

const DELETE: Schema = Schema {
    name: "DeleteUserVariables",
    page: "users",
    fields: &[("permanently_delete", Kind::Flag)],
    required: &["permanently_delete"],
};

/// Makes a user or changes what the body names.
pub(in crate::sandbox::cord) async fn put(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody,
) -> Answer<Json<Value>> {
    ids::check_external(&id)?;
    let input = UPDATE.read(body)?;
    let now = cord.now();
    let mut project = cord.write();
    check_groups(&project, &input)?;
    let at = project.users.iter().position(|user| user.id == id);
    let verb = if at.is_some() { "updated" } else { "created" };
    let at = at.unwrap_or_else(|| {
        let uuid = project.new_uuid();
        project.users.push(new_user(&id, uuid, now));
        project.users.len() - 1
    });
    apply(&mut project.users[at], &input);
    set_groups(&mut project, &id, &input);
    Ok(done(&format!("✅ You successfully {verb} user {id}")))
}

fn check_groups(project: &Project, input: &Input) -> Answer<()> {
    let message = "Adding and removing the same group is invalid.";
    check_disjoint(input, ("addGroups", "removeGroups"), message)?;
    let named = ["addGroups", "removeGroups"].map(|name| input.ids(name).unwrap_or_default());
    let mut named = named.into_iter().flatten();
    match named.find(|id| project.group(id).is_none()) {
        Some(id) => {
            let message = format!("Group {id} not found.");
            Err(Refusal::unauthorized("group_not_found", message))
        }
        None => Ok(()),
    }
}

fn new_user(id: &str, uuid: String, created: Timestamp) -> User {
    User {
        id: id.to_owned(),
        uuid,
        email: None,
        name: None,
        short_name: None,
        picture: None,
        metadata: Metadata::new(),
        created,
        is_active: true,
    }
}

/// Null leaves a value as it is, but for the picture under its old name.
fn apply(user: &mut User, input: &Input) {
    let text = |name: &str| input.text(name).map(str::to_owned);
    if let Some(name) = text("name") {
        user.name = Some(name);
    }
    if let Some(email) = text("email").filter(|email| !email.is_empty()) {
        user.email = Some(email);
    }
    if let Some(name) = text("shortName").or_else(|| text("short_name")) {
        user.short_name = Some(name);
    }
    match text("profilePictureURL") {
        Some(picture) => user.picture = Some(picture),
        None => {
            if let Some(picture) = input.text_or_null("profile_picture_url") {
                user.picture = picture;
            }
        }
    }
    if let Some(status) = input.text("status") {
        user.is_active = status == "active";
    }
    if let Some(metadata) = input.fields("metadata") {
        user.metadata = metadata;
    }
}

fn set_groups(project: &mut Project, user_id: &str, input: &Input) {
    let joined = input.ids("addGroups").unwrap_or_default();
    let left = input.ids("removeGroups").unwrap_or_default();
    for group in &mut project.groups {
        if left.contains(&group.id) {
            group.members.retain(|id| id != user_id);
        }
        if joined.contains(&group.id) && !group.members.iter().any(|id| id == user_id) {
            group.members.push(user_id.to_owned());
        }
    }
}

/// Removes a user for good, with the messages in the user's groups, the threads that are empty then, and the files.
pub(in crate::sandbox::cord) async fn delete(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody,
) -> Answer<Json<Value>> {
    let input = DELETE.read(body)?;
    if input.flag("permanently_delete") != Some(true) {
        return Err(Refusal::invalid_request());
    }
    ids::check_external(&id)?;
    let mut project = cord.write();
    let at = project.users.iter().position(|user| user.id == id);
    let Some(at) = at else {
        let message = format!("Invalid user id: {id}.");
        return Err(Refusal::unauthorized("invalid_user_id", message));
    };
    let user = project.users.remove(at);
    forget(&mut project, &user);
    Ok(Json(json!({
        "success": true,
        "message": "User deleted.",
        "userID": id,
        "failedDeletionFileIDs": [],
    })))
}

fn forget(project: &mut Project, user: &User) {
    let own = project
        .groups
        .iter()
        .filter(|group| group.members.contains(&user.id));
    let own: Vec<String> = own.map(|group| group.id.clone()).collect();
    project.uploads.retain(|file| file.owner_id != user.id);
    for group in &mut project.groups {
        group.members.retain(|id| *id != user.id);
    }
    project.threads.retain_mut(|thread| {
        let before = thread.messages.len();
        if own.contains(&thread.group_id) {
            thread
                .messages
                .retain(|message| message.author_id != user.id);
        }
        forget_in(thread, user);
        thread.messages.len() == before || !thread.messages.is_empty()
    });
}

/// What is left of a user in a thread: a row of a participant without a name, and mentions by the key of the database.
fn forget_in(thread: &mut Thread, user: &User) {
    thread.subscribers.retain(|id| *id != user.id);
    thread.typing.retain(|typing| typing.user_id != user.id);
    for participant in &mut thread.participants {
        if participant.user_id.as_deref() == Some(&user.id) {
            participant.user_id = None;
        }
    }
    let gone = format!("cord:{}", user.uuid);
    for message in &mut thread.messages {
        message.files.retain(|file| file.owner_id != user.id);
        message.reactions.retain(|one| one.user_id != user.id);
        nodes::rename_user(&mut message.content, &user.id, &gone);
    }
}
