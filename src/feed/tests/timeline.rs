//! Timelines in both directions.

use std::sync::Arc;

use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

use super::fake::{Fake, Paging, World};
use super::{feed, run, within_a_minute};
use crate::feed::{Feed, FeedError, MessagesAsk, Timeline, Window};
use crate::model::{Id, MessageKind, MessageOrder, Visibility};
use crate::provider::Source;

fn ask(window: Window<'_>) -> MessagesAsk<'_> {
    MessagesAsk {
        window,
        order: MessageOrder::OldestFirst,
        kinds: None,
        visibility: None,
        thread: None,
        list: "messages",
        caller: "caller",
    }
}

async fn try_show(
    feed: &Feed,
    source: &Arc<Source>,
    ask: &MessagesAsk<'_>,
) -> Result<Timeline, FeedError> {
    let conversation = Id::new(&source.key, "c1");
    let read = within_a_minute();
    feed.messages(&read, source, &conversation, ask).await
}

async fn show(feed: &Feed, source: &Arc<Source>, ask: &MessagesAsk<'_>) -> Timeline {
    try_show(feed, source, ask).await.unwrap()
}

fn numbers(timeline: &Timeline) -> Vec<usize> {
    let messages = timeline.messages.iter();
    messages
        .map(|message| message.object.id.native().parse().unwrap())
        .collect()
}

async fn forward(
    feed: &Feed,
    source: &Arc<Source>,
    count: usize,
    base: &MessagesAsk<'_>,
) -> Vec<usize> {
    let mut shown = Vec::new();
    let mut cursor: Option<String> = None;
    for _ in 0..500 {
        let after = cursor.as_deref();
        let ask = MessagesAsk {
            window: Window::First { count, after },
            ..base.clone()
        };
        let part = show(feed, source, &ask).await;
        assert_eq!(part.has_previous, after.is_some());
        shown.extend(numbers(&part));
        if !part.has_next {
            return shown;
        }
        cursor = part.end_cursor();
    }
    panic!("the walk does not end");
}

async fn backward(
    feed: &Feed,
    source: &Arc<Source>,
    count: usize,
    base: &MessagesAsk<'_>,
) -> Vec<usize> {
    let mut shown = Vec::new();
    let mut cursor: Option<String> = None;
    for _ in 0..500 {
        let before = cursor.as_deref();
        let ask = MessagesAsk {
            window: Window::Last { count, before },
            ..base.clone()
        };
        let part = show(feed, source, &ask).await;
        assert_eq!(part.has_next, before.is_some());
        shown.splice(0..0, numbers(&part));
        if !part.has_previous {
            return shown;
        }
        cursor = part.start_cursor();
    }
    panic!("the walk does not end");
}

fn any_world() -> impl Strategy<Value = World> {
    let paging = prop_oneof![Just(Paging::Tokens), Just(Paging::Ids), Just(Paging::Whole)];
    let messages = prop::collection::vec(0_i64..9, 0..40);
    (messages, paging, 1_usize..9, any::<[bool; 3]>()).prop_map(
        |(mut messages, paging, max_page, [has_fixed_pages, has_gaps, has_overlaps])| {
            messages.sort_unstable();
            World {
                messages,
                paging,
                max_page,
                has_fixed_pages,
                has_gaps: has_gaps && paging == Paging::Tokens,
                has_overlaps,
                ..World::default()
            }
        },
    )
}

proptest! {
    #[test]
    fn both_directions_show_the_same_messages_once(world in any_world(), count in 1_usize..9) {
        let all: Vec<_> = (0..world.messages.len()).collect();
        let (source, _) = Fake::source("chat", world);
        let (feed, _) = feed(|_| ());
        run(async {
            let base = ask(Window::First { count, after: None });
            assert_eq!(forward(&feed, &source, count, &base).await, all);
            assert_eq!(backward(&feed, &source, count, &base).await, all);
            let reverse = MessagesAsk { order: MessageOrder::NewestFirst, ..base };
            let newest_first: Vec<_> = all.iter().rev().copied().collect();
            assert_eq!(forward(&feed, &source, count, &reverse).await, newest_first);
            assert_eq!(backward(&feed, &source, count, &reverse).await, newest_first);
        });
    }

    #[test]
    fn a_cursor_of_one_direction_works_in_the_other(world in any_world(), at in 0_usize..40, count in 0_usize..9) {
        let len = world.messages.len();
        let (source, _) = Fake::source("chat", world);
        let (feed, _) = feed(|_| ());
        run(async {
            let whole = show(&feed, &source, &ask(Window::First { count: 50, after: None })).await;
            let Some(cursor) = whole.cursor(at) else {
                return assert!(at >= len);
            };
            let before = show(&feed, &source, &ask(Window::Last { count, before: Some(&cursor) })).await;
            let begin = at.saturating_sub(count);
            assert_eq!(numbers(&before), (begin..at).collect::<Vec<_>>());
            assert_eq!((before.has_previous, before.has_next), (begin > 0, true));

            let whole = show(&feed, &source, &ask(Window::Last { count: 50, before: None })).await;
            let cursor = whole.cursor(at).unwrap();
            let after = show(&feed, &source, &ask(Window::First { count, after: Some(&cursor) })).await;
            let end = len.min(at + 1 + count);
            assert_eq!(numbers(&after), (at + 1..end).collect::<Vec<_>>());
            assert_eq!((after.has_previous, after.has_next), (true, end < len));
        });
    }

    #[test]
    fn filtered_messages_are_found_whatever_the_limit(world in any_world(), limit in 1_usize..30) {
        let notes: Vec<_> = (0..world.messages.len()).step_by(10).collect();
        let (source, _) = Fake::source("chat", world);
        let (feed, _) = feed(|settings| settings.message_scan_limit = limit);
        run(async {
            let base = MessagesAsk {
                kinds: Some(vec![MessageKind::Note]),
                visibility: Some(Visibility::Internal),
                ..ask(Window::First { count: 1, after: None })
            };
            assert_eq!(forward(&feed, &source, 2, &base).await, notes);
            assert_eq!(backward(&feed, &source, 2, &base).await, notes);
        });
    }
}

fn talk(paging: Paging, count: i64) -> (Arc<Source>, Arc<Fake>) {
    let world = World {
        messages: (0..count).collect(),
        paging,
        knows_total: true,
        ..World::default()
    };
    Fake::source("chat", world)
}

#[tokio::test]
async fn the_latest_messages_come_in_reading_order_with_one_call() {
    let (feed, _) = feed(|_| ());
    for paging in [Paging::Tokens, Paging::Ids, Paging::Whole] {
        let (source, fake) = talk(paging, 30);
        let last = show(
            &feed,
            &source,
            &ask(Window::Last {
                count: 3,
                before: None,
            }),
        )
        .await;
        assert_eq!(numbers(&last), [27, 28, 29]);
        assert_eq!((last.has_previous, last.has_next), (true, false));
        assert_eq!(last.total, Some(30));
        assert_eq!(fake.asked(), [4]);
    }
}

#[tokio::test]
async fn an_id_that_tells_the_position_saves_reading_from_the_beginning() {
    let (feed, _) = feed(|_| ());
    let (source, fake) = talk(Paging::Ids, 40);
    let last = show(
        &feed,
        &source,
        &ask(Window::Last {
            count: 2,
            before: None,
        }),
    )
    .await;
    let cursor = last.cursor(0).unwrap();
    fake.asked();
    let next = show(
        &feed,
        &source,
        &ask(Window::First {
            count: 5,
            after: Some(&cursor),
        }),
    )
    .await;
    assert_eq!(numbers(&next), [39]);
    assert_eq!(fake.asked(), [6]);
}

#[tokio::test]
async fn there_is_nothing_before_the_first_message() {
    let (feed, _) = feed(|_| ());
    for paging in [Paging::Tokens, Paging::Ids, Paging::Whole] {
        let (source, _) = talk(paging, 80);
        let first = Window::First {
            count: 1,
            after: None,
        };
        let cursor = show(&feed, &source, &ask(first)).await.cursor(0).unwrap();
        let nothing = Window::Last {
            count: 0,
            before: Some(&cursor),
        };
        let part = show(&feed, &source, &ask(nothing)).await;
        assert_eq!((part.has_previous, part.has_next), (false, true));
    }
}

#[tokio::test]
async fn messages_that_arrive_while_going_back_are_not_shown_twice() {
    let (feed, _) = feed(|_| ());
    let (source, fake) = talk(Paging::Tokens, 12);
    let last = show(
        &feed,
        &source,
        &ask(Window::Last {
            count: 4,
            before: None,
        }),
    )
    .await;
    assert_eq!(numbers(&last), [8, 9, 10, 11]);
    fake.change(|world| world.messages.extend(12..20));
    let cursor = last.start_cursor().unwrap();
    let before = show(
        &feed,
        &source,
        &ask(Window::Last {
            count: 4,
            before: Some(&cursor),
        }),
    )
    .await;
    assert_eq!(numbers(&before), [4, 5, 6, 7]);
}

#[tokio::test]
async fn reading_stops_at_the_limit_and_its_cursor_leads_further() {
    let (feed, _) = feed(|settings| settings.message_scan_limit = 50);
    let (source, fake) = talk(Paging::Tokens, 200);
    let base = MessagesAsk {
        kinds: Some(vec![MessageKind::CustomerMessage]),
        ..ask(Window::First {
            count: 5,
            after: None,
        })
    };
    let part = show(&feed, &source, &base).await;
    assert!(part.messages.is_empty() && part.is_truncated && part.has_next);
    assert_eq!(fake.asked().len(), 1);
    assert_eq!(part.start_cursor(), None);
    let cursor = part.end_cursor().unwrap();
    let ask = MessagesAsk {
        window: Window::First {
            count: 5,
            after: Some(&cursor),
        },
        ..base
    };
    show(&feed, &source, &ask).await;
    assert_eq!(fake.asked().len(), 1);
}

#[tokio::test]
async fn a_cursor_of_another_conversation_is_refused() {
    let (feed, _) = feed(|_| ());
    let (source, _) = talk(Paging::Tokens, 3);
    let part = show(
        &feed,
        &source,
        &ask(Window::First {
            count: 1,
            after: None,
        }),
    )
    .await;
    let cursor = part.end_cursor().unwrap();
    let other = Id::new(&source.key, "c2");
    let ask = ask(Window::First {
        count: 1,
        after: Some(&cursor),
    });
    let refused = feed
        .messages(&within_a_minute(), &source, &other, &ask)
        .await;
    assert!(
        matches!(refused, Err(FeedError::CursorInvalid)),
        "{refused:?}"
    );
}
