//! The merged list of conversations.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::{Strategy, any, prop, proptest};

use super::fake::{Fake, World};
use super::{among, ask, feed, run, within_a_minute};
use crate::feed::{Ask, CountPrecision, Feed, FeedError, Merged, SourceErrorPolicy, SourceStatus};
use crate::model::{Conversation, ConversationParts, ConversationQuery, ServedFrom};
use crate::provider::{ErrorKind, Source};

/// Rows by source and number.
type Rows = Vec<(String, String)>;

/// A source and its conversations: number and latest activity.
type Contents = (String, Vec<(u32, Option<i64>)>);

async fn page(
    feed: &Feed,
    sources: &[Arc<Source>],
    ask: &Ask<'_>,
) -> Result<Merged<Conversation>, FeedError> {
    let read = within_a_minute();
    let parts = ConversationParts::TIMES;
    feed.conversations(
        among(sources, &read),
        ask,
        &ConversationQuery::default(),
        parts,
    )
    .await
}

fn names(page: &Merged<Conversation>) -> Rows {
    let ids = page.rows.iter().map(|row| &row.item.object.id);
    ids.map(|id| (id.source().to_string(), id.native().to_owned()))
        .collect()
}

fn numbers(page: &Merged<Conversation>) -> Vec<u32> {
    let names = names(page).into_iter();
    names.map(|(_, number)| number.parse().unwrap()).collect()
}

fn world(conversations: impl IntoIterator<Item = (u32, i64)>) -> World {
    let conversations = conversations.into_iter();
    World {
        conversations: conversations.map(|(n, at)| (n, Some(at))).collect(),
        ..World::default()
    }
}

/// What should be shown of sources that always answer: by key, then source, then in the source's order.
fn merged(sources: &[Contents]) -> Rows {
    let mut rows = Vec::new();
    for (rank, (source, conversations)) in sources.iter().enumerate() {
        let mut previous = i64::MAX;
        for (place, (number, at)) in conversations.iter().enumerate() {
            previous = at.unwrap_or(previous).min(previous);
            let name = (source.clone(), number.to_string());
            rows.push((std::cmp::Reverse(previous), rank, place, name));
        }
    }
    rows.sort();
    rows.into_iter().map(|(.., name)| name).collect()
}

fn any_world() -> impl Strategy<Value = World> {
    let key = prop::option::weighted(0.9, 0_i64..12);
    let rows = prop::collection::vec((key, 0..4_u32), 0..40);
    let failures = prop::collection::vec(any::<bool>(), 0..6);
    let failures = prop::option::weighted(0.4, failures);
    let shape = (1_usize..9, any::<[bool; 4]>());
    (rows, failures, shape).prop_map(
        |(rows, failures, (max_page, [fixed, gaps, overlaps, total]))| {
            let mut rows: Vec<_> = rows.into_iter().map(|(at, _)| at).collect();
            rows.sort_by_key(|at| std::cmp::Reverse(at.unwrap_or(6)));
            World {
                conversations: (0..).zip(rows).collect(),
                max_page,
                has_fixed_pages: fixed,
                has_gaps: gaps,
                has_overlaps: overlaps,
                knows_total: total,
                failures: failures.unwrap_or_default().into(),
                ..World::default()
            }
        },
    )
}

/// Shows a list page by page. Some pages are left in the middle, by the cursor of a row.
async fn walk(feed: &Feed, sources: &[Arc<Source>], turns: &[(usize, usize)]) -> Rows {
    let mut rows = Rows::new();
    let mut after: Option<String> = None;
    for turn in 0..2_000 {
        let (first, keep) = turns[turn % turns.len()];
        let page = page(feed, sources, &ask(first, after.as_deref())).await;
        let page = page.unwrap();
        assert!(page.rows.len() <= first);
        let counted: usize = page.outcomes.iter().map(|one| one.item_count).sum();
        assert_eq!(counted, page.rows.len());
        let mut shown = names(&page);
        if let Some(row) = page.rows.get(keep) {
            shown.truncate(keep + 1);
            after = Some(row.cursor());
        } else {
            after = Some(page.end_cursor());
            if !page.has_next {
                rows.extend(shown);
                return rows;
            }
        }
        rows.extend(shown);
    }
    panic!("the walk does not end");
}

