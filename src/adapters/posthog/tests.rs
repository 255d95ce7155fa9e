//! The adapter over real HTTP, against the sandbox.

use std::collections::{HashMap, HashSet};

use url::Url;

use super::{Account, PostHog};
use crate::adapters::Setup;
use crate::clock::{SettableClock, SharedClock};
use crate::model::{
    Actor, AgentParts, Contact, ContactParts, Conversation, ConversationParts, ConversationStatus,
    DirectoryParts, Id, Message, MessageKind, MessageOrder, MessageParts, PageRequest, Priority,
    ProviderKind, SourceKey, Team, Visibility,
};
use crate::provider::{Error, ErrorKind, Provider};
use crate::sandbox::world::{Author, Case, EntryKind, State, World};
use crate::sandbox::{RunningProvider, Sandbox};
use crate::transport::{CallContext, Limits};

/// A key of the sandbox that may only read tickets.
const TICKET_KEY: &str = "phx_sandboxticketsHj3Kd8Wq1Zr6Tn5Vb0Mc2Xs";

fn clock() -> SharedClock {
    SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap())
}

async fn started_with(api_key: Option<&str>) -> (Sandbox, PostHog) {
    let sandbox = Sandbox::start(&[ProviderKind::PostHog], clock())
        .await
        .unwrap();
    let provider = desk(&sandbox);
    let credential = |wanted| {
        let found = provider.credentials.iter().find(|(key, _)| *key == wanted);
        found.unwrap().1.clone()
    };
    let setup = Setup {
        key: SourceKey::parse("product").unwrap(),
        base_url: Url::parse(&provider.base_url).unwrap(),
        limits: Limits::default(),
        clock: clock(),
    };
    let account = Account {
        project_id: credential("project_id"),
        organization_id: "@current".to_owned(),
        api_key: api_key
            .map_or_else(|| credential("api_key"), str::to_owned)
            .into(),
    };
    let adapter = PostHog::new(setup, account).unwrap();
    (sandbox, adapter)
}

async fn started() -> (Sandbox, PostHog) {
    started_with(None).await
}

fn desk(sandbox: &Sandbox) -> &RunningProvider {
    sandbox.provider(ProviderKind::PostHog).unwrap()
}

fn context() -> CallContext {
    CallContext::default()
}

async fn all(adapter: &PostHog, size: usize) -> Vec<Conversation> {
    let mut request = PageRequest::first(size);
    let mut rows = Vec::new();
    loop {
        let page = adapter
            .conversations(&context(), request, ConversationParts::all())
            .await
            .unwrap();
        rows.extend(page.items);
        match page.next {
            None => return rows,
            next => {
                request = PageRequest {
                    size,
                    position: next,
                }
            }
        }
    }
}

async fn timeline(
    adapter: &PostHog,
    conversation: &Id<Conversation>,
    order: MessageOrder,
) -> Vec<Message> {
    let mut request = PageRequest::first(100);
    let mut messages = Vec::new();
    loop {
        let page = adapter
            .messages(&context(), conversation, order, request)
            .await
            .unwrap();
        messages.extend(page.items);
        match page.next {
            None => return messages,
            next => {
                request = PageRequest {
                    size: 100,
                    position: next,
                }
            }
        }
    }
}

/// The cases of the story, by number.
fn told(world: &World) -> HashMap<String, &Case> {
    let cases = world.cases_at(ProviderKind::PostHog);
    cases.map(|case| (case.number.to_string(), case)).collect()
}

fn number_of(row: &Conversation) -> String {
    row.number.clone().unwrap()
}

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
        .conversations(&context(), PageRequest::first(5), ConversationParts::all())
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
async fn the_contact_is_who_asked_known_to_the_product_or_not() {
    let (_sandbox, adapter) = started().await;
    let world = World::new();
    let told = told(&world);
    let page = adapter
        .conversations(
            &context(),
            PageRequest::first(100),
            ConversationParts::all(),
        )
        .await
        .unwrap();
    let (mut persons, mut strangers) = (0, 0);
    for row in &page.items {
        let id = row.contact.as_ref().unwrap();
        let mut contacts = page.related.contacts.iter();
        let contact = contacts.find(|contact| contact.id == *id).unwrap();
        let person = world.person(told[&number_of(row)].person);
        if let Some(email) = person.email {
            assert_eq!(contact.emails[0].value, email);
            assert_eq!(contact.emails.len(), 1);
            let name = format!("{} {}", person.first_name, person.last_name);
            assert_eq!(contact.name, Some(name));
        } else {
            assert!(!contact.is_identified);
        }
        match id.native().strip_prefix("distinct:") {
            Some(_) => strangers += 1,
            None => persons += 1,
        }
    }
    assert!(persons > 0 && strangers > 0, "{persons} {strangers}");
}

