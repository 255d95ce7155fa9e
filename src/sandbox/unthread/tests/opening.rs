//! Conversations that are opened.

use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};

use super::{Fake, column, keys, path, text};

const LIST: &str = "/conversations";

fn triage() -> Value {
    json!({"type": "triage", "markdown": "Rotate the *staging* keys", "status": "in_progress",
        "triageChannelId": "C07TRIAGE01", "priority": 7, "title": "Keys", "notes": "ask the platform team"})
}

fn mail(fake: &Fake) -> Value {
    json!({"type": "email", "markdown": "Your invoice &amp; more.", "status": "open", "title": "Invoice",
        "emailInboxId": crate::sandbox::unthread::story::EMAIL_INBOX,
        "onBehalfOf": {"email": format!("ola@{}", fake.world.organizations[0].domain), "name": "Ola Berg"}})
}

#[tokio::test]
async fn a_conversation_in_a_shared_channel_is_listed_at_once() {
    let fake = Fake::open();
    let told = fake.conversation(1).await;
    let asker = fake
        .object(&format!("/users/{}", text(&told["submitterUserId"])))
        .await;
    let body = json!({"type": "slack", "markdown": "The bell &lt;rings&gt;", "status": "open",
        "title": "Bell", "channelId": told["channelId"], "customerId": told["customerId"],
        "onBehalfOf": {"email": asker["email"], "name": "Somebody"}});
    let made = fake.made(LIST, body).await;
    assert_eq!(made, fake.object(&path("conversations", &made)).await);
    assert_eq!(
        (&made["friendlyId"], &made["status"], &made["priority"]),
        (&json!(1025), &json!("open"), &Value::Null)
    );
    assert_eq!(
        (&made["sourceType"], &made["wasManuallyCreated"]),
        (&json!("slack"), &json!(true))
    );
    assert_eq!(made["submitterUser"]["name"], asker["name"]);
    assert_eq!(made["customer"]["id"], told["customerId"]);
    assert_eq!(made["createdAt"], "2026-11-20T17:00:00.000Z");
    assert_eq!(
        (&made["followers"], &made["tags"]),
        (&json!([]), &json!([]))
    );
    let others = fake.conversation(2).await;
    for field in keys(&others)
        .into_iter()
        .filter(|field| *field != "metadata")
    {
        assert!(made.get(field).is_some(), "{field}");
    }

    let messages = fake.messages(&made).await;
    let [first] = messages.as_slice() else {
        panic!("one message")
    };
    assert_eq!(first["text"], "The bell &lt;rings&gt;");
    assert_eq!(
        (&first["channelId"], &first["threadTs"]),
        (&told["channelId"], &Value::Null)
    );
    assert_eq!(
        (&first["isExternal"], &first["sentByUserId"]),
        (&json!(true), &asker["id"])
    );
    assert_eq!(made["initialMessage"]["id"], first["id"]);
    assert_eq!(made["latestMessage"]["id"], first["id"]);
    let newest = json!({"order": ["createdAt", "id"], "descending": true, "limit": 1});
    let listed = fake.list("/conversations/list", newest).await;
    assert_eq!(
        (column(&listed, "id"), &listed["totalCount"]),
        (vec![&made["id"]], &json!(25))
    );
}

