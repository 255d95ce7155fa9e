use std::any::Any;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::trace::TraceLayer;
use tracing::{Span, error, info_span};

use crate::server::RequestId;
use crate::server::request_id::REQUEST_ID;

/// What a browser may do with an answer, unless the route says otherwise.
const SECURITY: [(HeaderName, HeaderValue); 4] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    ),
];

/// Puts every layer around the routes. The last one is the outermost.
pub(super) fn layers(routes: Router) -> Router {
    routes
        // Innermost, so that the answer to a panic passes all the others.
        .layer(CatchPanicLayer::custom(after_panic))
        // Around everything that answers, refusals included.
        .layer(from_fn(secure))
        // Inside the request id, which its span carries.
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(request_span)
                .on_request(())
                .on_failure(()),
        )
        // Outermost: every answer has an id, and every log line of a request too.
        .layer(from_fn(name_request))
}

async fn name_request(mut request: Request, next: Next) -> Response {
    let id = RequestId::of(request.headers());
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    response.headers_mut().insert(REQUEST_ID, id.header_value());
    response
}

/// The query string stays out: it holds documents and variables.
fn request_span(request: &Request) -> Span {
    let request_id = request.extensions().get::<RequestId>();
    info_span!(
        "request",
        request_id = request_id.map(RequestId::as_str),
        method = %request.method(),
        path = request.uri().path(),
    )
}

async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in SECURITY {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

fn after_panic(payload: Box<dyn Any + Send + 'static>) -> Response {
    error!("a handler panicked: {}", panic_text(payload.as_ref()));
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// The message of a panic, for the log alone.
pub(super) fn panic_text(payload: &(dyn Any + Send)) -> &str {
    if let Some(text) = payload.downcast_ref::<&'static str>() {
        return text;
    }
    payload
        .downcast_ref::<String>()
        .map_or("no message", String::as_str)
}
