//! Creating, changing and deleting contacts.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{post, put};
use serde_json::{Value, json};

use crate::sandbox::nimchat::acts::contact;
use crate::sandbox::nimchat::acts::status::labels;
use crate::sandbox::nimchat::body::Body;
use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::{Attributes, Contact, State};

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/contacts", post(create))
        .route(
            "/contacts/{contact_id}",
            put(update).patch(update).delete(destroy),
        )
        .route("/contacts/{contact_id}/labels", post(set_labels))
        .route(
            "/contacts/{contact_id}/destroy_custom_attributes",
            post(destroy_custom_attributes),
        )
        .route("/contacts/{contact_id}/contact_inboxes", post(add_inbox))
        .route("/contact_inboxes/filter", post(of_source_id))
}

/// Answers the contact inside `contact`, beside the way into the inbox that was named.
async fn create(call: Call, body: Body) -> Answer {
    let mut state = call.state();
    let state = &mut *state;
    let mut contact = Contact {
        id: 0,
        name: String::new(),
        email: None,
        phone_number: None,
        identifier: None,
        additional_attributes: Attributes::new(),
        custom_attributes: Attributes::new(),
        labels: Vec::new(),
        is_online: false,
        last_activity_at: None,
        created_at: call.view(state).now,
    };
    contact::assign(&mut contact, &body);
    contact::check(state, &contact)?;
    contact.id = state.sequences.contact();
    let id = contact.id;
    state.contacts.push(contact);
    let way = reach(&call, state, id, &body);
    // Without the way there is no contact either.
    let way = way.inspect_err(|_| state.contacts.retain(|contact| contact.id != id))?;
    let view = call.view(state);
    let way = way.and_then(|way| state.contact_inbox(way));
    let inbox = way.and_then(|way| state.inbox(way.inbox_id));
    Ok(axum::Json(json!({ "payload": {
        "contact": payload(&call, state, id)?,
        "contact_inbox": {
            "inbox": inbox.map(|inbox| view.raw_inbox(inbox)),
            "source_id": way.map(|way| &way.source_id),
        },
    } })))
}

fn reach(
    call: &Call,
    state: &mut State,
    contact: u64,
    body: &Body,
) -> Result<Option<u64>, Refusal> {
    let Some(inbox) = body.id("inbox_id") else {
        return Ok(None);
    };
    let inbox = state.inbox(inbox).ok_or(Refusal::Missing)?.id;
    let way = call
        .act(state)
        .way(contact, inbox, body.present("source_id"))?;
    Ok(Some(way))
}

fn payload(call: &Call, state: &State, id: u64) -> Result<Value, Refusal> {
    let contact = state.contact(id).ok_or(Refusal::Missing)?;
    Ok(call.view(state).contact_with_inboxes(contact))
}

/// Answers the contact itself in `payload`.
async fn update(call: Call, body: Body) -> Answer {
    let mut state = call.state();
    let state = &mut *state;
    let mut contact = call.contact(state)?.clone();
    contact::assign(&mut contact, &body);
    contact::check(state, &contact)?;
    let id = contact.id;
    if let Some(known) = state.contact_mut(id) {
        *known = contact;
    }
    Ok(axum::Json(json!({ "payload": payload(&call, state, id)? })))
}

async fn destroy(call: Call) -> Result<StatusCode, Refusal> {
    call.only_admins()?;
    let mut state = call.state();
    let contact = call.contact(&state)?;
    if contact.is_online {
        return Err(Refusal::Online(contact.name.clone()));
    }
    let id = contact.id;
    call.act(&mut state).delete_contact(id);
    Ok(StatusCode::OK)
}

/// Replaces the list; what is no list of texts clears it.
async fn set_labels(call: Call, body: Body) -> Answer {
    let mut state = call.state();
    let id = call.contact(&state)?.id;
    let labels = labels(body.texts("labels"));
    if let Some(contact) = state.contact_mut(id) {
        contact.labels.clone_from(&labels);
    }
    Ok(axum::Json(json!({ "payload": labels })))
}

/// The only way to be rid of a key.
async fn destroy_custom_attributes(call: Call, body: Body) -> Answer {
    let mut state = call.state();
    let id = call.contact(&state)?.id;
    let gone = body.texts("custom_attributes").unwrap_or_default();
    if let Some(contact) = state.contact_mut(id) {
        contact
            .custom_attributes
            .retain(|key, _| !gone.contains(key));
    }
    Ok(axum::Json(
        json!({ "payload": payload(&call, &state, id)? }),
    ))
}

/// Finds the way into an inbox, or makes it.
async fn add_inbox(call: Call, body: Body) -> Answer {
    let mut state = call.state();
    let state = &mut *state;
    let contact = call.contact(state)?.id;
    let inbox = state.inbox(body.id("inbox_id").unwrap_or_default());
    let inbox = inbox.ok_or(Refusal::Missing)?.id;
    if !call.sees(state, inbox) {
        return Err(Refusal::Forbidden);
    }
    let way = call
        .act(state)
        .way(contact, inbox, body.present("source_id"))?;
    let way = state.contact_inbox(way).ok_or(Refusal::Crash)?;
    let inbox = state
        .inbox(inbox)
        .map(|inbox| call.view(state).inbox(inbox));
    Ok(axum::Json(
        json!({ "source_id": way.source_id, "inbox": inbox }),
    ))
}

/// Who is called this in an inbox; a miss is a 404 without a body.
async fn of_source_id(call: Call, body: Body) -> Response {
    let state = call.state();
    let (inbox, source_id) = (body.id("inbox_id"), body.text("source_id"));
    let mut ways = state.contact_inboxes.iter();
    let way =
        ways.find(|way| Some(way.inbox_id) == inbox && Some(&way.source_id) == source_id.as_ref());
    match way.and_then(|way| state.contact(way.contact_id)) {
        Some(contact) => {
            axum::Json(call.view(&state).contact_with_inboxes(contact)).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
