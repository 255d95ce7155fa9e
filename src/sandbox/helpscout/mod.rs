//! A fake of the Help Scout Inbox (Mailbox) API 2.0, written from the provider's documents.
//!
//! What a reader may stumble over, because the provider has it too: a list of conversations without `status` holds the
//! active ones alone; `_embedded` is absent from an empty page; threads come newest first; a merged conversation answers
//! 301 to a plain get and 404 below it; 0 means "none" for references; `associatedEntities` is `{}` or `[]`.
//!
//! And a writer: what was made is named in headers alone, beside an empty body; a patch of a conversation is one
//! operation, not a list; tags and custom fields are replaced as a whole; a reply makes a conversation active again.

mod acts;
mod forms;
mod gate;
mod page;
mod params;
mod quota;
mod records;
mod refusal;
mod routes;
mod search;
mod seed;
mod server;
mod tokens;
mod view;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::desk::{Desk, Setting};
use server::Server;
use tokens::App;

/// Builds the provider's state from the story and serves it.
pub(super) fn open(setting: &Setting<'_>) -> Desk {
    let app = App {
        id: "kestrel-gateway-app",
        secret: "9d1f5c0be7a24c6f8e3b7a10c2d4f6e8",
    };
    let token_url = format!("{}/v2/oauth2/token", setting.base_url);
    let credentials = vec![
        ("client_id", app.id.to_owned()),
        ("client_secret", app.secret.to_owned()),
        ("token_url", token_url),
    ];
    let server = Arc::new(Server::new(setting, app));
    Desk {
        router: routes::router(server),
        credentials,
    }
}
