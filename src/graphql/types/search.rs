//! What a search finds.

use async_graphql::{Context, Enum, Object, SelectionField, SimpleObject, Union};
use futures_util::future::join_all;

use crate::feed::{self, Merged, SearchKind};
use crate::graphql::connection::{PageInfo, completed};
use crate::graphql::context::ContextExt as _;
use crate::graphql::error::note;
use crate::graphql::look_ahead;
use crate::graphql::snippet::snippet;
use crate::graphql::types::body::MessageBody;
use crate::graphql::types::contact::Contact;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::message::Message;
use crate::graphql::types::organization::Organization;
use crate::graphql::types::outcome::SourceResult;
use crate::graphql::types::source::Source;
use crate::graphql::types::ticket::Ticket;
use crate::model::{self, Hit, RowKey};

/// What can be searched for.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "SearchKind")]
pub(crate) enum SearchType {
    /// Conversations. Providers: Unthread, Help Scout, PostHog, Nimchat, each with its own search.
    Conversation,
    /// Messages. Providers: Nimchat.
    Message,
    /// Contacts.
    Contact,
    /// Tickets: the conversations that are numbered.
    Ticket,
    /// Companies, by a part of the name; no provider searches them, so the gateway looks through the first 200.
    Organization,
}

/// Something that was found.
#[derive(Union)]
pub(crate) enum SearchHit {
    Conversation(Conversation),
    Message(Message),
    Contact(Contact),
    Ticket(Ticket),
    Organization(Organization),
}

/// A match.
#[derive(SimpleObject)]
pub(crate) struct SearchResult {
    /// What was found.
    hit: SearchHit,
    /// Where.
    source: Source,
    /// Text around the match, with matches between double asterisks; null when the gateway cannot see where the provider
    /// found the words.
    snippet: Option<String>,
    /// Rank within its source and type, starting at 1; ranks of different sources are interleaved because scores are not
    /// comparable.
    rank: u64,
}

/// One entry in a page of matches.
#[derive(SimpleObject)]
pub(crate) struct SearchResultEdge {
    /// Position of this entry; resume right after it by passing it as `after`.
    cursor: String,
    /// The entry itself.
    node: SearchResult,
}

pub(crate) struct SearchResultConnection {
    page: Merged<Hit>,
    words: String,
}

impl SearchResultConnection {
    /// Takes a page, and lets the loaders know what came along with it.
    pub(crate) fn of(ctx: &Context<'_>, page: Merged<Hit>, words: String) -> Self {
        let outcomes = page.outcomes.iter();
        let failures = outcomes.filter_map(|outcome| outcome.error.as_ref());
        failures.for_each(note);
        for read in &page.pages {
            ctx.loaders()
                .prime(&read.source.key, read.related(), read.page.freshness);
        }
        Self { page, words }
    }

