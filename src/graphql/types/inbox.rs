//! Where conversations arrive.

use async_graphql::Object;

use crate::graphql::scalars::Url;
use crate::graphql::types::conversation::Channel;
use crate::graphql::types::facts::{Facts, HasFacts};
use crate::model::{self, Served};

pub(crate) struct Inbox(pub(crate) Served<model::Inbox>);

impl HasFacts for Inbox {
    fn facts_now(&self) -> Facts {
        let inbox = &*self.0.object;
        Facts::of(
            &inbox.id,
            inbox.web_url.as_deref(),
            self.0.freshness,
            inbox.raw.as_ref(),
        )
    }
}

/// Where conversations arrive. Help Scout: mailbox. Nimchat: inbox.
#[Object]
impl Inbox {
    #[graphql(flatten)]
    async fn facts(&self) -> Facts {
        self.facts_now()
    }

    /// Name.
    async fn name(&self) -> &str {
        &self.0.object.name
    }

    /// Channel it serves.
    async fn channel(&self) -> Channel {
        Channel::of(&self.0.object.channel)
    }

    /// Address it receives mail at; null when it has none.
    async fn email(&self) -> Option<&str> {
        self.0.object.email.as_deref()
    }

    /// Website of a chat widget; null elsewhere. Providers: Nimchat.
    async fn website_url(&self) -> Option<Url> {
        self.0.object.website_url.as_deref().and_then(Url::of)
    }

    /// Whether new conversations are assigned automatically; null elsewhere. Providers: Nimchat.
    async fn is_auto_assign_enabled(&self) -> Option<bool> {
        self.0.object.is_auto_assign_enabled
    }
}
