//! Reading the threads of conversations as messages, and their files.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::adapters::paging::{FromSource as _, each, page, walk_until};
use crate::model::{
    Attachment, AttachmentState, Conversation, ConversationParts, Id, Message, MessageOrder,
    MessageParts, Page, PageRequest, Position, Related,
};
use crate::provider::{Batch, Error, ErrorKind, Provider as _, Result, absent_is_none};
use crate::transport::{CallContext, Download, Endpoint as _, WithRaw};

use super::endpoints::{GetAttachmentData, ListThreads, SHORT_PAGE};
use super::map::{self, Found};
use super::transcript::Place;
use super::{HelpScout, is_number, wire};

/// Threads of one conversation that are searched for one of them.
const MOST: usize = 500;

/// The latest message of a conversation.
type Latest = (Id<Conversation>, Result<Option<Message>>);

/// One page as the provider shows it: newest first.
struct Sheet {
    messages: Vec<Message>,
    related: Related,
    is_last: bool,
    total: u64,
}

/// Threads of a conversation, which may be the one that another was merged into.
struct Searched {
    conversation: Id<Conversation>,
    threads: Vec<WithRaw<wire::Thread>>,
    is_complete: bool,
}

impl HelpScout {
    /// Reads the first page of messages. From the oldest one on, that is the last page of the provider, whose number
    /// only the first one tells.
    pub(super) async fn first_messages(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        order: MessageOrder,
    ) -> Result<Page<Message>> {
        let newest = self.sheet(context, conversation, 1).await?;
        let place = Place {
            order,
            edge: match order {
                MessageOrder::OldestFirst => 0,
                MessageOrder::NewestFirst => newest.total,
            },
            total: newest.total,
            // A page that others follow is full.
            size: newest.messages.len().max(1) as u64,
        };
        if newest.is_last || order == MessageOrder::NewestFirst {
            return Ok(paged(newest, place, 1));
        }
        let mut first = self.messages_from(context, conversation, place).await?;
        let next = first.next.take();
        let next = next.and_then(|next| Place::parse(next.as_str(), order));
        match next {
            // What is left is the page that is already here.
            Some(next) if next.total == newest.total && next.page() == Some(1) => {
                let rest = paged(newest, next, 1);
                first.items.extend(rest.items);
                first.related.append(rest.related);
            }
            next => first.next = next.map(Place::into_position),
        }
        Ok(first)
    }

    /// Goes on reading messages from a place.
    pub(super) async fn messages_from(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        place: Place,
    ) -> Result<Page<Message>> {
        let Some(number) = place.page() else {
            return Ok(Page::whole(Vec::new()));
        };
        let sheet = self.sheet(context, conversation, number).await?;
        let now = place.among(sheet.total);
        match now.page() {
            Some(shifted) if shifted != number => {
                let sheet = self.sheet(context, conversation, shifted).await?;
                let now = place.among(sheet.total);
                Ok(paged(sheet, now, shifted))
            }
            _ => Ok(paged(sheet, now, number)),
        }
    }

    /// Reads a position, which must be one of this order.
    pub(super) fn place(&self, position: &Position, order: MessageOrder) -> Result<Place> {
        let place = Place::parse(position.as_str(), order);
        let operation = ListThreads::OPERATION.id;
        place.ok_or_else(|| Error::new(ErrorKind::Malformed, &self.key, operation))
    }

    async fn sheet(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        number: u64,
    ) -> Result<Sheet> {
        let request = &PageRequest {
            size: SHORT_PAGE,
            position: Some(Position::new(number.to_string())),
        };
        self.follow(context, conversation, |conversation| async move {
            let native = self.number(&conversation, ListThreads::OPERATION.id)?;
            let endpoint = ListThreads {
                conversation: native,
            };
            let map = |thread| map::message(&self.key, &conversation, thread, Found::Whole);
            let threads = page(&self.client, context, &endpoint, request, map).await;
            let threads = threads.from_source(&self.key)?;
            let (mut messages, mut related) = (Vec::new(), threads.related);
            for (message, along) in threads.items {
                related.append(along);
                messages.push(message);
            }
            Ok(Sheet {
                messages,
                related,
                is_last: threads.next.is_none(),
                total: threads.total.unwrap_or_default(),
            })
        })
        .await
    }

    /// Reads messages, which are found only in the lists of their conversations.
    pub(super) async fn find_messages(
        &self,
        context: &CallContext,
        ids: &[Id<Message>],
    ) -> Batch<Message> {
        let mut batch = Batch::of_found(ids, Vec::new(), |message: &Message| &message.id);
        let mut by_conversation: HashMap<Id<Conversation>, Vec<Id<Message>>> = HashMap::new();
        for id in ids.iter().filter(|id| is_number(id.native())) {
            if let Some(conversation) = id.parent() {
                by_conversation
                    .entry(conversation)
                    .or_default()
                    .push(id.clone());
            }
        }
        let answers = each(by_conversation, |(conversation, ids)| {
            self.messages_in(context, conversation, ids)
        })
        .await;
        for answer in answers {
            batch.merge(answer);
        }
        batch
    }

