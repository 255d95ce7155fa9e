//! Every path of the service, and what it answers.

use std::sync::{PoisonError, RwLockReadGuard};

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::Value;

use super::fields::{self, Field};
use super::input::{Body, PathValues, Query};
use super::list;
use super::refusal::Refusal;
use super::tenant::{SharedTenant, StoredFile, Tenant, find};
use super::views;

type Answer = Result<Json<Value>, Refusal>;

/// Lists every route. A known path with another method leads nowhere, as an unknown one does.
pub(super) fn router() -> Router<SharedTenant> {
    Router::new()
        .route("/conversations/list", post(conversations))
        .route("/conversations/{id}", get(conversation))
        .route("/conversations/{id}/messages/list", post(messages))
        .route("/conversations/{id}/files/{file}/full", get(file))
        .route("/conversations/{id}/approval-requests", get(approvals))
        .route("/customers/list", post(customers))
        .route("/customers/{id}", get(customer))
        .route("/accounts/list", post(accounts))
        .route("/accounts/{id}", get(account))
        .route("/users/list", post(users))
        .route("/users/{id}", get(user))
        .route("/tags/list", post(tags))
        .route("/tags/{id}", get(tag))
        .route("/collaborator-types/list", post(collaborator_types))
        .route("/outbounds", get(outbounds))
        .route("/outbounds/{id}", get(outbound))
        .route("/webhook-subscriptions", get(webhook_subscriptions))
        .route("/slack/files/{file}/thumb", get(thumbnail))
        .fallback(nowhere)
        .method_not_allowed_fallback(nowhere)
}

async fn nowhere() -> Refusal {
    Refusal::not_found()
}

async fn conversations(State(tenant): State<SharedTenant>, Body(body): Body) -> Answer {
    let tenant = read(&tenant);
    let view = |row| views::conversation(&tenant, row);
    let rows = tenant.conversations.iter().map(view).collect();
    list::answer(rows, fields::CONVERSATION, &body).map(Json)
}

async fn conversation(
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

async fn messages(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
    Body(body): Body,
) -> Answer {
    let tenant = read(&tenant);
    found(&tenant.conversations, &id)?;
    let own = |row: &&Value| row["conversationId"] == id.as_str();
    let rows = tenant.messages.iter().filter(own);
    let rows = rows.map(|row| views::message(&tenant, row)).collect();
    list::answer(rows, fields::MESSAGE, &body).map(Json)
}

async fn file(
    State(tenant): State<SharedTenant>,
    PathValues([id, file]): PathValues<2>,
) -> Result<Response, Refusal> {
    let tenant = read(&tenant);
    let is_it = |one: &&StoredFile| one.id == file && one.conversation_id == id;
    let found = tenant.files.iter().find(is_it);
    found.map(content).ok_or_else(Refusal::not_found)
}

/// Slack makes previews of pictures only.
async fn thumbnail(
    State(tenant): State<SharedTenant>,
    PathValues([file]): PathValues<1>,
    query: Query,
) -> Result<Response, Refusal> {
    let size = query.get("thumbSize").and_then(|size| size.parse().ok());
    if !size.is_some_and(|size: u32| (1..=1024).contains(&size)) {
        return Err(Refusal::bad_request("thumbSize must be from 1 to 1024"));
    }
    if !query
        .get("teamId")
        .is_some_and(|team| team.starts_with('T'))
    {
        return Err(Refusal::bad_request("teamId must be a Slack team"));
    }
    let tenant = read(&tenant);
    let is_it = |one: &&StoredFile| {
        one.id == file && one.id.starts_with('F') && one.mime_type.starts_with("image/")
    };
    let found = tenant.files.iter().find(is_it);
    found.map(content).ok_or_else(Refusal::not_found)
}

async fn approvals(State(tenant): State<SharedTenant>, PathValues([id]): PathValues<1>) -> Answer {
    let tenant = read(&tenant);
    found(&tenant.conversations, &id)?;
    let rows = tenant.approval_requests.iter();
    let own = rows.filter(|row| row["conversationId"] == id.as_str());
    Ok(bare(own, fields::APPROVAL_REQUEST))
}

async fn customers(State(tenant): State<SharedTenant>, Body(body): Body) -> Answer {
    let tenant = read(&tenant);
    let view = |row| views::customer(&tenant, row);
    let rows = tenant.customers.iter().map(view).collect();
    list::answer(rows, fields::CUSTOMER, &body).map(Json)
}

async fn customer(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
    query: Query,
) -> Answer {
    let tenant = read(&tenant);
    let row = found(&tenant.customers, &id)?;
    single(&views::customer(&tenant, row), fields::CUSTOMER, &query)
}

async fn accounts(State(tenant): State<SharedTenant>, Body(body): Body) -> Answer {
    let tenant = read(&tenant);
    let view = |row| views::account(&tenant, row);
    let rows = tenant.customers.iter().map(view).collect();
    list::answer(rows, fields::ACCOUNT, &body).map(Json)
}

async fn account(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
    query: Query,
) -> Answer {
    let tenant = read(&tenant);
    let row = found(&tenant.customers, &id)?;
    single(&views::account(&tenant, row), fields::ACCOUNT, &query)
}

/// Without `includeExternalUsers` only the team is listed.
async fn users(State(tenant): State<SharedTenant>, Body(body): Body) -> Answer {
    let with_external = match body.get("includeExternalUsers") {
        None => false,
        Some(Value::Bool(wanted)) => *wanted,
        Some(_) => {
            return Err(Refusal::bad_request(
                "includeExternalUsers must be a boolean",
            ));
        }
    };
    let tenant = read(&tenant);
    let wanted = |row: &&Value| with_external || row["isExternal"] == false;
    let rows = tenant.users.iter().filter(wanted).cloned().collect();
    list::answer(rows, fields::USER, &body).map(Json)
}

async fn user(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
    query: Query,
) -> Answer {
    single(found(&read(&tenant).users, &id)?, fields::USER, &query)
}

async fn tags(State(tenant): State<SharedTenant>, Body(body): Body) -> Answer {
    list::answer(read(&tenant).tags.clone(), fields::TAG, &body).map(Json)
}

async fn tag(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
    query: Query,
) -> Answer {
    single(found(&read(&tenant).tags, &id)?, fields::TAG, &query)
}

async fn collaborator_types(State(tenant): State<SharedTenant>, Body(body): Body) -> Answer {
    let rows = read(&tenant).collaborator_types.clone();
    list::answer(rows, fields::COLLABORATOR_TYPE, &body).map(Json)
}

async fn outbounds(State(tenant): State<SharedTenant>) -> Json<Value> {
    bare(read(&tenant).outbounds.iter(), fields::OUTBOUND)
}

async fn outbound(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
    query: Query,
) -> Answer {
    let tenant = read(&tenant);
    single(found(&tenant.outbounds, &id)?, fields::OUTBOUND, &query)
}

async fn webhook_subscriptions(State(tenant): State<SharedTenant>) -> Json<Value> {
    let tenant = read(&tenant);
    bare(
        tenant.webhook_subscriptions.iter(),
        fields::WEBHOOK_SUBSCRIPTION,
    )
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

fn content(file: &StoredFile) -> Response {
    let media_type = [(CONTENT_TYPE, file.mime_type.clone())];
    (media_type, file.content.clone()).into_response()
}
