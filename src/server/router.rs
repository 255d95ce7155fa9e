use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, get, post};
use serde_json::json;

use crate::server::graphql::Endpoint;
use crate::server::health::Readiness;
use crate::server::{
    Drain, Executor, Files, GraphqlSettings, ListSources, PageExample, Staging, files, graphql,
    health, middleware, page, staging,
};

/// What the routes need.
pub struct Parts {
    /// Runs the GraphQL requests.
    pub executor: Arc<dyn Executor>,
    /// Bounds of one GraphQL request.
    pub graphql: GraphqlSettings,
    /// The schema as text, for `/schema.graphql`.
    pub schema: String,
    /// The queries that the page offers.
    pub examples: Vec<PageExample>,
    /// What readiness lists.
    pub sources: ListSources,
    /// Opens the files that links lead to.
    pub files: Arc<dyn Files>,
    /// Keeps the files that wait to be sent.
    pub staging: Arc<dyn Staging>,
    /// Shared with the server that serves these routes.
    pub drain: Drain,
}

/// Builds every route, with every layer around them.
pub fn router(parts: Parts) -> Router {
    let table = table(parts);
    let paths: Arc<[&'static str]> = table.iter().map(|(path, _)| *path).collect();
    let routes = table
        .into_iter()
        .fold(Router::new(), |routes, (path, methods)| {
            routes.route(path, methods)
        })
        .fallback(move || not_found(Arc::clone(&paths)))
        .method_not_allowed_fallback(method_not_allowed);
    middleware::layers(routes)
}

fn table(parts: Parts) -> Vec<(&'static str, MethodRouter)> {
    let readiness = Readiness {
        drain: parts.drain.clone(),
        sources: parts.sources,
    };
    let endpoint = Arc::new(Endpoint {
        executor: parts.executor,
        settings: parts.graphql,
        drain: parts.drain,
    });
    let examples = page::examples(&parts.examples);
    let schema = page::text(parts.schema);
    vec![
        // All methods, because GraphQL over HTTP answers each in its own words.
        ("/graphql", any(graphql::handle).with_state(endpoint)),
        (
            "/attachments",
            post(staging::handle).with_state(parts.staging),
        ),
        (
            "/attachments/{token}",
            get(files::handle).with_state(parts.files),
        ),
        ("/", get(page::INDEX)),
        ("/page.js", get(page::SCRIPT)),
        ("/page.css", get(page::STYLE)),
        ("/favicon.svg", get(page::ICON)),
        ("/examples.json", get(examples)),
        ("/schema.graphql", get(schema)),
        ("/health/live", get(health::live)),
        ("/health/ready", get(health::ready).with_state(readiness)),
    ]
}

async fn not_found(paths: Arc<[&'static str]>) -> Response {
    let body = json!({ "error": "There is nothing at this path.", "paths": &*paths });
    (StatusCode::NOT_FOUND, Json(body)).into_response()
}

async fn method_not_allowed() -> Response {
    let body = json!({ "error": "This path does not take this method." });
    (StatusCode::METHOD_NOT_ALLOWED, Json(body)).into_response()
}
