use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::server::tests::client::{Call, Reply, Server};
use crate::server::{GraphqlSettings, ServeSettings};

/// Longer than anything here takes, so that a test that hangs ends.
const LONG: Duration = Duration::from_secs(20);

async fn start(settings: ServeSettings) -> Server {
    Server::start_with(GraphqlSettings::default(), settings).await
}

async fn closes(mut stream: TcpStream) -> String {
    let mut text = String::new();
    let reading = stream.read_to_string(&mut text);
    tokio::time::timeout(LONG, reading)
        .await
        .expect("the server closes")
        .expect("without an error");
    text
}

#[tokio::test]
async fn a_head_that_does_not_come_is_given_up() {
    let server = start(ServeSettings {
        header_timeout: Duration::from_millis(20),
        ..ServeSettings::default()
    })
    .await;
    closes(server.connect().await).await;

    let mut partial = server.connect().await;
    partial
        .write_all(b"POST /graphql HTTP/1.1\r\nhost: t")
        .await
        .expect("writes");
    closes(partial).await;

    let mut idle = server.connect().await;
    let call = Call::query("{ hello }").text("keep-alive");
    idle.write_all(call.as_bytes()).await.expect("writes");
    assert!(closes(idle).await.contains("world"));
}

#[tokio::test]
async fn a_slow_operation_is_not_a_slow_head() {
    let server = start(ServeSettings {
        header_timeout: Duration::from_millis(20),
        ..ServeSettings::default()
    })
    .await;
    let mut stream = server.connect().await;
    let call = Call::query("{ slow }").text("close");
    stream.write_all(call.as_bytes()).await.expect("writes");
    server.gate.one_started().await;
    let mut first = [0; 1];
    let early = tokio::time::timeout(Duration::from_millis(60), stream.read(&mut first)).await;
    assert!(early.is_err(), "nothing comes before the operation ends");
    server.gate.let_one_through();
    assert_eq!(Reply::read(&mut stream).await.status, 200);
}

#[tokio::test]
async fn one_connection_carries_several_requests() {
    let server = Server::start().await;
    let mut stream = server.connect().await;
    let first = Call::query("{ hello }").text("keep-alive");
    let last = Call::query("{ add(a: 1) }").text("close");
    stream
        .write_all((first + &last).as_bytes())
        .await
        .expect("writes");
    let text = closes(stream).await;
    assert!(
        text.contains("world") && text.contains(r#"{"add":1}"#),
        "{text}"
    );
}

#[tokio::test]
async fn connections_beyond_the_cap_wait() {
    let server = start(ServeSettings {
        max_connections: 1,
        ..ServeSettings::default()
    })
    .await;
    let mut first = server.connect().await;
    let call = Call::query("{ slow }").text("close");
    first.write_all(call.as_bytes()).await.expect("writes");
    server.gate.one_started().await;

    let mut second = server.connect().await;
    let call = Call::query("{ hello }").text("close");
    second.write_all(call.as_bytes()).await.expect("writes");
    let mut byte = [0; 1];
    let early = tokio::time::timeout(Duration::from_millis(30), second.peek(&mut byte)).await;
    assert!(early.is_err(), "the second waits for the first");

    server.gate.let_one_through();
    assert_eq!(Reply::read(&mut first).await.status, 200);
    assert_eq!(Reply::read(&mut second).await.status, 200);
}

#[tokio::test]
async fn a_request_in_flight_is_finished_before_the_server_ends() {
    let server = Server::start().await;
    let gate = server.gate.clone();
    let address = server.address;
    let idle = server.connect().await;
    let mut stream = server.connect().await;
    let call = Call::query("{ slow }").text("keep-alive");
    stream.write_all(call.as_bytes()).await.expect("writes");
    gate.one_started().await;

    let ended = server.stop();
    // An idle connection is closed at once, which also shows that draining has begun.
    assert_eq!(closes(idle).await, "");
    assert!(TcpStream::connect(address).await.is_err());
    assert!(!ended.is_finished());

    gate.let_one_through();
    let reply = Reply::read(&mut stream).await;
    assert_eq!(reply.json(), json!({"data": {"slow": "done"}}));
    ended.await.expect("ends");
}

#[tokio::test]
async fn what_takes_longer_than_the_grace_is_cut_off() {
    let server = start(ServeSettings {
        grace: Duration::from_millis(20),
        ..ServeSettings::default()
    })
    .await;
    let gate = server.gate.clone();
    let mut stream = server.connect().await;
    let call = Call::query("{ slow }").text("close");
    stream.write_all(call.as_bytes()).await.expect("writes");
    gate.one_started().await;
    server.stop().await.expect("ends");
    gate.one_dropped().await;
}

#[tokio::test]
async fn readiness_turns_before_the_server_stops_accepting() {
    let settings = ServeSettings {
        notice: LONG,
        ..ServeSettings::default()
    };
    let drain = settings.drain.clone();
    let server = start(settings).await;
    let sources = json!([{"key": "desk", "provider": "acme", "state": "failing"}]);
    let ready = server.send(&Call::get("/health/ready")).await;
    assert_eq!(ready.status, 200);
    assert_eq!(ready.json(), json!({"status": "ready", "sources": sources}));

    drain.start();
    let draining = server.send(&Call::get("/health/ready")).await;
    assert_eq!(draining.status, 503);
    assert_eq!(
        draining.json(),
        json!({"status": "draining", "sources": sources})
    );
    let live = server.send(&Call::get("/health/live")).await;
    assert_eq!((live.status, live.json()), (200, json!({"status": "live"})));
}
