use std::collections::BTreeMap;

use async_graphql::{Response, ServerError, Value};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;
use tracing::error;

use crate::server::RequestId;
use crate::server::graphql::accept::MediaType;
use crate::server::graphql::refusal::{Cause, Code, INTERNAL_MESSAGE, Refusal, set_code};

/// Errors of one document that are told; more would only repeat a large document in parts.
const MAX_ERRORS: usize = 20;

/// Characters of one message that may repeat parts of the document.
const MAX_MESSAGE: usize = 500;

/// How the engine's own texts on argument values begin. They speak of the caller's input, and carry no code.
const INPUT_TEXTS: [&str; 3] = [
    "Failed to parse \"",
    "Expected input type \"",
    "Invalid value for argument \"",
];

/// The body of an answer.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "<[ServerError]>::is_empty")]
    errors: &'a [ServerError],
    /// Absent if nothing was executed; the engine would write `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<&'a BTreeMap<String, Value>>,
}

/// Gives every error a code, bounds what validation says, and takes out what is not meant for the client.
pub(super) fn settle(mut response: Response, request_id: &RequestId) -> Response {
    if !is_request_error(&response) {
        for error in &mut response.errors {
            settle_field_error(error, request_id);
        }
        return response;
    }
    response.errors.truncate(MAX_ERRORS);
    for error in &mut response.errors {
        error.message = shortened(&error.message);
        if !has_code(error) {
            set_code(error, Code::ValidationFailed);
        }
    }
    response
}

/// Whoever makes an error for clients gives it a code. One without is a text that nobody meant for them, and may hold
/// addresses or worse.
fn settle_field_error(error: &mut ServerError, request_id: &RequestId) {
    if has_code(error) {
        return;
    }
    if INPUT_TEXTS
        .iter()
        .any(|start| error.message.starts_with(start))
    {
        error.message = shortened(&error.message);
        set_code(error, Code::BadInput);
        return;
    }
    error!(%request_id, path = ?error.path, "a field failed without a code: {}", error.message);
    INTERNAL_MESSAGE.clone_into(&mut error.message);
    set_code(error, Code::Internal);
}

fn has_code(error: &ServerError) -> bool {
    error
        .extensions
        .as_ref()
        .is_some_and(|extensions| extensions.get("code").is_some())
}

/// Whether the request failed before its execution began: an error of a field always has a path.
fn is_request_error(response: &Response) -> bool {
    response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty())
}

/// Writes the result of an execution, or of the validation before it.
pub(super) fn executed(media: MediaType, response: Response) -> axum::response::Response {
    let refused = is_request_error(&response);
    let status = match media {
        MediaType::GraphqlResponse if refused => StatusCode::BAD_REQUEST,
        MediaType::GraphqlResponse | MediaType::Json => StatusCode::OK,
    };
    let body = Body {
        errors: &response.errors,
        data: (!refused).then_some(&response.data),
        extensions: Some(&response.extensions).filter(|extensions| !extensions.is_empty()),
    };
    let mut answer = write(status, media, &body);
    answer.headers_mut().extend(response.http_headers);
    answer
}

/// Writes a refusal.
pub(super) fn refused(media: MediaType, refusal: Refusal) -> axum::response::Response {
    let status = match (refusal.cause, media) {
        (Cause::Http(status), _) => status,
        (Cause::Document, MediaType::GraphqlResponse) => StatusCode::BAD_REQUEST,
        (Cause::Document, MediaType::Json) => StatusCode::OK,
    };
    let allow = refusal.allow;
    let body = Body {
        errors: &[refusal.into_error()],
        data: None,
        extensions: None,
    };
    let mut answer = write(status, media, &body);
    if let Some(methods) = allow {
        let methods = HeaderValue::from_static(methods);
        answer.headers_mut().insert(header::ALLOW, methods);
    }
    answer
}

fn write(status: StatusCode, media: MediaType, body: &Body<'_>) -> axum::response::Response {
    let bytes = serde_json::to_vec(body).expect("GraphQL values have no key that is no string");
    let content_type = [(header::CONTENT_TYPE, media.content_type())];
    (status, content_type, bytes).into_response()
}

/// Cuts a message that may repeat parts of the document.
pub(super) fn shortened(message: &str) -> String {
    match message.char_indices().nth(MAX_MESSAGE) {
        Some((end, _)) => format!("{}…", message.get(..end).unwrap_or_default()),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_messages_are_cut_between_characters() {
        assert_eq!(shortened(&"ä".repeat(500)), "ä".repeat(500));
        assert_eq!(shortened(&"ä".repeat(501)), format!("{}…", "ä".repeat(500)));
    }

    #[test]
    fn an_empty_result_is_no_request_error() {
        assert!(!is_request_error(&Response::new(Value::Null)));
    }
}
