//! Walks merged lists of conversations to their end, over few sources and many, and tells what a page costs.
//!
//! `benches/README.md` says how to run it and how to read it.

#![expect(clippy::print_stdout, reason = "the table is what it is run for")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use deskgraph::cache::{self, Cache, ReadContext};
use deskgraph::clock::{Clock as _, SettableClock, SharedClock};
use deskgraph::feed::{self, Among, Ask, Feed, Merged};
use deskgraph::model::{
    Agent, Channel, ChannelKind, Contact, ContactEmail, ContactParts, Conversation,
    ConversationCondition, ConversationOrder, ConversationOrderField, ConversationParts,
    ConversationQuery, ConversationStatus, Id, Inbox, OrderDirection, Page, PageRequest, Position,
    Priority, ProviderKind, Related, SourceKey, Tag,
};
use deskgraph::provider::{
    CallContext, Capabilities, Meanings, Pagination, PaginationStyle, Profile, Provider, Result,
    Source,
};
use jiff::Timestamp;
use peak_alloc::PeakAlloc;
use rustix::time::{ClockId, clock_gettime};

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// Rows of a page of the gateway.
const FIRST: usize = 25;

/// Rows of the big worlds.
const ROWS: usize = 20_000;

/// How often each walk is made; the cheapest counts, as what else the machine does only ever adds.
const REPEATS: usize = 3;

/// What the clock goes on by between two pages: little enough that no copy ends while a list is walked.
const PACE: Duration = Duration::from_millis(1);

/// What the fake desks call now, in seconds.
const NOW: i64 = 1_760_000_000;

/// Microseconds over which the latest activities are spread: 90 days.
const SPAN: u64 = 90 * 24 * 60 * 60 * 1_000_000;

fn main() {
    let has = |wanted: &str| std::env::args().any(|argument| argument == wanted);
    // `cargo test --all-targets` runs it too, without saying `--bench`.
    if has("--test") || !has("--bench") {
        measure(&Walk::PLAIN, 3, 200);
        return;
    }
    let names: Vec<_> = std::env::args().skip(1).collect();
    let names: Vec<_> = names
        .iter()
        .filter(|name| !name.starts_with("--"))
        .collect();
    println!("{HEAD}");
    for walk in WALKS {
        if !names.is_empty() && !names.iter().any(|name| *name == walk.name) {
            continue;
        }
        let mut base = None;
        for &sources in walk.sources {
            let cost = (0..REPEATS)
                .map(|_| measure(walk, sources, (walk.rows)(sources)))
                .reduce(Cost::or_cheaper);
            let cost = cost.expect("it was walked at least once");
            if sources == 5 {
                base = Some(cost.mean());
            }
            println!("{}", cost.row(walk.name, sources, base));
        }
    }
}

/// A way to walk a list.
struct Walk {
    name: &'static str,
    /// Over how many sources.
    sources: &'static [usize],
    /// How many conversations these have together.
    rows: fn(sources: usize) -> usize,
    /// What the cache may hold.
    max_bytes: u64,
    /// Whether somebody has walked it just before.
    is_warm: bool,
    /// Whether the cursor of every row is shown, not only that of the page.
    shows_cursors: bool,
    /// Only conversations with this status.
    status: Option<ConversationStatus>,
    /// `None` takes the order that the desks have themselves.
    order: Option<ConversationOrder>,
}

impl Walk {
    const PLAIN: Self = Self {
        name: "plain",
        sources: &[1, 5, 20, 50],
        rows: |_| ROWS,
        max_bytes: 256_000_000,
        is_warm: false,
        shows_cursors: false,
        status: None,
        order: None,
    };

    fn query(&self) -> ConversationQuery {
        let status = self.status.map(|status| vec![status]);
        ConversationQuery {
            conditions: status
                .map(ConversationCondition::Statuses)
                .into_iter()
                .collect(),
            order: self.order.unwrap_or_default(),
        }
    }

    fn feed(&self, clock: &Arc<SettableClock>) -> Feed {
        let clock: SharedClock = Arc::<SettableClock>::clone(clock);
        let settings = cache::Settings {
            max_bytes: self.max_bytes,
            ..cache::Settings::default()
        };
        let cache = Arc::new(Cache::with_settings(settings, Arc::clone(&clock)));
        Feed::new(cache, clock, feed::Settings::new("a secret".into()))
    }
}

