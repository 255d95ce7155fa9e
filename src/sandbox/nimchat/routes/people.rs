//! Agents, bots, teams and their members. All lists are bare and whole.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use serde_json::{Value, json};

use crate::sandbox::nimchat::call::{Answer, Call};
use crate::sandbox::nimchat::params;
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::server::Server;
use crate::sandbox::nimchat::state::{State, Team, User};

pub(super) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/agents", get(agents))
        .route("/assignable_agents", get(assignable_agents))
        .route("/agent_bots", get(bots))
        .route("/agent_bots/{bot_id}", get(bot))
        .route("/teams", get(teams))
        .route("/teams/{team_id}", get(team))
        .route("/teams/{team_id}/team_members", get(team_members))
}

async fn agents(call: Call) -> Answer {
    let state = call.state();
    let mut users: Vec<&User> = state.users.iter().collect();
    users.sort_by_key(|user| user.name.to_lowercase());
    let view = call.view(&state);
    let agents: Vec<Value> = users.into_iter().map(|user| view.agent(user)).collect();
    Ok(axum::Json(json!(agents)))
}

/// Members of all named inboxes, and all administrators.
async fn assignable_agents(call: Call) -> Answer {
    let state = call.state();
    let inboxes: Vec<u64> = call
        .params
        .list("inbox_ids")
        .into_iter()
        .map(params::id)
        .collect();
    if inboxes.iter().any(|inbox| state.inbox(*inbox).is_none()) {
        return Err(Refusal::Missing);
    }
    if inboxes.iter().any(|inbox| !call.sees(&state, *inbox)) {
        return Err(Refusal::Forbidden);
    }
    Ok(axum::Json(
        json!({ "payload": assignable(&call, &state, &inboxes) }),
    ))
}

/// Agent views of whoever can be assigned in all these inboxes.
pub(super) fn assignable(call: &Call, state: &State, inboxes: &[u64]) -> Vec<Value> {
    let is_member = |user: &User| {
        let mut inboxes = inboxes.iter().filter_map(|id| state.inbox(*id));
        inboxes.all(|inbox| inbox.members.contains(&user.id))
    };
    let view = call.view(state);
    let users = state
        .users
        .iter()
        .filter(|user| user.is_admin || is_member(user));
    users.map(|user| view.agent(user)).collect()
}

async fn bots(call: Call) -> Answer {
    let state = call.state();
    let view = call.view(&state);
    let bots: Vec<Value> = state.bots.iter().map(|bot| view.bot(bot)).collect();
    Ok(axum::Json(json!(bots)))
}

async fn bot(call: Call) -> Answer {
    let state = call.state();
    let bot = state.bot(call.id("bot_id")).ok_or(Refusal::Missing)?;
    Ok(axum::Json(call.view(&state).bot(bot)))
}

async fn teams(call: Call) -> Answer {
    let state = call.state();
    let view = call.view(&state);
    let teams: Vec<Value> = state.teams.iter().map(|team| view.team(team)).collect();
    Ok(axum::Json(json!(teams)))
}

async fn team(call: Call) -> Answer {
    let state = call.state();
    let team = asked(&call, &state)?;
    Ok(axum::Json(call.view(&state).team(team)))
}

async fn team_members(call: Call) -> Answer {
    let state = call.state();
    let team = asked(&call, &state)?;
    Ok(axum::Json(json!(call.view(&state).agents(&team.members))))
}

fn asked<'a>(call: &Call, state: &'a State) -> Result<&'a Team, Refusal> {
    state.team(call.id("team_id")).ok_or(Refusal::Missing)
}
