//! Changing and deleting tickets.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::super::access::{SESSION, TICKET_KEY};
use super::{MAIN_KEY, TICKETS, invalid, keys, peer, request};

fn path(number: u32) -> String {
    format!("{TICKETS}{number}/")
}

#[tokio::test]
async fn a_change_answers_the_ticket_without_its_person() {
    let peer = peer();
    let before = peer.listed(1).await;
    let body = json!({
        "status": "pending",
        "priority": "high",
        "tags": [" Billing ", "VAT", "billing"],
        "sla_due_at": "2026-12-01T17:00:00+01:00",
        "escalation_reason": "asked twice",
        "ai_resolved": true,
        "anonymous_traits": {"name": "A. Haddad"},
        "distinct_id": "ignored",
        "colour": "red",
    });
    let answer = peer.done("PATCH", &path(1), body).await;
    let mut expected = before.clone();
    expected["status"] = json!("pending");
    expected["priority"] = json!("high");
    expected["tags"] = json!(["billing", "vat"]);
    expected["sla_due_at"] = json!("2026-12-01T16:00:00Z");
    expected["escalation_reason"] = json!("asked twice");
    expected["ai_resolved"] = json!(true);
    expected["anonymous_traits"] = json!({"name": "A. Haddad"});
    expected["updated_at"] = json!("2026-11-20T17:00:00Z");
    expected["person"] = Value::Null;
    assert_eq!(answer, expected);
    assert_eq!(keys(&answer), keys(&before));
    expected["person"] = before["person"].clone();
    assert_eq!(peer.listed(1).await, expected);
    assert_eq!(peer.numbers("limit=1").await, [1]);
}

#[tokio::test]
async fn times_of_writes_never_repeat() {
    let peer = peer();
    let first = peer.done("PATCH", &path(1), json!({})).await;
    let second = peer.done("PATCH", &path(2), json!({})).await;
    assert_eq!(first["updated_at"], "2026-11-20T17:00:00Z");
    assert_eq!(second["updated_at"], "2026-11-20T17:00:00.000001Z");
    assert_eq!(peer.numbers("limit=2").await, [2, 1]);
}

#[tokio::test]
async fn a_snooze_changes_the_status_unless_one_is_named() {
    let peer = peer();
    let until = "2026-11-20T18:00:00Z";
    let ticket = peer
        .done("PATCH", &path(2), json!({"snoozed_until": until}))
        .await;
    assert_eq!(
        (&ticket["status"], &ticket["snoozed_until"]),
        (&json!("on_hold"), &json!(until))
    );
    let ticket = peer
        .done("PATCH", &path(2), json!({"snoozed_until": null}))
        .await;
    assert_eq!(
        (&ticket["status"], &ticket["snoozed_until"]),
        (&json!("open"), &Value::Null)
    );
    let named = json!({"snoozed_until": until, "status": "pending"});
    assert_eq!(
        peer.done("PATCH", &path(2), named).await["status"],
        "pending"
    );
}

#[tokio::test]
async fn a_snoozed_ticket_wakes_when_its_time_comes() {
    let peer = peer();
    let until = "2026-11-20T18:00:00Z";
    peer.done("PATCH", &path(2), json!({"snoozed_until": until}))
        .await;
    peer.clock.advance(std::time::Duration::from_secs(3599));
    assert_eq!(peer.listed(2).await["status"], "on_hold");
    peer.clock.advance(std::time::Duration::from_secs(1));
    let ticket = peer.listed(2).await;
    assert_eq!(
        (&ticket["status"], &ticket["snoozed_until"]),
        (&json!("open"), &Value::Null)
    );
    assert_eq!(ticket["updated_at"], until);
}

#[tokio::test]
async fn a_ticket_is_assigned_to_a_user_a_role_or_nobody() {
    let peer = peer();
    let user = json!({"assignee": {"type": "user", "id": 313}});
    let ticket = peer.done("PATCH", &path(5), user).await;
    assert_eq!(
        (&ticket["assignee"]["id"], &ticket["assignee"]["role"]),
        (&json!(313), &Value::Null)
    );
    let roles = peer.get("/api/organizations/@current/roles/").await;
    let role = &roles["results"][0];
    let wish = json!({"assignee": {"type": "role", "id": role["id"]}});
    let ticket = peer.done("PATCH", &path(5), wish).await;
    let expected =
        json!({"id": role["id"], "type": "role", "user": null, "role": {"name": role["name"]}});
    assert_eq!(ticket["assignee"], expected);
    let ticket = peer
        .done("PATCH", &path(5), json!({"assignee": null}))
        .await;
    assert_eq!(ticket["assignee"], Value::Null);
}

#[tokio::test]
async fn a_wrong_assignee_comes_after_the_rest_is_saved() {
    let peer = peer();
    let cases = [
        (json!(7), "must be an object"),
        (json!({"type": "user"}), "must have 'type' and 'id'"),
        (
            json!({"type": "team", "id": 1}),
            "type must be 'user' or 'role'",
        ),
        (
            json!({"type": "user", "id": "311"}),
            "user id must be an integer",
        ),
        (
            json!({"type": "role", "id": "x"}),
            "role id must be a valid UUID",
        ),
        (
            json!({"type": "user", "id": 999}),
            "user is not a member of this organization",
        ),
        (
            json!({"type": "role", "id": "00000000-0000-7000-8000-000000000000"}),
            "role does not belong to this organization",
        ),
    ];
    for (assignee, detail) in cases {
        let body = json!({"assignee": assignee, "escalation_reason": detail});
        let refused = peer.write("PATCH", &path(5), body).await;
        assert_eq!(refused, (400, invalid("invalid_input", detail, "assignee")));
        let ticket = peer.listed(5).await;
        assert_eq!(
            (&ticket["escalation_reason"], &ticket["assignee"]),
            (&json!(detail), &Value::Null)
        );
    }
}

