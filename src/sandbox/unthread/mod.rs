//! A fake of the Unthread API, written from the provider's own documents and from what its public clients show.
//!
//! Where nothing is known, the fake is the strict one: what it refuses, nobody has seen the real service accept.

mod acts;
mod auth;
mod fields;
mod given;
mod hours;
mod ids;
mod input;
mod list;
mod markup;
mod multipart;
mod refusal;
mod routes;
mod service;
mod story;
mod tenant;
mod upload;
mod views;

#[cfg(test)]
mod tests;

use super::desk::{Desk, Setting};
use service::Service;

/// The key of the one service account.
const API_KEY: &str = "sandbox-service-account-4f7d1c92";

/// Builds the provider's state from the story and serves it.
pub(super) fn open(setting: &Setting<'_>) -> Desk {
    let service = Service::new(story::tell(setting.world), setting.clock.clone());
    Desk {
        router: auth::guarded(routes::router().with_state(service), API_KEY),
        credentials: vec![("api_key", API_KEY.to_owned())],
    }
}
