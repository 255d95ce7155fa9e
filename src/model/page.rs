//! Pages of a provider's list.

use std::fmt;
use std::sync::Arc;

use crate::model::Related;

/// A place in a provider's list, in the adapter's own words: a token, a page number, an offset, an id.
///
/// Opaque to everyone but the adapter that made it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Position(Arc<str>);

impl Position {
    /// Takes the adapter's words.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// The adapter's words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Position({})", self.0)
    }
}

/// Which page of a list is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageRequest {
    /// How many items; a provider whose pages have a fixed size ignores it.
    pub size: usize,
    /// Where the page begins; `None` is the beginning of the list.
    pub position: Option<Position>,
}

impl PageRequest {
    /// Asks for the first page.
    #[must_use]
    pub const fn first(size: usize) -> Self {
        Self {
            size,
            position: None,
        }
    }
}

/// One page of a provider's list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The items, in the order of the list. May be empty although `next` is there.
    pub items: Vec<T>,
    /// Where the next page begins; `None` at the end of the list.
    pub next: Option<Position>,
    /// How many items the whole list has, if the provider says so.
    pub total: Option<u64>,
    /// Objects that came along.
    pub related: Related,
}

impl<T> Page<T> {
    /// The same page of something else.
    pub fn map<U>(self, map: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(map).collect(),
            next: self.next,
            total: self.total,
            related: self.related,
        }
    }

    /// A page that is the whole list.
    #[must_use]
    pub fn whole(items: Vec<T>) -> Self {
        let total = Some(items.len() as u64);
        Self {
            items,
            next: None,
            total,
            related: Related::default(),
        }
    }
}
