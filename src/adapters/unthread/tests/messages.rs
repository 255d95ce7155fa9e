//! Messages, internal threads and files.

use futures_util::TryStreamExt as _;

use super::{Desk, HOSTILE, shown};
use crate::model::{
    Actor, Attachment, BodyFormat, Conversation, ConversationParts, Id, Message, MessageKind,
    MessageOrder, MessageParts, PageRequest, ProviderKind, Thread, ThreadKind, Visibility,
};
use crate::provider::{ErrorKind, Provider as _};
use crate::sandbox::world::{Author, Case, EntryKind, World};

impl Desk {
    /// Every message of a conversation, read in pages of this size.
    async fn messages(
        &self,
        of: &Id<Conversation>,
        order: MessageOrder,
        size: usize,
    ) -> Vec<Message> {
        let mut request = PageRequest::first(size);
        let mut messages = Vec::new();
        loop {
            let page = self.unthread.messages(&self.context, of, order, request);
            let page = page.await.unwrap();
            messages.extend(page.items);
            let position = page.next;
            if position.is_none() {
                return messages;
            }
            request = PageRequest { size, position };
        }
    }

    async fn numbered(&self) -> Vec<(Id<Conversation>, String)> {
        let rows = self.conversations(100, ConversationParts::SUMMARY).await;
        let rows = rows.into_iter();
        rows.map(|row| (row.id, row.number.unwrap())).collect()
    }
}

fn case<'a>(world: &'a World, number: &str) -> &'a Case {
    let mut cases = world.cases_at(ProviderKind::Unthread);
    cases
        .find(|case| (1000 + case.number).to_string() == number)
        .unwrap()
}

#[tokio::test]
async fn messages_read_both_ways_are_the_same_messages() {
    let desk = Desk::open().await;
    for (id, _) in desk.numbered().await {
        let oldest = desk.messages(&id, MessageOrder::OldestFirst, 3).await;
        let mut newest = desk.messages(&id, MessageOrder::NewestFirst, 2).await;
        newest.reverse();
        assert_eq!(oldest, newest);
        assert!(
            oldest
                .windows(2)
                .all(|pair| pair[0].created_at < pair[1].created_at)
        );
    }
}

#[tokio::test]
async fn each_message_is_as_the_story_says() {
    let desk = Desk::open().await;
    let world = World::new();
    let mut kinds = Vec::new();
    for (id, number) in desk.numbered().await {
        let entries = case(&world, &number).entries.iter();
        let said =
            entries.filter(|entry| matches!(entry.kind, EntryKind::Message | EntryKind::Note));
        let messages = desk.messages(&id, MessageOrder::OldestFirst, 100).await;
        assert_eq!(messages.len(), said.clone().count());
        for (message, entry) in messages.iter().zip(said) {
            let (kind, is_right_author) = match (entry.by, &message.author) {
                (_, author) if entry.kind == EntryKind::Note => {
                    (MessageKind::Note, matches!(author, Some(Actor::Agent(_))))
                }
                (Author::Person(_), author) => (
                    MessageKind::CustomerMessage,
                    matches!(author, Some(Actor::Contact(_))),
                ),
                (Author::Agent(_), author) => (
                    MessageKind::AgentReply,
                    matches!(author, Some(Actor::Agent(_))),
                ),
                (Author::Bot | Author::System, author) => {
                    (MessageKind::BotReply, matches!(author, Some(Actor::Bot(_))))
                }
            };
            assert_eq!((message.kind, is_right_author), (kind, true), "{message:?}");
            assert_eq!(message.visibility, kind.visibility());
            assert_eq!(message.created_at, shown(entry.at));
            assert_eq!(
                message.attachments.as_ref().unwrap().len(),
                usize::from(entry.file.is_some())
            );
            let body = message.body.as_ref().unwrap();
            assert!(!body.native.is_empty());
            assert_ne!(body.format, BodyFormat::Unknown);
            kinds.push(kind);
        }
    }
    for kind in [
        MessageKind::Note,
        MessageKind::CustomerMessage,
        MessageKind::AgentReply,
    ] {
        assert!(kinds.contains(&kind), "{kind:?} never happens");
    }
}

#[tokio::test]
async fn one_call_reads_a_page_with_all_who_wrote_it() {
    let desk = Desk::open().await;
    let ids = desk.numbered().await;
    desk.requests();
    for (id, _) in ids {
        let order = MessageOrder::OldestFirst;
        let page = desk
            .unthread
            .messages(&desk.context, &id, order, PageRequest::first(50));
        let page = page.await.unwrap();
        assert_eq!(desk.requests().len(), 1);
        for message in page.items {
            let is_named = match message.author.unwrap() {
                Actor::Agent(id) => page.related.agents.iter().any(|one| one.id == id),
                Actor::Contact(id) => page.related.contacts.iter().any(|one| one.id == id),
                _ => true,
            };
            assert!(is_named);
        }
    }
}

