//! Rows that are left over from a page wait for the next request.

use std::sync::Arc;
use std::time::Duration;

use super::fake::{Fake, World};
use super::{among, ask, over};
use crate::cache::{Cache, ReadContext};
use crate::feed::{Feed, Merged};
use crate::model::{Conversation, ConversationParts, ConversationQuery};
use crate::provider::{CallContext, Source};

async fn page(
    feed: &Feed,
    sources: &[Arc<Source>],
    began: Duration,
    after: Option<&str>,
) -> Merged<Conversation> {
    let read = ReadContext {
        call: CallContext::within(Duration::from_secs(60), Arc::default()),
        began,
        ..ReadContext::default()
    };
    let query = ConversationQuery::default();
    let parts = ConversationParts::TIMES;
    feed.conversations(among(sources, &read), &ask(4, after), &query, parts)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_page_that_was_begun_is_not_read_again_for_two_minutes() {
    let cached = |clock: &crate::clock::SharedClock| Arc::new(Cache::new(Arc::clone(clock)));
    let (feed, clock) = over(cached, |_| ());
    let world = World {
        conversations: (0..12).map(|n| (n, Some(100 - i64::from(n)))).collect(),
        max_page: 10,
        has_fixed_pages: true,
        ..World::default()
    };
    let (source, calls) = Fake::source("chat", world);
    let sources = [source];
    let now = || crate::clock::Clock::uptime(&*clock);
    let one = page(&feed, &sources, now(), None).await;
    assert_eq!(calls.asked().len(), 1);
    clock.advance(Duration::from_secs(110));
    let two = page(&feed, &sources, now(), Some(&one.end_cursor())).await;
    assert_eq!(
        calls.asked().len(),
        0,
        "the copy is past its life, but begun"
    );
    let again = page(&feed, &sources, now(), None).await;
    assert_eq!(calls.asked().len(), 1, "a new walk begins with a new copy");
    clock.advance(Duration::from_secs(121));
    let late = page(&feed, &sources, now(), Some(&one.end_cursor())).await;
    assert_eq!(calls.asked().len(), 1);
    let names = |page: &Merged<Conversation>| -> Vec<String> {
        let rows = page.rows.iter();
        rows.map(|row| row.item.object.id.native().to_owned())
            .collect()
    };
    assert_eq!(names(&two), names(&late));
    assert_eq!(names(&one), names(&again));
}
