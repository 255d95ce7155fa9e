//! The provider, held against its document.

mod access;
mod comments;
mod external;
mod filters;
mod paging;
mod people;
mod tickets;
mod write_actions;
mod write_comments;
mod write_tickets;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use jiff::Timestamp;
use serde_json::Value;
use tower::ServiceExt as _;

use crate::clock::SettableClock;
use crate::sandbox::desk::Setting;
use crate::sandbox::world::World;

use super::access::MAIN_KEY;

/// Ten minutes after the end of the story.
const NOW: Timestamp = Timestamp::constant(1_795_194_000, 0);
const BASE_URL: &str = "http://127.0.0.1:7999";
const PROJECT: &str = "/api/projects/7001";
const TICKETS: &str = "/api/projects/7001/conversations/tickets/";
const COMMENTS: &str = "/api/projects/7001/comments/";

/// One freshly opened desk.
struct Peer {
    clock: Arc<SettableClock>,
    router: Router,
}

/// What came back.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

fn peer() -> Peer {
    let clock = SettableClock::at(NOW);
    let setting = Setting {
        world: &World::new(),
        clock: clock.clone(),
        base_url: BASE_URL.to_owned(),
    };
    let router = super::open(&setting).router;
    Peer { clock, router }
}

impl Peer {
    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    }

    async fn get_with(&self, token: &str, path: &str) -> Answer {
        self.send(request("GET", token, path)).await
    }

    /// Sends a JSON body.
    async fn write_with(&self, token: &str, method: &str, path: &str, body: &Value) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = request
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json");
        let body = Body::from(body.to_string());
        self.send(request.body(body).unwrap()).await
    }

    /// Sends a JSON body with the usual key, and reads what comes back.
    async fn write(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let answer = self.write_with(MAIN_KEY, method, path, &body).await;
        (answer.status.as_u16(), answer.json())
    }

    /// As `write`, where it must succeed.
    async fn done(&self, method: &str, path: &str, body: Value) -> Value {
        let (status, answer) = self.write(method, path, body).await;
        assert!((200..300).contains(&status), "{method} {path}: {answer}");
        answer
    }

    /// Reads with the usual key what must be there.
    async fn get(&self, path: &str) -> Value {
        let answer = self.get_with(MAIN_KEY, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.json());
        answer.json()
    }

    /// As `get`, from an absolute address of this desk.
    async fn follow(&self, link: &Value) -> Value {
        let path = link.as_str().unwrap().strip_prefix(BASE_URL).unwrap();
        self.get(path).await
    }

    /// The numbers of the listed tickets.
    async fn numbers(&self, query: &str) -> Vec<u64> {
        let page = self.get(&format!("{TICKETS}?{query}")).await;
        let tickets = page["results"].as_array().unwrap();
        let numbers = tickets.iter().map(|ticket| &ticket["ticket_number"]);
        numbers.map(|number| number.as_u64().unwrap()).collect()
    }

    /// One ticket out of the list, so it stays as unread as it is.
    async fn listed(&self, number: u32) -> Value {
        let page = self.get(&format!("{TICKETS}?search={number}")).await;
        assert_eq!(page["count"], 1);
        page["results"][0].clone()
    }
}

fn request(method: &str, token: &str, path: &str) -> Request<Body> {
    let request = Request::builder().method(method).uri(path);
    let request = request.header("authorization", format!("Bearer {token}"));
    request.body(Body::empty()).unwrap()
}

/// The error about a field.
fn invalid(code: &str, detail: &str, attr: &str) -> Value {
    serde_json::json!({"type": "validation_error", "code": code, "detail": detail, "attr": attr})
}

/// The words of an object, in their order.
fn keys(value: &Value) -> Vec<&str> {
    let object = value.as_object().unwrap();
    object.keys().map(String::as_str).collect()
}
