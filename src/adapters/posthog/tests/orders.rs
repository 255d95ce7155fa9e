//! Native orders are those that the rows' keys have.

use super::{asked, started};
use crate::model::{
    ConversationCondition as Is, ConversationOrder, ConversationOrderField as Field,
    ConversationQuery, OrderDirection, SlaState,
};
use crate::provider::{OrderPlan, Provider};

#[tokio::test]
async fn rows_come_in_the_order_of_their_keys() {
    let (_sandbox, adapter) = started().await;
    let with_deadline = || vec![Is::SlaStates(vec![SlaState::OnTrack])];
    let numbers = || {
        vec![Is::Numbers(
            ["3", "9", "12", "7"].map(str::to_owned).to_vec(),
        )]
    };
    for (field, conditions, is_native) in [
        (Field::LastActivityAt, Vec::new(), [true, true]),
        (Field::UpdatedAt, Vec::new(), [true, true]),
        (Field::CreatedAt, Vec::new(), [true, true]),
        (Field::Number, Vec::new(), [true, true]),
        (Field::SlaDueAt, Vec::new(), [true, false]),
        (Field::SlaDueAt, with_deadline(), [true, true]),
        (Field::SnoozedUntil, Vec::new(), [false, false]),
        (Field::SnoozedUntil, vec![Is::IsSnoozed(true)], [true, true]),
        (Field::Priority, Vec::new(), [false, false]),
        (Field::Priority, numbers(), [true, true]),
    ] {
        for (direction, is_native) in [OrderDirection::Asc, OrderDirection::Desc]
            .into_iter()
            .zip(is_native)
        {
            let order = ConversationOrder { field, direction };
            let conditions = conditions.clone();
            let query = ConversationQuery { conditions, order };
            let plan = adapter.plan_conversations(&query);
            assert_eq!(plan.order == OrderPlan::Native, is_native, "{query:?}");
            if !is_native {
                continue;
            }
            let rows = asked(&adapter, &query, 4).await.items;
            assert!(!rows.is_empty(), "{query:?}");
            let keys: Vec<_> = rows.iter().map(|row| order.key(row)).collect();
            assert!(keys.is_sorted_by(|a, b| a >= b), "{query:?}: {keys:?}");
        }
    }
}
