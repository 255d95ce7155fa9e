//! A provider that lives in memory.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use crate::model::{
    Agent, Channel, ChannelKind, Contact, ContactQuery, Conversation, ConversationParts,
    ConversationQuery, ConversationStatus, Id, Message, MessageKind, MessageOrder, MessageState,
    Page, PageRequest, Position, Priority, ProviderKind, Related, SourceKey, Tag,
};
use crate::provider::{CallContext, CallRecord, Method};
use crate::provider::{
    Capabilities, Error, ErrorKind, Meanings, Pagination, PaginationStyle, Profile, Provider,
    Result, Source,
};

const fn profile(max_page_size: usize, is_page_size_fixed: bool) -> Profile {
    Profile {
        kind: ProviderKind::Cord,
        docs_url: "",
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
            style: PaginationStyle::Offset,
            max_page_size,
            is_page_size_fixed,
            is_row_costly: true,
            is_stable: false,
            key_precision: "seconds",
        },
        operations: &[],
    }
}

static FREE: Profile = profile(50, false);
static FIXED: Profile = profile(4, true);

/// What the numbers of conversations mean.
pub(super) const STATUSES: [ConversationStatus; 3] = [
    ConversationStatus::Open,
    ConversationStatus::Resolved,
    ConversationStatus::Pending,
];
const PRIORITIES: [Priority; 5] = [
    Priority::Low,
    Priority::None,
    Priority::Urgent,
    Priority::High,
    Priority::Medium,
];

/// How a provider pages messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paging {
    /// Tokens that only the last answer knows.
    Tokens,
    /// Ids, which lead to the next page from any message.
    Ids,
    /// None: one answer has all.
    Whole,
}

/// What the provider holds and how it behaves.
#[derive(Debug)]
pub(super) struct World {
    /// Conversations in the order of the list: number and latest activity.
    pub conversations: Vec<(u32, Option<i64>)>,
    /// Names of agents.
    pub agents: Vec<&'static str>,
    /// Numbers of contacts.
    pub contacts: Vec<u32>,
    /// Times of messages, oldest first; the number of a message is its place.
    pub messages: Vec<i64>,
    pub paging: Paging,
    /// The largest page that it gives.
    pub max_page: usize,
    pub has_fixed_pages: bool,
    /// Whether an empty page stands between any two pages.
    pub has_gaps: bool,
    /// Whether a page begins with the last row of the page before.
    pub has_overlaps: bool,
    pub knows_total: bool,
    /// Whether each of the next calls fails; afterwards none does.
    pub failures: VecDeque<bool>,
    /// Whether it never answers.
    pub hangs: bool,
}

impl Default for World {
    fn default() -> Self {
        Self {
            conversations: Vec::new(),
            agents: Vec::new(),
            contacts: Vec::new(),
            messages: Vec::new(),
            paging: Paging::Tokens,
            max_page: 50,
            has_fixed_pages: false,
            has_gaps: false,
            has_overlaps: false,
            knows_total: false,
            failures: VecDeque::new(),
            hangs: false,
        }
    }
}

#[derive(Debug)]
pub(super) struct Fake {
    key: SourceKey,
    world: Mutex<World>,
    /// The sizes of the pages that were asked for.
    asked: Mutex<Vec<usize>>,
}

impl Fake {
    /// An account, and the provider behind it.
    pub(super) fn source(key: &str, world: World) -> (Arc<Source>, Arc<Self>) {
        let fake = Arc::new(Self {
            key: SourceKey::parse(key).unwrap(),
            world: Mutex::new(world),
            asked: Mutex::default(),
        });
        let source = Source {
            health: Arc::default(),
            key: fake.key.clone(),
            name: key.to_owned(),
            is_enabled: true,
            is_sandbox: false,
            base_url: String::new(),
            account_ref: None,
            provider: Arc::clone(&fake) as Arc<dyn Provider>,
        };
        (Arc::new(source), fake)
    }

    pub(super) fn change(&self, change: impl FnOnce(&mut World)) {
        change(&mut self.world.lock().unwrap());
    }

    /// The sizes of the pages that were asked for since the last time.
    pub(super) fn asked(&self) -> Vec<usize> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    async fn call(&self, context: &CallContext, size: usize) -> Result<()> {
        self.asked.lock().unwrap().push(size);
        context.log.record(CallRecord {
            source: self.key.as_str().into(),
            operation: "fake.list",
            method: Method::Get,
            path: "/".to_owned(),
            status: None,
            attempt: 1,
            duration: Duration::ZERO,
        });
        let (hangs, fails) = {
            let mut world = self.world.lock().unwrap();
            (world.hangs, world.failures.pop_front())
        };
        if hangs {
            std::future::pending::<()>().await;
        }
        if fails == Some(true) {
            return Err(Error::new(ErrorKind::Unavailable, &self.key, "fake.list"));
        }
        Ok(())
    }

