//! Changing a conversation, and the lines that tell of it.

use serde_json::{Value, json};

use super::Desk;

async fn last_text(desk: &Desk, conversation: u64) -> String {
    desk.texts(conversation).await.pop().unwrap()
}

#[tokio::test]
async fn a_changed_status_is_answered_without_meta_and_leaves_a_line() {
    let desk = Desk::new();
    let body = json!({ "status": "resolved" });
    let answer = desk
        .act("POST", "/conversations/1/toggle_status", body.clone())
        .await;
    let payload = json!({
        "success": true, "conversation_id": 1, "current_status": "resolved", "snoozed_until": null,
    });
    assert_eq!(answer, json!({ "payload": payload }));
    assert_eq!(
        last_text(&desk, 1).await,
        "Conversation was marked resolved by Ana Ruiz"
    );
    let shown = desk.get("/conversations/1").await;
    assert_eq!(shown["status"], "resolved");
    assert_eq!(shown["last_activity_at"], super::NOW.as_second());
    let first = desk.get("/conversations?status=all").await["data"]["payload"][0].clone();
    assert_eq!(first["id"], 1);
    // The same again changes nothing.
    let lines = desk.texts(1).await.len();
    desk.act("POST", "/conversations/1/toggle_status", body)
        .await;
    assert_eq!(desk.texts(1).await.len(), lines);
}

#[tokio::test]
async fn without_a_status_it_turns_over() {
    let desk = Desk::new();
    for (id, expected) in [(1, "resolved"), (1, "open"), (4, "open"), (14, "open")] {
        let path = format!("/conversations/{id}/toggle_status");
        let answer = desk.act("POST", &path, json!({})).await;
        assert_eq!(answer["payload"]["current_status"], expected, "{id}");
    }
    let refused = desk
        .act_refused(
            "POST",
            "/conversations/1/toggle_status",
            json!({ "status": "closed" }),
        )
        .await;
    let crash = r#"{"status":500,"error":"Internal Server Error"}"#.to_owned();
    assert_eq!(refused, (500, crash));
}

#[tokio::test]
async fn only_a_snoozed_conversation_has_a_time_to_wake_up() {
    let desk = Desk::new();
    let path = "/conversations/6/toggle_status";
    let until = "2026-12-01T08:00:00.000Z";
    for seconds in [json!(1_796_112_000), json!("1796112000")] {
        let body = json!({ "status": "snoozed", "snoozed_until": seconds });
        let answer = desk.act("POST", path, body).await;
        assert_eq!(answer["payload"]["snoozed_until"], until);
    }
    assert_eq!(desk.get("/conversations/6").await["snoozed_until"], until);
    assert_eq!(
        last_text(&desk, 6).await,
        "Conversation was snoozed by Ana Ruiz"
    );
    let body = json!({ "status": "snoozed", "snoozed_until": until });
    assert_eq!(desk.act_refused("POST", path, body).await.0, 500);
    let body = json!({ "status": "pending", "snoozed_until": 1_796_112_000 });
    let answer = desk.act("POST", path, body).await;
    assert_eq!(answer["payload"]["snoozed_until"], Value::Null);
    let answer = desk.act("POST", path, json!({ "status": "snoozed" })).await;
    assert_eq!(answer["payload"]["snoozed_until"], Value::Null);
}

#[tokio::test]
async fn a_website_asks_for_a_rating_once() {
    let desk = Desk::new();
    for _ in 0..3 {
        desk.act("POST", "/conversations/25/toggle_status", json!({}))
            .await;
    }
    let asked = desk.texts(25).await;
    let asked = asked
        .iter()
        .filter(|text| *text == "Please rate the conversation");
    assert_eq!(asked.count(), 1);
}

