//! Conversations: the list and one of them.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

use crate::sandbox::helpscout::page::{Listing, SHORT, object};
use crate::sandbox::helpscout::params::{Ids, Params};
use crate::sandbox::helpscout::refusal::{Answer, Refusal};
use crate::sandbox::helpscout::search::conversations::ConversationFilter;
use crate::sandbox::helpscout::server::Shared;
use crate::sandbox::helpscout::view::thread::Room;

/// Lists conversations, the active ones unless `status` says otherwise.
pub(super) async fn list(State(server): State<Shared>, params: Params) -> Answer {
    let filter = ConversationFilter::read(&params, server.now())?;
    let threads = params.word("embed", &["threads"])?.map(|_| Room::Narrow);
    let account = server.account();
    let lens = server.lens(&account);
    let listing = Listing {
        href: lens.href("conversations"),
        params: &params,
        rel: "conversations",
        size: SHORT,
    };
    listing.answer(&filter.apply(&account), |one| {
        lens.conversation(one, threads)
    })
}

/// Shows a conversation, or where it went: the only place that knows of merged ones.
pub(super) async fn show(
    State(server): State<Shared>,
    Ids([id]): Ids<1>,
    params: Params,
) -> Answer {
    let threads = params.word("embed", &["threads"])?.map(|_| Room::Whole);
    let account = server.account();
    let lens = server.lens(&account);
    if let Some(now) = account.merged.get(&id) {
        let location = lens.href(format_args!("conversations/{now}"));
        return Ok((
            StatusCode::MOVED_PERMANENTLY,
            [(header::LOCATION, location)],
        )
            .into_response());
    }
    let found = account.conversation(id).ok_or_else(Refusal::not_found)?;
    Ok(object(&lens.conversation(found, threads)))
}
