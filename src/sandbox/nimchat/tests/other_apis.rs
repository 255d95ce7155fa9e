//! The client API and the platform API.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::sandbox::nimchat::secret;

use super::{Desk, keys};

async fn visit(path: &str) -> (u16, serde_json::Value) {
    let inbox = secret::token("inbox identifier");
    let request = Request::get(format!("/public/api/v1/inboxes/{inbox}{path}"));
    let answer = Desk::new().send(request.body(Body::empty()).unwrap()).await;
    (answer.status.as_u16(), answer.json())
}

/// Source id of who asked in an API conversation.
async fn source_id(conversation: u64) -> String {
    let found = Desk::new()
        .get(&format!("/conversations/{conversation}"))
        .await;
    let id = &found["messages"][0]["conversation"]["contact_inbox"]["source_id"];
    id.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_customer_reads_without_a_token_and_without_notes() {
    let source = source_id(18).await;
    let (_, contact) = visit(&format!("/contacts/{source}")).await;
    assert_eq!(
        (&contact["source_id"], &contact["name"]),
        (&json!(source), &json!("Tandem Claims"))
    );
    assert_eq!(contact["pubsub_token"].as_str().unwrap().len(), 24);
    let (_, conversations) = visit(&format!("/contacts/{source}/conversations")).await;
    assert_eq!(conversations[0]["id"], 18);
    assert_eq!(conversations[0]["contact"]["last_activity_at"], json!(null));
    let (_, messages) = visit(&format!("/contacts/{source}/conversations/18/messages")).await;
    assert_eq!(messages, conversations[0]["messages"]);
    assert!(
        messages
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["message_type"] != 2)
    );
    assert!(!keys(&messages[0]).contains(&"private"));
    let (_, inbox) = visit("").await;
    assert_eq!(inbox["name"], "Fleet console");
}

#[tokio::test]
async fn the_list_of_a_proved_customer_crashes_in_this_release() {
    let source = source_id(11).await;
    assert_eq!(
        visit(&format!("/contacts/{source}/conversations")).await.0,
        500
    );
    assert_eq!(
        visit(&format!("/contacts/{source}/conversations/18/messages"))
            .await
            .0,
        404
    );
    let missing = (404, json!({ "status": 404, "error": "Not Found" }));
    assert_eq!(visit("/contacts/nobody").await, missing);
}

#[tokio::test]
async fn the_platform_has_its_own_token_and_refusals() {
    let get = async |path: &str, token: &str| {
        let request =
            Request::get(format!("/platform/api/v1{path}")).header("api_access_token", token);
        let answer = Desk::new().send(request.body(Body::empty()).unwrap()).await;
        (answer.status.as_u16(), answer.json())
    };
    let token = secret::token("platform app");
    let (_, account) = get("/accounts/7", &token).await;
    assert_eq!(
        (&account["id"], &account["name"]),
        (&json!(7), &json!("Kestrel Bikes"))
    );
    let (_, bots) = get("/agent_bots", &token).await;
    assert_eq!(
        (&bots[0]["name"], &bots[0]["outgoing_url"]),
        (&json!("Pip"), &json!("Pip"))
    );
    let foreign = (401, json!({ "error": "Non permissible resource" }));
    assert_eq!(get("/accounts/8", &token).await, foreign);
    let unknown = (401, json!({ "error": "Invalid access_token" }));
    assert_eq!(get("/accounts/7", "nobody").await, unknown);
}