proptest! {
    #[test]
    fn pages_put_together_are_the_sorted_union(
        worlds in prop::collection::vec(any_world(), 1..5),
        turns in prop::collection::vec((1_usize..12, 0_usize..20), 1..6),
    ) {
        let (feed, _) = feed(|_| ());
        let contents: Vec<_> = worlds
            .iter()
            .enumerate()
            .map(|(n, world)| (format!("s{n}"), world.conversations.clone()))
            .collect();
        let flaky: HashSet<_> = worlds
            .iter()
            .enumerate()
            .filter(|(_, world)| world.failures.contains(&true))
            .map(|(n, _)| format!("s{n}"))
            .collect();
        let sources: Vec<_> = worlds
            .into_iter()
            .enumerate()
            .map(|(n, world)| Fake::source(&format!("s{n}"), world).0)
            .collect();
        let rows = run(walk(&feed, &sources, &turns));

        let distinct: HashSet<_> = rows.iter().collect();
        assert_eq!(distinct.len(), rows.len(), "a row was shown twice");
        let key = |row: &(String, String)| {
            let (_, conversations) = contents.iter().find(|(source, _)| *source == row.0)?;
            conversations[row.1.parse::<usize>().unwrap()].1
        };
        let keys: Vec<_> = rows.iter().filter_map(key).collect();
        assert!(keys.is_sorted_by(|a, b| a >= b), "{keys:?}");
        let steady: Vec<_> = contents
            .iter()
            .filter(|(source, _)| !flaky.contains(source))
            .cloned()
            .collect();
        let shown: Rows = rows
            .iter()
            .filter(|(source, _)| !flaky.contains(source))
            .cloned()
            .collect();
        assert_eq!(shown, merged(&steady));
        if flaky.is_empty() {
            assert_eq!(rows, merged(&contents));
        }
    }

    #[test]
    fn an_order_that_is_slightly_different_loses_and_repeats_nothing(
        keys in prop::collection::vec(prop::collection::vec(prop::option::of(0_i64..9), 0..20), 1..4),
        turns in prop::collection::vec((1_usize..7, 0_usize..9), 1..4),
    ) {
        let contents: Vec<_> = keys
            .into_iter()
            .enumerate()
            .map(|(n, keys)| (format!("s{n}"), (0..).zip(keys).collect::<Vec<_>>()))
            .collect();
        let sources: Vec<_> = contents
            .iter()
            .map(|(key, conversations)| {
                let world = World { conversations: conversations.clone(), max_page: 3, ..World::default() };
                Fake::source(key, world).0
            })
            .collect();
        let (feed, _) = feed(|_| ());
        assert_eq!(run(walk(&feed, &sources, &turns)), merged(&contents));
    }
}

#[tokio::test]
async fn sources_are_asked_for_their_share_and_refilled_only_when_empty() {
    let (feed, _) = feed(|_| ());
    let (busy, busy_calls) =
        Fake::source("busy", world((0..50).map(|n| (n, 1_000 - i64::from(n)))));
    let (calm, calm_calls) = Fake::source("calm", world((100..150).map(|n| (n, 500))));
    let sources = [busy, calm];
    let first = page(&feed, &sources, &ask(10, None)).await.unwrap();
    assert_eq!(numbers(&first), (0..10).collect::<Vec<_>>());
    assert_eq!(busy_calls.asked(), [7, 7]);
    assert_eq!(calm_calls.asked(), [7]);
    assert_eq!(first.outcomes[0].upstream_call_count, 2);
    assert_eq!(first.outcomes[1].upstream_call_count, 1);
    assert_eq!(first.outcomes[1].served_from, Some(ServedFrom::Upstream));
    let (alone, calls) = Fake::source("alone", world((0..9).map(|n| (n, 1))));
    let whole = page(&feed, &[alone], &ask(9, None)).await.unwrap();
    assert_eq!(calls.asked(), [9]);
    assert!(!whole.has_next);
    assert_eq!(
        (whole.total, whole.precision),
        (Some(9), CountPrecision::Exact)
    );
}

#[tokio::test]
async fn a_source_that_comes_late_gives_only_what_lies_below() {
    let (feed, _) = feed(|_| ());
    let (up, _) = Fake::source("up", world([(1, 90), (2, 70), (3, 50), (4, 30)]));
    let late = World {
        failures: [true].into(),
        ..world([(11, 95), (12, 80), (13, 60), (14, 40)])
    };
    let (late, _) = Fake::source("late", late);
    let sources = [up, late];
    let one = page(&feed, &sources, &ask(2, None)).await.unwrap();
    assert_eq!(numbers(&one), [1, 2]);
    assert_eq!(one.outcomes[1].status, SourceStatus::Failed);
    assert_eq!(
        one.outcomes[1].error.as_ref().unwrap().kind,
        ErrorKind::Unavailable
    );
    assert_eq!((one.total, one.precision), (None, CountPrecision::Unknown));
    assert!(!one.outcomes[1].is_exhausted);
    let cursor = one.end_cursor();
    let two = page(&feed, &sources, &ask(9, Some(&cursor))).await.unwrap();
    assert_eq!(numbers(&two), [13, 3, 14, 4]);
    assert_eq!(two.outcomes[1].skipped_newer_count, 2);
    assert_eq!(two.outcomes[1].status, SourceStatus::Ok);
    assert!(two.has_previous && !two.has_next);
}

