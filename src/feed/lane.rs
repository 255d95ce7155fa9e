//! How one source takes part in a merged list.

use crate::feed::listing::Listing;
use crate::feed::reading::Reading;
use crate::model::Condition;
use crate::provider::{Error, OrderPlan, Plan};

/// What to do about conditions and orders that a source does not serve itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterPolicy {
    /// Check and sort the rows here, reading a bounded number of them.
    Residual,
    /// Leave the source out.
    Strict,
}

/// Who checks which condition, by the names of the arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Split {
    pub pushed: Vec<&'static str>,
    pub residual: Vec<&'static str>,
    pub unsupported: Vec<&'static str>,
}

impl Split {
    fn of<C: Condition>(plan: &Plan<C>) -> Self {
        Self {
            pushed: names(&plan.pushed),
            residual: names(&plan.residual),
            unsupported: names(&plan.unsupported),
        }
    }
}

/// The arguments that conditions come from, each once.
pub(super) fn names<C: Condition>(conditions: &[C]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for name in conditions.iter().map(Condition::name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A source on its way into a merged list.
pub(super) struct Lane<'a, L: Listing> {
    pub reading: Reading<'a, L::List>,
    pub listing: L,
    pub sorting: OrderPlan,
    pub split: Split,
    /// Whether it can have rows at all.
    pub can_match: bool,
    /// What tells it from other lanes of the same source.
    pub name: &'static str,
}

impl<'a, L: Listing> Lane<'a, L> {
    /// A source that is read as it is.
    pub(super) fn plain(reading: Reading<'a, L::List>, listing: L, sorting: OrderPlan) -> Self {
        Self {
            reading,
            listing,
            sorting,
            split: Split::default(),
            can_match: true,
            name: "",
        }
    }

    /// A source that answers by a plan.
    pub(super) fn planned<C: Condition>(
        reading: Reading<'a, L::List>,
        plan: Plan<C>,
        policy: FilterPolicy,
        listing: impl FnOnce(Plan<C>) -> L,
    ) -> Self {
        let is_own = plan.residual.is_empty() && plan.order != OrderPlan::Window;
        let is_refused =
            !plan.unsupported.is_empty() || (policy == FilterPolicy::Strict && !is_own);
        let lane = Self {
            reading,
            sorting: plan.order,
            split: Split::of(&plan),
            can_match: plan.can_match,
            name: "",
            listing: listing(plan),
        };
        if is_refused && lane.can_match {
            lane.refused()
        } else {
            lane
        }
    }

    /// The same, but the source is left out because it cannot do what is wanted.
    pub(super) fn refused(mut self) -> Self {
        let key = &self.reading.source.key;
        self.reading.error = Some(Error::unsupported(key, L::PROMISE));
        self
    }
}