#[tokio::test]
async fn an_agent_who_opens_a_conversation_gets_it() {
    let desk = Desk::of_user(35);
    desk.act(
        "POST",
        "/conversations/20/toggle_status",
        json!({ "status": "open" }),
    )
    .await;
    let shown = desk.get("/conversations/20").await;
    assert_eq!(shown["meta"]["assignee"]["id"], 35);
    let texts = desk.texts(20).await;
    let expected = [
        "Emre Yıldız self-assigned this conversation",
        "Conversation was reopened by Emre Yıldız",
    ];
    assert_eq!(texts[texts.len() - 2..], expected);
}

#[tokio::test]
async fn opening_gives_what_nobody_has_to_a_member_who_is_there() {
    let desk = Desk::new();
    desk.act("POST", "/conversations/26/toggle_status", json!({}))
        .await;
    desk.act("POST", "/conversations/26/toggle_status", json!({}))
        .await;
    let shown = desk.get("/conversations/26").await;
    assert_eq!(shown["meta"]["assignee"]["id"], 34);
    assert_eq!(
        last_text(&desk, 26).await,
        "Assigned to Dóra Szabó by Ana Ruiz"
    );
}

#[tokio::test]
async fn priorities_are_words_and_none_is_not_one() {
    let desk = Desk::new();
    let path = "/conversations/10/toggle_priority";
    let lines = [
        (json!("low"), "Ana Ruiz set the priority to low"),
        (
            json!("urgent"),
            "Ana Ruiz changed the priority from low to urgent",
        ),
        (Value::Null, "Ana Ruiz removed the priority"),
    ];
    for (priority, line) in lines {
        let answer = desk
            .act("POST", path, json!({ "priority": priority }))
            .await;
        assert_eq!(answer, Value::Null, "the answer is empty");
        assert_eq!(desk.get("/conversations/10").await["priority"], priority);
        assert_eq!(last_text(&desk, 10).await, line);
    }
    for word in ["none", "critical", "3"] {
        let refused = desk
            .act_refused("POST", path, json!({ "priority": word }))
            .await;
        assert_eq!(refused.0, 500, "{word}");
    }
    desk.act("POST", path, json!({ "priority": "high" })).await;
    desk.act("POST", path, json!({ "priority": "" })).await;
    assert_eq!(desk.get("/conversations/10").await["priority"], Value::Null);
}

#[tokio::test]
async fn an_assignment_answers_the_agent_and_an_unknown_one_unassigns() {
    let desk = Desk::new();
    let path = "/conversations/6/assignments";
    let answer = desk.act("POST", path, json!({ "assignee_id": "36" })).await;
    assert_eq!(
        (&answer["id"], &answer["role"]),
        (&json!(36), &json!("agent"))
    );
    assert_eq!(
        last_text(&desk, 6).await,
        "Assigned to Fleur de Wit by Ana Ruiz"
    );
    let people = desk.get("/conversations/6/participants").await;
    assert!(super::numbers(&people, "id").contains(&36));
    // The key of the assignee hides the team.
    for nobody in [json!(0), json!(999), Value::Null] {
        desk.act("POST", path, json!({ "assignee_id": 31 })).await;
        let body = json!({ "assignee_id": nobody, "team_id": 4 });
        assert_eq!(desk.act("POST", path, body).await, Value::Null, "{nobody}");
        let meta = desk.get("/conversations/6").await["meta"].clone();
        assert!(meta.get("assignee").is_none() && meta.get("team").is_none());
        assert_eq!(
            last_text(&desk, 6).await,
            "Conversation unassigned by Ana Ruiz"
        );
    }
    assert_eq!(desk.act("POST", path, json!({})).await, Value::Null);
}

