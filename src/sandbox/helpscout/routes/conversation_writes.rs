//! Writes to a conversation as a whole.

use axum::extract::State;

use crate::sandbox::helpscout::acts::{conversation, open};
use crate::sandbox::helpscout::forms::conversation::{NewConversation, fields, snooze, tags};
use crate::sandbox::helpscout::forms::patch::ConversationPatch;
use crate::sandbox::helpscout::forms::{Json, Object};
use crate::sandbox::helpscout::page::{created, done};
use crate::sandbox::helpscout::params::Ids;
use crate::sandbox::helpscout::refusal::{Answer, Refusal};
use crate::sandbox::helpscout::server::Shared;

/// Opens a conversation.
pub(super) async fn create(State(server): State<Shared>, Json(body): Json) -> Answer {
    let new = NewConversation::read(&Object::of(&body)?)?;
    let id = open::open(&mut server.account_mut(), new, server.now())?;
    let href = server.href(format_args!("conversations/{id}"));
    Ok(created(id, href))
}

/// Makes the one change that was asked for.
pub(super) async fn patch(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    Json(body): Json,
) -> Answer {
    let patch = ConversationPatch::read(&body)?;
    conversation::patch(&mut server.account_mut(), id, patch, server.now())?;
    Ok(done())
}

/// Deletes a conversation.
pub(super) async fn delete(State(server): State<Shared>, Ids([id]): Ids<1>) -> Answer {
    conversation::delete(&mut server.account_mut(), id)?;
    Ok(done())
}

/// Replaces the tags.
pub(super) async fn put_tags(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    Json(body): Json,
) -> Answer {
    let tags = tags(&Object::of(&body)?)?;
    conversation::tag(&mut server.account_mut(), id, &tags, server.now())?;
    Ok(done())
}

/// Replaces the custom fields.
pub(super) async fn put_fields(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    Json(body): Json,
) -> Answer {
    let body = Object::of(&body)?;
    let fields = body.needed("fields", fields(&body)?)?;
    conversation::fill_in(&mut server.account_mut(), id, fields, server.now())?;
    Ok(done())
}

/// Lets a conversation sleep.
pub(super) async fn put_snooze(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    Json(body): Json,
) -> Answer {
    let mut account = server.account_mut();
    let owner = account.users.first().ok_or_else(Refusal::not_found)?;
    let snooze = snooze(&Object::of(&body)?, owner.id, server.now())?;
    conversation::snooze(&mut account, id, snooze, server.now())?;
    Ok(done())
}

/// Wakes a conversation.
pub(super) async fn delete_snooze(State(server): State<Shared>, Ids([id]): Ids<1>) -> Answer {
    conversation::unsnooze(&mut server.account_mut(), id, server.now())?;
    Ok(done())
}