#[tokio::test]
async fn there_may_be_more_while_a_source_fails() {
    let (feed, _) = feed(|_| ());
    let (up, _) = Fake::source("up", world([(1, 90)]));
    let down = World {
        failures: [true, true].into(),
        ..world([(2, 80)])
    };
    let (down, _) = Fake::source("down", down);
    let sources = [up, down];
    let one = page(&feed, &sources, &ask(5, None)).await.unwrap();
    assert_eq!((numbers(&one), one.has_next), (vec![1], true));
    let two = page(&feed, &sources, &ask(5, Some(&one.end_cursor())))
        .await
        .unwrap();
    assert_eq!((numbers(&two), two.has_next), (vec![], true));
    let three = page(&feed, &sources, &ask(5, Some(&two.end_cursor())))
        .await
        .unwrap();
    assert_eq!((numbers(&three), three.has_next), (vec![2], false));
}

#[tokio::test]
async fn the_first_failure_fails_the_list_if_that_is_wanted() {
    let (feed, _) = feed(|_| ());
    let (up, _) = Fake::source("up", world([(1, 90)]));
    let down = World {
        failures: [true].into(),
        ..World::default()
    };
    let (down, _) = Fake::source("down", down);
    let ask = Ask {
        on_error: SourceErrorPolicy::Fail,
        ..ask(5, None)
    };
    let failed = page(&feed, &[up, down], &ask).await.unwrap_err();
    let FeedError::Source { error } = failed else {
        panic!("{failed:?}");
    };
    assert_eq!(error.source_key.as_str(), "down");
}

#[tokio::test(start_paused = true)]
async fn a_source_that_does_not_answer_costs_only_its_own_rows() {
    let (feed, _) = feed(|_| ());
    let hanging = World {
        hangs: true,
        ..World::default()
    };
    let (hanging, _) = Fake::source("hanging", hanging);
    let (up, _) = Fake::source("up", world([(1, 90)]));
    let began = tokio::time::Instant::now();
    let answer = page(&feed, &[hanging, up], &ask(5, None)).await.unwrap();
    assert_eq!(numbers(&answer), [1]);
    assert_eq!(answer.outcomes[0].status, SourceStatus::TimedOut);
    assert_eq!(answer.outcomes[1].status, SourceStatus::Ok);
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn what_has_changed_since_the_walk_began_is_left_to_the_next_one() {
    let (feed, _) = feed(|_| ());
    let (source, fake) = Fake::source("chat", world((0..8).map(|n| (n, 100 - i64::from(n)))));
    let sources = [source];
    let one = page(&feed, &sources, &ask(3, None)).await.unwrap();
    let cursor = one.end_cursor();
    // The provider does not sort it anew, or not yet.
    fake.change(|world| world.conversations[5].1 = Some(2_000_000));
    let two = page(&feed, &sources, &ask(9, Some(&cursor))).await.unwrap();
    assert_eq!(numbers(&two), [3, 4, 6, 7]);
    assert_eq!(two.outcomes[0].skipped_newer_count, 1);
}

#[tokio::test]
async fn a_walk_without_rows_has_not_begun() {
    let (feed, _) = feed(|_| ());
    let ahead_of_our_clock = World {
        failures: [true].into(),
        ..world([(1, 2_000_000)])
    };
    let sources = [Fake::source("chat", ahead_of_our_clock).0];
    let one = page(&feed, &sources, &ask(3, None)).await.unwrap();
    let cursor = one.end_cursor();
    let two = page(&feed, &sources, &ask(3, Some(&cursor))).await.unwrap();
    assert_eq!(numbers(&two), [1]);
}

#[tokio::test]
async fn a_page_that_has_changed_since_is_gone_on_with_at_the_right_row() {
    let rows = || (0..30).map(|n| (n, 100 - i64::from(n)));
    let changes: [fn(&mut World); 3] = [
        |world| world.conversations.insert(0, (50, Some(2_000_000))),
        |world| world.conversations.retain(|(number, _)| *number != 0),
        |world| world.conversations.retain(|(number, _)| *number != 14),
    ];
    for change in changes {
        let (feed, _) = feed(|_| ());
        let (source, fake) = Fake::source("chat", world(rows()));
        let sources = [source];
        let one = page(&feed, &sources, &ask(20, None)).await.unwrap();
        let cursor = one.rows[14].cursor();
        fake.change(change);
        let two = page(&feed, &sources, &ask(50, Some(&cursor)))
            .await
            .unwrap();
        let expected: Vec<_> = (15..30).collect();
        assert_eq!(numbers(&two), expected);
    }
}

#[tokio::test]
async fn a_source_that_fails_in_the_middle_goes_on_where_the_others_are() {
    let (feed, _) = feed(|_| ());
    let flaky = World {
        max_page: 1,
        failures: [false, true].into(),
        ..world([(1, 90), (2, 75), (3, 60), (4, 10)])
    };
    let (flaky, _) = Fake::source("flaky", flaky);
    let (up, _) = Fake::source("up", world([(11, 80), (12, 70), (13, 50)]));
    let sources = [flaky, up];
    let one = page(&feed, &sources, &ask(3, None)).await.unwrap();
    assert_eq!(numbers(&one), [1, 11, 12]);
    assert_eq!(one.outcomes[0].status, SourceStatus::Failed);
    assert_eq!(one.outcomes[0].item_count, 1);
    let two = page(&feed, &sources, &ask(9, Some(&one.end_cursor())))
        .await
        .unwrap();
    assert_eq!(numbers(&two), [3, 13, 4]);
    assert_eq!(two.outcomes[0].skipped_newer_count, 1);
}

fn little(first: usize, after: Option<&str>) -> Ask<'_> {
    Ask {
        scan_limit: 3,
        ..ask(first, after)
    }
}

