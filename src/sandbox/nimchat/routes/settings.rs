//! Labels, canned responses, custom attributes and saved filters.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use serde_json::{Value, json};

use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::{CannedResponse, CustomFilter, Definition, Label};
use crate::sandbox::nimchat::view::settings::model;

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/labels", get(labels))
        .route("/labels/{label_id}", get(label))
        .route("/canned_responses", get(canned_responses))
        .route("/custom_attribute_definitions", get(definitions))
        .route(
            "/custom_attribute_definitions/{definition_id}",
            get(definition),
        )
        .route("/custom_filters", get(custom_filters))
        .route("/custom_filters/{filter_id}", get(custom_filter))
}

async fn labels(call: Call) -> Answer {
    let state = call.state();
    let mut labels: Vec<&Label> = state.labels.iter().collect();
    labels.sort_by_key(|label| &label.title);
    let view = call.view(&state);
    let labels: Vec<Value> = labels.into_iter().map(|label| view.label(label)).collect();
    Ok(axum::Json(json!({ "payload": labels })))
}

async fn label(call: Call) -> Answer {
    call.only_admins()?;
    let state = call.state();
    let id = call.id("label_id");
    let label = state.labels.iter().find(|label| label.id == id);
    Ok(axum::Json(
        call.view(&state).label(label.ok_or(Refusal::Missing)?),
    ))
}

/// With `search`, hits in the short code come first.
async fn canned_responses(call: Call) -> Answer {
    let state = call.state();
    let words = call
        .params
        .present("search")
        .unwrap_or_default()
        .to_lowercase();
    let in_code = |canned: &CannedResponse| canned.short_code.to_lowercase().contains(&words);
    let in_text = |canned: &CannedResponse| canned.content.to_lowercase().contains(&words);
    let all = state.canned_responses.iter();
    let mut found: Vec<&CannedResponse> = all.filter(|one| in_code(one) || in_text(one)).collect();
    found.sort_by_key(|canned| !in_code(canned));
    let view = call.view(&state);
    let found: Vec<Value> = found
        .into_iter()
        .map(|one| view.canned_response(one))
        .collect();
    Ok(axum::Json(json!(found)))
}

/// Both models unless `attribute_model` names one, by number or by name.
async fn definitions(call: Call) -> Answer {
    let state = call.state();
    let asked = call.params.present("attribute_model");
    let fits = |definition: &&Definition| match asked {
        None => true,
        Some("0") => !definition.is_of_contact,
        Some("1") => definition.is_of_contact,
        Some(name) => model(definition) == name,
    };
    let view = call.view(&state);
    let found = state.definitions.iter().filter(fits);
    let found: Vec<Value> = found
        .map(|definition| view.definition(definition))
        .collect();
    Ok(axum::Json(json!(found)))
}

async fn definition(call: Call) -> Answer {
    let state = call.state();
    let id = call.id("definition_id");
    let found = state
        .definitions
        .iter()
        .find(|definition| definition.id == id);
    Ok(axum::Json(
        call.view(&state).definition(found.ok_or(Refusal::Missing)?),
    ))
}

/// Those of the calling user.
async fn custom_filters(call: Call) -> Answer {
    let state = call.state();
    let view = call.view(&state);
    let own = state
        .custom_filters
        .iter()
        .filter(|filter| is_asked_for(&call, filter));
    let own: Vec<Value> = own.map(|filter| view.custom_filter(filter)).collect();
    Ok(axum::Json(json!(own)))
}

/// Found only if `filter_type` fits, which is `conversation` unless sent.
async fn custom_filter(call: Call) -> Answer {
    let state = call.state();
    let id = call.id("filter_id");
    let mut own = state
        .custom_filters
        .iter()
        .filter(|filter| is_asked_for(&call, filter));
    let found = own.find(|filter| filter.id == id).ok_or(Refusal::Missing)?;
    Ok(axum::Json(call.view(&state).custom_filter(found)))
}

fn is_asked_for(call: &Call, filter: &CustomFilter) -> bool {
    let asked = call.params.present("filter_type").unwrap_or("conversation");
    filter.user_id == call.me && filter.filter_type == asked
}
