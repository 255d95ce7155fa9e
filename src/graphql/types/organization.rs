//! A company.

use async_graphql::{Context, Object, Result};

use crate::graphql::connection::MergedConnection;
use crate::graphql::inputs::conversation::ConversationFilter;
use crate::graphql::lists::{self, Paging};
use crate::graphql::read;
use crate::graphql::scalars::DateTime;
use crate::graphql::types::actor::Assignee;
use crate::graphql::types::contact::Contact;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::facts::{Facts, HasFacts};
use crate::graphql::types::tag::Tag;
use crate::model::{self, ContactCondition, ConversationCondition, Served};

pub(crate) struct Organization(pub(crate) Served<model::Organization>);

impl HasFacts for Organization {
    fn facts_now(&self) -> Facts {
        let company = &*self.0.object;
        Facts::of(
            &company.id,
            company.web_url.as_deref(),
            self.0.freshness,
            company.raw.as_ref(),
        )
    }
}

/// A company. Unthread: customer. Cord: group. Help Scout: organization. Nimchat: company name of a contact.
#[Object]
impl Organization {
    #[graphql(flatten)]
    async fn facts(&self) -> Facts {
        self.facts_now()
    }

    /// Name.
    async fn name(&self) -> &str {
        &self.0.object.name
    }

    /// E-mail domains. Providers: Unthread, Help Scout.
    async fn email_domains(&self) -> &[String] {
        &self.0.object.email_domains
    }

    /// Tags; null elsewhere. Providers: Unthread.
    async fn tags(&self, ctx: &Context<'_>) -> Option<Result<Vec<Tag>>> {
        read::tags(ctx, self.0.object.tags.as_deref()).await
    }

    /// Default person or team; null when unset. Providers: Unthread.
    async fn primary_assignee(&self, ctx: &Context<'_>) -> Option<Result<Assignee>> {
        read::assignee(ctx, self.0.object.primary_assignee.as_ref()?).await
    }

    /// Backup person or team; null when unset. Providers: Unthread.
    async fn secondary_assignee(&self, ctx: &Context<'_>) -> Option<Result<Assignee>> {
        read::assignee(ctx, self.0.object.secondary_assignee.as_ref()?).await
    }

    /// People of the company; null when they could not be read.
    async fn contacts(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
    ) -> Option<Result<MergedConnection<Contact>>> {
        let id = &self.0.object.id;
        let own = ContactCondition::Organizations(vec![id.clone()]);
        let paging = Paging { first, after };
        Some(lists::contacts_within(ctx, id.source(), paging, own).await)
    }

    /// Conversations of the company, latest activity first; null when they could not be read.
    async fn conversations(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
        #[graphql(desc = "Conditions.")] filter: Option<ConversationFilter>,
    ) -> Option<Result<MergedConnection<Conversation>>> {
        let id = &self.0.object.id;
        let own = ConversationCondition::Organizations(vec![id.clone()]);
        let paging = Paging { first, after };
        Some(lists::conversations_within(ctx, id.source(), paging, filter, own).await)
    }

    /// When created; null when not told.
    async fn created_at(&self) -> Option<DateTime> {
        self.0.object.created_at.map(DateTime)
    }

    /// When last changed; null when not told.
    async fn updated_at(&self) -> Option<DateTime> {
        self.0.object.updated_at.map(DateTime)
    }
}
