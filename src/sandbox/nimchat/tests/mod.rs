//! Calls the router without a network.

mod access;
mod attention;
mod catalogues;
mod changes;
mod contact_writes;
mod contacts;
mod conversations;
mod creation;
mod filters;
mod hostile;
mod labels;
mod message_writes;
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

    /// Sends JSON below the account.
    async fn send_json(&self, method: &str, path: &str, body: &Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/accounts/7{path}"))
            .header("api_access_token", &self.token)
            .header("content-type", "application/json");
        let body = Body::from(body.to_string());
        self.send(request.body(body).unwrap()).await
    }

    /// Sends JSON below the account and expects success.
    async fn act(&self, method: &str, path: &str, body: Value) -> Value {
        let answer = self.send_json(method, path, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        if answer.text.is_empty() {
            Value::Null
        } else {
            answer.json()
        }
    }

    /// Sends JSON below the account and expects a refusal.
    async fn act_refused(&self, method: &str, path: &str, body: Value) -> (u16, String) {
        let answer = self.send_json(method, path, &body).await;
        (answer.status.as_u16(), answer.text)
    }

    /// Sends a form of `multipart/form-data` with texts and files.
    async fn form(
        &self,
        path: &str,
        texts: &[(&str, &str)],
        files: &[(&str, &str, &str)],
    ) -> Answer {
        let mut body = String::new();
        for (name, text) in texts {
            body += &format!(
                "--b1\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n"
            );
        }
        for (name, file, kind) in files {
            body += &format!(
                "--b1\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
                 Content-Type: {kind}\r\n\r\nThis is {file}.\r\n"
            );
        }
        body += "--b1--\r\n";
        let request = Request::post(format!("/api/v1/accounts/7{path}"))
            .header("api_access_token", &self.token)
            .header("content-type", "multipart/form-data; boundary=b1");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// The texts of a conversation, oldest first.
    async fn texts(&self, conversation: u64) -> Vec<String> {
        let path = format!("/conversations/{conversation}/messages?after=0");
        let answer = self.get(&path).await;
        let messages = answer["payload"].as_array().unwrap().iter();
        messages
            .map(|message| message["content"].as_str().unwrap_or_default().to_owned())
            .collect()
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
