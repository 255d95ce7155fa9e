//! A provider that counts what it is asked, and can be slow, fail and panic.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Semaphore;

use crate::cache::{Cache, Objects, ReadContext, Settings};
use crate::clock::{Clock as _, SettableClock};
use crate::model::{
    Contact, ContactParts, ContactQuery, Conversation, Freshness, Id, Message, MessageKind,
    MessageState, Page, PageRequest, Position, ProviderKind, Related, Served, ServedFrom,
    SourceKey, Tag,
};
use crate::provider::CallContext;
use crate::provider::{
    Batch, Capabilities, Error, ErrorKind, Meanings, Pagination, PaginationStyle, Profile,
    Provider, Result, Source,
};

static PROFILE: Profile = Profile {
    kind: ProviderKind::Nimchat,
    docs_url: "https://example.com",
    meanings: Meanings {
        conversation: "",
        thread: "",
        message: "",
        ticket: "",
    },
    capabilities: Capabilities(&[]),
    statuses: &[],
    priorities: &[],
    channels: &[],
    message_kinds: &[],
    orders: &[],
    filters: &[],
    pagination: Pagination {
        style: PaginationStyle::Cursor,
        max_page_size: 100,
        is_page_size_fixed: false,
        is_row_costly: false,
        is_stable: true,
        key_precision: "seconds",
    },
    operations: &[],
};

/// The contact that does not exist.
pub(super) const MISSING: &str = "404";
/// The contact with notes of a megabyte.
pub(super) const HEAVY: &str = "heavy";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    Answers,
    Fails(ErrorKind),
    Panics,
}

/// What the desk was asked: contacts by id with parts, or the name of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Contacts(Vec<String>, ContactParts),
    Other(&'static str),
}

#[derive(Debug)]
pub(super) struct Desk {
    key: SourceKey,
    calls: Mutex<Vec<Call>>,
    mood: Mutex<Mood>,
    is_slow: AtomicBool,
    gate: Semaphore,
}

impl Desk {
    fn new(key: &str) -> Arc<Self> {
        Arc::new(Self {
            key: SourceKey::parse(key).unwrap(),
            calls: Mutex::default(),
            mood: Mutex::new(Mood::Answers),
            is_slow: AtomicBool::new(false),
            gate: Semaphore::new(0),
        })
    }

    pub(super) fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap().clone()
    }

    pub(super) fn count(&self) -> usize {
        self.calls().len()
    }

    pub(super) fn feel(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// From now on every call waits until it is let go.
    pub(super) fn slow_down(&self) {
        self.is_slow.store(true, Ordering::SeqCst);
    }

    pub(super) fn let_go(&self, calls: usize) {
        self.gate.add_permits(calls);
    }

    /// Takes a call, and gives it the number that its answer carries.
    async fn take(&self, call: Call) -> Result<usize> {
        let number = {
            let mut calls = self.calls.lock().unwrap();
            calls.push(call);
            calls.len()
        };
        if self.is_slow.load(Ordering::SeqCst) {
            self.gate.acquire().await.unwrap().forget();
        }
        let mood = *self.mood.lock().unwrap();
        match mood {
            Mood::Answers => Ok(number),
            Mood::Fails(kind) => Err(Error::new(kind, &self.key, "desk")),
            Mood::Panics => panic!("the desk is on fire"),
        }
    }

    fn contact(&self, id: &str, number: usize, known: ContactParts) -> Contact {
        let mut contact = Contact::new(Id::new(&self.key, id));
        contact.name = Some(format!("{id} of call {number}"));
        contact.known = known;
        contact.notes = (id == HEAVY).then(|| "x".repeat(1_000_000));
        contact
    }
}

#[async_trait]
impl Provider for Desk {
    fn profile(&self) -> &'static Profile {
        &PROFILE
    }

    fn key(&self) -> &SourceKey {
        &self.key
    }

    async fn check(&self, _: &CallContext) -> Result<()> {
        Ok(())
    }

    async fn contacts_by_id(
        &self,
        _: &CallContext,
        ids: &[Id<Contact>],
        parts: ContactParts,
    ) -> Batch<Contact> {
        let mut names: Vec<_> = ids.iter().map(|id| id.native().to_owned()).collect();
        names.sort_unstable();
        let number = match self.take(Call::Contacts(names, parts)).await {
            Ok(number) => number,
            Err(error) => return Batch::failed(ids, &error),
        };
        let there = ids.iter().filter(|id| id.native() != MISSING);
        let found = there.map(|id| self.contact(id.native(), number, parts));
        Batch::of_found(ids, found.collect(), |contact| &contact.id).with_related(Related {
            tags: vec![Tag::new(Id::new(&self.key, "vip"), "VIP")],
            ..Related::default()
        })
    }

    /// Lists two contacts, of which little is known, one of a foreign source, and a tag.
    async fn contacts(
        &self,
        _: &CallContext,
        _: &ContactQuery,
        page: PageRequest,
    ) -> Result<Page<Contact>> {
        let number = self.take(Call::Other("contacts")).await?;
        let foreign = SourceKey::parse("foreign").unwrap();
        let mut stranger = self.contact("9", number, ContactParts::empty());
        stranger.id = Id::new(&foreign, "9");
        let items = ["1", "2"].map(|id| self.contact(id, number, ContactParts::empty()));
        Ok(Page {
            items: items.into_iter().chain([stranger]).collect(),
            next: Some(Position::new(format!("after {:?}", page.position))),
            total: None,
            related: Related {
                tags: vec![Tag::new(Id::new(&self.key, "vip"), "VIP")],
                ..Related::default()
            },
        })
    }

    async fn latest_messages(
        &self,
        _: &CallContext,
        conversations: &[Id<Conversation>],
    ) -> Vec<(Id<Conversation>, Result<Option<Message>>)> {
        let outcome = self.take(Call::Other("latest")).await;
        let message = |id: &Id<Conversation>| {
            let at = jiff::Timestamp::UNIX_EPOCH;
            let message = Id::within(id, "m");
            Message::new(message, MessageKind::Note, "note", MessageState::Sent, at)
        };
        let answer = |id: &Id<Conversation>| {
            let message = outcome.clone().map(|_| Some(message(id)));
            (id.clone(), message)
        };
        conversations.iter().map(answer).collect()
    }
}

