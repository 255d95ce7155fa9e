use axum::http::{Method, StatusCode};
use serde_json::json;

use super::Client;

#[tokio::test]
async fn a_bad_parameter_is_named() {
    let client = Client::new().await;
    let reply = client.get("/v2/conversations?status=Wrong").await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert_eq!(reply.header("content-type"), "application/vnd.error+json");
    let about = "http://developer.helpscout.net/mailbox-api/overview/errors";
    assert_eq!(
        reply.json(),
        json!({
            "logRef": "64bb72b4-0a92-11e8-ba89-0ed5f89f718b#400",
            "message": "Bad request",
            "_embedded": {"errors": [{
                "path": "status",
                "message": "Expected one of these: 'active', 'all', 'closed', 'open', 'pending', 'spam'",
                "rejectedValue": "Wrong",
                "source": "QUERY",
                "_links": {"about": {"href": format!("{about}#EnumValue")}},
            }]},
            "_links": {"about": {"href": about}},
        })
    );
}

#[tokio::test]
async fn nonsense_is_refused_with_the_name_of_the_parameter() {
    let client = Client::new().await;
    let list = [
        (
            "conversations?modifiedSince=2026-11-06T07:30:00.000Z",
            "modifiedSince",
        ),
        ("conversations?modifiedSince=yesterday", "modifiedSince"),
        ("conversations?mailbox=a", "mailbox"),
        ("conversations?mailbox=13,", "mailbox"),
        ("conversations?folder=-1", "folder"),
        ("conversations?assigned_to=x", "assigned_to"),
        ("conversations?number=99999999999999999999999", "number"),
        ("conversations?sortField=mailboxId", "sortField"),
        ("conversations?sortOrder=up", "sortOrder"),
        ("conversations?embed=customers", "embed"),
        ("conversations?page=0", "page"),
        ("conversations?page=%FF", "page"),
        ("conversations?customFieldsByIds=8:1", "customFieldsByIds"),
        (
            "conversations?mailbox=13&customFieldsByIds=8",
            "customFieldsByIds",
        ),
        ("conversations?query=id:1", "query"),
        ("conversations?query=(id:x)", "query"),
        ("conversations?query=(priority:high)", "query"),
        ("conversations?query=(tag:[a%20TO%20b])", "query"),
        ("conversations?query=(attachments:maybe)", "query"),
        ("conversations?query=", "query"),
        ("conversations/x", "conversationId"),
        ("conversations/-1/threads", "conversationId"),
        ("conversations/2147486465/threads?page=x", "page"),
        ("customers?query=(id:1)", "query"),
        ("customers?sortField=email", "sortField"),
        ("customers?modifiedSince=2026", "modifiedSince"),
        ("users?mailbox=a", "mailbox"),
        ("tags?page=-1", "page"),
    ];
    for (path, name) in list {
        let reply = client.get(&format!("/v2/{path}")).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(
            reply.json()["_embedded"]["errors"][0]["path"],
            name,
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_is_not_there_is_404_and_a_wrong_method_405() {
    let client = Client::new().await;
    for path in [
        "conversations/1",
        "conversations/1/threads",
        "customers/1",
        "users/1",
        "users/1/status",
        "mailboxes/1",
        "tags/1",
        "webhooks/1",
        "organizations/1",
        "organizations/1/customers",
        "nothing",
        "conversations/1/nothing",
        "conversations/%FF",
    ] {
        let reply = client.get(&format!("/v2/{path}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(reply.json()["message"], "Not Found", "{path}");
    }
    let reply = client.ask(Method::DELETE, "/v2/tags", "*/*").await;
    assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(reply.json()["message"], "Method Not Allowed");
}

#[tokio::test]
async fn every_answer_tells_what_is_left_of_the_minute() {
    let client = Client::new().await;
    let first = client.get("/v2/tags").await;
    assert_eq!(first.header("x-ratelimit-limit-minute"), "600000");
    assert_eq!(first.header("x-ratelimit-remaining-minute"), "599999");
    let write = client.ask(Method::POST, "/v2/tags", "*/*").await;
    assert_eq!(write.header("x-ratelimit-remaining-minute"), "599997");
    let missing = client.get("/v2/tags/1").await;
    assert_eq!(missing.header("x-ratelimit-remaining-minute"), "599996");
    assert_eq!(missing.header("x-ratelimit-retry-after"), "");
}

#[tokio::test]
async fn the_routes_work_below_a_path() {
    let mut client = Client::new().await;
    client.router = axum::Router::new().nest("/helpscout", client.router.clone());
    let body = client
        .read("/helpscout/v2/conversations/2147486465/threads")
        .await;
    let own = "http://127.0.0.1:4010/helpscout/v2/conversations/2147486465/threads?page=1";
    assert_eq!(body["_links"]["self"]["href"], own);
    let reply = client.get("/helpscout/v2/nothing").await;
    assert_eq!(reply.json()["message"], "Not Found");
}