const WALKS: &[Walk] = &[
    Walk {
        name: "no cache",
        max_bytes: 0,
        ..Walk::PLAIN
    },
    Walk::PLAIN,
    Walk {
        name: "warm",
        is_warm: true,
        ..Walk::PLAIN
    },
    Walk {
        name: "4 MB cache",
        max_bytes: 4_000_000,
        ..Walk::PLAIN
    },
    Walk {
        name: "all cursors",
        sources: &[5, 20, 50],
        shows_cursors: true,
        ..Walk::PLAIN
    },
    Walk {
        name: "filtered",
        sources: &[5, 20, 50],
        status: Some(ConversationStatus::Open),
        ..Walk::PLAIN
    },
    Walk {
        name: "window",
        sources: &[5, 20, 50],
        // As many as are read for a window, so that nothing is cut off.
        rows: |sources| sources * Ask::SCAN_LIMIT,
        order: Some(ConversationOrder {
            field: ConversationOrderField::CreatedAt,
            direction: OrderDirection::Asc,
        }),
        ..Walk::PLAIN
    },
];

/// Walks once through a world of its own.
fn measure(walk: &Walk, sources: usize, rows: usize) -> Cost {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime of one thread can be built");
    let world = World::new(sources, rows);
    let mut books = Books::new(walk, rows);
    let clock = SettableClock::at(now());
    let heap = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let feed = walk.feed(&clock);
    if walk.is_warm {
        runtime.block_on(go(walk, &feed, &clock, &world, &mut books));
        books = Books::new(walk, rows);
    }
    runtime.block_on(go(walk, &feed, &clock, &world, &mut books));
    books.close(heap)
}

async fn go(
    walk: &Walk,
    feed: &Feed,
    clock: &Arc<SettableClock>,
    world: &World,
    books: &mut Books,
) {
    let query = walk.query();
    let mut after: Option<String> = None;
    loop {
        clock.advance(PACE);
        let meter = Meter::read(&world.meter);
        let began = cpu();
        let read = ReadContext {
            call: CallContext::within(Duration::from_secs(10), Arc::default()),
            began: clock.uptime(),
            ..ReadContext::default()
        };
        let ask = Ask {
            after: after.as_deref(),
            ..Ask::first(FIRST, "conversations", "somebody")
        };
        let parts = ConversationParts::all();
        let among = Among {
            sources: &world.sources,
            read: &read,
        };
        let page = feed
            .conversations(among, &ask, &query, parts)
            .await
            .expect("every source answers");
        let cursor = page.end_cursor();
        if walk.shows_cursors {
            page.rows.iter().for_each(|row| drop(row.cursor()));
        }
        let spent = cpu() - began;
        let meter = Meter::read(&world.meter).since(&meter);
        books.add(&page, &query, spent.saturating_sub(meter.spent));
        books.calls += meter.calls;
        books.cursor = books.cursor.max(cursor.len());
        if !page.has_next {
            return;
        }
        after = Some(cursor);
    }
}

/// CPU time of this thread, on which everything runs.
fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.try_into().expect("CPU time is not negative")
}

fn now() -> Timestamp {
    Timestamp::from_second(NOW).expect("it is a time of our days")
}

/// Sees that the walk is right, and writes down what it costs.
struct Books {
    /// Which conversations were shown.
    seen: Vec<bool>,
    /// How many are to be shown.
    wanted: usize,
    shown: usize,
    latest: Option<deskgraph::model::RowKey>,
    pages: Vec<Duration>,
    calls: usize,
    cursor: usize,
    /// The peak of the heap while the first tenth of the rows was shown.
    early_peak: usize,
}

impl Books {
    fn new(walk: &Walk, rows: usize) -> Self {
        let is_wanted = |number: &usize| walk.status.is_none_or(|wanted| status(*number) == wanted);
        Self {
            seen: vec![false; rows],
            wanted: (0..rows).filter(is_wanted).count(),
            shown: 0,
            latest: None,
            pages: Vec::with_capacity(rows),
            calls: 0,
            cursor: 0,
            early_peak: 0,
        }
    }

    fn add(&mut self, page: &Merged<Conversation>, query: &ConversationQuery, spent: Duration) {
        for row in &page.rows {
            let row = &row.item.object;
            let number: usize = row.id.native().parse().expect("ids are numbers");
            assert!(!self.seen[number], "{number} is shown twice");
            self.seen[number] = true;
            self.shown += 1;
            let key = query.order.key(row);
            assert!(
                self.latest.is_none() || key <= self.latest,
                "{number} comes too late"
            );
            self.latest = key;
        }
        self.pages.push(spent);
        if self.shown <= self.wanted / 10 {
            self.early_peak = HEAP.peak_usage();
        }
    }

