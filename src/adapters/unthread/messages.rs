//! Reads messages and the internal threads they form. A message cannot be read alone.

use std::collections::HashMap;

use crate::adapters::paging::{FromSource as _, each, page, walk};
use crate::model::{
    Conversation, Id, Message, MessageKind, MessageOrder, Page, PageRequest, Related, Thread,
    ThreadKind, Visibility,
};
use crate::provider::{Batch, Error, ErrorKind, Result, absent_is_none};
use crate::transport::{CallContext, Endpoint as _, WithRaw};

use super::endpoints::ListMessages;
use super::lookup::is_plausible;
use super::{Unthread, map, wire};

/// Most messages that are read to find some of them.
pub(super) const MOST_MESSAGES: usize = 1000;
/// How many of the latest messages are looked through for one that is no activity record.
const LATEST: usize = 10;

type Rows = Vec<WithRaw<wire::Message>>;

impl Unthread {
    pub(super) async fn list_messages(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        order: MessageOrder,
        request: &PageRequest,
    ) -> Result<Page<Message>> {
        let endpoint = listing(conversation, order);
        let rows = page(&self.client, context, &endpoint, request, |row| row)
            .await
            .from_source(&self.key)?;
        let (items, related) = self
            .read_messages(context, conversation, rows.items)
            .await?;
        Ok(Page {
            items,
            next: rows.next,
            total: rows.total,
            related,
        })
    }

    async fn read_messages(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        rows: Rows,
    ) -> Result<(Vec<Message>, Related)> {
        let undecided = rows.iter().filter_map(|row| map::undecided(&row.value));
        let members = self.members(context, undecided).await?;
        let scope = self.scope(&members);
        let mut related = Related::default();
        let messages = rows
            .into_iter()
            .map(|row| map::message(scope, conversation, row, &mut related))
            .collect();
        Ok((messages, related))
    }

    /// Reads all messages of a conversation, the oldest first. Returns whether that is all of them.
    async fn all_messages(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
    ) -> Result<(Vec<Message>, Related, bool)> {
        let endpoint = listing(conversation, MessageOrder::OldestFirst);
        let (rows, is_complete) = walk(&self.client, context, &endpoint, MOST_MESSAGES)
            .await
            .from_source(&self.key)?;
        let (messages, related) = self.read_messages(context, conversation, rows).await?;
        Ok((messages, related, is_complete))
    }

    /// Reads messages by reading the conversations they are in.
    pub(super) async fn find_messages(
        &self,
        context: &CallContext,
        ids: &[Id<Message>],
    ) -> Batch<Message> {
        let mut by_conversation: HashMap<Id<Conversation>, Vec<Id<Message>>> = HashMap::new();
        for id in ids {
            let parent = id.parent::<Conversation>();
            let parent = parent.filter(|parent| is_plausible(parent.native()));
            if let Some(parent) = parent {
                by_conversation.entry(parent).or_default().push(id.clone());
            }
        }
        let answers = each(by_conversation, |(conversation, wanted)| async move {
            self.find_in(context, &conversation, &wanted).await
        })
        .await;
        let mut batch = Batch {
            outcomes: ids.iter().map(|id| (id.clone(), Ok(None))).collect(),
            related: Related::default(),
        };
        for answer in answers {
            batch.merge(answer);
        }
        batch
    }

    async fn find_in(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        wanted: &[Id<Message>],
    ) -> Batch<Message> {
        let (messages, related, is_complete) = match self.all_messages(context, conversation).await
        {
            Ok(found) => found,
            Err(error) if error.kind == ErrorKind::NotFound => {
                return Batch::of_found(wanted, Vec::new(), |message: &Message| &message.id);
            }
            Err(error) => return Batch::failed(wanted, &error),
        };
        let mut batch =
            Batch::of_found(wanted, messages, |message| &message.id).with_related(related);
        if !is_complete {
            // It may well exist, but further on than anybody should read for it.
            let too_far = Error::unsupported(&self.key, ListMessages::OPERATION.id);
            let missing = batch
                .outcomes
                .values_mut()
                .filter(|one| matches!(one, Ok(None)));
            missing.for_each(|one| *one = Err(too_far.clone()));
        }
        batch
    }

    /// Reads the latest message of a conversation that is neither deleted nor an activity record.
    pub(super) async fn latest_message(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
    ) -> Result<Option<Message>> {
        if !is_plausible(conversation.native()) {
            return Ok(None);
        }
        let request = PageRequest::first(LATEST);
        let order = MessageOrder::NewestFirst;
        let latest = self
            .list_messages(context, conversation, order, &request)
            .await;
        let is_said = |message: &Message| {
            message.kind != MessageKind::Activity && message.deleted_at.is_none()
        };
        let latest = absent_is_none(latest)?;
        Ok(latest.and_then(|page| page.items.into_iter().find(is_said)))
    }

    /// Finds the internal threads, which only their messages tell of.
    pub(super) async fn triage_threads(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
    ) -> Result<Vec<Thread>> {
        let (messages, _, is_complete) = self.all_messages(context, conversation).await?;
        let primary = Thread::primary_id(conversation);
        let mut threads: Vec<Thread> = Vec::new();
        for message in messages.iter().filter(|message| message.thread != primary) {
            match threads
                .iter_mut()
                .find(|thread| thread.id == message.thread)
            {
                Some(thread) => {
                    thread.message_count = thread.message_count.map(|count| count + 1);
                    thread.last_activity_at = Some(message.created_at);
                }
                None => threads.push(side_thread(message, is_complete)),
            }
        }
        Ok(threads)
    }
}

fn listing(conversation: &Id<Conversation>, order: MessageOrder) -> ListMessages<'_> {
    ListMessages {
        conversation: conversation.native(),
        is_newest_first: order == MessageOrder::NewestFirst,
    }
}

fn side_thread(first: &Message, is_complete: bool) -> Thread {
    Thread {
        id: first.thread.clone(),
        kind: ThreadKind::Side,
        visibility: Visibility::Internal,
        is_synthetic: true,
        title: None,
        is_resolved: None,
        message_count: is_complete.then_some(1),
        created_at: Some(first.created_at),
        last_activity_at: Some(first.created_at),
        raw: None,
    }
}
