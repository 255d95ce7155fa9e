//! Single tickets and saved views, word for word.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{COMMENTS, MAIN_KEY, PROJECT, TICKETS, keys, peer, request};

const WORDS: [&str; 33] = [
    "id",
    "ticket_number",
    "channel_source",
    "channel_detail",
    "distinct_id",
    "status",
    "priority",
    "assignee",
    "anonymous_traits",
    "ai_resolved",
    "escalation_reason",
    "created_at",
    "updated_at",
    "message_count",
    "last_message_at",
    "last_message_text",
    "unread_team_count",
    "unread_customer_count",
    "session_id",
    "session_context",
    "sla_due_at",
    "snoozed_until",
    "slack_channel_id",
    "slack_thread_ts",
    "slack_team_id",
    "email_subject",
    "email_from",
    "email_to",
    "cc_participants",
    "github_repo",
    "github_issue_number",
    "person",
    "tags",
];

#[tokio::test]
async fn a_widget_ticket_has_a_session_and_a_person() {
    let ticket = peer().listed(1).await;
    let expected = json!({
        "id": "01a1b197-a5a0-77e0-a4b7-dda814354f42",
        "ticket_number": 1,
        "channel_source": "widget",
        "channel_detail": "widget_embedded",
        "distinct_id": "usr_1574ad62",
        "status": "resolved",
        "priority": "low",
        "assignee": {
            "id": 311,
            "type": "user",
            "user": {"email": "ana.ruiz@kestrelbikes.example"},
            "role": null,
        },
        "anonymous_traits": {"name": "Amir Haddad", "email": "amir.haddad@mail.example"},
        "ai_resolved": false,
        "escalation_reason": null,
        "created_at": "2026-11-06T16:01:08Z",
        "updated_at": "2026-11-08T10:01:08Z",
        "message_count": 4,
        "last_message_at": "2026-11-08T05:52:40Z",
        "last_message_text": "It happened again this morning, at ten past seven.",
        "unread_team_count": 0,
        "unread_customer_count": 0,
        "session_id": "01a1b197-a5a0-7dbd-86d0-23712b32c096",
        "session_context": {
            "session_replay_url":
                "https://us.posthog.example/replay/01a1b197-a5a0-7dbd-86d0-23712b32c096",
            "current_url": "https://app.kestrelbikes.example/support?topic=1",
        },
        "sla_due_at": null,
        "snoozed_until": null,
        "slack_channel_id": null,
        "slack_thread_ts": null,
        "slack_team_id": null,
        "email_subject": null,
        "email_from": null,
        "email_to": null,
        "cc_participants": [],
        "github_repo": null,
        "github_issue_number": null,
        "person": {
            "id": "01983ba9-2e80-74b3-9ec2-09d3cd40bdbf",
            "name": "amir.haddad@mail.example",
            "distinct_ids": ["usr_1574ad62", "018fd306-f680-7fb0-a756-a9cfd6054a72"],
            "properties": {
                "email": "amir.haddad@mail.example",
                "name": "Amir Haddad",
                "plan": "care",
            },
            "created_at": "2025-07-24T09:00:00Z",
            "is_identified": true,
        },
        "tags": ["app", "login", "vip"],
    });
    assert_eq!(ticket, expected);
    assert_eq!(keys(&ticket), WORDS);
}

#[tokio::test]
async fn an_email_ticket_has_a_subject_and_perhaps_no_person() {
    let ticket = peer().listed(4).await;
    assert_eq!(keys(&ticket), WORDS);
    assert_eq!(ticket["channel_source"], "email");
    assert_eq!(ticket["channel_detail"], Value::Null);
    assert_eq!(ticket["distinct_id"], "farah.idris@mail.example");
    assert_eq!(ticket["email_subject"], "Alarm goes off by itself");
    assert_eq!(ticket["email_from"], "farah.idris@mail.example");
    assert_eq!(ticket["email_to"], "help@kestrelbikes.example");
    assert_eq!(
        ticket["cc_participants"],
        json!(["farah.idris+copy@mail.example"])
    );
    assert_eq!(ticket["person"], Value::Null);
    assert_eq!(ticket["anonymous_traits"]["name"], "Farah Idris");
    assert_eq!(ticket["session_id"], Value::Null);
    assert_eq!(ticket["session_context"], json!({}));
}