    fn close(self, heap: usize) -> Cost {
        assert_eq!(self.shown, self.wanted, "rows are missing");
        let tenth = (self.pages.len() / 10).max(1);
        let mean = |pages: &[Duration]| micros(pages) / pages.len() as f64;
        let middle = self.pages.len() / 2 - tenth / 2;
        Cost {
            pages: self.pages.len(),
            calls: self.calls,
            total: micros(&self.pages),
            first: mean(&self.pages[..tenth]),
            middle: mean(&self.pages[middle..middle + tenth]),
            last: mean(&self.pages[self.pages.len() - tenth..]),
            cursor: self.cursor,
            early_peak: self.early_peak.saturating_sub(heap),
            peak: HEAP.peak_usage().saturating_sub(heap),
        }
    }
}

fn micros(pages: &[Duration]) -> f64 {
    pages.iter().sum::<Duration>().as_secs_f64() * 1e6
}

/// What a walk cost. Times are CPU time of the gateway in microseconds.
struct Cost {
    pages: usize,
    calls: usize,
    total: f64,
    first: f64,
    middle: f64,
    last: f64,
    cursor: usize,
    early_peak: usize,
    peak: usize,
}

const HEAD: &str = "\
| walk        | sources | pages | reads/page | first µs | middle µs | last µs | last/first | to 5 sources | cursor B | heap 1/10 MB | heap MB |
|-------------|--------:|------:|-----------:|---------:|----------:|--------:|-----------:|-------------:|---------:|-------------:|--------:|";

impl Cost {
    /// Of two equal walks, the cheapest of each part.
    fn or_cheaper(self, other: Self) -> Self {
        Self {
            total: self.total.min(other.total),
            first: self.first.min(other.first),
            middle: self.middle.min(other.middle),
            last: self.last.min(other.last),
            ..self
        }
    }

    fn mean(&self) -> f64 {
        self.total / self.pages as f64
    }

    fn row(&self, name: &str, sources: usize, base: Option<f64>) -> String {
        let Self {
            pages,
            calls,
            first,
            middle,
            last,
            cursor,
            ..
        } = *self;
        let reads = calls as f64 / pages as f64;
        let flatness = last / first;
        let growth = base.map_or("".to_owned(), |base| format!("{:.1}", self.mean() / base));
        let [early, peak] = [self.early_peak, self.peak].map(|bytes| bytes as f64 / 1e6);
        format!(
            "| {name:<11} | {sources:>7} | {pages:>5} | {reads:>10.2} | {first:>8.0} | {middle:>9.0} | {last:>7.0} \
             | {flatness:>10.2} | {growth:>12} | {cursor:>8} | {early:>12.1} | {peak:>7.1} |"
        )
    }
}

/// Sources with conversations.
struct World {
    sources: Vec<Arc<Source>>,
    meter: Arc<Meter>,
}

impl World {
    fn new(sources: usize, rows: usize) -> Self {
        let meter = Arc::new(Meter::default());
        let source = |source| {
            let key = SourceKey::parse(&format!("desk-{source}")).expect("it is a good key");
            let numbers = (source..rows).step_by(sources);
            let mut rows: Vec<_> = numbers.map(|number| conversation(&key, number)).collect();
            rows.sort_by_key(|row| std::cmp::Reverse(row.last_activity_at));
            let desk = Desk {
                key: key.clone(),
                rows,
                meter: Arc::clone(&meter),
            };
            Arc::new(Source {
                name: key.as_str().to_owned(),
                key,
                is_enabled: true,
                is_sandbox: false,
                base_url: String::new(),
                account_ref: None,
                provider: Arc::new(desk),
                health: Arc::default(),
            })
        };
        Self {
            sources: (0..sources).map(source).collect(),
            meter,
        }
    }
}

/// What the desks did.
#[derive(Debug, Default)]
struct Meter {
    calls: AtomicUsize,
    nanos: AtomicU64,
}

/// What a meter showed.
struct Shown {
    calls: usize,
    spent: Duration,
}

