//! The only place where GraphQL errors are made.

use async_graphql::resolver_utils::EnumType;
use async_graphql::{Enum, Error, ErrorExtensions as _, Pos, ServerError, Value};

use crate::feed::FeedError;
use crate::model::{ParseIdError, SourceKey};
use crate::provider::{self, ErrorKind};
use crate::writes::{Cause, Problem};

/// Stable error codes used in GraphQL errors and source results.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorCode {
    /// An argument is wrong.
    BadInput,
    /// The object does not exist or is not visible.
    NotFound,
    /// The object was merged into another one that could not be followed.
    GoneMerged,
    /// The provider rejected the credentials.
    UpstreamUnauthorized,
    /// The credentials lack a scope.
    UpstreamForbidden,
    /// Over the provider's limit.
    RateLimited,
    /// The provider did not answer in time.
    UpstreamTimeout,
    /// The provider is unreachable or answered 5xx.
    UpstreamUnavailable,
    /// The answer did not match the contract.
    UpstreamInvalidResponse,
    /// The provider refused the request as invalid.
    UpstreamRejected,
    /// The provider cannot do this.
    Unsupported,
    /// The provider has no such status, or it cannot be set.
    StatusNotSupported,
    /// The provider has no such priority, or it cannot be set.
    PriorityNotSupported,
    /// The object changed since it was read.
    Conflict,
    /// The write was sent but no answer came; it may or may not have happened.
    OutcomeUnknown,
    /// The key was used before with other arguments.
    IdempotencyKeyReused,
    /// A write with this key is still running.
    IdempotencyInProgress,
    /// The cursor is malformed or belongs to another query.
    CursorInvalid,
    /// The cursor is too old.
    CursorExpired,
    /// A limit on the size of queries was exceeded.
    QueryTooComplex,
    /// Fault of the gateway.
    Internal,
}

impl ErrorCode {
    /// The code as it stands under `extensions.code`.
    pub(crate) fn as_str(self) -> String {
        enum_name(self)
    }
}

/// A word as the schema spells it.
pub(crate) fn enum_name(word: impl EnumType) -> String {
    match async_graphql::resolver_utils::enum_value(word) {
        Value::Enum(name) => name.to_string(),
        other => other.to_string(),
    }
}

impl From<ErrorKind> for ErrorCode {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::GoneMerged => Self::GoneMerged,
            ErrorKind::Rejected => Self::UpstreamRejected,
            ErrorKind::Unauthorized => Self::UpstreamUnauthorized,
            ErrorKind::Forbidden => Self::UpstreamForbidden,
            ErrorKind::RateLimited => Self::RateLimited,
            ErrorKind::TimedOut => Self::UpstreamTimeout,
            ErrorKind::Unavailable => Self::UpstreamUnavailable,
            ErrorKind::Malformed => Self::UpstreamInvalidResponse,
            ErrorKind::Unsupported => Self::Unsupported,
            ErrorKind::Internal => Self::Internal,
        }
    }
}

/// An error with a code. The text is ours and safe to show.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that makes GraphQL errors"
)]
fn coded(code: ErrorCode, message: impl Into<String>) -> Error {
    Error::new(message).extend_with(|_, extensions| extensions.set("code", code.as_str()))
}

/// An argument is wrong; says which one and what is expected.
pub(crate) fn bad_input(argument: &str, expected: &str) -> Error {
    let error = coded(
        ErrorCode::BadInput,
        format!("Argument `{argument}`: {expected}."),
    );
    error.extend_with(|_, extensions| extensions.set("argument", argument))
}

/// A global id is wrong.
pub(crate) fn bad_id(argument: &str, error: &ParseIdError) -> Error {
    bad_input(argument, &error.to_string())
}

/// What a client may know about a source's failure, in one sentence.
pub(crate) fn sentence(error: &provider::Error) -> String {
    sentence_about(&error.source_key, error.kind)
}

