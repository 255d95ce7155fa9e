//! `PUT /v1/threads/{threadID}/messages/{messageID}`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::Value;

use crate::sandbox::cord::auth::Administrator;
use crate::sandbox::cord::body::JsonBody;
use crate::sandbox::cord::error::{Answer, Refusal};
use crate::sandbox::cord::input::Input;
use crate::sandbox::cord::message::{Message, Reaction, StoredFile};
use crate::sandbox::cord::state::Project;
use crate::sandbox::cord::{Cord, ids};

use super::message_input::{apply, new_files, reactions};
use super::message_schema::UPDATE;
use super::messages::external_message;
use super::{done, message_input};

/// Changes what the body names.
pub(in crate::sandbox::cord) async fn update(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path((thread_id, message_id)): Path<(String, String)>,
    JsonBody(body): JsonBody,
) -> Answer<Json<Value>> {
    let input = UPDATE.read(body)?;
    let now = cord.now();
    let mut project = cord.write();
    let (thread, at) = external_message(&project, &thread_id, &message_id)?;
    check_update(&project, &input)?;
    let content = message_input::content(&project, &input)?;
    let message = &project.threads[thread].messages[at];
    let added = reactions(&project, &input, "addReactions", now)?;
    let removed = reactions(&project, &input, "removeReactions", now)?;
    let files = files_after(&project, message, &input)?;
    let message = &mut project.threads[thread].messages[at];
    message.files = files;
    if let Some(content) = content.filter(|content| *content != message.content) {
        message.content = content;
        message.updated = Some(now);
    }
    if let Some(is_deleted) = input.flag("deleted") {
        message.deleted = is_deleted.then_some(now);
    }
    if let Some(author) = input.text("authorID") {
        author.clone_into(&mut message.author_id);
    }
    if let Some(id) = input.text("id") {
        id.clone_into(&mut message.id);
    }
    apply(message, &input);
    react(&mut message.reactions, added, &removed);
    project.threads[thread].sort();
    Ok(done(&format!(
        "✅ You successfully updated message {message_id}"
    )))
}

fn check_update(project: &Project, input: &Input) -> Answer<()> {
    if let Some(new) = input.text("id") {
        if !ids::is_external(new) {
            let message = format!(
                "{new} is not a valid identifier: https://docs.cord.com/reference/identifiers"
            );
            return Err(Refusal::invalid_field(message));
        }
        if project.has_message(new) {
            let message =
                format!("Cannot change ID to {new} since a message with that ID already exists");
            return Err(Refusal::conflict("message_already_exists", message));
        }
    }
    if let Some(author) = input.text("authorID")
        && project.user(author).is_none()
    {
        let message = format!("Invalid message author id: {author}.");
        return Err(Refusal::unauthorized("user_not_found", message));
    }
    let share = |one: &str, other: &str, keys: [&str; 2]| {
        let key = |row: &Input| keys.map(|key| row.text(key).map(str::to_owned));
        let others: Vec<_> = input.rows(other).iter().map(key).collect();
        input.rows(one).iter().any(|row| others.contains(&key(row)))
    };
    if share("addReactions", "removeReactions", ["userID", "reaction"]) {
        let message = "Adding and removing the same reaction is invalid.";
        return Err(Refusal::invalid_field(message));
    }
    if share("addAttachments", "removeAttachments", ["type", "id"]) {
        let message = "Adding and removing the same attachment is invalid.";
        return Err(Refusal::invalid_field(message));
    }
    Ok(())
}

fn files_after(
    project: &Project,
    message: &Message,
    input: &Input,
) -> Answer<Vec<Arc<StoredFile>>> {
    let removed = input.rows("removeAttachments");
    // No message has a preview, and the server does not expect that.
    if removed
        .iter()
        .any(|row| row.text("type") == Some("link_preview"))
    {
        return Err(Refusal::internal());
    }
    let is_kept = |uuid: &str| removed.iter().all(|row| row.text("id") != Some(uuid));
    let kept = message.files.iter().filter(|file| is_kept(&file.uuid));
    let mut files: Vec<_> = kept.cloned().collect();
    for new in new_files(project, input, &message.author_id)? {
        if files.iter().any(|file| file.uuid == new.uuid) {
            let message = "Cannot attach an already-attached file";
            return Err(Refusal::invalid_field(message));
        }
        files.push(new);
    }
    Ok(files)
}

fn react(reactions: &mut Vec<Reaction>, added: Vec<Reaction>, removed: &[Reaction]) {
    let is_same =
        |one: &Reaction, other: &Reaction| one.user_id == other.user_id && one.emoji == other.emoji;
    for new in added {
        reactions.retain(|one| !is_same(one, &new));
        reactions.push(new);
    }
    reactions.retain(|one| !removed.iter().any(|gone| is_same(one, gone)));
}
