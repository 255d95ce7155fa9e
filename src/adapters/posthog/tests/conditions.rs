//! Pushed conditions find what the gateway would find by looking at every row.

use std::collections::{BTreeSet, HashSet};

use jiff::{SignedDuration, Timestamp};

use super::{PostHog, all, asked, clock, context, desk, started};
use crate::model::{
    ChannelKind, Condition as _, Conversation, ConversationCondition as Is, ConversationOrder,
    ConversationParts, ConversationQuery, ConversationStatus, Page, PageRequest, Priority,
    SlaState, StatusCategory, TimeRange,
};
use crate::provider::{ErrorKind, Provider};

fn query(conditions: Vec<Is>) -> ConversationQuery {
    ConversationQuery {
        conditions,
        order: ConversationOrder::default(),
    }
}

fn now() -> Timestamp {
    clock().now()
}

fn holds(page: &Page<Conversation>, conditions: &[Is], row: &Conversation) -> bool {
    let mut conditions = conditions.iter();
    conditions.all(|one| one.holds(row, &page.related, now()))
}

fn numbers(rows: impl IntoIterator<Item = Conversation>) -> BTreeSet<String> {
    rows.into_iter().filter_map(|row| row.number).collect()
}

/// Answers a question as the feed does: asks for what is pushed, and checks every row for the rest.
async fn found(adapter: &PostHog, conditions: &[Is]) -> BTreeSet<String> {
    let plan = adapter.plan_conversations(&query(conditions.to_vec()));
    assert_eq!(plan.unsupported, [], "{conditions:?}");
    if !plan.can_match {
        return BTreeSet::new();
    }
    let page = asked(adapter, &query(plan.pushed), 4).await;
    let rows = page.items.clone().into_iter();
    numbers(rows.filter(|row| holds(&page, &plan.residual, row)))
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Conditions that some rows meet and some do not.
fn conditions(rows: &[Conversation]) -> Vec<Is> {
    let middle = rows[rows.len() / 2].clone();
    let changed = middle.updated_at.unwrap();
    let since = |from: Timestamp| TimeRange {
        from: Some(from),
        to: None,
    };
    let until = |to: Timestamp| TimeRange {
        from: None,
        to: Some(to),
    };
    let later = changed + SignedDuration::from_nanos(1);
    let team = rows.iter().find_map(|row| row.team.clone());
    let tags = rows.iter().filter_map(|row| row.tags.as_ref());
    let tags = tags.max_by_key(|tags| tags.len()).unwrap();
    let tags: Vec<_> = tags.iter().map(|tag| tag.native().to_uppercase()).collect();
    assert!(tags.len() > 1);
    let contacts: Vec<_> = rows.iter().filter_map(|row| row.contact.clone()).collect();
    let mut several = contacts.clone();
    several.truncate(7);
    let mut conditions = vec![
        Is::Ids(rows.iter().step_by(5).map(|row| row.id.clone()).collect()),
        Is::Numbers(texts(&["4", "9", "400", "04", "x"])),
        Is::IsTicket(true),
        Is::Statuses(vec![ConversationStatus::New, ConversationStatus::Pending]),
        Is::Statuses(vec![ConversationStatus::OnHold]),
        Is::Statuses(vec![ConversationStatus::Snoozed]),
        Is::Statuses(vec![
            ConversationStatus::Snoozed,
            ConversationStatus::OnHold,
        ]),
        Is::Categories(vec![StatusCategory::Todo]),
        Is::Categories(vec![StatusCategory::Waiting, StatusCategory::Unknown]),
        Is::NativeStatuses(texts(&["on_hold", "resolved", "active"])),
        Is::Priorities(vec![Priority::High, Priority::Low]),
        Is::Priorities(vec![Priority::None]),
        Is::Channels(vec![ChannelKind::Email]),
        Is::Channels(vec![ChannelKind::Slack, ChannelKind::Chat]),
        Is::Assignees(
            rows.iter()
                .find_map(|row| row.assignee.clone())
                .into_iter()
                .collect(),
        ),
        Is::Teams(team.into_iter().collect()),
        Is::IsAssigned(true),
        Is::IsAssigned(false),
        Is::TagsAny(texts(&["Login", "billing", "none"])),
        Is::TagsAll(tags),
        Is::Contacts(several),
        Is::SlaStates(vec![SlaState::Breached]),
        Is::SlaStates(vec![SlaState::OnTrack]),
        Is::SlaStates(vec![SlaState::None, SlaState::Breached]),
        Is::IsUnread(true),
        Is::IsSnoozed(true),
        Is::IsSnoozed(false),
        Is::CreatedAt(since(middle.created_at.unwrap())),
        Is::UpdatedAt(since(changed)),
        Is::UpdatedAt(since(later)),
        Is::LastActivityAt(until(changed)),
        Is::LastActivityAt(until(later)),
    ];
    let single = contacts.into_iter().collect::<HashSet<_>>();
    conditions.extend(
        single
            .into_iter()
            .map(|contact| Is::Contacts(vec![contact])),
    );
    conditions
}

async fn finds_what_holds(adapter: &PostHog, world: &Page<Conversation>, conditions: &[Is]) {
    let rows = world.items.iter().cloned();
    let expected = numbers(rows.filter(|row| holds(world, conditions, row)));
    assert_eq!(found(adapter, conditions).await, expected, "{conditions:?}");
}

#[tokio::test]
async fn every_condition_finds_what_holds() {
    let (_sandbox, adapter) = started().await;
    let world = asked(&adapter, &ConversationQuery::default(), 100).await;
    let conditions = conditions(&world.items);
    for condition in &conditions {
        finds_what_holds(&adapter, &world, std::slice::from_ref(condition)).await;
    }
    let is_some = |condition: &&Is| {
        let mut rows = world.items.iter();
        rows.any(|row| condition.holds(row, &world.related, now()))
    };
    let idle: Vec<_> = conditions.iter().filter(|one| !is_some(one)).collect();
    assert_eq!(idle, [] as [&Is; 0]);
}

#[tokio::test]
async fn every_pair_of_conditions_finds_what_holds() {
    let (_sandbox, adapter) = started().await;
    let world = asked(&adapter, &ConversationQuery::default(), 100).await;
    let conditions = conditions(&world.items);
    for (place, first) in conditions.iter().enumerate().take(32) {
        for second in conditions.iter().take(32).skip(place + 1).step_by(3) {
            finds_what_holds(&adapter, &world, &[first.clone(), second.clone()]).await;
        }
    }
}

#[tokio::test]
async fn the_search_looks_into_messages() {
    let (_sandbox, adapter) = started().await;
    for (text, numbers) in [
        ("renews logins", &["1"] as &[&str]),
        ("HADDAD", &["1"]),
        ("6", &["6"]),
        ("no \"such\" (text), \\ %", &[]),
    ] {
        let found = found(&adapter, &[Is::Text(text.to_owned())]).await;
        assert_eq!(found.into_iter().collect::<Vec<_>>(), numbers, "{text}");
    }
}

#[tokio::test]
async fn what_is_not_planned_is_refused() {
    let (sandbox, adapter) = started().await;
    all(&adapter, 100).await;
    desk(&sandbox).clear_requests();
    for condition in [
        Is::IsUnread(true),
        Is::ContactEmail("a@b.test".to_owned()),
        Is::IsTicket(false),
    ] {
        let query = query(vec![condition]);
        let page = PageRequest::first(5);
        let parts = ConversationParts::all();
        let refused = adapter.conversations(&context(), &query, page, parts).await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.kind, ErrorKind::Unsupported);
    }
    assert_eq!(desk(&sandbox).requests().len(), 0);
}
