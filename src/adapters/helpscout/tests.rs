//! The adapter over real HTTP, against the sandbox.

use std::collections::{HashMap, HashSet};

use futures_util::TryStreamExt as _;
use url::Url;

use super::{Account, Credentials, HelpScout};
use crate::adapters::Setup;
use crate::clock::{SettableClock, SharedClock};
use crate::model::{
    Actor, AgentParts, Attachment, AttachmentState, Availability, ChannelKind, ContactParts,
    ContactQuery, Conversation, ConversationLinkKind, ConversationParts, ConversationQuery,
    ConversationStatus, DirectoryParts, Id, Message, MessageKind, MessageOrder, MessageParts,
    MessageState, Page, PageRequest, Position, ProviderKind, SourceKey, Visibility,
};
use crate::provider::{ErrorKind, Provider, Result};
use crate::sandbox::world::{Case, State, World};
use crate::sandbox::{RunningProvider, Sandbox};
use crate::transport::{CallContext, Limits};

/// The conversation of the story that others were merged into, and one of them.
const MERGED_INTO: u32 = 6;
const MERGED: &str = "2147482500";

fn clock() -> SharedClock {
    SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap())
}

struct Desk {
    sandbox: Sandbox,
    adapter: HelpScout,
    context: CallContext,
}

impl Desk {
    async fn open() -> Self {
        Self::open_with(None).await
    }

    async fn open_with(secret: Option<&str>) -> Self {
        let sandbox = Sandbox::start(&[ProviderKind::HelpScout], clock())
            .await
            .unwrap();
        let provider = sandbox.provider(ProviderKind::HelpScout).unwrap();
        let credential = |wanted| {
            let found = provider.credentials.iter().find(|(key, _)| *key == wanted);
            found.unwrap().1.clone()
        };
        let setup = Setup {
            key: SourceKey::parse("help").unwrap(),
            base_url: Url::parse(&provider.base_url).unwrap(),
            limits: Limits::default(),
            clock: clock(),
        };
        let client_secret = secret.map_or_else(|| credential("client_secret"), str::to_owned);
        let credentials = Credentials::Client {
            client_id: credential("client_id"),
            client_secret: client_secret.into(),
            token_url: Url::parse(&credential("token_url")).unwrap(),
        };
        let adapter = HelpScout::new(setup, Account { credentials }).unwrap();
        Self {
            sandbox,
            adapter,
            context: CallContext::default(),
        }
    }

    fn provider(&self) -> &RunningProvider {
        self.sandbox.provider(ProviderKind::HelpScout).unwrap()
    }

    /// Forgets the calls so far, with the one for a token among them.
    async fn quiet(&self) {
        self.adapter.check(&self.context).await.unwrap();
        self.provider().clear_requests();
    }

    fn calls(&self) -> usize {
        self.provider().requests().len()
    }

    fn id<T>(&self, native: &str) -> Id<T> {
        Id::new(self.adapter.key(), native)
    }

    async fn all(&self, parts: ConversationParts) -> Vec<Conversation> {
        let every = ConversationQuery::default();
        let read = |request| {
            self.adapter
                .conversations(&self.context, &every, request, parts)
        };
        walked(read).await
    }

    /// The conversation of a case of the story.
    async fn of_case(&self, number: u32) -> Conversation {
        let world = World::new();
        let mut cases = world.cases_at(ProviderKind::HelpScout);
        let case = cases.find(|case| case.number == number).unwrap();
        let all = self.all(ConversationParts::all()).await;
        let mut found = all.into_iter();
        let is_it = |one: &Conversation| one.number == Some((48_200 + 3 * number).to_string());
        let found = found.find(is_it).unwrap();
        assert_eq!(found.subject.as_deref(), Some(case.subject.as_str()));
        found
    }

    async fn conversation(&self, native: &str, parts: ConversationParts) -> Option<Conversation> {
        let id = self.id(native);
        let ids = [id.clone()];
        let mut batch = self
            .adapter
            .conversations_by_id(&self.context, &ids, parts)
            .await;
        assert_eq!(batch.outcomes.len(), 1);
        batch.outcomes.remove(&id).unwrap().unwrap()
    }

