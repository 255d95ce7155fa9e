use std::fmt;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::json;

use crate::server::Drain;

/// Lists the sources as they are now.
#[derive(Clone)]
pub struct ListSources(Arc<dyn Fn() -> Vec<SourceHealth> + Send + Sync>);

/// One source as readiness shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceHealth {
    /// Key of the source.
    pub key: String,
    /// Name of its provider.
    pub provider: String,
    /// Whether calls to it go through.
    pub state: SourceState,
}

/// Whether calls to a source go through, by its circuit breaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceState {
    /// Calls go through.
    Ok,
    /// One call is tried after a pause.
    Recovering,
    /// Calls fail at once, because too many failed before.
    Failing,
}

impl ListSources {
    /// Takes the function to ask, which must be quick.
    pub fn new(list: impl Fn() -> Vec<SourceHealth> + Send + Sync + 'static) -> Self {
        Self(Arc::new(list))
    }
}

impl fmt::Debug for ListSources {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ListSources")
    }
}

#[derive(Debug, Clone)]
pub(super) struct Readiness {
    pub drain: Drain,
    pub sources: ListSources,
}

/// The process answers; nothing else is asked.
pub(super) async fn live() -> Response {
    Json(json!({ "status": "live" })).into_response()
}

/// Whether to send requests here. A failing source is shown, but does not count: the others still answer.
pub(super) async fn ready(State(readiness): State<Readiness>) -> Response {
    let (code, status) = if readiness.drain.is_draining() {
        (StatusCode::SERVICE_UNAVAILABLE, "draining")
    } else {
        (StatusCode::OK, "ready")
    };
    let sources = (readiness.sources.0)();
    (code, Json(json!({ "status": status, "sources": sources }))).into_response()
}
