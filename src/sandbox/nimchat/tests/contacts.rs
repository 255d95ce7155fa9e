//! Contacts and what hangs on them.

use serde_json::{Value, json};

use super::{Desk, keys, numbers};

#[tokio::test]
async fn the_pages_hold_fifteen_and_echo_the_page_as_it_was_sent() {
    let desk = Desk::new();
    let first = desk.get("/contacts?sort=name").await;
    assert_eq!(first["meta"], json!({ "count": 21, "current_page": 1 }));
    let second = desk.get("/contacts?sort=name&page=2").await;
    assert_eq!(second["meta"], json!({ "count": 21, "current_page": "2" }));
    let mut ids = numbers(&first["payload"], "id");
    assert_eq!(ids.len(), 15);
    ids.extend(numbers(&second["payload"], "id"));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 21);
    let past = desk.get("/contacts?page=9").await;
    assert_eq!(
        past,
        json!({ "meta": { "count": 21, "current_page": "9" }, "payload": [] })
    );
}

#[tokio::test]
async fn who_cannot_be_recognised_is_listed_nowhere_but_can_be_read() {
    let desk = Desk::new();
    let visitor = desk.get("/conversations/13").await["meta"]["sender"]["id"].clone();
    let shown = desk.get(&format!("/contacts/{visitor}")).await;
    assert_eq!(shown["payload"]["name"], "silent-brook-118");
    assert_eq!(shown["payload"]["email"], Value::Null);
    let found = desk.get("/contacts/search?q=silent-brook").await;
    assert_eq!(found["meta"]["count"], 0);
}

#[tokio::test]
async fn a_contact_stands_directly_in_the_payload() {
    let desk = Desk::new();
    let found = desk.get("/contacts/search?q=MARCUS").await;
    assert_eq!(found["meta"], json!({ "count": 1, "current_page": 1 }));
    let marcus = &found["payload"][0];
    let shown = desk.get(&format!("/contacts/{}", marcus["id"])).await;
    assert_eq!(shown["payload"], *marcus);
    assert_eq!(marcus["email"], "marcus.bell@swiftparcel.example");
    assert_eq!(marcus["phone_number"], "+447700900101");
    assert_eq!(marcus["thumbnail"], "");
    assert_eq!(
        marcus["additional_attributes"]["company_name"],
        "Swift Parcel Couriers"
    );
    assert_eq!(marcus["contact_inboxes"][0]["source_id"], "447700900101");
    // This release shows the whole inbox, secrets included.
    assert!(marcus["contact_inboxes"][0]["inbox"]["provider_config"]["api_key"].is_string());
    let slim = desk
        .get("/contacts/search?q=marcus&include_contact_inboxes=false")
        .await;
    assert!(slim["payload"][0].get("contact_inboxes").is_none());
}

#[tokio::test]
async fn a_search_without_words_is_empty_and_has_no_count() {
    let desk = Desk::new();
    for query in ["", "?q=", "?q=%20&page=2"] {
        let found = desk.get(&format!("/contacts/search{query}")).await;
        assert_eq!(
            found,
            json!({ "meta": { "count": null, "current_page": 1 }, "payload": [] })
        );
    }
}

#[tokio::test]
async fn a_minus_turns_the_order_and_what_is_missing_stays_last() {
    let desk = Desk::new();
    let up = desk.get("/contacts?sort=created_at").await["payload"].clone();
    assert!(numbers(&up, "created_at").is_sorted());
    let down = desk.get("/contacts?sort=-created_at").await["payload"].clone();
    assert!(numbers(&down, "created_at").is_sorted_by(|one, other| one >= other));
    for sort in ["email", "-email"] {
        let last = desk.get(&format!("/contacts?sort={sort}&page=2")).await["payload"].clone();
        assert_eq!(last[5]["email"], Value::Null, "{sort}");
    }
}

#[tokio::test]
async fn a_shared_number_belongs_to_one_contact_alone() {
    let desk = Desk::new();
    let number = desk.get("/contacts/search?q=351910000201").await;
    assert_eq!(number["meta"]["count"], 1);
    assert_eq!(number["payload"][0]["name"], "Inês Carvalho");
    let other = desk.get("/contacts/search?q=pimentel").await;
    assert_eq!(other["payload"][0]["phone_number"], Value::Null);
}

#[tokio::test]
async fn conversations_of_a_contact_come_newest_first_in_all_statuses() {
    let desk = Desk::new();
    let tiago = desk.get("/contacts/search?q=tiago").await["payload"][0]["id"].clone();
    let found = desk.get(&format!("/contacts/{tiago}/conversations")).await;
    assert_eq!(numbers(&found["payload"], "id"), [19, 3]);
    assert_eq!(found["payload"][1]["status"], "resolved");
}

#[tokio::test]
async fn what_hangs_on_a_contact_can_be_read() {
    let desk = Desk::new();
    let marcus = desk.get("/contacts/search?q=marcus").await["payload"][0]["id"].clone();
    let notes = desk.get(&format!("/contacts/{marcus}/notes")).await;
    assert_eq!(notes[0]["content"], "Prefers an answer before noon.");
    assert_eq!(
        keys(&notes[0]),
        [
            "account_id",
            "contact_id",
            "content",
            "created_at",
            "id",
            "updated_at",
            "user"
        ]
    );
    assert_eq!(notes[0]["contact_id"], Value::Null);
    let one = desk
        .get(&format!("/contacts/{marcus}/notes/{}", notes[1]["id"]))
        .await;
    assert_eq!(one, notes[1]);
    let ways = desk
        .get(&format!("/contacts/{marcus}/contactable_inboxes"))
        .await;
    let inboxes: Vec<u64> = ways["payload"]
        .as_array()
        .unwrap()
        .iter()
        .map(|way| way["inbox"]["id"].as_u64().unwrap())
        .collect();
    assert_eq!(inboxes, [14, 15, 17]);
    assert_eq!(
        ways["payload"][1]["source_id"],
        "marcus.bell@swiftparcel.example"
    );
    let vip = desk.get("/contacts?labels[]=vip").await;
    let vip = vip["payload"][0]["id"].clone();
    let labels = desk.get(&format!("/contacts/{vip}/labels")).await;
    assert_eq!(labels, json!({ "payload": ["vip"] }));
    let online = desk.get("/contacts/active").await;
    assert!(
        online["payload"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["availability_status"] == "online")
    );
    assert!(online["meta"]["count"].as_u64().unwrap() > 0);
}

#[tokio::test]
async fn an_import_leaves_no_last_activity() {
    let desk = Desk::new();
    let claims = desk.get("/contacts/search?q=claims").await["payload"][0].clone();
    assert!(claims.get("last_activity_at").is_none());
    assert!(claims["created_at"].is_u64());
}
