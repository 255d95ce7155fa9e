//! Messages and files.

use std::collections::{HashMap, HashSet};

use futures_util::TryStreamExt as _;

use super::Desk;
use crate::model::{
    Attachment, AttachmentState, ChannelKind, Conversation, ConversationParts, Id, Message,
    MessageKind, MessageOrder, MessageParts, MessageState, PageRequest, Position, Visibility,
};
use crate::provider::{ErrorKind, Provider as _};

#[tokio::test]
async fn messages_read_both_ways_are_the_same_messages() {
    let desk = Desk::open().await;
    let mut longest = 0;
    for row in desk.all(ConversationParts::all()).await {
        let oldest = desk.messages(&row.id, MessageOrder::OldestFirst).await;
        let mut newest = desk.messages(&row.id, MessageOrder::NewestFirst).await;
        newest.reverse();
        assert_eq!(oldest, newest);
        assert!(oldest.is_sorted_by_key(|message| message.created_at));
        assert_eq!(
            oldest.first().map(|one| one.created_at),
            row.created_at,
            "{:?}",
            row.subject
        );
        let said = |one: &&Message| one.kind != MessageKind::Activity && one.state.may_be_public();
        let said: Vec<_> = oldest.iter().filter(said).collect();
        assert_eq!(row.message_count.map(|n| n as usize), Some(said.len()));
        let last = row.last_message.unwrap();
        assert_eq!(last.id, said.last().unwrap().id);
        assert_eq!(row.first_message.unwrap().id, said[0].id);
        longest = longest.max(oldest.len());
    }
    assert!(longest > 1);
}

#[tokio::test]
async fn a_page_of_messages_costs_one_call() {
    let desk = Desk::open().await;
    let row = desk.of_case(1).await;
    for order in [MessageOrder::OldestFirst, MessageOrder::NewestFirst] {
        desk.quiet().await;
        let messages = desk.messages(&row.id, order).await;
        assert!(messages.len() <= 25);
        assert_eq!(desk.calls(), 1);
    }
}

#[tokio::test]
async fn a_position_of_the_other_order_is_refused() {
    let desk = Desk::open().await;
    let row = desk.of_case(1).await;
    for position in ["newest 5 9 25", "2", ""] {
        let request = PageRequest {
            size: 25,
            position: Some(Position::new(position)),
        };
        let order = MessageOrder::OldestFirst;
        let refused = desk
            .adapter
            .messages(&desk.context, &row.id, order, request);
        assert_eq!(refused.await.unwrap_err().kind, ErrorKind::Malformed);
    }
}

#[tokio::test]
async fn what_the_contact_cannot_see_is_internal() {
    let desk = Desk::open().await;
    let mut states = HashMap::new();
    let mut kinds = HashSet::new();
    for row in desk.all(ConversationParts::SUMMARY).await {
        for message in desk.messages(&row.id, MessageOrder::OldestFirst).await {
            let is_sent = matches!(message.state, MessageState::Sent | MessageState::Read);
            if !is_sent {
                assert_eq!(message.visibility, Visibility::Internal);
            }
            if message.visibility == Visibility::Public {
                assert!(message.body.is_some());
            }
            assert_eq!(
                message.scheduled_for.is_some(),
                message.state == MessageState::Scheduled
            );
            assert_eq!(
                message.activity.is_some(),
                message.kind == MessageKind::Activity
            );
            *states.entry(message.state).or_insert(0) += 1;
            kinds.insert(message.kind);
        }
    }
    for state in [
        MessageState::Draft,
        MessageState::Scheduled,
        MessageState::Hidden,
        MessageState::UnderReview,
    ] {
        assert_eq!(states[&state], 1, "{state:?}");
    }
    let told = [
        MessageKind::CustomerMessage,
        MessageKind::AgentReply,
        MessageKind::Note,
        MessageKind::Activity,
        MessageKind::Call,
        MessageKind::Forward,
    ];
    assert_eq!(kinds, told.into_iter().collect());
}

#[tokio::test]
async fn the_latest_messages_are_whole() {
    let desk = Desk::open().await;
    let rows = desk.all(ConversationParts::all()).await;
    let is_chat = |row: &&Conversation| row.channel.kind == ChannelKind::Chat;
    let chats = rows.iter().filter(is_chat).count();
    assert!(chats > 0);
    let ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    desk.quiet().await;
    let latest = desk.adapter.latest_messages(&desk.context, &ids).await;
    assert_eq!(desk.calls(), ids.len().div_ceil(25) + chats);
    assert_eq!(latest.len(), ids.len());
    for (id, outcome) in latest {
        let message = outcome.unwrap().unwrap();
        assert_eq!(message.conversation(), id);
        assert_eq!(message.known, MessageParts::all());
        let newest = desk.messages(&id, MessageOrder::NewestFirst).await;
        assert!(newest.contains(&message));
    }
}

