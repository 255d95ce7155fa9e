//! Conversations: defaults, counts, order, pages and shapes.

use serde_json::{Value, json};

use super::{Desk, keys, numbers};

async fn list(query: &str) -> Value {
    Desk::new().get(&format!("/conversations?{query}")).await["data"].clone()
}

#[tokio::test]
async fn only_open_ones_are_listed_unless_told_otherwise() {
    let open = list("").await;
    let statuses = open["payload"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["status"]);
    assert!(statuses.clone().all(|status| status == "open"));
    assert_eq!(statuses.count(), 12);
    assert_eq!(list("status=all").await["meta"]["all_count"], 27);
    assert_eq!(list("status=resolved").await["meta"]["all_count"], 9);
    assert_eq!(list("status=pending").await["meta"]["all_count"], 4);
    assert_eq!(list("status=snoozed").await["meta"]["all_count"], 2);
    assert_eq!(
        Desk::new().refused("/conversations?status=bot").await.0,
        500
    );
}

#[tokio::test]
async fn the_pages_together_are_the_whole_list() {
    let first = list("status=all&sort_by=sort_on_created_at").await;
    let second = list("status=all&sort_by=sort_on_created_at&page=2").await;
    let mut walked = numbers(&first["payload"], "id");
    assert_eq!(walked.len(), 25);
    walked.extend(numbers(&second["payload"], "id"));
    assert_eq!(walked, (1..=27).collect::<Vec<u64>>());
    let third = list("status=all&page=3").await;
    assert_eq!(third["payload"], json!([]));
    assert_eq!(third["meta"]["all_count"], 27);
}

#[tokio::test]
async fn counts_are_taken_before_the_assignee_filter() {
    let all = list("status=all").await;
    for assignee in ["me", "unassigned", "assigned", "all"] {
        let some = list(&format!("status=all&assignee_type={assignee}")).await;
        assert_eq!(some["meta"], all["meta"], "{assignee}");
    }
    let mine = list("status=all&assignee_type=me").await;
    let count = mine["payload"].as_array().unwrap().len();
    assert_eq!(mine["meta"]["mine_count"], count);
    assert!(
        mine["payload"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["meta"]["assignee"]["id"] == 31)
    );
    let free = list("status=all&assignee_type=unassigned").await;
    let free = free["payload"].as_array().unwrap();
    assert!(free.iter().all(|one| one["meta"].get("assignee").is_none()));
    assert_eq!(all["meta"]["unassigned_count"], free.len());
    assert_eq!(all["meta"]["assigned_count"], 27 - free.len());
    let meta = Desk::new().get("/conversations/meta?status=all").await;
    assert_eq!(meta, json!({ "meta": all["meta"] }));
}

#[tokio::test]
async fn filters_of_the_list_narrow_it() {
    let team = list("status=all&team_id=5").await;
    assert!(
        team["payload"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["meta"]["team"]["id"] == 5)
    );
    assert!(team["meta"]["all_count"].as_u64().unwrap() > 0);
    assert_eq!(
        Desk::new().refused("/conversations?team_id=99").await.0,
        404
    );
    let inbox = list("status=all&inbox_id=15").await;
    assert_eq!(inbox["meta"]["all_count"], 4);
    let vip = list("status=all&labels[]=vip&labels[]=nothing").await;
    let vip = vip["payload"].as_array().unwrap();
    assert!(!vip.is_empty());
    assert!(
        vip.iter()
            .all(|one| one["labels"].as_array().unwrap().contains(&json!("vip")))
    );
    // A search looks at all statuses, whatever is asked.
    let said = list("q=RECALL&status=open").await;
    let statuses: Vec<&Value> = said["payload"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["status"])
        .collect();
    assert!(statuses.contains(&&json!("resolved")), "{statuses:?}");
    assert_eq!(
        list("source_id=info@hotelhalden.example").await["meta"]["all_count"],
        1
    );
}

#[tokio::test]
async fn the_order_is_the_asked_one() {
    let of = async |sort: &str, key: &str| {
        let list = list(&format!("status=all&sort_by={sort}")).await;
        numbers(&list["payload"], key)
    };
    assert!(
        of("latest", "last_activity_at")
            .await
            .is_sorted_by(|a, b| a >= b)
    );
    assert!(
        of("nonsense", "timestamp")
            .await
            .is_sorted_by(|a, b| a >= b)
    );
    let waiting = of("sort_on_waiting_since", "waiting_since").await;
    let waiting: Vec<u64> = waiting.into_iter().take_while(|at| *at > 0).collect();
    assert!(waiting.len() > 2 && waiting.is_sorted());
    let urgent = list("status=all&sort_by=sort_on_priority").await;
    assert_eq!(urgent["payload"][0]["priority"], "urgent");
}

