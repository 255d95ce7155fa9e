//! Creating, changing and deleting contacts.

use serde_json::{Value, json};

use super::{Desk, keys};

#[tokio::test]
async fn a_new_contact_is_wrapped_twice_beside_its_way() {
    let desk = Desk::new();
    let body = json!({
        "inbox_id": 15, "name": "Mia Berg", "email": "Mia@Berg.example", "phone_number": "+4712345678",
        "identifier": "CRM-1", "custom_attributes": { "plan": "trial" },
        "additional_attributes": { "company_name": "Berg" },
    });
    let made = desk.act("POST", "/contacts", body).await["payload"].clone();
    let contact = &made["contact"];
    assert_eq!(
        (&contact["id"], &contact["email"]),
        (&json!(50), &json!("mia@berg.example"))
    );
    assert_eq!(contact["custom_attributes"], json!({ "plan": "trial" }));
    assert_eq!(contact["created_at"], super::NOW.as_second());
    assert!(contact.get("last_activity_at").is_none());
    assert_eq!(
        contact["contact_inboxes"][0]["source_id"],
        "mia@berg.example"
    );
    assert_eq!(made["contact_inbox"]["source_id"], "mia@berg.example");
    let inbox = &made["contact_inbox"]["inbox"];
    assert_eq!(
        (&inbox["id"], &inbox["account_id"]),
        (&json!(15), &json!(7))
    );
    assert!(keys(inbox).contains(&"email_address") && inbox.get("working_hours").is_none());
    assert_eq!(desk.get("/contacts/50").await["payload"], *contact);
    assert_eq!(
        desk.get("/contacts/search?q=berg").await["meta"]["count"],
        1
    );
    assert_eq!(desk.get("/contacts").await["meta"]["count"], 22);
}

#[tokio::test]
async fn without_an_inbox_there_is_no_way() {
    let made = Desk::new()
        .act("POST", "/contacts", json!({ "name": "Anon" }))
        .await;
    let expected = json!({ "inbox": null, "source_id": null });
    assert_eq!(made["payload"]["contact_inbox"], expected);
    assert_eq!(made["payload"]["contact"]["contact_inboxes"], json!([]));
    assert_eq!(made["payload"]["contact"]["email"], Value::Null);
}

#[tokio::test]
async fn what_another_has_or_nobody_can_have_is_refused() {
    let desk = Desk::new();
    let cases = [
        (
            json!({ "email": "HENRIK.dahl@post.example" }),
            "Email has already been taken",
            "email",
        ),
        (json!({ "email": "henrik" }), "Email Invalid email", "email"),
        (
            json!({ "phone_number": "+4790012607" }),
            "Phone number has already been taken",
            "phone_number",
        ),
        (
            json!({ "phone_number": "0047" }),
            "Phone number should be in e164 format",
            "phone_number",
        ),
        (
            json!({ "identifier": "CRM-8846" }),
            "Identifier has already been taken",
            "identifier",
        ),
    ];
    for (body, text, field) in cases {
        let expected = json!({ "message": text, "attributes": [field] }).to_string();
        let refused = desk.act_refused("POST", "/contacts", body.clone()).await;
        assert_eq!(refused, (422, expected.clone()));
        assert_eq!(
            desk.act_refused("PUT", "/contacts/39", body).await,
            (422, expected)
        );
    }
    let both = json!({ "email": "henrik.dahl@post.example", "phone_number": "+4790012607" });
    let refused = desk.act_refused("POST", "/contacts", both).await;
    let text = "Email has already been taken, Phone number has already been taken";
    let expected = json!({ "message": text, "attributes": ["email", "phone_number"] });
    assert_eq!(refused.1, expected.to_string());
    // A channel that needs a number undoes the whole.
    let body = json!({ "inbox_id": 17, "email": "no@number.example" });
    let refused = desk.act_refused("POST", "/contacts", body).await;
    let text = r#"{"error":"param is missing or the value is empty: contact phone number"}"#;
    assert_eq!(refused, (422, text.to_owned()));
    assert_eq!(desk.get("/contacts").await["meta"]["count"], 21);
}

