//! The error bodies.

use axum::Json;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;

/// An answer that is not a success: `{"error", "message"}`.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    error: &'static str,
    message: String,
}

/// What a handler gives.
pub(super) type Answer<T = Response> = Result<T, Refusal>;

impl Refusal {
    fn new(status: StatusCode, error: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            status,
            error,
            message,
        }
    }

    pub(super) fn unauthorized(error: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, error, message)
    }

    pub(super) fn invalid_field(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_field", message)
    }

    pub(super) fn invalid_request() -> Self {
        Self::malformed("Invalid request.")
    }

    /// A body that cannot be read or does not fit its schema.
    pub(super) fn malformed(message: impl Into<String>) -> Self {
        Self::bad_request("invalid_request", message)
    }

    pub(super) fn bad_request(error: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error, message)
    }

    pub(super) fn forbidden(error: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, error, message)
    }

    pub(super) fn missing(error: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, error, message)
    }

    pub(super) fn conflict(error: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, error, message)
    }

    pub(super) fn file_too_large() -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "file_too_large",
            "Maximum file size exceeded",
        )
    }

    pub(super) fn bad_sort_direction() -> Self {
        Self::malformed("sortDirection must be ascending or descending")
    }

    pub(super) fn thread_not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "thread_not_found",
            "Thread not found.",
        )
    }

    pub(super) fn message_not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "message_not_found",
            "Message not found.",
        )
    }

    /// Where the user itself is asked for.
    pub(super) fn user_not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "user_not_found",
            "Platform user not found.",
        )
    }

    /// Where the group itself is asked for.
    pub(super) fn group_not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "group_not_found",
            "Platform group not found.",
        )
    }

    /// Where a filter or a body names a user.
    pub(super) fn unknown_user() -> Self {
        Self::unauthorized("user_not_found", "Platform user not found.")
    }

    /// Where a filter names a group.
    pub(super) fn unknown_group() -> Self {
        Self::unauthorized("group_not_found", "Platform group not found.")
    }

    /// Where a body names a group, by its old name.
    pub(super) fn unknown_organization() -> Self {
        Self::unauthorized("organization_not_found", "Platform organization not found.")
    }

    /// Something the server did not think of.
    pub(super) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "error",
            "internal server error",
        )
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({"error": self.error, "message": self.message});
        (self.status, Json(body)).into_response()
    }
}

/// The page of the web framework for paths and methods that do not exist.
pub(super) async fn page_not_found(method: Method, uri: Uri) -> (StatusCode, Html<String>) {
    let path = uri.path().replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n</head>\n\
         <body>\n<pre>Cannot {method} {path}</pre>\n</body>\n</html>\n"
    );
    (StatusCode::NOT_FOUND, Html(page))
}
