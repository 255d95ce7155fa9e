//! `PUT /v1/threads/{threadID}`.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use serde_json::Value;

use crate::sandbox::cord::auth::Administrator;
use crate::sandbox::cord::body::JsonBody;
use crate::sandbox::cord::error::{Answer, Refusal};
use crate::sandbox::cord::input::Input;
use crate::sandbox::cord::message::{Action, Message};
use crate::sandbox::cord::schema::{Kind, Schema};
use crate::sandbox::cord::state::{Project, Thread, Typing};
use crate::sandbox::cord::threads::position_of;
use crate::sandbox::cord::{Cord, ids};

use super::{check_disjoint, done, members, with_group_id};

/// How long somebody who began to write counts as writing.
const TYPING: Duration = Duration::from_secs(3);

const UPDATE: Schema = Schema {
    name: "UpdateThreadVariables",
    page: "threads",
    fields: &[
        ("id", Kind::Text),
        ("groupID", Kind::Text),
        ("organizationID", Kind::Text),
        ("name", Kind::Text),
        ("url", Kind::Text),
        ("location", Kind::Fields),
        ("metadata", Kind::Fields),
        ("extraClassnames", Kind::TextOrNull),
        ("resolved", Kind::Flag),
        ("resolvedTimestamp", Kind::TimeOrNull),
        ("userID", Kind::Text),
        ("typing", Kind::Texts),
        ("seenByUsers", Kind::Rows(&SEEN_BY)),
        ("addSubscribers", Kind::Texts),
        ("removeSubscribers", Kind::Texts),
    ],
    required: &[],
};

const SEEN_BY: Schema = Schema {
    name: "ServerThreadSeenUser",
    page: "threads",
    fields: &[("userID", Kind::Text), ("seen", Kind::Flag)],
    required: &["userID", "seen"],
};

/// Changes what the body names. What comes after the thread itself may fail when the rest is done already.
pub(in crate::sandbox::cord) async fn update(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody,
) -> Answer<Json<Value>> {
    let input = UPDATE.read(with_group_id(body))?;
    let now = cord.now();
    let mut project = cord.write();
    let at = position_of(&project, &id)?;
    check(&project, &input)?;
    let resolved = resolved(&input, now);
    let action = action(&mut project, at, &input, resolved, now)?;
    let thread = &mut project.threads[at];
    apply(thread, &input, resolved);
    if let Some(message) = action {
        thread.add(message);
    }
    set_subscribers(&mut project, at, &input)?;
    set_typing(&mut project, at, &input, cord.clock.uptime())?;
    set_seen(&mut project, at, &input)?;
    Ok(done(&format!("✅ You successfully updated thread {id}")))
}

fn check(project: &Project, input: &Input) -> Answer<()> {
    if let Some(new) = input.text("id") {
        if !ids::is_external(new) {
            let message = format!(
                "{new} is not a valid identifier: https://docs.cord.com/reference/identifiers"
            );
            return Err(Refusal::invalid_field(message));
        }
        if project.thread_position(new).is_some() {
            let message =
                format!("Cannot change ID to {new} since a thread with that ID already exists");
            return Err(Refusal::conflict("thread_already_exists", message));
        }
    }
    let message = "Adding and removing the same subscriber is invalid";
    check_disjoint(input, ("addSubscribers", "removeSubscribers"), message)?;
    match input.text("groupID") {
        Some(group) if !group.is_empty() && project.group(group).is_none() => {
            Err(Refusal::unknown_organization())
        }
        _ => Ok(()),
    }
}

/// What the body says about being resolved; the time wins over the flag.
fn resolved(input: &Input, now: Timestamp) -> Option<Option<Timestamp>> {
    input
        .time("resolvedTimestamp")
        .or_else(|| Some(input.flag("resolved")?.then_some(now)))
}

