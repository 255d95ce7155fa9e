//! The merge of several sources into one list, one page at a time.
//!
//! Rows come by key, greatest first; rows with the same key by the rank of their source, and of one source in the order
//! in which it gives them. A row is only taken when the next row of every source that answers is known. So a page may be
//! shorter than asked for, although there is more: when a source was read up to its limit without a row to show.

use std::cmp::Reverse;
use std::sync::Arc;

use futures_util::future::join_all;

use crate::feed::cursor::Seal;
use crate::feed::digest::digest;
use crate::feed::lane::Lane;
use crate::feed::listing::{Item, Listing};
use crate::feed::merged::{Merged, Places, Row};
use crate::feed::outcome::total;
use crate::feed::reading::{Reading, Terms};
use crate::feed::state::{Place, State};
use crate::feed::walk::{Horizon, Taken, Walk};
use crate::feed::{Ask, FeedError, SourceErrorPolicy, SourceOutcome};
use crate::model::RowKey;
use crate::provider::ErrorKind;

/// Rows that a source is asked for beyond its fair share of a page.
const SLACK: usize = 2;

/// Rows that a source is asked for at least when only some of them will be shown.
const CHECKED_PAGE_SIZE: usize = 50;

/// Reads one page of a merged list.
pub(super) async fn page<L: Listing>(
    lanes: Vec<Lane<'_, L>>,
    terms: Terms<'_>,
    ask: &Ask<'_>,
    seal: Seal,
) -> Result<Merged<Item<L>>, FeedError> {
    let state = ask.after.map(|after| resume(&seal, after)).transpose()?;
    let mark = state.as_ref().and_then(|state| state.watermark.clone());
    let horizon = Horizon {
        as_of: mark.as_ref().and(state.as_ref().map(|state| state.as_of)),
        watermark: mark.clone(),
    };
    let places = places(&lanes, state.as_ref(), ask.first);
    let named = lanes.iter().map(lane_digest).zip(places.clone()).collect();
    let walks = lanes.into_iter().zip(places);
    let mut walks: Vec<_> = walks
        .map(|(lane, place)| Walk::new(lane, horizon.clone(), place))
        .collect();
    let steps = take_rows(&mut walks, ask).await?;
    let latest = steps.iter().filter_map(|step| step.row.moved_at).max();
    let now = terms.clock.now().as_microsecond();
    let start = State {
        as_of: horizon.as_of.unwrap_or(now.max(latest.unwrap_or(now))),
        watermark: mark,
        places: named,
    };
    Ok(assemble(walks, steps, start, seal, ask))
}

fn resume(seal: &Seal, cursor: &str) -> Result<State, FeedError> {
    let contents = seal.open(cursor)?;
    State::from_bytes(&contents).ok_or(FeedError::CursorInvalid)
}

fn lane_digest<L: Listing>(lane: &Lane<'_, L>) -> u64 {
    let key = lane.reading.source.key.as_str();
    if lane.name.is_empty() {
        digest(key)
    } else {
        digest(&format!("{key} {}", lane.name))
    }
}

/// Where each lane goes on, with the size of its pages settled.
fn places<L: Listing>(lanes: &[Lane<'_, L>], state: Option<&State>, first: usize) -> Vec<Place> {
    let known = |lane: &Lane<'_, L>| {
        state.map_or_else(Place::default, |state| state.place(lane_digest(lane)))
    };
    let mut places: Vec<_> = lanes.iter().map(known).collect();
    let takes_part = |(lane, place): &(&Lane<'_, L>, &Place)| {
        lane.reading.source.is_enabled && lane.can_match && !place.is_done
    };
    let live = lanes.iter().zip(&places).filter(takes_part).count();
    for (lane, place) in lanes.iter().zip(&mut places) {
        if place.size == 0 {
            place.size = page_size(lane, first, live);
        }
    }
    places
}

/// How many rows to ask a source for.
///
/// The whole page where rows cost nothing, so that one call is always enough; where each row costs calls, its fair share
/// and a little more, and the rest when it turns out to be needed.
fn page_size<L: Listing>(lane: &Lane<'_, L>, first: usize, live: usize) -> usize {
    let pagination = &lane.reading.source.provider.profile().pagination;
    let max = pagination.max_page_size.max(1);
    if pagination.is_page_size_fixed {
        return max;
    }
    if !(pagination.is_row_costly && lane.listing.is_of_conversations()) {
        let is_checked = !lane.split.residual.is_empty();
        let least = if is_checked { CHECKED_PAGE_SIZE } else { 1 };
        return first.max(least).clamp(1, max);
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

async fn take_rows<L: Listing>(
    walks: &mut [Walk<'_, L>],
    ask: &Ask<'_>,
) -> Result<Vec<Step<Item<L>>>, FeedError> {
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
fn take_next<L: Listing>(walks: &mut [Walk<'_, L>]) -> Option<Step<Item<L>>> {
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
fn check<L: Listing>(walks: &[Walk<'_, L>], on_error: SourceErrorPolicy) -> Result<(), FeedError> {
    if on_error != SourceErrorPolicy::Fail {
        return Ok(());
    }
    let mut errors = walks.iter().filter_map(Walk::error);
    match errors.find(|error| error.kind != ErrorKind::Unsupported) {
        Some(error) => Err(error.clone().into()),
        None => Ok(()),
    }
}

fn assemble<L: Listing>(
    walks: Vec<Walk<'_, L>>,
    steps: Vec<Step<Item<L>>>,
    start: State,
    seal: Seal,
    ask: &Ask<'_>,
) -> Merged<Item<L>> {
    let outcomes = by_source(walks.iter().map(Walk::outcome));
    let has_next = walks.iter().any(Walk::may_have_more);
    let names = start.places.iter().map(|(name, _)| *name);
    let end = State {
        as_of: start.as_of,
        watermark: steps
            .last()
            .map(|step| step.row.key.clone())
            .or_else(|| start.watermark.clone()),
        places: names
            .zip(walks.iter().map(|walk| walk.place.clone()))
            .collect(),
    };
    let (marks, items): (Vec<_>, Vec<_>) = steps
        .into_iter()
        .map(|step| {
            let Taken { item, key, .. } = step.row;
            ((step.walk, step.place, key.clone()), (item, key))
        })
        .unzip();
    let places: Arc<dyn Places> = Arc::new(Trail {
        seal,
        start,
        marks,
        end,
    });
    let row = |(number, (item, key))| Row {
        item,
        key,
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

/// One outcome per source, also where a source takes part with several lists.
fn by_source(outcomes: impl Iterator<Item = SourceOutcome>) -> Vec<SourceOutcome> {
    let mut merged: Vec<SourceOutcome> = Vec::new();
    for outcome in outcomes {
        match merged
            .iter_mut()
            .find(|one| one.source.key == outcome.source.key)
        {
            Some(one) => one.add(outcome),
            None => merged.push(outcome),
        }
    }
    merged
}

/// Where all sources stood before the page, and what changed with each row.
struct Trail {
    seal: Seal,
    start: State,
    marks: Vec<(usize, Place, RowKey)>,
    end: State,
}

impl Places for Trail {
    fn after(&self, row: usize) -> String {
        let mut state = self.start.clone();
        for (walk, place, key) in self.marks.iter().take(row + 1) {
            state.places[*walk].1 = place.clone();
            state.watermark = Some(key.clone());
        }
        self.seal.close(&state.to_bytes())
    }

    fn end(&self) -> String {
        self.seal.close(&self.end.to_bytes())
    }
}
