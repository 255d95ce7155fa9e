//! Messages of a conversation: four windows over their ids.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use serde_json::{Value, json};

use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::params::Params;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::{Conversation, Message, MessageType, State};

/// Messages at the end, or before an id.
const LATEST: usize = 20;
/// Messages after an id.
const AFTER: usize = 100;
/// Messages between two ids.
const BETWEEN: usize = 1000;

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new().route("/conversations/{conversation_id}/messages", get(list))
}

async fn list(call: Call) -> Answer {
    let state = call.state();
    let conversation = call.conversation(&state)?;
    let view = call.view(&state);
    let window = window(&state, conversation, &call.params).into_iter();
    let payload: Vec<Value> = window.map(|message| view.message(message)).collect();
    let meta = view.messages_meta(conversation);
    Ok(axum::Json(json!({ "meta": meta, "payload": payload })))
}

/// Always oldest first. Rows are sorted by time, the bounds are ids.
fn window<'a>(state: &'a State, conversation: &Conversation, params: &Params) -> Vec<&'a Message> {
    let is_public = params.present("filter_internal_messages").is_some();
    let is_internal = |message: &Message| message.private || message.kind == MessageType::Activity;
    let messages = state.messages_of(conversation);
    let mut all: Vec<&Message> = messages
        .filter(|message| !(is_public && is_internal(message)))
        .collect();
    all.sort_by_key(|message| (message.created_at, message.id));
    let number = |message: &Message| i64::try_from(message.id).unwrap_or(i64::MAX);
    match (params.integer("after"), params.integer("before")) {
        (Some(after), Some(before)) => {
            all.retain(|message| (after..before).contains(&number(message)));
            all.truncate(BETWEEN);
            all
        }
        (None, Some(before)) => {
            all.retain(|message| number(message) < before);
            newest(all)
        }
        (Some(after), None) => {
            all.retain(|message| number(message) > after);
            all.truncate(AFTER);
            all
        }
        (None, None) => newest(all),
    }
}

fn newest(mut all: Vec<&Message>) -> Vec<&Message> {
    let before = all.len().saturating_sub(LATEST);
    all.split_off(before)
}
