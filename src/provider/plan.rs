//! Who answers which part of a question about a list: the provider, or the gateway out of the rows.

use crate::model::{Condition, Query};

/// What becomes of one condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// The provider evaluates it, exactly.
    Pushed,
    /// The provider evaluates something wider, and every row is checked here.
    Narrowed,
    /// Every row is checked here.
    Residual,
    /// It cannot be evaluated: the rows do not tell.
    Unsupported,
    /// No row of the account can ever meet it.
    Never,
}

/// Who sorts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderPlan {
    /// The provider sorts by exactly this key.
    Native,
    /// The provider sorts by a key that is slightly different.
    Approximate,
    /// The gateway sorts a bounded number of rows, which the provider gives by latest activity or in its own order.
    Window,
}

/// How an account answers a question about a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan<C> {
    /// Whether any row can meet all conditions.
    pub can_match: bool,
    /// What the list is asked for.
    pub pushed: Vec<C>,
    /// What every row is checked for here. A condition may be both pushed and residual.
    pub residual: Vec<C>,
    /// What cannot be evaluated.
    pub unsupported: Vec<C>,
    /// Who sorts.
    pub order: OrderPlan,
}

impl<C: Condition> Plan<C> {
    /// Sorts the conditions of a question by what becomes of each.
    pub fn new<O>(query: &Query<C, O>, order: OrderPlan, mut fate: impl FnMut(&C) -> Fate) -> Self {
        let mut plan = Self {
            can_match: true,
            pushed: Vec::new(),
            residual: Vec::new(),
            unsupported: Vec::new(),
            order,
        };
        for condition in &query.conditions {
            let one = || condition.clone();
            match fate(condition) {
                Fate::Pushed => plan.pushed.push(one()),
                Fate::Narrowed => {
                    plan.pushed.push(one());
                    plan.residual.push(one());
                }
                Fate::Residual => plan.residual.push(one()),
                Fate::Unsupported => plan.unsupported.push(one()),
                Fate::Never => plan.can_match = false,
            }
        }
        plan
    }
}

#[cfg(test)]
mod tests {
    use super::{Fate, OrderPlan, Plan};
    use crate::model::{ConversationCondition as Is, ConversationOrder, Query};

    #[test]
    fn a_narrowed_condition_is_pushed_and_checked() {
        let conditions = vec![
            Is::IsAssigned(true),
            Is::IsUnread(true),
            Is::IsSnoozed(true),
        ];
        let query = Query {
            conditions: conditions.clone(),
            order: ConversationOrder::default(),
        };
        let plan = Plan::new(&query, OrderPlan::Native, |condition| match condition {
            Is::IsAssigned(_) => Fate::Narrowed,
            Is::IsUnread(_) => Fate::Unsupported,
            _ => Fate::Never,
        });
        assert_eq!(plan.pushed, conditions[..1]);
        assert_eq!(plan.residual, conditions[..1]);
        assert_eq!(plan.unsupported, conditions[1..2]);
        assert!(!plan.can_match);
    }
}
