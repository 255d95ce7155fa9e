//! Conversations without conditions.

use std::collections::{HashMap, HashSet};

use super::{Desk, MERGED, MERGED_INTO};
use crate::model::{
    Actor, ChannelKind, Conversation, ConversationLinkKind, ConversationParts, ConversationQuery,
    ConversationStatus, Id, Message, MessageKind, MessageOrder, MessageParts, PageRequest,
    ProviderKind,
};
use crate::provider::Provider as _;
use crate::sandbox::world::{Case, State, World};

#[tokio::test]
async fn every_case_of_the_story_is_listed_once_latest_first() {
    let desk = Desk::open().await;
    let rows = desk.all(ConversationParts::SUMMARY).await;
    let world = World::new();
    let cases: Vec<&Case> = world.cases_at(ProviderKind::HelpScout).collect();
    let numbers: HashSet<String> = rows.iter().filter_map(|row| row.number.clone()).collect();
    let told: HashSet<String> = cases
        .iter()
        .map(|case| (48_200 + 3 * case.number).to_string())
        .collect();
    assert_eq!(rows.len(), cases.len());
    assert_eq!(numbers, told);
    assert!(cases.len() > 25, "the walk has more than one page");
    let first = rows.first().unwrap().last_activity_at;
    let last = rows.last().unwrap().last_activity_at;
    assert!(first > last);
}

#[tokio::test]
async fn conversations_are_as_the_story_says() {
    let desk = Desk::open().await;
    let world = World::new();
    let rows = desk.all(ConversationParts::all()).await;
    let by_number: HashMap<_, _> = rows
        .iter()
        .map(|row| (row.number.clone().unwrap(), row))
        .collect();
    for case in world.cases_at(ProviderKind::HelpScout) {
        let row = by_number[&(48_200 + 3 * case.number).to_string()];
        assert_eq!(row.subject.as_deref(), Some(case.subject.as_str()));
        let status = match case.state {
            State::New | State::Open | State::InProgress => ConversationStatus::Open,
            State::Pending | State::OnHold => ConversationStatus::Pending,
            State::Snoozed { .. } => ConversationStatus::Snoozed,
            State::Resolved => ConversationStatus::Resolved,
            State::Spam => ConversationStatus::Spam,
        };
        assert_eq!(row.status, status, "{}", case.subject);
        assert_eq!(row.snooze.is_some(), status == ConversationStatus::Snoozed);
        assert_eq!(
            row.closed_at.is_some(),
            status == ConversationStatus::Resolved
        );
        assert_eq!(row.assignee.is_some(), case.assignee.is_some());
        let tags = row.tags.as_ref().unwrap();
        assert_eq!(tags.len(), case.tags.len());
        assert!(row.inbox.is_some() && row.contact.is_some() && !row.is_archived);
        let created = case.entries[0].at.as_second();
        assert_eq!(row.created_at.unwrap().as_second(), created);
        assert_eq!(
            row.organization.is_some(),
            world.person(case.person).organization.is_some()
        );
        assert_eq!(
            row.ticket.as_ref().unwrap().number,
            row.number.clone().unwrap()
        );
    }
    let channels: HashSet<_> = rows.iter().map(|row| row.channel.kind).collect();
    let told = [ChannelKind::Email, ChannelKind::Chat, ChannelKind::Phone];
    assert_eq!(channels, told.into_iter().collect());
}

#[tokio::test]
async fn a_page_of_the_inbox_costs_one_call() {
    let desk = Desk::open().await;
    desk.quiet().await;
    let parts = ConversationParts::all() - ConversationParts::ORGANIZATION;
    let request = PageRequest::first(25);
    let page = desk
        .adapter
        .conversations(&desk.context, &ConversationQuery::default(), request, parts)
        .await
        .unwrap();
    assert_eq!((page.items.len(), desk.calls()), (25, 1));
    let related = &page.related;
    let contacts: HashSet<_> = related.contacts.iter().map(|one| &one.id).collect();
    let agents: HashSet<_> = related.agents.iter().map(|one| &one.id).collect();
    let teams: HashSet<_> = related.teams.iter().map(|one| &one.id).collect();
    let tags: HashSet<_> = related.tags.iter().map(|one| &one.id).collect();
    for row in &page.items {
        assert!(row.contact.iter().all(|id| contacts.contains(id)));
        assert!(row.assignee.iter().all(|id| agents.contains(id)));
        assert!(row.team.iter().all(|id| teams.contains(id)));
        assert!(row.tags.iter().flatten().all(|id| tags.contains(id)));
        let last = row.last_message.as_ref().unwrap();
        match last.author.as_ref().unwrap() {
            Actor::Contact(id) => assert!(contacts.contains(id)),
            Actor::Agent(id) => assert!(agents.contains(id)),
            Actor::Bot(_) | Actor::System(_) | Actor::Unknown(_) => {}
        }
        assert!(last.kind != MessageKind::Activity && last.state.may_be_public());
    }
    assert!(related.contacts.iter().all(|one| one.name.is_some()));
}

