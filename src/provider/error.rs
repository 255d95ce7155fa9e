//! What a caller of a provider can do about a failure.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use crate::model::SourceKey;
use crate::transport;

/// What kind of failure it was. Closed: each kind has one code that clients see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ErrorKind {
    /// The object does not exist.
    NotFound,
    /// The object was merged into another one that could not be followed.
    GoneMerged,
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
    /// The provider cannot do this.
    Unsupported,
    /// The gateway itself failed on the way.
    Internal,
}

impl ErrorKind {
    /// Whether the same call may work later.
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        match self {
            Self::RateLimited | Self::TimedOut | Self::Unavailable => true,
            Self::NotFound
            | Self::GoneMerged
            | Self::Rejected
            | Self::Unauthorized
            | Self::Forbidden
            | Self::Malformed
            | Self::Unsupported
            | Self::Internal => false,
        }
    }
}

/// A provider's failure.
#[derive(Clone, Debug, thiserror::Error)]
#[error("`{operation}` was not answered by {source_key}")]
pub struct Error {
    /// What kind of failure it was.
    pub kind: ErrorKind,
    /// The account.
    pub source_key: SourceKey,
    /// The upstream operation, or the promise of the port that is not kept.
    pub operation: &'static str,
    /// How long to wait.
    pub retry_after: Option<Duration>,
    /// What happened on the wire, if anything was sent.
    #[source]
    pub source: Option<transport::Error>,
}

impl Error {
    /// A failure that is not one of the wire.
    #[must_use]
    pub fn new(kind: ErrorKind, source_key: &SourceKey, operation: &'static str) -> Self {
        Self {
            kind,
            source_key: source_key.clone(),
            operation,
            retry_after: None,
            source: None,
        }
    }

    /// The provider has no such thing.
    #[must_use]
    pub fn unsupported(source_key: &SourceKey, operation: &'static str) -> Self {
        Self::new(ErrorKind::Unsupported, source_key, operation)
    }

    /// Says whose wire it happened on.
    #[must_use]
    pub fn of_wire(source_key: &SourceKey, error: transport::Error) -> Self {
        Self {
            kind: error.kind.into(),
            source_key: source_key.clone(),
            operation: error.operation,
            retry_after: error.retry_after,
            source: Some(error),
        }
    }
}

impl From<transport::ErrorKind> for ErrorKind {
    fn from(kind: transport::ErrorKind) -> Self {
        use transport::ErrorKind as Wire;
        match kind {
            Wire::NotFound => Self::NotFound,
            Wire::Moved => Self::GoneMerged,
            Wire::Rejected => Self::Rejected,
            Wire::Unauthorized => Self::Unauthorized,
            Wire::Forbidden => Self::Forbidden,
            Wire::RateLimited => Self::RateLimited,
            Wire::TimedOut => Self::TimedOut,
            Wire::Unavailable => Self::Unavailable,
            Wire::Malformed => Self::Malformed,
        }
    }
}

/// The outcome of asking a provider.
pub type Result<T> = std::result::Result<T, Error>;
