//! Reads requests; whatever does not fit is refused in the service's own words.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::refusal::Refusal;

/// The JSON object of a request; one without a body counts as empty.
pub(super) struct Body(pub Value);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let is_json = is_json(request.headers());
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(unreadable)?;
        if bytes.is_empty() {
            return Ok(Self(json!({})));
        }
        if !is_json {
            return Err(Refusal::bad_request(
                "Content-Type must be application/json",
            ));
        }
        match serde_json::from_slice(&bytes) {
            Ok(body @ Value::Object(_)) => Ok(Self(body)),
            Ok(_) => Err(Refusal::bad_request("the body must be an object")),
            Err(_) => Err(Refusal::bad_request("the body is not valid JSON")),
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let sent = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    sent.is_some_and(|media| {
        let essence = media.split(';').next().unwrap_or_default();
        essence.trim().eq_ignore_ascii_case("application/json")
    })
}

fn unreadable(rejection: BytesRejection) -> Refusal {
    if rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Refusal::too_large();
    }
    Refusal::bad_request("the body could not be read")
}

/// The values in the path, in its order; one that cannot be read leads nowhere.
pub(super) struct PathValues<const N: usize>(pub [String; N]);

impl<S: Send + Sync, const N: usize> FromRequestParts<S> for PathValues<N> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let params = params.map_err(|_| Refusal::not_found())?;
        let values: Vec<String> = params.iter().map(|(_, value)| value.to_owned()).collect();
        values
            .try_into()
            .map(Self)
            .map_err(|_| Refusal::not_found())
    }
}

/// The parameters after the question mark.
pub(super) struct Query(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        Ok(Self(pairs.into_owned().collect()))
    }
}

impl Query {
    /// The first value of a parameter.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The comma-separated paths of `select`.
    pub(super) fn select(&self) -> Option<Vec<&str>> {
        let text = self.get("select").filter(|text| !text.is_empty());
        text.map(|text| text.split(',').map(str::trim).collect())
    }
}
