//! Cord: comment threads in the pages of a product.
//!
//! The provider's document is the measure, with its oddities: `total` counts deleted messages, a list and a single answer
//! differ in fields and in the form of times, missing groups are 401, and a full last page is followed by an empty one.
//! Where it is silent, the released source code of the server is.

mod auth;
mod body;
mod content;
mod error;
mod files;
mod filter;
mod groups;
mod ids;
mod input;
mod message;
mod messages;
mod multipart;
mod nodes;
mod paging;
mod problems;
mod schema;
mod seed;
mod state;
mod threads;
mod time;
mod users;
mod write;

#[cfg(test)]
mod tests;

use std::sync::{Arc, RwLock, RwLockReadGuard, RwLockWriteGuard};

use axum::extract::{DefaultBodyLimit, State};
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, STRICT_TRANSPORT_SECURITY};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use axum::{Json, Router, middleware};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::clock::SharedClock;

use super::desk::{Desk, Setting};

use self::auth::Administrator;
use self::error::page_not_found;
use self::state::Project;

/// The id of the project, made up.
const PROJECT_ID: &str = "0c9d3b6e-52f7-4a80-9d1e-6b2f4c8a7e15";
/// The shared secret of the project, made up.
const SECRET: &str = "cord-sandbox-secret-4b1d9e";

/// How the provider differs between its versions.
#[derive(Debug, Clone, Copy, Default)]
struct Switches {
    list_shape: ListShape,
}

/// What the list of threads is wrapped in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the older shapes are chosen in tests")
)]
enum ListShape {
    /// `{threads, pagination}`, since October 2023.
    #[default]
    Full,
    /// `{threads}`.
    Threads,
    /// A bare array of threads with fewer fields, as the oldest document says.
    Array,
}

/// The running provider.
#[derive(Debug)]
struct Cord {
    project: RwLock<Project>,
    switches: Switches,
    clock: SharedClock,
    base_url: String,
}

impl Cord {
    fn read(&self) -> RwLockReadGuard<'_, Project> {
        self.project.read().expect("no code panics while writing")
    }

    fn write(&self) -> RwLockWriteGuard<'_, Project> {
        self.project.write().expect("no code panics while writing")
    }

    /// Now, as the server's own clock tells it.
    fn now(&self) -> Timestamp {
        time::whole_millis(self.clock.now())
    }
}

/// Builds the provider's state from the story and serves it.
pub(super) fn open(setting: &Setting<'_>) -> Desk {
    open_with(setting, Switches::default())
}

fn open_with(setting: &Setting<'_>, switches: Switches) -> Desk {
    let cord = Cord {
        project: RwLock::new(seed::project(setting.world)),
        switches,
        clock: Arc::clone(&setting.clock),
        base_url: setting.base_url.clone(),
    };
    Desk {
        router: routes().with_state(Arc::new(cord)),
        credentials: vec![
            ("project_id", PROJECT_ID.to_owned()),
            ("secret", SECRET.to_owned()),
            ("agent_group", seed::SUPPORT.to_owned()),
            ("speaks_as", "ana".to_owned()),
        ],
    }
}

/// Every route; each is also there with a slash at its end.
fn routes() -> Router<Arc<Cord>> {
    let group = || {
        get(groups::one)
            .put(write::groups::put)
            .delete(write::groups::delete)
    };
    let members = || get(groups::members).post(write::groups::set_members);
    let table: [(&str, MethodRouter<Arc<Cord>>); 17] = [
        ("/health", get(|| async { "OK" })),
        ("/v1/verify", get(verify)),
        (
            "/v1/threads",
            get(threads::list).post(write::threads::create),
        ),
        (
            "/v1/threads/{thread_id}",
            get(threads::one)
                .put(write::thread_update::update)
                .delete(write::threads::delete),
        ),
        (
            "/v1/threads/{thread_id}/messages",
            get(messages::of_thread).post(write::messages::create),
        ),
        (
            "/v1/threads/{thread_id}/messages/{message_id}",
            get(messages::one)
                .put(write::message_update::update)
                .delete(write::messages::delete),
        ),
        (
            "/v1/threads/{thread_id}/messages/{message_id}/append",
            post(write::messages::append),
        ),
        ("/v1/messages", get(messages::list)),
        ("/v1/users", get(users::list)),
        (
            "/v1/users/{user_id}",
            get(users::one)
                .put(write::users::put)
                .delete(write::users::delete),
        ),
        ("/v1/groups", get(groups::list)),
        ("/v1/groups/{group_id}", group()),
        ("/v1/groups/{group_id}/members", members()),
        ("/v1/organizations", get(groups::list)),
        ("/v1/organizations/{group_id}", group()),
        ("/v1/organizations/{group_id}/members", members()),
        ("/v1/files", post(write::files::create)),
    ];
    let mut router = Router::new().route("/files/{file_id}", get(files::download));
    for (path, method) in table {
        let with_slash = format!("{path}/");
        router = router
            .route(path, method.clone())
            .route(&with_slash, method);
    }
    router
        .fallback(page_not_found)
        .method_not_allowed_fallback(page_not_found)
        // The bodies have limits of their own.
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::map_response(common_headers))
}

async fn common_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    let lasting = HeaderValue::from_static("max-age=15552000; includeSubDomains");
    headers.insert(STRICT_TRANSPORT_SECURITY, lasting);
    response
}

/// `GET /v1/verify`: says which project a token belongs to.
async fn verify(_: Administrator, State(cord): State<Arc<Cord>>) -> (StatusCode, Json<Value>) {
    let name = cord.read().name;
    let body = json!({"success": true, "application_id": PROJECT_ID, "application_name": name});
    (StatusCode::OK, Json(body))
}
