//! How the list of conversations is sorted.

use crate::model::{ConversationOrder, ConversationOrderField, OrderDirection};
use crate::provider::OrderPlan;

/// Columns that rows are sorted by, in one direction for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::adapters::unthread) struct Sorting {
    /// There is no tie-breaker but the last one, so it is a unique one.
    pub columns: &'static [&'static str],
    pub is_descending: bool,
}

const BY_ACTIVITY: &[&str] = &["lastActivityAt", "id"];
const BY_START: &[&str] = &["createdAt", "id"];
const BY_CHANGE: &[&str] = &["updatedAt", "id"];

/// Who sorts, and what the list is asked for. Only columns that a public client sorts by: one that the service does not
/// like refuses the whole call, and nothing could stand in for it.
pub(in crate::adapters::unthread) fn sorting(order: ConversationOrder) -> (OrderPlan, Sorting) {
    use ConversationOrderField as Field;
    let by = |plan, columns| {
        let is_descending = order.direction == OrderDirection::Desc;
        let sorting = Sorting {
            columns,
            is_descending,
        };
        (plan, sorting)
    };
    match order.field {
        Field::LastActivityAt => by(OrderPlan::Native, BY_ACTIVITY),
        Field::CreatedAt => by(OrderPlan::Native, BY_START),
        Field::UpdatedAt => by(OrderPlan::Native, BY_CHANGE),
        // Numbers rise with every conversation that starts.
        Field::Number => by(OrderPlan::Approximate, BY_START),
        Field::WaitingSince | Field::Priority | Field::SlaDueAt | Field::SnoozedUntil => {
            let (_, by_default) = sorting(ConversationOrder::default());
            (OrderPlan::Window, by_default)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BY_ACTIVITY, BY_START, Sorting, sorting};
    use crate::model::{ConversationOrder, ConversationOrderField, OrderDirection};
    use crate::provider::OrderPlan;

    fn by(field: ConversationOrderField, direction: OrderDirection) -> (OrderPlan, Sorting) {
        sorting(ConversationOrder { field, direction })
    }

    #[test]
    fn numbers_come_in_the_order_of_their_conversations() {
        let (plan, sorting) = by(ConversationOrderField::Number, OrderDirection::Asc);
        assert_eq!(plan, OrderPlan::Approximate);
        assert_eq!((sorting.columns, sorting.is_descending), (BY_START, false));
    }

    #[test]
    fn what_the_service_is_not_seen_to_sort_by_comes_by_latest_activity() {
        let (plan, sorting) = by(ConversationOrderField::Priority, OrderDirection::Asc);
        assert_eq!(plan, OrderPlan::Window);
        assert_eq!(
            (sorting.columns, sorting.is_descending),
            (BY_ACTIVITY, true)
        );
    }
}