#[tokio::test]
async fn custom_attributes_are_merged_and_additional_ones_replaced() {
    let desk = Desk::new();
    let body = json!({
        "name": "Marcus B.", "custom_attributes": { "plan": "trial", "bikes": null },
        "additional_attributes": { "city": "Leeds" },
    });
    let changed = desk.act("PATCH", "/contacts/46", body).await["payload"].clone();
    assert_eq!(changed["name"], "Marcus B.");
    assert_eq!(changed["email"], "marcus.bell@swiftparcel.example");
    let expected = json!({ "plan": "trial", "bikes": null, "newsletter": true });
    assert_eq!(changed["custom_attributes"], expected);
    assert_eq!(changed["additional_attributes"], json!({ "city": "Leeds" }));
    let body = json!({ "custom_attributes": ["bikes", "nothing"] });
    let path = "/contacts/46/destroy_custom_attributes";
    let changed = desk.act("POST", path, body).await["payload"].clone();
    let expected = json!({ "plan": "trial", "newsletter": true });
    assert_eq!(changed["custom_attributes"], expected);
    let body = json!({ "email": null, "phone_number": "" });
    let changed = desk.act("PUT", "/contacts/46", body).await["payload"].clone();
    assert_eq!(
        (&changed["email"], &changed["phone_number"]),
        (&Value::Null, &Value::Null)
    );
    let sender = desk.get("/conversations/20").await["meta"]["sender"].clone();
    assert_eq!(sender["name"], "Marcus B.");
}

#[tokio::test]
async fn labels_of_a_contact_are_replaced() {
    let desk = Desk::new();
    let body = json!({ "labels": ["fleet", "new one"] });
    let answer = desk.act("POST", "/contacts/46/labels", body).await;
    assert_eq!(answer, json!({ "payload": ["fleet", "new one"] }));
    assert_eq!(desk.get("/contacts/46/labels").await, answer);
    assert_eq!(
        desk.get("/contacts?labels[]=fleet").await["meta"]["count"],
        1
    );
}

#[tokio::test]
async fn a_contact_can_be_reached_through_another_inbox() {
    let desk = Desk::new();
    let path = "/contacts/46/contact_inboxes";
    let way = desk.act("POST", path, json!({ "inbox_id": 15 })).await;
    assert_eq!(way["source_id"], "marcus.bell@swiftparcel.example");
    assert_eq!(way["inbox"]["id"], 15);
    assert_eq!(desk.act("POST", path, json!({ "inbox_id": 15 })).await, way);
    let ways = desk.get("/contacts/46").await["payload"]["contact_inboxes"].clone();
    assert_eq!(ways.as_array().unwrap().len(), 2);
    assert_eq!(desk.act_refused("POST", path, json!({})).await.0, 404);
}

#[tokio::test]
async fn whoever_is_deleted_takes_everything_along_unless_online() {
    let desk = Desk::new();
    let online = desk.get("/contacts/active").await["payload"][0].clone();
    let path = format!("/contacts/{}", online["id"]);
    let refused = desk.act_refused("DELETE", &path, Value::Null).await;
    let text = format!(
        "{} is Online, please try again later",
        online["name"].as_str().unwrap()
    );
    assert_eq!(refused, (422, json!({ "message": text }).to_string()));
    let agent = Desk::of_user(35)
        .act_refused("DELETE", "/contacts/30", Value::Null)
        .await;
    assert_eq!(agent.0, 401);
    assert_eq!(
        desk.act("DELETE", "/contacts/30", json!({})).await,
        Value::Null
    );
    for path in [
        "/contacts/30",
        "/conversations/3",
        "/conversations/19/messages",
    ] {
        assert_eq!(desk.refused(path).await.0, 404, "{path}");
    }
    let all = desk.get("/conversations?status=all").await;
    assert_eq!(all["data"]["meta"]["all_count"], 25);
    let made = desk
        .act(
            "POST",
            "/conversations",
            json!({ "inbox_id": 15, "contact_id": 41 }),
        )
        .await;
    assert_eq!(made["id"], 28);
}

#[tokio::test]
async fn a_contact_is_found_by_what_an_inbox_calls_it() {
    let desk = Desk::new();
    let path = "/contact_inboxes/filter";
    let body = json!({ "inbox_id": 15, "source_id": "info@hotelhalden.example" });
    assert_eq!(desk.act("POST", path, body).await["id"], 42);
    let body = json!({ "inbox_id": 14, "source_id": "info@hotelhalden.example" });
    assert_eq!(
        desk.act_refused("POST", path, body).await,
        (404, String::new())
    );
}
