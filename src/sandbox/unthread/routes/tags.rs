//! Labels.

use axum::Json;
use axum::extract::State;

use crate::sandbox::unthread::input::{Body, PathValues, Query};
use crate::sandbox::unthread::tenant::SharedTenant;
use crate::sandbox::unthread::{fields, list};

use super::{Answer, found, read, single};

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
