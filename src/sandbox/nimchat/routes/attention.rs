//! Who looks at a conversation, who types, and who takes part.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use serde_json::{Value, json};

use crate::sandbox::nimchat::body::Body;
use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::params;
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::State;

pub(super) fn routes() -> Router<Arc<Server>> {
    let of_one = Router::new()
        .route("/update_last_seen", post(see))
        .route("/unread", post(unsee))
        .route("/toggle_typing_status", post(typing))
        .route(
            "/participants",
            post(add).patch(set).put(set).delete(remove),
        );
    Router::new().nest("/conversations/{conversation_id}", of_one)
}

async fn see(call: Call) -> Answer {
    let mut state = call.state();
    let id = call.conversation(&state)?.display_id;
    call.act(&mut state).see(id);
    shown(&call, &state)
}

async fn unsee(call: Call) -> Answer {
    let mut state = call.state();
    let id = call.conversation(&state)?.display_id;
    call.act(&mut state).unsee(id);
    shown(&call, &state)
}

fn shown(call: &Call, state: &State) -> Answer {
    let conversation = call.conversation(state)?;
    Ok(axum::Json(call.view(state).conversation(conversation)))
}

/// Told to browsers and kept nowhere; what is neither `on` nor `off` is not told.
async fn typing(call: Call, _: Body) -> Result<StatusCode, Refusal> {
    let state = call.state();
    call.conversation(&state)?;
    Ok(StatusCode::OK)
}

/// The server falls over a body without a list.
fn users(body: &Body) -> Result<Vec<u64>, Refusal> {
    let sent = body.texts("user_ids").ok_or(Refusal::Crash)?;
    Ok(sent.iter().map(|id| params::id(id)).collect())
}

/// Answers only those who came.
async fn add(call: Call, body: Body) -> Answer {
    let mut state = call.state();
    let id = call.conversation(&state)?.display_id;
    let came = call.act(&mut state).add_participants(id, &users(&body)?);
    Ok(axum::Json(json!(call.view(&state).agents(&came))))
}

/// Answers all.
async fn set(call: Call, body: Body) -> Answer {
    let mut state = call.state();
    let id = call.conversation(&state)?.display_id;
    let wanted = users(&body)?;
    let mut act = call.act(&mut state);
    act.add_participants(id, &wanted);
    act.keep_participants(id, |user| wanted.contains(&user));
    let participants = &call.conversation(&state)?.participants;
    let agents: Vec<Value> = call.view(&state).agents(participants);
    Ok(axum::Json(json!(agents)))
}

/// Answers nothing, whoever took part.
async fn remove(call: Call, body: Body) -> Result<StatusCode, Refusal> {
    let mut state = call.state();
    let id = call.conversation(&state)?.display_id;
    let gone = users(&body)?;
    let mut act = call.act(&mut state);
    act.keep_participants(id, |user| !gone.contains(&user));
    Ok(StatusCode::OK)
}
