//! Relay connections over what the feed gives.

use std::borrow::Cow;

use async_graphql::{Context, Object, OutputType, Result, SelectionField, SimpleObject, TypeName};
use futures_util::future::join_all;

use crate::feed::{self, Merged};
use crate::graphql::context::ContextExt as _;
use crate::graphql::error::{bad_input, note, source_failed};
use crate::graphql::look_ahead::{self, below, selected};
use crate::graphql::types::actor::Actor;
use crate::graphql::types::agent::Agent;
use crate::graphql::types::contact::Contact;
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::enums::CountPrecision;
use crate::graphql::types::inbox::Inbox;
use crate::graphql::types::message::Message;
use crate::graphql::types::organization::Organization;
use crate::graphql::types::outcome::SourceResult;
use crate::graphql::types::tag::Tag;
use crate::graphql::types::team::Team;
use crate::graphql::types::thread::Thread;
use crate::graphql::types::ticket::Ticket;
use crate::model::{self, ConversationParts, Partial, Served};
use crate::provider;

/// Rows of a page when nothing is said.
const DEFAULT_PAGE: i32 = 25;

/// Reads a page size; null says nothing.
pub(crate) fn page_size(ctx: &Context<'_>, argument: &str, size: Option<i32>) -> Result<usize> {
    let most = ctx.request().limits.max_page_size;
    let size = usize::try_from(size.unwrap_or(DEFAULT_PAGE))
        .ok()
        .filter(|size| (1..=most).contains(size));
    size.ok_or_else(|| bad_input(argument, &format!("expected a number from 1 to {most}")))
}

/// Paging state of a connection, as in the Relay cursor connections specification.
#[derive(SimpleObject)]
pub(crate) struct PageInfo {
    /// True when a request with `after: endCursor` can return more. Stays true while a failed source may still have items.
    pub(crate) has_next_page: bool,
    /// True when items exist before this page; for merged lists it only tells that a cursor was given.
    pub(crate) has_previous_page: bool,
    /// Cursor of the first entry; null for an empty page.
    pub(crate) start_cursor: Option<String>,
    /// Cursor to go on from. For merged lists it carries the position of every source, is signed, and expires after 24
    /// hours; there is one for an empty page too.
    pub(crate) end_cursor: Option<String>,
}

/// Something that stands in a merged list.
pub(crate) trait Listed: OutputType + Sized {
    /// What it wraps.
    type Model: Partial + Send + Sync;

    /// Wraps it; `None` if it cannot be seen as this.
    fn of(served: Served<Self::Model>) -> Option<Self>;