impl Meter {
    fn read(&self) -> Shown {
        Shown {
            calls: self.calls.load(Ordering::Relaxed),
            spent: Duration::from_nanos(self.nanos.load(Ordering::Relaxed)),
        }
    }

    fn add(&self, spent: Duration) {
        let nanos = u64::try_from(spent.as_nanos()).unwrap_or(u64::MAX);
        self.calls.fetch_add(1, Ordering::Relaxed);
        self.nanos.fetch_add(nanos, Ordering::Relaxed);
    }
}

impl Shown {
    fn since(&self, earlier: &Self) -> Self {
        Self {
            calls: self.calls - earlier.calls,
            spent: self.spent - earlier.spent,
        }
    }
}

/// A desk that lives in memory and pages by offset, 50 rows at most.
#[derive(Debug)]
struct Desk {
    key: SourceKey,
    rows: Vec<Conversation>,
    meter: Arc<Meter>,
}

static PROFILE: Profile = Profile {
    kind: ProviderKind::Unthread,
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
        max_page_size: 50,
        is_page_size_fixed: false,
        is_row_costly: false,
        is_stable: false,
        key_precision: "microseconds",
    },
    operations: &[],
};

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

    async fn conversations(
        &self,
        _: &CallContext,
        _: &ConversationQuery,
        request: PageRequest,
        _: ConversationParts,
    ) -> Result<Page<Conversation>> {
        let began = cpu();
        let position = request.position.as_ref().map_or("0", Position::as_str);
        let begin: usize = position.parse().expect("positions are offsets");
        let end = begin + request.size.min(PROFILE.pagination.max_page_size);
        let items = self.rows[begin..end.min(self.rows.len())].to_vec();
        let contacts = items.iter().filter_map(|row| row.contact.as_ref());
        let page = Page {
            next: (end < self.rows.len()).then(|| Position::new(end.to_string())),
            total: Some(self.rows.len() as u64),
            related: Related {
                contacts: contacts.map(contact).collect(),
                ..Related::default()
            },
            items,
        };
        self.meter.add(cpu() - began);
        Ok(page)
    }
}

const fn status(number: usize) -> ConversationStatus {
    match number / 64 % 3 {
        0 => ConversationStatus::Open,
        1 => ConversationStatus::Pending,
        _ => ConversationStatus::Resolved,
    }
}

fn conversation(key: &SourceKey, number: usize) -> Conversation {
    let chance = scatter(number as u64);
    let moved = Duration::from_micros(SPAN - chance % SPAN);
    let begun = moved + Duration::from_micros(scatter(chance) % SPAN);
    let channel = Channel {
        kind: ChannelKind::Email,
        native: "email".to_owned(),
        detail: None,
    };
    let tag = |tag: u64| Id::<Tag>::new(key, format!("tag-{}", tag % 40));
    Conversation {
        known: ConversationParts::all(),
        number: Some((100_000 + number).to_string()),
        web_url: Some(format!("https://desk.example.com/conversations/{number}")),
        subject: Some(format!("Invoice {number} shows the old address again")),
        preview: Some(
            "Hello, thank you for looking into it. The address on the latest invoice is still the old one, \
             could you send us a new one before the end of the month?"
                .to_owned(),
        ),
        priority: Priority::Medium,
        native_priority: Some("normal".to_owned()),
        inbox: Some(Id::<Inbox>::new(key, (chance % 4).to_string())),
        contact: Some(Id::new(key, format!("contact-{}", chance % 5_000))),
        assignee: Some(Id::<Agent>::new(key, format!("agent-{}", chance % 12))),
        tags: Some(vec![tag(chance), tag(chance / 64)]),
        unread_count: Some(0),
        message_count: Some(4),
        created_at: Some(now() - begun),
        updated_at: Some(now() - moved),
        last_activity_at: Some(now() - moved),
        ..Conversation::new(
            Id::new(key, number.to_string()),
            status(number),
            "waiting-on-us",
            channel,
        )
    }
}

fn contact(id: &Id<Contact>) -> Contact {
    Contact {
        known: ContactParts::PRIMARY_EMAIL,
        name: Some("Ada from Accounting".to_owned()),
        emails: vec![ContactEmail::new(format!("{}@example.com", id.native()))],
        ..Contact::new(id.clone())
    }
}

/// A number that looks like chance and is the same in every run.
const fn scatter(number: u64) -> u64 {
    let mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    mixed ^ (mixed >> 32)
}
