//! The gateway's own facts.

use async_graphql::{Context, Object, Result};

use crate::graphql::context::ContextExt as _;
use crate::graphql::types::enums::ProviderKind;
use crate::graphql::types::provider::{self, Provider};
use crate::graphql::types::source::Source;
use crate::graphql::types::viewer::Viewer;

#[derive(Default)]
pub(super) struct GatewayQuery;

#[Object]
impl GatewayQuery {
    /// Who is calling and what is allowed.
    async fn viewer(&self) -> Viewer {
        Viewer
    }

    /// Kinds of upstream API.
    async fn providers(&self, ctx: &Context<'_>) -> Vec<Provider> {
        ctx.request()
            .registry
            .profiles()
            .iter()
            .map(|profile| Provider(profile))
            .collect()
    }

    /// One kind of upstream API.
    async fn provider(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] kind: ProviderKind,
    ) -> Result<Provider> {
        provider::of_kind(ctx, kind.into())
    }

    /// Configured accounts, those that are switched off included.
    async fn sources(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only these kinds; null gives all.")] providers: Option<Vec<ProviderKind>>,
    ) -> Vec<Source> {
        let is_wanted = |kind: crate::model::ProviderKind| match &providers {
            Some(kinds) => kinds.contains(&kind.into()),
            None => true,
        };
        let sources = ctx.request().registry.sources();
        let wanted = sources.filter(|source| is_wanted(source.provider.profile().kind));
        wanted.map(|source| Source(source.clone())).collect()
    }

    /// One configured account; null when there is none with this key.
    async fn source(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Key from the configuration.")] key: String,
    ) -> Option<Source> {
        ctx.request()
            .registry
            .source(&key)
            .map(|source| Source(source.clone()))
    }
}
