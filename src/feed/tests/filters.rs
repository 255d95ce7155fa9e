//! Filters and orders that the gateway serves itself.

use std::collections::HashSet;
use std::sync::Arc;

use proptest::prelude::{Strategy, any, prop, proptest};

use super::fake::{Fake, STATUSES, World};
use super::{among, ask, feed, run, within_a_minute};
use crate::feed::{Ask, CountPrecision, Feed, FilterPolicy, Merged, SourceStatus};
use crate::model::{
    Conversation, ConversationCondition as Is, ConversationOrder, ConversationOrderField as Field,
    ConversationParts, ConversationQuery, ConversationStatus, Id, OrderDirection, SourceKey,
};
use crate::provider::Source;

async fn page(
    feed: &Feed,
    sources: &[Arc<Source>],
    ask: &Ask<'_>,
    query: &ConversationQuery,
) -> Merged<Conversation> {
    let read = within_a_minute();
    let parts = ConversationParts::TIMES;
    feed.conversations(among(sources, &read), ask, query, parts)
        .await
        .unwrap()
}

async fn walk(
    feed: &Feed,
    sources: &[Arc<Source>],
    sizes: &[usize],
    query: &ConversationQuery,
) -> Vec<Arc<Conversation>> {
    let (mut rows, mut after) = (Vec::new(), None);
    for turn in 0..2_000 {
        let first = sizes[turn % sizes.len()];
        let page = page(feed, sources, &ask(first, after.as_deref()), query).await;
        rows.extend(page.rows.iter().map(|row| Arc::clone(&row.item.object)));
        if !page.has_next {
            return rows;
        }
        after = Some(page.end_cursor());
    }
    panic!("the walk does not end");
}

fn any_source() -> impl Strategy<Value = World> {
    let rows = prop::collection::vec(prop::option::weighted(0.9, 0_i64..12), 0..40);
    let shape = (1_usize..9, any::<[bool; 3]>());
    (rows, shape).prop_map(|(mut rows, (max_page, [fixed, gaps, total]))| {
        rows.sort_by_key(|at| std::cmp::Reverse(at.unwrap_or(6)));
        World {
            conversations: (0..).zip(rows).collect(),
            max_page,
            has_fixed_pages: fixed,
            has_gaps: gaps,
            knows_total: total,
            ..World::default()
        }
    })
}

fn any_query() -> impl Strategy<Value = ConversationQuery> {
    let statuses = prop::sample::subsequence(STATUSES.to_vec(), 1..=3);
    let fields = vec![
        Field::LastActivityAt,
        Field::CreatedAt,
        Field::Priority,
        Field::Number,
        Field::WaitingSince,
    ];
    let field = prop::sample::select(fields);
    let directions = vec![OrderDirection::Asc, OrderDirection::Desc];
    let direction = prop::sample::select(directions);
    (statuses, field, direction).prop_map(|(statuses, field, direction)| ConversationQuery {
        conditions: vec![Is::Statuses(statuses)],
        order: ConversationOrder { field, direction },
    })
}

proptest! {
    #[test]
    fn pages_put_together_are_all_that_meets_the_filter_in_order(
        worlds in prop::collection::vec(any_source(), 1..4),
        sizes in prop::collection::vec(1_usize..12, 1..5),
        query in any_query(),
    ) {
        let (feed, _) = feed(|_| ());
        let Some(Is::Statuses(statuses)) = query.conditions.first() else { return Ok(()) };
        let mut expected = HashSet::new();
        let mut sources = Vec::new();
        for (n, world) in worlds.into_iter().enumerate() {
            let numbers = world.conversations.iter().map(|(number, _)| *number);
            let met = numbers.filter(|number| statuses.contains(&STATUSES[*number as usize % 3]));
            expected.extend(met.map(|number| format!("s{n}:{number}")));
            sources.push(Fake::source(&format!("s{n}"), world).0);
        }
        let rows = run(walk(&feed, &sources, &sizes, &query));
        let shown: Vec<_> = rows.iter().map(|row| format!("{:?}", row.id)).collect();
        let distinct: HashSet<_> = shown.iter().cloned().collect();
        assert_eq!(distinct.len(), shown.len(), "a row was shown twice");
        assert_eq!(distinct, expected);
        let keys: Vec<_> = rows.iter().filter_map(|row| query.order.key(row)).collect();
        assert!(keys.is_sorted_by(|a, b| a >= b), "{keys:?}");
    }
}

