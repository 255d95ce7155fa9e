//! Conversations.

use std::collections::{HashMap, HashSet};

use super::{Desk, cases, to_second};
use crate::model::{
    Actor, ChannelKind, Contact, Conversation, ConversationParts, ConversationQuery,
    ConversationStatus, Id, MessageKind, PageRequest, Partial, Priority, ProviderKind, Related,
};
use crate::provider::{ErrorKind, Provider};
use crate::sandbox::Fault;
use crate::sandbox::world::{self, Case, Entry, EntryKind, World};

/// What the row of an inbox shows.
const ROW: ConversationParts = ConversationParts::SUMMARY
    .union(ConversationParts::CONTACT)
    .union(ConversationParts::ORGANIZATION)
    .union(ConversationParts::ASSIGNEE)
    .union(ConversationParts::TAGS)
    .union(ConversationParts::TIMES)
    .union(ConversationParts::COUNTS)
    .union(ConversationParts::WORK)
    .union(ConversationParts::LAST_MESSAGE);

#[tokio::test]
async fn every_case_is_listed_once_latest_first() {
    let desk = Desk::open().await;
    let (rows, _) = desk.all(ROW).await;
    let numbers: HashSet<_> = rows.iter().map(|row| row.id.native().to_owned()).collect();
    let told: HashSet<_> = (1..=cases()).map(|number| number.to_string()).collect();
    assert_eq!((rows.len(), numbers), (cases(), told));
    let is_sorted = |pair: &[Conversation]| pair[0].last_activity_at >= pair[1].last_activity_at;
    assert!(rows.windows(2).all(is_sorted));
}

#[tokio::test]
async fn a_page_with_people_tags_and_latest_messages_is_one_call() {
    let desk = Desk::open().await;
    let request = PageRequest::first(25);
    let page = desk
        .nimchat
        .conversations(&desk.context, &ConversationQuery::default(), request, ROW)
        .await
        .unwrap();
    let asked = desk.asked();
    assert_eq!((page.items.len(), asked.len()), (25, 1));
    assert_eq!(
        asked[0].query.as_deref(),
        Some("status=all&sort_by=latest&page=1")
    );
    let Related {
        contacts,
        organizations,
        agents,
        teams,
        tags,
        ..
    } = page.related;
    fn ids<T>(objects: &[T], id_of: impl Fn(&T) -> &Id<T>) -> HashSet<Id<T>> {
        objects.iter().map(|object| id_of(object).clone()).collect()
    }
    let contacts = ids(&contacts, |one| &one.id);
    let companies = ids(&organizations, |one| &one.id);
    let agents = ids(&agents, |one| &one.id);
    let teams = ids(&teams, |one| &one.id);
    let tags = ids(&tags, |one| &one.id);
    for row in page.items {
        assert!(Conversation::covers(row.known(), ROW));
        assert!(contacts.contains(&row.contact.unwrap()));
        assert!(row.organization.is_none_or(|id| companies.contains(&id)));
        assert!(row.assignee.is_none_or(|id| agents.contains(&id)));
        assert!(row.team.is_none_or(|id| teams.contains(&id)));
        assert!(row.tags.unwrap().iter().all(|id| tags.contains(id)));
        assert!(row.last_message.is_some());
    }
}

#[tokio::test]
async fn rows_tell_what_the_story_tells() {
    let desk = Desk::open().await;
    let (rows, along) = desk.all(ROW).await;
    let rows: HashMap<_, _> = rows
        .iter()
        .map(|row| (row.id.native().to_owned(), row))
        .collect();
    let world = World::new();
    for case in world.cases_at(ProviderKind::Nimchat) {
        let row = rows[&case.number.to_string()];
        assert_eq!(row.number, Some(case.number.to_string()));
        assert_eq!(row.ticket.as_ref().unwrap().number, case.number.to_string());
        assert_eq!(row.status, status(case.state), "{}", case.number);
        assert_eq!(
            row.snooze.is_some(),
            row.status == ConversationStatus::Snoozed
        );
        if let world::State::Snoozed { until } = case.state {
            assert_eq!(row.snooze.as_ref().unwrap().until, Some(until));
        }
        assert_eq!(row.priority, priority(case.priority));
        assert_eq!(row.channel.kind, channel(case.channel));
        let is_mail = case.channel == world::Channel::Email;
        assert_eq!(row.subject, is_mail.then(|| case.subject.clone()));
        let tags = row.tags.as_ref().unwrap();
        let tags: Vec<_> = tags.iter().map(|tag| tag.native()).collect();
        assert_eq!(tags, case.tags);
        assert_eq!(row.created_at, Some(to_second(case.entries[0].at)));
        let last = case.entries.last().unwrap();
        assert_eq!(row.last_activity_at, Some(to_second(last.at)));
        told_people(&world, case, row, &along);
    }
}