#[tokio::test]
async fn messages_are_found_in_their_conversations() {
    let desk = Desk::open().await;
    let row = desk.of_case(3).await;
    let messages = desk.messages(&row.id, MessageOrder::OldestFirst).await;
    let mut ids: Vec<_> = messages.iter().map(|one| one.id.clone()).collect();
    desk.quiet().await;
    let strangers = ["../x", "a/b", "%", "", "4711"];
    ids.extend(strangers.map(|native| Id::within(&row.id, native)));
    ids.push(Id::within(&desk.id::<Conversation>("../x"), "1"));
    ids.push(desk.id("7712003001"));
    let parts = MessageParts::all();
    let batch = desk
        .adapter
        .messages_by_id(&desk.context, &ids, parts)
        .await;
    // The whole conversation has to be read to know that some are not there.
    assert!(messages.len() > 50);
    assert_eq!(desk.calls(), messages.len().div_ceil(25));
    assert_eq!(batch.outcomes.len(), ids.len());
    for (id, outcome) in batch.outcomes {
        let told = messages.iter().find(|message| message.id == id);
        assert_eq!(outcome.unwrap().as_ref(), told);
    }
}

#[tokio::test]
async fn a_long_conversation_is_read_page_by_page() {
    let desk = Desk::open().await;
    let row = desk.of_case(3).await;
    let newest = desk.messages(&row.id, MessageOrder::NewestFirst).await;
    let pages = newest.len().div_ceil(25);
    assert!(pages > 2);
    for (order, calls) in [
        (MessageOrder::NewestFirst, pages),
        // The page of the newest tells where the oldest are.
        (MessageOrder::OldestFirst, pages + 1),
    ] {
        desk.quiet().await;
        assert_eq!(desk.messages(&row.id, order).await.len(), newest.len());
        assert_eq!(desk.calls(), calls, "{order:?}");
    }
    desk.quiet().await;
    let latest = [newest[0].id.clone()];
    let parts = MessageParts::all();
    let batch = desk
        .adapter
        .messages_by_id(&desk.context, &latest, parts)
        .await;
    assert_eq!(desk.calls(), 1);
    let found = batch.outcomes[&latest[0]].as_ref().unwrap();
    assert_eq!(found.as_ref(), Some(&newest[0]));
}

#[tokio::test]
async fn files_are_downloaded_unless_they_are_infected() {
    let desk = Desk::open().await;
    let mut downloaded = 0;
    let mut infected = 0;
    for row in desk.all(ConversationParts::SUMMARY).await {
        for message in desk.messages(&row.id, MessageOrder::OldestFirst).await {
            for file in message.attachments.unwrap() {
                let download = desk.adapter.download(&desk.context, &file.id);
                let download = download.await.unwrap();
                if file.state == AttachmentState::Infected {
                    assert!(download.is_none());
                    infected += 1;
                    continue;
                }
                let download = download.unwrap();
                assert_eq!(download.mime_type.as_ref(), Some(&file.mime_type));
                assert_eq!(download.size, file.size_bytes);
                let chunks: Vec<_> = download.content.try_collect().await.unwrap();
                assert_eq!(chunks.concat().len() as u64, file.size_bytes.unwrap());
                downloaded += 1;
                let gone: Id<Attachment> = Id::within(&message.id, "4711");
                let gone = desk.adapter.download(&desk.context, &gone).await.unwrap();
                assert!(gone.is_none());
            }
        }
    }
    assert_eq!(infected, 1);
    assert!(downloaded > 0);
    let alone = desk.id("9001");
    let alone = desk.adapter.download(&desk.context, &alone).await;
    assert!(alone.unwrap().is_none());
}

#[tokio::test]
async fn messages_of_a_conversation_that_does_not_exist_are_not_found() {
    let desk = Desk::open().await;
    for native in ["4711", "../x", ""] {
        let id = desk.id(native);
        let order = MessageOrder::OldestFirst;
        let request = PageRequest::first(25);
        let error = desk.adapter.messages(&desk.context, &id, order, request);
        assert_eq!(error.await.unwrap_err().kind, ErrorKind::NotFound);
    }
}
