//! Copies that know more or less.

use super::desk::{Bench, Call, call_of};
use crate::cache::Contacts;
use crate::model::{ContactParts, DirectoryParts, Id, PageRequest, ServedFrom, SourceKey, Tag};

const EMAILS: ContactParts = ContactParts::EMAILS;
const PHONES: ContactParts = ContactParts::PHONES;

#[tokio::test]
async fn a_copy_that_knows_too_little_is_read_again_with_all_that_is_wanted_or_known() {
    let bench = Bench::new();
    for (parts, call) in [(EMAILS, 1), (PHONES, 2), (EMAILS, 2), (EMAILS | PHONES, 2)] {
        let contact = bench.contact_with(&bench.request(), "1", parts).await;
        assert_eq!(call_of(&contact.unwrap().unwrap().object), call);
    }
    let asked = |parts| Call::Contacts(vec!["1".to_owned()], parts);
    assert_eq!(bench.desk.calls(), [asked(EMAILS), asked(EMAILS | PHONES)]);
}

#[tokio::test]
async fn a_shorter_copy_does_not_replace_a_fresh_longer_one() {
    let bench = Bench::new();
    bench
        .contact_with(&bench.request(), "1", EMAILS)
        .await
        .unwrap();
    bench.list(&bench.request()).await.unwrap();
    let contact = bench.contact_with(&bench.request(), "1", EMAILS).await;
    assert_eq!(call_of(&contact.unwrap().unwrap().object), 1);
    assert_eq!(bench.desk.count(), 2);
}

#[tokio::test]
async fn an_item_of_a_page_is_read_again_when_it_knows_too_little() {
    let bench = Bench::new();
    bench.list(&bench.request()).await.unwrap();
    assert_eq!(bench.look_up(&bench.request(), "1").await.0, 1);
    let contact = bench.contact_with(&bench.request(), "1", EMAILS).await;
    assert_eq!(call_of(&contact.unwrap().unwrap().object), 2);
}

#[tokio::test]
async fn what_came_along_costs_no_call() {
    let bench = Bench::new();
    let read = bench.request();
    let objects = bench.contacts(&read, &["1", "2"], EMAILS).await;
    let [(related, freshness)] = &objects.related[..] else {
        panic!("{:?}", objects.related);
    };
    assert_eq!(related.tags[0].name, "VIP");
    assert_eq!(freshness.served_from, ServedFrom::Upstream);
    let tags = [bench.id::<Tag>("vip")];
    let (parts, later) = (DirectoryParts::empty(), bench.request());
    let tags = bench
        .cache
        .objects::<Tag>(&bench.source, &later, &tags, parts);
    let tag = tags.await.outcomes.into_values().next().unwrap();
    assert_eq!(tag.unwrap().unwrap().object.name, "VIP");
    assert_eq!(bench.desk.count(), 1);
}

#[tokio::test]
async fn nothing_is_served_for_another_source_or_another_account() {
    let bench = Bench::new();
    bench.look_up(&bench.request(), "1").await;
    bench.list(&bench.request()).await.unwrap();
    let other_source = bench.next_to("mail", "1");
    let other_account = bench.next_to("chat", "2");
    for other in [&other_source, &other_account] {
        assert_eq!(other.look_up(&other.request(), "1").await.0, 1);
        let list = Contacts {
            query: Default::default(),
            page: PageRequest::first(10),
        };
        let read = other.request();
        other.cache.page(&other.source, &read, &list).await.unwrap();
        assert_eq!(other.desk.count(), 2);
    }
    assert_eq!(bench.desk.count(), 2);
}

#[tokio::test]
async fn an_item_of_another_source_is_not_kept() {
    let bench = Bench::new();
    let page = bench.list(&bench.request()).await.unwrap();
    let foreign = SourceKey::parse("foreign").unwrap();
    let id = Id::new(&foreign, "9");
    assert_eq!(page.object.items[2].id, id);
    let other = bench.next_to("foreign", "1");
    assert_eq!(other.look_up(&other.request(), "9").await.0, 1);
    assert_eq!(other.desk.count(), 1);
    assert_eq!(bench.cache.stats(&bench.source.key).entries, 4);
}
