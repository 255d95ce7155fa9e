//! Every path of the service, and what it answers.

mod conversations;
mod customers;
mod messages;
mod settings;
mod tags;
mod users;

use std::sync::{PoisonError, RwLockReadGuard};

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::Value;

use super::fields::Field;
use super::input::Query;
use super::list::{self, Chosen};
use super::refusal::Refusal;
use super::service::Service;
use super::tenant::{SharedTenant, Tenant, find};
use super::upload::LARGEST_FORM;

type Answer = Result<Json<Value>, Refusal>;

/// What is done without an object to show for it: removals answer 204, everything else 200 without a body. Nobody has
/// written down which, so that clients take both.
type Done = Result<StatusCode, Refusal>;

/// Lists every route. A known path with another method leads nowhere, as an unknown one does.
pub(super) fn router() -> Router<Service> {
    Router::new()
        .merge(of_conversations())
        .merge(of_customers())
        .merge(of_tags())
        .route("/users/list", post(users::page))
        .route("/users/{id}", get(users::one))
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

fn of_conversations() -> Router<Service> {
    let with_files = || DefaultBodyLimit::max(LARGEST_FORM);
    Router::new()
        .route(
            "/conversations",
            post(conversations::create).layer(with_files()),
        )
        .route("/conversations/list", post(conversations::page))
        .route(
            "/conversations/{id}",
            get(conversations::one).patch(conversations::update),
        )
        .route(
            "/conversations/{id}/messages",
            post(messages::create).layer(with_files()),
        )
        .route("/conversations/{id}/messages/list", post(messages::page))
        .route("/conversations/{id}/files/{file}/full", get(messages::file))
        .route(
            "/conversations/{id}/approval-requests",
            get(conversations::approvals),
        )
        .route(
            "/conversations/{id}/add-follower",
            post(conversations::add_follower),
        )
        .route(
            "/conversations/{id}/remove-follower",
            post(conversations::remove_follower),
        )
}

fn of_customers() -> Router<Service> {
    let one = get(customers::one);
    let one = one.patch(customers::update).delete(customers::delete);
    Router::new()
        .route("/customers", post(customers::create))
        .route("/customers/list", post(customers::page))
        .route("/customers/{id}", one)
        .route("/accounts/list", post(customers::accounts))
        .route("/accounts/{id}", get(customers::account))
}

fn of_tags() -> Router<Service> {
    let one = get(tags::one).patch(tags::update).delete(tags::delete);
    Router::new()
        .route("/tags", post(tags::create))
        .route("/tags/list", post(tags::page))
        .route("/tags/{id}", one)
        .route(
            "/tags/{id}/customers/create-links",
            post(tags::link_customers),
        )
        .route(
            "/tags/{id}/customers/delete-links",
            post(tags::unlink_customers),
        )
        .route(
            "/tags/{id}/conversations/create-links",
            post(tags::link_conversations),
        )
        .route(
            "/tags/{id}/conversations/delete-links",
            post(tags::unlink_conversations),
        )
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
    Ok(Json(chosen(shape, query)?.shown(row)))
}

/// Which fields the answer shows. Writes look at it first: a wrong name changes nothing.
fn chosen(shape: &'static [Field], query: &Query) -> Result<Chosen, Refusal> {
    Chosen::of(shape, query.select().as_deref())
}

/// The plain lists have neither pages nor an object around them.
fn bare<'a>(rows: impl Iterator<Item = &'a Value>, shape: &'static [Field]) -> Json<Value> {
    Json(rows.map(|row| list::whole(row, shape)).collect())
}
