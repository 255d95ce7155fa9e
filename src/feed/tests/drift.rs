//! Lists that change while they are being shown: nothing that stays is lost, nothing comes twice. Between two pages fewer
//! rows go than a page holds.

use std::collections::HashSet;
use std::sync::Arc;

use proptest::prelude::{Strategy, any, prop, proptest};

use super::fake::{Fake, World};
use super::{among, ask, feed, run, within_a_minute};
use crate::feed::{Feed, Merged};
use crate::model::{Conversation, ConversationParts, ConversationQuery};
use crate::provider::Source;

/// What happens to a list between two pages.
#[derive(Clone, Copy, Debug)]
enum Change {
    /// A row goes.
    Delete(usize),
    /// A row has new activity.
    Bump(usize),
    /// A row arrives.
    Arrive,
}

fn any_change() -> impl Strategy<Value = Change> {
    (0_u8..3, any::<usize>()).prop_map(|(kind, at)| match kind {
        0 => Change::Delete(at),
        1 => Change::Bump(at),
        _ => Change::Arrive,
    })
}

/// Changes the list; returns the number of the row that did not stay as it was.
fn change(world: &mut World, change: Change, number: &mut u32) -> Option<u32> {
    let now = 2_000_000 + i64::from(*number);
    *number += 1;
    let place =
        |at: usize| (!world.conversations.is_empty()).then(|| at % world.conversations.len());
    match change {
        Change::Delete(at) => Some(world.conversations.remove(place(at)?).0),
        Change::Bump(at) => {
            let (row, _) = world.conversations.remove(place(at)?);
            world.conversations.insert(0, (row, Some(now)));
            Some(row)
        }
        Change::Arrive => {
            world.conversations.insert(0, (*number, Some(now)));
            Some(*number)
        }
    }
}

async fn page(
    feed: &Feed,
    sources: &[Arc<Source>],
    first: usize,
    after: Option<&str>,
) -> Merged<Conversation> {
    let read = within_a_minute();
    let query = ConversationQuery::default();
    let parts = ConversationParts::TIMES;
    feed.conversations(among(sources, &read), &ask(first, after), &query, parts)
        .await
        .unwrap()
}

proptest! {
    #[test]
    fn what_stays_is_shown_once_and_in_order(
        keys in prop::collection::vec(0_i64..30, 0..60),
        changes in prop::collection::vec(prop::collection::vec(any_change(), 0..3), 1..12),
        first in 3_usize..9,
        max_page in 3_usize..8,
        is_fixed in any::<bool>(),
    ) {
        let mut keys = keys;
        keys.sort_unstable_by_key(|key| std::cmp::Reverse(*key));
        let rows: Vec<(u32, Option<i64>)> = (0..).zip(keys.into_iter().map(Some)).collect();
        let world = World {
            conversations: rows.clone(),
            max_page,
            has_fixed_pages: is_fixed,
            knows_total: true,
            ..World::default()
        };
        let (source, fake) = Fake::source("desk", world);
        let (other, _) = Fake::source("calm", World {
            conversations: (0..20).map(|n| (n, Some(28 - i64::from(n)))).collect(),
            ..World::default()
        });
        let sources = [source, other];
        let (feed, _) = feed(|_| ());
        let mut touched = HashSet::new();
        let mut shown: Vec<(String, u32)> = Vec::new();
        run(async {
            let (mut after, mut number) = (None::<String>, 10_000);
            for turn in 0..500 {
                let page = page(&feed, &sources, first, after.as_deref()).await;
                for row in &page.rows {
                    let id = &row.item.object.id;
                    shown.push((id.source().to_string(), id.native().parse().unwrap()));
                }
                if !page.has_next {
                    return;
                }
                after = Some(page.end_cursor());
                for one in changes.get(turn).into_iter().flatten() {
                    fake.change(|world| touched.extend(change(world, *one, &mut number)));
                }
            }
            panic!("the walk does not end");
        });
        let distinct: HashSet<_> = shown.iter().collect();
        assert_eq!(distinct.len(), shown.len(), "a row was shown twice: {shown:?}");
        let steady = |rows: &mut dyn Iterator<Item = u32>| -> Vec<u32> {
            rows.filter(|row| !touched.contains(row)).collect()
        };
        let of_desk = shown.iter().filter(|(source, _)| source == "desk");
        let found = steady(&mut of_desk.map(|(_, row)| *row));
        let expected = steady(&mut rows.iter().map(|(row, _)| *row));
        assert_eq!(found, expected);
        let of_calm = shown.iter().filter(|(source, _)| source == "calm");
        assert_eq!(of_calm.count(), 20);
    }
}

#[tokio::test]
async fn a_row_that_slipped_onto_the_page_before_is_still_shown() {
    let (feed, _) = feed(|_| ());
    let world = World {
        conversations: (0..12).map(|n| (n, Some(100 - i64::from(n)))).collect(),
        max_page: 4,
        has_fixed_pages: true,
        knows_total: true,
        ..World::default()
    };
    let (source, fake) = Fake::source("desk", world);
    let sources = [source];
    let one = page(&feed, &sources, 4, None).await;
    fake.asked();
    let quiet = page(&feed, &sources, 4, Some(&one.end_cursor())).await;
    assert_eq!(fake.asked().len(), 1, "nothing has happened");
    assert_eq!(quiet.rows.len(), 4);
    fake.change(|world| {
        world.conversations.remove(1);
    });
    let two = page(&feed, &sources, 4, Some(&one.end_cursor())).await;
    let numbers: Vec<_> = two
        .rows
        .iter()
        .map(|row| row.item.object.id.native().to_owned())
        .collect();
    assert_eq!(numbers, ["4", "5", "6", "7"]);
}

#[tokio::test]
async fn a_row_that_has_moved_is_no_place_to_go_on_from() {
    let (feed, _) = feed(|_| ());
    let keys = [26].into_iter().chain([25; 8]).chain([0; 5]);
    let world = World {
        conversations: (0..).zip(keys.map(Some)).collect(),
        max_page: 5,
        has_fixed_pages: true,
        knows_total: true,
        ..World::default()
    };
    let (source, fake) = Fake::source("desk", world);
    let sources = [source];
    let one = page(&feed, &sources, 9, None).await;
    fake.change(|world| {
        let mut number = 0;
        change(world, Change::Bump(8), &mut number);
        change(world, Change::Delete(2), &mut number);
    });
    let two = page(&feed, &sources, 4, Some(&one.end_cursor())).await;
    let numbers: Vec<_> = two
        .rows
        .iter()
        .map(|row| row.item.object.id.native().to_owned())
        .collect();
    assert_eq!(numbers, ["9", "10", "11", "12"]);
}