    /// What a selection on a row wants.
    fn wanted(fields: &[SelectionField<'_>]) -> <Self::Model as Partial>::Parts;

    /// Reads the object of a row by its id.
    fn load(
        ctx: &Context<'_>,
        row: &Self::Model,
        parts: <Self::Model as Partial>::Parts,
    ) -> impl Future<Output = provider::Result<Option<Served<Self::Model>>>> + Send;
}

macro_rules! listed {
    ($($noun:ident, $look_ahead:path, $loader:ident);+ $(;)?) => {$(
        impl Listed for $noun {
            type Model = model::$noun;

            fn of(served: Served<Self::Model>) -> Option<Self> {
                Some(Self(served))
            }

            fn wanted(fields: &[SelectionField<'_>]) -> <Self::Model as Partial>::Parts {
                $look_ahead(fields)
            }

            async fn load(
                ctx: &Context<'_>,
                row: &Self::Model,
                parts: <Self::Model as Partial>::Parts,
            ) -> provider::Result<Option<Served<Self::Model>>> {
                ctx.loaders().$loader(&row.id, parts).await
            }
        }
    )+};
}

listed! {
    Conversation, look_ahead::conversation, conversation;
    Contact, look_ahead::contact, contact;
    Organization, look_ahead::organization, organization;
    Agent, look_ahead::agent, agent;
    Team, look_ahead::directory, team;
    Tag, look_ahead::directory, tag;
    Inbox, look_ahead::directory, inbox;
}

impl Listed for Ticket {
    type Model = model::Conversation;

    fn of(served: Served<model::Conversation>) -> Option<Self> {
        Self::of(&served)
    }

    fn wanted(fields: &[SelectionField<'_>]) -> ConversationParts {
        look_ahead::ticket(fields)
    }

    async fn load(
        ctx: &Context<'_>,
        row: &model::Conversation,
        parts: ConversationParts,
    ) -> provider::Result<Option<Served<model::Conversation>>> {
        ctx.loaders().conversation(&row.id, parts).await
    }
}

/// Reads a row again whose copy does not know what is wanted of it. If that fails, the row stays, and the error says why
/// it is incomplete.
pub(crate) async fn completed<T: Listed>(
    ctx: &Context<'_>,
    wanted: <T::Model as Partial>::Parts,
    row: Served<T::Model>,
) -> Served<T::Model> {
    if T::Model::covers(row.object.known(), wanted) {
        return row;
    }
    match T::load(ctx, &row.object, wanted).await {
        Ok(whole) => whole.unwrap_or(row),
        Err(error) => {
            ctx.add_error(source_failed(&error).into_server_error(ctx.item.pos));
            row
        }
    }
}

/// A page of a list that is merged from several sources.
pub(crate) struct MergedConnection<T: Listed>(Merged<T::Model>);

impl<T: Listed> MergedConnection<T> {
    /// Takes a page, and lets the loaders know what came along with it.
    pub(crate) fn of(ctx: &Context<'_>, page: Merged<T::Model>) -> Self {
        let failures = page
            .outcomes
            .iter()
            .filter_map(|outcome| outcome.error.as_ref());
        failures.for_each(note);
        for read in &page.pages {
            ctx.loaders()
                .prime(&read.source.key, read.related(), read.page.freshness);
        }
        Self(page)
    }
}

impl<T: Listed> TypeName for MergedConnection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", T::type_name()).into()
    }
}

/// A page of a list that is merged over sources.
#[Object(name_type)]
impl<T: Listed> MergedConnection<T> {
    /// The page, each entry with its own cursor.
    async fn edges(&self, ctx: &Context<'_>) -> Vec<MergedEdge<T>> {
        let wanted = T::wanted(&below(ctx, "node"));
        let edge = |row: &feed::Row<T::Model>| {
            let (cursor, item) = (row.cursor(), row.item.clone());
            async move {
                let node = T::of(completed::<T>(ctx, wanted, item).await)?;
                Some(MergedEdge { cursor, node })
            }
        };
        let edges = join_all(self.0.rows.iter().map(edge)).await;
        edges.into_iter().flatten().collect()
    }

    /// Shortcut for edges that need no cursor.
    async fn nodes(&self, ctx: &Context<'_>) -> Vec<T> {
        let wanted = T::wanted(&selected(ctx));
        let node = |row: &feed::Row<T::Model>| {
            let item = row.item.clone();
            async move { T::of(completed::<T>(ctx, wanted, item).await) }
        };
        let nodes = join_all(self.0.rows.iter().map(node)).await;
        nodes.into_iter().flatten().collect()
    }

    /// Cursors and flags for the next request.
    async fn page_info(&self, ctx: &Context<'_>) -> PageInfo {
        let wants = |name| ctx.look_ahead().field(name).exists();
        PageInfo {
            has_next_page: self.0.has_next,
            has_previous_page: self.0.has_previous,
            start_cursor: self
                .0
                .rows
                .first()
                .filter(|_| wants("startCursor"))
                .map(feed::Row::cursor),
            end_cursor: wants("endCursor").then(|| self.0.end_cursor()),
        }
    }

    /// Number of matches over all sources; null when no asked source can count cheaply.
    async fn total_count(&self) -> Option<u64> {
        self.0.total
    }

    /// Whether totalCount is exact, a lower bound, or unknown.
    async fn total_count_precision(&self) -> CountPrecision {
        self.0.precision.into()
    }

    /// One entry per asked source: did it answer, from where, how many items, and what went wrong.
    async fn sources(&self) -> Vec<SourceResult> {
        self.0.outcomes.iter().cloned().map(SourceResult).collect()
    }
}

/// One entry in a page.
#[derive(SimpleObject)]
#[graphql(name_type)]
pub(crate) struct MergedEdge<T: Listed> {
    /// Position of this entry; resume right after it by passing it as `after`.
    cursor: String,
    /// The entry itself.
    node: T,
}

impl<T: Listed> TypeName for MergedEdge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", T::type_name()).into()
    }
}

/// A page of messages.
#[derive(SimpleObject)]
pub(crate) struct MessageConnection {
    /// The page, each entry with its own cursor.
    pub(crate) edges: Vec<MessageEdge>,
    /// Shortcut for edges that need no cursor.
    pub(crate) nodes: Vec<Message>,
    /// Cursors and flags for the next request.
    pub(crate) page_info: PageInfo,
    /// Number of messages; null when the provider does not say, or when the list is filtered.
    pub(crate) total_count: Option<u64>,
}

/// One entry in a page of messages.
#[derive(SimpleObject)]
pub(crate) struct MessageEdge {
    /// Position of this entry; pass it as `after` or `before`.
    pub(crate) cursor: String,
    /// The entry itself.
    pub(crate) node: Message,
}

