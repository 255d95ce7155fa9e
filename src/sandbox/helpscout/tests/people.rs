use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{BASE, Client};

#[tokio::test]
async fn a_customer_brings_everything_below_it() {
    let client = Client::new().await;
    let body = client.read("/v2/customers/501201").await;
    let href = |path: &str| json!({"href": format!("{BASE}/v2/customers/501201{path}")});
    let expected = json!({
        "id": 501_201,
        "firstName": "Ingrid",
        "lastName": "Solheim",
        "gender": "Unknown",
        "jobTitle": "Fleet manager",
        "location": "Bergen",
        "organization": "Hotel Halden",
        "organizationId": 771,
        "photoType": "unknown",
        "photoUrl": "https://img.kestrelbikes.example/c/501201.png",
        "conversationCount": 1,
        "createdAt": "2025-03-01T09:30:00Z",
        "updatedAt": "2026-11-15T16:10:23Z",
        "_embedded": {
            "emails": [{"id": 5_012_011, "value": "ingrid.solheim@hotelhalden.example", "type": "work"}],
            "phones": [{"id": 5_012_014, "value": "+4790012345", "type": "work"}],
            "chats": [],
            "social_profiles": [],
            "websites": [{"id": 5_012_016, "value": "https://hotelhalden.example"}],
            "properties": [],
            "address": {
                "city": "Bergen", "state": "", "postalCode": "", "country": "NO", "lines": ["Harbour Street 1"],
            },
        },
        "_links": {
            "address": href("/address"),
            "chats": href("/chats"),
            "emails": href("/emails"),
            "phones": href("/phones"),
            "social-profiles": href("/social-profiles"),
            "websites": href("/websites"),
            "self": href(""),
        },
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn some_customers_say_null_and_some_say_nothing() {
    let client = Client::new().await;
    let zoe = client.read("/v2/customers/501362").await;
    assert_eq!(zoe["organization"], Value::Null);
    assert!(zoe.as_object().unwrap().contains_key("organization"));
    let djordje = client.read("/v2/customers/501383").await;
    assert_eq!(
        (djordje["firstName"].as_str(), djordje.get("organization")),
        (Some("Đorđe"), None)
    );
    // Marcus never wrote to this desk.
    assert_eq!(
        client.get("/v2/customers/501222").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn customers_are_searched_and_sorted() {
    let client = Client::new().await;
    let names = async |filter: &str| -> Vec<Value> {
        client
            .column(&format!("/v2/customers?{filter}"), "customers", "firstName")
            .await
    };
    assert_eq!(names("").await.len(), 23);
    assert_eq!(names("firstName=zoë").await, ["Zoë"]);
    assert_eq!(names("lastName=Farah").await, Vec::<Value>::new());
    assert_eq!(
        names("mailbox=14&sortField=firstName&sortOrder=asc").await,
        ["Brightside", "Grace", "Maya", "Nora", "Ruth", "Sam"]
    );
    let query = "query=(email:(zoe.lambert@mail.example%20OR%20nora.finch@mail.example))&sortField=lastName&sortOrder=asc";
    assert_eq!(names(query).await, ["Nora", "Zoë"]);
    assert_eq!(
        names("modifiedSince=2026-11-19T00:00:00Z&sortField=modifiedAt").await,
        ["Peter", "Brightside", "Nora"]
    );
    let first = names("sortField=createdAt&sortOrder=asc").await;
    let mut last = names("").await;
    last.reverse();
    assert_eq!(first, last);
}

#[tokio::test]
async fn users_are_found_by_address_and_mailbox() {
    let client = Client::new().await;
    let me = client.read("/v2/users/me").await;
    assert_eq!(me["role"], "owner");
    assert_eq!(me, client.read("/v2/users/388").await);
    let expected = json!({
        "id": 388, "createdAt": "2022-04-21T14:39:56Z", "updatedAt": "2026-01-02T10:00:00Z", "firstName": "Ana",
        "lastName": "Ruiz", "email": "ana.ruiz@kestrelbikes.example", "role": "owner", "jobTitle": "Support",
        "phone": "", "alternateEmails": [], "timezone": "Europe/Oslo",
        "photoUrl": "https://img.kestrelbikes.example/u/388.png", "type": "user", "mention": "ana", "initials": "AR",
        "_links": {"self": {"href": format!("{BASE}/v2/users/388")}},
    });
    assert_eq!(me, expected);
    let ids = async |filter: &str| {
        client
            .column(&format!("/v2/users?{filter}"), "users", "id")
            .await
    };
    assert_eq!(ids("").await, [388, 391, 394, 397, 400, 403, 406]);
    assert_eq!(ids("mailbox=14").await, [388, 397, 403, 406]);
    assert_eq!(
        ids("email=bo.lindqvist%40kestrelbikes.example").await,
        [391]
    );
    assert_eq!(ids("email=nobody").await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_status_shows_who_is_away() {
    let client = Client::new().await;
    let away = client.read("/v2/users/391/status").await;
    assert_eq!(away["email"]["status"], "away");
    assert_eq!(
        away["email"]["customStatus"],
        json!({"text": "On leave", "emojiName": "palm_tree"})
    );
    let all = client
        .column("/v2/users/status", "userStatuses", "userId")
        .await;
    assert_eq!(all, [388, 391, 394, 397, 400, 403, 406]);
}

#[tokio::test]
async fn teams_have_members() {
    let client = Client::new().await;
    let names = client.column("/v2/teams", "teams", "name").await;
    assert_eq!(names, ["Front Line", "Workshop & Firmware", "Billing"]);
    let members = client
        .column("/v2/teams/642/members", "users", "firstName")
        .await;
    assert_eq!(members, ["Fleur", "Gus"]);
    assert_eq!(
        client.get("/v2/teams/388/members").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn organizations_have_customers_and_conversations() {
    let client = Client::new().await;
    let halden = client.read("/v2/organizations/771").await;
    assert_eq!(
        (&halden["name"], &halden["customerCount"]),
        (&json!("Hotel Halden"), &json!(2))
    );
    assert_eq!(halden["domains"], json!(["hotelhalden.example"]));
    let names = client
        .column("/v2/organizations/771/customers", "customers", "lastName")
        .await;
    assert_eq!(names, ["Solheim", "Reception"]);
    let numbers = client
        .column(
            "/v2/organizations/771/conversations",
            "conversations",
            "number",
        )
        .await;
    assert_eq!(numbers, [48_257, 48_224]);
    assert_eq!(
        client.read("/v2/organizations").await["page"]["totalElements"],
        8
    );
}