#[tokio::test]
async fn an_email_ticket_finds_its_person_by_address() {
    let peer = peer();
    let (widget, mail) = (peer.listed(2).await, peer.listed(22).await);
    assert_eq!(mail["distinct_id"], "dylan.price@mail.example");
    assert_eq!(mail["person"], widget["person"]);
    assert_eq!(
        mail["person"]["distinct_ids"],
        json!(["usr_c0e7aec8", widget["person"]["distinct_ids"][1]])
    );
}

#[tokio::test]
async fn a_slack_ticket_names_its_thread() {
    let ticket = peer().listed(6).await;
    assert_eq!(ticket["channel_source"], "slack");
    assert_eq!(ticket["channel_detail"], "slack_channel_message");
    assert_eq!(ticket["slack_channel_id"], "C07456F45FD");
    assert_eq!(ticket["slack_thread_ts"], "1794253884.000000");
    assert_eq!(ticket["slack_team_id"], "T01KESTREL");
}

#[tokio::test]
async fn a_ticket_can_be_assigned_to_a_role_whose_id_is_text() {
    let peer = peer();
    let roles = peer.get("/api/organizations/@current/roles/").await;
    let expected = json!({
        "id": roles["results"][1]["id"],
        "type": "role",
        "user": null,
        "role": {"name": "Workshop & Firmware"},
    });
    assert_eq!(peer.listed(2).await["assignee"], expected);
    assert_eq!(peer.listed(5).await["assignee"], Value::Null);
}

#[tokio::test]
async fn a_snoozed_ticket_is_on_hold() {
    let ticket = peer().listed(10).await;
    assert_eq!(ticket["status"], "on_hold");
    assert_eq!(ticket["snoozed_until"], "2036-01-01T08:00:00Z");
    assert_eq!(ticket["updated_at"], "2026-11-12T11:50:29.411789Z");
}

#[tokio::test]
async fn a_priority_may_be_empty_or_missing() {
    let peer = peer();
    assert_eq!(peer.listed(7).await["priority"], "");
    assert_eq!(peer.listed(12).await["priority"], Value::Null);
}

#[tokio::test]
async fn deadlines_lie_around_the_end_of_the_story() {
    let peer = peer();
    assert_eq!(peer.listed(3).await["sla_due_at"], "2026-11-20T07:00:00Z");
    assert_eq!(peer.listed(16).await["sla_due_at"], "2026-11-20T17:30:00Z");
    let far = "2026-11-23T08:00:00.500000Z";
    assert_eq!(peer.listed(2).await["sla_due_at"], far);
}

#[tokio::test]
async fn who_gave_no_address_is_anonymous_or_unknown() {
    let peer = peer();
    let visitor = peer.listed(5).await;
    assert_eq!(visitor["anonymous_traits"], json!({}));
    assert_eq!(visitor["person"]["is_identified"], false);
    assert_eq!(visitor["person"]["name"], visitor["distinct_id"]);
    assert_eq!(visitor["person"]["properties"], json!({}));
    let rider = peer.listed(18).await;
    assert_eq!(rider["person"], Value::Null);
    assert_eq!(
        rider["anonymous_traits"],
        json!({"name": "Guest Rider", "email": null})
    );
}

#[tokio::test]
async fn counts_and_excerpts_ignore_private_notes() {
    let peer = peer();
    let page = peer.get(TICKETS).await;
    let mut notes = 0;
    for ticket in page["results"].as_array().unwrap() {
        let id = ticket["id"].as_str().unwrap();
        let mut public = Vec::new();
        let first = format!("{COMMENTS}?scope=conversations_ticket&item_id={id}");
        let mut comments = peer.get(&first).await;
        loop {
            for comment in comments["results"].as_array().unwrap() {
                match comment["item_context"]["is_private"] == json!(true) {
                    true => notes += 1,
                    false => public.push(comment.clone()),
                }
            }
            if comments["next"].is_null() {
                break;
            }
            comments = peer.follow(&comments["next"]).await;
        }
        let text = public[0]["content"].as_str().unwrap();
        let excerpt: String = text.chars().take(500).collect();
        assert_eq!(ticket["message_count"], public.len());
        assert_eq!(ticket["last_message_at"], public[0]["created_at"]);
        assert_eq!(ticket["last_message_text"], excerpt);
    }
    assert!(notes > 10, "{notes} notes");
}

