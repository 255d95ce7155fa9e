//! The team, and those who ask.

use axum::Json;
use axum::extract::State;
use serde_json::Value;

use crate::sandbox::unthread::input::{Body, PathValues, Query};
use crate::sandbox::unthread::refusal::Refusal;
use crate::sandbox::unthread::tenant::SharedTenant;
use crate::sandbox::unthread::{fields, list};

use super::{Answer, found, read, single};

/// Without `includeExternalUsers` only the team is listed.
pub(super) async fn page(State(tenant): State<SharedTenant>, Body(body): Body) -> Answer {
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

pub(super) async fn one(
    State(tenant): State<SharedTenant>,
    PathValues([id]): PathValues<1>,
    query: Query,
) -> Answer {
    single(found(&read(&tenant).users, &id)?, fields::USER, &query)
}
