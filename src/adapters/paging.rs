//! Glue between the port's pages and batches and the transport's: what every adapter would otherwise write again.

use std::future::Future;

use futures_util::stream::{FuturesUnordered, StreamExt as _};

use crate::model::{Id, Page, PageRequest, Position, Related, SourceKey};
use crate::provider::{Batch, Error, Result};
use crate::transport::{self, CallContext, Client, PageAt, Paged};

/// Calls that one fan-out of an adapter has in flight at most.
pub(super) const CONCURRENCY: usize = 8;

/// Says whose wire a failure happened on.
pub(super) trait FromSource<T> {
    /// Turns a failure of the wire into one of the port.
    #[expect(
        clippy::wrong_self_convention,
        reason = "reads as what it does: an error gets its source"
    )]
    fn from_source(self, key: &SourceKey) -> Result<T>;
}

impl<T> FromSource<T> for std::result::Result<T, transport::Error> {
    fn from_source(self, key: &SourceKey) -> Result<T> {
        self.map_err(|error| Error::of_wire(key, error))
    }
}

/// Reads one page and maps its items.
pub(super) async fn page<E: Paged, T>(
    client: &Client,
    context: &CallContext,
    endpoint: &E,
    request: &PageRequest,
    map: impl FnMut(E::Item) -> T,
) -> std::result::Result<Page<T>, transport::Error> {
    let position = request.position.as_ref().map(Position::as_str);
    let page = client
        .page(
            context,
            endpoint,
            PageAt {
                position,
                size: request.size,
            },
        )
        .await?;
    Ok(Page {
        items: page.items.into_iter().map(map).collect(),
        next: page.next.map(Position::new),
        total: page.total,
        related: Related::default(),
    })
}

/// Reads a list page by page to its end, or until it has at least `enough` items. Returns whether it came to the end.
pub(super) async fn walk<E: Paged>(
    client: &Client,
    context: &CallContext,
    endpoint: &E,
    enough: usize,
) -> std::result::Result<(Vec<E::Item>, bool), transport::Error> {
    let has_enough = |items: &[E::Item]| items.len() >= enough;
    walk_until(client, context, endpoint, enough, has_enough).await
}

/// Reads a list page by page to its end, or until what was read is enough. Returns whether it came to the end.
pub(super) async fn walk_until<E: Paged>(
    client: &Client,
    context: &CallContext,
    endpoint: &E,
    size: usize,
    is_enough: impl Fn(&[E::Item]) -> bool + Send,
) -> std::result::Result<(Vec<E::Item>, bool), transport::Error> {
    let mut items = Vec::new();
    let mut position: Option<String> = None;
    loop {
        let at = PageAt {
            position: position.as_deref(),
            size,
        };
        let page = client.page(context, endpoint, at).await?;
        items.extend(page.items);
        position = page.next;
        if position.is_none() {
            return Ok((items, true));
        }
        if is_enough(&items) {
            return Ok((items, false));
        }
    }
}

/// Asks about many things, a few at a time, and gives the answers in the order of the questions.
pub(super) async fn each<Q, A, F>(
    questions: impl IntoIterator<Item = Q>,
    ask: impl Fn(Q) -> F,
) -> Vec<A>
where
    F: Future<Output = A>,
{
    let mut waiting = questions.into_iter().enumerate();
    let mut asked = FuturesUnordered::new();
    let mut answers = Vec::new();
    let start = |(place, question)| {
        let answer = ask(question);
        async move { (place, answer.await) }
    };
    asked.extend(waiting.by_ref().take(CONCURRENCY).map(&start));
    while let Some(answer) = asked.next().await {
        answers.push(answer);
        asked.extend(waiting.next().map(&start));
    }
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// Looks ids up one by one, a few at a time. What is not found does not exist.
pub(super) async fn lookups<T, F>(ids: &[Id<T>], look_up: impl Fn(Id<T>) -> F) -> Batch<T>
where
    F: Future<Output = Result<T>>,
{
    let outcomes = each(ids.iter().cloned(), look_up).await;
    Batch::of_lookups(ids.iter().cloned().zip(outcomes))
}

/// Picks objects out of a whole list; the others come along.
pub(super) fn picked<T: Clone>(
    ids: &[Id<T>],
    listed: Result<Page<T>>,
    id_of: impl Fn(&T) -> &Id<T>,
    along: impl Fn(Vec<T>) -> Related,
) -> Batch<T> {
    match listed {
        Err(error) => Batch::failed(ids, &error),
        Ok(Page { items, related, .. }) => Batch::of_found(ids, items.clone(), id_of)
            .with_related(related)
            .with_related(along(items)),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{CONCURRENCY, each};

    #[tokio::test]
    async fn answers_come_in_the_order_of_the_questions_and_few_are_open_at_once() {
        let open = AtomicUsize::new(0);
        let most = AtomicUsize::new(0);
        let answers = each(0..50_usize, |n| {
            let (open, most) = (&open, &most);
            async move {
                most.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                for _ in 0..(n % 7) {
                    tokio::task::yield_now().await;
                }
                open.fetch_sub(1, Ordering::SeqCst);
                n * 2
            }
        })
        .await;
        assert_eq!(answers, (0..50).map(|n| n * 2).collect::<Vec<_>>());
        assert_eq!(most.into_inner(), CONCURRENCY);
    }
}
