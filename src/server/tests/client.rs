use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::body::{Body, to_bytes};
use axum::http::StatusCode;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::server::tests::toy::{Gate, Toy};
use crate::server::{
    File, Files, GraphqlSettings, ListSources, PageExample, Parts, ServeSettings, SourceHealth,
    SourceState, Staging, StagingRefusal, router, serve,
};

pub(super) const GRAPHQL_JSON: &str = "application/graphql-response+json";

/// Has no file.
struct NoFiles;

#[async_trait]
impl Files for NoFiles {
    async fn open(&self, _: &str) -> crate::provider::Result<Option<File>> {
        Ok(None)
    }
}

/// Tells what it was handed.
struct Echo;

#[async_trait]
impl Staging for Echo {
    async fn stage(
        &self,
        filename: String,
        mime_type: String,
        content: Body,
    ) -> Result<Value, StagingRefusal> {
        let content = to_bytes(content, 100).await.map_err(|_| StagingRefusal {
            status: StatusCode::PAYLOAD_TOO_LARGE,
            explanation: "Too much.".to_owned(),
        })?;
        Ok(json!([filename, mime_type, content.len()]))
    }
}

/// A running server, which stops when it is dropped.
pub(super) struct Server {
    pub address: SocketAddr,
    pub gate: Arc<Gate>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Server {
    pub(super) async fn start() -> Self {
        Self::start_with(GraphqlSettings::default(), ServeSettings::default()).await
    }

    pub(super) async fn start_with(graphql: GraphqlSettings, settings: ServeSettings) -> Self {
        let toy = Toy::new();
        let gate = Arc::clone(&toy.gate);
        let parts = Parts {
            executor: Arc::new(toy),
            graphql,
            schema: "type Query".to_owned(),
            examples: vec![PageExample {
                name: "Hello".to_owned(),
                description: "Says hello.".to_owned(),
                query: "{ hello }".to_owned(),
                variables: json!({}),
            }],
            sources: ListSources::new(|| {
                vec![SourceHealth {
                    key: "desk".to_owned(),
                    provider: "acme".to_owned(),
                    state: SourceState::Failing,
                }]
            }),
            files: Arc::new(NoFiles),
            staging: Arc::new(Echo),
            drain: settings.drain.clone(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let address = listener.local_addr().expect("is bound");
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async move {
            let _ = stopped.await;
        };
        let task = tokio::spawn(serve(listener, router(parts), shutdown, settings));
        Self {
            address,
            gate,
            stop,
            task,
        }
    }

    /// Tells the server to stop and gives back the task that ends with it.
    pub(super) fn stop(self) -> JoinHandle<()> {
        self.stop.send(()).expect("the server listens");
        self.task
    }

    pub(super) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("connects")
    }

    pub(super) async fn send(&self, call: &Call) -> Reply {
        let mut stream = self.connect().await;
        stream
            .write_all(call.text("close").as_bytes())
            .await
            .expect("writes");
        Reply::read(&mut stream).await
    }

    /// Posts a document and returns the JSON of the answer.
    pub(super) async fn ask(&self, query: &str) -> Value {
        self.send(&Call::query(query)).await.json()
    }
}

/// One HTTP request.
#[derive(Clone)]
pub(super) struct Call {
    method: &'static str,
    target: String,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Call {
    pub(super) fn get(target: impl Into<String>) -> Self {
        Self {
            method: "GET",
            target: target.into(),
            headers: Vec::new(),
            body: String::new(),
        }
    }

    /// A GET of `/graphql` with these parameters.
    pub(super) fn get_graphql(params: &[(&str, &str)]) -> Self {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(params);
        Self::get(format!("/graphql?{}", query.finish()))
    }

    pub(super) fn post(body: impl Into<String>) -> Self {
        Self {
            method: "POST",
            body: body.into(),
            ..Self::get("/graphql")
        }
        .header("content-type", "application/json")
    }

    pub(super) fn query(query: &str) -> Self {
        Self::post(json!({ "query": query }).to_string())
    }

    /// Sets a header in place of an earlier one.
    pub(super) fn header(self, name: &'static str, value: &str) -> Self {
        let mut call = self.without(name);
        call.headers.push((name, value.to_owned()));
        call
    }

    pub(super) fn without(mut self, name: &'static str) -> Self {
        self.headers.retain(|(given, _)| *given != name);
        self
    }

    pub(super) fn to(mut self, target: &str) -> Self {
        target.clone_into(&mut self.target);
        self
    }

    pub(super) fn method(mut self, method: &'static str) -> Self {
        self.method = method;
        self
    }

    pub(super) fn text(&self, connection: &str) -> String {
        let mut text = format!(
            "{} {} HTTP/1.1\r\nhost: toy\r\nconnection: {connection}\r\ncontent-length: {}\r\n",
            self.method,
            self.target,
            self.body.len()
        );
        for (name, value) in &self.headers {
            write!(text, "{name}: {value}\r\n").expect("fits");
        }
        text + "\r\n" + &self.body
    }
}

/// One HTTP answer.
#[derive(Debug)]
pub(super) struct Reply {
    pub status: u16,
    pub body: String,
    head: String,
}

impl Reply {
    /// Reads until the server closes the connection.
    pub(super) async fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        let reading = stream.read_to_end(&mut bytes);
        tokio::time::timeout(Duration::from_secs(20), reading)
            .await
            .expect("the server answers")
            .expect("the answer is whole");
        let text = String::from_utf8(bytes).expect("is text");
        let (head, body) = text.split_once("\r\n\r\n").expect("has a head");
        let status = head.split(' ').nth(1).expect("has a status");
        Self {
            status: status.parse().expect("is a number"),
            body: body.to_owned(),
            head: head.to_owned(),
        }
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (given, value) = line.split_once(": ")?;
            given.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("is JSON")
    }

    /// Code of the first error.
    pub(super) fn code(&self) -> Value {
        self.json()["errors"][0]["extensions"]["code"].clone()
    }

    /// Message of the first error.
    pub(super) fn message(&self) -> String {
        let json = self.json();
        json["errors"][0]["message"]
            .as_str()
            .expect("has a message")
            .to_owned()
    }
}
