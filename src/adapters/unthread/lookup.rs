//! Objects by their ids. There is no call for it but a list with a condition, and one GET for each kind but messages.

use std::future::Future;

use crate::adapters::paging::each;
use crate::model::{Id, Related};
use crate::provider::{Batch, Error, ErrorKind, Result};

use super::endpoints::MAX_PAGE;

/// Whether the service could have given this id. What could not be one is not sent: the database behind the service may
/// refuse the whole list for one id that is none.
pub(super) fn is_plausible(native: &str) -> bool {
    !native.is_empty()
        && native
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Whether this has the form that ids have, those of customers apart. Conditions with others are not sent: a list that
/// they make fail would look like one that refuses the field.
pub(super) fn is_uuid(native: &str) -> bool {
    let groups = native.split('-').map(str::len);
    groups.eq([8, 4, 4, 4, 12]) && native.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// Reads objects out of the list, a hundred at a time; one by one where the list refuses the condition, which is not
/// documented for ids. `one` gives no answer for what does not exist.
pub(super) async fn by_list<T, L, LF, O, OF>(
    ids: &[Id<T>],
    list: L,
    one: O,
    id_of: impl Fn(&T) -> &Id<T>,
) -> Batch<T>
where
    L: Fn(Vec<Id<T>>) -> LF,
    LF: Future<Output = Result<(Vec<T>, Related)>>,
    O: Fn(Id<T>) -> OF,
    OF: Future<Output = Result<(T, Related)>>,
{
    let mut batch = none_of(ids);
    let plausible = plausible(ids);
    let chunks: Vec<Vec<Id<T>>> = plausible.chunks(MAX_PAGE).map(<[_]>::to_vec).collect();
    let answers = each(chunks, |chunk| {
        let (list, one, id_of) = (&list, &one, &id_of);
        async move {
            match list(chunk.clone()).await {
                Ok((found, related)) => Batch::of_found(&chunk, found, id_of).with_related(related),
                Err(error) if error.kind == ErrorKind::Rejected => one_by_one(&chunk, one).await,
                Err(error) => Batch::failed(&chunk, &error),
            }
        }
    })
    .await;
    for answer in answers {
        batch.merge(answer);
    }
    batch
}

/// Reads objects one by one, a few at a time.
pub(super) async fn one_by_one<T, O, OF>(ids: &[Id<T>], one: O) -> Batch<T>
where
    O: Fn(Id<T>) -> OF,
    OF: Future<Output = Result<(T, Related)>>,
{
    let answers = each(plausible(ids), |id| {
        let answer = one(id.clone());
        async move { (id, answer.await.map_err(unknown_id)) }
    })
    .await;
    let mut all = Related::default();
    let outcomes = answers.into_iter().map(|(id, answer)| {
        let object = answer.map(|(object, related)| {
            all.append(related);
            object
        });
        (id, object)
    });
    let looked_up = Batch::of_lookups(outcomes).with_related(all);
    // An id that is missing does not exist.
    let mut batch = none_of(ids);
    batch.merge(looked_up);
    batch
}

fn plausible<T>(ids: &[Id<T>]) -> Vec<Id<T>> {
    let plausible = ids.iter().filter(|id| is_plausible(id.native()));
    plausible.cloned().collect()
}

fn none_of<T>(ids: &[Id<T>]) -> Batch<T> {
    Batch {
        outcomes: ids.iter().map(|id| (id.clone(), Ok(None))).collect(),
        related: Related::default(),
    }
}

/// A GET has nothing that could be refused but its id. For a reader it does not exist.
pub(super) fn unknown_id(mut error: Error) -> Error {
    if error.kind == ErrorKind::Rejected {
        error.kind = ErrorKind::NotFound;
    }
    error
}

#[cfg(test)]
mod tests {
    use super::is_uuid;

    #[test]
    fn an_id_of_another_form_is_no_uuid() {
        assert!(is_uuid("7f0f2b7e-6c1b-4d34-8f0d-0f7b2c0a9d11"));
        for other in [
            "",
            "1",
            "9YQjOSTFXeOPF8xNURFd",
            "7f0f2b7e-6c1b-4d34-8f0d",
            "7f0f2b7e-6c1b-4d34-8f0d-0f7b2c0a9dé",
        ] {
            assert!(!is_uuid(other), "{other}");
        }
    }
}
