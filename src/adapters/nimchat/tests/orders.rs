//! Orders: a native one is that of the key.

use super::Desk;
use super::filters::listed;
use crate::model::{
    Contact, ContactOrder, ContactOrderField, ContactQuery, Conversation,
    ConversationCondition as Is, ConversationOrder, ConversationOrderField as Field,
    ConversationQuery, ConversationStatus,
    OrderDirection::{Asc, Desc},
    RowKey,
};
use crate::provider::{OrderPlan, Provider as _};

const FIELDS: [Field; 8] = [
    Field::LastActivityAt,
    Field::CreatedAt,
    Field::UpdatedAt,
    Field::WaitingSince,
    Field::Priority,
    Field::SlaDueAt,
    Field::SnoozedUntil,
    Field::Number,
];

/// Whether greatest comes first, and what has no key last.
fn is_sorted(keys: &[Option<RowKey>]) -> bool {
    keys.windows(2).all(|pair| pair[0] >= pair[1])
}

#[tokio::test]
async fn native_orders_of_conversations_are_those_of_the_key() {
    let desk = Desk::open().await;
    let (rows, _) = desk.all(crate::model::ConversationParts::SUMMARY).await;
    let contact = rows[0].contact.clone().unwrap();
    let open = Is::Statuses(vec![ConversationStatus::Open]);
    for conditions in [vec![], vec![open], vec![Is::Contacts(vec![contact])]] {
        for field in FIELDS {
            for direction in [Asc, Desc] {
                let order = ConversationOrder { field, direction };
                let query = ConversationQuery {
                    conditions: conditions.clone(),
                    order,
                };
                if desk.nimchat.plan_conversations(&query).order != OrderPlan::Native {
                    continue;
                }
                let (rows, ..) = listed(&desk, &query).await;
                let keys: Vec<_> = rows.iter().map(|row| order.key(row)).collect();
                assert!(!keys.is_empty() && is_sorted(&keys), "{query:?}");
            }
        }
    }
}

#[tokio::test]
async fn by_priority_the_urgent_ones_come_first() {
    let desk = Desk::open().await;
    let order = ConversationOrder {
        field: Field::Priority,
        direction: Desc,
    };
    let query = ConversationQuery {
        conditions: Vec::new(),
        order,
    };
    let (rows, ..) = listed(&desk, &query).await;
    let urgent = |row: &&Conversation| row.native_priority.as_deref() == Some("urgent");
    let count = rows.iter().filter(urgent).count();
    assert!(count > 0);
    assert_eq!(rows.iter().take_while(urgent).count(), count);
    assert_eq!(
        desk.asked()[0].query.as_deref(),
        Some("status=all&sort_by=sort_on_priority&page=1")
    );
}

#[tokio::test]
async fn contacts_are_sorted_by_everything() {
    let desk = Desk::open().await;
    for field in [
        ContactOrderField::Name,
        ContactOrderField::Email,
        ContactOrderField::CreatedAt,
        ContactOrderField::LastActivityAt,
    ] {
        for direction in [Asc, Desc] {
            let order = ContactOrder { field, direction };
            let query = ContactQuery {
                conditions: Vec::new(),
                order,
            };
            let rows: Vec<Contact> = desk.contacts_that(&query).await;
            let keys: Vec<_> = rows.iter().map(|row| order.key(row)).collect();
            assert!(is_sorted(&keys), "{query:?}");
        }
    }
}
