use async_graphql::{ErrorExtensionValues, Pos, ServerError};
use axum::http::{Method, StatusCode};

use crate::graphql::guard::GuardError;

/// A request that is answered without, or instead of, the result of its execution.
#[derive(Debug)]
pub(super) struct Refusal {
    pub cause: Cause,
    pub code: Code,
    pub message: String,
    pub locations: Vec<Pos>,
    /// What the `Allow` header says.
    pub allow: Option<&'static str>,
}

/// What decides on the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// The HTTP request is wrong, or the server failed: this status in every form.
    Http(StatusCode),
    /// The HTTP request is right and its document is wrong: 400, or 200 for who takes plain JSON alone.
    Document,
}

/// What a client can tell errors apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    BadInput,
    ParseFailed,
    ValidationFailed,
    QueryTooComplex,
    UpstreamTimeout,
    OutcomeUnknown,
    Internal,
}

impl Code {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::BadInput => "BAD_INPUT",
            // The two that clients know by the names Apollo gave them.
            Self::ParseFailed => "GRAPHQL_PARSE_FAILED",
            Self::ValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Self::QueryTooComplex => "QUERY_TOO_COMPLEX",
            Self::UpstreamTimeout => "UPSTREAM_TIMEOUT",
            Self::OutcomeUnknown => "OUTCOME_UNKNOWN",
            Self::Internal => "INTERNAL",
        }
    }
}

impl Refusal {
    pub(super) fn http(status: StatusCode, message: impl Into<String>) -> Self {
        Self::new(Cause::Http(status), Code::BadInput, message)
    }

    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::http(StatusCode::BAD_REQUEST, message)
    }

    /// Refuses the document, or the values given for it.
    pub(super) fn document(code: Code, message: impl Into<String>) -> Self {
        Self::new(Cause::Document, code, message)
    }

    pub(super) fn not_acceptable() -> Self {
        Self::http(
            StatusCode::NOT_ACCEPTABLE,
            "Answers come as `application/graphql-response+json` or `application/json`.",
        )
    }

    pub(super) fn method_not_allowed(method: &Method) -> Self {
        let message = format!("{method} is not supported: use POST, or GET for queries.");
        Self {
            allow: Some("GET, POST"),
            ..Self::http(StatusCode::METHOD_NOT_ALLOWED, message)
        }
    }

    pub(super) fn mutation_by_get() -> Self {
        Self {
            allow: Some("POST"),
            ..Self::http(
                StatusCode::METHOD_NOT_ALLOWED,
                "A mutation has to be sent with POST.",
            )
        }
    }

    pub(super) fn subscription() -> Self {
        Self::document(
            Code::BadInput,
            "A subscription cannot be answered with a single response.",
        )
    }

    /// A query that ran out of time.
    pub(super) fn timed_out() -> Self {
        Self::new(
            Cause::Http(StatusCode::GATEWAY_TIMEOUT),
            Code::UpstreamTimeout,
            "The query took too long.",
        )
    }

    /// A mutation that ran out of time: it still runs, and nobody can say how it ends.
    pub(super) fn outcome_unknown() -> Self {
        Self::new(
            Cause::Http(StatusCode::GATEWAY_TIMEOUT),
            Code::OutcomeUnknown,
            "The mutation took too long, and may still take effect. Read before you repeat it.",
        )
    }

    pub(super) fn internal() -> Self {
        Self::new(
            Cause::Http(StatusCode::INTERNAL_SERVER_ERROR),
            Code::Internal,
            INTERNAL_MESSAGE,
        )
    }

    #[must_use]
    pub(super) fn at(mut self, locations: Vec<Pos>) -> Self {
        self.locations = locations;
        self
    }

    pub(super) fn into_error(self) -> ServerError {
        let mut error = ServerError::new(self.message, None);
        error.locations = self.locations;
        set_code(&mut error, self.code);
        error
    }

    fn new(cause: Cause, code: Code, message: impl Into<String>) -> Self {
        Self {
            cause,
            code,
            message: message.into(),
            locations: Vec::new(),
            allow: None,
        }
    }
}

/// All that a client learns of a failure of our own; the rest is in the log, under the request id.
pub(super) const INTERNAL_MESSAGE: &str =
    "Something went wrong on our side. The log has more under the request id.";

pub(super) fn set_code(error: &mut ServerError, code: Code) {
    error
        .extensions
        .get_or_insert_with(ErrorExtensionValues::default)
        .set("code", code.as_str());
}

impl From<GuardError> for Refusal {
    fn from(error: GuardError) -> Self {
        let code = match error {
            GuardError::FragmentCycle { .. } => Code::ValidationFailed,
            GuardError::TooLong { .. }
            | GuardError::TooManyTokens { .. }
            | GuardError::NestedTooDeep { .. }
            | GuardError::TooManySelections { .. }
            | GuardError::TooDeep { .. }
            | GuardError::TooManyAliases { .. }
            | GuardError::TooManyDirectives { .. }
            | GuardError::TooManyValues { .. }
            | GuardError::TooManyRootFields { .. }
            | GuardError::TooCostly { .. } => Code::QueryTooComplex,
        };
        Self::document(code, error.to_string())
    }
}
