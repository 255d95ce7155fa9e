//! Single conversations by what people have at hand: a native id, a number, a link.

use async_graphql::{Context, Object, Result};

use crate::feed::{Ask, FeedError};
use crate::graphql::context::{CALLER, ContextExt as _};
use crate::graphql::error::{bad_input, list_failed, source_failed};
use crate::graphql::lists::Scope;
use crate::graphql::look_ahead::{self, selected};
use crate::graphql::scalars::Url;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::ticket::Ticket;
use crate::model::{
    self, ConversationCondition, ConversationOrder, ConversationParts, ConversationQuery, Id,
    Served,
};
use crate::provider::{ConversationRef, Source};

#[derive(Default)]
pub(super) struct LookupQuery;

type Field<T> = Option<Result<T>>;
type Found = Result<Option<Served<model::Conversation>>>;

#[Object]
impl LookupQuery {
    /// One conversation by the provider's own ID, or by the number people quote; null when there is none.
    async fn conversation_by_native_id(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Source key.")] source: String,
        #[graphql(desc = "Native ID or number.")] native_id: String,
    ) -> Field<Conversation> {
        let parts = look_ahead::conversation(&selected(ctx));
        let found = by_native_id(ctx, &source, &native_id, parts).await;
        Some(found.transpose()?.map(Conversation))
    }

    /// One conversation from a link copied out of a provider's application; null when no configured source has pages at
    /// that address, or the conversation does not exist. Providers: those whose conversations have a `webUrl`.
    async fn conversation_by_url(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Link copied from a provider's application.")] url: Url,
    ) -> Field<Conversation> {
        let parts = look_ahead::conversation(&selected(ctx));
        let found = by_url(ctx, url.parsed()?, parts).await;
        Some(found.transpose()?.map(Conversation))
    }

    /// One ticket by number, never marking it read; null when there is none.
    async fn ticket_by_number(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Source key.")] source: String,
        #[graphql(desc = "Ticket number.")] number: String,
    ) -> Field<Ticket> {
        let parts = look_ahead::ticket(&selected(ctx));
        let found = match known(ctx, &source) {
            Ok(source) => numbered(ctx, &source, &number, parts).await,
            Err(error) => Err(error),
        };
        let found = match found {
            Ok(found) => found?,
            Err(error) => return Some(Err(error)),
        };
        Ticket::of(&found).map(Ok)
    }
}

fn known(ctx: &Context<'_>, key: &str) -> Result<std::sync::Arc<Source>> {
    let source = ctx.request().registry.source(key);
    let source = source.filter(|source| source.is_enabled).cloned();
    source.ok_or_else(|| bad_input("source", "there is no such source"))
}

async fn by_native_id(
    ctx: &Context<'_>,
    source: &str,
    native: &str,
    parts: ConversationParts,
) -> Found {
    let source = known(ctx, source)?;
    let native = native.trim();
    if native.is_empty() {
        return Err(bad_input("nativeId", "expected an ID or a number"));
    }
    let id = Id::new(&source.key, native);
    let found = ctx.loaders().conversation(&id, parts).await;
    match found.map_err(|error| source_failed(&error))? {
        Some(found) => Ok(Some(found)),
        None => numbered(ctx, &source, native, parts).await,
    }
}

/// Reads the conversation with a number; `None` where there are no numbers.
async fn numbered(
    ctx: &Context<'_>,
    source: &std::sync::Arc<Source>,
    number: &str,
    parts: ConversationParts,
) -> Found {
    let number = number.trim().trim_start_matches('#');
    let query = ConversationQuery {
        conditions: vec![ConversationCondition::Numbers(vec![number.to_owned()])],
        order: ConversationOrder::default(),
    };
    let ask = Ask {
        on_error: crate::feed::SourceErrorPolicy::Fail,
        ..Ask::first(1, "number", CALLER)
    };
    let request = ctx.request();
    let scope = Scope::one(source);
    let page = request
        .feed
        .conversations(scope.among(request), &ask, &query, parts);
    let page = page.await.map_err(|error: FeedError| list_failed(&error))?;
    for read in &page.pages {
        ctx.loaders()
            .prime(&read.source.key, read.related(), read.page.freshness);
    }
    let Some(row) = page.rows.into_iter().next() else {
        return Ok(None);
    };
    let found = ctx.loaders().conversation(&row.item.object.id, parts).await;
    found.map_err(|error| source_failed(&error))
}

async fn by_url(ctx: &Context<'_>, url: url::Url, parts: ConversationParts) -> Found {
    for source in ctx.request().registry.enabled() {
        match source.provider.conversation_of_url(&url) {
            None => {}
            Some(ConversationRef::Number(number)) => {
                return numbered(ctx, source, &number, parts).await;
            }
            Some(ConversationRef::Id(id)) => {
                let found = ctx.loaders().conversation(&id, parts).await;
                return found.map_err(|error| source_failed(&error));
            }
        }
    }
    Ok(None)
}