    async fn messages_in(
        &self,
        context: &CallContext,
        conversation: Id<Conversation>,
        ids: Vec<Id<Message>>,
    ) -> Batch<Message> {
        let searched = self.search_threads(context, &conversation, &ids).await;
        let searched = match absent_is_none(searched) {
            Ok(Some(searched)) => searched,
            Ok(None) => return Batch::of_found(&ids, Vec::new(), |message| &message.id),
            Err(error) => return Batch::failed(&ids, &error),
        };
        let mut batch = Batch::of_lookups([]);
        let mut found = HashMap::new();
        for thread in searched.threads {
            let native = thread.value.id.to_string();
            if ids.iter().any(|id| id.native() == native) {
                let (message, along) =
                    map::message(&self.key, &searched.conversation, thread, Found::Whole);
                batch.related.append(along);
                found.insert(native, message);
            }
        }
        for id in ids {
            let outcome = match found.get(id.native()) {
                // Too far back to tell whether it exists.
                None if !searched.is_complete => Err(self.out_of_reach()),
                message => Ok(message.cloned()),
            };
            // Under the id that was asked for, also when another conversation took over.
            batch.outcomes.insert(id, outcome);
        }
        batch
    }

    /// Reads threads, newest first, until all of these are among them.
    async fn search_threads(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        ids: &[Id<Message>],
    ) -> Result<Searched> {
        self.follow(context, conversation, |conversation| async move {
            let endpoint = ListThreads {
                conversation: self.number(&conversation, ListThreads::OPERATION.id)?,
            };
            let is_enough = |threads: &[WithRaw<wire::Thread>]| {
                let is_here = |id: &Id<Message>| {
                    let mut threads = threads.iter();
                    threads.any(|thread| thread.value.id.to_string() == id.native())
                };
                threads.len() >= MOST || ids.iter().all(is_here)
            };
            let threads = walk_until(&self.client, context, &endpoint, SHORT_PAGE, is_enough).await;
            let (threads, is_complete) = threads.from_source(&self.key)?;
            Ok(Searched {
                conversation,
                threads,
                is_complete,
            })
        })
        .await
    }

    fn out_of_reach(&self) -> Error {
        Error::new(ErrorKind::Unsupported, &self.key, ListThreads::OPERATION.id)
    }

    /// Reads the latest message of each conversation. Lists cut chats short, so these are read again.
    pub(super) async fn latest(
        &self,
        context: &CallContext,
        conversations: &[Id<Conversation>],
    ) -> Vec<Latest> {
        let batch = self
            .find_conversations(context, conversations, ConversationParts::LAST_MESSAGE)
            .await;
        let latest = |conversation: Conversation| conversation.last_message.as_deref().cloned();
        let mut latest: Vec<_> = batch
            .outcomes
            .into_iter()
            .map(|(id, outcome)| (id, outcome.map(|found| found.and_then(latest))))
            .collect();
        self.complete(context, &mut latest).await;
        latest
    }

    /// Reads again the messages that were cut short.
    async fn complete(&self, context: &CallContext, latest: &mut [Latest]) {
        let is_cut = |message: &&Message| !message.known.contains(MessageParts::BODY);
        let found = latest
            .iter()
            .filter_map(|(_, outcome)| outcome.as_ref().ok()?.as_ref());
        let cut: Vec<_> = found
            .filter(is_cut)
            .map(|message| message.id.clone())
            .collect();
        let mut whole = self.find_messages(context, &cut).await.outcomes;
        for (_, outcome) in latest {
            if let Ok(Some(message)) = outcome
                && let Some(read) = whole.remove(&message.id)
            {
                *outcome = read;
            }
        }
    }

    /// Downloads a file, unless there is something malicious in it.
    pub(super) async fn file(
        &self,
        context: &CallContext,
        attachment: &Id<Attachment>,
    ) -> Result<Option<Download>> {
        let Some(id) = attachment.parent::<Message>() else {
            return Ok(None);
        };
        let parts = MessageParts::DETAIL;
        let mut found = self
            .messages_by_id(context, std::slice::from_ref(&id), parts)
            .await;
        let Some(message) = found.outcomes.remove(&id).transpose()?.flatten() else {
            return Ok(None);
        };
        let files = message.attachments.iter().flatten();
        let mut files = files.filter(|file| file.id.native() == attachment.native());
        let file = files.next();
        let Some(file) = file.filter(|file| file.state != AttachmentState::Infected) else {
            return Ok(None);
        };
        let content = self.content(context, &message, file).await?;
        Ok(content.map(|content| Download {
            mime_type: Some(file.mime_type.clone()),
            ..Download::whole(content)
        }))
    }

    async fn content(
        &self,
        context: &CallContext,
        message: &Message,
        file: &Attachment,
    ) -> Result<Option<Vec<u8>>> {
        let conversation = message.conversation();
        let endpoint = GetAttachmentData {
            conversation: conversation.native(),
            attachment: file.id.native(),
        };
        let answer = self.client.send(context, &endpoint).await;
        let Some(answer) = absent_is_none(answer.from_source(&self.key))? else {
            return Ok(None);
        };
        let operation = GetAttachmentData::OPERATION.id;
        let content = STANDARD.decode(answer.data);
        let content =
            content.map_err(|_| Error::new(ErrorKind::Malformed, &self.key, operation))?;
        Ok(Some(content))
    }
}

fn paged(sheet: Sheet, place: Place, number: u64) -> Page<Message> {
    let (items, next) = place.take(number, sheet.messages);
    Page {
        items,
        next: next.page().map(|_| next.into_position()),
        total: Some(sheet.total),
        related: sheet.related,
    }
}
