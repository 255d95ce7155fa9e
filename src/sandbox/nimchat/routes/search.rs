//! Search over the account.

use std::cmp::Reverse;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::{Conversation, Message, MessageType, State};

use super::contacts;

/// Hits of each kind.
const HITS: usize = 10;
/// Older messages are not searched.
const REACH: SignedDuration = SignedDuration::from_hours(90 * 24);

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/search", get(everything))
        .route("/search/conversations", get(only_conversations))
        .route("/search/contacts", get(only_contacts))
        .route("/search/messages", get(only_messages))
}

async fn everything(call: Call) -> Answer {
    let state = call.state();
    Ok(axum::Json(json!({ "payload": {
        "conversations": conversations(&call, &state),
        "contacts": contacts(&call, &state),
        "messages": messages(&call, &state),
    } })))
}

async fn only_conversations(call: Call) -> Answer {
    let state = call.state();
    let hits = conversations(&call, &state);
    Ok(axum::Json(json!({ "payload": { "conversations": hits } })))
}

async fn only_contacts(call: Call) -> Answer {
    let state = call.state();
    Ok(axum::Json(
        json!({ "payload": { "contacts": contacts(&call, &state) } }),
    ))
}

async fn only_messages(call: Call) -> Answer {
    let state = call.state();
    Ok(axum::Json(
        json!({ "payload": { "messages": messages(&call, &state) } }),
    ))
}

fn words(call: &Call) -> &str {
    call.params.present("q").unwrap_or_default().trim()
}

/// By number, or by who asked.
fn conversations(call: &Call, state: &State) -> Vec<Value> {
    let words = words(call);
    let is_hit = |conversation: &&Conversation| {
        let contact = state.contact(conversation.contact_id);
        let is_number = conversation.display_id.to_string().contains(words);
        is_number || contact.is_some_and(|contact| contacts::names(contact, words))
    };
    let seen = state.conversations.iter().rev();
    seen.filter(|conversation| call.sees(state, conversation.inbox_id))
        .filter(is_hit)
        .take(HITS)
        .map(|conversation| hit(call, state, conversation))
        .collect()
}

fn hit(call: &Call, state: &State, conversation: &Conversation) -> Value {
    let view = call.view(state);
    let contact = state.contact(conversation.contact_id);
    let inbox = state.inbox(conversation.inbox_id);
    let agent = conversation.assignee_id.and_then(|id| state.user(id));
    let message = state.messages_of(conversation).next();
    let mut hit = json!({
        "id": conversation.display_id,
        "account_id": crate::sandbox::nimchat::state::HOME,
        "created_at": conversation.created_at.as_second(),
    });
    let parts = [
        ("message", message.map(|message| view.message(message))),
        ("contact", contact.map(|contact| view.contact(contact))),
        ("inbox", inbox.map(|inbox| view.inbox(inbox))),
        ("agent", agent.map(|user| view.agent(user))),
    ];
    for (key, part) in parts {
        if let Some(part) = part {
            hit[key] = part;
        }
    }
    hit
}

fn contacts(call: &Call, state: &State) -> Vec<Value> {
    let words = words(call);
    let view = call.view(state);
    let found = state
        .contacts
        .iter()
        .filter(|contact| contact.is_resolved());
    found
        .filter(|contact| contacts::names(contact, words))
        .take(HITS)
        .map(|contact| view.contact(contact))
        .collect()
}

/// Newest first.
fn messages(call: &Call, state: &State) -> Vec<Value> {
    let words = words(call).to_lowercase();
    let view = call.view(state);
    let is_hit = |message: &&Message| {
        let content = message
            .content
            .as_deref()
            .unwrap_or_default()
            .to_lowercase();
        let conversation = state.conversation(message.conversation_id);
        message.kind != MessageType::Activity
            && content.contains(&words)
            && view.now.duration_since(message.created_at) < REACH
            && conversation.is_some_and(|one| call.sees(state, one.inbox_id))
    };
    let mut found: Vec<&Message> = state.messages.iter().filter(is_hit).collect();
    found.sort_by_key(|message| Reverse((message.created_at, message.id)));
    let found = found.into_iter().take(HITS);
    found.map(|message| view.message(message)).collect()
}