#[tokio::test]
async fn a_conversation_has_the_keys_and_values_of_its_release() {
    let one = Desk::new().get("/conversations/14").await;
    let expected = [
        "account_id",
        "additional_attributes",
        "agent_last_seen_at",
        "assignee_last_seen_at",
        "can_reply",
        "contact_last_seen_at",
        "created_at",
        "custom_attributes",
        "first_reply_created_at",
        "id",
        "inbox_id",
        "labels",
        "last_activity_at",
        "last_non_activity_message",
        "messages",
        "meta",
        "muted",
        "priority",
        "snoozed_until",
        "status",
        "timestamp",
        "unread_count",
        "uuid",
        "waiting_since",
    ];
    assert_eq!(keys(&one), expected);
    assert_eq!(one["id"], 14);
    assert_eq!(one["account_id"], 7);
    assert_eq!(one["status"], "snoozed");
    assert_eq!(one["snoozed_until"], "2036-01-01T08:00:00.000Z");
    assert_eq!(one["inbox_id"], 15);
    assert_eq!(one["meta"]["channel"], "Channel::Email");
    assert_eq!(one["meta"]["sender"]["email"], "henrik.dahl@post.example");
    assert!(one["meta"]["sender"].get("contact_inboxes").is_none());
    assert!(one["additional_attributes"]["mail_subject"].is_string());
    assert_eq!(one["messages"].as_array().unwrap().len(), 1);
    assert_eq!(
        one["messages"][0]["conversation"]["contact_inbox"]["source_id"],
        "henrik.dahl@post.example"
    );
    assert_eq!(one["timestamp"], one["last_activity_at"]);
}

#[tokio::test]
async fn unread_messages_are_counted_up_to_ten() {
    let long = Desk::new().get("/conversations/3").await;
    assert_eq!(long["unread_count"], 10);
    let new = Desk::new().get("/conversations/13").await;
    assert_eq!(
        (&new["unread_count"], &new["agent_last_seen_at"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(new["first_reply_created_at"], 0);
    assert_eq!(new["waiting_since"], new["created_at"]);
    assert!(new["meta"].get("assignee").is_none());
    assert_eq!(new["meta"]["sender"]["name"], "silent-brook-118");
}

#[tokio::test]
async fn the_last_message_may_be_an_activity_and_the_one_beside_it_never_is() {
    let one = Desk::new().get("/conversations/2").await;
    assert_eq!(one["messages"][0]["message_type"], 2);
    let text = one["messages"][0]["content"].as_str().unwrap();
    assert!(
        text.starts_with("Conversation was marked resolved by "),
        "{text}"
    );
    assert!(one["messages"][0].get("sender").is_none());
    assert_ne!(one["last_non_activity_message"]["message_type"], 2);
}

#[tokio::test]
async fn the_window_of_a_messenger_closes_after_a_day() {
    let all = list("status=all&inbox_id=17").await;
    let can: Vec<&Value> = all["payload"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["can_reply"])
        .collect();
    assert!(
        can.contains(&&json!(true)) && can.contains(&&json!(false)),
        "{can:?}"
    );
    let mails = list("status=all&inbox_id=15").await;
    assert!(
        mails["payload"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["can_reply"] == true)
    );
}

#[tokio::test]
async fn what_hangs_on_a_conversation_can_be_read() {
    let desk = Desk::new();
    let one = desk.get("/conversations/3").await;
    assert_eq!(
        desk.get("/conversations/3/labels").await,
        json!({ "payload": one["labels"] })
    );
    let people = desk.get("/conversations/3/participants").await;
    assert!(numbers(&people, "id").contains(&one["meta"]["assignee"]["id"].as_u64().unwrap()));
    let missing = r#"{"error":"Resource could not be found"}"#.to_owned();
    for id in ["28", "0", "abc", "99999999999999999999", "%F0%9F%9A%B2"] {
        let refused = desk.refused(&format!("/conversations/{id}")).await;
        assert_eq!(refused, (404, missing.clone()), "{id}");
    }
}
