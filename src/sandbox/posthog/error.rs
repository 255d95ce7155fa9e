//! The answers that say no.

use axum::Json;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A request that gets no result.
#[derive(Debug)]
pub(super) struct Failure {
    status: StatusCode,
    shape: Shape,
    hint: Hint,
}

/// The shapes of an error.
#[derive(Debug)]
enum Shape {
    /// Of the framework: `{"type": …, "code": …, "detail": …, "attr": …}`.
    Whole {
        kind: &'static str,
        code: &'static str,
        detail: String,
        /// The field that is wrong; the parts of a nested one are joined by two underscores.
        attr: Option<String>,
    },
    /// Of a view that answers by itself: `{"detail": …}`.
    Detail(&'static str),
    /// Of the routes outside it: `{"error": …}`.
    Bare(&'static str),
}

/// What a header adds.
#[derive(Debug)]
enum Hint {
    None,
    /// How to log in.
    Bearer,
    /// After how many seconds to ask again.
    RetryAfter(u64),
}

impl Failure {
    fn new(status: StatusCode, kind: &'static str, code: &'static str, detail: &str) -> Self {
        let detail = detail.to_owned();
        Self {
            status,
            shape: Shape::Whole {
                kind,
                code,
                detail,
                attr: None,
            },
            hint: Hint::None,
        }
    }

    /// There is no such thing, or no such path.
    pub(super) fn not_found() -> Self {
        Self::not_found_because("Not found.")
    }

    /// As `not_found`, in the view's own words.
    pub(super) fn not_found_because(detail: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "invalid_request",
            "not_found",
            detail,
        )
    }

    /// The request carries no credentials.
    pub(super) fn not_authenticated() -> Self {
        let detail = "Authentication credentials were not provided.";
        Self::unauthorized("not_authenticated", detail)
    }

    /// The credentials are wrong.
    pub(super) fn authentication_failed(detail: &str) -> Self {
        Self::unauthorized("authentication_failed", detail)
    }

    fn unauthorized(code: &'static str, detail: &str) -> Self {
        Self {
            hint: Hint::Bearer,
            ..Self::new(
                StatusCode::UNAUTHORIZED,
                "authentication_error",
                code,
                detail,
            )
        }
    }

    /// The key may not do this.
    pub(super) fn permission_denied(detail: &str) -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "authentication_error",
            "permission_denied",
            detail,
        )
    }

    /// The path exists, not for this method.
    pub(super) fn method_not_allowed(method: &Method) -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "invalid_request",
            "method_not_allowed",
            &format!("Method \"{method}\" not allowed."),
        )
    }

    /// The body is no JSON.
    pub(super) fn parse_error(error: &serde_json::Error) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "invalid_request",
            "parse_error",
            &format!("JSON parse error - {error}"),
        )
    }

    /// The request makes no sense to the view as a whole, rather than in one field.
    pub(super) fn invalid_input(detail: &str) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "validation_error",
            "invalid_input",
            detail,
        )
    }

    /// A field is wrong.
    pub(super) fn invalid(attr: &str, code: &'static str, detail: &str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            shape: Shape::Whole {
                kind: "validation_error",
                code,
                detail: detail.to_owned(),
                attr: Some(attr.to_owned()),
            },
            hint: Hint::None,
        }
    }

    /// A body of a kind that is not read here.
    pub(super) fn unsupported_media_type(media_type: &str) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "invalid_request",
            "unsupported_media_type",
            &format!("Unsupported media type \"{media_type}\" in request."),
        )
    }

    /// Something the server did not think of.
    pub(super) fn server_error() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "server_error",
            "error",
            "A server error occurred.",
        )
    }

    /// As a view says it that answers by itself.
    pub(super) fn detail(detail: &'static str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            shape: Shape::Detail(detail),
            hint: Hint::None,
        }
    }

    /// Too many requests; another one is taken after so many seconds.
    pub(super) fn throttled(seconds: u64) -> Self {
        let unit = if seconds == 1 { "second" } else { "seconds" };
        let detail = format!("Request was throttled. Expected available in {seconds} {unit}.");
        Self {
            hint: Hint::RetryAfter(seconds),
            ..Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "throttled_error",
                "throttled",
                &detail,
            )
        }
    }

    /// As the routes outside the framework say it.
    pub(super) fn bare(status: StatusCode, error: &'static str) -> Self {
        Self {
            status,
            shape: Shape::Bare(error),
            hint: Hint::None,
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let body = match self.shape {
            Shape::Whole {
                kind,
                code,
                detail,
                attr,
            } => {
                json!({"type": kind, "code": code, "detail": detail, "attr": attr})
            }
            Shape::Detail(detail) => json!({"detail": detail}),
            Shape::Bare(error) => json!({"error": error}),
        };
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        match self.hint {
            Hint::None => None,
            Hint::Bearer => headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
            Hint::RetryAfter(seconds) => headers.insert(RETRY_AFTER, HeaderValue::from(seconds)),
        };
        response
    }
}
