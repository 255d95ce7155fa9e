//! One page of a merged list.

use std::fmt::{self, Debug};
use std::sync::Arc;

use crate::feed::{CountPrecision, SourceOutcome};
use crate::model::{Page, Related, RowKey, Served};
use crate::provider::Source;

/// Tells the cursors of a page. They are made only when somebody wants to see them.
pub(super) trait Places: Send + Sync {
    /// The cursor right after a row.
    fn after(&self, row: usize) -> String;

    /// The cursor right after everything that was consumed, which may be more than the rows.
    fn end(&self) -> String;
}

/// One page of a list that was merged from several sources.
pub struct Merged<T> {
    /// The rows, in order.
    pub rows: Vec<Row<T>>,
    /// Whether there may be more. Stays true while a source that fails may have more rows.
    pub has_next: bool,
    /// Whether there is something before.
    pub has_previous: bool,
    /// How many rows the whole list has.
    pub total: Option<u64>,
    /// How far `total` can be trusted.
    pub precision: CountPrecision,
    /// What each source contributed, in the order in which they were handed in.
    pub outcomes: Vec<SourceOutcome>,
    /// The pages that were read, for what came along with them.
    pub pages: Vec<ReadPage<T>>,
    pub(super) places: Arc<dyn Places>,
}

impl<T> Merged<T> {
    /// Makes the cursor of the next page. There is one for an empty page too.
    #[must_use]
    pub fn end_cursor(&self) -> String {
        self.places.end()
    }
}

/// One row of a list.
pub struct Row<T> {
    /// What stands in it.
    pub item: Served<T>,
    /// What it was merged by.
    pub key: RowKey,
    pub(super) number: usize,
    pub(super) places: Arc<dyn Places>,
}

impl<T> Row<T> {
    /// Makes the cursor that goes on after this row.
    #[must_use]
    pub fn cursor(&self) -> String {
        self.places.after(self.number)
    }
}

/// A page of a provider's list that was read on the way.
#[derive(Debug)]
pub struct ReadPage<T> {
    /// Whose it is.
    pub source: Arc<Source>,
    /// The page.
    pub page: Served<Page<T>>,
}

impl<T> ReadPage<T> {
    /// The objects that came along with it.
    #[must_use]
    pub fn related(&self) -> &Related {
        &self.page.object.related
    }
}

impl<T> Clone for ReadPage<T> {
    fn clone(&self) -> Self {
        Self {
            source: Arc::clone(&self.source),
            page: self.page.clone(),
        }
    }
}

impl<T: Debug> Debug for Merged<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Merged")
            .field("rows", &self.rows)
            .field("has_next", &self.has_next)
            .field("outcomes", &self.outcomes)
            .finish_non_exhaustive()
    }
}

impl<T: Debug> Debug for Row<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Row").field(&self.item.object).finish()
    }
}
