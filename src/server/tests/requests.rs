use std::time::Duration;

use serde_json::json;
use tokio::io::AsyncWriteExt;

use crate::server::tests::client::{Call, GRAPHQL_JSON, Reply, Server};
use crate::server::{GraphqlSettings, ServeSettings};

#[tokio::test]
async fn only_json_bodies_are_read() {
    let server = Server::start().await;
    let call = Call::query("mutation { bump }");
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
    ] {
        let reply = server
            .send(&call.clone().header("content-type", content_type))
            .await;
        assert_eq!(reply.status, 415, "{content_type}");
        assert_eq!(reply.code(), "BAD_INPUT");
    }
    assert_eq!(
        server
            .send(&call.clone().without("content-type"))
            .await
            .status,
        415
    );
    let packed = call.clone().header("content-encoding", "gzip");
    assert_eq!(server.send(&packed).await.status, 415);
    assert_eq!(server.gate.bumps(), 0);
    let plain = call
        .header("content-type", "application/json; charset=UTF-8")
        .header("content-encoding", "identity");
    assert_eq!(
        server.send(&plain).await.json(),
        json!({"data": {"bump": 1}})
    );
}

#[tokio::test]
async fn a_body_of_the_wrong_shape_is_400_in_every_form() {
    let server = Server::start().await;
    for body in [
        "",
        "{",
        "null",
        "\"{ hello }\"",
        "{}",
        r#"{"query":null}"#,
        r#"{"query":{"a":1}}"#,
        r#"{"query":["{hello}"]}"#,
        r#"{"query":"{hello}","operationName":1}"#,
        r#"{"query":"{hello}","variables":"{}"}"#,
        r#"{"query":"{hello}","variables":[]}"#,
        r#"{"query":"{hello}","variables":0}"#,
        r#"{"query":"{hello}","extensions":"x"}"#,
        r#"[{"query":"{hello}"}]"#,
        "[]",
    ] {
        for accept in [GRAPHQL_JSON, "application/json"] {
            let reply = server
                .send(&Call::post(body).header("accept", accept))
                .await;
            assert_eq!(reply.status, 400, "{body} as {accept}");
            assert_eq!(reply.code(), "BAD_INPUT", "{body} as {accept}");
            assert_eq!(reply.json().get("data"), None);
        }
    }
}

#[tokio::test]
async fn wrong_parameters_of_a_get_are_400() {
    let server = Server::start().await;
    for params in [
        &[][..],
        &[("variables", "{}")],
        &[("query", "{hello}"), ("variables", "{")],
        &[("query", "{hello}"), ("variables", "[]")],
        &[("query", "{hello}"), ("extensions", "1")],
        &[("query", "{hello}"), ("query", "{hello}")],
    ] {
        let reply = server.send(&Call::get_graphql(params)).await;
        assert_eq!(reply.status, 400, "{params:?}");
    }
}

#[tokio::test]
async fn a_body_beyond_its_limit_is_refused_with_and_without_its_length() {
    let server = Server::start().await;
    let padding = " ".repeat(256 * 1024);
    let announced = server.send(&Call::post(format!("{padding} "))).await;
    assert_eq!(announced.status, 413);
    assert_eq!(
        announced.message(),
        "The body may have at most 262144 bytes."
    );

    let mut stream = server.connect().await;
    let head = Call::post("")
        .text("close")
        .replace("content-length: 0", "transfer-encoding: chunked");
    stream.write_all(head.as_bytes()).await.expect("writes");
    let chunk = format!("{:x}\r\n{padding}\r\n1\r\n \r\n", padding.len());
    stream.write_all(chunk.as_bytes()).await.expect("writes");
    assert_eq!(Reply::read(&mut stream).await.status, 413);

    let query = json!({"query": "{ hello }"}).to_string();
    let fits = format!("{query}{}", " ".repeat(256 * 1024 - query.len()));
    assert_eq!(server.send(&Call::post(fits)).await.status, 200);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_given_up() {
    let settings = GraphqlSettings {
        body_timeout: Duration::from_millis(20),
        ..GraphqlSettings::default()
    };
    let server = Server::start_with(settings, ServeSettings::default()).await;
    let mut stream = server.connect().await;
    let head = Call::post("")
        .text("close")
        .replace("content-length: 0", "content-length: 20");
    stream.write_all(head.as_bytes()).await.expect("writes");
    stream.write_all(b"{\"query\"").await.expect("writes");
    let reply = Reply::read(&mut stream).await;
    assert_eq!(reply.status, 408);
    assert_eq!(reply.message(), "The body did not arrive in time.");
}

#[tokio::test]
async fn every_answer_names_its_request() {
    let server = Server::start().await;
    let named = Call::query("{ facts }").header("x-request-id", "req-7");
    let reply = server.send(&named).await;
    assert_eq!(reply.header("x-request-id"), Some("req-7"));
    assert_eq!(reply.json(), json!({"data": {"facts": "req-7 false"}}));

    let odd = Call::query("{").header("x-request-id", "a b");
    let id = server
        .send(&odd)
        .await
        .header("x-request-id")
        .map(str::to_owned);
    assert_eq!(id.expect("has an id").len(), 32);
    let missing = server.send(&Call::get("/nowhere")).await;
    assert_eq!(missing.header("x-request-id").expect("has an id").len(), 32);
}

#[tokio::test]
async fn the_wish_to_see_upstream_calls_is_passed_on() {
    let server = Server::start().await;
    for (value, wants) in [("1", "true"), ("0", "false"), ("true", "false")] {
        let call = Call::query("{ facts }")
            .header("x-request-id", "r")
            .header("x-trace-upstream", value);
        let reply = server.send(&call).await;
        assert_eq!(
            reply.json(),
            json!({"data": {"facts": format!("r {wants}")}})
        );
    }
}
