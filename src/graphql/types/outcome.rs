//! What each source contributed to a list, and how it failed.

use async_graphql::{Context, Object, Result, SimpleObject};

use crate::feed;
use crate::graphql::context::ContextExt as _;
use crate::graphql::error::{ErrorCode, sentence};
use crate::graphql::scalars::DateTime;
use crate::graphql::types::enums::{ServedFrom, SourceResultStatus};
use crate::graphql::types::source::Source;
use crate::provider;

pub(crate) struct SourceResult(pub(crate) feed::SourceOutcome);

/// What one source contributed to a fan-out field.
#[Object]
impl SourceResult {
    /// Account.
    async fn source(&self) -> Source {
        Source(self.0.source.clone())
    }

    /// Outcome.
    async fn status(&self) -> SourceResultStatus {
        self.0.status.into()
    }

    /// Items of this source on the page.
    async fn item_count(&self) -> usize {
        self.0.item_count
    }

    /// Matches reported by this source; null when it does not count.
    async fn total_count(&self) -> Option<u64> {
        self.0.total_count
    }

    /// True when the source has nothing further.
    async fn is_exhausted(&self) -> bool {
        self.0.is_exhausted
    }

    /// Items left out because the source joined late and they belong above the current position; refresh the first page
    /// to see them.
    async fn skipped_newer_count(&self) -> usize {
        self.0.skipped_newer_count
    }

    /// Calls made for this field.
    async fn upstream_call_count(&self) -> usize {
        self.0.upstream_call_count
    }

    /// Origin of the items; null when nothing was read.
    async fn served_from(&self) -> Option<ServedFrom> {
        self.0.served_from.map(Into::into)
    }

    /// When the oldest used page was fetched; null when nothing was read.
    async fn fetched_at(&self) -> Option<DateTime> {
        self.0.fetched_at.map(DateTime)
    }

    /// Time spent on this source.
    async fn duration_ms(&self) -> u64 {
        u64::try_from(self.0.duration.as_millis()).unwrap_or(u64::MAX)
    }

    /// Filter fields evaluated by the provider.
    async fn pushed_down_filters(&self) -> &[&'static str] {
        &self.0.pushed
    }

    /// Filter fields that the gateway checks on every row. A field may be in both lists: then the provider narrows and the
    /// gateway is exact.
    async fn residual_filters(&self) -> &[&'static str] {
        &self.0.residual
    }

    /// Filter fields that nobody can evaluate for this source; because of them it is left out.
    async fn unsupported_filters(&self) -> &[&'static str] {
        &self.0.unsupported
    }

    /// True when the provider sorts by a slightly different key than the requested one, or when the gateway sorts and could
    /// not read all rows.
    async fn is_order_approximate(&self) -> bool {
        self.0.is_order_approximate
    }

    /// Failure; null when there was none.
    async fn error(&self, ctx: &Context<'_>) -> Option<Result<SourceError>> {
        Some(SourceError::of(ctx, self.0.error.as_ref()?))
    }
}

/// Failure of one source. The same facts stand under `extensions` of GraphQL errors.
#[derive(SimpleObject)]
pub(crate) struct SourceError {
    /// Stable code to branch on.
    code: ErrorCode,
    /// Explanation for developers, free of secrets.
    message: String,
    /// Account that failed.
    source: Source,
    /// Upstream operation that failed.
    operation_id: String,
    /// HTTP status received; null when no answer came.
    http_status: Option<u16>,
    /// True when trying again later can work.
    is_retryable: bool,
    /// Suggested wait; null when the provider suggests none.
    retry_after_seconds: Option<u64>,
    /// Error code of the provider; null when it gives none. Providers: Cord, PostHog, Help Scout.
    upstream_code: Option<String>,
    /// Error text of the provider, shortened; null when it gives none.
    upstream_message: Option<String>,
    /// Correlation ID of the provider; null when it sends none.
    request_id: Option<String>,
}

impl SourceError {
    pub(crate) fn of(ctx: &Context<'_>, error: &provider::Error) -> Result<Self> {
        let wire = error.source.as_ref();
        Ok(Self {
            code: error.kind.into(),
            message: sentence(error),
            source: Source(ctx.source(&error.source_key)?),
            operation_id: error.operation.to_owned(),
            http_status: wire.and_then(|wire| wire.status),
            is_retryable: error.kind.is_retryable(),
            retry_after_seconds: error.retry_after.map(|wait| wait.as_secs()),
            upstream_code: wire.and_then(|wire| wire.upstream_code.clone()),
            upstream_message: wire.and_then(|wire| wire.upstream_message.clone()),
            request_id: wire.and_then(|wire| wire.request_id.clone()),
        })
    }
}
