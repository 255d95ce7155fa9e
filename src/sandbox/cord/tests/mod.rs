//! The provider over real HTTP, held against its document.
#![expect(clippy::disallowed_methods, reason = "a test asks over real HTTP")]

mod access;
mod filters;
mod messages;
mod threads;
mod write_messages;
mod write_people;
mod write_threads;

use std::sync::Arc;

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::{Client, Response};
use serde_json::{Value, json};

use crate::clock::{SettableClock, SharedClock};
use crate::sandbox::desk::Setting;
use crate::sandbox::server::{self, Server};
use crate::sandbox::world::World;

use super::{ListShape, PROJECT_ID, SECRET, Switches, open_with};

const NOW: i64 = 1_795_194_000;

struct Peer {
    clock: Arc<SettableClock>,
    base_url: String,
    client: Client,
    _server: Server,
}

async fn peer(list_shape: ListShape) -> Peer {
    let listener = server::free_port().await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let clock = SettableClock::at(jiff::Timestamp::from_second(NOW).unwrap());
    let shared: SharedClock = clock.clone();
    let setting = Setting {
        world: &World::new(),
        clock: shared,
        base_url: base_url.clone(),
    };
    let desk = open_with(&setting, Switches { list_shape });
    let _server = Server::start(listener, desk.router);
    Peer {
        clock,
        base_url,
        client: Client::builder().build().unwrap(),
        _server,
    }
}

fn signed(algorithm: Algorithm, claims: &Value, secret: &str) -> String {
    let key = EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&Header::new(algorithm), claims, &key).unwrap()
}

fn token() -> String {
    let claims = json!({"project_id": PROJECT_ID, "iat": NOW, "exp": NOW + 60});
    signed(Algorithm::HS512, &claims, SECRET)
}

impl Peer {
    async fn answer(&self, path: &str, authorization: Option<&str>) -> Response {
        let mut request = self.client.get(format!("{}{path}", self.base_url));
        if let Some(value) = authorization {
            request = request.header("authorization", value);
        }
        request.send().await.unwrap()
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        let bearer = format!("Bearer {}", token());
        json_of(self.answer(path, Some(&bearer)).await).await
    }

    /// Sends a JSON body.
    async fn send(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        self.send_as(method, path, "application/json", body.to_string())
            .await
    }

    async fn send_as(
        &self,
        method: &str,
        path: &str,
        content_type: &str,
        body: impl Into<reqwest::Body>,
    ) -> (u16, Value) {
        let request = self
            .client
            .request(method.parse().unwrap(), format!("{}{path}", self.base_url))
            .header("authorization", format!("Bearer {}", token()))
            .header("content-type", content_type)
            .body(body);
        json_of(request.send().await.unwrap()).await
    }

    /// Sends a JSON body that is accepted.
    async fn done(&self, method: &str, path: &str, body: Value) -> Value {
        let (status, answer) = self.send(method, path, body).await;
        assert_eq!(
            (status, &answer["success"]),
            (200, &json!(true)),
            "{answer}"
        );
        answer
    }

    /// Reads what must be there.
    async fn found(&self, path: &str) -> Value {
        let (status, answer) = self.get(path).await;
        assert_eq!(status, 200, "{answer}");
        answer
    }

    /// Asks with a filter and perhaps other parameters.
    async fn filtered(&self, path: &str, filter: &str, more: &str) -> (u16, Value) {
        let filter: String = url::form_urlencoded::byte_serialize(filter.as_bytes()).collect();
        self.get(&format!("{path}?filter={filter}{more}")).await
    }

    /// Reads a list to its end, `limit` rows at a time; gives the ids and how many pages there were.
    async fn walk(&self, path: &str, rows: &str, limit: usize) -> (Vec<String>, usize) {
        let (mut found, mut pages, mut token) = (Vec::new(), 0, String::new());
        loop {
            let (status, page) = self.get(&format!("{path}?limit={limit}{token}")).await;
            assert_eq!(status, 200, "{page}");
            pages += 1;
            let ids = page[rows]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["id"].as_str().unwrap().to_owned());
            found.extend(ids);
            let Some(next) = page["pagination"]["token"].as_str() else {
                return (found, pages);
            };
            let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
            token = format!("&token={next}");
        }
    }
}

async fn json_of(answer: Response) -> (u16, Value) {
    let status = answer.status().as_u16();
    (
        status,
        serde_json::from_str(&answer.text().await.unwrap()).unwrap(),
    )
}

fn refusal(error: &str, message: &str) -> Value {
    json!({"error": error, "message": message})
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}
