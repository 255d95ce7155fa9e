//! Asks the fake through its router, as the gateway does.

mod access;
mod conversations;
mod lists;
mod messages;
mod objects;
mod opening;
mod pages;
mod sending;
mod tagging;
mod updating;
mod uploads;
mod written_customers;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::clock::SettableClock;
use crate::sandbox::desk::{Desk, Setting};
use crate::sandbox::world::World;

/// The fake and what it was told.
struct Fake {
    world: World,
    clock: Arc<SettableClock>,
    router: Router,
    key: String,
}

impl Fake {
    fn open() -> Self {
        let world = World::new();
        let clock = SettableClock::at("2026-11-20T17:00:00Z".parse().unwrap());
        let setting = Setting {
            world: &world,
            clock: clock.clone(),
            base_url: "http://sandbox.example/unthread/api".to_owned(),
        };
        let Desk {
            router,
            credentials,
        } = super::open(&setting);
        let (name, key) = credentials.into_iter().next().unwrap();
        assert_eq!(name, "api_key");
        Self {
            world,
            clock,
            router,
            key,
        }
    }

    fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header("X-API-KEY", &self.key)
    }

    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str) -> (StatusCode, Value) {
        let request = self.request(Method::GET, path);
        read(self.send(request.body(Body::empty()).unwrap()).await).await
    }

    async fn post_text(&self, path: &str, body: &str) -> (StatusCode, Value) {
        let request = self
            .request(Method::POST, path)
            .header("Content-Type", "application/json");
        read(
            self.send(request.body(Body::from(body.to_owned())).unwrap())
                .await,
        )
        .await
    }

    async fn send_json(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let request = self.request(method, path);
        let request = request.header("Content-Type", "application/json");
        let request = request.body(Body::from(body.to_string())).unwrap();
        read(self.send(request).await).await
    }

    async fn patch(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.send_json(Method::PATCH, path, body).await
    }

    async fn delete(&self, path: &str) -> (StatusCode, Value) {
        let request = self.request(Method::DELETE, path);
        read(self.send(request.body(Body::empty()).unwrap()).await).await
    }

    /// What a write hands out.
    async fn made(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.post(path, body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    /// What a change hands out.
    async fn changed(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.patch(path, body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    /// Why a write is refused.
    async fn refused(&self, method: Method, path: &str, body: Value) -> (u16, String) {
        let (status, answer) = self.send_json(method, path, body).await;
        let error = &answer["errors"][0];
        assert_eq!(error["status"], status.as_u16(), "{answer}");
        let said = error.get("detail").unwrap_or(&error["title"]);
        (status.as_u16(), text(said).to_owned())
    }

    async fn post(&self, path: &str, body: Value) -> (StatusCode, Value) {
        self.post_text(path, &body.to_string()).await
    }

    async fn download(&self, path: &str) -> (String, Vec<u8>) {
        let request = self.request(Method::GET, path);
        let answer = self.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let media_type = answer.headers()["content-type"]
            .to_str()
            .unwrap()
            .to_owned();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (media_type, bytes.to_vec())
    }

    async fn list(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.post(path, body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    async fn object(&self, path: &str) -> Value {
        let (status, answer) = self.get(path).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    /// The one conversation with this number.
    async fn conversation(&self, number: u32) -> Value {
        let condition = json!([{"field": "friendlyId", "operator": "==", "value": 1000 + number}]);
        let body = json!({"select": ["id"], "where": condition});
        let found = self.list("/conversations/list", body).await;
        assert_eq!(found["totalCount"], 1);
        self.object(&format!("/conversations/{}", text(&found["data"][0]["id"])))
            .await
    }

    async fn messages(&self, conversation: &Value) -> Vec<Value> {
        let path = format!("/conversations/{}/messages/list", text(&conversation["id"]));
        self.walk(&path, &json!({"order": ["timestamp", "id"]}))
            .await
    }

    /// Reads a list from the start until nothing is next.
    async fn walk(&self, path: &str, body: &Value) -> Vec<Value> {
        let mut body = body.clone();
        let mut rows = Vec::new();
        for _ in 0..200 {
            let answer = self.list(path, body.clone()).await;
            rows.extend(answer["data"].as_array().unwrap().clone());
            if answer["cursors"]["hasNext"] == false {
                return rows;
            }
            body["cursor"] = answer["cursors"]["next"].clone();
        }
        panic!("the walk does not end");
    }
}

async fn read(response: Response<Body>) -> (StatusCode, Value) {
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    if bytes.is_empty() {
        return (status, Value::Null);
    }
    (status, serde_json::from_slice(&bytes).unwrap())
}

/// The path of an object, by its id.
fn path(table: &str, row: &Value) -> String {
    format!("/{table}/{}", text(&row["id"]))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// One column of all rows of a list answer.
fn column<'a>(answer: &'a Value, name: &str) -> Vec<&'a Value> {
    let rows = answer["data"].as_array().unwrap();
    rows.iter().map(|row| &row[name]).collect()
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

fn refusal(status: u16, title: &str) -> Value {
    json!({"errors": [{"status": status, "title": title}]})
}

/// A moment as the service shows it.
fn shown(at: jiff::Timestamp) -> String {
    format!("{at:.3}")
}
