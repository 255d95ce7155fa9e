//! `PostHog` Conversations: support tickets inside a product analytics project.
//!
//! The provider's document is the measure, in its older generation, with its oddities: reading one ticket marks it as read
//! and listing does not, wrong filters are ignored, tickets are paged by offset and comments by cursor, newest first,
//! a change answers a ticket without its person, and an action without a scope refuses every key.

mod access;
mod comments;
mod cursor;
mod dates;
mod error;
mod external;
mod fields;
mod filter;
mod ids;
mod organization;
mod paging;
mod persons;
mod query;
mod route;
mod seed;
mod serve;
mod shape;
mod state;
mod throttle;
mod tickets;
mod write;

#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::routing::any;

use super::desk::{Desk, Setting};

use self::serve::Server;
use self::throttle::Throttle;

/// The number of the project, made up.
const PROJECT_ID: &str = "7001";
/// The id of the organization that has the project, made up.
const ORGANIZATION_ID: &str = "018f2a6c-4b1d-7c3e-9a55-2d7e8f9a0b1c";

/// Builds the provider's state from the story and serves it.
pub(super) fn open(setting: &Setting<'_>) -> Desk {
    let server = Server {
        project: Mutex::new(seed::project(setting.world, &setting.base_url)),
        throttle: Throttle::default(),
        clock: Arc::clone(&setting.clock),
        base_url: setting.base_url.clone(),
    };
    let router = Router::new()
        .route("/", any(serve::answer))
        .route("/{*path}", any(serve::answer))
        .with_state(Arc::new(server));
    Desk {
        router,
        credentials: vec![
            ("project_id", PROJECT_ID.to_owned()),
            ("api_key", access::MAIN_KEY.to_owned()),
        ],
    }
}
