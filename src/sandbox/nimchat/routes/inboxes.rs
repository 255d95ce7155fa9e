//! Inboxes, their members and their bot.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use serde_json::{Value, json};

use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::server::Server;

use super::people;

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/inboxes", get(list))
        .route("/inboxes/{inbox_id}", get(show))
        .route("/inboxes/{inbox_id}/agent_bot", get(agent_bot))
        .route(
            "/inboxes/{inbox_id}/assignable_agents",
            get(assignable_agents),
        )
        .route("/inbox_members/{inbox_id}", get(members))
}

/// Those the user belongs to; administrators see all.
async fn list(call: Call) -> Answer {
    let state = call.state();
    let me = state.user(call.me).ok_or(Refusal::Missing)?;
    let view = call.view(&state);
    let inboxes = state.inboxes_of(me).into_iter();
    let inboxes: Vec<Value> = inboxes.map(|inbox| view.inbox(inbox)).collect();
    Ok(axum::Json(json!({ "payload": inboxes })))
}

async fn show(call: Call) -> Answer {
    let state = call.state();
    let inbox = call.inbox(&state)?;
    Ok(axum::Json(call.view(&state).inbox(inbox)))
}

/// An empty object if there is no bot.
async fn agent_bot(call: Call) -> Answer {
    let state = call.state();
    let bot = call.inbox(&state)?.bot.and_then(|id| state.bot(id));
    let view = call.view(&state);
    let answer = bot.map_or(json!({}), |bot| json!({ "agent_bot": view.bot(bot) }));
    Ok(axum::Json(answer))
}

async fn assignable_agents(call: Call) -> Answer {
    let state = call.state();
    let inbox = call.inbox(&state)?;
    let agents = people::assignable(&call, &state, &[inbox.id]);
    Ok(axum::Json(json!({ "payload": agents })))
}

async fn members(call: Call) -> Answer {
    let state = call.state();
    let inbox = call.inbox(&state)?;
    let members = call.view(&state).agents(&inbox.members);
    Ok(axum::Json(json!({ "payload": members })))
}
