//! Messages and threads of a conversation.

use async_graphql::{Context, Result};

use crate::feed::{self, MessagesAsk, Window};
use crate::graphql::connection::{
    MessageConnection, MessageEdge, PageInfo, ThreadConnection, page_size, plain,
};
use crate::graphql::context::{CALLER, ContextExt as _};
use crate::graphql::error::{bad_input, list_failed};
use crate::graphql::types::enums::{MessageKind, MessageOrder, Visibility};
use crate::graphql::types::message::Message;
use crate::graphql::types::thread::Thread;
use crate::model::{self, Id, Served};

/// The arguments of a list of messages.
pub(crate) struct MessagesArgs {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
    pub(crate) last: Option<i32>,
    pub(crate) before: Option<String>,
    pub(crate) order: MessageOrder,
    pub(crate) kinds: Option<Vec<MessageKind>>,
    pub(crate) visibility: Option<Visibility>,
    pub(crate) thread: Option<Id<model::Thread>>,
}

impl MessagesArgs {
    /// Either forward or backward; nothing said means the newest, which every provider can do cheaply.
    fn window(&self, ctx: &Context<'_>) -> Result<Window<'_>> {
        let (after, before) = (self.after.as_deref(), self.before.as_deref());
        let size = |argument, size: Option<i32>| page_size(ctx, argument, size);
        match (self.first, self.last, after, before) {
            (Some(_), Some(_), _, _) => Err(bad_input("last", "give either `first` or `last`")),
            (_, _, Some(_), Some(_)) => Err(bad_input("before", "give either `after` or `before`")),
            (Some(_), None, _, Some(_)) => Err(bad_input("before", "goes with `last`")),
            (None, Some(_), Some(_), _) => Err(bad_input("after", "goes with `first`")),
            (Some(_), None, after, None) | (None, None, after @ Some(_), None) => {
                Ok(Window::First {
                    count: size("first", self.first)?,
                    after,
                })
            }
            (None, last, None, before) => Ok(Window::Last {
                count: size("last", last)?,
                before,
            }),
        }
    }

    /// Names the list, so that a cursor of another one is refused.
    fn list(&self, conversation: &Id<model::Conversation>) -> String {
        let Self {
            kinds,
            visibility,
            thread,
            order,
            ..
        } = self;
        format!("messages {conversation:?} {thread:?} {order:?} {kinds:?} {visibility:?}")
    }
}

pub(crate) async fn messages(
    ctx: &Context<'_>,
    conversation: &Id<model::Conversation>,
    args: MessagesArgs,
) -> Result<MessageConnection> {
    let request = ctx.request();
    let source = ctx.source(conversation.source())?;
    let list = args.list(conversation);
    let ask = MessagesAsk {
        window: args.window(ctx)?,
        order: args.order.into(),
        kinds: args
            .kinds
            .as_ref()
            .map(|kinds| kinds.iter().copied().map(Into::into).collect()),
        visibility: args.visibility.map(Into::into),
        thread: args.thread.clone(),
        list: &list,
        caller: CALLER,
    };
    let timeline = request
        .feed
        .messages(&request.read, &source, conversation, &ask)
        .await;
    let timeline = timeline.map_err(|error| list_failed(&error))?;
    for read in &timeline.pages {
        ctx.loaders()
            .prime(&read.source.key, read.related(), read.page.freshness);
    }
    Ok(connection(ctx, &timeline))
}

fn connection(ctx: &Context<'_>, timeline: &feed::Timeline) -> MessageConnection {
    let message = |served: &Served<model::Message>| Message(served.clone());
    let wants_edges = ctx.look_ahead().field("edges").exists();
    let shown = timeline.messages.iter().enumerate().filter(|_| wants_edges);
    let edges = shown.filter_map(|(n, served)| {
        let cursor = timeline.cursor(n)?;
        Some(MessageEdge {
            cursor,
            node: message(served),
        })
    });
    MessageConnection {
        edges: edges.collect(),
        nodes: timeline.messages.iter().map(message).collect(),
        page_info: PageInfo {
            has_next_page: timeline.has_next,
            has_previous_page: timeline.has_previous,
            start_cursor: timeline.start_cursor(),
            end_cursor: timeline.end_cursor(),
        },
        total_count: timeline.total,
    }
}

/// Reads the side threads of a conversation.
pub(crate) async fn side_threads(
    ctx: &Context<'_>,
    conversation: &Id<model::Conversation>,
) -> Result<Vec<Thread>> {
    let request = ctx.request();
    let source = ctx.source(conversation.source())?;
    let threads = request
        .feed
        .side_threads(&request.read, &source, conversation)
        .await;
    let threads = threads.map_err(|error| list_failed(&error))?;
    Ok(threads.into_iter().map(Thread).collect())
}

/// All threads of a conversation, primary first.
pub(crate) async fn threads(
    ctx: &Context<'_>,
    conversation: &Served<model::Conversation>,
    first: Option<i32>,
    after: Option<String>,
    visibility: Option<Visibility>,
) -> Result<ThreadConnection> {
    let mut threads = vec![Thread::primary(ctx, conversation)?];
    threads.extend(side_threads(ctx, &conversation.object.id).await?);
    if let Some(visibility) = visibility {
        let wanted: model::Visibility = visibility.into();
        threads.retain(|thread| thread.0.object.visibility == wanted);
    }
    plain::threads(ctx, threads, first, after)
}
