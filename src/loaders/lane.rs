//! The loader of one kind of object of one source.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use bitflags::Flags as _;

use crate::cache::{Cache, Entity, Outcome, ReadContext};
use crate::loaders::batch::{Answers, Batcher, Fetch, LoadError};
use crate::loaders::primed::{Copies, Primed};
use crate::model::Served;
use crate::provider::{Error, ErrorKind, Source};

/// Most keys of one fetch; adapters cut it to what their provider takes.
const MAX_BATCH: usize = 500;

/// What all lanes of a source share.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) cache: Arc<Cache>,
    pub(super) source: Arc<Source>,
    pub(super) read: ReadContext,
    pub(super) primed: Arc<Primed>,
}

/// Where a lane keeps the copies of its kind.
type CopiesOf<E> = fn(&Primed) -> Option<&Copies<E>>;

/// Loads objects of one kind: from copies that the request holds, else in batches.
pub(super) struct Lane<E: Entity> {
    shared: Shared,
    copies: CopiesOf<E>,
    batcher: Batcher<Reader<E>>,
}

impl<E: Entity> Lane<E> {
    pub(super) fn new(shared: Shared, copies: CopiesOf<E>) -> Self {
        let reader = Reader {
            shared: shared.clone(),
            copies,
        };
        Self {
            shared,
            copies,
            batcher: Batcher::new(reader, MAX_BATCH),
        }
    }

    /// Loads one object of which at least `parts` are wanted.
    pub(super) async fn load(&self, key: &E::Key, parts: E::Parts) -> Outcome<E::Value> {
        let held = (self.copies)(&self.shared.primed).and_then(|copies| copies.get(key, parts));
        if held.is_some() {
            return Ok(held);
        }
        let outcome = self
            .batcher
            .load(Wanted {
                key: key.clone(),
                parts,
            })
            .await;
        outcome.map_err(|error| match error {
            LoadError::Fetch(error) => (*error).clone(),
            LoadError::Panicked | LoadError::DispatchLost => {
                Error::new(ErrorKind::Internal, &self.shared.source.key, "load")
            }
        })
    }
}

/// A key, and what is wanted of the object.
#[derive(Debug)]
pub(super) struct Wanted<E: Entity> {
    key: E::Key,
    parts: E::Parts,
}

impl<E: Entity> Clone for Wanted<E> {
    fn clone(&self) -> Self {
        Self {
            key: self.key.clone(),
            parts: self.parts,
        }
    }
}

impl<E: Entity> PartialEq for Wanted<E> {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts && self.key == other.key
    }
}

impl<E: Entity> Eq for Wanted<E> {}

impl<E: Entity> std::hash::Hash for Wanted<E> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key.hash(state);
        self.parts.hash(state);
    }
}

/// Reads one batch through the cache.
pub(super) struct Reader<E: Entity> {
    shared: Shared,
    copies: CopiesOf<E>,
}

impl<E: Entity> Fetch for Reader<E> {
    type Key = Wanted<E>;
    type Value = Served<E::Value>;
    type Error = Error;

    /// Asks for each object once, with everything that anyone in the batch wants of any object.
    async fn fetch(self: Arc<Self>, wanted: Vec<Wanted<E>>) -> Answers<Self> {
        let Shared {
            cache,
            source,
            read,
            primed,
        } = &self.shared;
        let parts = wanted
            .iter()
            .fold(E::Parts::empty(), |parts, one| parts.union(one.parts));
        let distinct: HashSet<_> = wanted.iter().map(|one| one.key.clone()).collect();
        let keys: Vec<_> = distinct.into_iter().collect();
        let read = cache.objects::<E>(source, read, &keys, parts).await;
        for (related, freshness) in &read.related {
            primed.absorb(related, *freshness);
        }
        if let Some(copies) = (self.copies)(primed) {
            for (key, outcome) in &read.outcomes {
                if let Ok(Some(copy)) = outcome {
                    copies.keep(key.clone(), copy.clone());
                }
            }
        }
        answers(wanted, &read.outcomes)
    }
}

fn answers<E: Entity>(
    wanted: Vec<Wanted<E>>,
    outcomes: &HashMap<E::Key, Outcome<E::Value>>,
) -> Answers<Reader<E>> {
    let answer = |one: Wanted<E>| {
        let outcome = outcomes.get(&one.key).cloned().unwrap_or(Ok(None));
        (one, outcome.map_err(Arc::new))
    };
    wanted.into_iter().map(answer).collect()
}