#[tokio::test]
async fn a_walk_reads_only_so_much_for_one_page_and_then_goes_on() {
    let (feed, _) = feed(|_| ());
    let late = World {
        failures: [true].into(),
        max_page: 2,
        ..world((10..20).map(|n| (n, 1_000 - i64::from(n))).chain([(20, 1)]))
    };
    let (late, _) = Fake::source("late", late);
    let (up, _) = Fake::source("up", world([(1, 90), (2, 2)]));
    let sources = [up, late];
    let one = page(&feed, &sources, &little(1, None)).await.unwrap();
    let two = page(&feed, &sources, &little(5, Some(&one.end_cursor())))
        .await
        .unwrap();
    assert_eq!((numbers(&two), two.has_next), (vec![], true));
    assert_eq!(two.outcomes[1].status, SourceStatus::Truncated);
    let rows = walk(&feed, &sources, &[(1, 9)]).await;
    assert_eq!(rows.len(), 13);
}

#[tokio::test]
async fn a_source_that_is_switched_off_is_not_asked() {
    let (feed, _) = feed(|_| ());
    let (source, fake) = Fake::source("off", world([(1, 1)]));
    let off = Source {
        is_enabled: false,
        ..Source::clone(&source)
    };
    let answer = page(&feed, &[Arc::new(off)], &ask(5, None)).await.unwrap();
    assert_eq!(answer.outcomes[0].status, SourceStatus::SkippedDisabled);
    assert!(fake.asked().is_empty() && !answer.has_next);
}

#[tokio::test]
async fn a_cursor_works_for_its_list_and_caller_until_it_expires() {
    let (feed, clock) = feed(|_| ());
    let (source, _) = Fake::source("chat", world([(1, 9), (2, 8)]));
    let sources = [source];
    let one = page(&feed, &sources, &ask(1, None)).await.unwrap();
    let cursor = one.rows[0].cursor();
    assert_eq!(
        numbers(&page(&feed, &sources, &ask(1, Some(&cursor))).await.unwrap()),
        [2]
    );
    for foreign in [
        Ask {
            list: "other",
            ..ask(1, Some(&cursor))
        },
        Ask {
            caller: "other",
            ..ask(1, Some(&cursor))
        },
    ] {
        let refused = page(&feed, &sources, &foreign).await;
        assert!(
            matches!(refused, Err(FeedError::CursorInvalid)),
            "{refused:?}"
        );
    }
    clock.advance(Duration::from_secs(24 * 60 * 60 + 1));
    let refused = page(&feed, &sources, &ask(1, Some(&cursor))).await;
    assert!(
        matches!(refused, Err(FeedError::CursorExpired)),
        "{refused:?}"
    );
}

#[tokio::test]
async fn cursors_of_many_sources_stay_small() {
    let (feed, _) = feed(|_| ());
    let many = |n| {
        Fake::source(
            &format!("s{n}"),
            world((0..90).map(|row| (row, 9 - i64::from(row) / 20))),
        )
        .0
    };
    let sources: Vec<_> = (0..10).map(many).collect();
    let answer = page(&feed, &sources, &ask(100, None)).await.unwrap();
    assert!(
        answer.end_cursor().len() <= 2_048,
        "{}",
        answer.end_cursor().len()
    );
}
