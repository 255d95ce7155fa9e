//! Labels that are made, renamed, removed and put on things.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Fake, path, text};

fn names(row: &Value) -> Vec<&str> {
    let tags = row["tags"].as_array().unwrap();
    tags.iter().map(|tag| text(&tag["name"])).collect()
}

#[tokio::test]
async fn a_label_is_made_renamed_and_removed() {
    let fake = Fake::open();
    let made = fake.made("/tags", json!({"name": "late"})).await;
    let own = path("tags", &made);
    assert_eq!(made, json!({"id": made["id"], "name": "late"}));
    let twin = fake.made("/tags", json!({"name": "late"})).await;
    assert_ne!(twin["id"], made["id"]);
    let renamed = fake.changed(&own, json!({"name": "too late"})).await;
    assert_eq!(fake.object(&own).await, renamed);
    assert_eq!(renamed["name"], "too late");

    let told = fake.conversation(1).await;
    let link = format!("{own}/conversations/create-links");
    fake.post(&link, json!([told["id"]])).await;
    assert_eq!(
        fake.delete(&own).await,
        (StatusCode::NO_CONTENT, Value::Null)
    );
    assert_eq!(fake.delete(&own).await.0, StatusCode::NOT_FOUND);
    assert_eq!(fake.conversation(1).await["tags"], told["tags"]);
    for body in [json!({}), json!({"name": ""}), json!({"name": 5})] {
        assert_eq!(
            fake.refused(Method::POST, "/tags", body.clone()).await.0,
            400,
            "{body}"
        );
        assert_eq!(
            fake.refused(Method::PATCH, &path("tags", &twin), body)
                .await
                .0,
            400
        );
    }
    assert_eq!(fake.object(&path("tags", &twin)).await, twin);
}

#[tokio::test]
async fn labels_are_linked_one_at_a_time_and_to_many() {
    let fake = Fake::open();
    let (one, two) = (fake.conversation(1).await, fake.conversation(24).await);
    let tag = fake.made("/tags", json!({"name": "late"})).await;
    let links = |what: &str, how: &str| format!("{}/{what}/{how}-links", path("tags", &tag));
    let done = (StatusCode::OK, Value::Null);
    for _ in 0..2 {
        let body = json!([one["id"], "nope", two["id"]]);
        assert_eq!(
            fake.post(&links("conversations", "create"), body).await,
            done
        );
    }
    let mut expected = names(&one);
    expected.push("late");
    let after = fake.conversation(1).await;
    assert_eq!(names(&after), expected);
    assert_eq!(after["updatedAt"], one["updatedAt"]);
    assert!(names(&fake.conversation(24).await).contains(&"late"));
    assert_eq!(
        fake.post(
            &links("conversations", "delete"),
            json!([one["id"], "nope"])
        )
        .await,
        done
    );
    assert_eq!(fake.conversation(1).await, one);

    let customer = fake.made("/customers", json!({"name": "New"})).await;
    let own = path("customers", &customer);
    assert_eq!(
        fake.post(&links("customers", "create"), json!([customer["id"]]))
            .await,
        done
    );
    assert_eq!(fake.object(&own).await["tags"], json!([tag]));
    assert_eq!(
        fake.post(&links("customers", "delete"), json!([customer["id"]]))
            .await,
        done
    );
    assert_eq!(fake.object(&own).await, customer);

    let path = links("conversations", "create");
    for body in [json!({"ids": []}), json!([1]), json!("x")] {
        let refused = fake.refused(Method::POST, &path, body).await;
        assert_eq!(
            refused,
            (400, "the body must be an array of strings".to_owned())
        );
    }
    assert_eq!(fake.post_text(&path, "").await.0, StatusCode::BAD_REQUEST);
    let path = "/tags/nope/customers/delete-links";
    assert_eq!(fake.refused(Method::POST, path, json!([])).await.0, 404);
}
