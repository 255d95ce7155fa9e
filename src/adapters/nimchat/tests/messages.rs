//! Messages and files.

use std::sync::Arc;

use futures_util::TryStreamExt as _;

use super::{Desk, to_second};
use crate::model::{
    Actor, Attachment, BodyFormat, Conversation, ConversationParts, Id, Message, MessageKind,
    MessageOrder, MessageParts, PageRequest, ProviderKind, Visibility,
};
use crate::provider::{ErrorKind, Provider};
use crate::sandbox::world::{Author, Case, EntryKind, World};

const ORDERS: [MessageOrder; 2] = [MessageOrder::OldestFirst, MessageOrder::NewestFirst];

/// The conversation of the case with the most entries.
fn longest(desk: &Desk, world: &World) -> (Id<Conversation>, usize) {
    let cases = world.cases_at(ProviderKind::Nimchat);
    let longest = cases.max_by_key(|case| case.entries.len()).unwrap();
    (desk.id(&longest.number.to_string()), longest.entries.len())
}

#[tokio::test]
async fn messages_read_both_ways_are_the_same_messages() {
    let desk = Desk::open().await;
    for row in desk.all(ConversationParts::SUMMARY).await.0 {
        let [oldest, newest] = ORDERS;
        let oldest = desk.messages(&row.id, oldest).await;
        let mut newest = desk.messages(&row.id, newest).await;
        newest.reverse();
        assert_eq!(oldest, newest);
        assert_eq!(oldest.first().map(|one| one.created_at), row.created_at);
        let said = oldest
            .iter()
            .rev()
            .find(|one| one.kind != MessageKind::Activity);
        assert_eq!(
            said.map(|one| &one.id),
            row.last_message.as_ref().map(|one| &one.id)
        );
    }
}

#[tokio::test]
async fn twenty_come_backwards_and_up_to_a_hundred_forwards() {
    let desk = Desk::open().await;
    let (id, entries) = longest(&desk, &World::new());
    assert!((21..100).contains(&entries));
    for (order, size) in ORDERS.into_iter().zip([entries, 20]) {
        let page = desk
            .nimchat
            .messages(&desk.context, &id, order, PageRequest::first(5))
            .await
            .unwrap();
        assert_eq!((page.items.len(), desk.asked().len()), (size, 1));
        let last = &page.items.last().unwrap().id;
        let onward = desk.nimchat.position_after(last, order);
        assert_eq!(page.next, onward.filter(|_| size < entries));
    }
}

#[tokio::test]
async fn reading_goes_on_after_any_message() {
    let desk = Desk::open().await;
    let (id, _) = longest(&desk, &World::new());
    for order in ORDERS {
        let all = desk.messages(&id, order).await;
        let position = desk.nimchat.position_after(&all[6].id, order);
        let request = PageRequest { size: 5, position };
        let page = desk
            .nimchat
            .messages(&desk.context, &id, order, request)
            .await
            .unwrap();
        assert_eq!(page.items[..5], all[7..12]);
    }
    let strange = Id::within(&id, "../x");
    assert_eq!(desk.nimchat.position_after(&strange, ORDERS[0]), None);
}

#[tokio::test]
async fn messages_tell_what_the_story_tells() {
    let desk = Desk::open().await;
    let world = World::new();
    for case in world.cases_at(ProviderKind::Nimchat) {
        let id = desk.id(&case.number.to_string());
        let messages = desk.messages(&id, MessageOrder::OldestFirst).await;
        let survey = messages.len() - case.entries.len();
        assert!(survey <= 1);
        told(case, &messages);
    }
}

fn told(case: &Case, messages: &[Message]) {
    for (entry, message) in case.entries.iter().zip(messages) {
        assert_eq!(message.created_at, to_second(entry.at));
        match entry.kind {
            EntryKind::Message => assert_eq!(message.visibility, Visibility::Public),
            EntryKind::Note => assert_eq!(
                (message.kind, message.visibility),
                (MessageKind::Note, Visibility::Internal)
            ),
            EntryKind::Resolved | EntryKind::Reopened | EntryKind::Assigned => {
                let activity = message.activity.as_ref().unwrap();
                assert_ne!(activity.kind, crate::model::ActivityType::Other);
                assert_eq!(message.body, None);
                continue;
            }
        }
        let body = message.body.as_ref().unwrap();
        let text = body.plain.as_ref().unwrap_or(&body.native);
        assert_eq!(&**text, entry.text);
        match (entry.by, &message.author) {
            (Author::Person(_), Some(Actor::Contact(_))) => {
                assert_ne!(body.format, BodyFormat::Markdown);
            }
            (Author::Agent(_), Some(Actor::Agent(_)))
            | (Author::Bot, Some(Actor::Bot(_) | Actor::System(_)))
            | (Author::System, Some(Actor::System(_))) => {
                assert_eq!(body.format, BodyFormat::Markdown);
            }
            (by, author) => panic!("{by:?} became {author:?}"),
        }
        let files = message.attachments.as_ref().unwrap();
        let names: Vec<_> = files.iter().map(|file| file.filename.as_str()).collect();
        let told: Vec<_> = entry.file.iter().map(|file| file.name).collect();
        assert_eq!(names, told);
        let types: Vec<_> = files.iter().map(|file| file.mime_type.as_str()).collect();
        let told: Vec<_> = entry.file.iter().map(|file| file.mime_type).collect();
        assert_eq!(types, told);
    }
}