/// A cache, a desk behind it, and a clock that stands still.
#[derive(Clone, Debug)]
pub(super) struct Bench {
    pub(super) clock: Arc<SettableClock>,
    pub(super) desk: Arc<Desk>,
    pub(super) source: Arc<Source>,
    pub(super) cache: Arc<Cache>,
}

pub(super) const SECOND: Duration = Duration::from_secs(1);

/// Lives end exactly when the defaults say so.
pub(super) fn exact() -> Settings {
    Settings {
        jitter_percent: 0,
        ..Settings::default()
    }
}

impl Bench {
    pub(super) fn new() -> Self {
        Self::with(exact())
    }

    pub(super) fn with(settings: Settings) -> Self {
        let clock = SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap());
        let cache = Arc::new(Cache::with_settings(settings, clock.clone()));
        Self {
            clock,
            cache,
            ..Self::beside("chat", None)
        }
    }

    /// A desk with a cache of its own, for another bench to take over.
    fn beside(key: &str, account: Option<&str>) -> Self {
        let desk = Desk::new(key);
        let source = Arc::new(Source {
            key: desk.key.clone(),
            name: key.to_owned(),
            is_enabled: true,
            is_sandbox: false,
            base_url: "https://example.com".to_owned(),
            account_ref: account.map(str::to_owned),
            provider: desk.clone(),
            health: Arc::default(),
        });
        let clock = SettableClock::at(jiff::Timestamp::UNIX_EPOCH);
        Self {
            cache: Arc::new(Cache::new(clock.clone())),
            clock,
            desk,
            source,
        }
    }

    /// Another desk behind the same cache.
    pub(super) fn next_to(&self, key: &str, account: &str) -> Self {
        Self {
            clock: Arc::clone(&self.clock),
            cache: Arc::clone(&self.cache),
            ..Self::beside(key, Some(account))
        }
    }

    pub(super) fn id<K>(&self, native: &str) -> Id<K> {
        Id::new(&self.source.key, native)
    }

    /// Moves the clock on and begins a request.
    pub(super) fn request_after(&self, by: Duration) -> ReadContext {
        self.clock.advance(by);
        ReadContext {
            began: self.clock.uptime(),
            ..ReadContext::default()
        }
    }

    pub(super) fn request(&self) -> ReadContext {
        self.request_after(Duration::from_millis(1))
    }

    pub(super) async fn contacts(
        &self,
        read: &ReadContext,
        ids: &[&str],
        parts: ContactParts,
    ) -> Objects<Contact> {
        let ids: Vec<_> = ids.iter().map(|id| self.id(id)).collect();
        self.cache
            .objects::<Contact>(&self.source, read, &ids, parts)
            .await
    }

    /// Reads one contact.
    pub(super) async fn contact(
        &self,
        read: &ReadContext,
        id: &str,
    ) -> Result<Option<Served<Contact>>> {
        self.contact_with(read, id, ContactParts::empty()).await
    }

    pub(super) async fn contact_with(
        &self,
        read: &ReadContext,
        id: &str,
        parts: ContactParts,
    ) -> Result<Option<Served<Contact>>> {
        let mut objects = self.contacts(read, &[id], parts).await;
        objects.outcomes.remove(&self.id(id)).unwrap()
    }

    /// Reads one contact that is there: the number of the call that it came from, and how fresh it is.
    pub(super) async fn look_up(&self, read: &ReadContext, id: &str) -> (usize, Freshness) {
        let contact = self.contact(read, id).await.unwrap().unwrap();
        (call_of(&contact.object), contact.freshness)
    }

    /// What is told of copies: where they came from, and whether they are stale.
    pub(super) async fn told(&self, read: &ReadContext, id: &str) -> (usize, ServedFrom, bool) {
        let (call, freshness) = self.look_up(read, id).await;
        (call, freshness.served_from, freshness.is_stale)
    }

    pub(super) async fn list(&self, read: &ReadContext) -> Result<Served<Page<Contact>>> {
        let list = crate::cache::Contacts {
            query: Arc::default(),
            page: PageRequest::first(10),
        };
        self.cache.page(&self.source, read, &list).await
    }
}

/// The number of the call that a contact came from.
pub(super) fn call_of(contact: &Contact) -> usize {
    let name = contact.name.as_deref().unwrap();
    name.rsplit_once(' ').unwrap().1.parse().unwrap()
}

/// Lets other tasks run until something is so.
pub(super) async fn until(mut is_so: impl FnMut() -> bool) {
    for _ in 0..1_000_000 {
        if is_so() {
            return;
        }
        tokio::task::yield_now().await;
        std::thread::yield_now();
    }
    panic!("never came to be");
}

/// Lets other tasks run for long enough to do what they can.
pub(super) async fn let_others_run() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}
