//! How old a copy is and where it came from.

use std::sync::Arc;

use jiff::Timestamp;

/// Origin of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ServedFrom {
    /// Read from the provider for this request.
    Upstream,
    /// Read from the shared cache.
    Cache,
}

/// How old a copy is and where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// When the gateway read it from the provider.
    pub fetched_at: Timestamp,
    /// When it stops being fresh; `None` when it is not cached.
    pub expires_at: Option<Timestamp>,
    /// Where it came from.
    pub served_from: ServedFrom,
    /// True when it is past its life and served because the source fails or a newer copy is on its way.
    pub is_stale: bool,
}

/// An object and its freshness.
#[derive(Debug)]
pub struct Served<T> {
    /// The object.
    pub object: Arc<T>,
    /// How old it is.
    pub freshness: Freshness,
}

impl<T> Served<T> {
    /// Takes another object that came with this one, or is part of it: it is as fresh.
    pub fn along<U>(&self, object: Arc<U>) -> Served<U> {
        Served {
            object,
            freshness: self.freshness,
        }
    }
}

impl<T> Clone for Served<T> {
    fn clone(&self) -> Self {
        self.along(Arc::clone(&self.object))
    }
}