#[tokio::test]
async fn authors_come_along_with_a_page() {
    let desk = Desk::open().await;
    let (id, _) = longest(&desk, &World::new());
    let page = desk
        .nimchat
        .messages(&desk.context, &id, ORDERS[0], PageRequest::first(100))
        .await
        .unwrap();
    for message in page.items {
        match message.author {
            Some(Actor::Contact(id)) => {
                assert!(page.related.contacts.iter().any(|one| one.id == id));
            }
            Some(Actor::Agent(id)) => assert!(page.related.agents.iter().any(|one| one.id == id)),
            _ => {}
        }
    }
}

#[tokio::test]
async fn one_message_is_one_call_and_answers_are_linked() {
    let desk = Desk::open().await;
    let mut replies = Vec::new();
    for row in desk.all(ConversationParts::SUMMARY).await.0 {
        let messages = desk.messages(&row.id, MessageOrder::OldestFirst).await;
        replies.extend(messages.iter().filter_map(|one| one.in_reply_to.clone()));
    }
    assert!(!replies.is_empty());
    desk.asked();
    let ids = &replies[..1];
    let batch = desk
        .nimchat
        .messages_by_id(&desk.context, ids, MessageParts::all())
        .await;
    let found = batch.outcomes[&ids[0]].as_ref().unwrap().as_ref().unwrap();
    assert_eq!(found.id, ids[0]);
    assert_eq!(found.kind, MessageKind::CustomerMessage);
    let author = batch.related.contacts[0].id.clone();
    assert_eq!(found.author, Some(Actor::Contact(author)));
    let asked = desk.asked();
    let number: u64 = ids[0].native().parse().unwrap();
    assert_eq!(asked.len(), 1);
    assert_eq!(
        asked[0].query,
        Some(format!("after={number}&before={}", number + 1))
    );
}

#[tokio::test]
async fn messages_that_nobody_wrote_do_not_exist() {
    let desk = Desk::open().await;
    let one: Id<Conversation> = desk.id("1");
    let elsewhere = desk.messages(&desk.id("2"), ORDERS[0]).await[0]
        .id
        .native()
        .to_owned();
    let mut ids: Vec<Id<Message>> = desk
        .strange::<Conversation>()
        .iter()
        .map(|conversation| Id::within(conversation, elsewhere.as_str()))
        .collect();
    ids.extend(
        desk.strange::<Message>()
            .iter()
            .map(|strange| Id::within(&one, strange.native())),
    );
    ids.push(Id::within(&one, elsewhere));
    ids.push(Id::within(&one, i64::MAX.to_string()));
    ids.push(desk.id("9001"));
    let batch = desk
        .nimchat
        .messages_by_id(&desk.context, &ids, MessageParts::all())
        .await;
    assert_eq!(batch.outcomes.len(), ids.len());
    for (id, outcome) in batch.outcomes {
        assert_eq!(outcome.unwrap(), None, "{id:?}");
    }
    for strange in desk.strange() {
        let request = PageRequest::first(5);
        let page = desk
            .nimchat
            .messages(&desk.context, &strange, ORDERS[0], request)
            .await;
        assert_eq!(page.unwrap_err().kind, ErrorKind::NotFound);
    }
}

#[tokio::test]
async fn a_file_is_downloaded_by_its_link() {
    let desk = Desk::open().await;
    let mut files: Vec<Arc<Attachment>> = Vec::new();
    for row in desk.all(ConversationParts::SUMMARY).await.0 {
        let messages = desk.messages(&row.id, MessageOrder::OldestFirst).await;
        files.extend(
            messages
                .into_iter()
                .flat_map(|one| one.attachments)
                .flatten(),
        );
    }
    let file = files.first().unwrap();
    let download = desk.nimchat.download(&desk.context, &file.id).await;
    let download = download.unwrap().unwrap();
    assert_eq!(download.mime_type.as_deref(), Some(file.mime_type.as_str()));
    let chunks: Vec<_> = download.content.try_collect().await.unwrap();
    let content = chunks.concat();
    assert_eq!(file.size_bytes, Some(content.len() as u64));
    let told = format!("This is the content of {}.\n", file.filename);
    assert_eq!(content, told.as_bytes());
}

#[tokio::test]
async fn files_that_nobody_sent_do_not_exist() {
    let desk = Desk::open().await;
    let conversation: Id<Conversation> = desk.id("1");
    let messages = desk.messages(&conversation, ORDERS[0]).await;
    let mut ids: Vec<Id<Attachment>> = desk
        .strange::<Attachment>()
        .iter()
        .map(|strange| Id::within(&messages[0].id, strange.native()))
        .collect();
    ids.push(desk.id("71"));
    ids.push(Id::within(
        &Id::<Message>::within(&conversation, "999999"),
        "71",
    ));
    for id in ids {
        let download = desk.nimchat.download(&desk.context, &id).await.unwrap();
        assert!(download.is_none(), "{id:?}");
    }
}
