//! Conversations.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::sandbox::unthread::acts::{follower, opening, update as changing};
use crate::sandbox::unthread::input::{Body, PathValues, Query};
use crate::sandbox::unthread::service::Service;
use crate::sandbox::unthread::tenant::SharedTenant;
use crate::sandbox::unthread::upload::Upload;
use crate::sandbox::unthread::{fields, list, views};

use super::{Answer, Done, bare, chosen, found, read, single};

pub(super) async fn page(State(tenant): State<SharedTenant>, Body(body): Body) -> Answer {
    let tenant = read(&tenant);
    let view = |row| views::conversation(&tenant, row);
    let rows = tenant.conversations.iter().map(view).collect();
    list::answer(rows, fields::CONVERSATION, &body).map(Json)
}

pub(super) async fn one(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
    query: Query,
) -> Answer {
    let tenant = read(&tenant);
    let row = found(&tenant.conversations, &id)?;
    single(
        &views::conversation(&tenant, row),
        fields::CONVERSATION,
        &query,
    )
}

pub(super) async fn approvals(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
) -> Answer {
    let tenant = read(&tenant);
    found(&tenant.conversations, &id)?;
    let rows = tenant.approval_requests.iter();
    let own = rows.filter(|row| row["conversationId"] == id.as_str());
    Ok(bare(own, fields::APPROVAL_REQUEST))
}

pub(super) async fn create(State(service): State<Service>, query: Query, upload: Upload) -> Answer {
    let chosen = chosen(fields::CONVERSATION, &query)?;
    let made = service.write(|tenant, at| opening::create(tenant, at, upload))?;
    Ok(Json(chosen.shown(&made)))
}

pub(super) async fn update(
    State(service): State<Service>,
    PathValues([id]): PathValues<1>,
    query: Query,
    Body(body): Body,
) -> Answer {
    let chosen = chosen(fields::CONVERSATION, &query)?;
    let changed = service.write(|tenant, at| changing::update(tenant, at, &id, &body))?;
    Ok(Json(chosen.shown(&changed)))
}

pub(super) async fn add_follower(
    State(service): State<Service>,
    PathValues([id]): PathValues<1>,
    Body(body): Body,
) -> Done {
    service.write(|tenant, _| follower::add(tenant, &id, &body))?;
    Ok(StatusCode::OK)
}

pub(super) async fn remove_follower(
    State(service): State<Service>,
    PathValues([id]): PathValues<1>,
    Body(body): Body,
) -> Done {
    service.write(|tenant, _| follower::remove(tenant, &id, &body))?;
    Ok(StatusCode::OK)
}
