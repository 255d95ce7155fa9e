//! The catalogue of labels.

use serde_json::{Value, json};

use super::Desk;

#[tokio::test]
async fn a_label_is_lower_cased_and_has_a_colour() {
    let desk = Desk::new();
    let keys = desk.get("/cache_keys").await["cache_keys"]["label"].clone();
    let made = desk
        .act("POST", "/labels", json!({ "title": "Bike-Fair" }))
        .await;
    let expected = json!({
        "id": 16, "title": "bike-fair", "description": null, "color": "#1f93ff", "show_on_sidebar": null,
    });
    assert_eq!(made, expected);
    assert_eq!(desk.get("/labels/16").await, expected);
    assert_ne!(desk.get("/cache_keys").await["cache_keys"]["label"], keys);
    let wrapped =
        json!({ "label": { "title": "x1", "color": "#000000", "show_on_sidebar": "true" } });
    let made = desk.act("POST", "/labels", wrapped).await;
    assert_eq!(
        (&made["id"], &made["color"]),
        (&json!(17), &json!("#000000"))
    );
    assert_eq!(made["show_on_sidebar"], true);
}

#[tokio::test]
async fn odd_titles_are_refused() {
    let desk = Desk::new();
    let cases = [
        ("VIP", "Title has already been taken"),
        ("care plan", "Title is invalid"),
        ("a", "Title is invalid"),
        ("-ab", "Title is invalid"),
        (" ", "Title must not be blank, Title is invalid"),
    ];
    for (title, text) in cases {
        let refused = desk
            .act_refused("POST", "/labels", json!({ "title": title }))
            .await;
        let expected = json!({ "message": text, "attributes": ["title"] }).to_string();
        assert_eq!(refused, (422, expected));
    }
    let refused = desk
        .act_refused("POST", "/labels", json!({ "name": "x" }))
        .await;
    let text = r#"{"error":"param is missing or the value is empty: label"}"#;
    assert_eq!(refused, (422, text.to_owned()));
}

#[tokio::test]
async fn a_new_title_reaches_what_is_labelled() {
    let desk = Desk::new();
    let changed = desk
        .act("PATCH", "/labels/5", json!({ "title": "key-account" }))
        .await;
    assert_eq!(
        (&changed["title"], &changed["description"]),
        (&json!("key-account"), &json!(""))
    );
    let labels = desk.get("/conversations/3/labels").await;
    assert_eq!(
        labels,
        json!({ "payload": ["firmware-4.2", "assist", "key-account"] })
    );
    assert_eq!(
        desk.get("/contacts/30/labels").await,
        json!({ "payload": ["key-account"] })
    );
    let same = desk
        .act("PUT", "/labels/5", json!({ "title": "key-account" }))
        .await;
    assert_eq!(same, changed);
}

#[tokio::test]
async fn a_deleted_label_stays_attached() {
    let desk = Desk::new();
    assert_eq!(
        desk.act("DELETE", "/labels/6", Value::Null).await,
        Value::Null
    );
    assert_eq!(desk.refused("/labels/6").await.0, 404);
    assert_eq!(
        desk.get("/conversations/6/labels").await,
        json!({ "payload": ["delivery"] })
    );
    assert_eq!(
        desk.act_refused("DELETE", "/labels/6", Value::Null).await.0,
        404
    );
}

#[tokio::test]
async fn agents_may_not() {
    let desk = Desk::of_user(35);
    for (method, path) in [
        ("POST", "/labels"),
        ("PATCH", "/labels/5"),
        ("DELETE", "/labels/5"),
    ] {
        assert_eq!(
            desk.act_refused(method, path, json!({ "title": "x1" }))
                .await
                .0,
            401,
            "{method}"
        );
    }
}
