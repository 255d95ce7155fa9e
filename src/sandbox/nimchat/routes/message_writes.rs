//! Writing and deleting messages.

use std::sync::Arc;

use axum::Router;
use axum::routing::{delete, post};
use serde_json::json;

use crate::sandbox::nimchat::body::Body;
use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::server::Server;

use super::message_draft;

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/conversations/{conversation_id}/messages", post(create))
        .route(
            "/conversations/{conversation_id}/messages/{message_id}",
            delete(destroy),
        )
}

/// Answers what it has stored, before the channel has taken it.
async fn create(call: Call, mut body: Body) -> Answer {
    let mut state = call.state();
    let state = &mut *state;
    let conversation = call.conversation(state)?;
    let is_window_open = call.view(state).can_reply(conversation);
    let draft = message_draft::read(&call, state, conversation, &mut body)?;
    let id = call.act(state).write(draft.message, draft.files);
    let view = call.view(state);
    let written = state.messages.iter().rev().find(|message| message.id == id);
    let mut answer = view.message(written.ok_or(Refusal::Crash)?);
    if let Some(echo) = body.text("echo_id") {
        answer["echo_id"] = json!(echo);
    }
    let is_window_open = is_window_open || body.has("template_params");
    call.act(state).deliver(id, is_window_open);
    Ok(axum::Json(answer))
}

/// Answers the row that stays.
async fn destroy(call: Call) -> Answer {
    let mut state = call.state();
    let state = &mut *state;
    let conversation = call.conversation(state)?;
    let wanted = call.id("message_id");
    let is_there = state
        .messages_of(conversation)
        .any(|message| message.id == wanted);
    let id = is_there.then_some(wanted).ok_or(Refusal::Missing)?;
    call.act(state).delete_message(id);
    let deleted = state.messages.iter().find(|message| message.id == id);
    let deleted = deleted.ok_or(Refusal::Missing)?;
    Ok(axum::Json(call.view(state).message(deleted)))
}
