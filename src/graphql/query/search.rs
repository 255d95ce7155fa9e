//! Searches and counts over all sources.

use async_graphql::{Context, Object, Result};

use crate::feed::{Ask, CountsAsk, SearchAsk, SearchKind};
use crate::graphql::connection::page_size;
use crate::graphql::context::{CALLER, ContextExt as _};
use crate::graphql::error::{bad_input, list_failed, note};
use crate::graphql::inputs::conversation::ConversationFilter;
use crate::graphql::lists::Scope;
use crate::graphql::look_ahead::{self, below, selected};
use crate::graphql::types::counts::ConversationCounts;
use crate::graphql::types::search::{SearchResultConnection, SearchType, hit_fields};
use crate::model::{ConversationOrder, ConversationParts, ConversationQuery};

#[derive(Default)]
pub(super) struct SearchQuery;

#[Object]
impl SearchQuery {
    /// Search in every source with its own search, interleaved by rank.
    #[expect(
        clippy::too_many_arguments,
        reason = "a list with paging and its scope"
    )]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Words to find, 2 to 200 characters.")] query: String,
        #[graphql(
            default_with = "vec![SearchType::Conversation, SearchType::Contact]",
            desc = "What to find."
        )]
        types: Vec<SearchType>,
        #[graphql(default_with = "Some(25)", desc = "Page size from 1 to 100.")] first: Option<i32>,
        #[graphql(
            desc = "Opaque cursor taken from endCursor or from an edge of the same list with the same arguments."
        )]
        after: Option<String>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
    ) -> Result<SearchResultConnection> {
        let words = words(&query)?;
        let kinds = kinds(types)?;
        let scope = Scope::named(ctx, sources, None)?;
        let first = page_size(ctx, "first", first)?;
        let list = format!("{} {words:?} {kinds:?}", scope.list("search"));
        let ask = Ask {
            after: after.as_deref(),
            ..Ask::first(first, &list, CALLER)
        };
        let search = SearchAsk {
            words: &words,
            kinds: &kinds,
            parts: parts(ctx),
        };
        let request = ctx.request();
        let page = request
            .feed
            .search(scope.among(request), &ask, &search)
            .await;
        let page = page.map_err(|error| list_failed(&error))?;
        Ok(SearchResultConnection::of(ctx, page, words))
    }

    /// Numbers for inbox badges.
    async fn conversation_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Keys of the sources to ask; omit for every enabled source.")]
        sources: Option<Vec<String>>,
        #[graphql(desc = "Conditions.")] filter: Option<ConversationFilter>,
    ) -> Result<ConversationCounts> {
        let (conditions, bounds) = filter.unwrap_or_default().read(ctx)?;
        let query = ConversationQuery {
            conditions,
            order: ConversationOrder::default(),
        };
        let scope = Scope::named(ctx, sources, None)?.within(&bounds);
        let selected = selected(ctx);
        let wants = |name| selected.iter().any(|field| field.name() == name);
        let per_source = below(ctx, "bySource");
        let wants_each = |name| per_source.iter().any(|field| field.name() == name);
        let ask = CountsAsk {
            by_category: wants("byStatusCategory"),
            unassigned: wants("unassigned") || wants_each("unassigned"),
            unread: wants("unread") || wants_each("unread"),
        };
        let limit = bounds.scan_limit.unwrap_or(Ask::SCAN_LIMIT);
        let request = ctx.request();
        let counts = request
            .feed
            .counts(scope.among(request), &query, ask, limit)
            .await;
        let outcomes = counts.sources.iter();
        outcomes
            .filter_map(|(_, outcome)| outcome.error.as_ref())
            .for_each(note);
        Ok(ConversationCounts(counts))
    }
}

fn words(query: &str) -> Result<String> {
    let words = query.split_whitespace().collect::<Vec<_>>().join(" ");
    if (2..=200).contains(&words.chars().count()) {
        Ok(words)
    } else {
        Err(bad_input("query", "expected 2 to 200 characters"))
    }
}

fn kinds(types: Vec<SearchType>) -> Result<Vec<SearchKind>> {
    let mut kinds: Vec<SearchKind> = Vec::new();
    for kind in types.into_iter().map(SearchKind::from) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if kinds.is_empty() {
        return Err(bad_input("types", "expected at least one type"));
    }
    Ok(kinds)
}

/// What is wanted of the conversations that are found.
fn parts(ctx: &Context<'_>) -> ConversationParts {
    let mut results = below(ctx, "nodes");
    for edge in below(ctx, "edges") {
        if edge.name() == "node" {
            results.extend(edge.selection_set());
        }
    }
    let fields = hit_fields(&results);
    let wants_snippet = results.iter().any(|field| field.name() == "snippet");
    let texts = if wants_snippet {
        ConversationParts::SUMMARY
    } else {
        ConversationParts::empty()
    };
    look_ahead::conversation(&fields) | texts
}
