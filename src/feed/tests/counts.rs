//! Numbers without lists.

use std::sync::Arc;

use super::fake::{Fake, World};
use super::{among, feed, within_a_minute};
use crate::feed::{Count, CountPrecision, Counts, CountsAsk, Feed, SourceStatus};
use crate::model::{ConversationQuery, StatusCategory};
use crate::provider::Source;

const BY_CATEGORY: CountsAsk = CountsAsk {
    by_category: true,
    unassigned: true,
    unread: false,
};

/// Conversations that are open, resolved and pending in turn, of which the source tells no number but the total.
fn desk(count: u32, knows_total: bool) -> (Arc<Source>, Arc<Fake>) {
    let world = World {
        conversations: (0..count)
            .map(|n| (n, Some(1_000 - i64::from(n))))
            .collect(),
        max_page: 10,
        knows_total,
        ..World::default()
    };
    Fake::source("desk", world)
}

async fn counts(feed: &Feed, source: Arc<Source>, limit: usize) -> Counts {
    let (read, query) = (within_a_minute(), ConversationQuery::default());
    let sources = [source];
    let among = among(&sources, &read);
    feed.counts(among, &query, BY_CATEGORY, limit).await
}

const fn count(value: u64, is_exact: bool) -> Option<Count> {
    Some(Count { value, is_exact })
}

#[tokio::test]
async fn a_list_that_has_to_be_read_anyway_is_read_once_for_all_numbers() {
    for knows_total in [true, false] {
        let (feed, _) = feed(|_| ());
        let (source, calls) = desk(25, knows_total);
        let counts = counts(&feed, source, 200).await;
        assert_eq!(calls.asked().len(), 3, "three pages");
        assert_eq!(counts.precision(), CountPrecision::Exact);
        let (numbers, outcome) = &counts.sources[0];
        assert_eq!(outcome.status, SourceStatus::Ok);
        assert_eq!(numbers.total, count(25, true));
        assert_eq!(numbers.unassigned, count(25, true));
        let expected = [
            (StatusCategory::Todo, count(9, true)),
            (StatusCategory::Waiting, count(8, true)),
            (StatusCategory::Done, count(8, true)),
            (StatusCategory::Discarded, count(0, true)),
            (StatusCategory::Unknown, count(0, true)),
        ];
        assert_eq!(numbers.by_category, expected);
    }
}

#[tokio::test]
async fn what_may_not_be_read_to_its_end_is_a_lower_bound_but_for_the_total() {
    for (limit, read) in [(5, 10), (15, 20)] {
        let (feed, _) = feed(|_| ());
        let (source, _) = desk(25, true);
        let counts = counts(&feed, source, limit).await;
        let (numbers, outcome) = &counts.sources[0];
        assert_eq!(outcome.status, SourceStatus::Truncated);
        assert_eq!(numbers.total, count(25, true));
        assert_eq!(numbers.unassigned, count(read, false));
    }
}