#[tokio::test]
async fn without_a_channel_it_is_a_direct_message() {
    let fake = Fake::open();
    let body = json!({"type": "slack", "markdown": "Hello", "status": "open",
        "onBehalfOf": {"email": "new@nowhere.example"}});
    let made = fake.made(LIST, body).await;
    assert!(text(&made["channelId"]).starts_with("D05"));
    assert_eq!(made["submitterUser"]["name"], "new");
    let users = json!({"includeExternalUsers": true,
        "where": [{"field": "email", "operator": "==", "value": "new@nowhere.example"}]});
    let users = fake.list("/users/list", users).await;
    assert_eq!(column(&users, "id"), [&made["submitterUserId"]]);

    let body = json!({"type": "slack", "markdown": "From nobody", "status": "closed"});
    let made = fake.made(LIST, body).await;
    assert_eq!(
        (&made["submitterUser"], &made["customer"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(
        (&made["closedAt"], &made["resolutionTime"]),
        (&made["createdAt"], &json!(0))
    );
    let first = &fake.messages(&made).await[0];
    assert_eq!(
        (&first["botName"], &first["sentByUser"]),
        (&json!("Unthread"), &Value::Null)
    );
}

#[tokio::test]
async fn a_mail_finds_its_company_and_has_its_number_later() {
    let fake = Fake::open();
    let made = fake.made(LIST, mail(&fake)).await;
    assert!(made.get("friendlyId").is_none());
    assert_eq!(made["customer"]["name"], fake.world.organizations[0].name);
    assert_eq!(made["channelId"], "C06EMAILS22");
    let seen = fake.object(&path("conversations", &made)).await;
    assert_eq!(seen["friendlyId"], 1025);
    let first = &fake.messages(&made).await[0];
    assert_eq!(first["content"], "<p>Your invoice &amp; more.</p>");
    assert_eq!(
        (&first["botName"], &first["threadTs"]),
        (&json!("Ola Berg"), &Value::Null)
    );
    // The same address is the same person.
    let again = fake.made(LIST, mail(&fake)).await;
    assert_eq!(again["submitterUserId"], made["submitterUserId"]);
}

#[tokio::test]
async fn what_is_internal_stays_in_the_triage_channel() {
    let fake = Fake::open();
    let made = fake.made(LIST, triage()).await;
    assert_eq!(
        (&made["sourceType"], &made["channelId"]),
        (&json!("triage"), &json!("C07TRIAGE01"))
    );
    assert_eq!(
        (&made["status"], &made["priority"]),
        (&json!("in_progress"), &json!(7))
    );
    assert_eq!(made["statusUpdatedAt"], made["createdAt"]);
    assert_eq!(made["latestMessage"], Value::Null);
    let selected = format!("{}?select=notes,title", path("conversations", &made));
    assert_eq!(
        fake.object(&selected).await,
        json!({"notes": "ask the platform team", "title": "Keys"})
    );
}

#[tokio::test]
async fn a_company_answers_outside_its_hours() {
    let fake = Fake::open();
    let company = fake.conversation(1).await["customerId"].clone();
    let body =
        json!({"type": "slack", "markdown": "Hello", "status": "open", "customerId": company});
    let autoresponder =
        json!({"enabled": true, "condition": "outside-working-hours", "message": "Nine."});
    let customer = format!("/customers/{}", text(&company));
    fake.changed(&customer, json!({"autoresponder": autoresponder}))
        .await;
    let by_day = fake.made(LIST, body.clone()).await;
    assert_eq!(fake.messages(&by_day).await.len(), 1);
    fake.clock.advance(Duration::from_secs(3 * 3600));
    let by_night = fake.made(LIST, body).await;
    let messages = fake.messages(&by_night).await;
    assert_eq!(
        (&messages[1]["text"], &messages[1]["isAutoresponse"]),
        (&json!("Nine."), &json!(true))
    );
    assert_eq!(
        messages[1]["metadata"],
        json!({"eventType": "autoresponder_replied"})
    );
    assert_eq!(messages[1]["threadTs"], messages[0]["ts"]);
    assert_eq!(by_night["responseTime"], Value::Null);
}

#[tokio::test]
async fn only_selected_fields_come_back() {
    let fake = Fake::open();
    let made = fake
        .made(
            "/conversations?select=friendlyId,initialMessage.text",
            triage(),
        )
        .await;
    let expected =
        json!({"friendlyId": 1025, "initialMessage": {"text": "Rotate the *staging* keys"}});
    assert_eq!(made, expected);
    let path = "/conversations?select=colour";
    let refused = fake.refused(Method::POST, path, triage()).await;
    assert_eq!(
        refused,
        (400, "select[0] is not allowed: colour".to_owned())
    );
    assert_eq!(
        fake.list("/conversations/list", json!({})).await["totalCount"],
        25
    );
}

#[tokio::test]
async fn what_is_missing_or_unknown_is_refused_and_changes_nothing() {
    let fake = Fake::open();
    let with = |mut body: Value, key: &str, value: Value| {
        body[key] = value;
        body
    };
    let without = |mut body: Value, key: &str| {
        body.as_object_mut().unwrap().remove(key);
        body
    };
    let nobody = "00000000-0000-4000-8000-000000000000";
    for (body, status, said) in [
        (json!({}), 400, "type is required"),
        (
            with(triage(), "type", json!("widget")),
            400,
            "type must be one of triage, email, slack",
        ),
        (without(triage(), "markdown"), 400, "markdown is required"),
        (without(triage(), "status"), 400, "status is required"),
        (
            with(triage(), "status", json!("resolved")),
            400,
            "status must be one of open, in_progress, on_hold, closed",
        ),
        (
            with(triage(), "priority", json!(4)),
            400,
            "priority must be 3, 5, 7 or 9",
        ),
        (
            without(triage(), "triageChannelId"),
            400,
            "triageChannelId is required",
        ),
        (
            with(triage(), "triageChannelId", json!("C00")),
            404,
            "Not found.",
        ),
        (
            without(mail(&fake), "emailInboxId"),
            400,
            "emailInboxId is required",
        ),
        (
            with(mail(&fake), "emailInboxId", json!(nobody)),
            404,
            "Not found.",
        ),
        (
            without(mail(&fake), "onBehalfOf"),
            400,
            "onBehalfOf is required",
        ),
        (
            with(mail(&fake), "onBehalfOf", json!({"name": "X"})),
            400,
            "onBehalfOf must have an id or an email",
        ),
        (
            with(mail(&fake), "onBehalfOf", json!({"id": 5})),
            400,
            "onBehalfOf.id must be a string",
        ),
        (
            with(triage(), "onBehalfOf", json!({"id": nobody})),
            422,
            "onBehalfOf.id is unknown: 00000000-0000-4000-8000-000000000000",
        ),
        (
            with(triage(), "customerId", json!(nobody)),
            404,
            "Not found.",
        ),
        (
            with(triage(), "assignedToUserId", json!("x")),
            422,
            "assignedToUserId is unknown: x",
        ),
        (
            with(triage(), "ticketTypeId", json!("x")),
            422,
            "ticketTypeId is unknown: x",
        ),
    ] {
        let refused = fake.refused(Method::POST, LIST, body.clone()).await;
        assert_eq!(refused, (status, said.to_owned()), "{body}");
    }
    assert_eq!(
        fake.list("/conversations/list", json!({})).await["totalCount"],
        24
    );
}
