//! The routes, one file per noun.

mod account;
mod attention;
mod contact_filter;
mod contact_writes;
mod contacts;
mod conversation_changes;
mod conversation_create;
mod conversation_filter;
mod conversations;
mod files;
mod inboxes;
mod label_writes;
mod message_draft;
mod message_writes;
mod messages;
mod people;
mod platform;
mod public;
mod search;
mod settings;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use tower::ServiceExt as _;

use super::refusal::Refusal;
use super::server::Server;
use super::{headers, path};

/// What the proxy in front of the server lets through.
const LARGEST_BODY: usize = 100 * 1024 * 1024;

/// Builds all routes.
pub(super) fn router(server: Arc<Server>) -> Router {
    let of_account = Router::new()
        .merge(account::routes())
        .merge(people::routes())
        .merge(inboxes::routes())
        .merge(settings::routes())
        .merge(contacts::routes())
        .merge(conversations::routes())
        .merge(messages::routes())
        .merge(search::routes())
        .merge(contact_writes::routes())
        .merge(label_writes::routes())
        .merge(conversation_create::routes())
        .merge(conversation_changes::routes())
        .merge(attention::routes())
        .merge(message_writes::routes());
    let inner = Router::new()
        .nest("/api/v1/accounts/{account_id}", of_account)
        .merge(account::roots())
        .nest(
            "/public/api/v1/inboxes/{inbox_identifier}",
            public::routes(),
        )
        .merge(platform::routes())
        .merge(files::routes())
        .fallback(no_route)
        .method_not_allowed_fallback(no_route)
        .layer(middleware::from_fn(headers::complete))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(server);
    Router::new().fallback_service(inner.map_request(path::plain))
}

/// A known path with another method is no route either.
async fn no_route() -> Refusal {
    Refusal::NoRoute
}
