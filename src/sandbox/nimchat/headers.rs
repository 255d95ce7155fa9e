//! Headers that every answer has.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::refusal::Refusal;
use super::secret;

/// Larger than any answer.
const LARGEST: usize = 64 * 1024 * 1024;

/// Names the character set, marks the answer with a weak tag and answers 304 to whoever has it already.
pub(super) async fn complete(request: Request, next: Next) -> Response {
    let is_get = matches!(*request.method(), Method::GET | Method::HEAD);
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let (mut parts, body) = next.run(request).await.into_parts();
    if !is_json(&parts.headers) {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return Refusal::Crash.into_response();
    };
    let digest = secret::hex(&String::from_utf8_lossy(&bytes));
    put(&mut parts.headers, "x-request-id", &secret::uuid(&digest));
    put(&mut parts.headers, "x-runtime", "0.012345");
    put(
        &mut parts.headers,
        "content-type",
        "application/json; charset=utf-8",
    );
    if !is_get || parts.status != StatusCode::OK {
        put(&mut parts.headers, "cache-control", "no-cache");
        return Response::from_parts(parts, Body::from(bytes));
    }
    let etag = format!("W/\"{}\"", &digest[..32]);
    put(
        &mut parts.headers,
        "cache-control",
        "max-age=0, private, must-revalidate",
    );
    put(&mut parts.headers, "etag", &etag);
    if known.is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn is_json(headers: &HeaderMap) -> bool {
    let json = HeaderValue::from_static("application/json");
    headers.get(header::CONTENT_TYPE) == Some(&json)
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    let value = HeaderValue::from_str(value).expect("the texts of this file are plain ASCII");
    headers.insert(name, value);
}
