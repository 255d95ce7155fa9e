//! `POST /attachments`: files handed in before a message takes them, streamed to where they are kept.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

/// Name of the file, percent-encoded. A header of our own, so that no page of another origin can send one unasked.
const FILENAME: &str = "x-filename";

/// Longest time for one file to arrive.
const UPLOAD_TIME: Duration = Duration::from_secs(300);

/// A file that was not kept.
#[derive(Debug)]
pub struct StagingRefusal {
    /// The status of the answer.
    pub status: StatusCode,
    /// What is wrong, as a sentence.
    pub explanation: String,
}

/// Keeps files until a message takes them.
#[async_trait]
pub trait Staging: Send + Sync + 'static {
    /// Keeps a file; answers what is told of it.
    async fn stage(
        &self,
        filename: String,
        mime_type: String,
        content: Body,
    ) -> Result<Value, StagingRefusal>;
}

pub(super) async fn handle(
    State(staging): State<Arc<dyn Staging>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let staged = async {
        let filename = filename(&headers)?;
        let mime_type = mime_type(&headers)?;
        staging.stage(filename, mime_type, body).await
    };
    let staged = tokio::time::timeout(UPLOAD_TIME, staged).await;
    match staged.unwrap_or_else(|_| Err(too_slow())) {
        Ok(facts) => (StatusCode::CREATED, Json(facts)).into_response(),
        Err(StagingRefusal {
            status,
            explanation,
        }) => (status, Json(json!({ "error": explanation }))).into_response(),
    }
}

fn filename(headers: &HeaderMap) -> Result<String, StagingRefusal> {
    let text = headers.get(FILENAME).and_then(|value| value.to_str().ok());
    let name = text.map(|text| percent_decode_str(text).decode_utf8());
    match name {
        Some(Ok(name)) => Ok(name.into_owned()),
        _ => Err(StagingRefusal {
            status: StatusCode::BAD_REQUEST,
            explanation: "Name the file in the header `x-filename`, percent-encoded UTF-8."
                .to_owned(),
        }),
    }
}

fn mime_type(headers: &HeaderMap) -> Result<String, StagingRefusal> {
    let value = headers.get(header::CONTENT_TYPE);
    let text = value.and_then(|value| value.to_str().ok());
    text.map(str::to_owned).ok_or_else(|| StagingRefusal {
        status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
        explanation: "Say the media type of the file in `content-type`.".to_owned(),
    })
}

fn too_slow() -> StagingRefusal {
    StagingRefusal {
        status: StatusCode::REQUEST_TIMEOUT,
        explanation: "The file did not arrive in time.".to_owned(),
    }
}
