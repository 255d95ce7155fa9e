//! Beginning a conversation.

use std::sync::Arc;

use axum::Router;
use axum::routing::post;
use jiff::Timestamp;

use crate::sandbox::nimchat::acts::contact::attribute_flaws;
use crate::sandbox::nimchat::acts::conversation::Start;
use crate::sandbox::nimchat::body::Body;
use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::{State, Status};

use super::message_draft::{self, Draft};

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new().route("/conversations", post(create))
}

/// Answers the whole conversation. An inbox for single conversations gives the one that is there.
async fn create(call: Call, mut body: Body) -> Answer {
    let mut state = call.state();
    let state = &mut *state;
    let message = body.within("message");
    let ways = state.contact_inboxes.len();
    let begun = begin(&call, state, &body, message);
    // If anything is wrong, all is undone.
    let id = begun.inspect_err(|_| state.contact_inboxes.truncate(ways))?;
    let conversation = state.conversation(id).ok_or(Refusal::Crash)?;
    Ok(axum::Json(call.view(state).conversation(conversation)))
}

fn begin(
    call: &Call,
    state: &mut State,
    body: &Body,
    message: Option<Body>,
) -> Result<u64, Refusal> {
    let start = start(state, body)?;
    let way = way(call, state, body)?;
    let existing = call.act(state).last_of_single(way);
    let blank = call.act(state).blank_conversation(way, start);
    let blank = blank.ok_or(Refusal::Missing)?;
    let known = existing.and_then(|id| state.conversation(id));
    let read =
        |mut message: Body| message_draft::read(call, state, known.unwrap_or(&blank), &mut message);
    let draft = message.map(read).transpose()?;
    let id = existing.unwrap_or_else(|| call.act(state).open(blank));
    if let Some(draft) = draft {
        say(call, state, id, draft);
    }
    Ok(id)
}

fn say(call: &Call, state: &mut State, conversation: u64, draft: Draft) {
    let known = state.conversation(conversation);
    let is_template = draft
        .message
        .additional_attributes
        .contains_key("template_params");
    let is_window_open =
        is_template || known.is_some_and(|known| call.view(state).can_reply(known));
    let mut message = draft.message;
    message.conversation_id = conversation;
    let id = call.act(state).write(message, draft.files);
    call.act(state).deliver(id, is_window_open);
}

/// Either a contact and an inbox, or a source id that is known.
fn way(call: &Call, state: &mut State, body: &Body) -> Result<u64, Refusal> {
    let inbox = match body.id("inbox_id") {
        Some(id) => Some(state.inbox(id).ok_or(Refusal::Missing)?.id),
        None => None,
    };
    if inbox.is_some_and(|inbox| !call.sees(state, inbox)) {
        return Err(Refusal::Forbidden);
    }
    let contact = match body.id("contact_id") {
        Some(id) => Some(state.contact(id).ok_or(Refusal::Missing)?.id),
        None => None,
    };
    let source_id = body.present("source_id");
    if let (Some(inbox), Some(contact)) = (inbox, contact) {
        return call.act(state).way(contact, inbox, source_id);
    }
    let mut ways = state.contact_inboxes.iter();
    let known = ways.find(|way| Some(&way.source_id) == source_id.as_ref());
    let known = known.ok_or(Refusal::Missing)?;
    if !call.sees(state, known.inbox_id) {
        return Err(Refusal::Forbidden);
    }
    Ok(known.id)
}

/// People and teams that are not there are left out.
fn start(state: &State, body: &Body) -> Result<Start, Refusal> {
    let custom_attributes = body.object("custom_attributes").unwrap_or_default();
    let flaws = attribute_flaws(&custom_attributes);
    if !flaws.is_empty() {
        return Err(Refusal::Invalid(flaws));
    }
    let status = match body.present("status") {
        Some(name) => Status::named(&name).ok_or(Refusal::Crash)?,
        None => Status::Open,
    };
    let assignee = body.id("assignee_id").and_then(|id| state.user(id));
    let team = body.id("team_id").and_then(|id| state.team(id));
    Ok(Start {
        status,
        snoozed_until: snoozed_until(body),
        assignee_id: assignee.map(|user| user.id),
        team_id: team.map(|team| team.id),
        additional_attributes: body.object("additional_attributes").unwrap_or_default(),
        custom_attributes,
    })
}

/// Any text that is a time; what is none is no time.
fn snoozed_until(body: &Body) -> Option<Timestamp> {
    body.present("snoozed_until")?.parse().ok()
}
