//! The key, the paths and the bodies that are refused.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::json;

use super::{Fake, read, refusal};

#[tokio::test]
async fn only_the_raw_key_opens_the_door() {
    let fake = Fake::open();
    let bearer = format!("Bearer {}", fake.key);
    let keys = [None, Some("wrong"), Some(bearer.as_str()), Some("")];
    for (path, key) in ["/outbounds", "/no/such/path"]
        .into_iter()
        .flat_map(|path| keys.map(|key| (path, key)))
    {
        let mut request = Request::get(path);
        if let Some(key) = key {
            request = request.header("x-api-key", key);
        }
        let answer = fake.send(request.body(Body::empty()).unwrap()).await;
        let expected = (StatusCode::UNAUTHORIZED, refusal(401, "Unauthorized."));
        assert_eq!(read(answer).await, expected, "{path} {key:?}");
    }
    assert_eq!(fake.get("/outbounds").await.0, StatusCode::OK);
}

#[tokio::test]
async fn unknown_ids_paths_and_methods_lead_nowhere() {
    let fake = Fake::open();
    let nowhere = (StatusCode::NOT_FOUND, refusal(404, "Not found."));
    for path in [
        "/conversations/nope",
        "/conversations/%FF",
        "/conversations/nope/files/nope/full",
        "/conversations/nope/approval-requests",
        "/customers/nope",
        "/accounts/nope",
        "/users/nope",
        "/tags/nope",
        "/tags/list",
        "/outbounds/nope",
        "/files/nope/download",
        "/slack/files/nope/thumb?thumbSize=64&teamId=T05KESTREL1",
        "/",
    ] {
        assert_eq!(fake.get(path).await, nowhere, "{path}");
    }
    let path = "/conversations/nope/messages/list";
    assert_eq!(fake.post(path, json!({})).await, nowhere);
}

#[tokio::test]
async fn a_wrong_body_is_refused_with_its_reason() {
    let fake = Fake::open();
    for (body, detail) in [
        ("{", "the body is not valid JSON"),
        ("[]", "the body must be an object"),
        (r#"{"limit": 0}"#, "limit must be a positive integer"),
        (r#"{"limit": -1}"#, "limit must be a positive integer"),
        (r#"{"limit": "5"}"#, "limit must be a positive integer"),
        (r#"{"select": "id"}"#, "select must be an array of strings"),
        (r#"{"order": [1]}"#, "order must be an array of strings"),
        (r#"{"descending": "yes"}"#, "descending must be a boolean"),
        (r#"{"cursor": 5}"#, "cursor must be a string"),
        (r#"{"cursor": "?"}"#, "cursor is invalid"),
        // `[true,["a","b"]]`, a cursor of two columns.
        (
            r#"{"cursor": "W3RydWUsWyJhIiwiYiJdXQ=="}"#,
            "cursor is invalid",
        ),
        (r#"{"where": {}}"#, "where must be an array"),
        (r#"{"where": [7]}"#, "where[0].field must be a string"),
        (
            r#"{"where": [{"field": "id"}]}"#,
            "where[0].operator must be a string",
        ),
    ] {
        let (status, answer) = fake.post_text("/conversations/list", body).await;
        let error = json!({"errors": [{"status": 400, "title": "Bad request.", "detail": detail}]});
        assert_eq!((status, answer), (StatusCode::BAD_REQUEST, error), "{body}");
    }
    let body = json!({"includeExternalUsers": "yes"});
    let (_, answer) = fake.post("/users/list", body).await;
    assert_eq!(
        answer["errors"][0]["detail"],
        "includeExternalUsers must be a boolean"
    );
}

#[tokio::test]
async fn a_body_needs_its_media_type_and_a_size_that_can_be_read() {
    let fake = Fake::open();
    let request = fake.request(Method::POST, "/tags/list");
    let request = request.body(Body::from("{}")).unwrap();
    let (_, answer) = read(fake.send(request).await).await;
    assert_eq!(
        answer["errors"][0]["detail"],
        "Content-Type must be application/json"
    );

    let request = fake.request(Method::POST, "/tags/list");
    let (status, answer) = read(fake.send(request.body(Body::empty()).unwrap()).await).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(answer["cursors"]["hasNext"], false);

    let huge = format!(r#"{{"x": "{}"}}"#, "x".repeat(3_000_000));
    let answer = fake.post_text("/tags/list", &huge).await;
    let expected = refusal(413, "Payload too large.");
    assert_eq!(answer, (StatusCode::PAYLOAD_TOO_LARGE, expected));
}

#[tokio::test]
async fn the_existence_of_a_conversation_can_be_asked_without_its_content() {
    let fake = Fake::open();
    let id = fake.conversation(1).await["id"].clone();
    let path = format!("/conversations/{}", id.as_str().unwrap());
    let request = fake.request(Method::HEAD, &path);
    let answer = fake.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let request = fake.request(Method::HEAD, "/conversations/nope");
    let answer = fake.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_routes_can_stand_below_a_path() {
    let mut fake = Fake::open();
    let told = fake.conversation(1).await;
    fake.router = Router::new().nest("/unthread/api", fake.router);
    let path = format!(
        "/unthread/api/conversations/{}",
        told["id"].as_str().unwrap()
    );
    assert_eq!(fake.get(&path).await, (StatusCode::OK, told));
    let nowhere = (StatusCode::NOT_FOUND, refusal(404, "Not found."));
    assert_eq!(fake.get("/unthread/api/no/such/path").await, nowhere);
    fake.key = "wrong".to_owned();
    let closed = (StatusCode::UNAUTHORIZED, refusal(401, "Unauthorized."));
    assert_eq!(fake.get("/unthread/api/no/such/path").await, closed);
}
