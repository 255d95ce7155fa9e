//! Cursors that are signed well and say anything: the list goes on or refuses them, and never breaks.

use proptest::prelude::{Strategy, any, prop, proptest};

use super::fake::{Fake, World};
use super::{among, ask, feed, run, within_a_minute};
use crate::feed::FeedError;
use crate::feed::digest::digest;
use crate::feed::state::{Place, Start, State};
use crate::model::{
    ConversationOrder, ConversationOrderField, ConversationParts, ConversationQuery,
    OrderDirection, Position, RowKey,
};

fn any_key() -> impl Strategy<Value = RowKey> {
    (0_u8..4, any::<i64>(), ".{0,9}").prop_map(|(kind, number, text)| match kind {
        0 | 1 => RowKey::Number(number),
        2 => RowKey::text(&text, OrderDirection::Asc),
        _ => RowKey::text(&text, OrderDirection::Desc),
    })
}

fn any_position() -> impl Strategy<Value = Option<Position>> {
    prop::option::of(0_usize..60).prop_map(|at| at.map(|at| Position::new(at.to_string())))
}

fn any_place() -> impl Strategy<Value = Place> {
    let sizes = (
        any::<usize>(),
        any::<usize>(),
        any::<usize>(),
        any::<usize>(),
    );
    let recent = prop::collection::vec(0_u64..3, 0..4);
    let previous = prop::option::of(any_position());
    (
        (any_position(), previous),
        sizes,
        prop::option::of(any_key()),
        recent,
        any::<Option<u64>>(),
        any::<bool>(),
    )
        .prop_map(
            |(
                (position, previous),
                (size, taken, passed, ties),
                boundary,
                recent,
                total,
                is_done,
            )| {
                let recent = recent.iter().map(|n| digest(&n.to_string())).collect();
                Place {
                    position,
                    previous: previous.map(Start),
                    size,
                    taken,
                    passed,
                    boundary,
                    ties,
                    recent,
                    total,
                    is_done,
                }
            },
        )
}

proptest! {
    #[test]
    fn whatever_a_cursor_says_the_list_goes_on_or_refuses_it(
        places in prop::collection::vec(any_place(), 0..3),
        as_of in any::<i64>(),
        watermark in prop::option::of(any_key()),
        is_window in any::<bool>(),
        noise in prop::option::weighted(0.2, any::<Vec<u8>>()),
    ) {
        let (feed, _) = feed(|_| ());
        let world = World {
            conversations: (0..30).map(|n| (n, Some(60 - i64::from(n)))).collect(),
            max_page: 7,
            knows_total: true,
            ..World::default()
        };
        let sources = [Fake::source("s0", world).0];
        let names = [digest("s0"), digest("gone"), digest("s0")];
        let state = State {
            as_of,
            watermark,
            places: names.into_iter().zip(places).collect(),
        };
        let contents = noise.unwrap_or_else(|| state.to_bytes());
        let request = ask(5, None);
        let cursor = feed.seal(&request).close(&contents);
        let field = if is_window {
            ConversationOrderField::Number
        } else {
            ConversationOrderField::LastActivityAt
        };
        let query = ConversationQuery {
            conditions: Vec::new(),
            order: ConversationOrder { field, direction: OrderDirection::Desc },
        };
        let read = within_a_minute();
        let request = ask(5, Some(&cursor));
        let parts = ConversationParts::TIMES;
        let answer = run(feed.conversations(among(&sources, &read), &request, &query, parts));
        match answer {
            Ok(page) => assert!(page.rows.len() <= 5),
            Err(error) => assert!(matches!(error, FeedError::CursorInvalid), "{error:?}"),
        }
    }
}
