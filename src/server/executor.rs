use async_graphql::{Request, Response};
use async_trait::async_trait;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::server::RequestId;

/// Asks for the upstream calls of a request to be listed in its answer.
const TRACE_HEADER: &str = "x-trace-upstream";

/// Runs a GraphQL request that HTTP has accepted: it is parsed, within the limits, and has its required variables.
#[async_trait]
pub trait Executor: Send + Sync + 'static {
    /// Executes a query or a mutation.
    ///
    /// It is dropped at the deadline, except for a mutation, which runs to its end.
    async fn execute(&self, request: Request, facts: RequestFacts) -> Response;
}

/// What the HTTP request says beside its GraphQL document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestFacts {
    /// Names this request in the answer and in the log.
    pub request_id: RequestId,
    /// Whether the caller wants to see the upstream calls (header `x-trace-upstream: 1`).
    pub wants_upstream_trace: bool,
}

impl RequestFacts {
    /// Reads the facts from the head of a request. The id is the one that the outermost layer gave.
    pub(super) fn of(head: &Parts) -> Self {
        let request_id = head.extensions.get::<RequestId>().cloned();
        Self {
            request_id: request_id.unwrap_or_else(RequestId::fresh),
            wants_upstream_trace: wants_upstream_trace(&head.headers),
        }
    }
}

fn wants_upstream_trace(headers: &HeaderMap) -> bool {
    headers.get(TRACE_HEADER).is_some_and(|value| value == "1")
}
