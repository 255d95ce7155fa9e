//! The messages of one thread, one message, and the messages of all threads.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::Administrator;
use super::error::{Answer, Refusal};
use super::message::{Message, Reaction};
use super::paging::{self, Parameters};
use super::state::Thread;
use super::{Cord, content, files, filter, threads, time};

const FILTERS: &[&str] = &[
    "metadata",
    "location",
    "authorID",
    "groupID",
    "organizationID",
];

/// Where the next page begins: behind this row.
#[derive(Debug, Deserialize)]
struct Token {
    #[serde(rename = "externalID")]
    id: String,
    #[serde(rename = "createdAtWithMicros")]
    created: String,
}

/// `GET /v1/threads/{threadID}/messages`: all of them, deleted ones too, the newest first unless asked otherwise.
pub(super) async fn of_thread(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path(thread_id): Path<String>,
    parameters: Parameters,
) -> Answer<Json<Value>> {
    let is_ascending = match parameters
        .get("sortDirection")
        .map(|text| text.to_lowercase())
        .as_deref()
    {
        None | Some("descending") => false,
        Some("ascending") => true,
        Some(_) => return Err(Refusal::bad_sort_direction()),
    };
    let project = cord.read();
    let thread = threads::find(&project, &thread_id)?;
    let mut rows: Vec<Value> = thread
        .messages
        .iter()
        .map(|message| full(&cord, thread, message))
        .collect();
    if !is_ascending {
        rows.reverse();
    }
    Ok(Json(Value::Array(rows)))
}

/// `GET /v1/threads/{threadID}/messages/{messageID}`.
pub(super) async fn one(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    Path((thread_id, message_id)): Path<(String, String)>,
) -> Answer<Json<Value>> {
    let project = cord.read();
    let thread = threads::find(&project, &thread_id)?;
    let found = thread
        .messages
        .iter()
        .find(|message| message.id == message_id);
    let message = found.ok_or_else(Refusal::message_not_found)?;
    Ok(Json(full(&cord, thread, message)))
}

/// `GET /v1/messages`: the messages of all threads, the oldest first.
pub(super) async fn list(
    _: Administrator,
    State(cord): State<Arc<Cord>>,
    parameters: Parameters,
) -> Answer<Json<Value>> {
    let project = cord.read();
    let filter = filter::read(&parameters, FILTERS, &project)?;
    let limit = paging::limit(&parameters)?;
    let after = position(paging::token(&parameters)?)?;
    let in_place = project
        .threads
        .iter()
        .filter(|thread| filter.keeps_place(thread));
    let mut messages: Vec<(&Thread, &Message)> = in_place
        .flat_map(|thread| thread.messages.iter().map(move |message| (thread, message)))
        .filter(|(_, message)| {
            filter
                .author_id
                .as_ref()
                .is_none_or(|id| *id == message.author_id)
        })
        .filter(|(_, message)| filter::has_all(&message.metadata, &filter.metadata))
        .collect();
    let total = messages.len();
    messages.sort_by_key(|(_, message)| (message.created, message.id.as_str()));
    messages.retain(|(_, message)| {
        let place = (message.created, message.id.as_str());
        after
            .as_ref()
            .is_none_or(|(at, id)| place > (*at, id.as_str()))
    });
    messages.truncate(limit);
    let token = match messages.last() {
        Some((_, last)) if messages.len() == limit => {
            let created = time::database_text(last.created);
            paging::write_token(&json!({"externalID": last.id, "createdAtWithMicros": created}))?
        }
        _ => Value::Null,
    };
    let rows: Vec<Value> = messages
        .into_iter()
        .map(|(thread, message)| full(&cord, thread, message))
        .collect();
    Ok(Json(
        json!({"messages": rows, "pagination": {"token": token, "total": total}}),
    ))
}

fn position(token: Option<Token>) -> Answer<Option<(Timestamp, String)>> {
    let Some(Token { id, created }) = token else {
        return Ok(None);
    };
    let refusal = || Refusal::invalid_field("Pagination token is not valid");
    let at = time::from_database_text(&created).ok_or_else(refusal)?;
    Ok(Some((at, id)))
}

fn full(cord: &Cord, thread: &Thread, message: &Message) -> Value {
    let reactions: Vec<Value> = message.reactions.iter().map(reaction).collect();
    json!({
        "id": message.id,
        "organizationID": thread.group_id,
        "groupID": thread.group_id,
        "threadID": thread.id,
        "authorID": message.author_id,
        "url": message.url,
        "content": message.content,
        "plaintext": content::plaintext(&message.content),
        "createdTimestamp": time::iso(message.created),
        "updatedTimestamp": time::iso_or_null(message.updated),
        "deletedTimestamp": time::iso_or_null(message.deleted),
        "type": if message.is_action { "action_message" } else { "user_message" },
        "iconURL": message.icon_url,
        "translationKey": message.translation_key,
        "metadata": message.metadata,
        "seenBy": seen_by(thread, message),
        "extraClassnames": message.extra_classnames,
        "skipLinkPreviews": message.skips_link_previews,
        "attachments": attachments(cord, message),
        "reactions": reactions,
    })
}

fn reaction(reaction: &Reaction) -> Value {
    let Reaction { emoji, user_id, at } = reaction;
    json!({"reaction": emoji, "userID": user_id, "timestamp": time::iso(*at)})
}

/// The users who looked into the thread after the message came or changed.
fn seen_by<'a>(thread: &'a Thread, message: &Message) -> Vec<&'a str> {
    let changed = message.updated.unwrap_or(message.created);
    let has_seen = thread
        .participants
        .iter()
        .filter(|participant| participant.last_seen.is_some_and(|seen| seen >= changed));
    has_seen
        .filter_map(|participant| participant.user_id.as_deref())
        .collect()
}

fn attachments(cord: &Cord, message: &Message) -> Vec<Value> {
    let file = message.files.iter().map(|file| {
        json!({
            "id": format!("cord:{}", file.uuid),
            "type": "file",
            "name": file.name,
            "url": files::signed_link(cord, &file.uuid),
            "mimeType": file.mime_type,
            "size": file.bytes.len(),
            "uploadStatus": "uploaded",
        })
    });
    file.collect()
}
