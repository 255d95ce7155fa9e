//! Contacts and what hangs on them.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use serde_json::{Value, json};

use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::pages;
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::{Channel, Contact, Conversation, Note, State};

use super::contact_filter;

/// Contacts per page; there is no way to ask for more.
const PAGE_SIZE: usize = 15;
/// People who are online, per page.
const ACTIVE_PAGE_SIZE: usize = 25;
/// Conversations of one contact; there is no second page.
const CONVERSATIONS: usize = 20;

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/contacts", get(list))
        .route("/contacts/active", get(active))
        .route("/contacts/search", get(search))
        .route("/contacts/filter", post(contact_filter::filter))
        .route("/contacts/{contact_id}", get(show))
        .route("/contacts/{contact_id}/conversations", get(conversations))
        .route(
            "/contacts/{contact_id}/contactable_inboxes",
            get(contactable_inboxes),
        )
        .route("/contacts/{contact_id}/labels", get(labels))
        .route("/contacts/{contact_id}/notes", get(notes))
        .route("/contacts/{contact_id}/notes/{note_id}", get(note))
}

async fn list(call: Call) -> Answer {
    let state = call.state();
    let contacts = resolved(&call, &state).collect();
    Ok(axum::Json(answer(&call, &state, contacts, PAGE_SIZE)))
}

async fn active(call: Call) -> Answer {
    let state = call.state();
    let contacts = resolved(&call, &state).filter(|contact| contact.is_online);
    Ok(axum::Json(answer(
        &call,
        &state,
        contacts.collect(),
        ACTIVE_PAGE_SIZE,
    )))
}

/// Without words there is no count, but still a 200.
async fn search(call: Call) -> Answer {
    let state = call.state();
    let Some(words) = call.params.present("q").map(str::trim) else {
        let empty = json!({ "meta": { "count": null, "current_page": 1 }, "payload": [] });
        return Ok(axum::Json(empty));
    };
    let contacts = resolved(&call, &state).filter(|contact| names(contact, words));
    Ok(axum::Json(answer(
        &call,
        &state,
        contacts.collect(),
        PAGE_SIZE,
    )))
}

/// The identifier is the only text where case matters.
pub(super) fn names(contact: &Contact, words: &str) -> bool {
    let lower = words.to_lowercase();
    let company = contact.additional_attributes.get("company_name");
    let texts = [
        Some(contact.name.as_str()),
        contact.email.as_deref(),
        contact.phone_number.as_deref(),
        company.and_then(Value::as_str),
    ];
    let is_in = |text: &str| text.to_lowercase().contains(&lower);
    let identifier = contact.identifier.as_deref().unwrap_or_default();
    texts.into_iter().flatten().any(is_in) || identifier.contains(words)
}

fn resolved<'a>(call: &Call, state: &'a State) -> impl Iterator<Item = &'a Contact> {
    let labels: Vec<String> = call
        .params
        .list("labels")
        .into_iter()
        .map(str::to_owned)
        .collect();
    let fits = move |contact: &&Contact| {
        let has_any = contact.labels.iter().any(|label| labels.contains(label));
        contact.is_resolved() && (labels.is_empty() || has_any)
    };
    state.contacts.iter().filter(fits)
}

/// The envelope of all lists of contacts.
pub(super) fn listed(call: &Call, state: &State, contacts: Vec<&Contact>) -> Value {
    answer(call, state, contacts, PAGE_SIZE)
}

fn answer(call: &Call, state: &State, mut contacts: Vec<&Contact>, size: usize) -> Value {
    sort(&mut contacts, call.params.get("sort"));
    let count = contacts.len();
    let wanted = call.params.get("include_contact_inboxes");
    let with_inboxes = wanted.is_none_or(|text| text == "true");
    let view = call.view(state);
    let show = |contact: &Contact| {
        if with_inboxes {
            view.contact_with_inboxes(contact)
        } else {
            view.contact(contact)
        }
    };
    let page = pages::page(contacts, &call.params, size).into_iter();
    json!({
        "meta": { "count": count, "current_page": pages::current_page(&call.params) },
        "payload": page.map(show).collect::<Vec<_>>(),
    })
}

/// A comma list of keys, a minus for descending; unknown ones are ignored. Without any the rows come as the table has
/// them, where a touched row moves to the end.
fn sort(contacts: &mut [&Contact], keys: Option<&str>) {
    contacts.sort_by_key(|contact| contact.last_activity_at);
    let keys: Vec<&str> = keys.unwrap_or_default().split(',').map(str::trim).collect();
    for key in keys.into_iter().rev() {
        let (name, is_descending) = match key.strip_prefix('-') {
            Some(name) => (name, true),
            None => (key, false),
        };
        contacts.sort_by(|one, other| compare(&rank(one, name), &rank(other, name), is_descending));
    }
}