fn told_people(world: &World, case: &Case, row: &Conversation, along: &Related) {
    let assignee = row.assignee.as_ref().map(|id| {
        let agents = along.agents.iter().filter(|agent| agent.id == *id);
        agents.filter_map(|agent| agent.email.clone()).next()
    });
    let told = case.assignee.map(|key| world.agent(key).email.to_owned());
    assert_eq!(assignee.flatten(), told);
    let team = row.team.as_ref().map(|id| {
        let team = along.teams.iter().find(|team| team.id == *id);
        team.unwrap().name.clone()
    });
    let of_world = |key| world.teams.iter().find(|team| team.key == key).unwrap();
    assert_eq!(team, case.team.map(|key| of_world(key).name.to_lowercase()));
    let of_row = |contact: &&Contact| Some(&contact.id) == row.contact.as_ref();
    let contact = along.contacts.iter().find(of_row).unwrap();
    let person = world.person(case.person);
    assert_eq!(
        contact.emails.first().map(|email| email.value.as_str()),
        person.email
    );
    let company = person.organization.map(|key| {
        let company = world.organizations.iter().find(|one| one.key == key);
        company.unwrap().name
    });
    assert_eq!(row.organization.as_ref().map(Id::native), company);
    assert_eq!(row.organization, contact.organization);
}

fn status(state: world::State) -> ConversationStatus {
    match state {
        world::State::New | world::State::Open | world::State::InProgress => {
            ConversationStatus::Open
        }
        world::State::Pending => ConversationStatus::Pending,
        world::State::OnHold | world::State::Snoozed { .. } => ConversationStatus::Snoozed,
        world::State::Resolved | world::State::Spam => ConversationStatus::Resolved,
    }
}

fn priority(priority: Option<world::Priority>) -> Priority {
    match priority {
        None => Priority::None,
        Some(world::Priority::Low) => Priority::Low,
        Some(world::Priority::Medium) => Priority::Medium,
        Some(world::Priority::High) => Priority::High,
        Some(world::Priority::Urgent) => Priority::Urgent,
    }
}

fn channel(channel: world::Channel) -> ChannelKind {
    match channel {
        world::Channel::Email => ChannelKind::Email,
        world::Channel::Chat => ChannelKind::Chat,
        world::Channel::WhatsApp => ChannelKind::Whatsapp,
        _ => ChannelKind::Api,
    }
}

/// Whether the contact sees an entry.
fn is_public(entry: &&Entry) -> bool {
    entry.kind == EntryKind::Message
}

#[tokio::test]
async fn the_preview_is_what_the_contact_saw_last() {
    let desk = Desk::open().await;
    let (plain, _) = desk.all(ROW).await;
    let after_notes = plain.iter().filter(|row| {
        let latest = row.last_message.as_ref().unwrap();
        latest.kind == MessageKind::Note
    });
    let after_notes = after_notes.count();
    assert!(after_notes > 0, "the story has none that ends with a note");
    let pages = desk.asked().len();
    let (rows, _) = desk.all(ROW | ConversationParts::PREVIEW).await;
    assert_eq!(desk.asked().len(), pages + after_notes);
    let world = World::new();
    for case in world.cases_at(ProviderKind::Nimchat) {
        let number = case.number.to_string();
        let row = rows.iter().find(|row| row.id.native() == number).unwrap();
        let is_survey = row.last_message.as_ref().unwrap().interactive.is_some();
        let said = case.entries.iter().rev().find(is_public).unwrap();
        let told = if is_survey {
            "Please rate the conversation"
        } else {
            said.text.as_str()
        };
        assert_eq!(row.preview.as_deref(), Some(told), "{number}");
    }
}

