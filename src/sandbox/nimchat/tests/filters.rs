//! The two filters.

use serde_json::{Value, json};

use super::{Desk, numbers};

fn one(key: &str, operator: &str, values: Value) -> String {
    let condition = json!({ "attribute_key": key, "filter_operator": operator, "values": values });
    json!({ "payload": [condition] }).to_string()
}

async fn conversations(body: &str) -> Value {
    let answer = Desk::new().post("/conversations/filter", body).await;
    assert_eq!(answer.status.as_u16(), 200, "{body}: {}", answer.text);
    answer.json()
}

/// The numbers of all pages, sorted.
async fn ids(key: &str, operator: &str, values: Value) -> Vec<u64> {
    let body = one(key, operator, values);
    let mut ids = numbers(&conversations(&body).await["payload"], "id");
    let second = Desk::new()
        .post("/conversations/filter?page=2", &body)
        .await;
    ids.extend(numbers(&second.json()["payload"], "id"));
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn many_conversations_are_found_by_their_numbers() {
    let found = conversations(&one("display_id", "equal_to", json!([3, "14", 999]))).await;
    assert_eq!(super::keys(&found), ["meta", "payload"]);
    assert_eq!(
        super::keys(&found["meta"]),
        ["all_count", "mine_count", "unassigned_count"]
    );
    let activity = numbers(&found["payload"], "last_activity_at");
    assert!(activity.is_sorted_by(|one, other| one >= other));
    assert_eq!(ids("display_id", "equal_to", json!([14, 3])).await, [3, 14]);
}

#[tokio::test]
async fn the_filter_has_pages_of_twenty_five() {
    let body = one("status", "equal_to", json!(["all"]));
    let first = conversations(&body).await;
    assert_eq!(first["payload"].as_array().unwrap().len(), 25);
    assert_eq!(first["meta"]["all_count"], 27);
    let second = Desk::new()
        .post("/conversations/filter?page=2", &body)
        .await
        .json();
    assert_eq!(second["payload"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn columns_compare_as_the_database_does() {
    assert_eq!(
        ids("status", "equal_to", json!(["pending", "snoozed"])).await,
        [4, 9, 14, 17, 21, 24]
    );
    let with_team = ids("team_id", "is_present", json!([])).await;
    let without = ids("team_id", "is_not_present", json!([])).await;
    assert_eq!(with_team.len() + without.len(), 27);
    // Null is not different from 5.
    let different = ids("team_id", "not_equal_to", json!([5])).await;
    assert!(different.iter().all(|id| with_team.contains(id)));
    let vip = ids("labels", "equal_to", json!(["vip"])).await;
    assert!(!vip.is_empty());
    assert_eq!(
        ids("labels", "not_equal_to", json!(["vip"])).await.len(),
        27 - vip.len()
    );
    assert_eq!(
        ids("browser_language", "equal_to", json!(["de"]))
            .await
            .len(),
        7
    );
    assert_eq!(
        ids("browser_language", "equal_to", json!(["DE"])).await,
        Vec::<u64>::new()
    );
    assert_eq!(ids("order_no", "equal_to", json!(["kb-20901"])).await, [1]);
    assert_eq!(
        ids("amount", "is_greater_than", json!([49])).await,
        [2, 6, 10, 14, 18, 22, 26]
    );
}

#[tokio::test]
async fn days_are_compared_without_the_day_itself() {
    let first_day = ids("created_at", "is_less_than", json!(["2026-11-07"])).await;
    let later = ids("created_at", "is_greater_than", json!(["2026-11-06"])).await;
    assert!(first_day.contains(&1) && !later.contains(&1));
    assert_eq!(first_day.len() + later.len(), 27);
    assert_eq!(
        ids("created_at", "days_before", json!([13])).await,
        first_day
    );
}

#[tokio::test]
async fn conditions_join_without_brackets() {
    let condition = |id: u64, joint: Value| json!({ "attribute_key": "display_id", "filter_operator": "equal_to", "values": [id], "query_operator": joint });
    let body = json!({ "payload": [condition(1, json!("OR")), condition(2, json!("AND")), condition(3, Value::Null)] });
    let found = conversations(&body.to_string()).await;
    assert_eq!(numbers(&found["payload"], "id"), [1]);
}

#[tokio::test]
async fn what_gives_no_sql_is_an_internal_error() {
    let text = r#"{"status":500,"error":"Internal Server Error"}"#;
    let bodies = [
        "[]".to_owned(),
        "{}".to_owned(),
        one("priority", "equal_to", json!(["high"])),
        one("nonsense", "equal_to", json!(["x"])),
        one("display_id", "contains", json!([1])),
        one("display_id", "eq", json!([1])),
        one("inbox_id", "equal_to", json!(["x"])),
        one("created_at", "is_less_than", json!(["soon"])),
    ];
    for body in bodies {
        let answer = Desk::new().post("/conversations/filter", &body).await;
        assert_eq!(
            (answer.status.as_u16(), answer.text.as_str()),
            (500, text),
            "{body}"
        );
    }
    let answer = Desk::new().post("/contacts/filter", "{").await;
    assert_eq!(answer.text, r#"{"status":400,"error":"Bad Request"}"#);
}

#[tokio::test]
async fn contacts_compare_in_lower_case_with_the_first_value() {
    let found = async |key: &str, operator: &str, values: Value| {
        let answer = Desk::new()
            .post("/contacts/filter?sort=name", &one(key, operator, values))
            .await;
        let list = answer.json()["payload"].clone();
        let list = list.as_array().unwrap().iter();
        list.map(|contact| contact["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let emails = json!([
        "MARCUS.BELL@swiftparcel.example",
        "zoe.lambert@mail.example"
    ]);
    assert_eq!(found("email", "equal_to", emails).await, ["Marcus Bell"]);
    assert_eq!(
        found("name", "contains", json!(["tiago", "marcus"])).await,
        ["Marcus Bell", "Tiago Reis"]
    );
    assert_eq!(
        found("phone_number", "equal_to", json!(["447700900101"])).await,
        ["Marcus Bell"]
    );
    assert_eq!(
        found("phone_number", "equal_to", json!(["+447700900101"])).await,
        Vec::<String>::new()
    );
    assert_eq!(
        found("company", "equal_to", json!(["Tandem Insurance"])).await,
        Vec::<String>::new()
    );
    // Lists leave this one out, the filter does not.
    assert_eq!(
        found("name", "contains", json!(["brook"])).await,
        ["silent-brook-118"]
    );
    assert!(found("plan", "equal_to", json!(["fleet"])).await.len() > 3);
}
