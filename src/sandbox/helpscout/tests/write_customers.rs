use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{BASE, Client, of};

#[tokio::test]
async fn a_customer_is_made_with_everything_below() {
    let client = Client::new().await;
    let body = json!({
        "firstName": "Bo", "jobTitle": "COO", "organization": "Hotel Halden", "age": "30-35",
        "photoUrl": "https://img.example.net/c/05.png",
        "emails": [{"type": "work", "value": "bo@fernway.example"}, {"value": "bo@home.example"}],
        "phones": [{"type": "mobile", "value": "+39 051 000 000"}],
        "websites": [{"value": "https://fernway.example"}],
        "address": {"city": "Bologna", "country": "IT", "lines": ["Via 1"]},
        "properties": [{"slug": "crm-id", "value": "C-88"}],
        "unknown": {"skipped": true},
    });
    let reply = client.write(Method::POST, "/v2/customers", &body).await;
    let id = reply.header("resource-id").to_owned();
    assert_eq!(
        (reply.status, reply.text.as_str()),
        (StatusCode::CREATED, "")
    );
    assert_eq!(
        reply.header("location"),
        format!("{BASE}/v2/customers/{id}")
    );
    let shown = client.read(&format!("/v2/customers/{id}")).await;
    assert_eq!(
        (&shown["firstName"], &shown["lastName"]),
        (&json!("Bo"), &Value::Null)
    );
    assert_eq!(
        (&shown["organization"], &shown["organizationId"]),
        (&json!("Hotel Halden"), &json!(771))
    );
    assert_eq!(
        (&shown["age"], &shown["createdAt"]),
        (&json!("30-35"), &json!("2026-11-20T17:00:00Z"))
    );
    let parts = &shown["_embedded"];
    let entry = |list: &str, at: usize| {
        (
            parts[list][at]["value"].clone(),
            parts[list][at]["type"].clone(),
        )
    };
    assert_eq!(
        entry("emails", 0),
        (json!("bo@fernway.example"), json!("work"))
    );
    assert_eq!(
        entry("emails", 1),
        (json!("bo@home.example"), json!("other"))
    );
    assert_eq!(
        entry("phones", 0),
        (json!("+39 051 000 000"), json!("mobile"))
    );
    assert_eq!(
        entry("websites", 0),
        (json!("https://fernway.example"), Value::Null)
    );
    assert_eq!(parts["address"]["city"], "Bologna");
    assert_eq!(
        (
            &parts["properties"][0]["slug"],
            &parts["properties"][0]["text"]
        ),
        (&json!("crm-id"), &json!("C-88"))
    );
    let found = client
        .column(
            "/v2/customers?query=(email:bo@home.example)",
            "customers",
            "id",
        )
        .await;
    assert_eq!(found[0].to_string(), id);
}