/// A page of threads.
#[derive(SimpleObject)]
pub(crate) struct ThreadConnection {
    /// The page, each entry with its own cursor.
    edges: Vec<ThreadEdge>,
    /// Shortcut for edges that need no cursor.
    nodes: Vec<Thread>,
    /// Cursors and flags for the next request.
    page_info: PageInfo,
    /// Number of threads.
    total_count: usize,
}

/// One entry in a page of threads.
#[derive(SimpleObject)]
pub(crate) struct ThreadEdge {
    /// Position of this entry; resume right after it by passing it as `after`.
    cursor: String,
    /// The entry itself.
    node: Thread,
}

/// A page of participants.
#[derive(SimpleObject)]
pub(crate) struct ActorConnection {
    /// The page, each entry with its own cursor.
    edges: Vec<ActorEdge>,
    /// Shortcut for edges that need no cursor; null entries could not be read.
    nodes: Vec<Option<Result<Actor>>>,
    /// Cursors and flags for the next request.
    page_info: PageInfo,
    /// Number of participants.
    total_count: usize,
}

/// One entry in a page of participants.
#[derive(SimpleObject)]
pub(crate) struct ActorEdge {
    /// Position of this entry; resume right after it by passing it as `after`.
    cursor: String,
    /// The entry itself; null when it could not be read.
    node: Option<Result<Actor>>,
}

/// Pages of lists that are held whole: a cursor is a place in the list.
pub(crate) mod plain {
    use std::ops::Range;

    use async_graphql::{Context, Result};

    use super::{ActorConnection, ActorEdge, PageInfo, ThreadConnection, ThreadEdge, page_size};
    use crate::feed::FeedError;
    use crate::graphql::error::list_failed;
    use crate::graphql::look_ahead::selected_rows;
    use crate::graphql::read;
    use crate::graphql::types::thread::Thread;
    use crate::model;

    /// The places of a page in a list of `total` items.
    fn places(
        ctx: &Context<'_>,
        total: usize,
        first: Option<i32>,
        after: Option<&str>,
    ) -> Result<Range<usize>> {
        let size = page_size(ctx, "first", first)?;
        let start = match after {
            None => 0,
            Some(cursor) => {
                place_of(cursor).ok_or_else(|| list_failed(&FeedError::CursorInvalid))? + 1
            }
        };
        Ok(start.min(total)..start.saturating_add(size).min(total))
    }

    fn cursor(place: usize) -> String {
        format!("at:{place}")
    }

    fn place_of(cursor: &str) -> Option<usize> {
        let place: u32 = cursor.strip_prefix("at:")?.parse().ok()?;
        usize::try_from(place).ok()
    }

    fn page_info(places: &Range<usize>, total: usize) -> PageInfo {
        let last = places.clone().last();
        PageInfo {
            has_next_page: places.end < total,
            has_previous_page: places.start > 0 && total > 0,
            start_cursor: last.map(|_| cursor(places.start)),
            end_cursor: last.map(cursor),
        }
    }

    pub(crate) async fn actors(
        ctx: &Context<'_>,
        actors: &[model::Actor],
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<ActorConnection> {
        let places = places(ctx, actors.len(), first, after.as_deref())?;
        let fields = selected_rows(ctx);
        let shown = actors[places.clone()].iter();
        let read =
            futures_util::future::join_all(shown.map(|one| read::actor_with(ctx, &fields, one)))
                .await;
        let edges = places.clone().zip(read.iter().cloned());
        Ok(ActorConnection {
            edges: edges
                .map(|(place, node)| ActorEdge {
                    cursor: cursor(place),
                    node: Some(node),
                })
                .collect(),
            nodes: read.into_iter().map(Some).collect(),
            page_info: page_info(&places, actors.len()),
            total_count: actors.len(),
        })
    }

    pub(crate) fn threads(
        ctx: &Context<'_>,
        threads: Vec<Thread>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<ThreadConnection> {
        let total = threads.len();
        let places = places(ctx, total, first, after.as_deref())?;
        let shown = || {
            threads[places.clone()]
                .iter()
                .map(|thread| Thread(thread.0.clone()))
        };
        Ok(ThreadConnection {
            edges: places
                .clone()
                .zip(shown())
                .map(|(place, node)| ThreadEdge {
                    cursor: cursor(place),
                    node,
                })
                .collect(),
            nodes: shown().collect(),
            page_info: page_info(&places, total),
            total_count: total,
        })
    }

    #[cfg(test)]
    mod tests {
        use super::{cursor, place_of};

        #[test]
        fn only_our_own_cursors_are_places() {
            assert_eq!(place_of(&cursor(7)), Some(7));
            for bad in ["", "at:", "at:-1", "7", "at:99999999999999999999"] {
                assert_eq!(place_of(bad), None, "{bad}");
            }
        }
    }
}
