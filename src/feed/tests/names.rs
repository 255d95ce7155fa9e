//! Lists by name, and lists in turn.

use std::sync::Arc;

use super::fake::{Fake, World};
use super::{among, ask, feed, within_a_minute};
use crate::feed::{CountPrecision, Feed, Merged, SourceStatus};
use crate::model::{Agent, ConversationParts, ConversationQuery};
use crate::provider::Source;

fn desk(key: &str, agents: &[&'static str]) -> (Arc<Source>, Arc<Fake>) {
    let world = World {
        agents: agents.to_vec(),
        max_page: 2,
        has_overlaps: true,
        ..World::default()
    };
    Fake::source(key, world)
}

async fn page(
    feed: &Feed,
    sources: &[Arc<Source>],
    first: usize,
    after: Option<&str>,
) -> Merged<Agent> {
    let read = within_a_minute();
    feed.agents(among(sources, &read), &ask(first, after), None)
        .await
        .unwrap()
}

fn names(page: &Merged<Agent>) -> Vec<&str> {
    let rows = page.rows.iter();
    rows.map(|row| row.item.object.display_name()).collect()
}

#[tokio::test]
async fn agents_of_all_sources_come_by_name_whatever_the_page_size() {
    let (feed, _) = feed(|_| ());
    let sources = [
        desk("a", &["Zoe", "amy", "Émile"]).0,
        desk("b", &["Bob", "Amy", "carl"]).0,
    ];
    let whole = page(&feed, &sources, 10, None).await;
    let expected = ["amy", "Amy", "Bob", "carl", "Zoe", "Émile"];
    assert_eq!(names(&whole), expected);
    assert!(!whole.has_next);
    assert_eq!(
        (whole.total, whole.precision),
        (Some(6), CountPrecision::Exact)
    );
    let mut shown = Vec::new();
    let mut after = None;
    loop {
        let one = page(&feed, &sources, 1, after.as_deref()).await;
        shown.extend(names(&one).iter().map(|name| (*name).to_owned()));
        if !one.has_next {
            break;
        }
        after = Some(one.rows[0].cursor());
    }
    assert_eq!(shown, expected);
}

#[tokio::test]
async fn a_source_that_comes_late_is_shown_from_here_on() {
    let (feed, _) = feed(|_| ());
    let (late, fake) = desk("late", &["Ann", "Max", "Yves"]);
    fake.change(|world| world.failures = [true].into());
    let sources = [desk("up", &["Bob", "Lea", "Zoe"]).0, late];
    let one = page(&feed, &sources, 2, None).await;
    assert_eq!(names(&one), ["Bob", "Lea"]);
    assert_eq!(one.outcomes[1].status, SourceStatus::Failed);
    let two = page(&feed, &sources, 9, Some(&one.end_cursor())).await;
    assert_eq!(names(&two), ["Max", "Yves", "Zoe"]);
    assert_eq!(two.outcomes[1].skipped_newer_count, 1);
    assert_eq!(two.outcomes[0].skipped_newer_count, 0);
    assert!(!two.has_next);
}

#[tokio::test]
async fn a_list_that_a_source_does_not_have_is_skipped() {
    let (feed, _) = feed(|_| ());
    let sources = [desk("a", &[]).0];
    let read = within_a_minute();
    let tags = feed
        .tags(among(&sources, &read), &ask(5, None), None)
        .await
        .unwrap();
    assert_eq!(tags.outcomes[0].status, SourceStatus::SkippedUnsupported);
    assert!(!tags.has_next);
    assert_eq!(
        (tags.total, tags.precision),
        (None, CountPrecision::Unknown)
    );
}

#[tokio::test]
async fn a_list_that_is_too_long_is_cut_and_says_so() {
    let (feed, _) = feed(|settings| settings.directory_limit = 2);
    let sources = [desk("a", &["Ann", "Bob", "Carl"]).0];
    let agents = page(&feed, &sources, 9, None).await;
    assert_eq!(names(&agents), ["Ann", "Bob"]);
    assert_eq!(agents.outcomes[0].status, SourceStatus::Truncated);
    assert_eq!(agents.precision, CountPrecision::Unknown);
}

#[tokio::test]
async fn contacts_come_source_by_source() {
    let (feed, _) = feed(|_| ());
    let desk = |key, contacts: &[u32]| {
        let world = World {
            contacts: contacts.to_vec(),
            max_page: 2,
            ..World::default()
        };
        Fake::source(key, world).0
    };
    let sources = [desk("a", &[5, 1, 3]), desk("b", &[4, 2])];
    let read = within_a_minute();
    let mut shown = Vec::new();
    let mut after = None;
    loop {
        let page = feed
            .contacts(among(&sources, &read), &ask(2, after.as_deref()), &[], None)
            .await
            .unwrap();
        let rows = page.rows.iter();
        shown.extend(rows.map(|row| row.item.object.id.native().to_owned()));
        if !page.has_next {
            break;
        }
        after = Some(page.end_cursor());
    }
    assert_eq!(shown, ["5", "1", "3", "4", "2"]);
}

#[tokio::test]
async fn only_conversations_are_costly_rows() {
    let (feed, _) = feed(|_| ());
    let source = |key| {
        let world = World {
            contacts: (0..20).collect(),
            conversations: (0..20).map(|n| (n, Some(0))).collect(),
            ..World::default()
        };
        Fake::source(key, world)
    };
    let ((one, asked), (two, _)) = (source("a"), source("b"));
    let sources = [one, two];
    let (read, ask) = (within_a_minute(), ask(20, None));
    let people = feed.contacts(among(&sources, &read), &ask, &[], None).await;
    assert_eq!(people.unwrap().rows.len(), 20);
    assert_eq!(asked.asked(), [20]);
    let query = ConversationQuery::default();
    let parts = ConversationParts::TIMES;
    let cases = feed.conversations(among(&sources, &read), &ask, &query, parts);
    assert_eq!(cases.await.unwrap().rows.len(), 20);
    assert_eq!(asked.asked(), [12, 12], "a fair share and a little more");
}
