//! Searches for words.

use std::collections::BTreeSet;

use super::Desk;
use super::filters::listed;
use crate::model::{
    ConversationCondition as Is, ConversationOrder, ConversationQuery, MessageKind, PageRequest,
    ProviderKind,
};
use crate::provider::Provider as _;
use crate::sandbox::world::{Author, EntryKind, World};

const WORD: &str = "battery";

/// The cases in which somebody says it, to the contact or among themselves.
fn told(word: &str, is_author: fn(Author) -> bool) -> BTreeSet<String> {
    let world = World::new();
    let cases = world.cases_at(ProviderKind::Nimchat).filter(|case| {
        let mut said = case.entries.iter();
        said.any(|entry| {
            let is_said = matches!(entry.kind, EntryKind::Message | EntryKind::Note);
            is_said && is_author(entry.by) && entry.text.to_lowercase().contains(word)
        })
    });
    cases.map(|case| case.number.to_string()).collect()
}

fn words(words: &str) -> ConversationQuery {
    ConversationQuery {
        conditions: vec![Is::Text(words.to_owned())],
        order: ConversationOrder::default(),
    }
}

#[tokio::test]
async fn conversations_are_found_by_what_is_said_in_every_status() {
    let desk = Desk::open().await;
    let (rows, _, total) = listed(&desk, &words(&WORD.to_uppercase())).await;
    let found: BTreeSet<_> = rows.iter().map(|row| row.id.native().to_owned()).collect();
    // Greetings are not searched.
    let people = |author| matches!(author, Author::Person(_) | Author::Agent(_));
    assert_eq!(found, told(WORD, people));
    assert_eq!(total, found.len() as u64);
    let statuses: BTreeSet<_> = rows.iter().map(|row| &row.native_status).collect();
    assert!(statuses.len() > 1);
}

#[tokio::test]
async fn a_blank_search_is_none() {
    let desk = Desk::open().await;
    let (rows, ..) = listed(&desk, &words(" ")).await;
    assert_eq!(rows.len(), super::cases());
    desk.asked();
    for blank in ["", " ", "a\0"] {
        let request = PageRequest::first(10);
        let found = desk.nimchat.search_messages(&desk.context, blank, request);
        assert!(found.await.unwrap().items.is_empty());
    }
    assert!(desk.asked().is_empty());
}

#[tokio::test]
async fn messages_are_found_newest_first_with_their_conversation() {
    let desk = Desk::open().await;
    let request = PageRequest::first(10);
    let found = desk.nimchat.search_messages(&desk.context, WORD, request);
    let found = found.await.unwrap();
    let asked = desk.asked();
    assert!(asked[0].path.ends_with("/search/messages"));
    assert_eq!(asked[0].query.as_deref(), Some("q=battery&page=1"));
    // Ten hits are what a server without pages gives.
    assert_eq!((found.items.len(), asked.len(), found.next), (10, 1, None));
    let messages = found.items;
    let is_sorted = messages
        .windows(2)
        .all(|pair| pair[0].created_at >= pair[1].created_at);
    assert!(is_sorted);
    for message in &messages {
        assert_ne!(message.kind, MessageKind::Activity);
        assert!(told(WORD, |_| true).contains(message.conversation().native()));
        let text = message.body.as_ref().unwrap().native.to_lowercase();
        assert!(text.contains(WORD), "{text}");
    }
    let ids: Vec<_> = messages.iter().map(|message| message.id.clone()).collect();
    let batch = desk
        .nimchat
        .messages_by_id(&desk.context, &ids, crate::model::MessageParts::all())
        .await;
    for message in messages {
        let again = batch.outcomes[&message.id].as_ref().unwrap();
        assert_eq!(again.as_ref(), Some(&message));
    }
}
