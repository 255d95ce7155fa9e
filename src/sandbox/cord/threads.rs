//! `GET /v1/threads` and `GET /v1/threads/{threadID}`.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::Administrator;
use super::error::{Answer, Refusal};
use super::ids::is_uuid;
use super::paging::{self, Parameters};
use super::state::{Participant, Project, Thread};
use super::{Cord, ListShape, filter, time};

const FILTERS: &[&str] = &[
    "metadata",
    "location",
    "firstMessageTimestamp",
    "mostRecentMessageTimestamp",
    "groupID",
    "organizationID",
    "resolvedStatus",
];

/// Where the next page begins: behind this row.
#[derive(Debug, Deserialize)]
struct Token {
    #[serde(rename = "externalID")]
    id: String,
    #[serde(rename = "nextCursorTimestamp")]
    activity: String,
}

/// The threads, the newest message first.
pub(super) async fn list(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    parameters: Parameters,
) -> Answer<Json<Value>> {
    let project = cord.read();
    let filter = filter::read(&parameters, FILTERS, &project)?;
    let limit = paging::limit(&parameters)?;
    let after = position(paging::token(&parameters)?)?;
    let mut threads: Vec<&Thread> = project
        .threads
        .iter()
        .filter(|thread| filter.keeps(thread))
        .collect();
    let total = threads.len();
    threads.sort_by(|a, b| {
        b.activity()
            .cmp(&a.activity())
            .then_with(|| a.id.cmp(&b.id))
    });
    threads.retain(|thread| after.as_ref().is_none_or(|after| is_behind(thread, after)));
    threads.truncate(limit);
    // A full page gets a token even if nothing follows.
    let token = match threads.last() {
        Some(last) if threads.len() == limit => token_behind(last)?,
        _ => Value::Null,
    };
    let uptime = cord.clock.uptime();
    let rows: Vec<Value> = threads
        .into_iter()
        .map(|thread| row(thread, uptime))
        .collect();
    Ok(Json(match cord.switches.list_shape {
        ListShape::Full => json!({"threads": rows, "pagination": {"token": token, "total": total}}),
        ListShape::Threads => json!({"threads": rows}),
        ListShape::Array => rows.into_iter().map(old_row).collect(),
    }))
}

/// One thread, by either form of its id.
pub(super) async fn one(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path(id): Path<String>,
) -> Answer<Json<Value>> {
    let project = cord.read();
    let uptime = cord.clock.uptime();
    find(&project, &id).map(|thread| Json(single(thread, &project, uptime)))
}

/// The thread with this id; a `cord:` id must be a UUID.
pub(super) fn find<'a>(project: &'a Project, id: &str) -> Answer<&'a Thread> {
    position_of(project, id).map(|at| &project.threads[at])
}

/// Where the thread with this id is.
pub(super) fn position_of(project: &Project, id: &str) -> Answer<usize> {
    if id.strip_prefix("cord:").is_some_and(|rest| !is_uuid(rest)) {
        return Err(Refusal::invalid_request());
    }
    project
        .thread_position(id)
        .ok_or_else(Refusal::thread_not_found)
}

fn position(token: Option<Token>) -> Answer<Option<(Timestamp, String)>> {
    let Some(Token { id, activity }) = token else {
        return Ok(None);
    };
    let refusal = || Refusal::invalid_field("Pagination token is not valid");
    let at = time::from_database_text(&activity).ok_or_else(refusal)?;
    Ok(Some((at, id)))
}

fn is_behind(thread: &Thread, (at, id): &(Timestamp, String)) -> bool {
    thread.activity() < *at || (thread.activity() == *at && thread.id > *id)
}

fn token_behind(last: &Thread) -> Answer<Value> {
    let activity = time::database_text(last.activity());
    paging::write_token(&json!({"externalID": last.id, "nextCursorTimestamp": activity}))
}

/// How many messages of each sort there are; `all` counts the deleted ones too.
struct Counts {
    all: usize,
    user: usize,
    action: usize,
    deleted: usize,
}

fn counts(thread: &Thread) -> Counts {
    let deleted = thread
        .messages
        .iter()
        .filter(|message| message.deleted.is_some())
        .count();
    let is_live_action =
        |message: &&super::message::Message| message.deleted.is_none() && message.is_action;
    let action = thread.messages.iter().filter(is_live_action).count();
    let all = thread.messages.len();
    Counts {
        all,
        user: all - action - deleted,
        action,
        deleted,
    }
}

/// A thread in a list.
fn row(thread: &Thread, uptime: Duration) -> Value {
    let counts = counts(thread);
    let participants: Vec<Value> = thread
        .participants
        .iter()
        .map(participant_in_list)
        .collect();
    json!({
        "id": thread.id,
        "organizationID": thread.group_id,
        "total": counts.all,
        "userMessages": counts.user,
        "actionMessages": counts.action,
        "deletedMessages": counts.deleted,
        "resolved": thread.resolved.is_some(),
        "resolvedTimestamp": time::iso_or_null(thread.resolved),
        "participants": participants,
        "subscribers": thread.subscribers,
        "mentioned": thread.mentioned(),
        "repliers": thread.repliers(false),
        "actionMessageRepliers": thread.repliers(true),
        "name": thread.name,
        "url": thread.url,
        "location": thread.location,
        "metadata": thread.metadata,
        "groupID": thread.group_id,
        "typing": thread.typing_at(uptime),
    })
}

/// A thread in the list of the oldest servers, which had fewer fields.
fn old_row(mut row: Value) -> Value {
    if let Some(fields) = row.as_object_mut() {
        for later in [
            "mentioned",
            "actionMessageRepliers",
            "location",
            "metadata",
            "groupID",
        ] {
            fields.shift_remove(later);
        }
    }
    row
}

/// A thread on its own.
fn single(thread: &Thread, project: &Project, uptime: Duration) -> Value {
    let counts = counts(thread);
    let participants: Vec<Value> = thread
        .participants
        .iter()
        .map(|participant| participant_on_its_own(participant, project))
        .collect();
    json!({
        "id": thread.id,
        "organizationID": thread.group_id,
        "groupID": thread.group_id,
        "total": counts.all,
        "userMessages": counts.user,
        "actionMessages": counts.action,
        "deletedMessages": counts.deleted,
        "resolved": thread.resolved.is_some(),
        "resolvedTimestamp": time::iso_or_null(thread.resolved),
        "participants": participants,
        "repliers": thread.repliers(false),
        "actionMessageRepliers": thread.repliers(true),
        "subscribers": thread.subscribers,
        "mentioned": thread.mentioned(),
        "typing": thread.typing_at(uptime),
        "name": thread.name,
        "url": thread.url,
        "location": thread.location,
        "metadata": thread.metadata,
        "extraClassnames": thread.extra_classnames,
    })
}

fn participant_in_list(participant: &Participant) -> Value {
    let Participant { user_id, last_seen } = participant;
    json!({"lastSeenTimestamp": last_seen.map(time::database_json), "userID": user_id})
}

fn participant_on_its_own(participant: &Participant, project: &Project) -> Value {
    let Participant { user_id, last_seen } = participant;
    let user = user_id.as_deref().and_then(|id| project.user(id));
    // Without a full name there is none to show, even if there is a short one.
    let name = user
        .filter(|user| user.name.is_some())
        .map(super::state::User::display_name);
    json!({
        "lastSeenTimestamp": time::iso_or_null(*last_seen),
        "userID": user_id,
        "displayName": name,
    })
}