    async fn messages(&self, id: &Id<Conversation>, order: MessageOrder) -> Vec<Message> {
        walked(|request| self.adapter.messages(&self.context, id, order, request)).await
    }
}

async fn walked<T, F>(read: impl Fn(PageRequest) -> F) -> Vec<T>
where
    F: Future<Output = Result<Page<T>>>,
{
    let mut request = PageRequest::first(25);
    let mut rows = Vec::new();
    for _ in 0..20 {
        let page = read(request).await.unwrap();
        rows.extend(page.items);
        match page.next {
            None => return rows,
            next => {
                request = PageRequest {
                    size: 25,
                    position: next,
                }
            }
        }
    }
    panic!("the list has no end");
}

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
async fn messages_read_both_ways_are_the_same_messages() {
    let desk = Desk::open().await;
    let mut longest = 0;
    for row in desk.all(ConversationParts::all()).await {
        let oldest = desk.messages(&row.id, MessageOrder::OldestFirst).await;
        let mut newest = desk.messages(&row.id, MessageOrder::NewestFirst).await;
        newest.reverse();
        assert_eq!(oldest, newest);
        assert!(oldest.is_sorted_by_key(|message| message.created_at));
        assert_eq!(
            oldest.first().map(|one| one.created_at),
            row.created_at,
            "{:?}",
            row.subject
        );
        let said = |one: &&Message| one.kind != MessageKind::Activity && one.state.may_be_public();
        let said: Vec<_> = oldest.iter().filter(said).collect();
        assert_eq!(row.message_count.map(|n| n as usize), Some(said.len()));
        let last = row.last_message.unwrap();
        assert_eq!(last.id, said.last().unwrap().id);
        assert_eq!(row.first_message.unwrap().id, said[0].id);
        longest = longest.max(oldest.len());
    }
    assert!(longest > 1);
}

#[tokio::test]
async fn a_page_of_messages_costs_one_call() {
    let desk = Desk::open().await;
    let row = desk.of_case(1).await;
    for order in [MessageOrder::OldestFirst, MessageOrder::NewestFirst] {
        desk.quiet().await;
        let messages = desk.messages(&row.id, order).await;
        assert!(messages.len() <= 25);
        assert_eq!(desk.calls(), 1);
    }
}

#[tokio::test]
async fn a_position_of_the_other_order_is_refused() {
    let desk = Desk::open().await;
    let row = desk.of_case(1).await;
    for position in ["newest 5 9 25", "2", ""] {
        let request = PageRequest {
            size: 25,
            position: Some(Position::new(position)),
        };
        let order = MessageOrder::OldestFirst;
        let refused = desk
            .adapter
            .messages(&desk.context, &row.id, order, request);
        assert_eq!(refused.await.unwrap_err().kind, ErrorKind::Malformed);
    }
}

