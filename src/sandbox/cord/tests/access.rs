//! Tokens, paths and headers.

use std::time::Duration;

use jsonwebtoken::Algorithm;
use serde_json::json;

use super::{ListShape, NOW, PROJECT_ID, SECRET, json_of, peer, refusal, signed};

#[tokio::test]
async fn headers_without_a_token_are_refused_in_the_documented_words() {
    let peer = peer(ListShape::Full).await;
    let shape = "Input type for authorization header bearer token is not valid, expected JWT.";
    for (header, error, message) in [
        (
            None,
            "missing_authorization_header",
            "Authorization header bearer token must be present.",
        ),
        (
            Some("Basic abc"),
            "invalid_authorization_header",
            "Expecting a token with a Bearer prefix.",
        ),
        (Some("Bearer abc"), "invalid_authorization_header", shape),
        (
            Some("Bearer a.b.c.d"),
            "invalid_authorization_header",
            shape,
        ),
    ] {
        let found = json_of(peer.answer("/v1/threads", header).await).await;
        assert_eq!(found, (401, refusal(error, message)));
    }
}

#[tokio::test]
async fn tokens_with_other_claims_or_keys_are_refused() {
    let peer = peer(ListShape::Full).await;
    let payload = "Authorization token payload invalid, must contain only project_id.";
    let signature = "JsonWebTokenError: invalid signature";
    let iat = "JsonWebTokenError: iat required when maxAge is specified";
    let bad = "invalid_project_token";
    for (claims, secret, error, message) in [
        (json!({"iat": NOW}), SECRET, bad, payload),
        (
            json!({"project_id": PROJECT_ID, "app_id": PROJECT_ID, "iat": NOW}),
            SECRET,
            bad,
            payload,
        ),
        (
            json!({"project_id": PROJECT_ID, "user_id": "ana", "iat": NOW}),
            SECRET,
            bad,
            payload,
        ),
        (
            json!({"project_id": "unknown", "iat": NOW}),
            SECRET,
            "project_not_found",
            "Platform project not found.",
        ),
        (
            json!({"project_id": PROJECT_ID, "iat": NOW}),
            "other",
            bad,
            signature,
        ),
        (json!({"project_id": PROJECT_ID}), SECRET, bad, iat),
        (
            json!({"project_id": PROJECT_ID, "iat": NOW, "exp": NOW - 30}),
            SECRET,
            bad,
            "TokenExpiredError: jwt expired",
        ),
        (
            json!({"project_id": PROJECT_ID, "iat": NOW - 86_430}),
            SECRET,
            bad,
            "TokenExpiredError: maxAge exceeded",
        ),
    ] {
        let header = format!("Bearer {}", signed(Algorithm::HS512, &claims, secret));
        let found = json_of(peer.answer("/v1/threads", Some(&header)).await).await;
        assert_eq!(found, (401, refusal(error, message)), "{claims}");
    }
    let claims = json!({"project_id": PROJECT_ID, "iat": NOW});
    let header = format!("Bearer {}", signed(Algorithm::HS256, &claims, SECRET));
    let found = json_of(peer.answer("/v1/threads", Some(&header)).await).await;
    assert_eq!(
        found,
        (401, refusal(bad, "JsonWebTokenError: invalid algorithm"))
    );
}

#[tokio::test]
async fn a_token_lives_a_day_and_a_little_by_the_clock() {
    let peer = peer(ListShape::Full).await;
    let claims = json!({"app_id": PROJECT_ID, "iat": NOW});
    let header = format!("Bearer {}", signed(Algorithm::HS512, &claims, SECRET));
    peer.clock.advance(Duration::from_secs(86_429));
    let found = json_of(peer.answer("/v1/verify", Some(&header)).await).await;
    let body = json!({"success": true, "application_id": PROJECT_ID, "application_name": "Kestrel Fleet Console"});
    assert_eq!(found, (200, body));
    peer.clock.advance(Duration::from_secs(1));
    assert_eq!(peer.answer("/v1/verify", Some(&header)).await.status(), 401);
}

#[tokio::test]
async fn unknown_paths_are_pages_and_slashes_at_the_end_do_not_matter() {
    let peer = peer(ListShape::Full).await;
    let answer = peer.answer("/v1/nowhere", None).await;
    assert_eq!(answer.status(), 404);
    assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
    assert!(answer.headers().contains_key("strict-transport-security"));
    assert!(
        answer
            .text()
            .await
            .unwrap()
            .contains("<pre>Cannot GET /v1/nowhere</pre>")
    );
    assert_eq!(
        peer.get("/v1/threads/").await,
        peer.get("/v1/threads").await
    );
    assert_eq!(peer.answer("/health", None).await.status(), 200);
}