fn desk(numbers: std::ops::Range<u32>) -> (Arc<Source>, Arc<Fake>) {
    let world = World {
        conversations: numbers.map(|n| (n, Some(1_000 - i64::from(n)))).collect(),
        max_page: 10,
        ..World::default()
    };
    Fake::source("desk", world)
}

fn only(status: ConversationStatus) -> ConversationQuery {
    ConversationQuery {
        conditions: vec![Is::Statuses(vec![status])],
        order: ConversationOrder::default(),
    }
}

#[tokio::test]
async fn no_more_rows_are_checked_than_may_be_and_the_next_page_goes_on() {
    let (feed, _) = feed(|_| ());
    let (source, _) = desk(0..40);
    let sources = [source];
    let never = only(ConversationStatus::Spam);
    let little = Ask {
        scan_limit: 15,
        ..ask(5, None)
    };
    let one = page(&feed, &sources, &little, &never).await;
    assert!(one.rows.is_empty() && one.has_next);
    assert_eq!(one.outcomes[0].status, SourceStatus::Truncated);
    assert_eq!(one.outcomes[0].residual, ["statuses"]);
    assert_eq!((one.total, one.precision), (None, CountPrecision::Unknown));
    assert!(walk(&feed, &sources, &[5], &never).await.is_empty());
}

#[tokio::test]
async fn a_window_that_is_too_small_says_that_the_order_is_not_exact() {
    let (feed, _) = feed(|_| ());
    let (source, _) = desk(0..40);
    let sources = [source];
    let query = ConversationQuery {
        conditions: Vec::new(),
        order: ConversationOrder {
            field: Field::Number,
            direction: OrderDirection::Desc,
        },
    };
    let little = Ask {
        scan_limit: 20,
        ..ask(50, None)
    };
    let cut = page(&feed, &sources, &little, &query).await;
    assert_eq!(cut.rows.len(), 20);
    assert_eq!(cut.outcomes[0].status, SourceStatus::Truncated);
    assert!(cut.outcomes[0].is_order_approximate && !cut.has_next);
    let whole = page(&feed, &sources, &ask(50, None), &query).await;
    assert_eq!(whole.rows.len(), 40);
    assert!(!whole.outcomes[0].is_order_approximate);
    assert_eq!(whole.total, Some(40));
}

#[tokio::test]
async fn a_strict_list_leaves_out_who_cannot_do_it_alone() {
    let (feed, _) = feed(|_| ());
    let (source, calls) = desk(0..4);
    let strict = Ask {
        policy: FilterPolicy::Strict,
        ..ask(5, None)
    };
    let open = only(ConversationStatus::Open);
    let left_out = page(&feed, &[source], &strict, &open).await;
    assert!(left_out.rows.is_empty() && !left_out.has_next);
    assert_eq!(
        left_out.outcomes[0].status,
        SourceStatus::SkippedUnsupported
    );
    assert!(calls.asked().is_empty());
}

#[tokio::test]
async fn a_source_that_cannot_have_such_rows_is_not_asked() {
    let (feed, _) = feed(|_| ());
    let (source, calls) = desk(0..4);
    let elsewhere = Id::new(&SourceKey::parse("elsewhere").unwrap(), "1");
    let of_another_source = vec![Is::Ids(vec![elsewhere])];
    let contradiction = vec![
        Is::Statuses(vec![ConversationStatus::Open]),
        Is::Categories(vec![crate::model::StatusCategory::Done]),
    ];
    for conditions in [of_another_source, contradiction] {
        let query = ConversationQuery {
            conditions,
            order: ConversationOrder::default(),
        };
        let sources = [Arc::clone(&source)];
        let empty = page(&feed, &sources, &ask(5, None), &query).await;
        assert!(empty.rows.is_empty() && !empty.has_next);
        assert_eq!(empty.outcomes[0].status, SourceStatus::Ok);
        assert_eq!(
            (empty.total, empty.precision),
            (Some(0), CountPrecision::Exact)
        );
    }
    assert!(calls.asked().is_empty());
}
