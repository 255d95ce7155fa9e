//! `POST /v1/threads/{threadID}/messages`, `DELETE` and append of one message.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::sandbox::cord::Cord;
use crate::sandbox::cord::auth::Administrator;
use crate::sandbox::cord::body::JsonBody;
use crate::sandbox::cord::error::{Answer, Refusal};
use crate::sandbox::cord::input::Input;
use crate::sandbox::cord::message::{Action, Message};
use crate::sandbox::cord::state::Project;
use crate::sandbox::cord::threads::position_of;
use crate::sandbox::cord::{content, ids};

use super::message_input::{apply, new_files, reactions};
use super::message_schema::{APPEND, CREATE};
use super::threads::new_thread;
use super::{done, members, message_input, with_group_id};

/// Adds a message, and the thread as well if there is none and the body says how.
pub(in crate::sandbox::cord) async fn create(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path(thread_id): Path<String>,
    JsonBody(mut body): JsonBody,
) -> Answer<Json<Value>> {
    if let Some(new) = body.get_mut("createThread") {
        *new = with_group_id(new.take());
    }
    let input = CREATE.read(body)?;
    let now = cord.now();
    let mut project = cord.write();
    check_ids(&project, &thread_id, &input)?;
    let author_id = author(&project, &thread_id, &input)?;
    let content = message_input::content(&project, &input)?.unwrap_or_default();
    let files = new_files(&project, &input, &author_id)?;
    let reactions = reactions(&project, &input, "addReactions", now)?;
    let at = thread_position(&mut project, &thread_id, &input, now);
    let id = match input.text("id") {
        Some(id) => id.to_owned(),
        None => format!("cord:{}", project.new_uuid()),
    };
    let created = input.time("createdTimestamp").flatten().unwrap_or(now);
    let mut message = Message {
        files,
        reactions,
        ..Message::new(id.clone(), &author_id, content, created)
    };
    apply(&mut message, &input);
    add(&mut project, at, message, &input);
    Ok(Json(
        json!({"success": true, "message": "Message created.", "messageID": id}),
    ))
}

/// Refuses ids that cannot be, and a message that is there already.
fn check_ids(project: &Project, thread_id: &str, input: &Input) -> Answer<()> {
    if let Some(id) = input.text("id") {
        ids::check_external(id)?;
    }
    ids::check_external(input.text("authorID").unwrap_or_default())?;
    if external_position(project, thread_id).is_none() {
        if input.part("createThread").is_none() {
            let message = format!("Could not find thread with ID {thread_id}");
            return Err(Refusal::missing("thread_not_found", message));
        }
        ids::check_external(thread_id)?;
    }
    match input.text("id") {
        Some(id) if project.has_message(id) => Err(Refusal::conflict(
            "message_already_exists",
            format!(
                "Message with id: {id} already exists. Please use a different ID or update the message via our \
                 update message endpoint https://docs.cord.com/rest-apis/messages#Update-a-message."
            ),
        )),
        _ => Ok(()),
    }
}

/// The author, who must be a member of the thread's group.
fn author(project: &Project, thread_id: &str, input: &Input) -> Answer<String> {
    let new_thread = input.part("createThread");
    let group_id = match external_position(project, thread_id) {
        Some(at) => project.threads[at].group_id.as_str(),
        None => {
            let named = new_thread.as_ref().and_then(|new| new.text("groupID"));
            named.unwrap_or_default()
        }
    };
    let group = project
        .group(group_id)
        .ok_or_else(Refusal::unknown_organization)?;
    let author_id = input.text("authorID").unwrap_or_default();
    if project.user(author_id).is_none() {
        let message = format!("Invalid message sender user id: {author_id}.");
        return Err(Refusal::unauthorized("user_not_found", message));
    }
    if !group.members.iter().any(|id| id == author_id) {
        let message = "message author is not a member of the organization the thread belongs to";
        return Err(Refusal::malformed(message));
    }
    Ok(author_id.to_owned())
}

