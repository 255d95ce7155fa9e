//! The shared cache: model values, never HTTP bodies, so that a hit needs no decoding and no mapping.
//!
//! Stands between those who read (`loaders`, `feed`) and the provider. What is read with one source's credentials is
//! served for that source alone.
//!
//! A read looks into the `store` first. What it does not find there it joins, if someone is asking for it
//! (`flight`), or asks for in a task of its own (`core`), so that nobody's going away stops it for others. An
//! invalidation leaves a mark (`epochs`) that voids what was read before it, even what is still under way.

mod along;
mod core;
mod entity;
mod entry;
mod epochs;
mod flight;
mod key;
mod list;
mod load;
mod reader;
mod request;
mod search;
mod settings;
mod stats;
mod store;
#[cfg(test)]
mod tests;
mod weight;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use bitflags::Flags as _;

use crate::clock::SharedClock;
use crate::model::{Freshness, Id, NodeKind, Noun, Page, Related, Served, SourceKey};
use crate::provider::{ErrorKind, Result, Source};

use self::core::Core;
use self::key::{Account, Key};
use self::load::{ObjectsOf, PageOf};
use self::reader::{Asked, Taken, read};
use self::request::Request;

pub use along::Along;
pub use entity::{Entity, Fetched, LatestMessage};
pub use list::{
    Agents, Contacts, Conversations, Inboxes, List, Messages, Organizations, SideThreads, Tags,
    Teams,
};
pub use request::{ReadContext, RequestId};
pub use search::{Hits, Searched};
pub use settings::{Settings, TimeToLive};
pub use stats::Stats;
pub use weight::Weigh;

/// What was found under a key, or why it could not be read. `Ok(None)` where it does not exist.
pub type Outcome<T> = Result<Option<Served<T>>>;

/// Objects of one kind by key, and what came along with them.
#[derive(Debug)]
pub struct Objects<E: Entity> {
    /// One outcome per key. `Ok(None)` where it does not exist.
    pub outcomes: HashMap<E::Key, Outcome<E::Value>>,
    /// What came along with the calls made for it, with the freshness of the answer it came in.
    pub related: Vec<(Arc<Related>, Freshness)>,
}

/// The shared cache.
#[derive(Debug)]
pub struct Cache {
    core: Arc<Core>,
}

impl Cache {
    /// An empty cache with the default settings.
    #[must_use]
    pub fn new(clock: SharedClock) -> Self {
        Self::with_settings(Settings::default(), clock)
    }

    /// An empty cache.
    #[must_use]
    pub fn with_settings(settings: Settings, clock: SharedClock) -> Self {
        Self {
            core: Arc::new(Core::new(settings, clock)),
        }
    }

    /// Reads objects by key: good copies from the cache, the rest with one batch call of the provider.
    pub async fn objects<E: Entity>(
        &self,
        source: &Arc<Source>,
        context: &ReadContext,
        keys: &[E::Key],
        parts: E::Parts,
    ) -> Objects<E> {
        let account = Account::of(source);
        let distinct: HashSet<_> = keys.iter().cloned().collect();
        let distinct: Vec<_> = distinct.into_iter().collect();
        let key = |key| Key::object::<E>(&account, &self.core.epochs, key);
        let asked = Arc::new(Asked {
            counters: self.core.tally.of(&source.key),
            source: Arc::clone(source),
            keys: distinct.iter().map(key).collect(),
            wanted: parts.bits(),
            covers: entry::covers::<E>,
            serves_spares: true,
            load: Box::new(ObjectsOf::<E>(distinct.clone())),
            account,
        });
        let request = Request::of(context);
        let answered = read(&self.core, &asked, &request).await;
        let serve = |answer: Result<Taken>| serve::<E::Value>(&answer?, &request);
        let answers = answered.answers.into_iter().map(serve);
        Objects {
            outcomes: distinct.into_iter().zip(answers).collect(),
            related: answered.along,
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
        let account = Account::of(source);
        let asked = Arc::new(Asked {
            counters: self.core.tally.of(&source.key),
            source: Arc::clone(source),
            keys: vec![Key::page(&account, &self.core.epochs, list)],
            wanted: 0,
            covers: |_, _| true,
            serves_spares: context.stale_on_error,
            load: Box::new(PageOf(list.clone())),
            account,
        });
        let request = Request::of(context);
        let answered = read(&self.core, &asked, &request).await;
        let unread = || asked.error(ErrorKind::Internal);
        let answer = answered.answers.into_iter().next();
        let taken = answer.unwrap_or_else(|| Err(unread()))?;
        serve(&taken, &request)?.ok_or_else(unread)
    }

    /// Drops every copy of one object, with the lists inside it, also those that are being read now.
    pub fn invalidate_object<K: Noun>(&self, id: &Id<K>) {
        let kind = match K::KIND {
            // The same record.
            NodeKind::Ticket => NodeKind::Conversation,
            kind => kind,
        };
        self.core.epochs.invalidate_object(kind, id);
    }

    /// Drops every page of the lists of one kind of a source, also those that are being read now.
    pub fn invalidate_lists(&self, source: &SourceKey, kind: NodeKind) {
        self.core.epochs.invalidate_lists(source, kind);
    }

    /// Drops everything of a source, also what is being read now.
    pub fn invalidate_source(&self, source: &SourceKey) {
        self.core.epochs.invalidate_source(source);
    }

    /// What the cache holds and did for a source.
    #[must_use]
    pub fn stats(&self, source: &SourceKey) -> Stats {
        self.core.tally.read(source)
    }
}

fn serve<T: Send + Sync + 'static>(taken: &Taken, request: &Request) -> Outcome<T> {
    let freshness = taken.entry.freshness(request, taken.is_stale);
    let object = taken.entry.value()?;
    Ok(object.map(|object| Served { object, freshness }))
}
