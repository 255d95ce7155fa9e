//! Connects the server to the gateway.

use std::sync::Arc;

use async_graphql::{Request, Response};
use async_trait::async_trait;

use crate::app::Running;
use crate::provider::{CallContext, Download};
use crate::server::{Executor, File, Files, RequestFacts};

/// Runs what the server accepts.
pub(super) struct GatewayExecutor(pub(super) Arc<Running>);

#[async_trait]
impl Executor for GatewayExecutor {
    async fn execute(&self, request: Request, facts: RequestFacts) -> Response {
        self.0
            .gateway
            .execute(request, facts.wants_upstream_trace)
            .await
    }
}

#[async_trait]
impl Files for GatewayExecutor {
    async fn open(&self, token: &str) -> crate::provider::Result<Option<File>> {
        let Some(target) = self.0.gateway.links().read(token) else {
            return Ok(None);
        };
        let Some(id) = target.attachment() else {
            return Ok(None);
        };
        let source = self.0.gateway.registry().source(id.source().as_str());
        let Some(source) = source.filter(|source| source.is_enabled) else {
            return Ok(None);
        };
        let download = source
            .provider
            .download(&CallContext::default(), &id)
            .await?;
        Ok(download.map(
            |Download {
                 mime_type: _,
                 size,
                 content,
             }| File {
                filename: target.filename,
                mime_type: target.mime_type,
                size,
                content,
            },
        ))
    }
}
