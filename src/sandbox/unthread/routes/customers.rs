//! Companies, under both of their names.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::sandbox::unthread::acts::customer;
use crate::sandbox::unthread::input::{Body, PathValues, Query};
use crate::sandbox::unthread::service::Service;
use crate::sandbox::unthread::tenant::SharedTenant;
use crate::sandbox::unthread::{fields, list, views};

use super::{Answer, Done, chosen, found, read, single};

pub(super) async fn page(State(tenant): State<SharedTenant>, Body(body): Body) -> Answer {
    let tenant = read(&tenant);
    let view = |row| views::customer(&tenant, row);
    let rows = tenant.customers.iter().map(view).collect();
    list::answer(rows, fields::CUSTOMER, &body).map(Json)
}

pub(super) async fn one(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
    query: Query,
) -> Answer {
    let tenant = read(&tenant);
    let row = found(&tenant.customers, &id)?;
    single(&views::customer(&tenant, row), fields::CUSTOMER, &query)
}

pub(super) async fn accounts(State(tenant): State<SharedTenant>, Body(body): Body) -> Answer {
    let tenant = read(&tenant);
    let view = |row| views::account(&tenant, row);
    let rows = tenant.customers.iter().map(view).collect();
    list::answer(rows, fields::ACCOUNT, &body).map(Json)
}

pub(super) async fn account(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
    query: Query,
) -> Answer {
    let tenant = read(&tenant);
    let row = found(&tenant.customers, &id)?;
    single(&views::account(&tenant, row), fields::ACCOUNT, &query)
}

pub(super) async fn create(
    State(service): State<Service>,
    query: Query,
    Body(body): Body,
) -> Answer {
    let chosen = chosen(fields::CUSTOMER, &query)?;
    let made = service.write(|tenant, at| customer::create(tenant, at, &body))?;
    Ok(Json(chosen.shown(&made)))
}

pub(super) async fn update(
    State(service): State<Service>,
    PathValues([id]): PathValues<1>,
    query: Query,
    Body(body): Body,
) -> Answer {
    let chosen = chosen(fields::CUSTOMER, &query)?;
    let changed = service.write(|tenant, at| customer::update(tenant, at, &id, &body))?;
    Ok(Json(chosen.shown(&changed)))
}

pub(super) async fn delete(
    State(service): State<Service>,
    PathValues([id]): PathValues<1>,
) -> Done {
    service.write(|tenant, _| customer::delete(tenant, &id))?;
    Ok(StatusCode::NO_CONTENT)
}
