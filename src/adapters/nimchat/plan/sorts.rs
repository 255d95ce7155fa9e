//! Which orders the lists have.

use crate::model::{
    ContactOrder, ContactOrderField, ConversationOrder, ConversationOrderField as Field,
    OrderDirection::{self, Asc, Desc},
};
use crate::provider::OrderPlan;

/// An order of the list of conversations.
pub(super) struct Sort {
    pub field: Field,
    pub direction: OrderDirection,
    /// The name that every release from 3.2 on takes; what a release does not know, it silently ignores.
    pub name: &'static str,
    pub plan: OrderPlan,
}

const fn sort(
    field: Field,
    direction: OrderDirection,
    name: &'static str,
    plan: OrderPlan,
) -> Sort {
    Sort {
        field,
        direction,
        name,
        plan,
    }
}

/// The orders of `GET conversations`.
pub(super) const SORTS: &[Sort] = &[
    sort(Field::LastActivityAt, Desc, LATEST, OrderPlan::Native),
    // A change that is no message moves it a moment later than the record of it.
    sort(Field::UpdatedAt, Desc, LATEST, OrderPlan::Approximate),
    sort(Field::CreatedAt, Asc, OLDEST, OrderPlan::Native),
    // Numbers are given when conversations are made; an import may say that they are older.
    sort(Field::Number, Asc, OLDEST, OrderPlan::Approximate),
    sort(
        Field::WaitingSince,
        Asc,
        "sort_on_waiting_since",
        OrderPlan::Native,
    ),
    // 3.2 takes no priority for a low one, and no release sorts equal ones by activity.
    sort(
        Field::Priority,
        Desc,
        "sort_on_priority",
        OrderPlan::Approximate,
    ),
];

const LATEST: &str = "latest";
const OLDEST: &str = "sort_on_created_at";

fn known(order: ConversationOrder) -> Option<&'static Sort> {
    let is_it = |sort: &&Sort| (sort.field, sort.direction) == (order.field, order.direction);
    SORTS.iter().find(is_it)
}

/// The parameter of the list; what the list cannot sort by is sorted elsewhere.
pub(in crate::adapters::nimchat) fn sort_by(order: ConversationOrder) -> &'static str {
    known(order).map_or(LATEST, |sort| sort.name)
}

/// What `GET conversations` makes of an order.
pub(super) fn of_list(order: ConversationOrder) -> OrderPlan {
    known(order).map_or(OrderPlan::Window, |sort| sort.plan)
}

/// What `POST conversations/filter` makes of an order. It has one only.
pub(super) fn of_filter(order: ConversationOrder) -> OrderPlan {
    match known(order) {
        Some(sort) if sort.name == LATEST => sort.plan,
        Some(_) | None => OrderPlan::Window,
    }
}

/// The `sort` of contacts. Without a second key, equal rows may change places between pages.
pub(in crate::adapters::nimchat) fn contact_sort(order: ContactOrder) -> &'static str {
    match (order.field, order.direction) {
        (ContactOrderField::Name, Asc) => "name,created_at",
        (ContactOrderField::Name, Desc) => "-name,created_at",
        (ContactOrderField::Email, Asc) => "email,created_at",
        (ContactOrderField::Email, Desc) => "-email,created_at",
        (ContactOrderField::CreatedAt, Asc) => "created_at",
        (ContactOrderField::CreatedAt, Desc) => "-created_at",
        (ContactOrderField::LastActivityAt, Asc) => "last_activity_at,created_at",
        (ContactOrderField::LastActivityAt, Desc) => "-last_activity_at,created_at",
    }
}

/// What the lists of contacts make of an order. Texts are sorted by the rules of the database.
pub(super) fn of_contacts(order: ContactOrder) -> OrderPlan {
    match order.field {
        ContactOrderField::Name | ContactOrderField::Email => OrderPlan::Approximate,
        ContactOrderField::CreatedAt | ContactOrderField::LastActivityAt => OrderPlan::Native,
    }
}
