//! Selecting, filtering and ordering.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Fake, column, keys, text};
use crate::sandbox::world::State;

const LIST: &str = "/conversations/list";

async fn numbers(fake: &Fake, field: &str, operator: &str, value: Value) -> Vec<u64> {
    let condition = json!([{"field": field, "operator": operator, "value": value}]);
    let body = json!({"select": ["friendlyId"], "where": condition, "order": ["friendlyId"]});
    let answer = fake.list(LIST, body).await;
    let numbers: Vec<u64> = column(&answer, "friendlyId")
        .into_iter()
        .map(|number| number.as_u64().unwrap() - 1000)
        .collect();
    assert_eq!(answer["totalCount"], numbers.len());
    numbers
}

#[tokio::test]
async fn only_selected_fields_and_order_columns_come_back() {
    let fake = Fake::open();
    let body = json!({
        "select": ["id", "initialMessage.ts", "tags.name", "customer.name", "metadata"],
        "order": ["createdAt", "id"], "limit": 1,
    });
    let answer = fake.list(LIST, body).await;
    let row = &answer["data"][0];
    assert_eq!(
        keys(row),
        ["id", "initialMessage", "tags", "customer", "createdAt"]
    );
    assert_eq!(keys(&row["initialMessage"]), ["ts"]);
    assert_eq!(row["customer"], json!({"name": "Swift Parcel Couriers"}));
    assert!(
        text(&row["createdAt"]).ends_with(".000Z"),
        "{}",
        row["createdAt"]
    );
    for tag in row["tags"].as_array().unwrap() {
        assert_eq!(keys(tag), ["name"]);
    }
}

