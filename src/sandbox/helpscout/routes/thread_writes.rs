//! Writes below a conversation: threads, their schedules and their files.

use axum::extract::State;

use crate::sandbox::helpscout::acts::{attachment, draft, thread};
use crate::sandbox::helpscout::forms::patch::{ThreadPatch, send_now};
use crate::sandbox::helpscout::forms::schedule::NewSchedule;
use crate::sandbox::helpscout::forms::thread::{NewFile, NewThread};
use crate::sandbox::helpscout::forms::{Json, Object};
use crate::sandbox::helpscout::page::{created, done};
use crate::sandbox::helpscout::params::Ids;
use crate::sandbox::helpscout::records::ThreadKind;
use crate::sandbox::helpscout::refusal::{Answer, Refusal};
use crate::sandbox::helpscout::server::Shared;

/// Writes a thread of the kind that the endpoint is for.
pub(super) async fn create(
    kind: ThreadKind,
    State(server): State<Shared>,
    Ids([conversation]): Ids<1>,
    Json(body): Json,
) -> Answer {
    let new = NewThread::read(kind, &Object::of(&body)?)?;
    let id = thread::add(&mut server.account_mut(), conversation, new, server.now())?;
    let href = server.href(format_args!("conversations/{conversation}/threads/{id}"));
    Ok(created(id, href))
}

/// Changes the text of a thread, or hides it.
pub(super) async fn patch(
    State(server): State<Shared>,
    Ids([conversation, id]): Ids<2>,
    Json(body): Json,
) -> Answer {
    let patch = ThreadPatch::read(&body)?;
    let mut account = server.account_mut();
    thread::patch(&mut account, (conversation, id), patch, server.now())?;
    Ok(done())
}

/// Refuses: the provider has no way to delete a thread.
pub(super) async fn delete(_: Ids<2>) -> Answer {
    Err(Refusal::unsupported("Threads cannot be deleted"))
}

/// Plans when a draft is sent.
pub(super) async fn put_schedule(
    State(server): State<Shared>,
    Ids([conversation, id]): Ids<2>,
    Json(body): Json,
) -> Answer {
    let now = server.now();
    let new = NewSchedule::read(&Object::of(&body)?, now)?;
    draft::plan(&mut server.account_mut(), (conversation, id), &new, now)?;
    Ok(done())
}

/// Sends a draft now.
pub(super) async fn patch_schedule(
    State(server): State<Shared>,
    Ids([conversation, id]): Ids<2>,
    Json(body): Json,
) -> Answer {
    send_now(&body)?;
    draft::send(&mut server.account_mut(), (conversation, id), server.now())?;
    Ok(done())
}

/// Takes the plan of a draft away.
pub(super) async fn delete_schedule(
    State(server): State<Shared>,
    Ids([conversation, id]): Ids<2>,
) -> Answer {
    draft::unplan(&mut server.account_mut(), (conversation, id))?;
    Ok(done())
}

/// Adds a file to a thread.
pub(super) async fn create_attachment(
    State(server): State<Shared>,
    Ids([conversation, thread]): Ids<2>,
    Json(body): Json,
) -> Answer {
    let file = NewFile::read(&Object::of(&body)?)?;
    let id = attachment::add(&mut server.account_mut(), (conversation, thread), file)?;
    let path = format_args!("conversations/{conversation}/attachments/{id}");
    Ok(created(id, server.href(path)))
}

/// Removes a file.
pub(super) async fn delete_attachment(
    State(server): State<Shared>,
    Ids([conversation, id]): Ids<2>,
) -> Answer {
    attachment::remove(&mut server.account_mut(), (conversation, id))?;
    Ok(done())
}