#[tokio::test]
async fn triage_messages_are_a_side_thread() {
    let desk = Desk::open().await;
    let mut with_side_thread = 0;
    for (id, _) in desk.numbered().await {
        let messages = desk.messages(&id, MessageOrder::OldestFirst, 100).await;
        let primary = Thread::primary_id(&id);
        let (main, side): (Vec<_>, Vec<_>) = messages.iter().partition(|one| one.thread == primary);
        assert!(
            side.iter()
                .all(|one| one.visibility == Visibility::Internal)
        );
        let threads = desk
            .unthread
            .side_threads(&desk.context, &id)
            .await
            .unwrap();
        assert!(!main.is_empty());
        if side.is_empty() {
            assert_eq!(threads, []);
            continue;
        }
        with_side_thread += 1;
        let [thread] = &threads[..] else {
            panic!("{threads:?}");
        };
        assert_eq!(
            (&thread.id, thread.kind),
            (&side[0].thread, ThreadKind::Side)
        );
        assert_eq!(thread.visibility, Visibility::Internal);
        assert_eq!(thread.message_count, u32::try_from(side.len()).ok());
        assert_eq!(thread.created_at, Some(side[0].created_at));
        assert_eq!(
            thread.last_activity_at,
            side.last().map(|one| one.created_at)
        );
    }
    assert!(with_side_thread > 0);
}

#[tokio::test]
async fn messages_are_found_in_their_conversations() {
    let desk = Desk::open().await;
    let conversations = desk.numbered().await;
    let mut wanted = Vec::new();
    for (id, _) in &conversations[..3] {
        wanted.extend(desk.messages(id, MessageOrder::OldestFirst, 100).await);
    }
    let first = &conversations[0].0;
    let mut ids: Vec<Id<Message>> = wanted.iter().map(|message| message.id.clone()).collect();
    let mut missing: Vec<Id<Message>> = HOSTILE
        .iter()
        .map(|native| Id::within(first, *native))
        .collect();
    missing.extend(
        HOSTILE
            .iter()
            .map(|native| Id::within(&Id::<Conversation>::new(desk.unthread.key(), *native), "m")),
    );
    missing.push(Id::new(desk.unthread.key(), "homeless"));
    ids.extend(missing.iter().cloned());
    desk.requests();
    let batch = desk
        .unthread
        .messages_by_id(&desk.context, &ids, MessageParts::all())
        .await;
    // Three conversations, and one that could exist.
    assert_eq!(desk.requests().len(), 4);
    assert_eq!(batch.outcomes.len(), ids.len());
    for message in &wanted {
        assert_eq!(
            batch.outcomes[&message.id].as_ref().unwrap().as_ref(),
            Some(message)
        );
    }
    for id in &missing {
        assert!(matches!(batch.outcomes[id], Ok(None)), "{id:?}");
    }
}

#[tokio::test]
async fn the_latest_message_costs_one_call_each() {
    let desk = Desk::open().await;
    let mut ids: Vec<_> = desk
        .numbered()
        .await
        .into_iter()
        .map(|(id, _)| id)
        .take(5)
        .collect();
    let mut last = Vec::new();
    for id in &ids {
        last.extend(
            desk.messages(id, MessageOrder::NewestFirst, 1)
                .await
                .into_iter()
                .next(),
        );
    }
    ids.push(Id::new(desk.unthread.key(), "no-such"));
    desk.requests();
    let found = desk.unthread.latest_messages(&desk.context, &ids).await;
    assert_eq!(desk.requests().len(), ids.len());
    for (id, message) in found {
        let expected = last.iter().find(|one| one.conversation() == id);
        assert_eq!(message.unwrap().as_ref(), expected);
    }
}

#[tokio::test]
async fn a_conversation_that_nobody_has_gives_no_messages() {
    let desk = Desk::open().await;
    let id = Id::new(desk.unthread.key(), "no-such");
    let order = MessageOrder::OldestFirst;
    let page = desk
        .unthread
        .messages(&desk.context, &id, order, PageRequest::first(10))
        .await;
    assert_eq!(page.unwrap_err().kind, ErrorKind::NotFound);
}

#[tokio::test]
async fn every_file_is_downloaded_as_it_was_sent() {
    let desk = Desk::open().await;
    let mut files = Vec::new();
    for (id, _) in desk.numbered().await {
        let messages = desk.messages(&id, MessageOrder::OldestFirst, 100).await;
        files.extend(
            messages
                .into_iter()
                .filter_map(|message| message.attachments)
                .flatten(),
        );
    }
    assert!(!files.is_empty());
    for file in &files {
        let download = desk.unthread.download(&desk.context, &file.id).await;
        let download = download.unwrap().unwrap();
        assert_eq!(download.mime_type.as_deref(), Some(file.mime_type.as_str()));
        let content = download
            .content
            .try_collect::<Vec<_>>()
            .await
            .unwrap()
            .concat();
        assert_eq!(
            content,
            format!("This is the content of {}.\n", file.filename).into_bytes()
        );
        assert_eq!(file.size_bytes, Some(content.len() as u64));
    }
    let message = files[0].id.parent::<Message>().unwrap();
    for native in HOSTILE {
        let gone = Id::<Attachment>::within(&message, *native);
        let download = desk.unthread.download(&desk.context, &gone).await.unwrap();
        assert!(download.is_none(), "{native}");
    }
}
