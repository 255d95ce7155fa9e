//! What happened on the wire.

use std::time::Duration;

/// What kind of failure it was; decides what the caller can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The object does not exist.
    NotFound,
    /// The object answers under another address, which `location` names.
    Moved,
    /// The provider refused the request as invalid.
    Rejected,
    /// The provider rejected the credentials.
    Unauthorized,
    /// The credentials lack a right.
    Forbidden,
    /// Over the provider's limit.
    RateLimited,
    /// No answer in time.
    TimedOut,
    /// Not reachable, or a 5xx.
    Unavailable,
    /// The answer did not match the contract.
    Malformed,
}

impl ErrorKind {
    /// The one table of statuses. An adapter refines it where its provider means something else.
    #[must_use]
    pub const fn of_status(status: u16) -> Self {
        match status {
            301 | 302 | 303 | 307 | 308 => Self::Moved,
            401 => Self::Unauthorized,
            402 | 403 => Self::Forbidden,
            404 | 410 => Self::NotFound,
            408 | 504 => Self::TimedOut,
            429 => Self::RateLimited,
            400..=499 => Self::Rejected,
            500..=599 => Self::Unavailable,
            _ => Self::Malformed,
        }
    }
}

/// A call that failed.
#[derive(Debug, Clone, thiserror::Error)]
#[error("`{operation}` failed: {detail}")]
pub struct Error {
    /// What kind of failure it was.
    pub kind: ErrorKind,
    /// The operation.
    pub operation: &'static str,
    /// Status received, if an answer came.
    pub status: Option<u16>,
    /// Whether the provider may have received the call.
    pub was_sent: bool,
    /// Whether the call would have changed nothing.
    pub is_read: bool,
    /// How long the provider asks to wait.
    pub retry_after: Option<Duration>,
    /// The new address of a moved object.
    pub location: Option<String>,
    /// The provider's own error code.
    pub upstream_code: Option<String>,
    /// The provider's own text, shortened.
    pub upstream_message: Option<String>,
    /// The provider's name for the request, for its support.
    pub request_id: Option<String>,
    /// What happened, for the log; never shown to clients.
    pub detail: String,
}

impl Error {
    /// A failure without an answer.
    #[must_use]
    pub fn new(kind: ErrorKind, operation: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind,
            operation,
            status: None,
            was_sent: false,
            is_read: false,
            retry_after: None,
            location: None,
            upstream_code: None,
            upstream_message: None,
            request_id: None,
            detail: detail.into(),
        }
    }

    /// Whether the provider may have done what it was asked, though it did not say so.
    ///
    /// A refusal says that it did not. A connection that broke, an answer that cannot be read and a failure of a
    /// server on the way say nothing. A read changes nothing, whatever becomes of it.
    #[must_use]
    pub const fn may_have_acted(&self) -> bool {
        match self.status {
            _ if self.is_read => false,
            None => self.was_sent,
            Some(200..=299 | 408 | 500 | 502 | 504..=599) => true,
            Some(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, ErrorKind};

    #[test]
    fn only_a_refusal_says_that_nothing_happened() {
        let failed = |status, was_sent| Error {
            status,
            was_sent,
            ..Error::new(ErrorKind::Unavailable, "x", "")
        };
        for status in [200, 201, 500, 502, 504] {
            assert!(failed(Some(status), true).may_have_acted(), "{status}");
        }
        for status in [302, 400, 401, 403, 404, 409, 422, 429, 501, 503] {
            assert!(!failed(Some(status), true).may_have_acted(), "{status}");
        }
        assert!(failed(None, true).may_have_acted());
        let read = Error {
            is_read: true,
            ..failed(None, true)
        };
        assert!(!read.may_have_acted());
        assert!(!failed(None, false).may_have_acted());
    }

    #[test]
    fn statuses_have_kinds() {
        let table = [
            (301, ErrorKind::Moved),
            (400, ErrorKind::Rejected),
            (401, ErrorKind::Unauthorized),
            (403, ErrorKind::Forbidden),
            (404, ErrorKind::NotFound),
            (409, ErrorKind::Rejected),
            (422, ErrorKind::Rejected),
            (429, ErrorKind::RateLimited),
            (500, ErrorKind::Unavailable),
            (503, ErrorKind::Unavailable),
            (504, ErrorKind::TimedOut),
            (101, ErrorKind::Malformed),
        ];
        for (status, kind) in table {
            assert_eq!(ErrorKind::of_status(status), kind, "{status}");
        }
    }
}
