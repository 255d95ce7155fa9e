//! Walking through lists by cursor.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Fake, column, text};

const LIST: &str = "/conversations/list";

#[tokio::test]
async fn pages_of_every_size_add_up_to_the_whole_list() {
    let fake = Fake::open();
    for order in [
        json!(["createdAt", "id"]),
        json!(["updatedAt", "id"]),
        json!(["priority", "id"]),
        json!(["closedAt", "friendlyId"]),
        json!(["id"]),
    ] {
        for descending in [false, true] {
            let body = json!({"select": ["id"], "order": order, "descending": descending});
            let whole = fake.list(LIST, body.clone()).await;
            for limit in [1, 5, 23, 24] {
                let mut body = body.clone();
                body["limit"] = limit.into();
                let walked = fake.walk(LIST, &body).await;
                assert_eq!(
                    whole["data"].as_array().unwrap(),
                    &walked,
                    "{order} {descending} {limit}"
                );
            }
        }
    }
}

#[tokio::test]
async fn the_way_back_shows_the_same_pages() {
    let fake = Fake::open();
    let body =
        json!({"select": ["friendlyId"], "order": ["friendlyId"], "descending": true, "limit": 10});
    let ask = |cursor: Value| {
        let mut body = body.clone();
        body["cursor"] = cursor;
        body
    };
    let first = fake.list(LIST, ask(json!(""))).await;
    assert_eq!(first["cursors"]["hasPrevious"], false);
    let second = fake.list(LIST, ask(first["cursors"]["next"].clone())).await;
    let third = fake
        .list(LIST, ask(second["cursors"]["next"].clone()))
        .await;
    assert_eq!(column(&third, "friendlyId"), [1004, 1003, 1002, 1001]);
    assert_eq!(third["cursors"]["hasNext"], false);
    assert_eq!(third["cursors"]["hasPrevious"], true);

    let back = fake
        .list(LIST, ask(third["cursors"]["previous"].clone()))
        .await;
    assert_eq!(back["data"], second["data"]);
    assert_eq!(back["cursors"]["hasPrevious"], true);
    let start = fake
        .list(LIST, ask(back["cursors"]["previous"].clone()))
        .await;
    assert_eq!(start["data"], first["data"]);
    assert_eq!(start["cursors"]["hasPrevious"], false);
    assert_eq!(start["cursors"]["hasNext"], true);
    let before = fake
        .list(LIST, ask(start["cursors"]["previous"].clone()))
        .await;
    // Nothing lies before the start; what lies after it is taken for granted.
    assert_eq!(
        before,
        json!({"data": [], "totalCount": 24, "cursors": {"hasNext": true, "hasPrevious": false}})
    );
}

#[tokio::test]
async fn both_cursors_are_given_where_nothing_is_beyond() {
    let fake = Fake::open();
    let condition = json!([{"field": "name", "operator": "==", "value": "enterprise"}]);
    let answer = fake.list("/tags/list", json!({"where": condition})).await;
    let id = &answer["data"][0]["id"];
    let cursor = |is_next: bool| STANDARD.encode(json!([is_next, [id]]).to_string());
    assert_eq!(
        answer["cursors"],
        json!({"hasNext": false, "hasPrevious": false, "next": cursor(true), "previous": cursor(false)})
    );

    let body = json!({"where": condition, "cursor": cursor(true)});
    let empty = fake.list("/tags/list", body).await;
    assert_eq!(
        empty,
        json!({"data": [], "totalCount": 1, "cursors": {"hasNext": false, "hasPrevious": true}})
    );
}

#[tokio::test]
async fn a_cursor_holds_values_but_neither_order_nor_conditions() {
    let fake = Fake::open();
    let body = json!({"order": ["createdAt", "id"], "limit": 1, "select": ["id"]});
    let answer = fake.list(LIST, body).await;
    let row = &answer["data"][0];
    let next = STANDARD.decode(text(&answer["cursors"]["next"])).unwrap();
    let next: Value = serde_json::from_slice(&next).unwrap();
    assert_eq!(next, json!([true, [row["createdAt"], row["id"]]]));

    // The same boundary, read on in the other direction.
    let body = json!({"order": ["createdAt", "id"], "descending": true, "cursor": answer["cursors"]["next"]});
    let nothing = fake.list(LIST, body).await;
    assert_eq!(nothing["data"], json!([]));
}

#[tokio::test]
async fn without_a_tie_breaker_rows_are_lost_between_pages() {
    let fake = Fake::open();
    let body = json!({"select": ["id"], "order": ["status"], "limit": 1});
    let walked = fake.walk(LIST, &body).await;
    let statuses: Vec<&Value> = walked.iter().map(|row| &row["status"]).collect();
    assert_eq!(statuses, ["closed", "in_progress", "on_hold", "open"]);
}

#[tokio::test]
async fn a_page_has_at_most_a_hundred_rows() {
    let fake = Fake::open();
    let long = fake.conversation(2).await;
    let path = format!("/conversations/{}/messages/list", text(&long["id"]));
    let body = json!({"limit": 200, "order": ["ts", "id"], "select": ["ts"]});
    let answer = fake.list(&path, body.clone()).await;
    assert_eq!(answer["data"].as_array().unwrap().len(), 100);
    assert_eq!(answer["cursors"]["hasNext"], true);
    let walked = fake.walk(&path, &body).await;
    assert_eq!(answer["totalCount"], walked.len());
    assert!(walked.is_sorted_by(|a, b| text(&a["ts"]) < text(&b["ts"])));
}
