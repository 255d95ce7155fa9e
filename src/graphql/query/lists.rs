//! Lists over all sources.

use async_graphql::{Context, Object, Result};

use crate::graphql::connection::MergedConnection;
use crate::graphql::lists::{self, Scope};
use crate::graphql::types::agent::Agent;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::enums::SourceErrorPolicy;
use crate::graphql::types::inbox::Inbox;
use crate::graphql::types::tag::Tag;
use crate::graphql::types::team::Team;

#[derive(Default)]
pub(super) struct ListQuery;

#[Object]
impl ListQuery {
    /// One globally ordered list over all sources, latest activity first, merged while reading.
    #[expect(
        clippy::too_many_arguments,
        reason = "a list with paging and its scope"
    )]
    async fn conversations(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(
            desc = "Opaque cursor taken from endCursor or from an edge of the same list with the same arguments."
        )]
        after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
        #[graphql(
            default_with = "Some(SourceErrorPolicy::Partial)",
            desc = "What to do when one of the sources fails."
        )]
        on_source_error: Option<SourceErrorPolicy>,
    ) -> Result<MergedConnection<Conversation>> {
        lists::conversations(
            ctx,
            Scope::named(ctx, sources, on_source_error)?,
            first,
            after,
        )
        .await
    }

    /// Teammates over all sources, by name.
    async fn agents(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
    ) -> Result<MergedConnection<Agent>> {
        lists::agents(ctx, Scope::named(ctx, sources, None)?, first, after).await
    }

    /// Teams over all sources, by name.
    async fn teams(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
    ) -> Result<MergedConnection<Team>> {
        lists::teams(ctx, Scope::named(ctx, sources, None)?, first, after).await
    }

    /// Tags over all sources, by name.
    async fn tags(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
    ) -> Result<MergedConnection<Tag>> {
        lists::tags(ctx, Scope::named(ctx, sources, None)?, first, after).await
    }

    /// Inboxes over all sources, by name.
    async fn inboxes(
        &self,
        ctx: &Context<'_>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
    ) -> Result<MergedConnection<Inbox>> {
        lists::inboxes(ctx, Scope::named(ctx, sources, None)?, first, after).await
    }
}
