//! Messages that are sent.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::http::Method;
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{Fake, path, text};

fn messages_of(conversation: &Value) -> String {
    format!("{}/messages", path("conversations", conversation))
}

fn markdown(text: &str) -> Value {
    json!({"body": {"type": "markdown", "value": text}})
}

#[tokio::test]
async fn an_agent_answers_in_slack_through_the_app() {
    let fake = Fake::open();
    let told = fake.conversation(1).await;
    fake.clock.advance(Duration::from_secs(60));
    let agent = told["assignedToUser"].clone();
    let mut body = markdown("Try *again*");
    body["onBehalfOf"] = json!({"id": agent["id"]});
    let sent = fake.made(&messages_of(&told), body).await;
    let ts = text(&sent["ts"]);
    assert_eq!(
        sent["id"],
        format!("T05KESTREL1-{}-{ts}", text(&told["channelId"]))
    );
    assert_eq!(
        (&sent["text"], &sent["content"]),
        (&json!("Try *again*"), &Value::Null)
    );
    assert_eq!(
        (&sent["botName"], &sent["user"]),
        (&agent["name"], &Value::Null)
    );
    assert_eq!(
        (&sent["sentByUserId"], &sent["isExternal"]),
        (&agent["id"], &json!(false))
    );
    assert_eq!(sent["threadTs"], told["initialMessage"]["ts"]);
    assert_eq!(sent["timestamp"], "2026-11-20T17:01:00.000Z");
    assert_eq!(fake.messages(&told).await.last(), Some(&sent));

    let after = fake.object(&path("conversations", &told)).await;
    assert_eq!(after["latestMessage"]["id"], sent["id"]);
    assert_eq!(
        (&after["lastActivityAt"], &after["updatedAt"]),
        (&sent["timestamp"], &sent["timestamp"])
    );
    assert_eq!(after["status"], told["status"]);
    assert_eq!(after["responseTime"], told["responseTime"]);
}

#[tokio::test]
async fn the_first_answer_is_timed() {
    let fake = Fake::open();
    let told = fake.conversation(24).await;
    assert_eq!(told["responseTime"], Value::Null);
    let agent = fake.list("/users/list", json!({"limit": 1})).await["data"][0]["id"].clone();
    let mut note = markdown("Only for us");
    note["isPrivateNote"] = true.into();
    note["onBehalfOf"] = json!({"id": agent});
    let note = fake.made(&messages_of(&told), note).await;
    assert_eq!(
        (&note["isPrivateNote"], &note["content"]),
        (&json!(true), &json!("<p>Only for us</p>"))
    );
    let after = fake.object(&path("conversations", &told)).await;
    assert_eq!(after["responseTime"], Value::Null);
    assert_eq!(after["latestMessage"]["id"], told["latestMessage"]["id"]);
    assert_eq!(after["lastActivityAt"], note["timestamp"]);

    let body = json!({"body": {"type": "html", "value": "<p>Hi <b>you</b></p>"}, "onBehalfOf": {"id": agent}});
    let sent = fake.made(&messages_of(&told), body).await;
    assert_eq!(
        (&sent["text"], &sent["content"]),
        (&json!("Hi *you*"), &json!("<p>Hi <b>you</b></p>"))
    );
    let after = fake.object(&path("conversations", &told)).await;
    assert!(after["responseTime"].as_i64().unwrap() > 0);
    assert_eq!(after["waitingOnAgentTime"], after["responseTime"]);
}