/// What a client may know about a problem with a write.
pub(crate) fn explain(problem: &Problem) -> String {
    if let Some(explanation) = &problem.explanation {
        return explanation.clone();
    }
    let source = problem.source.as_ref();
    match problem.cause {
        Cause::Failed(kind) => match source {
            Some(source) => sentence_about(source, kind),
            None => "The gateway failed; the log knows more.".to_owned(),
        },
        Cause::OutcomeUnknown => {
            "It was sent and no answer came: it may or may not have happened. Repeat it with the \
            same idempotency key to find out; that never does it twice."
                .to_owned()
        }
        Cause::KeyReused => {
            "The idempotency key was used for another write in the last 24 hours.".to_owned()
        }
        Cause::InProgress => "A write with this idempotency key is still running.".to_owned(),
        Cause::Refused(_) => "It was refused.".to_owned(),
    }
}

fn sentence_about(source: &SourceKey, kind: ErrorKind) -> String {
    match kind {
        ErrorKind::NotFound => format!("`{source}` does not have it."),
        ErrorKind::GoneMerged => {
            format!("`{source}` merged it into another object that could not be followed.")
        }
        ErrorKind::Rejected => format!("`{source}` refused the request as invalid."),
        ErrorKind::Unauthorized => format!("`{source}` rejected the configured credentials."),
        ErrorKind::Forbidden => format!("The credentials of `{source}` lack a right for this."),
        ErrorKind::RateLimited => format!("`{source}` is over its rate limit."),
        ErrorKind::TimedOut => format!("`{source}` did not answer in time."),
        ErrorKind::Unavailable => format!("`{source}` is not reachable or failed."),
        ErrorKind::Malformed => {
            format!("`{source}` gave an answer that does not fit its documentation.")
        }
        ErrorKind::Unsupported => format!("`{source}` cannot do this."),
        ErrorKind::Internal => "The gateway failed; the log knows more.".to_owned(),
    }
}

/// A source failed. Its own words stay in the log; the code, and what helps to act, go to the client.
pub(crate) fn source_failed(error: &provider::Error) -> Error {
    note(error);
    coded(error.kind.into(), sentence(error)).extend_with(|_, extensions| {
        extensions.set("source", error.source_key.as_str());
        extensions.set("operationId", error.operation);
        extensions.set("isRetryable", error.kind.is_retryable());
        if let Some(wait) = error.retry_after {
            extensions.set("retryAfterSeconds", wait.as_secs());
        }
        let Some(wire) = &error.source else { return };
        if let Some(status) = wire.status {
            extensions.set("httpStatus", status);
        }
        if let Some(code) = &wire.upstream_code {
            extensions.set("upstreamCode", code.as_str());
        }
        if let Some(message) = &wire.upstream_message {
            extensions.set("upstreamMessage", message.as_str());
        }
        if let Some(id) = &wire.request_id {
            extensions.set("requestId", id.as_str());
        }
    })
}

/// Lets the operator know. What a source cannot do is the caller's mistake and not worth a line.
pub(crate) fn note(error: &provider::Error) {
    if error.kind == ErrorKind::Unsupported {
        return;
    }
    tracing::warn!(
        source = %error.source_key,
        operation = error.operation,
        kind = ?error.kind,
        detail = detail(error),
        "a source failed"
    );
}

fn detail(error: &provider::Error) -> &str {
    error
        .source
        .as_ref()
        .map_or("", |wire| wire.detail.as_str())
}

/// A list could not be read.
pub(crate) fn list_failed(error: &FeedError) -> Error {
    match error {
        FeedError::CursorInvalid => coded(
            ErrorCode::CursorInvalid,
            "This cursor is malformed, or belongs to a list with other arguments.",
        ),
        FeedError::CursorExpired => coded(
            ErrorCode::CursorExpired,
            "This cursor is too old; start again from the first page.",
        ),
        FeedError::Source { error } => source_failed(error),
    }
}

/// Fault of the gateway.
pub(crate) fn internal(what: &str) -> Error {
    tracing::error!(what, "internal error");
    coded(
        ErrorCode::Internal,
        "The gateway failed; the log knows more.",
    )
}

/// A directive of an operation has a wrong argument.
pub(crate) fn bad_directive(directive: &str, at: Pos) -> ServerError {
    bad_input(directive, "expected a whole number of seconds, 0 or more").into_server_error(at)
}
