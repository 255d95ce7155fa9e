//! Changing a conversation: one route for each property.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::sandbox::nimchat::acts::contact::attribute_flaws;
use crate::sandbox::nimchat::acts::status::labels;
use crate::sandbox::nimchat::body::Body;
use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::{Priority, Status};

pub(super) fn routes() -> Router<Arc<Server>> {
    let of_one = Router::new()
        .route("/toggle_status", post(toggle_status))
        .route("/toggle_priority", post(toggle_priority))
        .route("/assignments", post(assign))
        .route("/labels", post(set_labels))
        .route("/custom_attributes", post(set_custom_attributes));
    Router::new().nest("/conversations/{conversation_id}", of_one)
}

/// Without a status it turns over. An agent who opens a conversation gets it; an administrator does not.
async fn toggle_status(call: Call, body: Body) -> Answer {
    let mut state = call.state();
    let state = &mut *state;
    let conversation = call.conversation(state)?;
    let (id, before) = (conversation.display_id, conversation.status);
    let status = match body.present("status") {
        Some(name) => Status::named(&name).ok_or(Refusal::Crash)?,
        None if before == Status::Open => Status::Resolved,
        None => Status::Open,
    };
    let until = body.present("snoozed_until").map(|text| epoch(&text));
    let until = until.transpose()?;
    if status == Status::Open && !call.is_admin {
        call.act(state).assign(id, Some(call.me));
    }
    call.act(state).set_status(id, status, until);
    let conversation = call.conversation(state)?;
    let payload = call.view(state).toggled_status(conversation);
    Ok(axum::Json(json!({ "payload": payload })))
}

/// Seconds since 1970, whether as number or text; the server falls over anything else.
fn epoch(text: &str) -> Result<Timestamp, Refusal> {
    let seconds: i64 = text.trim().parse().map_err(|_| Refusal::Crash)?;
    Timestamp::from_second(seconds).map_err(|_| Refusal::Crash)
}

/// Nothing stands for no priority; the word `none` is one that the server falls over.
async fn toggle_priority(call: Call, body: Body) -> Result<StatusCode, Refusal> {
    let mut state = call.state();
    let id = call.conversation(&state)?.display_id;
    let named = |name: String| Priority::named(&name).ok_or(Refusal::Crash);
    let priority = body.present("priority").map(named).transpose()?;
    call.act(&mut state).set_priority(id, priority);
    Ok(StatusCode::OK)
}

/// If the key of the assignee was sent, the team is not looked at. Who is unknown is nobody.
async fn assign(call: Call, body: Body) -> Answer {
    let mut state = call.state();
    let state = &mut *state;
    let id = call.conversation(state)?.display_id;
    let mut answer = Value::Null;
    if body.has("assignee_id") {
        let user = body.id("assignee_id").and_then(|id| state.user(id));
        let user = user.map(|user| user.id);
        call.act(state).assign(id, user);
        if let Some(user) = user.and_then(|id| state.user(id)) {
            answer = call.view(state).agent(user);
        }
    } else if body.has("team_id") {
        let team = body.id("team_id").and_then(|id| state.team(id));
        let team = team.map(|team| team.id);
        call.act(state).assign_team(id, team);
        if let Some(team) = team.and_then(|id| state.team(id)) {
            answer = call.view(state).raw_team(team);
        }
    }
    Ok(axum::Json(answer))
}

/// Replaces the list; what is no list of texts clears it.
async fn set_labels(call: Call, body: Body) -> Answer {
    let mut state = call.state();
    let id = call.conversation(&state)?.display_id;
    let labels = labels(body.texts("labels"));
    call.act(&mut state).set_labels(id, labels.clone());
    Ok(axum::Json(json!({ "payload": labels })))
}

/// Replaces the object.
async fn set_custom_attributes(call: Call, body: Body) -> Answer {
    let mut state = call.state();
    let id = call.conversation(&state)?.display_id;
    let attributes = body.object("custom_attributes").unwrap_or_default();
    let flaws = attribute_flaws(&attributes);
    if !flaws.is_empty() {
        return Err(Refusal::Invalid(flaws));
    }
    let answer = json!({ "custom_attributes": attributes });
    call.act(&mut state).set_custom_attributes(id, attributes);
    Ok(axum::Json(answer))
}
