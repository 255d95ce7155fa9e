//! Writes to organizations.

use axum::extract::State;

use crate::sandbox::helpscout::acts::organization;
use crate::sandbox::helpscout::forms::organization::NewOrganization;
use crate::sandbox::helpscout::forms::{Json, Object};
use crate::sandbox::helpscout::page::{created, done};
use crate::sandbox::helpscout::params::Ids;
use crate::sandbox::helpscout::refusal::Answer;
use crate::sandbox::helpscout::server::Shared;

/// Makes an organization, whose address in the answer carries parameters, unlike all others.
pub(super) async fn create(State(server): State<Shared>, Json(body): Json) -> Answer {
    let new = NewOrganization::read(&Object::of(&body)?)?;
    let id = organization::create(&mut server.account_mut(), new, server.now());
    let path = format!("organizations/{id}?includeCounts=false&includeProperties=false");
    Ok(created(id, server.href(path)))
}

/// Replaces an organization.
pub(super) async fn put(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    Json(body): Json,
) -> Answer {
    let new = NewOrganization::read(&Object::of(&body)?)?;
    organization::replace(&mut server.account_mut(), id, new, server.now())?;
    Ok(done())
}

/// Deletes an organization.
pub(super) async fn delete(State(server): State<Shared>, Ids([id]): Ids<1>) -> Answer {
    organization::delete(&mut server.account_mut(), id)?;
    Ok(done())
}
