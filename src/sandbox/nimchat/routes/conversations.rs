//! Conversations and what hangs on them, without the messages.

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use serde_json::{Value, json};

use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::finder::{self, Counts};
use crate::sandbox::nimchat::pages;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::Conversation;

use super::conversation_filter;

/// Conversations per page.
pub(super) const PAGE_SIZE: usize = 25;

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/conversations", get(list))
        .route("/conversations/meta", get(meta))
        .route("/conversations/search", get(search))
        .route("/conversations/filter", post(conversation_filter::filter))
        .route("/conversations/{conversation_id}", get(show))
        .route("/conversations/{conversation_id}/labels", get(labels))
        .route(
            "/conversations/{conversation_id}/participants",
            get(participants),
        )
        .route(
            "/conversations/{conversation_id}/attachments",
            get(attachments),
        )
}

async fn list(call: Call) -> Answer {
    let state = call.state();
    let found = finder::find(&call, &state)?;
    let view = call.view(&state);
    let page = pages::page(found.conversations, &call.params, PAGE_SIZE).into_iter();
    let page: Vec<Value> = page
        .map(|conversation| view.conversation(conversation))
        .collect();
    Ok(axum::Json(
        json!({ "data": { "meta": found.counts.view(), "payload": page } }),
    ))
}

async fn meta(call: Call) -> Answer {
    let state = call.state();
    let found = finder::find(&call, &state)?;
    Ok(axum::Json(json!({ "meta": found.counts.view() })))
}

/// Answers in the short form.
async fn search(call: Call) -> Answer {
    let state = call.state();
    let words = call.params.present("q").unwrap_or_default();
    let found: Vec<&Conversation> = state
        .conversations
        .iter()
        .filter(|conversation| call.sees(&state, conversation.inbox_id))
        .filter(|conversation| !words.is_empty() && finder::says(&state, conversation, words))
        .collect();
    let counts = Counts::of(&found, call.me);
    let view = call.view(&state);
    let page = pages::page(found, &call.params, PAGE_SIZE).into_iter();
    let page: Vec<Value> = page.map(|one| view.short_conversation(one)).collect();
    Ok(axum::Json(
        json!({ "meta": counts.short_view(), "payload": page }),
    ))
}

async fn show(call: Call) -> Answer {
    let state = call.state();
    let conversation = call.conversation(&state)?;
    Ok(axum::Json(call.view(&state).conversation(conversation)))
}

async fn labels(call: Call) -> Answer {
    let state = call.state();
    let conversation = call.conversation(&state)?;
    Ok(axum::Json(json!({ "payload": conversation.labels })))
}

async fn participants(call: Call) -> Answer {
    let state = call.state();
    let conversation = call.conversation(&state)?;
    Ok(axum::Json(json!(
        call.view(&state).agents(&conversation.participants)
    )))
}

/// All files of the conversation; this release has no pages here.
async fn attachments(call: Call) -> Answer {
    let state = call.state();
    let conversation = call.conversation(&state)?;
    let view = call.view(&state);
    let files = state.messages_of(conversation).flat_map(|message| {
        let files = message.attachments.iter();
        files.map(move |file| view.listed_attachment(message, file))
    });
    Ok(axum::Json(json!({ "payload": files.collect::<Vec<_>>() })))
}
