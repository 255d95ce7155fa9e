//! Writes and webhooks drop what they touched.

use futures_util::poll;

use super::desk::{Bench, SECOND, until};
use crate::cache::LatestMessage;
use crate::model::ServedFrom::{Cache, Upstream};
use crate::model::{Contact, Conversation, Message, MessageParts, NodeKind, Ticket};

#[tokio::test]
async fn an_invalidated_object_is_read_again_and_others_are_not() {
    let bench = Bench::new();
    let read = bench.request();
    bench.look_up(&read, "1").await;
    bench.look_up(&read, "2").await;
    bench.list(&read).await.unwrap();
    bench.cache.invalidate_object(&bench.id::<Contact>("1"));
    // Even in the request that read it.
    assert_eq!(bench.told(&read, "1").await, (4, Upstream, false));
    assert_eq!(bench.look_up(&bench.request(), "2").await.0, 3);
    let page = bench.list(&bench.request()).await.unwrap();
    assert_eq!(page.freshness.served_from, Cache);
}

#[tokio::test]
async fn invalidated_lists_leave_objects_and_other_lists_alone() {
    let bench = Bench::new();
    bench.list(&bench.request()).await.unwrap();
    bench
        .cache
        .invalidate_lists(&bench.source.key, NodeKind::Tag);
    bench.list(&bench.request()).await.unwrap();
    assert_eq!(bench.desk.count(), 1);
    let key = &bench.source.key;
    bench.cache.invalidate_lists(key, NodeKind::Contact);
    assert_eq!(bench.told(&bench.request(), "1").await, (1, Cache, false));
    bench.list(&bench.request()).await.unwrap();
    assert_eq!(bench.desk.count(), 2);
}

#[tokio::test]
async fn an_invalidated_source_leaves_other_sources_alone() {
    let bench = Bench::new();
    let other = bench.next_to("mail", "1");
    for bench in [&bench, &other] {
        bench.look_up(&bench.request(), "1").await;
        bench.list(&bench.request()).await.unwrap();
    }
    bench.cache.invalidate_source(&bench.source.key);
    for bench in [&bench, &other] {
        bench.look_up(&bench.request(), "1").await;
        bench.list(&bench.request()).await.unwrap();
    }
    assert_eq!((bench.desk.count(), other.desk.count()), (4, 2));
}

#[tokio::test]
async fn the_latest_message_goes_with_its_conversation_and_with_the_messages() {
    let bench = Bench::new();
    let id = bench.id::<Conversation>("7");
    let invalidations: [&dyn Fn(); 3] = [
        &|| bench.cache.invalidate_object(&id),
        &|| bench.cache.invalidate_object(&id.view_as::<Ticket>()),
        &|| {
            let key = &bench.source.key;
            bench.cache.invalidate_lists(key, NodeKind::Message);
        },
    ];
    for (round, invalidate) in invalidations.iter().enumerate() {
        for _ in 0..2 {
            let (read, ids) = (bench.request(), [id.clone()]);
            let latest = bench.cache.objects::<LatestMessage>(
                &bench.source,
                &read,
                &ids,
                MessageParts::empty(),
            );
            let message = latest.await.outcomes.remove(&id).unwrap();
            let expected = crate::model::Id::<Message>::within(&id, "m");
            assert_eq!(message.unwrap().unwrap().object.id, expected);
            assert_eq!(bench.desk.count(), round + 1);
        }
        invalidate();
    }
}

#[tokio::test]
async fn a_read_that_an_invalidation_overtakes_is_done_over_and_not_kept() {
    let bench = Bench::new();
    bench.desk.slow_down();
    let read = bench.request();
    let mut reader = Box::pin(bench.told(&read, "1"));
    assert!(poll!(&mut reader).is_pending());
    until(|| bench.desk.count() == 1).await;
    bench.cache.invalidate_object(&bench.id::<Contact>("1"));
    bench.desk.let_go(2);
    assert_eq!(reader.await, (2, Upstream, false));
    assert_eq!(bench.told(&bench.request(), "1").await, (2, Cache, false));
    assert_eq!(bench.desk.count(), 2);
}

#[tokio::test]
async fn what_is_overtaken_again_is_served_as_stale_and_not_kept() {
    let bench = Bench::new();
    bench.desk.slow_down();
    let read = bench.request();
    let mut reader = Box::pin(bench.told(&read, "1"));
    for calls in 1..=2 {
        assert!(poll!(&mut reader).is_pending());
        until(|| bench.desk.count() == calls).await;
        bench.cache.invalidate_source(&bench.source.key);
        bench.desk.let_go(1);
        super::desk::let_others_run().await;
    }
    assert_eq!(reader.await, (2, Upstream, true));
    bench.desk.let_go(1);
    assert_eq!(
        bench.told(&bench.request(), "1").await,
        (3, Upstream, false)
    );
}

#[tokio::test]
async fn nobody_joins_a_read_that_began_before_an_invalidation() {
    let bench = Bench::new();
    bench.desk.slow_down();
    let (one, two) = (bench.request(), bench.request());
    let mut early = Box::pin(bench.told(&one, "1"));
    assert!(poll!(&mut early).is_pending());
    until(|| bench.desk.count() == 1).await;
    bench.cache.invalidate_object(&bench.id::<Contact>("1"));
    let mut late = Box::pin(bench.told(&two, "1"));
    assert!(poll!(&mut late).is_pending());
    until(|| bench.desk.count() == 2).await;
    bench.desk.let_go(2);
    assert_eq!(late.await, (2, Upstream, false));
    // Read over, which the second read has done for it.
    assert_eq!(early.await, (2, Cache, false));
    assert_eq!(bench.desk.count(), 2);
}

#[tokio::test]
async fn an_old_copy_is_not_served_after_an_invalidation_however_the_source_fails() {
    use crate::provider::ErrorKind;
    let bench = Bench::new();
    bench.look_up(&bench.request(), "1").await;
    bench.cache.invalidate_object(&bench.id::<Contact>("1"));
    bench
        .desk
        .feel(super::desk::Mood::Fails(ErrorKind::Unavailable));
    let failed = bench.contact(&bench.request_after(SECOND * 400), "1").await;
    assert_eq!(failed.unwrap_err().kind, ErrorKind::Unavailable);
}
