//! Companies, under both of their names.

use axum::Json;
use axum::extract::State;

use crate::sandbox::unthread::input::{Body, PathValues, Query};
use crate::sandbox::unthread::tenant::SharedTenant;
use crate::sandbox::unthread::{fields, list, views};

use super::{Answer, found, read, single};

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
