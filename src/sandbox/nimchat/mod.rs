//! A fake of the Nimchat API as release 3.2 answers it, written from the provider's document.
//!
//! State lives behind one lock. A request goes `call` (who asks, 401s) → `routes` (what is asked) → `view` (the answer).
//! What changes something goes through `body` (what was sent) and `acts` (what it does, side effects included).

mod acts;
mod body;
mod call;
mod conditions;
mod finder;
mod headers;
mod liquid;
mod multipart;
mod pages;
mod params;
mod path;
mod refusal;
mod routes;
mod secret;
mod seed;
mod sequences;
mod server;
mod state;
#[cfg(test)]
mod tests;
mod view;

use super::desk::{Desk, Setting};

use server::Server;

/// Builds the provider's state from the story and serves it.
pub(super) fn open(setting: &Setting<'_>) -> Desk {
    let state = seed::state(setting.world);
    let credentials = seed::credentials(&state);
    let server = Server::new(state, setting);
    Desk {
        router: routes::router(server),
        credentials,
    }
}