#[tokio::test]
async fn contacts_are_read_again_by_their_ids() {
    let (sandbox, adapter) = started().await;
    let page = adapter
        .conversations(
            &context(),
            PageRequest::first(100),
            ConversationParts::all(),
        )
        .await
        .unwrap();
    let ids: HashSet<_> = page
        .items
        .iter()
        .filter_map(|row| row.contact.clone())
        .collect();
    let ids: Vec<_> = ids.into_iter().collect();
    desk(&sandbox).clear_requests();
    let batch = adapter
        .contacts_by_id(&context(), &ids, ContactParts::all())
        .await;
    assert_eq!(desk(&sandbox).requests().len(), ids.len());
    for (id, outcome) in batch.outcomes {
        let again = outcome.unwrap().unwrap();
        let mut contacts = page.related.contacts.iter();
        let first = contacts.find(|contact| contact.id == id).unwrap();
        assert_eq!(again.id, id);
        assert_eq!((&again.name, &again.emails), (&first.name, &first.emails));
        assert_eq!(again.is_identified, first.is_identified);
        assert_eq!(again.external_ids, first.external_ids);
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
async fn ids_that_nobody_gave_do_not_exist() {
    let (sandbox, adapter) = started().await;
    let natives = [
        "no-such",
        "../x",
        "a/b",
        "%",
        "",
        "..",
        "42",
        "0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01",
    ];
    fn ids<T>(natives: &[&str]) -> Vec<Id<T>> {
        let key = SourceKey::parse("product").unwrap();
        natives
            .iter()
            .map(|one| Id::new(&key, *one).with_hint("x y"))
            .collect()
    }
    let nothing = |missing: usize, total: usize| assert_eq!(missing, total);
    macro_rules! none {
        ($method:ident, $parts:expr) => {{
            let batch = adapter.$method(&context(), &ids(&natives), $parts).await;
            let missing = batch
                .outcomes
                .values()
                .filter(|one| matches!(one, Ok(None)));
            nothing(missing.count(), natives.len());
        }};
    }
    none!(conversations_by_id, ConversationParts::all());
    none!(contacts_by_id, ContactParts::all());
    none!(agents_by_id, AgentParts::all());
    none!(teams_by_id, DirectoryParts::all());
    let odd: Vec<Id<Contact>> = ids(&[
        "distinct:",
        "distinct:a,b",
        "distinct:,",
        "distinct: ",
        "distinct:../x",
        "ticket:../x",
    ]);
    let batch = adapter
        .contacts_by_id(&context(), &odd, ContactParts::all())
        .await;
    assert!(batch.outcomes.values().all(|one| matches!(one, Ok(None))));
    let ticket = all(&adapter, 1).await.remove(0).id;
    let messages: Vec<_> = natives
        .iter()
        .map(|one| Id::within(&ticket, *one))
        .collect();
    let batch = adapter
        .messages_by_id(&context(), &messages, MessageParts::all())
        .await;
    assert!(batch.outcomes.values().all(|one| matches!(one, Ok(None))));
    desk(&sandbox).clear_requests();
    for order in [MessageOrder::OldestFirst, MessageOrder::NewestFirst] {
        let nameless = Id::new(adapter.key(), "");
        let refused = adapter
            .messages(&context(), &nameless, order, PageRequest::first(5))
            .await;
        assert_eq!(refused.unwrap_err().kind, ErrorKind::NotFound);
    }
    // An empty id would list the comments of everything.
    assert_eq!(desk(&sandbox).requests().len(), 0);
}

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

#[tokio::test]
async fn the_team_is_the_organization() {
    let (sandbox, adapter) = started().await;
    let world = World::new();
    let teams = adapter
        .teams(&context(), PageRequest::first(100))
        .await
        .unwrap()
        .items;
    let names: Vec<_> = teams.iter().map(|team| &*team.name).collect();
    assert_eq!(
        names,
        world.teams.iter().map(|team| team.name).collect::<Vec<_>>()
    );
    let agents = adapter
        .agents(&context(), PageRequest::first(3))
        .await
        .unwrap();
    assert_eq!(
        (agents.items.len(), agents.total),
        (3, Some(world.agents.len() as u64))
    );
    assert_eq!(agents.items[0].known, AgentParts::all() - AgentParts::TEAMS);
    let ids: Vec<_> = agents.items.iter().map(|agent| agent.id.clone()).collect();
    desk(&sandbox).clear_requests();
    let batch = adapter
        .agents_by_id(&context(), &ids, AgentParts::all())
        .await;
    assert_eq!(desk(&sandbox).requests().len(), 2);
    for (agent, id) in world.agents.iter().zip(&ids) {
        let found = batch.outcomes[id].as_ref().unwrap().as_ref().unwrap();
        assert_eq!(
            found.name,
            Some(format!("{} {}", agent.first_name, agent.last_name))
        );
        assert_eq!(found.email.as_deref(), Some(agent.email));
        let team = world
            .teams
            .iter()
            .position(|team| team.key == agent.team)
            .unwrap();
        assert_eq!(found.teams, Some(vec![teams[team].id.clone()]));
    }
    let wanted: Vec<Id<Team>> = teams.iter().map(|team| team.id.clone()).collect();
    let batch = adapter
        .teams_by_id(&context(), &wanted, DirectoryParts::all())
        .await;
    for team in &teams {
        assert_eq!(
            batch.outcomes[&team.id].as_ref().unwrap().as_ref(),
            Some(team)
        );
    }
}

#[tokio::test]
async fn tags_are_their_names_and_cost_nothing() {
    let (sandbox, adapter) = started().await;
    let ids = [Id::new(adapter.key(), "refund"), Id::new(adapter.key(), "")];
    let batch = adapter
        .tags_by_id(&context(), &ids, DirectoryParts::all())
        .await;
    let tag = batch.outcomes[&ids[0]].as_ref().unwrap().as_ref().unwrap();
    assert_eq!(tag.name, "refund");
    assert!(matches!(batch.outcomes[&ids[1]], Ok(None)));
    assert_eq!(desk(&sandbox).requests().len(), 0);
    let refused = adapter
        .tags(&context(), PageRequest::first(5))
        .await
        .unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Unsupported);
}

#[tokio::test]
async fn persons_are_walked_without_a_total() {
    let (_sandbox, adapter) = started().await;
    let mut request = PageRequest::first(4);
    let mut ids = Vec::new();
    loop {
        let page = adapter.contacts(&context(), request).await.unwrap();
        assert_eq!(page.total, None);
        ids.extend(page.items.into_iter().map(|contact| contact.id));
        let Some(next) = page.next else { break };
        request = PageRequest {
            size: 4,
            position: Some(next),
        };
    }
    let whole = adapter
        .contacts(&context(), PageRequest::first(100))
        .await
        .unwrap();
    assert!(ids.len() > 4);
    assert_eq!(
        ids,
        whole
            .items
            .into_iter()
            .map(|contact| contact.id)
            .collect::<Vec<_>>()
    );
}

fn said(error: &Error) -> Option<&str> {
    error.source.as_ref().unwrap().upstream_message.as_deref()
}

#[tokio::test]
async fn a_wrong_key_is_unauthorized_and_a_narrow_one_forbidden() {
    let (_sandbox, adapter) = started_with(Some("phx_wrong")).await;
    let error = adapter.check(&context()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unauthorized);
    let code = error.source.as_ref().unwrap().upstream_code.as_deref();
    assert_eq!(code, Some("authentication_failed"));
    let (_sandbox, adapter) = started_with(Some(TICKET_KEY)).await;
    adapter.check(&context()).await.unwrap();
    let error = adapter
        .agents(&context(), PageRequest::first(5))
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Forbidden);
    let text = "API key missing required scope 'organization_member:read'";
    assert_eq!(said(&error), Some(text));
}
