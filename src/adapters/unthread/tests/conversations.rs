//! Lists of conversations, and conversations by their ids.

use std::collections::{HashMap, HashSet};

use super::{Desk, HOSTILE, shown};
use crate::model::{
    ChannelKind, Conversation, ConversationParts, ConversationQuery, ConversationStatus, Id,
    PageRequest, Partial as _, Priority, ProviderKind,
};
use crate::provider::Provider as _;
use crate::sandbox::world::{self, Case, State, World};

/// What a row of an inbox shows.
fn row() -> ConversationParts {
    ConversationParts::SUMMARY
        | ConversationParts::CONTACT
        | ConversationParts::ASSIGNEE
        | ConversationParts::TAGS
        | ConversationParts::ORGANIZATION
        | ConversationParts::TIMES
        | ConversationParts::PREVIEW
}

/// The cases of the story by the number that the service gives them.
fn cases(world: &World) -> HashMap<String, &Case> {
    let cases = world.cases_at(ProviderKind::Unthread);
    cases
        .map(|case| ((1000 + case.number).to_string(), case))
        .collect()
}

#[tokio::test]
async fn every_case_is_listed_once_latest_activity_first() {
    let desk = Desk::open().await;
    let rows = desk.conversations(7, row()).await;
    let world = World::new();
    let told: HashSet<_> = cases(&world).into_keys().collect();
    let numbers: HashSet<_> = rows.iter().filter_map(|row| row.number.clone()).collect();
    assert_eq!((rows.len(), &numbers), (told.len(), &told));
    let by_time = |pair: &[Conversation]| pair[0].last_activity_at >= pair[1].last_activity_at;
    assert!(rows.windows(2).all(by_time));
}

#[tokio::test]
async fn each_row_is_as_the_story_says() {
    let desk = Desk::open().await;
    let world = World::new();
    let cases = cases(&world);
    for found in desk.conversations(100, ConversationParts::all()).await {
        let case = cases[found.number.as_deref().unwrap()];
        let (status, native) = status(case.state);
        assert_eq!(
            (found.status, found.native_status.as_str()),
            (status, native)
        );
        assert_eq!(
            found.priority,
            case.priority.map_or(Priority::None, priority)
        );
        assert_eq!(found.channel.kind, channel(case.channel));
        assert_eq!(found.created_at, Some(shown(case.entries[0].at)));
        assert_eq!(
            found.last_activity_at,
            case.entries.last().map(|entry| shown(entry.at))
        );
        assert_eq!(found.closed_at.is_some(), native == "closed");
        assert_eq!(found.ticket.unwrap().number, found.number.unwrap());
        assert_eq!(found.assignee.is_some(), case.assignee.is_some());
        assert_eq!(found.tags.unwrap().len(), case.tags.len());
        let said = found.subject.is_none_or(|subject| subject == case.subject);
        assert!(said && found.contact.is_some() && found.preview.is_some());
        let until = match case.state {
            State::Snoozed { until } => Some(until),
            _ => None,
        };
        assert_eq!(found.snooze.and_then(|snooze| snooze.until), until);
    }
}

fn status(state: State) -> (ConversationStatus, &'static str) {
    match state {
        State::New | State::Open => (ConversationStatus::Open, "open"),
        State::Snoozed { .. } => (ConversationStatus::Snoozed, "open"),
        State::InProgress | State::Pending => (ConversationStatus::InProgress, "in_progress"),
        State::OnHold => (ConversationStatus::OnHold, "on_hold"),
        State::Resolved | State::Spam => (ConversationStatus::Resolved, "closed"),
    }
}

fn priority(priority: world::Priority) -> Priority {
    match priority {
        world::Priority::Low => Priority::Low,
        world::Priority::Medium => Priority::Medium,
        world::Priority::High => Priority::High,
        world::Priority::Urgent => Priority::Urgent,
    }
}

fn channel(channel: world::Channel) -> ChannelKind {
    match channel {
        world::Channel::Slack => ChannelKind::Slack,
        _ => ChannelKind::Email,
    }
}

