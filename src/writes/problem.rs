//! What a caller is told when a write, or a part of it, did not happen.

use serde::{Deserialize, Serialize};

use crate::model::SourceKey;
use crate::provider::{Allowed, Error, ErrorKind, Refusal, RefusalReason, WriteError};

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// It was refused before anything was changed.
    Refused(RefusalReason),
    /// The source failed, and did not do it.
    Failed(ErrorKind),
    /// It was sent and no answer came.
    OutcomeUnknown,
    /// The key was used for another write.
    KeyReused,
    /// A write with this key is still running.
    InProgress,
}

/// A problem with a write that the caller can act on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// Why.
    pub cause: Cause,
    /// The source it is about.
    pub source: Option<SourceKey>,
    /// The item of a bulk write, by its global id.
    pub target: Option<String>,
    /// Path into the input.
    pub field: Vec<String>,
    /// A sentence, where the cause alone does not tell.
    pub explanation: Option<String>,
    /// What would have been accepted.
    pub allowed: Allowed,
    /// How long to wait before the same call may work.
    pub retry_after_seconds: Option<u64>,
    /// The provider's own text, shortened.
    pub upstream_message: Option<String>,
}

impl Problem {
    /// A problem of which only the cause is known.
    #[must_use]
    pub fn new(cause: Cause) -> Self {
        Self {
            cause,
            source: None,
            target: None,
            field: Vec::new(),
            explanation: None,
            allowed: Allowed::Untold,
            retry_after_seconds: None,
            upstream_message: None,
        }
    }

    /// A write that was refused, by a source or before it came to one.
    #[must_use]
    pub fn refused(source: Option<&SourceKey>, refusal: Refusal) -> Self {
        let Refusal {
            reason,
            field,
            explanation,
            allowed,
        } = refusal;
        Self {
            source: source.cloned(),
            field: field.into_iter().map(str::to_owned).collect(),
            explanation: Some(explanation),
            allowed,
            ..Self::new(Cause::Refused(reason))
        }
    }

    /// A call that failed; `is_unknown` if it may have been carried out all the same.
    pub(super) fn failed(error: &Error, is_unknown: bool) -> Self {
        let cause = if is_unknown {
            Cause::OutcomeUnknown
        } else {
            Cause::Failed(error.kind)
        };
        let wire = error.source.as_ref();
        Self {
            source: Some(error.source_key.clone()),
            retry_after_seconds: error.retry_after.map(|wait| wait.as_secs()),
            upstream_message: wire.and_then(|wire| wire.upstream_message.clone()),
            ..Self::new(cause)
        }
    }

    /// What a write that did not happen, or may have, is told as.
    pub(super) fn of(source: &SourceKey, error: &WriteError) -> Self {
        match error {
            WriteError::Refused(refusal) => Self::refused(Some(source), refusal.clone()),
            WriteError::Failed(failure) => Self::failed(failure, error.may_have_acted()),
        }
    }

    /// A call that failed at the provider and did not do it: it was looked for.
    pub(super) fn not_executed(error: &WriteError) -> Self {
        match error {
            WriteError::Failed(failure) => Self::failed(failure, false),
            WriteError::Refused(_) => Self::new(Cause::Failed(ErrorKind::Internal)),
        }
    }

    /// Whether the same call may work later.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        match self.cause {
            Cause::Failed(kind) => kind.is_retryable(),
            Cause::OutcomeUnknown | Cause::InProgress => true,
            Cause::Refused(_) | Cause::KeyReused => false,
        }
    }
}
