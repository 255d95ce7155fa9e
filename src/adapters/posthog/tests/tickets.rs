//! Tickets.

use std::collections::HashSet;

use super::{all, context, desk, number_of, started, timeline, told};
use crate::model::{
    Conversation, ConversationParts, ConversationQuery, ConversationStatus, Id, MessageOrder,
    PageRequest, Priority,
};
use crate::provider::{Batch, ErrorKind, Provider};
use crate::sandbox::world::{EntryKind, State, World};

#[tokio::test]
async fn every_ticket_is_listed_once_latest_first() {
    let (_sandbox, adapter) = started().await;
    let world = World::new();
    let rows = all(&adapter, 7).await;
    let numbers: Vec<_> = rows.iter().map(number_of).collect();
    let unique: HashSet<_> = numbers.iter().cloned().collect();
    assert_eq!(
        (numbers.len(), unique),
        (22, told(&world).into_keys().collect())
    );
    assert!(rows.is_sorted_by(|a, b| a.last_activity_at >= b.last_activity_at));
}

#[tokio::test]
async fn a_page_tells_its_total_and_costs_one_call() {
    let (sandbox, adapter) = started().await;
    let page = adapter
        .conversations(
            &context(),
            &ConversationQuery::default(),
            PageRequest::first(5),
            ConversationParts::all(),
        )
        .await
        .unwrap();
    assert_eq!((page.items.len(), page.total), (5, Some(22)));
    assert_eq!(desk(&sandbox).requests().len(), 1);
    let contacts: HashSet<_> = page.related.contacts.iter().map(|one| &one.id).collect();
    let teams: HashSet<_> = page.related.teams.iter().map(|one| &one.id).collect();
    let tags: HashSet<_> = page.related.tags.iter().map(|one| &one.id).collect();
    for row in &page.items {
        assert!(row.contact.iter().all(|id| contacts.contains(id)));
        assert!(row.team.iter().all(|id| teams.contains(id)));
        assert!(row.tags.iter().flatten().all(|id| tags.contains(id)));
    }
}

#[tokio::test]
async fn tickets_are_as_the_story_tells() {
    let (_sandbox, adapter) = started().await;
    let world = World::new();
    let told = told(&world);
    let agents = adapter
        .agents(&context(), PageRequest::first(100))
        .await
        .unwrap()
        .items;
    for row in all(&adapter, 100).await {
        let case = told[&number_of(&row)];
        let status = match case.state {
            State::New => ConversationStatus::New,
            State::Open | State::InProgress => ConversationStatus::Open,
            State::Pending => ConversationStatus::Pending,
            State::OnHold => ConversationStatus::OnHold,
            State::Snoozed { .. } => ConversationStatus::Snoozed,
            State::Resolved | State::Spam => ConversationStatus::Resolved,
        };
        assert_eq!(row.status, status);
        if let State::Snoozed { until } = case.state {
            assert_eq!(row.snooze.unwrap().until, Some(until));
        }
        if row.channel.native == "email" {
            assert_eq!(row.subject.as_ref(), Some(&case.subject));
        }
        assert_eq!(row.priority == Priority::None, case.priority.is_none());
        let tags: Vec<_> = row.tags.iter().flatten().map(|tag| tag.native()).collect();
        assert_eq!(tags, case.tags);
        assert_eq!(row.created_at, Some(case.entries[0].at));
        let messages = case.entries.iter();
        let messages = messages.filter(|entry| entry.kind == EntryKind::Message);
        assert_eq!(row.message_count, u32::try_from(messages.count()).ok());
        let assignee = row.assignee.map(|id| {
            let mut agents = agents.iter();
            agents
                .find(|agent| agent.id == id)
                .unwrap()
                .email
                .clone()
                .unwrap()
        });
        let expected = case.assignee.map(|key| world.agent(key).email.to_owned());
        assert_eq!(assignee, expected);
    }
}

#[tokio::test]
async fn no_read_marks_a_ticket_as_read() {
    let (sandbox, adapter) = started().await;
    let before = all(&adapter, 100).await;
    let unread: u32 = before.iter().filter_map(|row| row.unread_count).sum();
    assert!(unread > 0);
    let ids: Vec<_> = before.iter().map(|row| row.id.clone()).collect();
    let parts = ConversationParts::all();
    adapter.conversations_by_id(&context(), &ids, parts).await;
    adapter.latest_messages(&context(), &ids).await;
    let bare = Id::new(adapter.key(), ids[0].native());
    adapter
        .conversations_by_id(&context(), &[bare], parts)
        .await;
    timeline(&adapter, &ids[0], MessageOrder::OldestFirst).await;
    let after = all(&adapter, 100).await;
    let counts =
        |rows: &[Conversation]| -> Vec<_> { rows.iter().map(|row| row.unread_count).collect() };
    assert_eq!(counts(&before), counts(&after));
    let requests = desk(&sandbox).requests();
    assert!(
        requests
            .iter()
            .all(|request| !request.path.contains("/tickets/")
                || request.path.ends_with("/tickets/"))
    );
}

#[tokio::test]
async fn a_ticket_is_found_by_its_number_or_among_all() {
    let (sandbox, adapter) = started().await;
    let rows = all(&adapter, 100).await;
    let hinted = rows[3].id.clone();
    let bare = Id::new(adapter.key(), rows[4].id.native());
    let other = Id::new(adapter.key(), rows[5].id.native());
    let lost = rows[6].id.clone().with_hint("99999");
    let swapped = rows[7].id.clone().with_hint(number_of(&rows[8]));
    desk(&sandbox).clear_requests();
    let ids = [hinted, bare, other, lost, swapped];
    let mut batch = adapter
        .conversations_by_id(&context(), &ids, ConversationParts::all())
        .await;
    assert_eq!(desk(&sandbox).requests().len(), 4);
    let mut found = |id| batch.outcomes.remove(id).unwrap().unwrap();
    for (id, row) in ids.iter().zip(&rows[3..6]) {
        assert_eq!(found(id).as_ref(), Some(row));
    }
    assert_eq!((found(&ids[3]), found(&ids[4])), (None, None));
    assert!(!batch.related.contacts.is_empty());
}

#[tokio::test]
async fn what_was_not_looked_at_is_not_said_to_be_missing() {
    let (_sandbox, adapter) = started().await;
    let id: Id<Conversation> = Id::new(adapter.key(), "0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01");
    for (is_complete, failure) in [(true, None), (false, Some(ErrorKind::Unsupported))] {
        let batch = Batch::of_lookups([(id.clone(), Err(adapter.missing("nowhere")))]);
        let batch = adapter.unsure(batch, is_complete, "conversations_by_id");
        let outcome = batch.outcomes[&id].as_ref();
        assert_eq!(outcome.err().map(|error| error.kind), failure);
    }
}
