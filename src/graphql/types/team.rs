//! A group of teammates.

use async_graphql::Object;

use crate::graphql::types::facts::{Facts, HasFacts};
use crate::model::{self, Served};

#[derive(Clone)]
pub(crate) struct Team(pub(crate) Served<model::Team>);

impl HasFacts for Team {
    fn facts_now(&self) -> Facts {
        let team = &*self.0.object;
        Facts::of(
            &team.id,
            team.web_url.as_deref(),
            self.0.freshness,
            team.raw.as_ref(),
        )
    }
}

/// A group of teammates. Unthread: user team. Help Scout: team. PostHog: role. Nimchat: team.
#[Object]
impl Team {
    #[graphql(flatten)]
    async fn facts(&self) -> Facts {
        self.facts_now()
    }

    /// Name.
    async fn name(&self) -> &str {
        &self.0.object.name
    }

    /// Description; null when there is none.
    async fn description(&self) -> Option<&str> {
        self.0.object.description.as_deref()
    }

    /// Whether the provider assigns within the team; null elsewhere. Providers: Nimchat.
    async fn allows_auto_assign(&self) -> Option<bool> {
        self.0.object.allows_auto_assign
    }
}
