//! A client of the gateway's server.
#![expect(clippy::disallowed_methods, reason = "a test asks over real HTTP")]

use std::net::SocketAddr;

use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

/// Asks over real HTTP.
pub(crate) struct Http {
    client: Client,
    base: String,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Http {
    pub(crate) fn to(address: SocketAddr) -> Self {
        let client = Client::builder().redirect(Policy::none()).no_proxy();
        Self {
            client: client.build().unwrap(),
            base: format!("http://{address}"),
        }
    }

    /// Reads a path of the gateway, or a whole address.
    pub(crate) async fn get(&self, path: &str) -> Reply {
        Self::send(self.request(Method::GET, path)).await
    }

    /// Asks a query as a frontend does.
    pub(crate) async fn graphql(&self, query: &str, variables: Value) -> Reply {
        let body = json!({ "query": query, "variables": variables });
        self.post(&body.to_string()).await
    }

    /// Asks as [`Self::graphql`] does; `None` if the server goes away.
    pub(crate) async fn graphql_or_nothing(&self, query: &str, variables: Value) -> Option<Value> {
        let body = json!({ "query": query, "variables": variables });
        let request = self.request(Method::POST, "/graphql");
        let request = request.header("content-type", "application/json");
        let response = request.body(body.to_string()).send().await.ok()?;
        let body = response.bytes().await.ok()?;
        serde_json::from_slice(&body).ok()
    }

    /// Sends this body to `/graphql` as JSON, whatever it is.
    pub(crate) async fn post(&self, body: &str) -> Reply {
        let request = self
            .request(Method::POST, "/graphql")
            .header("content-type", "application/json")
            .header("accept", "application/graphql-response+json")
            .body(body.to_owned());
        Self::send(request).await
    }

    /// Hands a file in; the name is percent-encoded.
    pub(crate) async fn upload(&self, filename: &str, mime_type: &str, content: String) -> Reply {
        let request = self
            .request(Method::POST, "/attachments")
            .header("x-filename", filename)
            .header("content-type", mime_type)
            .body(content);
        Self::send(request).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        };
        self.client.request(method, url)
    }

    async fn send(request: RequestBuilder) -> Reply {
        let response = request.send().await.unwrap();
        Reply {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.bytes().await.unwrap().to_vec(),
        }
    }
}

impl Reply {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}
