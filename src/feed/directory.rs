//! Small lists by name: read whole from every source, sorted here.

use std::collections::HashSet;
use std::sync::Arc;

use futures_util::future::join_all;

use crate::cache::{self, List};
use crate::feed::bytes::{Reader, Writer};
use crate::feed::cursor::Seal;
use crate::feed::digest::digest;
use crate::feed::merged::{Merged, Places, Row};
use crate::feed::outcome::total;
use crate::feed::reading::{Reading, Terms};
use crate::feed::{Ask, FeedError, SourceErrorPolicy, SourceOutcome, SourceStatus};
use crate::model::{Agent, Inbox, PageRequest, Served, Tag, Team};
use crate::provider::{ErrorKind, Source};

/// How many items a source is asked for at once; providers with smaller pages give less.
const PAGE_SIZE: usize = 100;

/// How many letters of a name take part in the order, so that cursors stay small.
const NAME_LEN: usize = 64;

/// A list of one source that is small enough to be read whole.
pub(super) trait Named: List {
    /// The promise of the port that gives it.
    const PROMISE: &'static str;

    /// A page of it.
    fn list(page: PageRequest) -> Self;

    /// The name that an item is sorted by.
    fn name(item: &Self::Item) -> &str;

    /// The native id of an item.
    fn native(item: &Self::Item) -> &str;
}

macro_rules! named {
    ($($list:ident of $noun:ident by $promise:literal and $name:expr);+ $(;)?) => {$(
        impl Named for cache::$list {
            const PROMISE: &'static str = $promise;

            fn list(page: PageRequest) -> Self {
                Self(page)
            }

            fn name(item: &$noun) -> &str {
                let name: fn(&$noun) -> &str = $name;
                name(item)
            }

            fn native(item: &$noun) -> &str {
                item.id.native()
            }
        }
    )+};
}

named! {
    Agents of Agent by "agents" and Agent::display_name;
    Teams of Team by "teams" and |team| &team.name;
    Tags of Tag by "tags" and |tag| &tag.name;
    Inboxes of Inbox by "inboxes" and |inbox| &inbox.name;
}

/// Where a row stands. Rows come in this order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    name: String,
    source: String,
    id: u64,
}

/// How far a list has been shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct State {
    /// The latest row; `None` before the first one.
    after: Option<Rank>,
    /// The sources that were missing so far, by the digests of their keys.
    missing: Vec<u64>,
}

/// An item of a source: its rank, and where it was read.
struct Entry {
    rank: Rank,
    page: usize,
    place: usize,
}

/// One source, read whole.
struct Shelf<'a, L: List> {
    reading: Reading<'a, L>,
    items: Vec<Entry>,
    is_truncated: bool,
}

/// Reads one page of a list by name.
pub(super) async fn page<L: Named>(
    terms: Terms<'_>,
    sources: &[Arc<Source>],
    ask: &Ask<'_>,
    seal: Seal,
) -> Result<Merged<L::Item>, FeedError> {
    let state = ask.after.map(|after| resume(&seal, after)).transpose()?;
    let state = state.unwrap_or_default();
    let shelves = sources
        .iter()
        .map(|source| read_whole::<L>(Reading::begin(terms, source, L::PROMISE)));
    let shelves = join_all(shelves).await;
    if ask.on_error == SourceErrorPolicy::Fail {
        let mut failed = shelves.iter().filter(|shelf| shelf.is_missing());
        if let Some(error) = failed.find_map(|shelf| shelf.reading.error.clone()) {
            return Err(error.into());
        }
    }
    Ok(assemble(shelves, &state, seal, ask))
}

fn resume(seal: &Seal, cursor: &str) -> Result<State, FeedError> {
    let contents = seal.open(cursor)?;
    State::from_bytes(&contents).ok_or(FeedError::CursorInvalid)
}

