//! What the profile says is what the plan does.

use crate::adapters::nimchat::plan::sorts::SORTS;
use crate::adapters::nimchat::profile::PROFILE;
use crate::model::{ConversationField, ConversationOrderField, OrderDirection};
use crate::provider::{OrderPlan, SupportLevel};

#[test]
fn the_profile_has_the_orders_of_the_list() {
    let told = PROFILE.orders.iter().flat_map(|order| {
        let directions = order.directions.iter();
        directions.map(|direction| (order.field, *direction, order.level))
    });
    let level = |plan| match plan {
        OrderPlan::Native => SupportLevel::Native,
        OrderPlan::Approximate => SupportLevel::Partial,
        OrderPlan::Window => SupportLevel::Emulated,
    };
    let done: Vec<_> = SORTS
        .iter()
        .map(|sort| (sort.field, sort.direction, level(sort.plan)))
        .collect();
    let told: Vec<(ConversationOrderField, OrderDirection, SupportLevel)> = told.collect();
    assert_eq!(told.len(), done.len());
    assert!(told.iter().all(|order| done.contains(order)));
}

#[test]
fn what_is_not_listed_is_unsupported() {
    let unlisted: Vec<_> = ConversationField::ALL
        .iter()
        .filter(|field| PROFILE.filter(**field).is_none())
        .collect();
    assert_eq!(unlisted, [&ConversationField::ClosedAt]);
}
