//! Conversations that are changed, and who follows them.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Fake, column, path, text};

#[tokio::test]
async fn a_status_brings_its_times_along() {
    let fake = Fake::open();
    let told = fake.conversation(1).await;
    let own = path("conversations", &told);
    let now = json!("2026-11-20T17:00:00.000Z");
    let closed = fake.changed(&own, json!({"status": "closed"})).await;
    assert_eq!(closed, fake.object(&own).await);
    for field in ["closedAt", "statusUpdatedAt", "updatedAt"] {
        assert_eq!(closed[field], now, "{field}");
    }
    assert_eq!(closed["lastActivityAt"], told["lastActivityAt"]);
    assert!(
        closed["resolutionTime"].as_i64().unwrap()
            > closed["resolutionTimeWorking"].as_i64().unwrap()
    );
    let opened = fake.changed(&own, json!({"status": "on_hold"})).await;
    assert_eq!(
        (&opened["closedAt"], &opened["resolutionTime"]),
        (&Value::Null, &Value::Null)
    );
    let body =
        json!({"select": ["id"], "order": ["updatedAt", "id"], "descending": true, "limit": 1});
    let newest = fake.list("/conversations/list", body).await;
    assert_eq!(column(&newest, "id"), [&told["id"]]);
}

#[tokio::test]
async fn what_is_left_out_stays_and_null_empties() {
    let fake = Fake::open();
    let told = fake.conversation(9).await;
    let own = path("conversations", &told);
    let agents = fake.list("/users/list", json!({})).await;
    let agent = column(&agents, "id")
        .into_iter()
        .find(|id| **id != told["assignedToUserId"])
        .unwrap();
    let body = json!({"assignedToUserId": agent, "priority": 9, "colour": "red",
        "snoozedAt": "2026-11-20T17:00:00Z", "wakeUpAt": "2026-11-23T09:00:00+01:00"});
    let changed = fake.changed(&own, body).await;
    assert_eq!(changed["assignedToUser"]["id"], *agent);
    assert_eq!(changed["priority"], 9);
    assert_eq!(changed["wakeUpAt"], "2026-11-23T08:00:00.000Z");
    for field in [
        "status",
        "title",
        "metadata",
        "ticketTypeFields",
        "customer",
        "submitterUser",
    ] {
        assert_eq!(changed[field], told[field], "{field}");
    }
    let body = json!({"assignedToUserId": null, "priority": null, "snoozedAt": null, "wakeUpAt": null,
        "title": null, "customerId": null, "ticketTypeId": null});
    let changed = fake.changed(&own, body.clone()).await;
    for field in body.as_object().unwrap().keys() {
        assert_eq!(changed[field], Value::Null, "{field}");
    }
    for field in ["assignedToUser", "customer", "ticketType"] {
        assert_eq!(changed[field], Value::Null, "{field}");
    }
    assert_eq!(fake.changed(&own, json!({})).await, changed);
}

#[tokio::test]
async fn maps_are_replaced_whole() {
    let fake = Fake::open();
    let told = fake.conversation(9).await;
    let own = path("conversations", &told);
    assert_eq!(told["ticketTypeFields"].as_object().unwrap().len(), 2);
    let body =
        json!({"ticketTypeFields": {"a": "1"}, "metadata": {"b": "2"}, "submitterUserId": null});
    let changed = fake.changed(&own, body).await;
    assert_eq!(changed["ticketTypeFields"], json!({"a": "1"}));
    assert_eq!(changed["metadata"], json!({"b": "2"}));
    assert_eq!(changed["submitterUser"], Value::Null);
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_changes_nothing() {
    let fake = Fake::open();
    let told = fake.conversation(1).await;
    let own = path("conversations", &told);
    for (body, status, said) in [
        (
            json!({"status": "resolved"}),
            400,
            "status must be one of open, in_progress, on_hold, closed",
        ),
        (
            json!({"status": null}),
            400,
            "status must be one of open, in_progress, on_hold, closed",
        ),
        (
            json!({"title": "New", "priority": 1}),
            400,
            "priority must be 3, 5, 7 or 9",
        ),
        (
            json!({"wakeUpAt": "soon"}),
            400,
            "wakeUpAt must be a moment in ISO 8601",
        ),
        (
            json!({"metadata": {"a": 1}}),
            400,
            "metadata must be an object of strings",
        ),
        (
            json!({"metadata": null}),
            400,
            "metadata must be an object of strings",
        ),
        (json!({"title": ["New"]}), 400, "title must be a string"),
        (
            json!({"title": "New", "assignedToUserId": "x"}),
            422,
            "assignedToUserId is unknown: x",
        ),
        (json!({"customerId": "x"}), 422, "customerId is unknown: x"),
        (json!([1]), 400, "the body must be an object"),
    ] {
        let refused = fake.refused(Method::PATCH, &own, body.clone()).await;
        assert_eq!(refused, (status, said.to_owned()), "{body}");
    }
    let refused = fake
        .refused(
            Method::PATCH,
            &format!("{own}?select=nope"),
            json!({"title": "New"}),
        )
        .await;
    assert_eq!(refused.0, 400);
    assert_eq!(fake.object(&own).await, told);
    let nowhere = fake
        .refused(Method::PATCH, "/conversations/nope", json!({}))
        .await;
    assert_eq!(nowhere, (404, "Not found.".to_owned()));
    // There is no way to remove a conversation.
    assert_eq!(fake.delete(&own).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn followers_come_and_go_without_a_word() {
    let fake = Fake::open();
    let told = fake.conversation(1).await;
    let own = path("conversations", &told);
    let (add, remove) = (
        format!("{own}/add-follower"),
        format!("{own}/remove-follower"),
    );
    let user = &told["assignedToUserId"];
    let done = (StatusCode::OK, Value::Null);
    for _ in 0..2 {
        let body = json!({"entityId": user, "entityType": "user"});
        assert_eq!(fake.post(&add, body).await, done);
    }
    assert_eq!(
        fake.post(&add, json!({"entityId": "g1", "entityType": "group"}))
            .await,
        done
    );
    let after = fake.object(&own).await;
    let expected = json!([{"userId": user, "entityId": user}, {"groupId": "g1", "entityId": "g1"}]);
    assert_eq!(after["followers"], expected);
    assert_eq!(fake.post(&remove, json!({"entityId": user})).await, done);
    assert_eq!(
        fake.post(&remove, json!({"entityId": "nobody"})).await,
        done
    );
    let after = fake.object(&own).await;
    assert_eq!(
        after["followers"],
        json!([{"groupId": "g1", "entityId": "g1"}])
    );

    for (path, body, status, said) in [
        (
            &add,
            json!({"entityId": "x", "entityType": "user"}),
            404,
            "Not found.",
        ),
        (
            &add,
            json!({"entityId": "x"}),
            400,
            "entityType is required",
        ),
        (
            &add,
            json!({"entityId": "x", "entityType": "team"}),
            400,
            "entityType must be one of user, group",
        ),
        (&remove, json!({}), 400, "entityId is required"),
    ] {
        let refused = fake.refused(Method::POST, path, body.clone()).await;
        assert_eq!(refused, (status, said.to_owned()), "{body}");
    }
    let nowhere = json!({"entityId": text(user), "entityType": "user"});
    let refused = fake
        .refused(Method::POST, "/conversations/nope/add-follower", nowhere)
        .await;
    assert_eq!(refused.0, 404);
}