#[tokio::test]
async fn reading_a_ticket_marks_it_as_read() {
    let peer = peer();
    let before = peer.listed(3).await;
    assert_eq!(before["unread_team_count"], 1);
    assert_eq!(peer.listed(3).await, before);

    let read = peer.get(&format!("{TICKETS}3/")).await;
    assert_eq!(read["unread_team_count"], 0);
    assert_eq!(read["updated_at"], before["updated_at"]);
    let mut expected = before;
    expected["unread_team_count"] = json!(0);
    assert_eq!(read, expected);
    assert_eq!(peer.listed(3).await, expected);
    assert_eq!(peer.listed(8).await["unread_team_count"], 1);
}

#[tokio::test]
async fn a_ticket_is_found_by_uuid_and_by_number_with_or_without_a_slash() {
    let peer = peer();
    let ticket = peer.get(&format!("{TICKETS}3/")).await;
    let id = ticket["id"].as_str().unwrap();
    for path in ["3".to_owned(), format!("{id}/"), id.to_uppercase()] {
        assert_eq!(peer.get(&format!("{TICKETS}{path}")).await, ticket);
    }
    let by_alias = "/api/projects/@current/conversations/tickets/3/";
    assert_eq!(peer.get(by_alias).await, ticket);
}

#[tokio::test]
async fn an_unknown_ticket_is_not_found() {
    let peer = peer();
    let unknown = "00000000-0000-7000-8000-000000000000";
    for id in [
        unknown,
        "23",
        "0",
        "-1",
        "99999999999999999999",
        "x",
        "%2e%2e",
        "%ff",
    ] {
        let answer = peer.get_with(MAIN_KEY, &format!("{TICKETS}{id}/")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
        let expected = json!({
            "type": "invalid_request",
            "code": "not_found",
            "detail": "Not found.",
            "attr": null,
        });
        assert_eq!(answer.json(), expected, "{id}");
    }
}

#[tokio::test]
async fn actions_without_a_scope_refuse_every_key() {
    let peer = peer();
    let actions = [
        ("GET", "unread_count/"),
        ("POST", "compose/"),
        ("POST", "bulk_update_tags/"),
        ("POST", "3/suggest_reply/"),
    ];
    for (method, path) in actions {
        for key in [MAIN_KEY, super::super::access::FULL_KEY] {
            let request = request(method, key, &format!("{TICKETS}{path}"));
            let answer = peer.send(request).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            let expected = json!({
                "type": "authentication_error",
                "code": "permission_denied",
                "detail": "This action does not support personal API key access",
                "attr": null,
            });
            assert_eq!(answer.json(), expected, "{path}");
        }
    }
}

#[tokio::test]
async fn saved_views_are_listed_and_read_by_short_id() {
    let peer = peer();
    let page = peer.get(&format!("{PROJECT}/conversations/views/")).await;
    assert_eq!(page["count"], 3);
    let view = &page["results"][0];
    assert_eq!(
        keys(view),
        [
            "id",
            "short_id",
            "name",
            "filters",
            "created_at",
            "created_by"
        ]
    );
    assert_eq!(view["name"], "Urgent batteries");
    assert_eq!(
        view["filters"],
        json!({"status": ["new", "open"], "priority": ["high"], "tags": ["battery-recall"]})
    );
    assert_eq!(view["created_by"]["email"], "ana.ruiz@kestrelbikes.example");
    let path = format!("{PROJECT}/conversations/views/Kx9PqL2a/");
    assert_eq!(&peer.get(&path).await, view);
    let unknown = format!("{PROJECT}/conversations/views/none/");
    let answer = peer.get_with(MAIN_KEY, &unknown).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_path_above_the_tickets_is_another_product() {
    let peer = peer();
    let path = format!("{PROJECT}/conversations/");
    let answer = peer.get_with(MAIN_KEY, &path).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let detail = "API key missing required scope 'conversation:read'";
    assert_eq!(answer.json()["detail"], detail);
    let answer = peer.get_with(super::super::access::FULL_KEY, &path).await;
    assert_eq!(
        answer.json(),
        json!({"count": 0, "next": null, "previous": null, "results": []})
    );
}