/// The automatic message, if the state changes and somebody is named to have done it.
fn action(
    project: &mut Project,
    at: usize,
    input: &Input,
    resolved: Option<Option<Timestamp>>,
    now: Timestamp,
) -> Answer<Option<Message>> {
    let flips = resolved.filter(|to| to.is_some() != project.threads[at].resolved.is_some());
    let (Some(to), Some(user_id)) = (flips, input.text("userID")) else {
        return Ok(None);
    };
    let id = format!("cord:{}", project.new_uuid());
    let Some(user) = project.user(user_id) else {
        let message = format!("Unknown user {user_id}");
        return Err(Refusal::unauthorized("user_not_found", message));
    };
    let action = match to {
        Some(_) => Action::Resolved,
        None => Action::Unresolved,
    };
    let by = (user_id, user.display_name());
    Ok(Some(Message::of_action(id, by, action, now)))
}

fn apply(thread: &mut Thread, input: &Input, resolved: Option<Option<Timestamp>>) {
    let set = |field: &mut String, name: &str| {
        if let Some(text) = input.text(name) {
            text.clone_into(field);
        }
    };
    set(&mut thread.name, "name");
    set(&mut thread.url, "url");
    if let Some(id) = input.text("id") {
        id.clone_into(&mut thread.id);
    }
    if let Some(group) = input.text("groupID").filter(|group| !group.is_empty()) {
        group.clone_into(&mut thread.group_id);
    }
    if let Some(location) = input.fields("location") {
        thread.location = location;
    }
    // All of it, whatever was there.
    if let Some(metadata) = input.fields("metadata") {
        thread.metadata = metadata;
    }
    // Null does not clear it.
    if let Some(names) = input.text("extraClassnames") {
        thread.extra_classnames = Some(names.to_owned());
    }
    if let Some(resolved) = resolved {
        thread.resolved = resolved;
    }
}

fn set_subscribers(project: &mut Project, at: usize, input: &Input) -> Answer<()> {
    let group_id = project.threads[at].group_id.clone();
    let named = |name: &str| input.ids(name).filter(|ids| !ids.is_empty());
    if let Some(ids) = named("addSubscribers") {
        for id in members(project, &group_id, &ids)? {
            project.threads[at].subscribe(&id);
        }
    }
    if let Some(ids) = named("removeSubscribers") {
        let leaving = members(project, &group_id, &ids)?;
        let subscribers = &mut project.threads[at].subscribers;
        subscribers.retain(|id| !leaving.contains(id));
    }
    Ok(())
}

/// Who writes is added to those who do; an empty list clears them all.
fn set_typing(project: &mut Project, at: usize, input: &Input, uptime: Duration) -> Answer<()> {
    let Some(ids) = input.ids("typing") else {
        return Ok(());
    };
    if ids.is_empty() {
        project.threads[at].typing.clear();
        return Ok(());
    }
    let writers = members(project, &project.threads[at].group_id, &ids)?;
    let typing = &mut project.threads[at].typing;
    typing.retain(|one| uptime < one.until && !writers.contains(&one.user_id));
    let until = uptime + TYPING;
    typing.extend(writers.into_iter().map(|user_id| Typing { user_id, until }));
    Ok(())
}

fn set_seen(project: &mut Project, at: usize, input: &Input) -> Answer<()> {
    let rows = input.rows("seenByUsers");
    if rows.is_empty() {
        return Ok(());
    }
    let ids = rows.iter().filter_map(|row| row.text("userID"));
    let ids: Vec<String> = ids.map(str::to_owned).collect();
    let viewers = members(project, &project.threads[at].group_id, &ids)?;
    let thread = &mut project.threads[at];
    if thread.messages.is_empty() {
        return Err(Refusal::internal());
    }
    for row in &rows {
        let Some(id) = row
            .text("userID")
            .filter(|id| viewers.iter().any(|one| one == id))
        else {
            continue;
        };
        match row.flag("seen") {
            Some(true) => thread.see(id),
            _ => thread.forget(id),
        }
    }
    Ok(())
}
