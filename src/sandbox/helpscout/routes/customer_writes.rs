//! Writes to customers and to what lies below them.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use crate::sandbox::helpscout::acts::{customer, entry};
use crate::sandbox::helpscout::forms::customer::{Change, List, NewEntry, Profile, address};
use crate::sandbox::helpscout::forms::{Json, Object, patch};
use crate::sandbox::helpscout::page::{created, done};
use crate::sandbox::helpscout::params::{Ids, Params};
use crate::sandbox::helpscout::refusal::Answer;
use crate::sandbox::helpscout::server::Shared;

/// Makes a customer.
pub(super) async fn create(State(server): State<Shared>, Json(body): Json) -> Answer {
    let profile = Profile::read(&Object::of(&body)?)?;
    let id = customer::create(&mut server.account_mut(), profile, server.now())?;
    let href = server.href(format_args!("customers/{id}"));
    Ok(created(id, href))
}

/// Overwrites a customer.
pub(super) async fn put(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    Json(body): Json,
) -> Answer {
    let profile = Profile::read(&Object::of(&body)?)?;
    customer::overwrite(&mut server.account_mut(), id, profile, server.now())?;
    Ok(done())
}

/// Makes the changes of a list of operations.
pub(super) async fn patch(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    Json(body): Json,
) -> Answer {
    let profile = Profile(patch::customer(&body)?);
    customer::change(&mut server.account_mut(), id, profile, server.now())?;
    Ok(done())
}

/// Deletes a customer, in the background if asked.
pub(super) async fn delete(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    params: Params,
) -> Answer {
    let is_later = params.word("async", &["true", "false"])? == Some("true");
    customer::delete(&mut server.account_mut(), id, is_later)?;
    Ok(if is_later {
        StatusCode::ACCEPTED.into_response()
    } else {
        done()
    })
}

/// Sets the properties that are named.
pub(super) async fn patch_properties(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    Json(body): Json,
) -> Answer {
    let change = Change::Properties(patch::properties(&body)?);
    let profile = Profile(vec![change]);
    customer::change(&mut server.account_mut(), id, profile, server.now())?;
    Ok(done())
}

/// Sets the address; there is one at most.
pub(super) async fn put_address(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    Json(body): Json,
) -> Answer {
    let address = address(&Object::of(&body)?)?;
    let profile = Profile(vec![Change::Address(Some(address))]);
    customer::change(&mut server.account_mut(), id, profile, server.now())?;
    Ok(done())
}

/// Sets the address, by the method for something new.
pub(super) async fn create_address(state: State<Shared>, ids: Ids<1>, body: Json) -> Answer {
    let (id, href) = (
        ids.0[0],
        state.href(format_args!("customers/{}/address", ids.0[0])),
    );
    put_address(state, ids, body).await?;
    Ok(created(id, href))
}

/// Removes the address.
pub(super) async fn delete_address(State(server): State<Shared>, Ids([id]): Ids<1>) -> Answer {
    let profile = Profile(vec![Change::Address(None)]);
    customer::change(&mut server.account_mut(), id, profile, server.now())?;
    Ok(done())
}

/// Adds an entry to a list.
pub(super) async fn create_entry(
    list: List,
    State(server): State<Shared>,
    Ids([customer]): Ids<1>,
    Json(body): Json,
) -> Answer {
    let new = NewEntry::read(list, &Object::of(&body)?)?;
    let mut account = server.account_mut();
    let id = entry::add(&mut account, customer, (list, new), server.now())?;
    let path = format!("customers/{customer}/{}/{id}", list.segment());
    Ok(created(id, server.href(path)))
}

/// Replaces an entry.
pub(super) async fn put_entry(
    list: List,
    State(server): State<Shared>,
    Ids([customer, id]): Ids<2>,
    Json(body): Json,
) -> Answer {
    let new = NewEntry::read(list, &Object::of(&body)?)?;
    let mut account = server.account_mut();
    entry::replace(&mut account, (customer, id), (list, new), server.now())?;
    Ok(done())
}

/// Removes an entry.
pub(super) async fn delete_entry(
    list: List,
    State(server): State<Shared>,
    Ids([customer, id]): Ids<2>,
) -> Answer {
    entry::remove(
        &mut server.account_mut(),
        (customer, id),
        list,
        server.now(),
    )?;
    Ok(done())
}
