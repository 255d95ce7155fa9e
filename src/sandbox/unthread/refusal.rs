//! The one shape of every error answer.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A request that is not answered with what it asked for.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    title: &'static str,
    detail: Option<String>,
}

impl Refusal {
    /// Says what is wrong with the request.
    pub(super) fn bad_request(detail: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            title: "Bad request.",
            detail: Some(detail.into()),
        }
    }

    /// The key is missing or unknown.
    pub(super) fn unauthorized() -> Self {
        Self::plain(StatusCode::UNAUTHORIZED, "Unauthorized.")
    }

    /// The path or the id leads nowhere.
    pub(super) fn not_found() -> Self {
        Self::plain(StatusCode::NOT_FOUND, "Not found.")
    }

    /// The body is larger than the service reads.
    pub(super) fn too_large() -> Self {
        Self::plain(StatusCode::PAYLOAD_TOO_LARGE, "Payload too large.")
    }

    /// The request is well formed, and names what is not there.
    pub(super) fn unprocessable(detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..Self::plain(StatusCode::UNPROCESSABLE_ENTITY, "Unprocessable entity.")
        }
    }

    /// The file is still on its way. Clients have seen 404, 409 and 425.
    pub(super) fn not_ready(status: StatusCode) -> Self {
        match status {
            StatusCode::CONFLICT => Self::plain(status, "Conflict."),
            StatusCode::TOO_EARLY => Self::plain(status, "Too early."),
            _ => Self::not_found(),
        }
    }

    fn plain(status: StatusCode, title: &'static str) -> Self {
        Self {
            status,
            title,
            detail: None,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self {
            status,
            title,
            detail,
        } = self;
        let mut error = json!({ "status": status.as_u16(), "title": title });
        if let Some(detail) = detail {
            error["detail"] = detail.into();
        }
        (status, Json(json!({ "errors": [error] }))).into_response()
    }
}
