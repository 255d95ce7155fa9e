//! Lists over sources.

use std::sync::Arc;

use async_graphql::{Context, Result};

use crate::feed::{Ask, FeedError, Merged};
use crate::graphql::connection::{Listed, MergedConnection, page_size};
use crate::graphql::context::{CALLER, ContextExt as _};
use crate::graphql::error::{bad_input, list_failed};
use crate::graphql::look_ahead::{self, selected_rows};
use crate::graphql::types::agent::Agent;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::enums::SourceErrorPolicy;
use crate::graphql::types::inbox::Inbox;
use crate::graphql::types::tag::Tag;
use crate::graphql::types::team::Team;
use crate::provider::Source;

/// Over which sources a list goes, and what it does when one fails.
pub(crate) struct Scope {
    sources: Vec<Arc<Source>>,
    on_error: SourceErrorPolicy,
}

impl Scope {
    /// One source.
    pub(crate) fn one(source: &Arc<Source>) -> Self {
        Self {
            sources: vec![Arc::clone(source)],
            on_error: SourceErrorPolicy::Partial,
        }
    }

    /// The named sources, or all that are switched on.
    pub(crate) fn named(
        ctx: &Context<'_>,
        keys: Option<Vec<String>>,
        on_error: Option<SourceErrorPolicy>,
    ) -> Result<Self> {
        let on_error = on_error.unwrap_or(SourceErrorPolicy::Partial);
        let registry = &ctx.request().registry;
        let Some(keys) = keys else {
            return Ok(Self {
                sources: registry.enabled().cloned().collect(),
                on_error,
            });
        };
        let mut sources: Vec<Arc<Source>> = Vec::new();
        for key in keys {
            let known = || {
                bad_input(
                    "sources",
                    &format!("there is no source `{}`", shortened(&key)),
                )
            };
            let source = registry
                .source(&key)
                .filter(|source| source.is_enabled)
                .ok_or_else(known)?;
            if !sources.iter().any(|one| one.key == source.key) {
                sources.push(Arc::clone(source));
            }
        }
        Ok(Self { sources, on_error })
    }

    /// Names the list, so that a cursor of another one is refused.
    fn list(&self, name: &str) -> String {
        self.sources.iter().fold(name.to_owned(), |list, source| {
            list + " " + source.key.as_str()
        })
    }
}

/// What a caller wrote, cut to what an error message needs.
fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn connection<T: Listed>(
    ctx: &Context<'_>,
    page: std::result::Result<Merged<T::Model>, FeedError>,
) -> Result<MergedConnection<T>> {
    page.map(|page| MergedConnection::of(ctx, page))
        .map_err(|error| list_failed(&error))
}

macro_rules! lists {
    ($($(#[$doc:meta])+ $method:ident of $noun:ident $(with $parts:expr)?);+ $(;)?) => {$(
        $(#[$doc])+
        pub(crate) async fn $method(
            ctx: &Context<'_>,
            scope: Scope,
            first: Option<i32>,
            after: Option<String>,
        ) -> Result<MergedConnection<$noun>> {
            let request = ctx.request();
            let first = page_size(ctx, "first", first)?;
            let list = scope.list(stringify!($method));
            let (after, on_error) = (after.as_deref(), scope.on_error.into());
            let ask = Ask { first, after, list: &list, caller: CALLER, on_error };
            let page = request.feed.$method(&request.read, &scope.sources, &ask $(, $parts(ctx))?).await;
            connection(ctx, page)
        }
    )+};
}

lists! {
    /// Conversations, latest activity first.
    conversations of Conversation with |ctx| look_ahead::conversation(&selected_rows(ctx));
    /// Teammates by name.
    agents of Agent;
    /// Teams by name.
    teams of Team;
    /// Tags by name.
    tags of Tag;
    /// Inboxes by name.
    inboxes of Inbox;
}
