//! Messages.

use std::collections::HashMap;

use super::{all, context, desk, number_of, started, timeline, told};
use crate::model::{
    Actor, Id, Message, MessageKind, MessageOrder, MessageParts, PageRequest, Visibility,
};
use crate::provider::Provider;
use crate::sandbox::world::{Author, EntryKind, World};

#[tokio::test]
async fn messages_read_both_ways_are_the_same_messages() {
    let (sandbox, adapter) = started().await;
    let world = World::new();
    let told = told(&world);
    let mut longest = 0;
    for row in all(&adapter, 100).await {
        let case = told[&number_of(&row)];
        desk(&sandbox).clear_requests();
        let oldest = timeline(&adapter, &row.id, MessageOrder::OldestFirst).await;
        assert_eq!(desk(&sandbox).requests().len(), oldest.len().div_ceil(100));
        let mut newest = timeline(&adapter, &row.id, MessageOrder::NewestFirst).await;
        newest.reverse();
        assert_eq!(oldest, newest);
        longest = longest.max(oldest.len());
        let said: Vec<_> = case
            .entries
            .iter()
            .filter(|entry| matches!(entry.kind, EntryKind::Message | EntryKind::Note))
            .collect();
        let at: Vec<_> = oldest.iter().map(|message| message.created_at).collect();
        assert_eq!(at, said.iter().map(|entry| entry.at).collect::<Vec<_>>());
        for (message, entry) in oldest.iter().zip(said) {
            let is_note = entry.kind == EntryKind::Note;
            assert_eq!(message.kind == MessageKind::Note, is_note);
            assert_eq!(message.visibility == Visibility::Internal, is_note);
            let is_by = match entry.by {
                Author::Person(_) => message.author == row.contact.clone().map(Actor::Contact),
                Author::Agent(_) => matches!(message.author, Some(Actor::Agent(_))),
                Author::Bot | Author::System => matches!(message.author, Some(Actor::Bot(_))),
            };
            assert!(is_by, "{:?} {:?}", message.author, entry.by);
            assert!(
                message
                    .body
                    .as_ref()
                    .unwrap()
                    .native
                    .starts_with(&entry.text)
            );
        }
    }
    assert!(longest > 100, "{longest}");
}

#[tokio::test]
async fn who_asked_is_looked_up_if_the_ticket_was_not_read() {
    let (sandbox, adapter) = started().await;
    let row = all(&adapter, 100).await.remove(0);
    let (other_sandbox, other) = started().await;
    drop(sandbox);
    let request = PageRequest::first(10);
    let order = MessageOrder::NewestFirst;
    let page = other
        .messages(&context(), &row.id, order, request)
        .await
        .unwrap();
    assert_eq!(desk(&other_sandbox).requests().len(), 2);
    let contact = &page.related.contacts[0].id;
    assert_eq!(Some(contact), row.contact.as_ref());
    let by_contact = Some(Actor::Contact(contact.clone()));
    assert!(
        page.items
            .iter()
            .any(|message| message.author == by_contact)
    );
    let bare = Id::new(other.key(), row.id.native());
    let (third_sandbox, third) = started().await;
    let page = third
        .messages(&context(), &bare, order, PageRequest::first(10))
        .await
        .unwrap();
    assert_eq!(desk(&third_sandbox).requests().len(), 1);
    let is_by_distinct_id = |message: &Message| {
        matches!(&message.author,
        Some(Actor::Contact(contact)) if contact.native().starts_with("distinct:"))
    };
    assert!(page.items.iter().any(is_by_distinct_id));
}

#[tokio::test]
async fn messages_are_found_by_id_in_their_own_ticket_only() {
    let (_sandbox, adapter) = started().await;
    let rows = all(&adapter, 100).await;
    let messages = timeline(&adapter, &rows[0].id, MessageOrder::OldestFirst).await;
    let mut ids: Vec<_> = messages.iter().map(|message| message.id.clone()).collect();
    ids.push(Id::within(&rows[1].id, messages[0].id.native()));
    let batch = adapter
        .messages_by_id(&context(), &ids, MessageParts::all())
        .await;
    for message in &messages {
        assert_eq!(
            batch.outcomes[&message.id].as_ref().unwrap().as_ref(),
            Some(message)
        );
    }
    let foreign = &batch.outcomes[ids.last().unwrap()];
    assert!(matches!(foreign, Ok(None)), "{foreign:?}");
}

#[tokio::test]
async fn the_latest_message_costs_one_call_each() {
    let (sandbox, adapter) = started().await;
    let rows = all(&adapter, 100).await;
    let ids: Vec<_> = rows[..5].iter().map(|row| row.id.clone()).collect();
    desk(&sandbox).clear_requests();
    let latest = adapter.latest_messages(&context(), &ids).await;
    assert_eq!(desk(&sandbox).requests().len(), 5);
    for (id, found) in latest {
        let newest = timeline(&adapter, &id, MessageOrder::NewestFirst).await;
        assert_eq!(found.unwrap().as_ref(), newest.first());
    }
}

#[tokio::test]
async fn authors_of_messages_come_along_with_their_names() {
    let (_sandbox, adapter) = started().await;
    let rows = all(&adapter, 100).await;
    let order = MessageOrder::OldestFirst;
    for row in rows {
        let page = adapter
            .messages(&context(), &row.id, order, PageRequest::first(100))
            .await
            .unwrap();
        let names: HashMap<_, _> = page
            .related
            .agents
            .iter()
            .map(|agent| (&agent.id, &agent.name))
            .collect();
        assert_eq!(names.len(), page.related.agents.len());
        for message in &page.items {
            if let Some(Actor::Agent(agent)) = &message.author {
                assert!(names[agent].is_some());
            }
        }
    }
}
