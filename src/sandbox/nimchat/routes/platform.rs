//! The platform API: what the owner of the installation reads. The app was given the account of the story.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::sandbox::nimchat::call::{Answer, token};
use crate::sandbox::nimchat::params;
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::{self, Account, HOME};

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/platform/api/v1/accounts/{account_id}", get(account))
        .route("/platform/api/v1/agent_bots", get(bots))
}

fn enter(state: &state::State, headers: &HeaderMap) -> Result<(), Refusal> {
    match token(headers) {
        Some(token) if token == state.platform_token => Ok(()),
        _ => Err(Refusal::PlatformToken),
    }
}

async fn account(
    State(server): State<Arc<Server>>,
    headers: HeaderMap,
    Path(account): Path<String>,
) -> Answer {
    let state = server.state();
    enter(&state, &headers)?;
    let id = params::id(&account);
    let found = state.accounts.iter().find(|known| known.id == id);
    let account = found.ok_or(Refusal::NoRoute)?;
    if account.id != HOME {
        return Err(Refusal::NotPermissible);
    }
    Ok(Json(view(account)))
}

fn view(account: &Account) -> Value {
    json!({
        "id": account.id,
        "name": account.name,
        "locale": "en",
        "domain": null,
        "support_email": "help@kestrelbikes.example",
        "features": { "inbound_emails": true, "channel_email": true },
        "custom_attributes": {},
        "limits": {},
        "status": "active",
    })
}

/// The app made the bot of the account; the address comes back as the name, an error of this release.
async fn bots(State(server): State<Arc<Server>>, headers: HeaderMap) -> Answer {
    let state = server.state();
    enter(&state, &headers)?;
    let own = state.bots.iter().filter(|bot| bot.is_own);
    let own: Vec<Value> = own
        .map(|bot| {
            json!({
                "id": bot.id,
                "name": bot.name,
                "description": bot.description,
                "outgoing_url": bot.name,
                "account_id": HOME,
                "access_token": bot.access_token,
            })
        })
        .collect();
    Ok(Json(json!(own)))
}
