//! Positions: a foreign one does no harm, and none leads to itself.

use std::future::Future;

use deskgraph::model::{Conversation, MessageOrder, Page, PageRequest, Position};
use deskgraph::provider::{ErrorKind, Result};

use super::listed::{Listed, all, of_each_noun, walk};
use super::setup::{Desk, at_every_desk};

/// Positions that no adapter makes, and some that it might.
fn foreign() -> Vec<String> {
    let words = [
        "",
        "garbage",
        "0",
        "-1",
        "1.5",
        "99999",
        "99999999999999999999",
        "NaN",
        "null",
        "%00",
        "../x",
        "a/b?c=d&e",
        "{}",
        "ü 日本",
        "\0",
        "\n",
    ];
    let words = words.into_iter().map(str::to_owned);
    words.chain(["9".repeat(10_000)]).collect()
}

async fn takes_any_position<T, F>(desk: &Desk, what: &str, fetch: impl Fn(PageRequest) -> F)
where
    F: Future<Output = Result<Page<T>>>,
{
    for text in foreign() {
        let first = PageRequest {
            size: 10,
            position: Some(Position::new(text.as_str())),
        };
        // The walk itself panics where it does not end.
        let kind = walk(first, &fetch).await.err().map(|error| error.kind);
        let is_fault = matches!(
            kind,
            Some(
                ErrorKind::Internal
                    | ErrorKind::Unsupported
                    | ErrorKind::Unauthorized
                    | ErrorKind::Unavailable
            )
        );
        let shown: String = text.chars().take(20).collect();
        desk.check(!is_fault, || format!("{what} at {shown:?}: {kind:?}"));
    }
}

async fn lists_from_anywhere<T: Listed>(desk: &Desk) {
    if desk.can(T::LIST) {
        let list = |request| T::list(desk, request);
        takes_any_position(desk, T::KIND.type_name(), list).await;
    }
}

#[tokio::test]
async fn a_foreign_position_is_refused_or_ends() {
    at_every_desk(|desk| async move {
        of_each_noun!(lists_from_anywhere, &desk);
    })
    .await;
}

#[tokio::test]
async fn a_foreign_position_among_messages_is_refused_or_ends() {
    at_every_desk(|desk| async move {
        let rows = all::<Conversation>(&desk).await;
        let id = &rows.first().expect("the desk has cases").id;
        for order in [MessageOrder::OldestFirst, MessageOrder::NewestFirst] {
            let list = |request| desk.provider.messages(&desk.context, id, order, request);
            takes_any_position(&desk, "messages", list).await;
        }
    })
    .await;
}

async fn sizes_are_clamped<T: Listed>(desk: &Desk) {
    if !desk.can(T::LIST) {
        return;
    }
    let expected = all::<T>(desk).await.len();
    for size in [0, usize::MAX] {
        let pages = walk(PageRequest::first(size), |request| T::list(desk, request)).await;
        let count = pages.map(|pages| pages.iter().map(|page| page.items.len()).sum::<usize>());
        let what = format!("{} by {size}", T::KIND.type_name());
        desk.same(&what, count.map_err(|error| error.kind), Ok(expected));
    }
}

#[tokio::test]
async fn no_size_is_too_small_or_too_large() {
    at_every_desk(|desk| async move {
        of_each_noun!(sizes_are_clamped, &desk);
    })
    .await;
}
