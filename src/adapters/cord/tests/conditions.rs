//! Pushed conditions find what the gateway would find by looking at every row.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::{asked, started};
use crate::adapters::cord::Cord;
use crate::model::{
    Condition as _, Conversation, ConversationCondition as Is, ConversationOrder,
    ConversationOrderField as Field, ConversationParts, ConversationQuery, ConversationStatus,
    FieldCondition, FieldOperator, Id, OrderDirection, PageRequest, Priority, Related, TimeRange,
};
use crate::provider::{ErrorKind, OrderPlan, Provider};
use crate::transport::CallContext;

fn query(conditions: Vec<Is>) -> ConversationQuery {
    ConversationQuery {
        conditions,
        order: ConversationOrder::default(),
    }
}

fn ids(rows: &[Conversation], conditions: &[Is]) -> BTreeSet<String> {
    let holds = |row: &&Conversation| {
        let mut conditions = conditions.iter();
        conditions.all(|one| one.holds(row, &Related::default(), Timestamp::UNIX_EPOCH))
    };
    let found = rows.iter().filter(holds);
    found.map(|row| row.id.native().to_owned()).collect()
}

/// Answers a question as the feed does: asks for what is pushed, and checks every row for the rest.
async fn found(cord: &Cord, conditions: &[Is]) -> BTreeSet<String> {
    let plan = cord.plan_conversations(&query(conditions.to_vec()));
    assert_eq!(plan.unsupported, [], "{conditions:?}");
    if !plan.can_match {
        return BTreeSet::new();
    }
    ids(&asked(cord, &query(plan.pushed), 6).await, &plan.residual)
}

fn field(key: &str, operator: FieldOperator, value: &str) -> Is {
    Is::CustomField(FieldCondition {
        key: key.to_owned(),
        operator,
        values: vec![value.to_owned()],
    })
}

/// Conditions that some threads meet.
fn conditions(rows: &[Conversation]) -> Vec<Is> {
    let middle = &rows[rows.len() / 2];
    let since = |at: Option<Timestamp>| TimeRange { from: at, to: None };
    let until = |at: Option<Timestamp>| TimeRange { from: None, to: at };
    let later = |at: Option<Timestamp>| Some(at? + SignedDuration::from_micros(1));
    let (created, active) = (middle.created_at, middle.last_activity_at);
    let closed = rows.iter().find_map(|row| row.closed_at);
    let groups: Vec<_> = rows
        .iter()
        .filter_map(|row| row.organization.clone())
        .collect();
    let mut conditions = vec![
        Is::Ids(rows.iter().step_by(3).map(|row| row.id.clone()).collect()),
        Is::Statuses(vec![ConversationStatus::Open]),
        Is::NativeStatuses(vec!["resolved".to_owned()]),
        Is::IsTicket(false),
        Is::Priorities(vec![Priority::None]),
        Is::Organizations(groups[..1].to_vec()),
        Is::Organizations(groups[..6].to_vec()),
        Is::CreatedAt(since(created)),
        Is::CreatedAt(since(later(created))),
        Is::CreatedAt(until(created)),
        Is::CreatedAt(until(later(created))),
        Is::LastActivityAt(since(active)),
        Is::LastActivityAt(since(later(active))),
        Is::LastActivityAt(until(active)),
        Is::LastActivityAt(until(later(active))),
        Is::UpdatedAt(since(active)),
        Is::ClosedAt(since(closed)),
        field("depot", FieldOperator::Equals, "north"),
        field("depot", FieldOperator::NotEquals, "north"),
        field("vehicles", FieldOperator::Equals, "42"),
        field("vip", FieldOperator::Equals, "true"),
        field("vehicles", FieldOperator::GreaterThan, "50"),
        field("vip", FieldOperator::IsPresent, ""),
    ];
    for contact in rows.iter().filter_map(|row| row.contact.clone()) {
        conditions.push(Is::Contacts(vec![contact]));
    }
    conditions
}

#[tokio::test]
async fn every_condition_and_every_pair_finds_what_holds() {
    let (_sandbox, cord) = started(None).await;
    let world = asked(&cord, &ConversationQuery::default(), 100).await;
    let conditions = conditions(&world);
    for (place, first) in conditions.iter().enumerate() {
        let alone = std::slice::from_ref(first);
        let expected = ids(&world, alone);
        assert!(!expected.is_empty(), "{first:?}");
        assert_eq!(found(&cord, alone).await, expected, "{first:?}");
        for second in conditions.iter().skip(place + 1).step_by(4) {
            let pair = [first.clone(), second.clone()];
            assert_eq!(found(&cord, &pair).await, ids(&world, &pair), "{pair:?}");
        }
    }
}

#[tokio::test]
async fn an_order_of_looked_up_threads_is_exact() {
    let (_sandbox, cord) = started(None).await;
    let world = asked(&cord, &ConversationQuery::default(), 100).await;
    let ids = Is::Ids(world.iter().step_by(2).map(|row| row.id.clone()).collect());
    for field in [Field::CreatedAt, Field::UpdatedAt, Field::LastActivityAt] {
        for direction in [OrderDirection::Asc, OrderDirection::Desc] {
            let order = ConversationOrder { field, direction };
            let query = ConversationQuery {
                conditions: vec![ids.clone()],
                order,
            };
            assert_eq!(cord.plan_conversations(&query).order, OrderPlan::Native);
            let rows = asked(&cord, &query, 100).await;
            let keys: Vec<_> = rows.iter().map(|row| order.key(row)).collect();
            assert!(
                rows.len() == 10 && keys.is_sorted_by(|a, b| a >= b),
                "{keys:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_group_or_a_user_that_is_unknown_has_no_threads() {
    let (_sandbox, cord) = started(None).await;
    for condition in [
        Is::Organizations(vec![Id::new(cord.key(), "nowhere")]),
        Is::Contacts(vec![Id::new(cord.key(), "nobody")]),
        Is::Ids(vec![
            Id::new(cord.key(), "case-0"),
            Id::new(cord.key(), "cord:x"),
        ]),
    ] {
        assert_eq!(found(&cord, &[condition]).await, BTreeSet::new());
    }
}

#[tokio::test]
async fn what_is_not_planned_is_refused() {
    let (_sandbox, cord) = started(None).await;
    for condition in [
        Is::Text("a".to_owned()),
        Is::IsTicket(true),
        Is::UpdatedAt(TimeRange::default()),
    ] {
        let (context, query) = (CallContext::default(), query(vec![condition]));
        let page = PageRequest::first(5);
        let parts = ConversationParts::all();
        let refused = cord.conversations(&context, &query, page, parts).await;
        assert_eq!(refused.unwrap_err().kind, ErrorKind::Unsupported);
    }
}
