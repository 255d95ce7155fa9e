//! Calls the router without a network.

mod access;
mod catalogues;
mod contacts;
mod conversations;
mod filters;
mod messages;
mod other_apis;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use jiff::Timestamp;
use serde_json::Value;
use tower::ServiceExt as _;

use crate::clock::SettableClock;
use crate::sandbox::desk::Setting;
use crate::sandbox::world::World;

use super::open;

/// Ten minutes after the last thing that happened.
const NOW: Timestamp = Timestamp::constant(1_795_194_000, 0);

/// The desk, and the token of whoever asks.
struct Desk {
    router: axum::Router,
    token: String,
}

/// An answer, taken apart.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

impl Desk {
    /// Opens the desk for its administrator.
    fn new() -> Self {
        let setting = Setting {
            world: &World::new(),
            clock: SettableClock::at(NOW),
            base_url: "http://127.0.0.1:4005".to_owned(),
        };
        let desk = open(&setting);
        let token = desk
            .credentials
            .iter()
            .find(|(key, _)| *key == "api_access_token");
        Self {
            token: token.unwrap().1.clone(),
            router: desk.router,
        }
    }

    /// Opens the desk for one user.
    fn of_user(id: u64) -> Self {
        Self {
            token: super::secret::token(&format!("user {id}")),
            ..Self::new()
        }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    async fn answer(&self, path: &str) -> Answer {
        let request = Request::get(path).header("Api-Access-Token", &self.token);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Asks below the account and expects success.
    async fn get(&self, path: &str) -> Value {
        let answer = self.answer(&format!("/api/v1/accounts/7{path}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        answer.json()
    }

    /// Asks below the account and expects a refusal.
    async fn refused(&self, path: &str) -> (u16, String) {
        let answer = self.answer(&format!("/api/v1/accounts/7{path}")).await;
        (answer.status.as_u16(), answer.text)
    }

    async fn post(&self, path: &str, body: &str) -> Answer {
        let request = Request::post(format!("/api/v1/accounts/7{path}"))
            .header("api_access_token", &self.token)
            .header("content-type", "application/json");
        self.send(request.body(Body::from(body.to_owned())).unwrap())
            .await
    }
}

/// The numbers at `key` of a list.
fn numbers(list: &Value, key: &str) -> Vec<u64> {
    let list = list.as_array().unwrap().iter();
    list.map(|item| item[key].as_u64().unwrap()).collect()
}

/// The keys of an object, sorted.
fn keys(object: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}
