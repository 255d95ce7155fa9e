//! What every request passes before its handler: the bearer token, then the quota.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::quota::Balance;
use super::refusal::Refusal;
use super::server::Shared;

/// Lets a request in that has a valid token and units left.
pub(crate) async fn pass(State(server): State<Shared>, request: Request, next: Next) -> Response {
    let uptime = server.uptime();
    let is_known =
        bearer(request.headers()).is_some_and(|token| server.tokens().is_valid(token, uptime));
    if !is_known {
        return Refusal::unauthorized().into_response();
    }
    let balance = server.quota().spend(price(request.method()), uptime);
    let mut response = match balance.retry_after {
        Some(_) => Refusal::too_many().into_response(),
        None => next.run(request).await,
    };
    announce(response.headers_mut(), balance);
    response
}

/// The token of `Authorization: Bearer …`; the scheme in any case.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

/// Writes count twice.
fn price(method: &Method) -> u64 {
    if method.is_safe() { 1 } else { 2 }
}

fn announce(headers: &mut HeaderMap, balance: Balance) {
    headers.insert("x-ratelimit-limit-minute", HeaderValue::from(balance.limit));
    headers.insert(
        "x-ratelimit-remaining-minute",
        HeaderValue::from(balance.remaining),
    );
    if let Some(seconds) = balance.retry_after {
        headers.insert("x-ratelimit-retry-after", HeaderValue::from(seconds));
    }
}