#[tokio::test]
async fn the_customer_wakes_what_sleeps_and_reopens_what_was_closed() {
    let fake = Fake::open();
    let told = fake.conversation(3).await;
    let customer = json!({"id": told["submitterUserId"]});
    let mut body = markdown("Still broken");
    let own = path("conversations", &told);
    fake.changed(
        &own,
        json!({"snoozedAt": "2026-11-20T17:00:00Z", "wakeUpAt": "2026-11-25T17:00:00Z"}),
    )
    .await;
    // Without a name it is the app that writes.
    let by_app = fake.made(&messages_of(&told), body.clone()).await;
    assert_eq!(
        (&by_app["botName"], by_app.get("sentByUserId")),
        (&json!("Unthread"), None)
    );
    let after = fake.object(&own).await;
    assert_eq!(
        (&after["status"], &after["wakeUpAt"]),
        (&json!("closed"), &json!("2026-11-25T17:00:00.000Z"))
    );

    body["onBehalfOf"] = customer;
    let sent = fake.made(&messages_of(&told), body).await;
    assert_eq!(sent["isExternal"], true);
    let after = fake.object(&own).await;
    assert_eq!(
        (&after["status"], &after["closedAt"]),
        (&json!("open"), &Value::Null)
    );
    assert_eq!(
        (&after["snoozedAt"], &after["wakeUpAt"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(
        (&after["resolutionTime"], &after["statusUpdatedAt"]),
        (&Value::Null, &sent["timestamp"])
    );
}

#[tokio::test]
async fn notes_in_slack_are_read_by_everybody_unless_they_go_to_the_triage_thread() {
    let fake = Fake::open();
    let told = fake.conversation(1).await;
    let mut body = markdown("Is he always like this?");
    body["isPrivateNote"] = true.into();
    let leaked = fake.made(&messages_of(&told), body.clone()).await;
    assert_eq!(
        (&leaked["isPrivateNote"], &leaked["triageThreadId"]),
        (&json!(false), &Value::Null)
    );
    assert_eq!(leaked["channelId"], told["channelId"]);

    let messages = fake.messages(&told).await;
    let note = messages
        .iter()
        .find(|row| row["triageThreadId"].is_string())
        .unwrap();
    body["triageThreadTs"] = note["threadTs"].clone();
    let kept = fake.made(&messages_of(&told), body.clone()).await;
    for column in ["triageThreadId", "threadTs", "channelId"] {
        assert_eq!(kept[column], note[column], "{column}");
    }
    let after = fake.object(&path("conversations", &told)).await;
    assert_eq!(after["latestMessage"]["id"], leaked["id"]);
    body["triageThreadTs"] = json!("1.000000");
    let refused = fake.refused(Method::POST, &messages_of(&told), body).await;
    assert_eq!(
        refused,
        (422, "triageThreadTs is unknown: 1.000000".to_owned())
    );
}

#[tokio::test]
async fn blocks_are_appended() {
    let fake = Fake::open();
    let told = fake.conversation(1).await;
    let body = json!({"markdown": "How did we do?", "isAutoresponse": true,
        "blocks": [{"type": "survey", "survey_id": "d4c3b2a1"}]});
    let sent = fake.made(&messages_of(&told), body).await;
    assert_eq!(
        (&sent["text"], &sent["isAutoresponse"]),
        (&json!("How did we do?"), &json!(true))
    );
    let section = json!({"type": "section", "text": {"type": "mrkdwn", "text": "How did we do?"}});
    assert_eq!(
        sent["blocks"],
        json!([section, {"type": "survey", "survey_id": "d4c3b2a1"}])
    );
    let body =
        json!({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Alone"}}]});
    let sent = fake.made(&messages_of(&told), body.clone()).await;
    assert_eq!(
        (&sent["text"], &sent["blocks"]),
        (&json!("Alone"), &body["blocks"])
    );
}

#[tokio::test]
async fn a_message_that_says_nothing_or_nonsense_is_refused() {
    let fake = Fake::open();
    let told = fake.conversation(1).await;
    let before = fake.messages(&told).await.len();
    for (body, said) in [
        (json!({}), "one of body, blocks, markdown is required"),
        (json!({"body": "Hi"}), "body must be an object"),
        (
            json!({"body": {"type": "text", "value": "Hi"}}),
            "body.type must be one of html, markdown",
        ),
        (json!({"body": {"type": "html"}}), "body.value is required"),
        (json!({"markdown": null}), "markdown must be a string"),
        (
            json!({"markdown": "Hi", "isPrivateNote": "yes"}),
            "isPrivateNote must be a boolean",
        ),
        (
            json!({"blocks": ["Hi"]}),
            "blocks must be an array of objects",
        ),
        (
            json!({"blocks": [{"type": "image"}]}),
            "blocks[0].type must be one of section, survey",
        ),
        (
            json!({"blocks": [{"type": "section", "text": {"text": 5}}]}),
            "blocks[0].text.text must be a string",
        ),
        (
            json!({"markdown": "Hi", "onBehalfOf": {}}),
            "onBehalfOf must have an id or an email",
        ),
    ] {
        let refused = fake
            .refused(Method::POST, &messages_of(&told), body.clone())
            .await;
        assert_eq!(refused, (400, said.to_owned()), "{body}");
    }
    let nowhere = fake
        .refused(Method::POST, "/conversations/nope/messages", markdown("Hi"))
        .await;
    assert_eq!(nowhere, (404, "Not found.".to_owned()));
    assert_eq!(fake.messages(&told).await.len(), before);
}

#[tokio::test]
async fn two_hundred_messages_at_once_are_two_hundred_messages() {
    let fake = Fake::open();
    let told = fake.conversation(24).await;
    let path = messages_of(&told);
    let sent =
        join_all((0..200).map(|number| fake.made(&path, markdown(&number.to_string())))).await;
    let ids: BTreeSet<&str> = sent.iter().map(|row| text(&row["id"])).collect();
    assert_eq!(ids.len(), 200);
    let body = json!({"order": ["ts"], "limit": 30});
    let walked = fake.walk(&format!("{path}/list"), &body).await;
    assert_eq!(walked.len(), 201);
    assert!(walked.is_sorted_by(|a, b| text(&a["ts"]) < text(&b["ts"])));
}
