//! A teammate.

use async_graphql::{Context, Object, Result};

use crate::graphql::read;
use crate::graphql::scalars::Url;
use crate::graphql::types::enums::{ActorKind, Availability};
use crate::graphql::types::facts::{Facts, HasFacts};
use crate::graphql::types::team::Team;
use crate::model::{self, Served};

#[derive(Clone)]
pub(crate) struct Agent(pub(crate) Served<model::Agent>);

impl HasFacts for Agent {
    fn facts_now(&self) -> Facts {
        let agent = &*self.0.object;
        Facts::of(
            &agent.id,
            agent.web_url.as_deref(),
            self.0.freshness,
            agent.raw.as_ref(),
        )
    }
}

/// A teammate.
#[Object]
impl Agent {
    #[graphql(flatten)]
    async fn facts(&self) -> Facts {
        self.facts_now()
    }

    /// Name fit for display.
    pub(crate) async fn display_name(&self) -> &str {
        self.0.object.display_name()
    }

    /// Always AGENT.
    pub(crate) async fn actor_kind(&self) -> ActorKind {
        ActorKind::Agent
    }

    /// Picture; null when there is none.
    pub(crate) async fn avatar_url(&self) -> Option<Url> {
        self.0.object.avatar_url.as_deref().and_then(Url::of)
    }

    /// E-mail address; null when not told.
    async fn email(&self) -> Option<&str> {
        self.0.object.email.as_deref()
    }

    /// Role as the provider spells it, for example administrator; null when not told.
    async fn role(&self) -> Option<&str> {
        self.0.object.role.as_deref()
    }

    /// Whether the teammate can take work.
    async fn availability(&self) -> Availability {
        self.0.object.availability.into()
    }

    /// Whether the account is confirmed; null when not told. Providers: Nimchat.
    async fn is_confirmed(&self) -> Option<bool> {
        self.0.object.is_confirmed
    }

    /// Slack user; null elsewhere. Providers: Unthread.
    async fn slack_id(&self) -> Option<&str> {
        self.0.object.slack_id.as_deref()
    }

    /// Teams the person is in; null when not told.
    async fn teams(&self, ctx: &Context<'_>) -> Option<Result<Vec<Team>>> {
        read::teams(ctx, self.0.object.teams.as_deref()).await
    }
}
