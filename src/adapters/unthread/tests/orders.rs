//! What the list of conversations sorts by.

use super::Desk;
use crate::model::{
    ConversationOrder, ConversationOrderField as Field, ConversationParts, ConversationQuery,
    OrderDirection,
};
use crate::provider::{OrderPlan, Provider as _};

async fn is_sorted(desk: &Desk, field: Field, direction: OrderDirection) -> OrderPlan {
    let order = ConversationOrder { field, direction };
    let query = ConversationQuery {
        conditions: Vec::new(),
        order,
    };
    let (rows, _) = desk.asked(&query, 5, ConversationParts::all()).await;
    let keys: Vec<_> = rows.iter().map(|row| order.key(row)).collect();
    assert!(keys.iter().all(Option::is_some), "{order:?}");
    assert!(keys.is_sorted_by(|a, b| a >= b), "{order:?}");
    assert_eq!(desk.requests().len(), rows.len().div_ceil(5));
    desk.unthread.plan_conversations(&query).order
}

#[tokio::test]
async fn rows_come_in_the_order_that_was_asked_for() {
    let desk = Desk::open().await;
    for direction in [OrderDirection::Asc, OrderDirection::Desc] {
        for field in [Field::LastActivityAt, Field::CreatedAt, Field::UpdatedAt] {
            let plan = is_sorted(&desk, field, direction).await;
            assert_eq!(plan, OrderPlan::Native, "{field:?}");
        }
        let plan = is_sorted(&desk, Field::Number, direction).await;
        assert_eq!(plan, OrderPlan::Approximate);
    }
}
