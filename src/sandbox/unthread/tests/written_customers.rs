//! Companies that are made, changed and removed.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Fake, keys, path, text};

#[tokio::test]
async fn a_new_company_is_looked_after_by_nobody() {
    let fake = Fake::open();
    let made = fake
        .made(
            "/customers",
            json!({"name": "Berg & Co", "emailDomains": ["berg.example"]}),
        )
        .await;
    let own = path("customers", &made);
    assert_eq!(made, fake.object(&own).await);
    assert_eq!(text(&made["id"]).len(), 36);
    assert_eq!(
        (&made["slackChannel"], &made["supportSteps"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(
        (&made["createdAt"], &made["tags"]),
        (&json!("2026-11-20T17:00:00.000Z"), &json!([]))
    );
    let listed = fake.list("/customers/list", json!({})).await;
    let listed = listed["data"].as_array().unwrap();
    assert_eq!(listed.len(), fake.world.organizations.len() + 1);
    assert_eq!(keys(&listed[0]), keys(&made));
    let domains = fake.object(&format!("{own}?select=emailDomains")).await;
    assert_eq!(domains, json!({"emailDomains": ["berg.example"]}));
}

#[tokio::test]
async fn a_channel_can_be_made_along() {
    let fake = Fake::open();
    let tags = fake.list("/tags/list", json!({"limit": 1})).await;
    let body = json!({"name": "Berg & Co", "createChannel": true, "isPrivate": true,
        "tagIds": [tags["data"][0]["id"], "nope"]});
    let made = fake.made("/customers", body).await;
    let id = &made["slackChannelId"];
    assert!(text(id).starts_with("C05"));
    let channel = json!({"id": id, "name": "ext-berg-co", "isShared": false, "isPrivate": true});
    assert_eq!(made["slackChannel"], channel);
    assert_eq!(made["tags"], tags["data"]);
    let body = json!({"type": "slack", "markdown": "Hi", "status": "open", "channelId": id});
    assert_eq!(fake.made("/conversations", body).await["channelId"], *id);
}

#[tokio::test]
async fn a_company_is_changed_key_by_key() {
    let fake = Fake::open();
    let told = fake.conversation(1).await;
    let own = format!("/customers/{}", text(&told["customerId"]));
    let before = fake.object(&own).await;
    let body = json!({"name": "Renamed", "replyTimeoutHours": 1.5, "botHandling": "all",
        "slackChannelId": null, "emailDomains": ["a.example"], "supportSteps": [], "replyTimeoutMinutes": 7});
    let changed = fake.changed(&own, body).await;
    assert_eq!(
        (&changed["name"], &changed["replyTimeoutMinutes"]),
        (&json!("Renamed"), &json!(90.0))
    );
    assert_eq!(
        (&changed["slackChannelId"], &changed["slackChannel"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(changed["updatedAt"], "2026-11-20T17:00:00.000Z");
    assert_eq!(changed["autoresponder"], before["autoresponder"]);
    assert_eq!(fake.conversation(1).await["customer"]["name"], "Renamed");
    for (body, said) in [
        (
            json!({"name": null}),
            "name must be a string that is not empty",
        ),
        (
            json!({"botHandling": "some"}),
            "botHandling must be one of off, all",
        ),
        (
            json!({"replyTimeoutHours": -1}),
            "replyTimeoutHours must be a number that is not negative",
        ),
        (
            json!({"emailDomains": "a.example"}),
            "emailDomains must be an array of strings",
        ),
    ] {
        let refused = fake.refused(Method::PATCH, &own, body.clone()).await;
        assert_eq!(refused, (400, said.to_owned()), "{body}");
    }
    let long = json!({"name": "A", "channelTopic": "x".repeat(251)});
    let refused = fake.refused(Method::POST, "/customers", long).await;
    assert_eq!(
        refused.1,
        "channelTopic must be a string of at most 250 characters"
    );
    assert_eq!(
        fake.refused(Method::POST, "/customers", json!({})).await.1,
        "name is required"
    );
}

#[tokio::test]
async fn a_removed_company_leaves_its_conversations() {
    let fake = Fake::open();
    let told = fake.conversation(1).await;
    let own = format!("/customers/{}", text(&told["customerId"]));
    assert_eq!(
        fake.delete(&own).await,
        (StatusCode::NO_CONTENT, Value::Null)
    );
    assert_eq!(fake.get(&own).await.0, StatusCode::NOT_FOUND);
    assert_eq!(fake.delete(&own).await.0, StatusCode::NOT_FOUND);
    assert_eq!(fake.refused(Method::PATCH, &own, json!({})).await.0, 404);
    let after = fake.conversation(1).await;
    assert_eq!(
        (&after["customerId"], &after["customer"]),
        (&Value::Null, &Value::Null)
    );
}