#[tokio::test]
async fn wrong_values_are_named_one_at_a_time() {
    let peer = peer();
    let before = peer.listed(5).await;
    let cases = [
        (
            json!({"status": "foo", "priority": "x"}),
            "invalid_choice",
            "\"foo\" is not a valid choice.",
            "status",
        ),
        (
            json!({"status": null}),
            "null",
            "This field may not be null.",
            "status",
        ),
        (
            json!({"priority": "critical"}),
            "invalid_choice",
            "\"critical\" is not a valid choice.",
            "priority",
        ),
        (
            json!({"ai_resolved": "maybe"}),
            "invalid_input",
            "Must be a valid boolean.",
            "ai_resolved",
        ),
        (
            json!({"tags": "vat"}),
            "not_a_list",
            "Expected a list of items but got type \"str\".",
            "tags",
        ),
        (
            json!({"tags": ["a", {}]}),
            "invalid_input",
            "Not a valid string.",
            "tags__1",
        ),
        (
            json!({"anonymous_traits": null}),
            "null",
            "This field may not be null.",
            "anonymous_traits",
        ),
    ];
    for (body, code, detail, attr) in cases {
        let refused = peer.write("PATCH", &path(5), body).await;
        assert_eq!(refused, (400, invalid(code, detail, attr)));
    }
    let (status, error) = peer
        .write("PATCH", &path(5), json!({"snoozed_until": "tomorrow"}))
        .await;
    assert_eq!((status, &error["attr"]), (400, &json!("snoozed_until")));
    assert_eq!(peer.listed(5).await, before);
    let empty = peer.done("PATCH", &path(5), json!({"priority": ""})).await;
    assert_eq!(empty["priority"], "");
    let none = peer
        .done("PATCH", &path(5), json!({"priority": null}))
        .await;
    assert_eq!(none["priority"], Value::Null);
}

#[tokio::test]
async fn hostile_bodies_are_refused() {
    let peer = peer();
    let (status, error) = peer.write("PATCH", &path(5), json!([1])).await;
    let detail = "Invalid data. Expected a dictionary, but got list.";
    assert_eq!((status, &error["detail"]), (400, &json!(detail)));
    let mut plain = request("PATCH", MAIN_KEY, &path(5));
    *plain.body_mut() = "status=open".into();
    plain
        .headers_mut()
        .insert("content-type", "text/plain".parse().unwrap());
    let answer = peer.send(plain).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let mut broken = request("PATCH", MAIN_KEY, &path(5));
    *broken.body_mut() = "{".into();
    broken
        .headers_mut()
        .insert("content-type", "application/json".parse().unwrap());
    let answer = peer.send(broken).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.json()["code"]),
        (400, &json!("parse_error"))
    );
    assert_eq!(peer.write("PATCH", &path(999), json!({})).await.0, 404);
    let (status, _) = peer.write("POST", TICKETS, json!({})).await;
    assert_eq!(status, 500);
}

#[tokio::test]
async fn a_deleted_ticket_leaves_its_comments() {
    let peer = peer();
    let id = peer.id_of(1).await;
    let answer = peer.send(request("DELETE", TICKET_KEY, &path(1))).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = peer
        .send(request("DELETE", MAIN_KEY, &format!("{TICKETS}{id}/")))
        .await;
    assert_eq!(
        (answer.status, answer.body.as_slice()),
        (StatusCode::NO_CONTENT, &b""[..])
    );
    let answer = peer.get_with(MAIN_KEY, &format!("{TICKETS}{id}/")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(peer.numbers("search=1").await, [0; 0]);
    let comments = format!("{}?item_id={id}", super::COMMENTS);
    let left = peer.get(&comments).await;
    assert_eq!(left["results"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn what_is_unread_is_counted_again_when_something_is_read_or_resolved() {
    let peer = peer();
    let count = || async {
        let answer = peer
            .get_with(SESSION, &format!("{TICKETS}unread_count/"))
            .await;
        answer.json()["count"].as_u64().unwrap()
    };
    let before = count().await;
    peer.get(&path(3)).await;
    assert_eq!(count().await, before - 1);
    peer.done("PATCH", &path(8), json!({"status": "resolved"}))
        .await;
    assert_eq!(count().await, before - 2);
    let open = peer
        .done("PATCH", &path(8), json!({"status": "open"}))
        .await;
    assert_eq!(open["unread_team_count"], 1);
    assert_eq!(count().await, before - 1);
    peer.send(request("DELETE", MAIN_KEY, &path(8))).await;
    assert_eq!(count().await, before - 1);
    peer.clock.advance(std::time::Duration::from_secs(30));
    assert_eq!(count().await, before - 2);
}
