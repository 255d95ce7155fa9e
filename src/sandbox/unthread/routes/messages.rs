//! What was said, and the files that came with it.

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::sandbox::unthread::acts::message;
use crate::sandbox::unthread::input::{Body, PathValues, Query};
use crate::sandbox::unthread::refusal::Refusal;
use crate::sandbox::unthread::service::Service;
use crate::sandbox::unthread::tenant::{SharedTenant, StoredFile};
use crate::sandbox::unthread::upload::Upload;
use crate::sandbox::unthread::{fields, list, views};

use super::{Answer, chosen, found, read};

pub(super) async fn page(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
    Body(body): Body,
) -> Answer {
    let tenant = read(&tenant);
    found(&tenant.conversations, &id)?;
    let own = |row: &&Value| row["conversationId"] == id.as_str();
    let rows = tenant.messages.iter().filter(own);
    let rows = rows.map(|row| views::message(&tenant, row)).collect();
    list::answer(rows, fields::MESSAGE, &body).map(Json)
}

pub(super) async fn create(
    State(service): State<Service>,
    PathValues([id]): PathValues<1>,
    query: Query,
    upload: Upload,
) -> Answer {
    let chosen = chosen(fields::MESSAGE, &query)?;
    let sent = service.write(|tenant, at| message::create(tenant, at, &id, upload))?;
    Ok(Json(chosen.shown(&sent)))
}

/// The first download of a file that was just sent comes too early.
pub(super) async fn file(
    State(service): State<Service>,
    PathValues([id, file]): PathValues<2>,
) -> Result<Response, Refusal> {
    service.write(|tenant, _| {
        let is_it = |one: &&mut StoredFile| one.id == file && one.conversation_id == id;
        let found = tenant.files.iter_mut().find(is_it);
        let found = found.ok_or_else(Refusal::not_found)?;
        match found.not_ready.take() {
            Some(status) => Err(Refusal::not_ready(status)),
            None => Ok(content(found)),
        }
    })
}

/// Slack makes previews of pictures only.
pub(super) async fn thumbnail(
    State(tenant): State<SharedTenant>,
    PathValues([file]): PathValues<1>,
    query: Query,
) -> Result<Response, Refusal> {
    let size = query.get("thumbSize").and_then(|size| size.parse().ok());
    if !size.is_some_and(|size: u32| (1..=1024).contains(&size)) {
        return Err(Refusal::bad_request("thumbSize must be from 1 to 1024"));
    }
    if !query
        .get("teamId")
        .is_some_and(|team| team.starts_with('T'))
    {
        return Err(Refusal::bad_request("teamId must be a Slack team"));
    }
    let tenant = read(&tenant);
    let is_it = |one: &&StoredFile| {
        one.id == file && one.id.starts_with('F') && one.mime_type.starts_with("image/")
    };
    let found = tenant.files.iter().find(is_it);
    found.map(content).ok_or_else(Refusal::not_found)
}

fn content(file: &StoredFile) -> Response {
    let media_type = [(CONTENT_TYPE, file.mime_type.clone())];
    (media_type, file.content.clone()).into_response()
}
