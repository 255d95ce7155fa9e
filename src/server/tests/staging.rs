use serde_json::json;

use crate::server::tests::client::{Call, Server};

fn upload(body: &str) -> Call {
    Call::post(body)
        .to("/attachments")
        .header("content-type", "text/plain")
        .header("x-filename", "na%C3%AFve%20plan.txt")
}

#[tokio::test]
async fn a_file_is_handed_on_with_its_name_and_type() {
    let server = Server::start().await;
    let reply = server.send(&upload("hello")).await;
    assert_eq!(
        (reply.status, reply.json()),
        (201, json!(["na\u{ef}ve plan.txt", "text/plain", 5]))
    );
}

#[tokio::test]
async fn a_file_needs_a_name_and_a_type_in_headers() {
    let server = Server::start().await;
    let table = [
        (upload("x").without("x-filename"), 400),
        (upload("x").header("x-filename", "%FF"), 400),
        (upload("x").without("content-type"), 415),
        (upload(&"x".repeat(200)), 413),
        (upload("x").method("PUT"), 405),
    ];
    for (call, status) in table {
        let reply = server.send(&call).await;
        assert_eq!(reply.status, status, "{}", reply.body);
        assert!(reply.json()["error"].is_string());
    }
}
