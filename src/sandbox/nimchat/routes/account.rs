//! The account, the user's own profile and the version of the server.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde_json::json;

use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::HOME;

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/", get(show))
        .route("/cache_keys", get(cache_keys))
}

/// Routes outside of any account.
pub(super) fn roots() -> Router<Arc<Server>> {
    Router::new()
        .route("/api", get(version))
        .route("/api/v1/profile", get(profile))
}

async fn show(call: Call) -> Answer {
    let state = call.state();
    let home = state.accounts.iter().find(|account| account.id == HOME);
    let account = home.ok_or(Refusal::Missing)?;
    Ok(axum::Json(call.view(&state).account(account)))
}

async fn cache_keys(call: Call) -> Answer {
    let state = call.state();
    Ok(axum::Json(
        json!({ "cache_keys": call.view(&state).cache_keys() }),
    ))
}

async fn profile(call: Call) -> Answer {
    let state = call.state();
    let me = state.user(call.me).ok_or(Refusal::Missing)?;
    Ok(axum::Json(call.view(&state).profile(me)))
}

async fn version(State(server): State<Arc<Server>>) -> Answer {
    Ok(axum::Json(json!({
        "version": "3.2.0",
        "timestamp": server.now().strftime("%Y-%m-%d %H:%M:%S").to_string(),
        "queue_services": "ok",
        "data_services": "ok",
    })))
}
