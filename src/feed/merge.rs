//! The merge of several sources into one list, one page at a time.
//!
//! Rows come by key, greatest first; rows with the same key by the rank of their source, and of one source in the order
//! in which it gives them. A row is only taken when the next row of every source that answers is known. So a page may be
//! shorter than asked for, although there is more: when a source was read up to its limit without a row to show.

use std::cmp::Reverse;
use std::sync::Arc;

use futures_util::future::join_all;

use crate::cache::List;
use crate::feed::cursor::Seal;
use crate::feed::digest::digest;
use crate::feed::merged::{Merged, Places, Row};
use crate::feed::order::Order;
use crate::feed::outcome::total;
use crate::feed::reading::{Reading, Terms};
use crate::feed::state::{Place, State};
use crate::feed::walk::{Horizon, Taken, Walk};
use crate::feed::{Ask, FeedError, SourceErrorPolicy, SourceOutcome};
use crate::provider::{ErrorKind, Source};

/// Rows that a source is asked for beyond its fair share of a page.
const SLACK: usize = 2;

type Item<O> = <<O as Order>::List as List>::Item;

/// Reads one page of a merged list.
pub(super) async fn page<O: Order>(
    order: &O,
    terms: Terms<'_>,
    sources: &[Arc<Source>],
    ask: &Ask<'_>,
    seal: Seal,
) -> Result<Merged<Item<O>>, FeedError> {
    let state = ask.after.map(|after| resume(&seal, after)).transpose()?;
    let mark = state.as_ref().and_then(|state| state.watermark);
    let horizon = Horizon {
        as_of: mark.and(state.as_ref().map(|state| state.as_of)),
        watermark: mark,
        scan_limit: terms.limit,
    };
    let places = places(sources, state.as_ref(), ask.first);
    let walks = sources.iter().zip(&places).map(|(source, place)| {
        Walk::new(
            order,
            horizon,
            Reading::begin(terms, source, O::PROMISE),
            place.clone(),
        )
    });
    let mut walks: Vec<_> = walks.collect();
    let steps = take_rows(&mut walks, ask).await?;
    let first_key = steps.first().map_or(i64::MIN, |step| step.row.key);
    let now = terms.clock.now().as_microsecond();
    let start = State {
        as_of: horizon.as_of.unwrap_or(now.max(first_key)),
        watermark: mark,
        places: name(sources, places),
    };
    Ok(assemble(walks, steps, start, seal, ask))
}

fn resume(seal: &Seal, cursor: &str) -> Result<State, FeedError> {
    let contents = seal.open(cursor)?;
    State::from_bytes(&contents).ok_or(FeedError::CursorInvalid)
}

fn source_digest(source: &Source) -> u64 {
    digest(source.key.as_str())
}

fn name(sources: &[Arc<Source>], places: Vec<Place>) -> Vec<(u64, Place)> {
    let names = sources.iter().map(|source| source_digest(source));
    names.zip(places).collect()
}

/// Where each source goes on, with the size of its pages settled.
fn places(sources: &[Arc<Source>], state: Option<&State>, first: usize) -> Vec<Place> {
    let known = |source: &Arc<Source>| {
        state.map_or_else(Place::default, |state| state.place(source_digest(source)))
    };
    let mut places: Vec<_> = sources.iter().map(known).collect();
    let takes_part = |(source, place): &(&Arc<Source>, &Place)| source.is_enabled && !place.is_done;
    let live = sources.iter().zip(&places).filter(takes_part).count();
    for (source, place) in sources.iter().zip(&mut places) {
        if place.size == 0 {
            place.size = page_size(source, first, live);
        }
    }
    places
}

/// How many rows to ask a source for.
///
/// The whole page where rows cost nothing, so that one call is always enough; where each row costs calls, its fair share
/// and a little more, and the rest when it turns out to be needed.
fn page_size(source: &Source, first: usize, live: usize) -> usize {
    let pagination = &source.provider.profile().pagination;
    let max = pagination.max_page_size.max(1);
    if pagination.is_page_size_fixed {
        return max;
    }
    if !pagination.is_row_costly {
        return first.clamp(1, max);
    }
    let share = first.div_ceil(live.max(1)).saturating_add(SLACK);
    share.min(first).clamp(1, max)
}