    async fn result(
        &self,
        ctx: &Context<'_>,
        fields: &[SelectionField<'_>],
        row: &feed::Row<Hit>,
    ) -> Option<SearchResult> {
        let (hit, key) = shown(ctx, fields, row).await?;
        Some(SearchResult {
            source: Source(ctx.source(&key).ok()?),
            snippet: text_of(&row.item.object, &self.words),
            rank: rank(&row.key),
            hit,
        })
    }
}

fn rank(key: &RowKey) -> u64 {
    match key {
        RowKey::Number(number) => number.unsigned_abs() + 1,
        RowKey::Ascending(_) | RowKey::Descending(_) => 1,
    }
}

/// What stands in a row, with all that is wanted of it.
async fn shown(
    ctx: &Context<'_>,
    fields: &[SelectionField<'_>],
    row: &feed::Row<Hit>,
) -> Option<(SearchHit, model::SourceKey)> {
    let item = &row.item;
    Some(match &*item.object {
        Hit::Conversation(one) => {
            let served = item.along(std::sync::Arc::new(one.clone()));
            let wanted = look_ahead::conversation(fields);
            let whole = completed::<Conversation>(ctx, wanted, served).await;
            let key = one.id.source().clone();
            (SearchHit::Conversation(Conversation(whole)), key)
        }
        Hit::Ticket(one) => {
            let served = item.along(std::sync::Arc::new(one.clone()));
            let whole = completed::<Ticket>(ctx, look_ahead::ticket(fields), served).await;
            (
                SearchHit::Ticket(Ticket::of(&whole)?),
                one.id.source().clone(),
            )
        }
        Hit::Message(one) => {
            let served = item.along(std::sync::Arc::new(one.clone()));
            (SearchHit::Message(Message(served)), one.id.source().clone())
        }
        Hit::Contact(one) => {
            let served = item.along(std::sync::Arc::new(one.clone()));
            let whole = completed::<Contact>(ctx, look_ahead::contact(fields), served).await;
            (SearchHit::Contact(Contact(whole)), one.id.source().clone())
        }
        Hit::Organization(one) => {
            let served = item.along(std::sync::Arc::new(one.clone()));
            let wanted = look_ahead::organization(fields);
            let whole = completed::<Organization>(ctx, wanted, served).await;
            let key = one.id.source().clone();
            (SearchHit::Organization(Organization(whole)), key)
        }
    })
}

/// Finds the words in the texts that a hit has.
fn text_of(hit: &Hit, words: &str) -> Option<String> {
    let find = |text: Option<&str>| text.and_then(|text| snippet(text, words));
    match hit {
        Hit::Conversation(one) | Hit::Ticket(one) => {
            find(one.subject.as_deref()).or_else(|| find(one.preview.as_deref()))
        }
        Hit::Message(one) => {
            let text = one.body.as_ref().map(MessageBody::plain);
            find(text.as_deref())
        }
        Hit::Contact(one) => {
            let emails = one.emails.iter().map(|email| email.value.as_str());
            let phones = one.phones.iter().map(|phone| phone.value.as_str());
            let mut texts = one.name.as_deref().into_iter().chain(emails).chain(phones);
            texts.find_map(|text| snippet(text, words))
        }
        Hit::Organization(one) => find(Some(&one.name)),
    }
}

/// A page of matches from all sources.
#[Object]
impl SearchResultConnection {
    /// The page, each entry with its own cursor.
    async fn edges(&self, ctx: &Context<'_>) -> Vec<SearchResultEdge> {
        let fields = hit_fields(&look_ahead::below(ctx, "node"));
        let edge = |row| {
            let fields = &fields;
            async move {
                let node = self.result(ctx, fields, row).await?;
                let cursor = row.cursor();
                Some(SearchResultEdge { cursor, node })
            }
        };
        let edges = join_all(self.page.rows.iter().map(edge)).await;
        edges.into_iter().flatten().collect()
    }

    /// Shortcut for edges that need no cursor.
    async fn nodes(&self, ctx: &Context<'_>) -> Vec<SearchResult> {
        let fields = hit_fields(&look_ahead::selected(ctx));
        let rows = self.page.rows.iter();
        let nodes = join_all(rows.map(|row| self.result(ctx, &fields, row))).await;
        nodes.into_iter().flatten().collect()
    }

    /// Cursors and flags for the next request.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.page.has_next,
            has_previous_page: self.page.has_previous,
            start_cursor: self.page.rows.first().map(feed::Row::cursor),
            end_cursor: Some(self.page.end_cursor()),
        }
    }

    /// One entry per asked source: did it answer, from where, how many items, and what went wrong. A source that cannot
    /// search for any of the types is skipped.
    async fn sources(&self) -> Vec<SourceResult> {
        let outcomes = self.page.outcomes.iter().cloned();
        outcomes.map(SourceResult).collect()
    }
}

/// The selected fields of `hit`, of whatever type it is.
pub(crate) fn hit_fields<'a>(fields: &[SelectionField<'a>]) -> Vec<SelectionField<'a>> {
    let hits = fields.iter().filter(|field| field.name() == "hit");
    hits.flat_map(|hit| hit.selection_set().collect::<Vec<_>>())
        .collect()
}
