//! `POST /v1/threads` and `DELETE /v1/threads/{threadID}`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::sandbox::cord::Cord;
use crate::sandbox::cord::auth::Administrator;
use crate::sandbox::cord::body::JsonBody;
use crate::sandbox::cord::error::{Answer, Refusal};
use crate::sandbox::cord::ids;
use crate::sandbox::cord::input::Input;
use crate::sandbox::cord::schema::{Kind, Schema};
use crate::sandbox::cord::state::{Project, Thread};
use crate::sandbox::cord::threads::position_of;

use super::{done, members};

const CREATE: Schema = Schema {
    name: "CreateThreadVariables",
    page: "threads",
    fields: &[
        ("id", Kind::Text),
        ("groupID", Kind::Text),
        ("location", Kind::Fields),
        ("name", Kind::Text),
        ("url", Kind::Text),
        ("metadata", Kind::Fields),
        ("extraClassnames", Kind::TextOrNull),
        ("addSubscribers", Kind::Texts),
    ],
    required: &["groupID", "location", "name", "url"],
};

/// Makes an empty thread.
pub(in crate::sandbox::cord) async fn create(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    JsonBody(body): JsonBody,
) -> Answer<Json<Value>> {
    let input = CREATE.read(body)?;
    let now = cord.now();
    let mut project = cord.write();
    let group_id = input.text("groupID").unwrap_or_default();
    if project.group(group_id).is_none() {
        return Err(Refusal::unknown_group());
    }
    let id = match input.text("id") {
        Some(id) => {
            ids::check_external(id)?;
            if project.thread_position(id).is_some() {
                let message = "Thread already exists.";
                return Err(Refusal::conflict("thread_already_exists", message));
            }
            id.to_owned()
        }
        None => format!("cord:{}", project.new_uuid()),
    };
    let thread = new_thread(&project, &id, group_id, &input, now);
    project.threads.push(thread);
    Ok(Json(
        json!({"success": true, "message": "Thread created.", "threadID": id}),
    ))
}

/// A thread as a body wants it. Subscribers who are unknown or not of the group are left out.
pub(super) fn new_thread(
    project: &Project,
    id: &str,
    group_id: &str,
    input: &Input,
    now: Timestamp,
) -> Thread {
    let mut thread = Thread {
        id: id.to_owned(),
        group_id: group_id.to_owned(),
        name: input.text("name").unwrap_or_default().to_owned(),
        url: input.text("url").unwrap_or_default().to_owned(),
        location: input.fields("location").unwrap_or_default(),
        metadata: input.fields("metadata").unwrap_or_default(),
        extra_classnames: input.text("extraClassnames").map(str::to_owned),
        created: now,
        resolved: None,
        subscribers: Vec::new(),
        participants: Vec::new(),
        typing: Vec::new(),
        messages: Vec::new(),
    };
    let subscribers = input.ids("addSubscribers").unwrap_or_default();
    for user_id in members(project, group_id, &subscribers).unwrap_or_default() {
        thread.subscribe(&user_id);
    }
    thread
}

/// Removes a thread with all its messages.
pub(in crate::sandbox::cord) async fn delete(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path(id): Path<String>,
) -> Answer<Json<Value>> {
    let mut project = cord.write();
    let at = position_of(&project, &id)?;
    project.threads.remove(at);
    Ok(done(&format!("💀 You successfully deleted thread {id}")))
}
