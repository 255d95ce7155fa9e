//! The adapter over real HTTP, against the sandbox.

mod conditions;
mod lookups;
mod writes;
mod writes_directory;

use std::collections::HashSet;

use futures_util::TryStreamExt as _;
use url::Url;

use super::{Account, Cord};
use crate::adapters::Setup;
use crate::clock::{SettableClock, SharedClock};
use crate::model::{
    Actor, Attachment, Contact, ContactParts, ContactQuery, Conversation, ConversationParts,
    ConversationQuery, Id, MessageOrder, PageRequest, ProviderKind, SourceKey,
};
use crate::provider::{ErrorKind, Provider};
use crate::sandbox::Sandbox;
use crate::sandbox::world::{Case, World};
use crate::transport::{CallContext, Limits};

fn clock() -> SharedClock {
    SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap())
}

async fn started(secret: Option<&str>) -> (Sandbox, Cord) {
    let sandbox = Sandbox::start(&[ProviderKind::Cord], clock())
        .await
        .unwrap();
    let provider = sandbox.provider(ProviderKind::Cord).unwrap();
    let credential = |wanted| {
        let found = provider.credentials.iter().find(|(key, _)| *key == wanted);
        found.unwrap().1.clone()
    };
    let setup = Setup {
        key: SourceKey::parse("comments").unwrap(),
        base_url: Url::parse(&provider.base_url).unwrap(),
        limits: Limits::default(),
        clock: clock(),
    };
    let account = Account {
        project_id: credential("project_id"),
        secret: secret
            .map_or_else(|| credential("secret"), str::to_owned)
            .into(),
        agent_group: Some(credential("agent_group")),
        agent_users: Vec::new(),
        speaks_as: None,
    };
    let cord = Cord::new(setup, account).unwrap();
    (sandbox, cord)
}

async fn all(cord: &Cord, size: usize) -> Vec<Conversation> {
    asked(cord, &ConversationQuery::default(), size).await
}

/// All rows of a question of which everything is pushed.
async fn asked(cord: &Cord, query: &ConversationQuery, size: usize) -> Vec<Conversation> {
    let context = CallContext::default();
    let mut request = PageRequest::first(size);
    let mut rows = Vec::new();
    loop {
        let parts = ConversationParts::all();
        let page = cord.conversations(&context, query, request, parts).await;
        let page = page.unwrap();
        rows.extend(page.items);
        match page.next {
            None => return rows,
            position => request = PageRequest { size, position },
        }
    }
}

#[tokio::test]
async fn every_thread_is_listed_once_latest_first() {
    let (_sandbox, cord) = started(None).await;
    let rows = all(&cord, 7).await;
    let ids: HashSet<_> = rows.iter().map(|row| row.id.clone()).collect();
    assert_eq!((rows.len(), ids.len()), (20, 20));
    assert!(
        rows.windows(2)
            .all(|pair| pair[0].last_activity_at >= pair[1].last_activity_at)
    );
    let world = World::new();
    let subjects: HashSet<_> = rows.iter().filter_map(|row| row.subject.clone()).collect();
    let told: HashSet<_> = world
        .cases_at(ProviderKind::Cord)
        .map(|case| case.subject.clone())
        .collect();
    assert_eq!(subjects, told);
}

#[tokio::test]
async fn a_row_costs_one_call_only_if_its_times_are_wanted() {
    let (sandbox, cord) = started(None).await;
    let provider = sandbox.provider(ProviderKind::Cord).unwrap();
    let context = CallContext::default();
    for (parts, calls) in [
        (ConversationParts::SUMMARY, 2),
        (ConversationParts::TIMES, 6),
    ] {
        provider.clear_requests();
        let page = cord
            .conversations(
                &context,
                &ConversationQuery::default(),
                PageRequest::first(5),
                parts,
            )
            .await
            .unwrap();
        assert_eq!((page.items.len(), provider.requests().len()), (5, calls));
    }
}

#[tokio::test]
async fn messages_read_both_ways_are_the_same_messages() {
    let (_sandbox, cord) = started(None).await;
    let context = CallContext::default();
    for thread in all(&cord, 50).await {
        let request = || PageRequest::first(100);
        let oldest = cord
            .messages(&context, &thread.id, MessageOrder::OldestFirst, request())
            .await
            .unwrap();
        let mut newest = cord
            .messages(&context, &thread.id, MessageOrder::NewestFirst, request())
            .await
            .unwrap();
        newest.items.reverse();
        assert_eq!(oldest.items, newest.items);
        assert_eq!(
            oldest.items.first().map(|one| one.created_at),
            thread.created_at
        );
    }
}

#[tokio::test]
async fn ids_that_nobody_gave_do_not_exist() {
    let (_sandbox, cord) = started(None).await;
    let context = CallContext::default();
    let known = all(&cord, 50).await[0].id.clone();
    let natives = ["no-such", "../x", "a/b", "%", "", "..", "cord:nonsense"];
    let mut ids: Vec<Id<Conversation>> = natives
        .iter()
        .map(|one| Id::new(cord.key(), *one))
        .collect();
    ids.push(known.clone());
    let batch = cord
        .conversations_by_id(&context, &ids, ConversationParts::SUMMARY)
        .await;
    assert_eq!(batch.outcomes.len(), ids.len());
    for (id, outcome) in batch.outcomes {
        assert_eq!(outcome.unwrap().is_some(), id == known, "{id:?}");
    }
}

