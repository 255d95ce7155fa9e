//! What an administrator sets up.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use crate::sandbox::unthread::input::{Body, PathValues, Query};
use crate::sandbox::unthread::tenant::SharedTenant;
use crate::sandbox::unthread::{fields, list};

use super::{Answer, bare, found, read, single};

pub(super) async fn collaborator_types(
    State(tenant): State<SharedTenant>,
    Body(body): Body,
) -> Answer {
    let rows = read(&tenant).collaborator_types.clone();
    list::answer(rows, fields::COLLABORATOR_TYPE, &body).map(Json)
}

pub(super) async fn outbounds(State(tenant): State<SharedTenant>) -> Json<Value> {
    bare(read(&tenant).outbounds.iter(), fields::OUTBOUND)
}

pub(super) async fn outbound(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
    query: Query,
) -> Answer {
    let tenant = read(&tenant);
    single(found(&tenant.outbounds, &id)?, fields::OUTBOUND, &query)
}

pub(super) async fn webhook_subscriptions(State(tenant): State<SharedTenant>) -> Json<Value> {
    let tenant = read(&tenant);
    bare(
        tenant.webhook_subscriptions.iter(),
        fields::WEBHOOK_SUBSCRIPTION,
    )
}
