//! One configured account.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject};

use crate::cache::Stats;
use crate::graphql::connection::MergedConnection;
use crate::graphql::context::ContextExt as _;
use crate::graphql::inputs::conversation::{ConversationFilter, ConversationOrder};
use crate::graphql::lists::{self, Paging, Scope};
use crate::graphql::scalars::{DateTime, Url};
use crate::graphql::types::agent::Agent;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::enums::{Capability, HealthState, SupportLevel};
use crate::graphql::types::inbox::Inbox;
use crate::graphql::types::outcome::SourceError;
use crate::graphql::types::provider::{CapabilitySupport, Provider};
use crate::graphql::types::tag::Tag;
use crate::graphql::types::team::Team;
use crate::model::GlobalId;
use crate::provider::{self, HealthReport};

pub(crate) struct Source(pub(crate) Arc<provider::Source>);

/// One configured upstream account with its own credentials. Several sources may share a provider.
#[Object]
impl Source {
    /// Opaque global ID.
    pub(crate) async fn id(&self) -> ID {
        GlobalId::Source(self.0.key.clone()).to_text().into()
    }

    /// Short unique name from the configuration, for example helpscout-eu.
    async fn key(&self) -> &str {
        self.0.key.as_str()
    }

    /// Display name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Kind of API behind it.
    async fn provider(&self) -> Provider {
        Provider(self.0.provider.profile())
    }

    /// False when the operator switched it off.
    async fn is_enabled(&self) -> bool {
        self.0.is_enabled
    }

    /// True when it talks to the built-in simulated provider.
    async fn is_sandbox(&self) -> bool {
        self.0.is_sandbox
    }

    /// Root URL of the API, without credentials; null when it cannot be shown.
    async fn base_url(&self) -> Option<Url> {
        Url::of(&self.0.base_url)
    }

    /// Account or project number inside the provider; null elsewhere. Providers: Nimchat account, PostHog and Cord
    /// project.
    async fn account_ref(&self) -> Option<&str> {
        self.0.account_ref.as_deref()
    }

    /// Support of every capability for this account.
    async fn capabilities(
        &self,
        #[graphql(desc = "Keep only these levels; null keeps all.")] levels: Option<
            Vec<SupportLevel>,
        >,
    ) -> Vec<CapabilitySupport> {
        let all = CapabilitySupport::all(self.0.provider.profile()).into_iter();
        let is_wanted = |one: &CapabilitySupport| match &levels {
            Some(levels) => levels.contains(&one.0.level.into()),
            None => true,
        };
        all.filter(is_wanted).collect()
    }

    /// True when the level is NATIVE, EMULATED or PARTIAL.
    async fn can(&self, #[graphql(desc = "Capability to test.")] capability: Capability) -> bool {
        self.0
            .provider
            .profile()
            .capabilities
            .can(capability.into())
    }

    /// Current state of the connection.
    async fn health(&self) -> SourceHealth {
        SourceHealth(self.0.health.report())
    }

    /// Cache effectiveness for this source.
    async fn cache_stats(&self, ctx: &Context<'_>) -> CacheStats {
        CacheStats::of(ctx.request().cache.stats(&self.0.key))
    }

    /// Conversations of this account only, latest activity first unless ordered otherwise; null when they could not be read.
    #[expect(
        clippy::too_many_arguments,
        reason = "a list with paging and its conditions"
    )]
    async fn conversations(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
        #[graphql(desc = "Conditions.")] filter: Option<ConversationFilter>,
        #[graphql(desc = "Ordering; latest activity first when omitted.")] order_by: Option<
            ConversationOrder,
        >,
    ) -> Option<Result<MergedConnection<Conversation>>> {
        let (scope, paging) = (Scope::one(&self.0), Paging { first, after });
        Some(
            lists::conversations(
                ctx,
                scope,
                paging,
                lists::Wanted {
                    filter,
                    order: order_by,
                    own: Vec::new(),
                },
            )
            .await,
        )
    }

    /// Teammates of this account; null when they could not be read.
    async fn agents(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
    ) -> Option<Result<MergedConnection<Agent>>> {
        Some(
            lists::agents(
                ctx,
                Scope::one(&self.0),
                Paging { first, after },
                None,
                None,
            )
            .await,
        )
    }

    /// Teams of this account; null when they could not be read.
    async fn teams(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
    ) -> Option<Result<MergedConnection<Team>>> {
        Some(lists::teams(ctx, Scope::one(&self.0), Paging { first, after }).await)
    }

    /// Tags of this account; null when they could not be read.
    async fn tags(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
    ) -> Option<Result<MergedConnection<Tag>>> {
        Some(lists::tags(ctx, Scope::one(&self.0), Paging { first, after }, None).await)
    }

    /// Inboxes of this account; null when they could not be read.
    async fn inboxes(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
    ) -> Option<Result<MergedConnection<Inbox>>> {
        Some(lists::inboxes(ctx, Scope::one(&self.0), Paging { first, after }).await)
    }
}

/// Cache counters since start.
#[derive(SimpleObject)]
pub(crate) struct CacheStats {
    /// Entries held now.
    entry_count: u64,
    /// Served from the cache.
    hit_count: u64,
    /// Needed an upstream call.
    miss_count: u64,
    /// Waited for an identical call already in flight.
    coalesced_count: u64,
    /// Served past expiry because the source failed.
    stale_served_count: u64,
}

impl CacheStats {
    fn of(stats: Stats) -> Self {
        let Stats {
            entries,
            hits,
            misses,
            coalesced,
            stale_served,
        } = stats;
        Self {
            entry_count: entries,
            hit_count: hits,
            miss_count: misses,
            coalesced_count: coalesced,
            stale_served_count: stale_served,
        }
    }
}

pub(crate) struct SourceHealth(HealthReport);

/// Connection state of a source.
#[Object]
impl SourceHealth {
    /// Summary.
    async fn state(&self) -> HealthState {
        self.0.state.into()
    }

    /// When it entered this state; null while it was not called.
    async fn since(&self) -> Option<DateTime> {
        self.0.since.map(DateTime)
    }

    /// Last good upstream answer; null when there was none.
    async fn last_success_at(&self) -> Option<DateTime> {
        self.0.last_success_at.map(DateTime)
    }

    /// Last failed upstream call; null when none failed.
    async fn last_error_at(&self) -> Option<DateTime> {
        self.0.last_error.as_ref().map(|(at, _)| DateTime(*at))
    }

    /// Last failure; null when there was none.
    async fn last_error(&self, ctx: &Context<'_>) -> Option<Result<SourceError>> {
        let (_, error) = self.0.last_error.as_ref()?;
        Some(SourceError::of(ctx, error))
    }

    /// Failures in a row.
    async fn consecutive_failures(&self) -> u32 {
        self.0.consecutive_failures
    }
}