async fn read_whole<L: Named>(mut reading: Reading<'_, L>) -> Shelf<'_, L> {
    let mut items = Vec::new();
    let mut seen = HashSet::new();
    let mut request = PageRequest::first(PAGE_SIZE);
    let mut read = 0;
    let mut is_truncated = false;
    while reading.source.is_enabled {
        let Ok(page) = reading.page(&L::list(request.clone())).await else {
            items.clear();
            break;
        };
        let number = reading.pages.len() - 1;
        for (place, item) in page.object.items.iter().enumerate() {
            let rank = rank::<L>(&reading.source, item);
            if seen.insert(rank.id) {
                items.push(Entry {
                    rank,
                    page: number,
                    place,
                });
            }
        }
        // Also an empty page counts, or a source of empty pages would be read for ever.
        read += page.object.items.len().max(1);
        request.position = page.object.next.clone();
        is_truncated = request.position.is_some() && read >= reading.terms.limit;
        if request.position.is_none() || is_truncated {
            break;
        }
    }
    Shelf {
        reading,
        items,
        is_truncated,
    }
}

fn rank<L: Named>(source: &Source, item: &L::Item) -> Rank {
    let letters = L::name(item).chars().flat_map(char::to_lowercase);
    Rank {
        name: letters.take(NAME_LEN).collect(),
        source: source.key.as_str().to_owned(),
        id: digest(L::native(item)),
    }
}

impl<L: Named> Shelf<'_, L> {
    /// Whether it has such a list but did not give it.
    fn is_missing(&self) -> bool {
        let error = self.reading.error.as_ref();
        error.is_some_and(|error| error.kind != ErrorKind::Unsupported)
    }

    fn key(&self) -> u64 {
        digest(self.reading.source.key.as_str())
    }

    fn item(&self, entry: &Entry) -> Served<L::Item> {
        let page = &self.reading.pages[entry.page];
        page.along(Arc::new(page.object.items[entry.place].clone()))
    }

    /// Sums up what it contributed: `shown` of it are on the page, `rest` come later.
    fn outcome(&self, state: &State, shown: usize, rest: usize) -> SourceOutcome {
        let outcome = self.reading.outcome();
        let is_known = outcome.error.is_none() && self.reading.source.is_enabled;
        let status = if self.is_truncated {
            SourceStatus::Truncated
        } else {
            outcome.status
        };
        let joined_late = state.missing.contains(&self.key());
        SourceOutcome {
            status,
            item_count: shown,
            total_count: (is_known && !self.is_truncated).then_some(self.items.len() as u64),
            is_exhausted: !self.is_missing() && rest == 0,
            skipped_newer_count: if joined_late {
                self.items.len() - shown - rest
            } else {
                0
            },
            ..outcome
        }
    }
}

fn assemble<L: Named>(
    shelves: Vec<Shelf<'_, L>>,
    state: &State,
    seal: Seal,
    ask: &Ask<'_>,
) -> Merged<L::Item> {
    let mut coming = coming(&shelves, state.after.as_ref());
    let rest = coming.split_off(ask.first.min(coming.len()));
    let outcomes: Vec<_> = shelves
        .iter()
        .enumerate()
        .map(|(number, shelf)| shelf.outcome(state, count(&coming, number), count(&rest, number)))
        .collect();
    let missing = shelves.iter().filter(|shelf| shelf.is_missing());
    let missing: Vec<_> = missing.map(Shelf::key).collect();
    let has_next = !rest.is_empty() || !missing.is_empty();
    let places: Arc<dyn Places> = Arc::new(Trail {
        seal,
        before: state.after.clone(),
        ranks: coming.iter().map(|(_, entry)| entry.rank.clone()).collect(),
        missing,
    });
    let row = |(number, (shelf, entry)): (usize, &(usize, &Entry))| Row {
        item: shelves[*shelf].item(entry),
        number,
        places: Arc::clone(&places),
    };
    let rows = coming.iter().enumerate().map(row).collect();
    let (total, precision) = total(&outcomes);
    let pages = shelves.into_iter().map(|shelf| shelf.reading);
    Merged {
        rows,
        has_next,
        has_previous: ask.after.is_some(),
        total,
        precision,
        outcomes,
        pages: pages.flat_map(Reading::into_pages).collect(),
        places,
    }
}

/// Sorts everything that comes after a rank, each with the number of its shelf.
fn coming<'s, L: Named>(
    shelves: &'s [Shelf<'_, L>],
    after: Option<&Rank>,
) -> Vec<(usize, &'s Entry)> {
    let numbered = shelves.iter().enumerate();
    let entries = numbered.flat_map(|(number, shelf)| {
        let entries = shelf.items.iter();
        entries.map(move |entry| (number, entry))
    });
    let mut coming: Vec<_> = entries
        .filter(|(_, entry)| Some(&entry.rank) > after)
        .collect();
    coming.sort_unstable_by_key(|(_, entry)| &entry.rank);
    coming
}

fn count(entries: &[(usize, &Entry)], shelf: usize) -> usize {
    entries
        .iter()
        .filter(|(number, _)| *number == shelf)
        .count()
}

/// The ranks of the rows of a page.
struct Trail {
    seal: Seal,
    before: Option<Rank>,
    ranks: Vec<Rank>,
    missing: Vec<u64>,
}

impl Trail {
    fn close(&self, after: Option<&Rank>) -> String {
        let state = State {
            after: after.or(self.before.as_ref()).cloned(),
            missing: self.missing.clone(),
        };
        self.seal.close(&state.to_bytes())
    }
}

impl Places for Trail {
    fn after(&self, row: usize) -> String {
        self.close(self.ranks.get(row))
    }

    fn end(&self) -> String {
        self.close(self.ranks.last())
    }
}

impl State {
    fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.option(self.after.as_ref(), |writer, rank| {
            writer.text(&rank.name);
            writer.text(&rank.source);
            writer.digest(rank.id);
        });
        writer.count(self.missing.len());
        for source in &self.missing {
            writer.digest(*source);
        }
        writer.into_bytes()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let rank = |reader: &mut Reader<'_>| {
            Some(Rank {
                name: reader.text()?.to_owned(),
                source: reader.text()?.to_owned(),
                id: reader.digest()?,
            })
        };
        let state = Self {
            after: reader.option(rank)?,
            missing: reader.list(Reader::digest)?,
        };
        reader.end()?;
        Some(state)
    }
}