/// A row that was taken, the walk it came from, and how far that walk then was.
struct Step<T> {
    walk: usize,
    place: Place,
    row: Taken<T>,
}

async fn take_rows<O: Order>(
    walks: &mut [Walk<'_, O>],
    ask: &Ask<'_>,
) -> Result<Vec<Step<Item<O>>>, FeedError> {
    let mut steps = Vec::new();
    loop {
        join_all(walks.iter_mut().map(Walk::fill)).await;
        check(walks, ask.on_error)?;
        // Who is still hungry after having been fed has reached its limit, and what comes next cannot be known.
        if walks.iter().any(Walk::is_hungry) {
            return Ok(steps);
        }
        while !walks.iter().any(Walk::is_hungry) {
            if steps.len() >= ask.first {
                return Ok(steps);
            }
            match take_next(walks) {
                Some(step) => steps.push(step),
                None => return Ok(steps),
            }
        }
        if steps.len() >= ask.first {
            return Ok(steps);
        }
    }
}

/// Takes the greatest of the next rows; of equal ones that of the first source.
fn take_next<O: Order>(walks: &mut [Walk<'_, O>]) -> Option<Step<Item<O>>> {
    let heads = walks.iter().enumerate();
    let heads = heads.filter_map(|(rank, walk)| Some((walk.head()?, Reverse(rank))));
    let (_, Reverse(rank)) = heads.max()?;
    let walk = &mut walks[rank];
    let row = walk.take()?;
    Some(Step {
        walk: rank,
        place: walk.place.clone(),
        row,
    })
}

/// Fails the list for the first source that failed, if that is what the caller wants.
fn check<O: Order>(walks: &[Walk<'_, O>], on_error: SourceErrorPolicy) -> Result<(), FeedError> {
    if on_error != SourceErrorPolicy::Fail {
        return Ok(());
    }
    let mut errors = walks.iter().filter_map(Walk::error);
    match errors.find(|error| error.kind != ErrorKind::Unsupported) {
        Some(error) => Err(error.clone().into()),
        None => Ok(()),
    }
}

fn assemble<O: Order>(
    walks: Vec<Walk<'_, O>>,
    steps: Vec<Step<Item<O>>>,
    start: State,
    seal: Seal,
    ask: &Ask<'_>,
) -> Merged<Item<O>> {
    let outcomes: Vec<SourceOutcome> = walks.iter().map(Walk::outcome).collect();
    let has_next = walks.iter().any(Walk::may_have_more);
    let names = start.places.iter().map(|(name, _)| *name);
    let end = State {
        as_of: start.as_of,
        watermark: steps.last().map(|step| step.row.key).or(start.watermark),
        places: names
            .zip(walks.iter().map(|walk| walk.place.clone()))
            .collect(),
    };
    let (marks, items): (Vec<_>, Vec<_>) = steps
        .into_iter()
        .map(|step| ((step.walk, step.place, step.row.key), step.row.item))
        .unzip();
    let places: Arc<dyn Places> = Arc::new(Trail {
        seal,
        start,
        marks,
        end,
    });
    let row = |(number, item)| Row {
        item,
        number,
        places: Arc::clone(&places),
    };
    let rows = items.into_iter().enumerate().map(row).collect();
    let (total, precision) = total(&outcomes);
    let pages = walks.into_iter().map(Walk::into_reading);
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

/// Where all sources stood before the page, and what changed with each row.
struct Trail {
    seal: Seal,
    start: State,
    marks: Vec<(usize, Place, i64)>,
    end: State,
}

impl Places for Trail {
    fn after(&self, row: usize) -> String {
        let mut state = self.start.clone();
        for (walk, place, key) in self.marks.iter().take(row + 1) {
            state.places[*walk].1 = place.clone();
            state.watermark = Some(*key);
        }
        self.seal.close(&state.to_bytes())
    }

    fn end(&self) -> String {
        self.seal.close(&self.end.to_bytes())
    }
}
