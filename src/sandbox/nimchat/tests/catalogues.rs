//! The short lists, and the search.

use serde_json::{Value, json};

use super::{Desk, keys, numbers};

#[tokio::test]
async fn agents_come_bare_and_by_name() {
    let agents = Desk::new().get("/agents").await;
    let names: Vec<&str> = agents
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names[0], "Ana Ruiz");
    assert_eq!(names.len(), 7);
    let ana = &agents[0];
    assert_eq!(
        keys(ana),
        [
            "account_id",
            "auto_offline",
            "availability_status",
            "available_name",
            "confirmed",
            "email",
            "id",
            "name",
            "role",
            "thumbnail"
        ]
    );
    assert_eq!(
        (&ana["role"], &ana["availability_status"]),
        (&json!("administrator"), &json!("online"))
    );
    assert_eq!(
        (&ana["name"], &ana["available_name"]),
        (&json!("Ana Ruiz"), &json!("Ana"))
    );
    assert_eq!(agents[1]["thumbnail"], "");
    let statuses: Vec<&Value> = agents
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["availability_status"])
        .collect();
    assert!(statuses.contains(&&json!("busy")) && statuses.contains(&&json!("offline")));
}

#[tokio::test]
async fn teams_are_stored_in_lower_case() {
    let desk = Desk::new();
    let teams = desk.get("/teams").await;
    assert_eq!(numbers(&teams, "id"), [4, 5, 6]);
    assert_eq!(teams[1]["name"], "workshop & firmware");
    assert_eq!(teams[0]["is_member"], true);
    assert_eq!(desk.get("/teams/5").await, teams[1]);
    assert_eq!(
        numbers(&desk.get("/teams/5/team_members").await, "id"),
        [34, 35]
    );
    assert_eq!(desk.refused("/teams/9").await.0, 404);
}

#[tokio::test]
async fn an_inbox_shows_its_secrets_to_administrators() {
    let desk = Desk::new();
    let inboxes = desk.get("/inboxes").await["payload"].clone();
    assert_eq!(desk.get("/inboxes/12").await, inboxes[0]);
    assert_eq!(inboxes[0]["channel_type"], "Channel::WebWidget");
    assert_eq!(inboxes[0]["hmac_token"].as_str().unwrap().len(), 24);
    assert_eq!(inboxes[1]["inbox_identifier"].as_str().unwrap().len(), 24);
    assert_eq!(inboxes[2]["email"], "help@kestrelbikes.example");
    assert!(inboxes[2]["imap_password"].is_string());
    assert!(inboxes[3]["provider_config"]["api_key"].is_string());
    assert_eq!(inboxes[3]["phone_number"], "+442079460999");
    assert!(inboxes[3].get("inbox_identifier").is_none());
    assert_eq!(inboxes[0]["working_hours"].as_array().unwrap().len(), 7);
}

#[tokio::test]
async fn an_inbox_without_a_bot_answers_an_empty_object() {
    let desk = Desk::new();
    assert_eq!(desk.get("/inboxes/15/agent_bot").await, json!({}));
    let bot = desk.get("/inboxes/12/agent_bot").await;
    assert_eq!(bot["agent_bot"]["name"], "Pip");
    let bots = desk.get("/agent_bots").await;
    assert_eq!(bots[0], bot["agent_bot"]);
    assert_eq!(bots[1]["account_id"], Value::Null);
    assert!(bots[1].get("access_token").is_none());
    let members = desk.get("/inbox_members/15").await;
    let assignable = desk.get("/assignable_agents?inbox_ids[]=15").await;
    assert!(
        assignable["payload"].as_array().unwrap().len()
            >= members["payload"].as_array().unwrap().len()
    );
    assert_eq!(desk.get("/inboxes/15/assignable_agents").await, assignable);
}

#[tokio::test]
async fn labels_come_by_title_and_some_attached_ones_are_in_no_catalogue() {
    let desk = Desk::new();
    let labels = desk.get("/labels").await["payload"].clone();
    let titles: Vec<&str> = labels
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["title"].as_str().unwrap())
        .collect();
    assert!(titles.is_sorted() && titles.contains(&"vip") && titles.contains(&"archive"));
    assert!(!titles.contains(&"firmware-4.2"));
    let tagged = desk
        .get("/conversations?status=all&labels[]=firmware-4.2")
        .await;
    assert!(tagged["data"]["meta"]["all_count"].as_u64().unwrap() > 0);
    assert_eq!(
        desk.get(&format!("/labels/{}", labels[0]["id"])).await,
        labels[0]
    );
}

#[tokio::test]
async fn settings_have_the_shapes_of_the_release() {
    let desk = Desk::new();
    let canned = desk.get("/canned_responses?search=recall").await;
    assert_eq!(numbers(&canned, "id"), [5, 7]);
    assert_eq!(canned[0]["created_at"], "2026-02-01T09:00:00.000Z");
    let of_contact = desk
        .get("/custom_attribute_definitions?attribute_model=1")
        .await;
    assert_eq!(numbers(&of_contact, "id"), [24, 25, 26]);
    assert_eq!(of_contact[0]["attribute_display_type"], "list");
    assert_eq!(of_contact[0]["attribute_model"], "contact_attribute");
    assert_eq!(
        desk.get("/custom_attribute_definitions/24").await,
        of_contact[0]
    );
    assert_eq!(
        desk.get("/custom_attribute_definitions")
            .await
            .as_array()
            .unwrap()
            .len(),
        6
    );
    let filters = desk.get("/custom_filters").await;
    assert_eq!(numbers(&filters, "id"), [8]);
    assert_eq!(desk.refused("/custom_filters/9").await.0, 404);
    assert_eq!(
        desk.get("/custom_filters/9?filter_type=contact").await["name"],
        "Fleets"
    );
    assert_eq!(Desk::of_user(32).get("/custom_filters").await, json!([]));
    let account = desk.get("").await;
    assert_eq!(
        (&account["id"], &account["name"]),
        (&json!(7), &json!("Kestrel Bikes"))
    );
    assert_eq!(
        desk.get("/cache_keys").await["cache_keys"],
        account["cache_keys"]
    );
}

#[tokio::test]
async fn the_search_answers_all_kinds_or_one() {
    let desk = Desk::new();
    let all = desk.get("/search?q=tiago").await["payload"].clone();
    assert_eq!(keys(&all), ["contacts", "conversations", "messages"]);
    assert_eq!(numbers(&all["conversations"], "id"), [19, 3]);
    assert_eq!(all["contacts"][0]["name"], "Tiago Reis");
    let messages = desk.get("/search/messages?q=battery").await["payload"].clone();
    assert_eq!(keys(&messages), ["messages"]);
    assert_eq!(messages["messages"].as_array().unwrap().len(), 10);
    let short = desk.get("/conversations/search?q=battery").await;
    assert_eq!(
        keys(&short["payload"][0]),
        [
            "account_id",
            "contact",
            "created_at",
            "id",
            "inbox",
            "messages",
            "uuid"
        ]
    );
}
