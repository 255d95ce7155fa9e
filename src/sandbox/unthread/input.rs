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
        let media_type = media_type(request.headers());
        let bytes = bytes(request, state).await?;
        if bytes.is_empty() {
            return Ok(Self(json!({})));
        }
        json_only(&media_type)?;
        object(&bytes).map(Self)
    }
}

/// The bare list of ids of a request.
pub(super) struct Items(pub Vec<String>);

impl<S: Send + Sync> FromRequest<S> for Items {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let media_type = media_type(request.headers());
        let bytes = bytes(request, state).await?;
        json_only(&media_type)?;
        let wrong = || Refusal::bad_request("the body must be an array of strings");
        let items: Value = parsed(&bytes)?;
        let items = items.as_array().ok_or_else(wrong)?.iter();
        let items = items.map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong));
        items.collect::<Result<_, _>>().map(Self)
    }
}

/// The media type with its parameters; empty if there is none.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    let sent = headers.get(CONTENT_TYPE);
    let sent = sent.and_then(|value| value.to_str().ok());
    sent.unwrap_or_default().to_owned()
}

/// Refuses a body that does not call itself JSON.
pub(super) fn json_only(media_type: &str) -> Result<(), Refusal> {
    let essence = media_type.split(';').next().unwrap_or_default();
    if essence.trim().eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Refusal::bad_request(
        "Content-Type must be application/json",
    ))
}

/// Reads a body as far as the route takes it.
pub(super) async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Refusal> {
    let bytes = Bytes::from_request(request, state).await;
    bytes.map_err(unreadable)
}

/// Reads a JSON object.
pub(super) fn object(bytes: &[u8]) -> Result<Value, Refusal> {
    let body: Value = parsed(bytes)?;
    if body.is_object() {
        return Ok(body);
    }
    Err(Refusal::bad_request("the body must be an object"))
}

fn parsed(bytes: &[u8]) -> Result<Value, Refusal> {
    let invalid = |_| Refusal::bad_request("the body is not valid JSON");
    serde_json::from_slice(bytes).map_err(invalid)
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
