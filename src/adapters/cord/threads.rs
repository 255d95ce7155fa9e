//! Reads of threads, and of the messages that tell what threads do not.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::adapters::paging::{FromSource as _, each, page, walk};
use crate::model::{
    Conversation, ConversationParts, ConversationQuery, Id, Message, MessageOrder, Page,
    PageRequest,
};
use crate::provider::{ErrorKind, Result, absent_is_none};
use crate::transport::{CallContext, WithRaw};

use super::endpoints::{GetThread, ListMessages, ListThreadMessages, ListThreads};
use super::filter::ThreadFilter;
use super::map::{AgentIds, Scope};
use super::plan::{self, Route};
use super::{Cord, map, unknown_id, wire};

/// Messages of one author that are read to find the threads they are in.
const MOST_MESSAGES: usize = 5000;
/// Threads that are read one by one; of those who wrote in more, the whole list is looked through.
const MOST_THREADS: usize = 100;

impl Cord {
    pub(super) async fn thread_messages(
        &self,
        context: &CallContext,
        agents: &AgentIds,
        thread: &Id<Conversation>,
        order: MessageOrder,
    ) -> Result<Vec<Message>> {
        let is_newest_first = order == MessageOrder::NewestFirst;
        let endpoint = ListThreadMessages {
            thread: thread.native(),
            is_newest_first,
        };
        let messages = self
            .client
            .send(context, &endpoint)
            .await
            .from_source(&self.key)?;
        let scope = Scope {
            key: &self.key,
            agents,
        };
        Ok(messages
            .into_iter()
            .map(|message| map::message(scope, thread, message))
            .collect())
    }

    /// Adds what only messages tell, if it is wanted.
    pub(super) async fn completed(
        &self,
        context: &CallContext,
        agents: &AgentIds,
        thread: WithRaw<wire::Thread>,
        parts: ConversationParts,
    ) -> Result<Conversation> {
        let conversation = map::conversation(
            Scope {
                key: &self.key,
                agents,
            },
            thread,
        );
        let missing = parts - conversation.known;
        if !missing.intersects(map::OF_MESSAGES) {
            return Ok(conversation);
        }
        let order = MessageOrder::NewestFirst;
        let messages = self
            .thread_messages(context, agents, &conversation.id, order)
            .await?;
        Ok(map::with_messages(conversation, messages))
    }

    pub(super) async fn thread(
        &self,
        context: &CallContext,
        agents: &AgentIds,
        id: &Id<Conversation>,
        parts: ConversationParts,
    ) -> Result<Conversation> {
        let endpoint = GetThread {
            thread: id.native(),
        };
        let thread = self.client.send(context, &endpoint).await;
        let thread = thread.from_source(&self.key).map_err(unknown_id)?;
        self.completed(context, agents, thread, parts).await
    }

    pub(super) async fn asked_threads(
        &self,
        context: &CallContext,
        query: &ConversationQuery,
        request: &PageRequest,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        let (route, plan) = plan::conversations(query);
        self.require(&plan, query)?;
        let ids = match route {
            Route::List(filter) => return self.listed(context, filter, request, parts).await,
            Route::Ids(ids) => ids,
            Route::Authors(authors) => match self.written_in(context, &authors, request).await? {
                Some(ids) => ids,
                None => {
                    let everything = ThreadFilter::default();
                    return self.listed(context, everything, request, parts).await;
                }
            },
        };
        let agents = self.agent_ids(context).await?;
        // The times are what most orders go by.
        let parts = parts | ConversationParts::TIMES;
        let found = each(&ids, |id| self.thread(context, &agents, id, parts)).await;
        let mut rows = Vec::new();
        for row in found {
            rows.extend(absent_is_none(row)?);
        }
        rows.sort_by_cached_key(|row| Reverse(query.order.key(row)));
        Ok(Page::whole(rows))
    }

    async fn listed(
        &self,
        context: &CallContext,
        filter: ThreadFilter,
        request: &PageRequest,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        let has_group = filter.group.is_some();
        let endpoint = ListThreads { filter };
        let threads = page(&self.client, context, &endpoint, request, |thread| thread);
        let (agents, threads) = tokio::join!(self.agent_ids(context), threads);
        let agents = agents?;
        let threads = match threads.from_source(&self.key) {
            // What cannot be found here is the group, and then it has no threads.
            Err(error) if has_group && error.kind == ErrorKind::NotFound => {
                return Ok(Page::whole(Vec::new()));
            }
            threads => threads?,
        };
        let rows = each(threads.items, |thread| {
            self.completed(context, &agents, thread, parts)
        })
        .await;
        let items = rows.into_iter().collect::<Result<_>>()?;
        Ok(Page {
            items,
            next: threads.next,
            total: threads.total,
            related: threads.related,
        })
    }

    /// The threads that some users wrote in; `None` if they are too many to be read one by one. Further pages are those
    /// of a list, so there they were too many before.
    async fn written_in(
        &self,
        context: &CallContext,
        authors: &[String],
        request: &PageRequest,
    ) -> Result<Option<Vec<Id<Conversation>>>> {
        if request.position.is_some() {
            return Ok(None);
        }
        let mut seen = HashSet::new();
        let mut ids = Vec::new();
        for threads in each(authors, |author| self.threads_of(context, author)).await {
            let (threads, is_complete) = threads?;
            let new = threads.into_iter().filter(|id| seen.insert(id.clone()));
            ids.extend(new.map(|id| Id::new(&self.key, id)));
            if !is_complete || ids.len() > MOST_THREADS {
                return Ok(None);
            }
        }
        Ok(Some(ids))
    }

    /// Where one user wrote. Who is unknown wrote nowhere.
    async fn threads_of(&self, context: &CallContext, author: &str) -> Result<(Vec<String>, bool)> {
        let endpoint = ListMessages { author };
        let messages = walk(&self.client, context, &endpoint, MOST_MESSAGES).await;
        let messages = absent_is_none(messages.from_source(&self.key))?;
        let (messages, is_complete) = messages.unwrap_or((Vec::new(), true));
        let threads = messages.into_iter().map(|message| message.thread_id);
        Ok((threads.collect(), is_complete))
    }
}
