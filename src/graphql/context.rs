//! What resolvers are handed for one request.

use std::sync::{Arc, RwLock};

use async_graphql::Context;

use crate::cache::{Cache, ReadContext};
use crate::clock::SharedClock;
use crate::feed::Feed;
use crate::links::Links;
use crate::loaders::Loaders;
use crate::model::{GlobalId, Id, Noun, SourceKey};
use crate::provider::{Registry, Source};
use crate::uploads::Uploads;
use crate::writes::Writes;

use super::error;
use super::gateway::Parts;

/// The one caller there is until callers have names.
pub const CALLER: &str = "anonymous";

/// Everything a resolver may use.
pub(crate) struct RequestData {
    /// The configured accounts.
    pub(crate) registry: Registry,
    /// Single objects.
    loaders: RwLock<Arc<Loaders>>,
    /// Lists.
    pub feed: Arc<Feed>,
    /// The shared cache, for what it tells of itself.
    pub cache: Arc<Cache>,
    /// How this request reads.
    pub read: ReadContext,
    /// Links to files.
    pub links: Arc<Links>,
    /// Writes.
    pub writes: Arc<Writes>,
    /// Files that wait to be sent.
    pub uploads: Arc<Uploads>,
    /// Limits that the caller can see.
    pub limits: Limits,
    /// Clock.
    pub clock: SharedClock,
}

impl RequestData {
    /// What one request is handed.
    pub(crate) fn new(parts: &Parts, read: ReadContext) -> Self {
        let Parts {
            registry,
            cache,
            feed,
            links,
            writes,
            uploads,
            limits,
            request_timeout: _,
            clock,
        } = parts;
        Self {
            loaders: RwLock::new(Arc::new(Loaders::new(registry, cache, &read))),
            registry: registry.clone(),
            feed: Arc::clone(feed),
            cache: Arc::clone(cache),
            links: Arc::clone(links),
            writes: Arc::clone(writes),
            uploads: Arc::clone(uploads),
            limits: *limits,
            clock: clock.clone(),
            read,
        }
    }

    /// Forgets what was loaded: after a write it may be wrong.
    pub(crate) fn renew_loaders(&self) {
        let fresh = Arc::new(Loaders::new(&self.registry, &self.cache, &self.read));
        *self
            .loaders
            .write()
            .expect("no code panics while holding it") = fresh;
    }
}

/// Limits that the caller can see.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Deepest allowed query.
    pub max_depth: usize,
    /// Highest allowed cost.
    pub max_complexity: usize,
    /// Largest page.
    pub max_page_size: usize,
    /// Time a source gets.
    pub source_timeout_ms: u64,
}

/// Short ways to what resolvers use.
pub(crate) trait ContextExt {
    fn request(&self) -> &RequestData;

    fn loaders(&self) -> Arc<Loaders> {
        let loaders = self.request().loaders.read();
        Arc::clone(&loaders.expect("no code panics while holding it"))
    }

    /// The account that an object was read from.
    fn source(&self, key: &SourceKey) -> async_graphql::Result<Arc<Source>> {
        let found = self.request().registry.source(key.as_str()).cloned();
        found.ok_or_else(|| error::internal("an object of a source that is not configured"))
    }

    /// Reads an id that an argument gives. The source must be one that is configured and switched on.
    fn id<K: Noun>(&self, argument: &str, text: &str) -> async_graphql::Result<Id<K>> {
        let id = GlobalId::parse_as::<K>(text).map_err(|error| error::bad_id(argument, &error))?;
        self.known_source(argument, id.source())?;
        Ok(id)
    }

    fn known_source(&self, argument: &str, key: &SourceKey) -> async_graphql::Result<()> {
        match self.request().registry.source(key.as_str()) {
            Some(source) if source.is_enabled => Ok(()),
            _ => Err(error::bad_input(
                argument,
                &format!("there is no source `{key}`"),
            )),
        }
    }
}

impl ContextExt for Context<'_> {
    fn request(&self) -> &RequestData {
        self.data_unchecked()
    }
}
