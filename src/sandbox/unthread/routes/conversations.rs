//! Conversations.

use axum::Json;
use axum::extract::State;

use crate::sandbox::unthread::input::{Body, PathValues, Query};
use crate::sandbox::unthread::tenant::SharedTenant;
use crate::sandbox::unthread::{fields, list, views};

use super::{Answer, bare, found, read, single};

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