/// What is missing comes last in both directions.
fn compare(one: &Option<String>, other: &Option<String>, is_descending: bool) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if is_descending => other.cmp(one),
        (Some(one), Some(other)) => one.cmp(other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

fn rank(contact: &Contact, key: &str) -> Option<String> {
    let attribute = |key: &str| {
        let value = contact.additional_attributes.get(key)?;
        Some(value.as_str()?.to_lowercase())
    };
    match key {
        "name" => Some(contact.name.to_lowercase()),
        "email" => contact.email.clone(),
        "phone_number" => contact.phone_number.clone(),
        "last_activity_at" => contact
            .last_activity_at
            .map(|at| at.as_microsecond().to_string()),
        "created_at" => Some(contact.created_at.as_microsecond().to_string()),
        "company" => attribute("company_name"),
        "city" | "country" => attribute(key),
        _ => None,
    }
}

/// Any contact, also one that lists leave out; `payload` is the contact itself.
async fn show(call: Call) -> Answer {
    let state = call.state();
    let contact = call.contact(&state)?;
    let view = call.view(&state).contact_with_inboxes(contact);
    Ok(axum::Json(json!({ "payload": view })))
}

/// Newest first, all statuses, only inboxes that the user sees.
async fn conversations(call: Call) -> Answer {
    let state = call.state();
    let contact = call.contact(&state)?;
    let mut found: Vec<&Conversation> = state
        .conversations
        .iter()
        .filter(|conversation| conversation.contact_id == contact.id)
        .filter(|conversation| call.sees(&state, conversation.inbox_id))
        .collect();
    found.sort_by_key(|conversation| Reverse(conversation.display_id));
    let view = call.view(&state);
    let found = found.into_iter().take(CONVERSATIONS);
    let found: Vec<Value> = found
        .map(|conversation| view.conversation(conversation))
        .collect();
    Ok(axum::Json(json!({ "payload": found })))
}

/// Every inbox but websites that the contact never visited.
async fn contactable_inboxes(call: Call) -> Answer {
    let state = call.state();
    let contact = call.contact(&state)?;
    let view = call.view(&state);
    let mut found = Vec::new();
    for inbox in &state.inboxes {
        let mut ways = state.contact_inboxes.iter();
        let way = ways.find(|way| way.contact_id == contact.id && way.inbox_id == inbox.id);
        let source_id = match (&inbox.channel, way) {
            (_, Some(way)) => Some(way.source_id.clone()),
            (Channel::Email { .. }, None) => contact.email.clone(),
            (Channel::Whatsapp { .. }, None) => {
                let number = contact.phone_number.as_deref();
                number.map(|number| number.trim_start_matches('+').to_owned())
            }
            (Channel::Api { .. }, None) => Some(crate::sandbox::nimchat::secret::uuid(&format!(
                "way {} {}",
                contact.id, inbox.id
            ))),
            (Channel::WebWidget { .. }, None) => None,
        };
        if let Some(source_id) = source_id {
            found.push(json!({ "inbox": view.inbox(inbox), "source_id": source_id }));
        }
    }
    Ok(axum::Json(json!({ "payload": found })))
}

async fn labels(call: Call) -> Answer {
    let state = call.state();
    let contact = call.contact(&state)?;
    Ok(axum::Json(json!({ "payload": contact.labels })))
}

/// Newest first.
async fn notes(call: Call) -> Answer {
    let state = call.state();
    let contact = call.contact(&state)?;
    let all = state
        .notes
        .iter()
        .filter(|note| note.contact_id == contact.id);
    let mut notes: Vec<&Note> = all.collect();
    notes.sort_by_key(|note| Reverse((note.created_at, note.id)));
    let view = call.view(&state);
    let notes: Vec<Value> = notes.into_iter().map(|note| view.note(note)).collect();
    Ok(axum::Json(json!(notes)))
}

async fn note(call: Call) -> Answer {
    let state = call.state();
    let contact = call.contact(&state)?;
    let id = call.id("note_id");
    let is_it = |note: &&Note| note.id == id && note.contact_id == contact.id;
    let note = state.notes.iter().find(is_it).ok_or(Refusal::Missing)?;
    Ok(axum::Json(call.view(&state).note(note)))
}