#[tokio::test]
async fn fields_that_an_object_does_not_have_are_refused() {
    let fake = Fake::open();
    let condition = |field: &str, operator: &str, value: Value| {
        json!({"where": [
            {"field": "id", "operator": "!=", "value": "x"},
            {"field": field, "operator": operator, "value": value},
        ]})
    };
    for (body, detail) in [
        (
            json!({"select": ["id", "colour"]}),
            "select[1] is not allowed: colour",
        ),
        (
            json!({"select": ["customer"]}),
            "select[0] is not allowed: customer",
        ),
        (
            json!({"select": ["tagIds"]}),
            "select[0] is not allowed: tagIds",
        ),
        (
            json!({"order": ["tags.name"]}),
            "order[0] is not allowed: tags.name",
        ),
        (
            condition("colour", "==", json!("red")),
            "where[1].field is not allowed: colour",
        ),
        (
            condition("title", "~", json!("x")),
            "where[1].operator is not allowed: ~",
        ),
        (
            condition("closedAt", "==", Value::Null),
            "where[1].value does not fit == of closedAt",
        ),
        (
            condition("createdAt", ">", json!("yesterday")),
            "where[1].value does not fit > of createdAt",
        ),
        (
            condition("priority", "in", json!([3, 5])),
            "where[1].value does not fit in of priority",
        ),
        (
            condition("status", "in", json!("open")),
            "where[1].value does not fit in of status",
        ),
        (
            condition("priority", "==", json!("NaN")),
            "where[1].value does not fit == of priority",
        ),
        (
            condition("priority", "like", json!("3")),
            "where[1].value does not fit like of priority",
        ),
    ] {
        let (status, answer) = fake.post(LIST, body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(answer["errors"][0]["detail"], detail);
    }
}

#[tokio::test]
async fn every_operator_does_what_its_sign_says() {
    let fake = Fake::open();
    let all: Vec<u64> = (1..=24).collect();
    let without = |gone: &[u64]| -> Vec<u64> {
        let kept = all.iter().filter(|number| !gone.contains(number));
        kept.copied().collect()
    };
    let on_hold = vec![5, 15];
    assert_eq!(
        numbers(&fake, "status", "==", json!("on_hold")).await,
        on_hold
    );
    assert_eq!(
        numbers(&fake, "status", "!=", json!("on_hold")).await,
        without(&on_hold)
    );
    assert_eq!(
        numbers(&fake, "status", "in", json!(["on_hold"])).await,
        on_hold
    );
    assert_eq!(
        numbers(&fake, "status", "notIn", json!(["on_hold"])).await,
        without(&on_hold)
    );
    assert!(numbers(&fake, "status", "in", json!([])).await.is_empty());
    assert_eq!(
        numbers(&fake, "friendlyId", ">", json!(1022)).await,
        [23, 24]
    );
    assert_eq!(
        numbers(&fake, "friendlyId", ">=", json!("1022")).await,
        [22, 23, 24]
    );
    assert_eq!(numbers(&fake, "friendlyId", "<", json!(1002)).await, [1]);
    assert_eq!(
        numbers(&fake, "friendlyId", "<=", json!(1002)).await,
        [1, 2]
    );
    let titles = numbers(&fake, "title", "contains", json!("ecall")).await;
    assert!(!titles.is_empty() && titles.len() < 12);
    assert_eq!(
        numbers(&fake, "title", "like", json!("%ecall%")).await,
        titles
    );
    // Number 21 has no title, so no condition on the title holds for it.
    let mut rest = without(&titles);
    rest.retain(|number| *number != 21);
    assert_eq!(
        numbers(&fake, "title", "notContains", json!("ecall")).await,
        rest
    );
}

#[tokio::test]
async fn moments_compare_as_they_are_stored() {
    let fake = Fake::open();
    let first = &fake
        .world
        .cases_at(crate::model::ProviderKind::Unthread)
        .next();
    let opened = first.unwrap().entries[0].at.to_string();
    assert_eq!(numbers(&fake, "createdAt", "<=", json!(opened)).await, [1]);
    assert!(
        numbers(&fake, "createdAt", "<", json!(opened))
            .await
            .is_empty()
    );
    let from_start = numbers(&fake, "createdAt", ">=", json!("2026-11-06")).await;
    assert_eq!(from_start.len(), 24);
    assert!(
        numbers(&fake, "createdAt", ">", json!("2026-11-21"))
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_row_is_a_little_later_than_the_time_it_shows() {
    let fake = Fake::open();
    let body = json!({"select": ["friendlyId", "updatedAt"]});
    let answer = fake.list(LIST, body).await;
    let shown = |row: &Value| text(&row["updatedAt"]).to_owned();
    let rows = answer["data"].as_array().unwrap();
    let finer = rows.iter().find(|row| !shown(row).ends_with(".000Z"));
    let finer = finer.expect("some clocks are finer than a second");
    let later = numbers(&fake, "updatedAt", ">", json!(shown(finer))).await;
    assert!(later.contains(&(finer["friendlyId"].as_u64().unwrap() - 1000)));
}

#[tokio::test]
async fn all_conditions_must_hold() {
    let fake = Fake::open();
    let body = json!({"select": ["friendlyId"], "order": ["friendlyId"], "where": [
        {"field": "status", "operator": "==", "value": "closed"},
        {"field": "sourceType", "operator": "==", "value": "email"},
    ]});
    let answer = fake.list(LIST, body).await;
    assert_eq!(column(&answer, "friendlyId"), [1003, 1006, 1014]);
}

#[tokio::test]
async fn what_is_null_meets_no_condition() {
    let fake = Fake::open();
    let cases = || fake.world.cases_at(crate::model::ProviderKind::Unthread);
    let nobody = json!("00000000-0000-0000-0000-000000000000");
    let assigned = cases().filter(|case| case.assignee.is_some());
    let assigned: Vec<_> = assigned.map(|case| u64::from(case.number)).collect();
    assert!(assigned.len() < cases().count());
    let found = numbers(&fake, "assignedToUserId", "!=", nobody).await;
    assert_eq!(found, assigned);
    let asleep = cases().filter(|case| matches!(case.state, State::Snoozed { .. }));
    let asleep: Vec<_> = asleep.map(|case| u64::from(case.number)).collect();
    let found = numbers(&fake, "snoozedAt", ">=", json!("1970-01-01T00:00:00.000Z")).await;
    assert_eq!(found, asleep);
}

#[tokio::test]
async fn nulls_come_last_in_both_directions() {
    let fake = Fake::open();
    for descending in [false, true] {
        let body =
            json!({"select": ["priority"], "order": ["priority", "id"], "descending": descending});
        let answer = fake.list(LIST, body).await;
        let priorities = column(&answer, "priority");
        let given: Vec<u64> = priorities.iter().filter_map(|one| one.as_u64()).collect();
        assert!(given.len() < 24, "some have none");
        assert!(priorities[given.len()..].iter().all(|one| one.is_null()));
        assert!(given.is_sorted_by(|a, b| if descending { a >= b } else { a <= b }));
        assert_ne!(given.first(), given.last());
    }
}

#[tokio::test]
async fn an_empty_request_lists_everything_by_id() {
    let fake = Fake::open();
    let answer = fake.list(LIST, json!({})).await;
    assert_eq!(answer["totalCount"], 24);
    let ids = column(&answer, "id");
    assert_eq!(ids.len(), 24);
    assert!(ids.is_sorted_by_key(|id| text(id)));
    let row = &answer["data"][0];
    assert_eq!(
        keys(&row["initialMessage"]),
        ["id", "ts", "text", "timestamp"]
    );
    assert!(row.get("assignedToUser").is_none() && row.get("lastActivityAt").is_none());
}
