//! What a list is asked for: conditions that all have to hold, and an order.

use std::fmt::Debug;
use std::hash::Hash;

use jiff::Timestamp;

use crate::model::{
    ContactCondition, ContactOrder, ConversationCondition, ConversationOrder, Partial, Related,
    SourceKey,
};

/// One condition on the rows of a list. Several values of one condition mean any of them.
///
/// A row that does not tell what is asked about does not meet the condition.
pub trait Condition: Clone + Debug + PartialEq + Eq + Hash + Send + Sync + 'static {
    /// What is listed.
    type Row: Partial;

    /// The argument that the condition comes from, as the schema spells it.
    fn name(&self) -> &'static str;

    /// What a row has to know, so that the condition can be evaluated here.
    fn needs(&self) -> <Self::Row as Partial>::Parts;

    /// What is left of the condition for one source; `None` if no row of that source can meet it.
    fn within(&self, source: &SourceKey) -> Option<Self>;

    /// Whether a row meets it. `along` is what came along with the row: a row has the ids of tags, `along` their names.
    fn holds(&self, row: &Self::Row, along: &Related, now: Timestamp) -> bool;
}

/// Whether a row meets all conditions.
pub fn all_hold<C: Condition>(
    conditions: &[C],
    row: &C::Row,
    along: &Related,
    now: Timestamp,
) -> bool {
    let mut conditions = conditions.iter();
    conditions.all(|condition| condition.holds(row, along, now))
}

/// What a list is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Query<C, O> {
    /// All of them have to hold.
    pub conditions: Vec<C>,
    /// What the rows are ordered by.
    pub order: O,
}

impl<C, O: Default> Default for Query<C, O> {
    fn default() -> Self {
        Self {
            conditions: Vec::new(),
            order: O::default(),
        }
    }
}

/// What the list of conversations is asked for.
pub type ConversationQuery = Query<ConversationCondition, ConversationOrder>;

/// What the list of contacts is asked for.
pub type ContactQuery = Query<ContactCondition, ContactOrder>;

impl<C: Condition, O: Copy> Query<C, O> {
    /// What is left of the question for one source; `None` if no row of that source can answer it.
    #[must_use]
    pub fn within(&self, source: &SourceKey) -> Option<Self> {
        let conditions = self.conditions.iter();
        Some(Self {
            conditions: conditions
                .map(|one| one.within(source))
                .collect::<Option<_>>()?,
            order: self.order,
        })
    }
}

/// A span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TimeRange {
    /// Inclusive; `None` is open.
    pub from: Option<Timestamp>,
    /// Exclusive; `None` is open.
    pub to: Option<Timestamp>,
}

impl TimeRange {
    /// Whether a time lies in it. A time that is not told does not.
    #[must_use]
    pub fn contains(self, at: Option<Timestamp>) -> bool {
        let Some(at) = at else { return false };
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to)
    }
}

/// The ids of a source among others; `None` if there are none.
pub(super) fn of_source<K>(
    ids: &[crate::model::Id<K>],
    source: &SourceKey,
) -> Option<Vec<crate::model::Id<K>>> {
    let own: Vec<_> = ids
        .iter()
        .filter(|id| id.source() == source)
        .cloned()
        .collect();
    (!own.is_empty()).then_some(own)
}

/// Whether two texts are the same without case.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    a.chars()
        .flat_map(char::to_lowercase)
        .eq(b.chars().flat_map(char::to_lowercase))
}

/// Whether a text stands in another one, without case.
pub(super) fn stands_in(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.to_lowercase())
}
