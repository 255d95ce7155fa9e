//! Keys, scopes, methods and how often.

use std::time::Duration;

use axum::body::Body;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{Request, StatusCode};
use serde_json::json;

use super::super::access::{FULL_KEY, TICKET_KEY};
use super::super::external;
use super::{COMMENTS, MAIN_KEY, PROJECT, Peer, TICKETS, peer, request};

fn without_header(path: &str, body: &str) -> Request<Body> {
    let request = Request::builder().uri(path);
    let request = request.header("content-type", "application/json; charset=utf-8");
    request.body(Body::from(body.to_owned())).unwrap()
}

#[tokio::test]
async fn nobody_gets_in_without_a_key() {
    let peer = peer();
    let answer = peer.send(without_header(TICKETS, "")).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.headers[WWW_AUTHENTICATE], "Bearer");
    let expected = json!({
        "type": "authentication_error",
        "code": "not_authenticated",
        "detail": "Authentication credentials were not provided.",
        "attr": null,
    });
    assert_eq!(answer.json(), expected);
}

#[tokio::test]
async fn a_bad_key_is_named_by_its_place() {
    let peer = peer();
    let in_header = request("GET", "phx_bad", TICKETS);
    let in_body = without_header(TICKETS, r#"{"personal_api_key":"phx_bad"}"#);
    let in_query = without_header(&format!("{TICKETS}?personal_api_key=phx_bad"), "");
    let cases = [
        (in_header, "request Authorization header"),
        (in_body, "request body"),
        (in_query, "request query string"),
    ];
    for (request, place) in cases {
        let answer = peer.send(request).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{place}");
        let expected = json!({
            "type": "authentication_error",
            "code": "authentication_failed",
            "detail": format!("Personal API key found in {place} is invalid."),
            "attr": null,
        });
        assert_eq!(answer.json(), expected);
    }
}

#[tokio::test]
async fn only_the_first_place_of_a_key_counts() {
    let peer = peer();
    let in_query = format!("{TICKETS}?personal_api_key={MAIN_KEY}");
    let in_body = format!(r#"{{"personal_api_key":"{MAIN_KEY}"}}"#);
    let good = [
        without_header(&in_query, ""),
        without_header(&in_query, "{}"),
        without_header(TICKETS, &in_body),
    ];
    for request in good {
        assert_eq!(peer.send(request).await.status, StatusCode::OK);
    }
    let answer = peer.get_with("phx_bad", &in_query).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_body_that_is_no_json_is_a_parse_error() {
    let answer = peer().send(without_header(TICKETS, "{")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let error = answer.json();
    assert_eq!(error["type"], "invalid_request");
    assert_eq!(error["code"], "parse_error");
    assert_eq!(error["attr"], json!(null));
    let detail = error["detail"].as_str().unwrap();
    assert!(detail.starts_with("JSON parse error - "), "{detail}");
}

#[tokio::test]
async fn a_key_needs_the_scope_of_what_it_reads() {
    let peer = peer();
    let cases = [
        (COMMENTS.to_owned(), "comment:read"),
        (format!("{PROJECT}/persons/"), "person:read"),
        (
            "/api/organizations/@current/members/".to_owned(),
            "organization_member:read",
        ),
        (
            "/api/organizations/@current/roles/".to_owned(),
            "organization:read",
        ),
    ];
    for (path, scope) in cases {
        let answer = peer.get_with(TICKET_KEY, &path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        let expected = json!({
            "type": "authentication_error",
            "code": "permission_denied",
            "detail": format!("API key missing required scope '{scope}'"),
            "attr": null,
        });
        assert_eq!(answer.json(), expected);
        assert_eq!(peer.get_with(FULL_KEY, &path).await.status, StatusCode::OK);
        assert_eq!(peer.get_with(MAIN_KEY, &path).await.status, StatusCode::OK);
    }
    let answer = peer.get_with(TICKET_KEY, TICKETS).await;
    assert_eq!(answer.status, StatusCode::OK);
    let write = request("PATCH", TICKET_KEY, &format!("{TICKETS}3/"));
    let detail = "API key missing required scope 'ticket:write'";
    assert_eq!(peer.send(write).await.json()["detail"], detail);
}

#[tokio::test]
async fn another_project_is_forbidden_and_no_project_is_not_found() {
    let peer = peer();
    let answer = peer
        .get_with(MAIN_KEY, "/api/projects/7002/comments/")
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.json()["code"], "permission_denied");
    for path in [
        "/api/projects/x/comments/",
        "/api/projects/7001/",
        "/api/",
        "/",
        "//",
        "/x",
    ] {
        let answer = peer.get_with(MAIN_KEY, path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.json()["code"], "not_found", "{path}");
    }
}

#[tokio::test]
async fn a_method_that_a_path_does_not_have_is_named() {
    let answer = peer()
        .send(request("DELETE", MAIN_KEY, &format!("{COMMENTS}1/")))
        .await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    let expected = json!({
        "type": "invalid_request",
        "code": "method_not_allowed",
        "detail": "Method \"DELETE\" not allowed.",
        "attr": null,
    });
    assert_eq!(answer.json(), expected);
}

async fn ask(peer: &Peer, times: usize, token: &str, path: &str) {
    for nth in 0..times {
        let answer = peer.get_with(token, path).await;
        assert_eq!(answer.status, StatusCode::OK, "request {nth}");
    }
}

#[tokio::test]
async fn a_key_may_ask_480_times_a_minute() {
    let peer = peer();
    let path = format!("{COMMENTS}count/");
    ask(&peer, 1, MAIN_KEY, &path).await;
    peer.clock.advance(Duration::from_millis(22_500));
    ask(&peer, 479, MAIN_KEY, &path).await;

    let answer = peer.get_with(MAIN_KEY, &path).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.headers[RETRY_AFTER], "38");
    let expected = json!({
        "type": "throttled_error",
        "code": "throttled",
        "detail": "Request was throttled. Expected available in 38 seconds.",
        "attr": null,
    });
    assert_eq!(answer.json(), expected);
    ask(&peer, 1, FULL_KEY, &path).await;

    peer.clock.advance(Duration::from_millis(37_500));
    ask(&peer, 1, MAIN_KEY, &path).await;
    let answer = peer.get_with(MAIN_KEY, &path).await;
    assert_eq!(answer.headers[RETRY_AFTER], "23");
}

#[tokio::test]
async fn persons_and_the_external_route_are_counted_apart() {
    let peer = peer();
    let persons = format!("{PROJECT}/persons/");
    ask(&peer, 240, MAIN_KEY, &persons).await;
    let answer = peer.get_with(MAIN_KEY, &persons).await;
    assert_eq!(answer.headers[RETRY_AFTER], "60");
    let ticket = peer.listed(3).await;
    let id = ticket["id"].as_str().unwrap();
    let external = format!("/api/conversations/external/ticket/{id}");
    ask(&peer, 120, external::TOKEN, &external).await;
    let answer = peer.get_with(external::TOKEN, &external).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}