#[tokio::test]
async fn threads_are_asked_for_only_if_they_are_wanted() {
    let desk = Desk::open().await;
    for (parts, is_asked) in [
        (ConversationParts::SUMMARY | ConversationParts::TIMES, false),
        (ConversationParts::LAST_MESSAGE, true),
    ] {
        desk.quiet().await;
        let request = PageRequest::first(25);
        let every = ConversationQuery::default();
        let page = desk
            .adapter
            .conversations(&desk.context, &every, request, parts);
        let page = page.await.unwrap();
        assert!(page.items.iter().all(|row| row.known.contains(parts)));
        let query = desk.provider().requests()[0].query.clone().unwrap();
        let asked = query.contains("embed=threads");
        assert_eq!(asked, is_asked);
    }
}

#[tokio::test]
async fn several_conversations_cost_one_call_and_strangers_one_each() {
    let desk = Desk::open().await;
    let ids: Vec<_> = desk
        .all(ConversationParts::SUMMARY)
        .await
        .into_iter()
        .map(|row| row.id)
        .collect();
    desk.quiet().await;
    let parts = ConversationParts::SUMMARY;
    let batch = desk
        .adapter
        .conversations_by_id(&desk.context, &ids, parts)
        .await;
    assert_eq!(desk.calls(), ids.len().div_ceil(25));
    for (id, outcome) in batch.outcomes {
        assert_eq!(outcome.unwrap().unwrap().id, id);
    }
    desk.quiet().await;
    let hostile = [
        "../x",
        "a/b",
        "%",
        "",
        "..",
        "0",
        "-1",
        "007",
        "+5",
        "1) OR (status:active",
        "99999999999999999999",
    ];
    let mut asked: Vec<Id<Conversation>> = hostile.iter().map(|native| desk.id(native)).collect();
    asked.push(ids[0].clone());
    asked.push(desk.id("4711"));
    let batch = desk
        .adapter
        .conversations_by_id(&desk.context, &asked, parts)
        .await;
    assert_eq!((batch.outcomes.len(), desk.calls()), (asked.len(), 2));
    for (id, outcome) in batch.outcomes {
        assert_eq!(outcome.unwrap().is_some(), id == ids[0], "{id:?}");
    }
}

#[tokio::test]
async fn a_merged_conversation_is_the_one_it_was_merged_into() {
    let desk = Desk::open().await;
    let survivor = desk.of_case(MERGED_INTO).await;
    let parts = ConversationParts::SUMMARY;
    let found = desk.conversation(MERGED, parts).await.unwrap();
    assert_eq!(found.id, survivor.id);
    let asked = [desk.id(MERGED), survivor.id.clone()];
    let batch = desk
        .adapter
        .conversations_by_id(&desk.context, &asked, parts)
        .await;
    for id in &asked {
        let found = batch.outcomes[id].as_ref().unwrap().as_ref();
        assert_eq!(found.unwrap().id, survivor.id);
    }
    let order = MessageOrder::OldestFirst;
    let below = desk.messages(&desk.id(MERGED), order).await;
    assert_eq!(below, desk.messages(&survivor.id, order).await);
    let message: Id<Message> = Id::within(&desk.id::<Conversation>(MERGED), below[0].id.native());
    let ids = [message.clone()];
    let parts = MessageParts::all();
    let batch = desk
        .adapter
        .messages_by_id(&desk.context, &ids, parts)
        .await;
    let found = batch.outcomes[&message].as_ref().unwrap();
    assert_eq!(found.as_ref(), Some(&below[0]));
}

#[tokio::test]
async fn a_forward_links_both_conversations() {
    let desk = Desk::open().await;
    let (origin, child) = (desk.of_case(3).await, desk.of_case(15).await);
    let link = &origin.links.as_ref().unwrap()[0];
    assert_eq!(link.kind, ConversationLinkKind::ForwardedTo);
    assert_eq!(link.conversation, child.id);
    let link = &child.links.as_ref().unwrap()[0];
    assert_eq!(link.kind, ConversationLinkKind::ForwardedFrom);
    assert_eq!(link.conversation, origin.id);
}

#[tokio::test]
async fn ratings_stand_on_replies_and_their_conversations() {
    let desk = Desk::open().await;
    let rows = desk.all(ConversationParts::WORK).await;
    let rated: Vec<_> = rows.iter().filter(|row| row.rating.is_some()).collect();
    assert!(!rated.is_empty());
    for row in rated {
        let messages = desk.messages(&row.id, MessageOrder::NewestFirst).await;
        let rating = messages.into_iter().find_map(|message| message.rating);
        assert_eq!(rating, row.rating);
    }
}
