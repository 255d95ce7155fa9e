//! Bodies of requests: JSON objects, and forms with a file.

use std::sync::Arc;

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::Cord;
use super::error::Refusal;
use super::multipart::{self, Part};

/// How large a JSON body may be.
const MAX_JSON: usize = 10 * 1024 * 1024;
/// How large a file may be, and a little for what stands around it.
const MAX_FORM: usize = 100 * 1024 * 1024 + 64 * 1024;

/// A JSON body. A body of another media type is not looked at and counts as an empty object.
#[derive(Debug)]
pub(super) struct JsonBody(pub Value);

impl FromRequest<Arc<Cord>> for JsonBody {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &Arc<Cord>) -> Result<Self, Refusal> {
        let is_json = content_type(&request).starts_with("application/json");
        // The parser's own error, and not a 413.
        let bytes = read(request, MAX_JSON)
            .await
            .ok_or_else(|| Refusal::malformed("request entity too large"))?;
        if !is_json || bytes.is_empty() {
            return Ok(Self(Value::Object(Map::new())));
        }
        let value: Value =
            serde_json::from_slice(&bytes).map_err(|err| Refusal::malformed(err.to_string()))?;
        match value {
            Value::Object(_) | Value::Array(_) => Ok(Self(value)),
            _ => Err(Refusal::malformed("Unexpected token in JSON at position 0")),
        }
    }
}

/// The parts of a form; none if the body is no form.
#[derive(Debug)]
pub(super) struct Form(pub Vec<Part>);

impl FromRequest<Arc<Cord>> for Form {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &Arc<Cord>) -> Result<Self, Refusal> {
        let content_type = content_type(&request);
        let bytes = read(request, MAX_FORM)
            .await
            .ok_or_else(Refusal::file_too_large)?;
        let Some(boundary) = multipart::boundary(&content_type) else {
            return Ok(Self(Vec::new()));
        };
        let parts = multipart::parts(&bytes, &boundary);
        parts
            .map(Self)
            .ok_or_else(|| Refusal::malformed("Unexpected end of form"))
    }
}

fn content_type(request: &Request) -> String {
    let value = request.headers().get(CONTENT_TYPE);
    let text = value.and_then(|value| value.to_str().ok());
    text.unwrap_or_default().to_owned()
}

async fn read(request: Request, max: usize) -> Option<Bytes> {
    to_bytes(request.into_body(), max).await.ok()
}
