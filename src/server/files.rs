//! `GET /attachments/{token}`: files of messages, streamed with the source's credentials.

use std::sync::Arc;

use async_trait::async_trait;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use futures_util::stream::BoxStream;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::provider;

/// A file that a link leads to.
pub struct File {
    /// Name to save it under.
    pub filename: String,
    /// Media type.
    pub mime_type: String,
    /// Size in bytes, if known.
    pub size: Option<u64>,
    /// The content.
    pub content: BoxStream<'static, Result<Bytes, provider::WireError>>,
}

/// Opens the files that links lead to.
#[async_trait]
pub trait Files: Send + Sync + 'static {
    /// Opens a file; `None` if the link is not good or the file is gone.
    async fn open(&self, token: &str) -> provider::Result<Option<File>>;
}

pub(super) async fn handle(
    State(files): State<Arc<dyn Files>>,
    Path(token): Path<String>,
) -> Response {
    match files.open(&token).await {
        Ok(Some(file)) => answer(file),
        Ok(None) => (
            StatusCode::NOT_FOUND,
            "This link has ended, or the file is gone.\n",
        )
            .into_response(),
        Err(error) => {
            tracing::warn!(source = %error.source_key, operation = error.operation, kind = ?error.kind, "no file");
            (
                StatusCode::BAD_GATEWAY,
                "The help desk did not give the file.\n",
            )
                .into_response()
        }
    }
}

/// Always a download and never a page: the content is somebody's, and runs nothing here.
fn answer(file: File) -> Response {
    let File {
        filename,
        mime_type,
        size,
        content,
    } = file;
    let name = utf8_percent_encode(&filename, NON_ALPHANUMERIC);
    let disposition = HeaderValue::try_from(format!("attachment; filename*=UTF-8''{name}"));
    let mime_type = HeaderValue::try_from(mime_type);
    let unknown = HeaderValue::from_static("application/octet-stream");
    let mut answer = Body::from_stream(content).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, mime_type.unwrap_or(unknown));
    headers.insert(
        header::CONTENT_DISPOSITION,
        disposition.unwrap_or(HeaderValue::from_static("attachment")),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    if let Some(size) = size {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    }
    answer
}
