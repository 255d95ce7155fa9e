//! The key of the service account, in its one header.

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};

use super::refusal::Refusal;

/// Lets only requests with the key through, also to paths that do not exist.
pub(super) fn guarded(router: Router, key: &'static str) -> Router {
    router.layer(from_fn(move |request, next| check(key, request, next)))
}

async fn check(key: &'static str, request: Request, next: Next) -> Response {
    if has_key(request.headers(), key) {
        next.run(request).await
    } else {
        Refusal::unauthorized().into_response()
    }
}

/// The raw key only: one sample of the provider's document puts `Bearer` in front, its prose and all clients do not.
fn has_key(headers: &HeaderMap, key: &str) -> bool {
    let sent = headers.get("x-api-key");
    sent.is_some_and(|sent| sent.as_bytes() == key.as_bytes())
}