#[tokio::test]
async fn a_row_whose_preview_fails_is_still_listed() {
    let desk = Desk::open().await;
    let provider = desk.sandbox.provider(ProviderKind::Nimchat).unwrap();
    provider.fault(Fault::status(500).on("/messages"));
    let parts = ROW | ConversationParts::PREVIEW;
    let (rows, _) = desk.all(parts).await;
    assert_eq!(rows.len(), cases());
    let unsaid = rows
        .iter()
        .find(|row| !Conversation::covers(row.known, parts));
    let ids = [unsaid.unwrap().id.clone()];
    let batch = desk
        .nimchat
        .conversations_by_id(&desk.context, &ids, parts)
        .await;
    let error = batch.outcomes[&ids[0]].as_ref().unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unavailable);
}

#[tokio::test]
async fn many_ids_are_one_call_for_each_twenty_five() {
    let desk = Desk::open().await;
    let (rows, _) = desk.all(ROW).await;
    let ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    desk.asked();
    for (ids, calls) in [(&ids[..1], 1), (&ids[..25], 1), (&ids[..26], 2)] {
        let batch = desk
            .nimchat
            .conversations_by_id(&desk.context, ids, ROW)
            .await;
        assert_eq!(desk.asked().len(), calls);
        assert_eq!(batch.outcomes.len(), ids.len());
        for row in rows.iter().filter(|row| ids.contains(&row.id)) {
            let found = batch.outcomes[&row.id].as_ref().unwrap().as_ref().unwrap();
            assert_eq!(found, row);
        }
        assert!(!batch.related.contacts.is_empty());
    }
}

#[tokio::test]
async fn ids_that_nobody_gave_do_not_exist() {
    let desk = Desk::open().await;
    let mut ids = desk.strange::<Conversation>();
    let known = desk.id("1");
    ids.push(known.clone());
    let batch = desk
        .nimchat
        .conversations_by_id(&desk.context, &ids, ROW)
        .await;
    assert_eq!(batch.outcomes.len(), ids.len());
    for (id, outcome) in batch.outcomes {
        assert_eq!(outcome.unwrap().is_some(), id == known, "{id:?}");
    }
    let alone = [desk.id("999999")];
    let batch = desk
        .nimchat
        .conversations_by_id(&desk.context, &alone, ROW)
        .await;
    assert_eq!(batch.outcomes[&alone[0]].as_ref().unwrap(), &None);
}

#[tokio::test]
async fn people_are_the_contact_and_who_follows() {
    let desk = Desk::open().await;
    let (rows, _) = desk.all(ConversationParts::SUMMARY).await;
    let taken = rows.iter().find(|row| row.assignee.is_some()).unwrap();
    assert_eq!(taken.participants, None);
    desk.asked();
    let ids = [taken.id.clone()];
    let batch = desk
        .nimchat
        .conversations_by_id(&desk.context, &ids, ConversationParts::PEOPLE)
        .await;
    assert_eq!(desk.asked().len(), 2);
    let found = batch.outcomes[&ids[0]].as_ref().unwrap().as_ref().unwrap();
    let people = found.participants.as_ref().unwrap();
    assert_eq!(people[0], Actor::Contact(taken.contact.clone().unwrap()));
    let assignee = Actor::Agent(taken.assignee.clone().unwrap());
    assert!(people.contains(&assignee));
    assert!(found.followers.as_ref().unwrap().contains(&assignee));
}

#[tokio::test]
async fn an_answered_survey_rates_the_conversation() {
    let desk = Desk::open().await;
    let (rows, _) = desk.all(ROW).await;
    let rated: Vec<_> = rows.iter().filter_map(|row| row.rating.as_ref()).collect();
    assert!(!rated.is_empty());
    for rating in rated {
        assert_eq!(rating.native, "5");
        assert_eq!(rating.comment.as_deref(), Some("Quick answer, thanks"));
    }
}

#[tokio::test]
async fn latest_messages_come_in_one_call() {
    let desk = Desk::open().await;
    let ids: Vec<Id<Conversation>> = (1..=20)
        .map(|number| desk.id(&number.to_string()))
        .collect();
    let latest = desk.nimchat.latest_messages(&desk.context, &ids).await;
    assert_eq!(desk.asked().len(), 1);
    assert_eq!(latest.len(), 20);
    for (conversation, message) in latest {
        let message = message.unwrap().unwrap();
        assert_eq!(message.conversation(), conversation);
        assert_ne!(message.kind, MessageKind::Activity);
    }
}