#[tokio::test]
async fn many_people_cost_one_call() {
    let (sandbox, cord) = started(None).await;
    let context = CallContext::default();
    let contacts: HashSet<Id<Contact>> = all(&cord, 50)
        .await
        .into_iter()
        .filter_map(|row| row.contact)
        .collect();
    let ids: Vec<_> = contacts.into_iter().collect();
    let provider = sandbox.provider(ProviderKind::Cord).unwrap();
    provider.clear_requests();
    let batch = cord
        .contacts_by_id(&context, &ids, ContactParts::EMAILS)
        .await;
    assert!(
        batch
            .outcomes
            .values()
            .all(|outcome| matches!(outcome, Ok(Some(_))))
    );
    assert_eq!(provider.requests().len(), 1);
}

#[tokio::test]
async fn the_company_of_people_is_known_only_if_it_is_asked_for() {
    let (_sandbox, cord) = started(None).await;
    let context = CallContext::default();
    let contacts: HashSet<Id<Contact>> = all(&cord, 50)
        .await
        .into_iter()
        .filter_map(|row| row.contact)
        .collect();
    let ids: Vec<_> = contacts.into_iter().collect();
    for (parts, is_known) in [
        (ContactParts::EMAILS, false),
        (ContactParts::ORGANIZATION, true),
    ] {
        let batch = cord.contacts_by_id(&context, &ids, parts).await;
        for outcome in batch.outcomes.into_values() {
            let contact = outcome.unwrap().unwrap();
            assert_eq!(contact.known.contains(ContactParts::ORGANIZATION), is_known);
            assert_eq!(contact.organization.is_some(), is_known);
        }
    }
}

#[tokio::test]
async fn agents_are_told_from_contacts() {
    let (_sandbox, cord) = started(None).await;
    let context = CallContext::default();
    let agents = cord
        .agents(&context, PageRequest::first(100))
        .await
        .unwrap()
        .items;
    assert_eq!(agents.len(), World::new().agents.len());
    let contacts = cord
        .contacts(&context, &ContactQuery::default(), PageRequest::first(100))
        .await
        .unwrap()
        .items;
    assert!(!contacts.is_empty());
    let is_agent = |contact: &Contact| {
        agents
            .iter()
            .any(|agent| agent.id.native() == contact.id.native())
    };
    assert!(!contacts.iter().any(is_agent));
}

#[tokio::test]
async fn a_file_is_downloaded_by_a_fresh_link() {
    let (_sandbox, cord) = started(None).await;
    let context = CallContext::default();
    let mut files: Vec<Id<Attachment>> = Vec::new();
    for thread in all(&cord, 50).await {
        let order = MessageOrder::OldestFirst;
        let page = cord
            .messages(&context, &thread.id, order, PageRequest::first(100))
            .await
            .unwrap();
        let attachments = page
            .items
            .into_iter()
            .filter_map(|message| message.attachments)
            .flatten();
        files.extend(attachments.map(|file| file.id.clone()));
    }
    let download = cord.download(&context, &files[0]).await.unwrap().unwrap();
    let chunks: Vec<_> = download.content.try_collect().await.unwrap();
    assert!(chunks.concat().starts_with(b"This is the content of "));
    let gone = Id::<Attachment>::within(
        &files[0].parent::<crate::model::Message>().unwrap(),
        "cord:gone",
    );
    assert!(cord.download(&context, &gone).await.unwrap().is_none());
}

#[tokio::test]
async fn a_wrong_secret_is_unauthorized() {
    let (_sandbox, cord) = started(Some("wrong")).await;
    let error = cord.check(&CallContext::default()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unauthorized);
    let (_sandbox, cord) = started(None).await;
    cord.check(&CallContext::default()).await.unwrap();
}

#[tokio::test]
async fn the_contact_is_the_person_who_asked_first() {
    let (_sandbox, cord) = started(None).await;
    let world = World::new();
    for thread in all(&cord, 50).await {
        let same_subject = |case: &&Case| Some(&case.subject) == thread.subject.as_ref();
        let cases = world.cases_at(ProviderKind::Cord).filter(same_subject);
        let people: Vec<_> = cases
            .map(|case| world.person(case.person).first_name)
            .collect();
        let contacts = [thread.contact.clone().unwrap()];
        let batch = cord
            .contacts_by_id(&CallContext::default(), &contacts, ContactParts::all())
            .await;
        let contact = batch
            .outcomes
            .into_values()
            .next()
            .unwrap()
            .unwrap()
            .unwrap();
        let name = contact.display_name();
        assert!(people.iter().any(|person| name.contains(person)), "{name}");
        assert!(matches!(
            thread.first_message.unwrap().author,
            Some(Actor::Contact(_))
        ));
    }
}
