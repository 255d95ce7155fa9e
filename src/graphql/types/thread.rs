//! A run of messages with one audience.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};

use crate::graphql::connection::MessageConnection;
use crate::graphql::context::ContextExt as _;
use crate::graphql::error::source_failed;
use crate::graphql::read;
use crate::graphql::scalars::DateTime;
use crate::graphql::timeline::{self, MessagesArgs};
use crate::graphql::types::conversation::Conversation;
use crate::graphql::types::enums::{MessageKind, MessageOrder, ThreadKind, Visibility};
use crate::graphql::types::facts::{Facts, HasFacts};
use crate::model::{self, ConversationParts, Id, Served};

pub(crate) struct Thread(pub(crate) Served<model::Thread>);

impl HasFacts for Thread {
    fn facts_now(&self) -> Facts {
        let thread = &*self.0.object;
        Facts::of(&thread.id, None, self.0.freshness, thread.raw.as_ref())
    }
}

impl Thread {
    /// The thread that the contact can see; the conversation tells all of it.
    pub(crate) fn primary(
        ctx: &Context<'_>,
        conversation: &Served<model::Conversation>,
    ) -> Result<Self> {
        let source = ctx.source(conversation.object.id.source())?;
        let thread = source.provider.primary_thread(&conversation.object);
        Ok(Self(conversation.along(Arc::new(thread))))
    }

    /// Reads a thread by its id; `None` if it does not exist.
    pub(crate) async fn read(ctx: &Context<'_>, id: &Id<model::Thread>) -> Option<Result<Self>> {
        let conversation: Id<model::Conversation> = id.parent()?;
        let parts =
            ConversationParts::SUMMARY | ConversationParts::TIMES | ConversationParts::COUNTS;
        let found = match ctx.loaders().conversation(&conversation, parts).await {
            Ok(found) => found?,
            Err(error) => return Some(Err(source_failed(&error))),
        };
        if *id == model::Thread::primary_id(&conversation) {
            return Some(Self::primary(ctx, &found));
        }
        match timeline::side_threads(ctx, &conversation).await {
            Ok(threads) => threads
                .into_iter()
                .find(|thread| thread.0.object.id == *id)
                .map(Ok),
            Err(error) => Some(Err(error)),
        }
    }
}

/// An ordered run of messages inside one conversation that share one audience. Every conversation has one primary thread;
/// only Unthread adds internal side threads, its triage threads. What Help Scout calls a thread is a Message here; what
/// Cord calls a thread is a Conversation whose primary thread is the same object.
#[Object]
impl Thread {
    #[graphql(flatten)]
    async fn facts(&self) -> Facts {
        self.facts_now()
    }

    /// Conversation it belongs to; null when it is gone.
    async fn conversation(&self, ctx: &Context<'_>) -> Option<Result<Conversation>> {
        read::conversation(ctx, &self.0.object.id.parent()?).await
    }

    /// Primary or side thread.
    async fn kind(&self) -> ThreadKind {
        self.0.object.kind.into()
    }

    /// Who can see its messages by default. Notes inside a primary thread are still internal.
    async fn visibility(&self) -> Visibility {
        self.0.object.visibility.into()
    }

    /// True when the provider has no thread object and the gateway derived one.
    async fn is_synthetic(&self) -> bool {
        self.0.object.is_synthetic
    }

    /// Title; null when there is none.
    async fn title(&self) -> Option<&str> {
        self.0.object.title.as_deref()
    }

    /// True when resolved; null elsewhere. Providers: Cord.
    async fn is_resolved(&self) -> Option<bool> {
        self.0.object.is_resolved
    }

    /// Number of messages; null when not known.
    async fn message_count(&self) -> Option<u32> {
        self.0.object.message_count
    }

    /// Messages of this thread; without `first` and `last` it is `last: 25`. Null when they could not be read.
    #[expect(
        clippy::too_many_arguments,
        reason = "a list with paging and its filters"
    )]
    async fn messages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Page size when paging forward, from 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Cursor to continue after.")] after: Option<String>,
        #[graphql(desc = "Page size when paging backward, from 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Cursor to continue before.")] before: Option<String>,
        #[graphql(
            default_with = "Some(MessageOrder::OldestFirst)",
            desc = "Order of the page."
        )]
        order: Option<MessageOrder>,
        #[graphql(desc = "Keep only these kinds; null keeps all.")] kinds: Option<Vec<MessageKind>>,
    ) -> Option<Result<MessageConnection>> {
        let id = &self.0.object.id;
        let args = MessagesArgs {
            first,
            after,
            last,
            before,
            order: order.unwrap_or(MessageOrder::OldestFirst),
            kinds,
            visibility: None,
            thread: Some(id.clone()),
        };
        Some(timeline::messages(ctx, &id.parent()?, args).await)
    }

    /// When it started; null when not known.
    async fn created_at(&self) -> Option<DateTime> {
        self.0.object.created_at.map(DateTime)
    }

    /// Latest message; null when not known.
    async fn last_activity_at(&self) -> Option<DateTime> {
        self.0.object.last_activity_at.map(DateTime)
    }
}
