//! Every path of the service, and what it answers.

mod conversations;
mod customers;
mod messages;
mod settings;
mod tags;
mod users;

use std::sync::{PoisonError, RwLockReadGuard};

use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::Value;

use super::fields::Field;
use super::input::Query;
use super::list;
use super::refusal::Refusal;
use super::tenant::{SharedTenant, Tenant, find};

type Answer = Result<Json<Value>, Refusal>;

/// Lists every route. A known path with another method leads nowhere, as an unknown one does.
pub(super) fn router() -> Router<SharedTenant> {
    Router::new()
        .route("/conversations/list", post(conversations::page))
        .route("/conversations/{id}", get(conversations::one))
        .route("/conversations/{id}/messages/list", post(messages::page))
        .route("/conversations/{id}/files/{file}/full", get(messages::file))
        .route(
            "/conversations/{id}/approval-requests",
            get(conversations::approvals),
        )
        .route("/customers/list", post(customers::page))
        .route("/customers/{id}", get(customers::one))
        .route("/accounts/list", post(customers::accounts))
        .route("/accounts/{id}", get(customers::account))
        .route("/users/list", post(users::page))
        .route("/users/{id}", get(users::one))
        .route("/tags/list", post(tags::page))
        .route("/tags/{id}", get(tags::one))
        .route(
            "/collaborator-types/list",
            post(settings::collaborator_types),
        )
        .route("/outbounds", get(settings::outbounds))
        .route("/outbounds/{id}", get(settings::outbound))
        .route(
            "/webhook-subscriptions",
            get(settings::webhook_subscriptions),
        )
        .route("/slack/files/{file}/thumb", get(messages::thumbnail))
        .fallback(nowhere)
        .method_not_allowed_fallback(nowhere)
}

async fn nowhere() -> Refusal {
    Refusal::not_found()
}

/// A row whose writer panicked is still a row.
fn read(tenant: &SharedTenant) -> RwLockReadGuard<'_, Tenant> {
    tenant.read().unwrap_or_else(PoisonError::into_inner)
}

fn found<'a>(table: &'a [Value], id: &str) -> Result<&'a Value, Refusal> {
    find(table, id).ok_or_else(Refusal::not_found)
}

fn single(row: &Value, shape: &'static [Field], query: &Query) -> Answer {
    list::single(row, shape, query.select().as_deref()).map(Json)
}

/// The plain lists have neither pages nor an object around them.
fn bare<'a>(rows: impl Iterator<Item = &'a Value>, shape: &'static [Field]) -> Json<Value> {
    Json(rows.map(|row| list::whole(row, shape)).collect())
}
