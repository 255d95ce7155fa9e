//! What resolvers are handed for one request.

use std::sync::Arc;

use async_graphql::Context;

use crate::cache::{Cache, ReadContext};
use crate::clock::SharedClock;
use crate::feed::Feed;
use crate::links::Links;
use crate::loaders::Loaders;
use crate::model::{GlobalId, Id, Noun, SourceKey};
use crate::provider::{Registry, Source};

use super::error;

/// The one caller there is until callers have names.
pub(crate) const CALLER: &str = "anonymous";

/// Everything a resolver may use.
pub(crate) struct RequestData {
    /// The configured accounts.
    pub(crate) registry: Registry,
    /// Single objects.
    pub loaders: Loaders,
    /// Lists.
    pub feed: Arc<Feed>,
    /// The shared cache, for what it tells of itself.
    pub cache: Arc<Cache>,
    /// How this request reads.
    pub read: ReadContext,
    /// Links to files.
    pub links: Arc<Links>,
    /// Limits that the caller can see.
    pub limits: Limits,
    /// Clock.
    pub clock: SharedClock,
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

    fn loaders(&self) -> &Loaders {
        &self.request().loaders
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
