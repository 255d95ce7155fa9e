//! A walk through the whole inbox.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::TestGateway;
use crate::support::answer::{at, calls, data, list};

use super::{Call, expected, once, times};

const PAGE: &str = "query($after: String) {
    conversations(first: 10, after: $after) {
        nodes { id subject status source { key } } pageInfo { hasNextPage endCursor }
    }
}";

/// How long somebody looks at a page: a few of them are longer than a list is kept, all together shorter than what is
/// left over of a page.
const LOOK: Duration = Duration::from_secs(8);

#[rustfmt::skip]
const ASKED: &[Call] = &[
    once("cord.groups.members"),
    times(6, "cord.threads.list", "20 rows by 4, its share of a page; a full page never says that it is the last"),
    times(20, "cord.threads.messages", "a thread has no time to merge it by: it comes from its messages, one call per row"),
    times(2, "helpscout.conversations.list", "28 rows by 25"),
    times(2, "nimchat.conversations.list", "27 rows by 25"),
    times(3, "posthog.tickets.list", "22 rows by 10"),
    times(3, "unthread.conversations.list", "24 rows by 10"),
];

#[tokio::test]
async fn a_walk_through_the_inbox_reads_every_page_once() {
    let gateway = TestGateway::start().await;
    let (mut asked, mut rows, mut after) = (BTreeMap::new(), BTreeMap::new(), Value::Null);
    loop {
        let answer = gateway.query_traced(PAGE, json!({ "after": after })).await;
        for (name, count) in calls(&answer) {
            let (_, operation) = name.split_once(' ').unwrap();
            *asked.entry(operation.to_owned()).or_insert(0) += count;
        }
        let page = at(data(&answer), "/conversations");
        for row in list(page, "/nodes") {
            *rows.entry(row["source"]["key"].to_string()).or_insert(0) += 1;
        }
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
        gateway.clock().advance(LOOK);
    }
    assert_eq!(asked, expected(ASKED), "{rows:?}");
    let total: usize = asked.values().sum();
    assert_eq!((rows.values().sum(), total), (121, 37));
    for provider in gateway.providers() {
        let requests = provider.requests();
        let reads = requests.iter().filter(|one| one.method == "GET");
        let reads: Vec<_> = reads.map(|one| (&one.path, &one.query)).collect();
        let different: HashSet<_> = reads.iter().collect();
        assert_eq!(
            different.len(),
            reads.len(),
            "{}: {reads:#?}",
            provider.kind
        );
    }
}