#[tokio::test]
async fn a_team_drops_an_assignee_from_outside_and_may_pick_one_of_its_own() {
    let desk = Desk::new();
    let path = "/conversations/16/assignments";
    let answer = desk.act("POST", path, json!({ "team_id": 6 })).await;
    assert_eq!(answer["name"], "billing");
    assert!(answer["created_at"].is_string() && answer.get("is_member").is_none());
    let meta = desk.get("/conversations/16").await["meta"].clone();
    assert_eq!(meta["team"]["id"], 6);
    assert!(meta.get("assignee").is_none());
    assert_eq!(
        last_text(&desk, 16).await,
        "Assigned to billing by Ana Ruiz"
    );
    desk.act("POST", path, json!({ "team_id": 4 })).await;
    let meta = desk.get("/conversations/16").await["meta"].clone();
    assert_eq!(meta["assignee"]["id"], 31);
    assert_eq!(
        desk.act("POST", path, json!({ "team_id": 99 })).await,
        Value::Null
    );
    assert_eq!(
        last_text(&desk, 16).await,
        "Unassigned from front line by Ana Ruiz"
    );
}

#[tokio::test]
async fn labels_are_replaced_and_whatever_is_no_list_clears_them() {
    let desk = Desk::new();
    let path = "/conversations/2/labels";
    let body = json!({ "labels": ["tracking", "VIP, my own ", "VIP", 7] });
    let answer = desk.act("POST", path, body).await;
    let labels = json!(["tracking", "VIP", "my own", "7"]);
    assert_eq!(answer, json!({ "payload": labels }));
    assert_eq!(desk.get("/conversations/2").await["labels"], labels);
    assert_eq!(last_text(&desk, 2).await, "Ana Ruiz added VIP, my own, 7");
    desk.act("POST", path, json!({ "labels": ["VIP", "new"] }))
        .await;
    let texts = desk.texts(2).await;
    let expected = ["Ana Ruiz added new", "Ana Ruiz removed tracking, my own, 7"];
    assert_eq!(texts[texts.len() - 2..], expected);
    for body in [
        json!({}),
        json!({ "labels": "vip" }),
        json!({ "labels": [{}] }),
        json!([]),
    ] {
        desk.act("POST", path, json!({ "labels": ["vip"] })).await;
        assert_eq!(desk.act("POST", path, body).await, json!({ "payload": [] }));
    }
}

#[tokio::test]
async fn custom_attributes_are_replaced_and_have_limits() {
    let desk = Desk::new();
    let path = "/conversations/1/custom_attributes";
    let attributes = json!({ "order_no": "KB-1", "deep": { "a": [1] } });
    let body = json!({ "custom_attributes": attributes });
    assert_eq!(desk.act("POST", path, body.clone()).await, body);
    assert_eq!(
        desk.get("/conversations/1").await["custom_attributes"],
        attributes
    );
    let refused = |value: Value| {
        let body = json!({ "custom_attributes": { "a": value } });
        let desk = &desk;
        async move { desk.act_refused("POST", path, body).await }
    };
    let flaw = |text: &str| {
        (
            422,
            format!(
                r#"{{"message":"Custom attributes a {text}","attributes":["custom_attributes"]}}"#
            ),
        )
    };
    assert_eq!(
        refused(json!("x".repeat(1501))).await,
        flaw("length should be < 1500")
    );
    assert_eq!(
        refused(json!(10_000_000_000_u64)).await,
        flaw("value should be < 9999999999")
    );
    assert_eq!(
        desk.get("/conversations/1").await["custom_attributes"],
        attributes
    );
}

#[tokio::test]
async fn agents_change_nothing_in_inboxes_of_others() {
    let desk = Desk::of_user(37);
    let forbidden = r#"{"error":"You are not authorized to do this action"}"#.to_owned();
    for route in [
        "toggle_status",
        "toggle_priority",
        "assignments",
        "labels",
        "messages",
    ] {
        let path = format!("/conversations/15/{route}");
        let refused = desk.act_refused("POST", &path, json!({})).await;
        assert_eq!(refused, (401, forbidden.clone()), "{route}");
        let path = format!("/conversations/999/{route}");
        assert_eq!(
            desk.act_refused("POST", &path, json!({})).await.0,
            404,
            "{route}"
        );
    }
}
