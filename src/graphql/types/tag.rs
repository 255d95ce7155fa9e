//! A label.

use async_graphql::Object;

use crate::graphql::types::facts::{Facts, HasFacts};
use crate::model::{self, Served};

pub(crate) struct Tag(pub(crate) Served<model::Tag>);

impl HasFacts for Tag {
    fn facts_now(&self) -> Facts {
        let tag = &*self.0.object;
        Facts::of(
            &tag.id,
            tag.web_url.as_deref(),
            self.0.freshness,
            tag.raw.as_ref(),
        )
    }
}

/// A label. Unthread has IDs; Help Scout has IDs and colours; PostHog and Nimchat know names only.
#[Object]
impl Tag {
    #[graphql(flatten)]
    async fn facts(&self) -> Facts {
        self.facts_now()
    }

    /// Name.
    async fn name(&self) -> &str {
        &self.0.object.name
    }

    /// Colour as the provider gives it, a hex value or a name; null when there is none. Providers: Help Scout, Nimchat.
    async fn color(&self) -> Option<&str> {
        self.0.object.color.as_deref()
    }
}