#[tokio::test]
async fn one_call_lists_a_page_with_all_whom_it_names() {
    let desk = Desk::open().await;
    let every = ConversationQuery::default();
    let page = desk
        .unthread
        .conversations(&desk.context, &every, PageRequest::first(25), row());
    let page = page.await.unwrap();
    assert_eq!(desk.requests().len(), 1);
    let told = World::new().cases_at(ProviderKind::Unthread).count();
    assert_eq!((page.items.len(), page.total), (told, Some(told as u64)));
    let related = &page.related;
    for found in &page.items {
        assert!(Conversation::covers(found.known, row()));
        let contact = found.contact.as_ref().unwrap();
        assert!(
            related
                .contacts
                .iter()
                .any(|one| one.id == *contact && one.name.is_some())
        );
        if let Some(agent) = &found.assignee {
            assert!(
                related
                    .agents
                    .iter()
                    .any(|one| one.id == *agent && one.name.is_some())
            );
        }
        if let Some(company) = &found.organization {
            assert!(
                related
                    .organizations
                    .iter()
                    .any(|one| one.id == *company && !one.name.is_empty())
            );
        }
        for tag in found.tags.iter().flatten() {
            assert!(
                related
                    .tags
                    .iter()
                    .any(|one| one.id == *tag && !one.name.is_empty())
            );
        }
    }
}

#[tokio::test]
async fn the_first_message_comes_with_the_list() {
    let desk = Desk::open().await;
    let world = World::new();
    let cases = cases(&world);
    for found in desk
        .conversations(100, ConversationParts::FIRST_MESSAGE)
        .await
    {
        let case = cases[found.number.as_deref().unwrap()];
        let first = found.first_message.unwrap();
        assert_eq!(first.created_at, shown(case.entries[0].at));
        assert_eq!(first.conversation(), found.id);
    }
    assert_eq!(desk.requests().len(), 1);
}

#[tokio::test]
async fn many_conversations_are_read_in_one_call_and_one_in_one() {
    let desk = Desk::open().await;
    let rows = desk.conversations(100, row()).await;
    let mut ids: Vec<Id<Conversation>> = rows.iter().map(|row| row.id.clone()).collect();
    ids.extend(
        HOSTILE
            .iter()
            .map(|native| Id::new(rows[0].id.source(), *native)),
    );
    desk.requests();
    let batch = desk
        .unthread
        .conversations_by_id(&desk.context, &ids, row())
        .await;
    assert_eq!(
        (batch.outcomes.len(), desk.requests().len()),
        (ids.len(), 1)
    );
    for row in &rows {
        let found = batch.outcomes[&row.id].as_ref().unwrap().as_ref();
        assert_eq!(found, Some(row));
    }
    for id in &ids[rows.len()..] {
        assert!(matches!(batch.outcomes[id], Ok(None)), "{id:?}");
    }
    let one = &ids[..1];
    let batch = desk
        .unthread
        .conversations_by_id(&desk.context, one, row())
        .await;
    assert!(matches!(batch.outcomes[&ids[0]], Ok(Some(_))));
    assert!(!batch.related.contacts.is_empty());
    assert_eq!(desk.requests().len(), 1);
}

#[tokio::test]
async fn the_whole_payload_and_the_followers_cost_a_call_each() {
    let desk = Desk::open().await;
    let rows = desk.conversations(100, row()).await;
    let ids: Vec<_> = rows.iter().take(12).map(|row| row.id.clone()).collect();
    desk.requests();
    let all = ConversationParts::all();
    let batch = desk
        .unthread
        .conversations_by_id(&desk.context, &ids, all)
        .await;
    assert_eq!(desk.requests().len(), ids.len());
    let found: Vec<_> = batch
        .outcomes
        .into_values()
        .map(|one| one.unwrap().unwrap())
        .collect();
    for conversation in &found {
        assert!(Conversation::covers(conversation.known, all));
        assert!(
            conversation
                .raw
                .as_ref()
                .unwrap()
                .pointer("/channelId")
                .is_some()
        );
    }
    let followed = found
        .iter()
        .filter(|one| one.followers.iter().flatten().next().is_some());
    assert!(followed.count() > 0);
}

#[tokio::test]
async fn a_hostile_id_alone_does_not_exist() {
    let desk = Desk::open().await;
    for native in HOSTILE {
        let ids = [Id::<Conversation>::new(desk.unthread.key(), *native)];
        let batch = desk
            .unthread
            .conversations_by_id(&desk.context, &ids, row())
            .await;
        assert!(matches!(batch.outcomes[&ids[0]], Ok(None)), "{native}");
    }
}
