//! The route for other systems.

use axum::http::StatusCode;
use serde_json::json;

use super::super::external::TOKEN;
use super::{MAIN_KEY, peer, request};

const PATH: &str = "/api/conversations/external/ticket";

#[tokio::test]
async fn an_external_ticket_has_other_names_and_times() {
    let peer = peer();
    let listed = peer.listed(3).await;
    let path = format!("{PATH}/{}", listed["id"].as_str().unwrap());
    let answer = peer.get_with(TOKEN, &path).await;
    assert_eq!(answer.status, StatusCode::OK);
    let expected = json!({
        "id": listed["id"],
        "number": 3,
        "status": "pending",
        "priority": "high",
        "channel_source": "widget",
        "channel_detail": "widget_embedded",
        "distinct_id": "usr_a95db5b0",
        "created_at": listed["created_at"].as_str().unwrap().replace('Z', "+00:00"),
        "updated_at": "2026-11-07T21:14:56.126705+00:00",
        "message_count": 4,
        "last_message_at": "2026-11-07T21:14:56.126705+00:00",
        "last_message_text": listed["last_message_text"],
        "unread_team_count": 1,
        "unread_customer_count": 0,
        "sla": "2026-11-20T07:00:00+00:00",
        "snoozed_until": null,
        "assignee": listed["assignee"],
        "url": "https://app.kestrelbikes.example/support?topic=3",
        "slack_channel_id": null,
        "slack_thread_ts": null,
        "slack_team_id": null,
        "email_subject": null,
        "email_from": null,
        "email_to": null,
        "cc_participants": [],
        "tags": ["firmware-4.2", "assist"],
    });
    assert_eq!(answer.json(), expected);
    assert_eq!(peer.listed(3).await["unread_team_count"], 1);
}

#[tokio::test]
async fn the_external_route_has_its_own_errors() {
    let peer = peer();
    let unknown = "00000000-0000-7000-8000-000000000000";
    let cases = [
        (TOKEN, "3", 400, "Invalid ticket_id format"),
        (TOKEN, unknown, 404, "Ticket not found"),
        (MAIN_KEY, unknown, 401, "Invalid API key"),
    ];
    for (token, id, status, error) in cases {
        let answer = peer.get_with(token, &format!("{PATH}/{id}")).await;
        assert_eq!(answer.status.as_u16(), status, "{id}");
        assert_eq!(answer.json(), json!({"error": error}), "{id}");
    }
}

#[tokio::test]
async fn the_external_route_has_no_slash_at_the_end() {
    let peer = peer();
    let path = format!("{PATH}/{}/", peer.listed(3).await["id"].as_str().unwrap());
    let answer = peer.send(request("GET", TOKEN, &path)).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.json()["code"], "not_found");
}
