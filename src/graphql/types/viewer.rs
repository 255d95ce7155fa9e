//! The caller.

use async_graphql::{Context, Object, SimpleObject};

use crate::graphql::context::{CALLER, ContextExt as _};
use crate::graphql::types::source::Source;

pub(crate) struct Viewer;

/// The caller as the gateway sees it.
#[Object]
impl Viewer {
    /// Name of the caller.
    async fn principal(&self) -> &str {
        CALLER
    }

    /// Accounts the caller may use.
    async fn sources(&self, ctx: &Context<'_>) -> Vec<Source> {
        ctx.request()
            .registry
            .enabled()
            .map(|source| Source(source.clone()))
            .collect()
    }

    /// Limits that apply to the caller.
    async fn limits(&self, ctx: &Context<'_>) -> GatewayLimits {
        let limits = ctx.request().limits;
        GatewayLimits {
            max_depth: limits.max_depth,
            max_complexity: limits.max_complexity,
            max_page_size: limits.max_page_size,
            default_source_timeout_ms: limits.source_timeout_ms,
        }
    }
}

/// Limits of the gateway.
#[derive(SimpleObject)]
pub(crate) struct GatewayLimits {
    /// Deepest allowed query.
    max_depth: usize,
    /// Highest allowed cost of a query.
    max_complexity: usize,
    /// Largest page.
    max_page_size: usize,
    /// Time a source gets before it is reported as timed out.
    default_source_timeout_ms: u64,
}