/// Where the thread is, which is made if it must.
fn thread_position(project: &mut Project, id: &str, input: &Input, now: Timestamp) -> usize {
    let Some(new) = input.part("createThread") else {
        return external_position(project, id).unwrap_or_default();
    };
    if let Some(at) = external_position(project, id) {
        return at;
    }
    let group_id = new.text("groupID").unwrap_or_default();
    let thread = new_thread(project, id, group_id, &new, now);
    project.threads.push(thread);
    project.threads.len() - 1
}

/// Puts a message into its thread, with all that follows: subscriptions, the author has seen the thread, and it is no
/// longer resolved.
fn add(project: &mut Project, at: usize, message: Message, input: &Input) {
    let (author_id, created) = (message.author_id.clone(), message.created);
    let mentioned = content::mentioned(&message.content);
    let group_id = project.threads[at].group_id.clone();
    let mentioned = members(project, &group_id, &mentioned).unwrap_or_default();
    let thread = &mut project.threads[at];
    thread.add(message);
    if input.flag("subscribeToThread").unwrap_or(true) {
        thread.subscribe(&author_id);
    }
    for user_id in mentioned {
        thread.subscribe(&user_id);
    }
    thread.see(&author_id);
    if thread.resolved.take().is_some() {
        // Told just before the message that caused it.
        add_reopening(
            project,
            at,
            &author_id,
            created - SignedDuration::from_millis(1),
        );
    }
}

fn add_reopening(project: &mut Project, at: usize, user_id: &str, created: Timestamp) {
    let id = format!("cord:{}", project.new_uuid());
    let name = project
        .user(user_id)
        .map_or("unknown", |user| user.display_name());
    let message = Message::of_action(id, (user_id, name), Action::Unresolved, created);
    project.threads[at].add(message);
}

/// Removes a message for good, by either form of its id.
pub(in crate::sandbox::cord) async fn delete(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path((thread_id, message_id)): Path<(String, String)>,
) -> Answer<Json<Value>> {
    let mut project = cord.write();
    let at = position_of(&project, &thread_id)?;
    let messages = &mut project.threads[at].messages;
    let found = messages.iter().position(|one| one.id == message_id);
    messages.remove(found.ok_or_else(Refusal::message_not_found)?);
    Ok(done(&format!(
        "💀 You successfully deleted message {message_id}"
    )))
}

/// Makes the one markdown node of a message longer; that does not count as an edit.
pub(in crate::sandbox::cord) async fn append(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path((thread_id, message_id)): Path<(String, String)>,
    JsonBody(body): JsonBody,
) -> Answer<Json<Value>> {
    let input = APPEND.read(body)?;
    let mut project = cord.write();
    let (thread, at) = external_message(&project, &thread_id, &message_id)?;
    let content = &mut project.threads[thread].messages[at].content;
    let text = match content.as_mut_slice() {
        [node] if node["type"] == "markdown" => node.pointer_mut("/children/0/text"),
        _ => None,
    };
    let Some(Value::String(text)) = text else {
        let message = "Text can only be appended to messages with a single markdown node.";
        return Err(Refusal::bad_request("message_not_appendable", message));
    };
    text.push_str(input.text("text").unwrap_or_default());
    Ok(done(&format!(
        "✅ You successfully updated message {message_id}"
    )))
}

/// Where a message is that the customer gave an id, in a thread that the customer gave an id.
pub(super) fn external_message(
    project: &Project,
    thread: &str,
    message: &str,
) -> Answer<(usize, usize)> {
    let thread = external_position(project, thread).ok_or_else(Refusal::thread_not_found)?;
    let mut messages = project.threads[thread].messages.iter();
    let at = messages.position(|one| one.id == message && ids::is_external(message));
    Ok((thread, at.ok_or_else(Refusal::message_not_found)?))
}

/// Where a thread is that the customer gave an id; the provider's own ids are not looked at here.
fn external_position(project: &Project, id: &str) -> Option<usize> {
    ids::is_external(id)
        .then(|| project.thread_position(id))
        .flatten()
}
