//! Answers that say no, in the provider's unified error body.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

const ABOUT: &str = "http://developer.helpscout.net/mailbox-api/overview/errors";
const LOG_REF: &str = "64bb72b4-0a92-11e8-ba89-0ed5f89f718b";

/// The result of a handler.
pub(crate) type Answer = Result<Response, Refusal>;

/// A refusal with its status and body.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    body: Box<Value>,
}

/// What is wrong with one field or parameter.
#[derive(Debug)]
pub(crate) struct Flaw<'a> {
    /// Its name.
    pub path: &'a str,
    /// What it should have been.
    pub message: String,
    /// What it was.
    pub rejected: &'a str,
    /// The fragment of the link to the provider's error page.
    pub code: &'static str,
}

impl Refusal {
    /// 401 for a missing, unknown or expired token.
    pub(crate) fn unauthorized() -> Self {
        let body = json!({"message": "Unauthorized", "logRef": log_ref(StatusCode::UNAUTHORIZED)});
        Self::new(StatusCode::UNAUTHORIZED, body)
    }

    /// 404 for what is unknown, deleted, or lies below a merged conversation.
    pub(crate) fn not_found() -> Self {
        Self::plain(StatusCode::NOT_FOUND, "Not Found")
    }

    /// 405 for a path that has other methods.
    pub(crate) fn wrong_method() -> Self {
        Self::plain(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
    }

    /// 429 for a spent minute; the wait is in the headers.
    pub(crate) fn too_many() -> Self {
        let body = json!({"message": "API rate limit exceeded"});
        Self::new(StatusCode::TOO_MANY_REQUESTS, body)
    }

    /// 400 for a parameter that makes no sense.
    pub(crate) fn bad_request(flaw: &Flaw<'_>) -> Self {
        Self::flawed(&json!({
            "path": flaw.path,
            "message": flaw.message,
            "rejectedValue": flaw.rejected,
            "source": "QUERY",
            "_links": {"about": {"href": format!("{ABOUT}#{}", flaw.code)}},
        }))
    }

    /// 400 for a field of a body that makes no sense; what is missing has no rejected value.
    pub(crate) fn invalid(path: &str, message: &str, rejected: Option<&Value>, code: &str) -> Self {
        let mut error = json!({"path": path, "message": message});
        if let Some(rejected) = rejected.filter(|value| !value.is_null()) {
            error["rejectedValue"] = rejected.clone();
        }
        error["source"] = "JSON".into();
        error["_links"] = json!({"about": {"href": format!("{ABOUT}#{code}")}});
        Self::flawed(&error)
    }

    /// 400 for a body that is not JSON, or not the form that the endpoint takes.
    pub(crate) fn unreadable() -> Self {
        Self::plain(StatusCode::BAD_REQUEST, "Bad request")
    }

    /// 400 for what the provider does not do at all.
    pub(crate) fn unsupported(message: &str) -> Self {
        Self::plain(StatusCode::BAD_REQUEST, message)
    }

    /// 409 for something that is there already.
    pub(crate) fn conflict(message: &str) -> Self {
        Self::plain(StatusCode::CONFLICT, message)
    }

    /// 413 for a body or a file over the limit.
    pub(crate) fn too_large() -> Self {
        Self::plain(StatusCode::PAYLOAD_TOO_LARGE, "Payload Too Large")
    }

    /// 415 for a body that does not call itself JSON.
    pub(crate) fn unsupported_media() -> Self {
        Self::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type")
    }

    fn flawed(error: &Value) -> Self {
        let body = json!({
            "logRef": log_ref(StatusCode::BAD_REQUEST),
            "message": "Bad request",
            "_embedded": {"errors": [error]},
            "_links": {"about": {"href": ABOUT}},
        });
        Self::new(StatusCode::BAD_REQUEST, body)
    }

    fn plain(status: StatusCode, message: &str) -> Self {
        let body = json!({
            "logRef": log_ref(status),
            "message": message,
            "_links": {"about": {"href": ABOUT}},
        });
        Self::new(status, body)
    }

    fn new(status: StatusCode, body: Value) -> Self {
        Self {
            status,
            body: Box::new(body),
        }
    }
}

fn log_ref(status: StatusCode) -> String {
    format!("{LOG_REF}#{}", status.as_u16())
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let content_type = [(header::CONTENT_TYPE, "application/vnd.error+json")];
        (self.status, content_type, self.body.to_string()).into_response()
    }
}
