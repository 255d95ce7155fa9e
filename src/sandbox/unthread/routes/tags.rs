//! Labels.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::sandbox::unthread::acts::tag::{self, Tagged};
use crate::sandbox::unthread::input::{Body, Items, PathValues, Query};
use crate::sandbox::unthread::service::Service;
use crate::sandbox::unthread::tenant::SharedTenant;
use crate::sandbox::unthread::{fields, list};

use super::{Answer, Done, chosen, found, read, single};

pub(super) async fn page(State(tenant): State<SharedTenant>, Body(body): Body) -> Answer {
    list::answer(read(&tenant).tags.clone(), fields::TAG, &body).map(Json)
}

pub(super) async fn one(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
    query: Query,
) -> Answer {
    single(found(&read(&tenant).tags, &id)?, fields::TAG, &query)
}

pub(super) async fn create(
    State(service): State<Service>,
    query: Query,
    Body(body): Body,
) -> Answer {
    let chosen = chosen(fields::TAG, &query)?;
    let made = service.write(|tenant, _| tag::create(tenant, &body))?;
    Ok(Json(chosen.shown(&made)))
}

pub(super) async fn update(
    State(service): State<Service>,
    PathValues([id]): PathValues<1>,
    query: Query,
    Body(body): Body,
) -> Answer {
    let chosen = chosen(fields::TAG, &query)?;
    let changed = service.write(|tenant, _| tag::update(tenant, &id, &body))?;
    Ok(Json(chosen.shown(&changed)))
}

pub(super) async fn delete(
    State(service): State<Service>,
    PathValues([id]): PathValues<1>,
) -> Done {
    service.write(|tenant, _| tag::delete(tenant, &id))?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn link_customers(
    State(service): State<Service>,
    PathValues([id]): PathValues<1>,
    Items(items): Items,
) -> Done {
    service.write(|tenant, _| tag::link(tenant, &id, Tagged::Customers, &items))?;
    Ok(StatusCode::OK)
}

pub(super) async fn unlink_customers(
    State(service): State<Service>,
    PathValues([id]): PathValues<1>,
    Items(items): Items,
) -> Done {
    service.write(|tenant, _| tag::unlink(tenant, &id, Tagged::Customers, &items))?;
    Ok(StatusCode::OK)
}

pub(super) async fn link_conversations(
    State(service): State<Service>,
    PathValues([id]): PathValues<1>,
    Items(items): Items,
) -> Done {
    service.write(|tenant, _| tag::link(tenant, &id, Tagged::Conversations, &items))?;
    Ok(StatusCode::OK)
}

pub(super) async fn unlink_conversations(
    State(service): State<Service>,
    PathValues([id]): PathValues<1>,
    Items(items): Items,
) -> Done {
    service.write(|tenant, _| tag::unlink(tenant, &id, Tagged::Conversations, &items))?;
    Ok(StatusCode::OK)
}