    async fn page<T, U>(
        &self,
        context: &CallContext,
        request: PageRequest,
        rows: impl FnOnce(&World) -> Vec<T>,
        make: impl Fn(T) -> U,
    ) -> Result<Page<U>> {
        self.call(context, request.size).await?;
        let world = self.world.lock().unwrap();
        let rows = rows(&world);
        let total = world.knows_total.then_some(rows.len() as u64);
        let position = request.position.as_ref().map_or("0", Position::as_str);
        let page = |items, next| Page {
            items,
            next,
            total,
            related: Related::default(),
        };
        if let Some(begin) = position.strip_prefix("gap") {
            return Ok(page(Vec::new(), Some(Position::new(begin))));
        }
        let begin: usize = position.parse().unwrap();
        let size = if world.has_fixed_pages {
            world.max_page
        } else {
            request.size.min(world.max_page)
        };
        let end = begin + size;
        let gap = if world.has_gaps { "gap" } else { "" };
        let next = (end < rows.len()).then(|| Position::new(format!("{gap}{end}")));
        let overlap = usize::from(world.has_overlaps && begin > 0);
        let rows = rows.into_iter().skip(begin - overlap).take(size + overlap);
        Ok(page(rows.map(make).collect(), next))
    }

    fn message(&self, conversation: &Id<Conversation>, number: usize, at: i64) -> Message {
        let kind = if number.is_multiple_of(10) {
            MessageKind::Note
        } else {
            MessageKind::AgentReply
        };
        Message::new(
            Id::within(conversation, format!("{number:04}")),
            kind,
            "",
            MessageState::Sent,
            Timestamp::from_second(at).unwrap(),
        )
    }
}

#[async_trait]
impl Provider for Fake {
    fn profile(&self) -> &'static Profile {
        if self.world.lock().unwrap().has_fixed_pages {
            &FIXED
        } else {
            &FREE
        }
    }

    fn key(&self) -> &SourceKey {
        &self.key
    }

    async fn check(&self, _: &CallContext) -> Result<()> {
        Ok(())
    }

    async fn conversations(
        &self,
        context: &CallContext,
        _: &ConversationQuery,
        page: PageRequest,
        _: ConversationParts,
    ) -> Result<Page<Conversation>> {
        let channel = Channel {
            kind: ChannelKind::Email,
            native: String::new(),
            detail: None,
        };
        let make = |(number, activity): (u32, Option<i64>)| Conversation {
            last_activity_at: activity.map(|at| Timestamp::from_second(at).unwrap()),
            number: Some(number.to_string()),
            priority: PRIORITIES[number as usize % PRIORITIES.len()],
            created_at: Some(Timestamp::from_second(i64::from(number * 7 % 11)).unwrap()),
            ..Conversation::new(
                Id::new(&self.key, number.to_string()),
                STATUSES[number as usize % STATUSES.len()],
                "",
                channel.clone(),
            )
        };
        self.page(context, page, |world| world.conversations.clone(), make)
            .await
    }

    async fn messages(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        order: MessageOrder,
        page: PageRequest,
    ) -> Result<Page<Message>> {
        let (paging, count) = {
            let world = self.world.lock().unwrap();
            (world.paging, world.messages.len())
        };
        let rows = |world: &World| {
            let mut rows: Vec<_> = world.messages.iter().copied().enumerate().collect();
            if order == MessageOrder::NewestFirst {
                rows.reverse();
            }
            rows
        };
        let make = |(number, at)| self.message(conversation, number, at);
        match paging {
            Paging::Tokens => self.page(context, page, rows, make).await,
            Paging::Whole => {
                self.call(context, page.size).await?;
                let rows = rows(&self.world.lock().unwrap());
                Ok(Page::whole(rows.into_iter().map(make).collect()))
            }
            Paging::Ids => {
                // The position is the number of the message that the page comes after.
                let place = |number: usize| match order {
                    MessageOrder::OldestFirst => number + 1,
                    MessageOrder::NewestFirst => count - number,
                };
                let number = |place: usize| match order {
                    MessageOrder::OldestFirst => place - 1,
                    MessageOrder::NewestFirst => count - place,
                };
                let begin = page.position.map(|at| place(at.as_str().parse().unwrap()));
                let request = PageRequest {
                    size: page.size,
                    position: begin.map(|begin| Position::new(begin.to_string())),
                };
                let mut page = self.page(context, request, rows, make).await?;
                let next = page.next.as_ref();
                let next = next.map(|next| number(next.as_str().parse().unwrap()));
                page.next = next.map(|number| Position::new(number.to_string()));
                Ok(page)
            }
        }
    }

    fn position_after(&self, message: &Id<Message>, _: MessageOrder) -> Option<Position> {
        let is_told = self.world.lock().unwrap().paging == Paging::Ids;
        is_told.then(|| Position::new(message.native()))
    }

    async fn agents(&self, context: &CallContext, page: PageRequest) -> Result<Page<Agent>> {
        let make = |name: &'static str| Agent {
            name: Some(name.to_owned()),
            ..Agent::new(Id::new(&self.key, name))
        };
        self.page(context, page, |world| world.agents.clone(), make)
            .await
    }

    async fn contacts(
        &self,
        context: &CallContext,
        _: &ContactQuery,
        page: PageRequest,
    ) -> Result<Page<Contact>> {
        let make = |number: u32| Contact::new(Id::new(&self.key, number.to_string()));
        self.page(context, page, |world| world.contacts.clone(), make)
            .await
    }

    async fn tags(&self, _: &CallContext, _: PageRequest) -> Result<Page<Tag>> {
        Err(Error::unsupported(&self.key, "tags"))
    }
}
