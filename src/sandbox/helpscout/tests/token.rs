use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;

use crate::sandbox::desk::Setting;
use crate::sandbox::helpscout::open;
use crate::sandbox::world::World;

use super::{BASE, Client};

const FORM: &str = "application/x-www-form-urlencoded";
const CREDENTIALS: &str =
    "client_id=kestrel-gateway-app&client_secret=9d1f5c0be7a24c6f8e3b7a10c2d4f6e8";

#[tokio::test]
async fn a_token_is_32_digits_for_48_hours() {
    let client = Client::new().await;
    let form = format!("grant_type=client_credentials&{CREDENTIALS}");
    let reply = client.post_token(FORM, &form).await;
    assert_eq!(reply.status, StatusCode::OK);
    let token = reply.json()["access_token"].as_str().unwrap().to_owned();
    let expected = json!({"token_type": "bearer", "access_token": token, "expires_in": 172_800});
    assert_eq!(reply.json(), expected);
    assert_eq!(token.len(), 32);
    assert!(token.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_ne!(token, client.token);
    assert_eq!(client.get("/v2/users/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn json_and_query_work_as_well_as_a_form() {
    let client = Client::new().await;
    let body = json!({
        "grant_type": "client_credentials",
        "client_id": "kestrel-gateway-app",
        "client_secret": "9d1f5c0be7a24c6f8e3b7a10c2d4f6e8",
    });
    let reply = client
        .post_token("application/json;charset=UTF-8", &body.to_string())
        .await;
    assert_eq!(reply.json()["expires_in"], 172_800);
    let path = format!("/v2/oauth2/token?grant_type=client_credentials&{CREDENTIALS}");
    let reply = client
        .send(Request::post(path).body(Body::empty()).unwrap())
        .await;
    assert_eq!(reply.json()["token_type"], "bearer");
}

#[tokio::test]
async fn a_bad_grant_says_what_is_wrong() {
    let client = Client::new().await;
    let cases = [
        (
            "grant_type=client_credentials&client_id=a&client_secret=b",
            401,
            "invalid_client",
        ),
        ("grant_type=client_credentials", 401, "invalid_client"),
        (CREDENTIALS, 400, "invalid_request"),
        (
            "grant_type=refresh_token&refresh_token=x",
            400,
            "invalid_grant",
        ),
        ("grant_type=password", 400, "unsupported_grant_type"),
    ];
    for (form, status, error) in cases {
        let reply = client.post_token(FORM, form).await;
        assert_eq!(
            (reply.status.as_u16(), &reply.json()["error"]),
            (status, &json!(error)),
            "{form}"
        );
    }
    for (content_type, body) in [
        ("text/plain", "x"),
        ("application/json", "[1"),
        ("application/json", "{\"a\":{}}"),
    ] {
        let reply = client.post_token(content_type, body).await;
        assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
}

#[tokio::test]
async fn a_token_ends_by_the_clock() {
    let client = Client::new().await;
    client.clock.advance(Duration::from_secs(172_799));
    assert_eq!(client.get("/v2/users/me").await.status, StatusCode::OK);
    client.clock.advance(Duration::from_secs(1));
    assert_eq!(
        client.get("/v2/users/me").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn without_a_valid_token_everything_is_401() {
    let client = Client::new().await;
    for authorization in ["", "Bearer", "Bearer ", "Bearer nonsense", "Basic YTpi"] {
        for path in ["/v2/conversations", "/v2/nothing", "/v2/conversations/x"] {
            let request = Request::get(path).header("authorization", authorization);
            let reply = client.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(
                reply.status,
                StatusCode::UNAUTHORIZED,
                "{authorization} {path}"
            );
            assert_eq!(reply.json()["message"], "Unauthorized");
            assert!(reply.json()["logRef"].is_string());
        }
    }
    let request =
        Request::get("/v2/users/me").header("authorization", format!("bearer {}", client.token));
    let reply = client.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::OK);
}

#[tokio::test]
async fn the_gateway_is_told_where_to_ask() {
    let world = World::new();
    let desk = open(&Setting {
        world: &world,
        clock: Client::new().await.clock,
        base_url: BASE.to_owned(),
    });
    let expected = vec![
        ("client_id", "kestrel-gateway-app".to_owned()),
        (
            "client_secret",
            "9d1f5c0be7a24c6f8e3b7a10c2d4f6e8".to_owned(),
        ),
        (
            "token_url",
            "http://127.0.0.1:4010/helpscout/v2/oauth2/token".to_owned(),
        ),
    ];
    assert_eq!(desk.credentials, expected);
}
