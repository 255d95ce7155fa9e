//! Sorting here what a source cannot sort: a bounded number of its rows is read, and read again for every page of the
//! walk, mostly out of the cache.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::feed::listing::{Item, Listing};
use crate::feed::reading::Wanted;
use crate::feed::walk::{Candidate, Walk};
use crate::model::{Page, PageRequest, RowKey};

/// How many rows a source is asked for at once; providers with smaller pages give less.
const PAGE_SIZE: usize = 100;

/// Reads the window and finds the rows that are still to be shown.
pub(super) async fn fill<L: Listing>(walk: &mut Walk<'_, L>) {
    if !walk.is_hungry() {
        return;
    }
    let Some(rows) = read(walk).await else {
        return;
    };
    walk.place.total = (!walk.is_cut).then_some(rows.len() as u64);
    for row in rows {
        if !is_behind(walk, &row) {
            continue;
        }
        if walk.is_newer(row.moved_at, &row.key) {
            walk.skipped_newer += 1;
        } else {
            walk.ready.push_back(row);
        }
    }
    walk.place.is_done = walk.ready.is_empty();
}

/// Reads all rows of the window, sorted; `None` if the source failed.
async fn read<L: Listing>(walk: &mut Walk<'_, L>) -> Option<Vec<Candidate>> {
    let wanted = if walk.place.recent.is_empty() {
        Wanted::Usual
    } else {
        Wanted::Leftover
    };
    let mut rows = Vec::new();
    let mut seen = HashSet::new();
    let mut request = PageRequest::first(PAGE_SIZE);
    loop {
        let list = walk.lane.listing.list(request.clone());
        let page = walk.lane.reading.page(&list, wanted).await.ok()?;
        rows.extend(candidates(walk, &page.object).filter(|row| seen.insert(row.id)));
        // Also an empty page counts, or a source of empty pages would be read for ever.
        walk.scanned += page.object.items.len().max(1);
        request.position = page.object.next.clone();
        walk.is_cut = request.position.is_some() && walk.scanned >= walk.lane.reading.terms.limit;
        if request.position.is_none() || walk.is_cut {
            break;
        }
    }
    rows.sort_by(|a, b| rank(a).cmp(&rank(b)));
    Some(rows)
}

fn candidates<L: Listing>(
    walk: &Walk<'_, L>,
    page: &Page<Item<L>>,
) -> impl Iterator<Item = Candidate> {
    let listing = &walk.lane.listing;
    let number = walk.lane.reading.pages.len() - 1;
    let items = page.items.iter().enumerate();
    let kept = items.filter(|(_, item)| listing.keeps(item, &page.related));
    let candidate = |(index, item)| Candidate {
        page: number,
        index,
        key: listing.key(item, index).unwrap_or(RowKey::LEAST),
        is_keyed: true,
        id: walk.id(item),
        moved_at: listing.moved_at(item),
    };
    kept.map(candidate).collect::<Vec<_>>().into_iter()
}

fn rank(row: &Candidate) -> (Reverse<&RowKey>, u64) {
    (Reverse(&row.key), row.id)
}

/// Whether a row comes after the latest one that was shown.
fn is_behind<L: Listing>(walk: &Walk<'_, L>, row: &Candidate) -> bool {
    match (&walk.place.boundary, walk.place.recent.last()) {
        (Some(key), Some(id)) => rank(row) > (Reverse(key), *id),
        _ => true,
    }
}