#[tokio::test]
async fn an_address_belongs_to_one_customer() {
    let client = Client::new().await;
    let taken = json!({"emails": [{"value": "Ingrid.Solheim@hotelhalden.example"}]});
    let reply = client.write(Method::POST, "/v2/customers", &taken).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    let entry = json!({"type": "work", "value": "ingrid.solheim@hotelhalden.example"});
    let other = client
        .write(Method::POST, "/v2/customers/501208/emails", &entry)
        .await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    let own = client
        .write(Method::PUT, "/v2/customers/501201/emails/5012011", &entry)
        .await;
    assert_eq!(own.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_patch_of_a_customer_is_a_list_and_a_put_clears() {
    let client = Client::new().await;
    let path = "/v2/customers/501201";
    let operations = json!([
        {"op": "replace", "path": "/firstName", "value": "Inga"},
        {"op": "remove", "path": "/jobTitle"},
        {"op": "replace", "path": "/organization", "value": "Nowhere Ltd"},
        {"op": "replace", "path": "/emails", "value": [{"value": "inga@home.example"}]},
        {"op": "add", "path": "/phones", "value": {"type": "home", "value": "+47 1"}},
    ]);
    client.change(Method::PATCH, path, &operations).await;
    let shown = client.read(path).await;
    assert_eq!(
        (&shown["firstName"], &shown["lastName"]),
        (&json!("Inga"), &json!("Solheim"))
    );
    assert_eq!(
        (shown.get("jobTitle"), shown.get("organizationId")),
        (None, None)
    );
    assert_eq!(shown["organization"], "Nowhere Ltd");
    assert_eq!(shown["updatedAt"], "2026-11-20T17:00:00Z");
    assert_eq!(shown["_embedded"]["emails"].as_array().unwrap().len(), 1);
    assert_eq!(shown["_embedded"]["phones"].as_array().unwrap().len(), 2);
    client
        .change(Method::PUT, path, &json!({"lastName": "Berg"}))
        .await;
    let shown = client.read(path).await;
    assert_eq!(
        (&shown["firstName"], &shown["lastName"]),
        (&Value::Null, &json!("Berg"))
    );
    assert_eq!(
        (shown.get("organization"), shown.get("location")),
        (None, None)
    );
    assert_eq!(
        shown["_embedded"]["emails"][0]["value"],
        "inga@home.example"
    );
    let single = json!({"op": "replace", "path": "/firstName", "value": "Inga"});
    let refused = client.write(Method::PATCH, path, &single).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn entries_have_endpoints_of_their_own() {
    let client = Client::new().await;
    let customer = "/v2/customers/501201";
    for (list, key) in [
        ("emails", "emails"),
        ("phones", "phones"),
        ("chats", "chats"),
        ("social-profiles", "social_profiles"),
        ("websites", "websites"),
    ] {
        let path = format!("{customer}/{list}");
        let value = format!("{key}@one.example");
        let id = client
            .create(&path, &json!({"type": "home", "value": value}))
            .await;
        let last = |body: &Value| {
            body["_embedded"][key]
                .as_array()
                .unwrap()
                .last()
                .cloned()
                .unwrap()
        };
        assert_eq!(last(&client.read(customer).await)["value"], value);
        let value = format!("{key}@two.example");
        let one = format!("{path}/{id}");
        client
            .change(Method::PUT, &one, &json!({"type": "work", "value": value}))
            .await;
        let shown = last(&client.read(customer).await);
        assert_eq!((&shown["id"], &shown["value"]), (&json!(id), &json!(value)));
        client.remove(&one).await;
        assert_eq!(
            client.ask(Method::DELETE, &one, "*/*").await.status,
            StatusCode::NOT_FOUND
        );
    }
    let address = format!("{customer}/address");
    client
        .change(Method::PUT, &address, &json!({"city": "Oslo", "lines": []}))
        .await;
    assert_eq!(
        client.read(customer).await["_embedded"]["address"]["city"],
        "Oslo"
    );
    client.remove(&address).await;
    assert_eq!(
        client.read(customer).await["_embedded"].get("address"),
        None
    );
    let properties = json!([
        {"op": "replace", "path": "/crm-id", "value": "C-1"}, {"op": "replace", "path": "/tier", "value": 2},
        {"op": "remove", "path": "/crm-id"},
    ]);
    client
        .change(
            Method::PATCH,
            &format!("{customer}/properties"),
            &properties,
        )
        .await;
    let shown = client.read(customer).await["_embedded"]["properties"].clone();
    assert_eq!(
        (&shown[0]["slug"], &shown[0]["value"], shown.get(1)),
        (&json!("tier"), &json!("2"), None)
    );
}

#[tokio::test]
async fn a_deleted_customer_takes_the_conversations_along() {
    let client = Client::new().await;
    let id = client.read(&of(7)).await["primaryCustomer"]["id"].clone();
    let path = format!("/v2/customers/{id}");
    client.remove(&path).await;
    assert_eq!(client.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(client.get(&of(7)).await.status, StatusCode::NOT_FOUND);
    let later = client
        .ask(Method::DELETE, "/v2/customers/501201?async=true", "*/*")
        .await;
    assert_eq!(later.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn an_organization_is_made_replaced_and_deleted() {
    let client = Client::new().await;
    let body = json!({
        "name": "Fernway", "website": "www.fernway.example", "note": "VIP", "brandColor": "#0066CC",
        "logoUrl": "https://fernway.example/logo.png", "domains": ["fernway.example"], "phones": ["+1 555"],
    });
    let reply = client.write(Method::POST, "/v2/organizations", &body).await;
    let id = reply.header("resource-id").to_owned();
    let href = format!("{BASE}/v2/organizations/{id}?includeCounts=false&includeProperties=false");
    assert_eq!(
        (reply.status, reply.header("location")),
        (StatusCode::CREATED, href.as_str())
    );
    let path = format!("/v2/organizations/{id}");
    let shown = client.read(&path).await;
    assert_eq!(
        (&shown["note"], &shown["phones"]),
        (&json!("VIP"), &json!(["+1 555"]))
    );
    let link = json!({"organizationId": shown["id"]});
    client
        .change(Method::PUT, "/v2/customers/501208", &link)
        .await;
    let customers = client.read(&format!("{path}/customers")).await;
    assert_eq!(customers["page"]["totalElements"], 1);
    client
        .change(Method::PUT, &path, &json!({"name": "Fernway Ltd"}))
        .await;
    let shown = client.read(&path).await;
    assert_eq!(
        (&shown["name"], &shown["domains"]),
        (&json!("Fernway Ltd"), &json!([]))
    );
    // The logo alone survives being left out.
    assert_eq!(
        (shown.get("note"), &shown["logoUrl"]),
        (None, &body["logoUrl"])
    );
    client.remove(&path).await;
    assert_eq!(client.get(&path).await.status, StatusCode::NOT_FOUND);
    let free = client.read("/v2/customers/501208").await;
    assert_eq!(free["organizationId"], Value::Null);
}
