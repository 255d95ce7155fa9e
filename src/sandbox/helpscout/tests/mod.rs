//! Asks the router what a client would ask.

mod conversations;
mod lists;
mod people;
mod refusals;
mod search;
mod threads;
mod token;
mod write_conversations;
mod write_customers;
mod write_refusals;
mod write_threads;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::Value;
use tower::ServiceExt;

use crate::clock::SettableClock;
use crate::sandbox::desk::Setting;
use crate::sandbox::world::World;

use super::open;

const BASE: &str = "http://127.0.0.1:4010/helpscout";

/// What came back.
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// A client with a token.
struct Client {
    router: Router,
    clock: Arc<SettableClock>,
    token: String,
}

impl Client {
    /// Opens the desk at the end of the story.
    async fn new() -> Self {
        let clock = SettableClock::at("2026-11-20T17:00:00Z".parse().unwrap());
        let world = World::new();
        let desk = open(&Setting {
            world: &world,
            clock: clock.clone(),
            base_url: BASE.to_owned(),
        });
        let mut client = Self {
            router: desk.router,
            clock,
            token: String::new(),
        };
        let form = "grant_type=client_credentials&client_id=kestrel-gateway-app&client_secret=9d1f5c0be7a24c6f8e3b7a10c2d4f6e8";
        let reply = client
            .post_token("application/x-www-form-urlencoded", form)
            .await;
        client.token = reply.json()["access_token"].as_str().unwrap().to_owned();
        client
    }

    async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Reply {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    async fn post_token(&self, content_type: &str, body: &str) -> Reply {
        let request = Request::post("/v2/oauth2/token").header(header::CONTENT_TYPE, content_type);
        self.send(request.body(Body::from(body.to_owned())).unwrap())
            .await
    }

    async fn ask(&self, method: Method, path: &str, accept: &str) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::ACCEPT, accept);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a body of JSON.
    async fn write(&self, method: Method, path: &str, body: &Value) -> Reply {
        self.write_text(method, path, ("application/json", body.to_string()))
            .await
    }

    async fn write_text(&self, method: Method, path: &str, (kind, body): (&str, String)) -> Reply {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, kind);
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Makes something and gives its id.
    async fn create(&self, path: &str, body: &Value) -> u64 {
        let reply = self.write(Method::POST, path, body).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{path}: {}", reply.text);
        assert_eq!(reply.text, "");
        reply.header("resource-id").parse().unwrap()
    }

    /// Changes something: 204 and no body.
    async fn change(&self, method: Method, path: &str, body: &Value) {
        let reply = self.write(method, path, body).await;
        assert_eq!(
            reply.status,
            StatusCode::NO_CONTENT,
            "{path}: {}",
            reply.text
        );
        assert_eq!(reply.text, "");
    }

    async fn remove(&self, path: &str) {
        let reply = self.ask(Method::DELETE, path, "*/*").await;
        assert_eq!(
            reply.status,
            StatusCode::NO_CONTENT,
            "{path}: {}",
            reply.text
        );
    }

    async fn get(&self, path: &str) -> Reply {
        self.ask(Method::GET, path, "application/json").await
    }

    /// A body that must be there.
    async fn read(&self, path: &str) -> Value {
        let reply = self.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text);
        assert_eq!(reply.header("content-type"), "application/hal+json");
        reply.json()
    }

    /// The values of one key over all items of the first page.
    async fn column(&self, path: &str, rel: &str, key: &str) -> Vec<Value> {
        let body = self.read(path).await;
        let items = body["_embedded"][rel]
            .as_array()
            .cloned()
            .unwrap_or_default();
        items.iter().map(|item| item[key].clone()).collect()
    }

    /// The numbers of the cases that a list of conversations holds.
    async fn cases(&self, filter: &str) -> Vec<u64> {
        let path = format!("/v2/conversations?{filter}");
        let numbers = self.column(&path, "conversations", "number").await;
        numbers
            .iter()
            .map(|number| (number.as_u64().unwrap() - 48_200) / 3)
            .collect()
    }

    /// The items of all pages, following `next`.
    async fn walk(&self, path: &str, rel: &str) -> Vec<Value> {
        let mut items = Vec::new();
        let mut next = Some(path.to_owned());
        while let Some(path) = next {
            let body = self.read(&path).await;
            items.extend(body["_embedded"][rel].as_array().unwrap().iter().cloned());
            let href = body["_links"]["next"]["href"].as_str();
            next = href.map(|href| href.strip_prefix(BASE).unwrap().to_owned());
        }
        items
    }
}

/// The address of the conversation of a case.
fn of(case: u64) -> String {
    format!("/v2/conversations/{}", conversation(case))
}

/// The id of the conversation of a case.
fn conversation(case: u64) -> u64 {
    2_147_480_000 + 431 * case
}
