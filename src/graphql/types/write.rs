//! What every write tells: problems, and what was done upstream.

use async_graphql::{Context, ID, Object};

use crate::graphql::context::ContextExt as _;
use crate::graphql::error::{self, ErrorCode};
use crate::graphql::scalars::DateTime;
use crate::graphql::types::enums::{ConversationStatus, Priority, SideEffect, WriteState};
use crate::graphql::types::source::Source;
use crate::provider::{Allowed, RefusalReason};
use crate::writes::{Cause, ItemReport, Problem, Receipt, Record};

pub(crate) struct UserError(pub(crate) Problem);

/// A problem with a write that the caller can act on.
#[Object]
impl UserError {
    /// Stable code.
    async fn code(&self) -> ErrorCode {
        match self.0.cause {
            Cause::Refused(RefusalReason::Unsupported) => ErrorCode::Unsupported,
            Cause::Refused(RefusalReason::StatusNotSupported) => ErrorCode::StatusNotSupported,
            Cause::Refused(RefusalReason::PriorityNotSupported) => ErrorCode::PriorityNotSupported,
            Cause::Refused(RefusalReason::BadInput) => ErrorCode::BadInput,
            Cause::Refused(RefusalReason::NotFound) => ErrorCode::NotFound,
            Cause::Refused(RefusalReason::Conflict) => ErrorCode::Conflict,
            Cause::Failed(kind) => kind.into(),
            Cause::OutcomeUnknown => ErrorCode::OutcomeUnknown,
            Cause::KeyReused => ErrorCode::IdempotencyKeyReused,
            Cause::InProgress => ErrorCode::IdempotencyInProgress,
        }
    }

    /// Explanation fit for a developer or a form.
    async fn message(&self) -> String {
        error::explain(&self.0)
    }

    /// Path into the input, for example input then status; null when not about one field.
    async fn field(&self) -> Option<&[String]> {
        Some(&*self.0.field).filter(|field| !field.is_empty())
    }

    /// Object the error is about, for bulk writes; null elsewhere.
    async fn target_id(&self) -> Option<ID> {
        self.0.target.clone().map(ID)
    }

    /// Values that would have been accepted; null when that cannot be listed.
    async fn allowed_values(&self) -> Option<Vec<String>> {
        match &self.0.allowed {
            Allowed::Untold => None,
            Allowed::Statuses(statuses) => {
                let name = |status: &_| error::enum_name(ConversationStatus::from(*status));
                Some(statuses.iter().map(name).collect())
            }
            Allowed::Priorities(priorities) => {
                let name = |priority: &_| error::enum_name(Priority::from(*priority));
                Some(priorities.iter().map(name).collect())
            }
            Allowed::Words(words) => Some(words.clone()),
        }
    }

    /// True when the same call may work later.
    async fn is_retryable(&self) -> bool {
        self.0.is_retryable()
    }

    /// Suggested wait; null when there is none.
    async fn retry_after_seconds(&self) -> Option<u64> {
        self.0.retry_after_seconds
    }

    /// Account that refused; null when the gateway did before it came to one.
    async fn source(&self, ctx: &Context<'_>) -> Option<Source> {
        let key = self.0.source.as_ref()?;
        ctx.source(key).ok().map(Source)
    }

    /// Text of the provider, shortened and redacted; null when it gave none.
    async fn upstream_message(&self) -> Option<&str> {
        self.0.upstream_message.as_deref()
    }
}

pub(crate) struct WriteReceipt(pub(crate) Receipt);

/// Account of what a write did upstream.
#[Object]
impl WriteReceipt {
    /// Upstream operations called, in order.
    async fn operation_ids(&self) -> &[String] {
        &self.0.operations
    }

    /// Calls made, retries included.
    async fn upstream_call_count(&self) -> usize {
        self.0.call_count
    }

    /// True when the answer was taken from an earlier write with the same idempotency key.
    async fn was_replayed(&self) -> bool {
        self.0.was_replayed
    }

    /// False when a composed write stopped half-way; userErrors tell where.
    async fn is_complete(&self) -> bool {
        self.0.is_complete
    }

    /// Side effects that are known to have happened.
    async fn side_effects(&self) -> Vec<SideEffect> {
        self.0
            .side_effects
            .iter()
            .copied()
            .map(Into::into)
            .collect()
    }

    /// Time spent, in milliseconds.
    async fn duration_ms(&self) -> u64 {
        u64::try_from(self.0.duration.as_millis()).unwrap_or(u64::MAX)
    }
}

pub(crate) struct BulkResult(pub(crate) ItemReport);

/// Outcome for one item of a bulk write.
#[Object]
impl BulkResult {
    /// Item.
    async fn id(&self) -> ID {
        self.0.target.clone().unwrap_or_default().into()
    }

    /// Problems with this item; empty when it was done.
    async fn user_errors(&self) -> Vec<UserError> {
        self.0.problems.iter().cloned().map(UserError).collect()
    }
}

pub(crate) struct WriteOperation {
    pub(crate) key: String,
    pub(crate) record: Record,
}

/// State of an earlier write, looked up by idempotency key.
#[Object]
impl WriteOperation {
    /// Key of the caller.
    async fn idempotency_key(&self) -> &str {
        &self.key
    }

    /// Name of the mutation.
    async fn mutation(&self) -> &str {
        &self.record.mutation
    }

    /// Where it stands.
    async fn state(&self) -> WriteState {
        self.record.state.into()
    }

    /// When it started.
    async fn started_at(&self) -> DateTime {
        self.record.started_at.into()
    }

    /// When it ended; null while it runs.
    async fn finished_at(&self) -> Option<DateTime> {
        self.record.finished_at.map(DateTime)
    }

    /// Global ID of the object that was created; null when none was, or when it is not known.
    async fn result_id(&self) -> Option<ID> {
        let done = self
            .record
            .items
            .iter()
            .find_map(|item| item.done.as_ref())?;
        done.created().map(ID)
    }

    /// What was done upstream; null while it runs.
    async fn receipt(&self) -> Option<WriteReceipt> {
        self.record.finished_at?;
        Some(WriteReceipt(self.record.receipt.clone()))
    }

    /// Problems.
    async fn user_errors(&self) -> Vec<UserError> {
        let problems = self.record.items.iter().flat_map(|item| &item.problems);
        problems.cloned().map(UserError).collect()
    }
}