#[tokio::test]
async fn what_the_contact_cannot_see_is_internal() {
    let desk = Desk::open().await;
    let mut states = HashMap::new();
    let mut kinds = HashSet::new();
    for row in desk.all(ConversationParts::SUMMARY).await {
        for message in desk.messages(&row.id, MessageOrder::OldestFirst).await {
            let is_sent = matches!(message.state, MessageState::Sent | MessageState::Read);
            if !is_sent {
                assert_eq!(message.visibility, Visibility::Internal);
            }
            if message.visibility == Visibility::Public {
                assert!(message.body.is_some());
            }
            assert_eq!(
                message.scheduled_for.is_some(),
                message.state == MessageState::Scheduled
            );
            assert_eq!(
                message.activity.is_some(),
                message.kind == MessageKind::Activity
            );
            *states.entry(message.state).or_insert(0) += 1;
            kinds.insert(message.kind);
        }
    }
    for state in [
        MessageState::Draft,
        MessageState::Scheduled,
        MessageState::Hidden,
        MessageState::UnderReview,
    ] {
        assert_eq!(states[&state], 1, "{state:?}");
    }
    let told = [
        MessageKind::CustomerMessage,
        MessageKind::AgentReply,
        MessageKind::Note,
        MessageKind::Activity,
        MessageKind::Call,
        MessageKind::Forward,
    ];
    assert_eq!(kinds, told.into_iter().collect());
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

#[tokio::test]
async fn the_latest_messages_are_whole() {
    let desk = Desk::open().await;
    let rows = desk.all(ConversationParts::all()).await;
    let is_chat = |row: &&Conversation| row.channel.kind == ChannelKind::Chat;
    let chats = rows.iter().filter(is_chat).count();
    assert!(chats > 0);
    let ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    desk.quiet().await;
    let latest = desk.adapter.latest_messages(&desk.context, &ids).await;
    assert_eq!(desk.calls(), ids.len().div_ceil(25) + chats);
    assert_eq!(latest.len(), ids.len());
    for (id, outcome) in latest {
        let message = outcome.unwrap().unwrap();
        assert_eq!(message.conversation(), id);
        assert_eq!(message.known, MessageParts::all());
        let newest = desk.messages(&id, MessageOrder::NewestFirst).await;
        assert!(newest.contains(&message));
    }
}

#[tokio::test]
async fn messages_are_found_in_their_conversations() {
    let desk = Desk::open().await;
    let row = desk.of_case(3).await;
    let messages = desk.messages(&row.id, MessageOrder::OldestFirst).await;
    let mut ids: Vec<_> = messages.iter().map(|one| one.id.clone()).collect();
    desk.quiet().await;
    let strangers = ["../x", "a/b", "%", "", "4711"];
    ids.extend(strangers.map(|native| Id::within(&row.id, native)));
    ids.push(Id::within(&desk.id::<Conversation>("../x"), "1"));
    ids.push(desk.id("7712003001"));
    let parts = MessageParts::all();
    let batch = desk
        .adapter
        .messages_by_id(&desk.context, &ids, parts)
        .await;
    // The whole conversation has to be read to know that some are not there.
    assert!(messages.len() > 50);
    assert_eq!(desk.calls(), messages.len().div_ceil(25));
    assert_eq!(batch.outcomes.len(), ids.len());
    for (id, outcome) in batch.outcomes {
        let told = messages.iter().find(|message| message.id == id);
        assert_eq!(outcome.unwrap().as_ref(), told);
    }
}

#[tokio::test]
async fn a_long_conversation_is_read_page_by_page() {
    let desk = Desk::open().await;
    let row = desk.of_case(3).await;
    let newest = desk.messages(&row.id, MessageOrder::NewestFirst).await;
    let pages = newest.len().div_ceil(25);
    assert!(pages > 2);
    for (order, calls) in [
        (MessageOrder::NewestFirst, pages),
        // The page of the newest tells where the oldest are.
        (MessageOrder::OldestFirst, pages + 1),
    ] {
        desk.quiet().await;
        assert_eq!(desk.messages(&row.id, order).await.len(), newest.len());
        assert_eq!(desk.calls(), calls, "{order:?}");
    }
    desk.quiet().await;
    let latest = [newest[0].id.clone()];
    let parts = MessageParts::all();
    let batch = desk
        .adapter
        .messages_by_id(&desk.context, &latest, parts)
        .await;
    assert_eq!(desk.calls(), 1);
    let found = batch.outcomes[&latest[0]].as_ref().unwrap();
    assert_eq!(found.as_ref(), Some(&newest[0]));
}

#[tokio::test]
async fn files_are_downloaded_unless_they_are_infected() {
    let desk = Desk::open().await;
    let mut downloaded = 0;
    let mut infected = 0;
    for row in desk.all(ConversationParts::SUMMARY).await {
        for message in desk.messages(&row.id, MessageOrder::OldestFirst).await {
            for file in message.attachments.unwrap() {
                let download = desk.adapter.download(&desk.context, &file.id);
                let download = download.await.unwrap();
                if file.state == AttachmentState::Infected {
                    assert!(download.is_none());
                    infected += 1;
                    continue;
                }
                let download = download.unwrap();
                assert_eq!(download.mime_type.as_ref(), Some(&file.mime_type));
                assert_eq!(download.size, file.size_bytes);
                let chunks: Vec<_> = download.content.try_collect().await.unwrap();
                assert_eq!(chunks.concat().len() as u64, file.size_bytes.unwrap());
                downloaded += 1;
                let gone: Id<Attachment> = Id::within(&message.id, "4711");
                let gone = desk.adapter.download(&desk.context, &gone).await.unwrap();
                assert!(gone.is_none());
            }
        }
    }
    assert_eq!(infected, 1);
    assert!(downloaded > 0);
    let alone = desk.id("9001");
    let alone = desk.adapter.download(&desk.context, &alone).await;
    assert!(alone.unwrap().is_none());
}

#[tokio::test]
async fn contacts_are_the_people_of_the_story() {
    let desk = Desk::open().await;
    let world = World::new();
    let every = ContactQuery::default();
    let contacts = walked(|request| desk.adapter.contacts(&desk.context, &every, request)).await;
    assert_eq!(
        contacts.len(),
        world.people_at(ProviderKind::HelpScout).count()
    );
    let names: HashSet<_> = contacts
        .iter()
        .map(|one| one.display_name().to_owned())
        .collect();
    for person in world.people_at(ProviderKind::HelpScout) {
        assert!(names.contains(&format!("{} {}", person.first_name, person.last_name)));
    }
    let mut ids: Vec<_> = contacts.iter().map(|one| one.id.clone()).collect();
    ids.extend(["../x", "a/b", "%", "", "4711"].map(|native| desk.id(native)));
    let parts = ContactParts::all();
    let batch = desk
        .adapter
        .contacts_by_id(&desk.context, &ids, parts)
        .await;
    for (id, outcome) in batch.outcomes {
        let told = contacts.iter().find(|contact| contact.id == id);
        assert_eq!(outcome.unwrap().as_ref(), told);
    }
}

#[tokio::test]
async fn organizations_are_found_by_one_and_by_many() {
    let desk = Desk::open().await;
    let all = walked(|request| desk.adapter.organizations(&desk.context, request)).await;
    assert_eq!(all.len(), World::new().organizations.len());
    let mut ids: Vec<_> = all.iter().map(|one| one.id.clone()).collect();
    ids.push(desk.id("../x"));
    let parts = crate::model::OrganizationParts::all();
    for ids in [&ids[..], &ids[..1], &ids[ids.len() - 1..]] {
        desk.quiet().await;
        let batch = desk
            .adapter
            .organizations_by_id(&desk.context, ids, parts)
            .await;
        assert!(desk.calls() <= 1);
        for (id, outcome) in batch.outcomes {
            let told = all.iter().find(|one| one.id == id);
            assert_eq!(outcome.unwrap().as_ref(), told);
        }
    }
    let row = desk.of_case(3).await;
    assert!(
        all.iter()
            .any(|one| Some(&one.id) == row.organization.as_ref())
    );
}

#[tokio::test]
async fn agents_tell_their_teams_and_whether_they_are_there() {
    let desk = Desk::open().await;
    let world = World::new();
    let agents = walked(|request| desk.adapter.agents(&desk.context, request)).await;
    assert_eq!(agents.len(), world.agents.len());
    let teams = walked(|request| desk.adapter.teams(&desk.context, request)).await;
    assert_eq!(teams.len(), world.teams.len());
    let mut ids: Vec<_> = agents.iter().map(|one| one.id.clone()).collect();
    ids.extend(["../x", "4711"].map(|native| desk.id(native)));
    desk.quiet().await;
    let parts = AgentParts::all();
    let batch = desk.adapter.agents_by_id(&desk.context, &ids, parts).await;
    // The users, their statuses, the teams, and the members of each.
    assert_eq!(desk.calls(), 3 + teams.len());
    let mut availabilities = HashSet::new();
    for agent in &agents {
        let found = batch.outcomes[&agent.id]
            .as_ref()
            .unwrap()
            .as_ref()
            .unwrap();
        assert_eq!(found.known, AgentParts::all());
        let told = world
            .agents
            .iter()
            .find(|one| Some(one.email) == found.email.as_deref());
        let team = world
            .teams
            .iter()
            .find(|team| team.key == told.unwrap().team)
            .unwrap();
        let own: Vec<_> = found.teams.iter().flatten().collect();
        let named = teams.iter().find(|one| one.name == team.name).unwrap();
        assert_eq!(own, [&named.id]);
        availabilities.insert(found.availability);
    }
    assert!(availabilities.contains(&Availability::Offline));
    assert!(batch.outcomes[&desk.id("../x")].as_ref().unwrap().is_none());
    desk.quiet().await;
    let parts = AgentParts::EMAIL;
    let batch = desk
        .adapter
        .agents_by_id(&desk.context, &ids[..1], parts)
        .await;
    assert_eq!(desk.calls(), 1);
    let found = batch.outcomes[&ids[0]].as_ref().unwrap();
    assert_eq!(found.as_ref(), Some(&agents[0]));
}

#[tokio::test]
async fn the_small_lists_are_picked_from() {
    let desk = Desk::open().await;
    let parts = DirectoryParts::all();
    let teams = walked(|request| desk.adapter.teams(&desk.context, request)).await;
    let tags = walked(|request| desk.adapter.tags(&desk.context, request)).await;
    let inboxes = walked(|request| desk.adapter.inboxes(&desk.context, request)).await;
    assert!(!teams.is_empty() && !tags.is_empty());
    assert_eq!(inboxes.len(), 3);
    let names: HashSet<_> = tags.iter().map(|tag| tag.name.as_str()).collect();
    for case in World::new().cases_at(ProviderKind::HelpScout) {
        assert!(case.tags.iter().all(|tag| names.contains(tag)));
    }
    for count in [1, 2] {
        let ids: Vec<_> = teams.iter().take(count).map(|one| one.id.clone()).collect();
        let batch = desk.adapter.teams_by_id(&desk.context, &ids, parts).await;
        assert_eq!(
            batch.outcomes[&ids[0]].as_ref().unwrap().as_ref(),
            teams.first()
        );
        let ids: Vec<_> = tags.iter().take(count).map(|one| one.id.clone()).collect();
        let batch = desk.adapter.tags_by_id(&desk.context, &ids, parts).await;
        assert_eq!(
            batch.outcomes[&ids[0]].as_ref().unwrap().as_ref(),
            tags.first()
        );
        let ids: Vec<_> = inboxes
            .iter()
            .take(count)
            .map(|one| one.id.clone())
            .collect();
        let batch = desk.adapter.inboxes_by_id(&desk.context, &ids, parts).await;
        assert_eq!(
            batch.outcomes[&ids[0]].as_ref().unwrap().as_ref(),
            inboxes.first()
        );
    }
    let gone = [desk.id("../x"), desk.id("4711")];
    let batch = desk.adapter.tags_by_id(&desk.context, &gone, parts).await;
    assert!(
        batch
            .outcomes
            .into_values()
            .all(|outcome| outcome.unwrap().is_none())
    );
}

#[tokio::test]
async fn a_wrong_secret_is_unauthorized() {
    let desk = Desk::open_with(Some("wrong")).await;
    let error = desk.adapter.check(&desk.context).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unauthorized);
    let desk = Desk::open().await;
    desk.adapter.check(&desk.context).await.unwrap();
}

#[tokio::test]
async fn messages_of_a_conversation_that_does_not_exist_are_not_found() {
    let desk = Desk::open().await;
    for native in ["4711", "../x", ""] {
        let id = desk.id(native);
        let order = MessageOrder::OldestFirst;
        let request = PageRequest::first(25);
        let error = desk.adapter.messages(&desk.context, &id, order, request);
        assert_eq!(error.await.unwrap_err().kind, ErrorKind::NotFound);
    }
}
