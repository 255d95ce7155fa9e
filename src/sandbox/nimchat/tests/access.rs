//! Who may ask, and what the server says to everybody else.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::Desk;

const AGENTS: &str = "/api/v1/accounts/7/agents";

async fn with_token(header: &str, token: &str) -> (u16, String) {
    let request = Request::get(AGENTS).header(header, token);
    let answer = Desk::new().send(request.body(Body::empty()).unwrap()).await;
    (answer.status.as_u16(), answer.text)
}

#[tokio::test]
async fn both_spellings_of_the_header_work() {
    let token = Desk::new().token;
    assert_eq!(with_token("api_access_token", &token).await.0, 200);
    assert_eq!(with_token("Api-Access-Token", &token).await.0, 200);
}

#[tokio::test]
async fn the_refusals_are_those_of_the_server() {
    let sign_in = r#"{"errors":["You need to sign in or sign up before continuing."]}"#;
    let bearer = format!("Bearer {}", Desk::new().token);
    assert_eq!(
        with_token("authorization", &bearer).await,
        (401, sign_in.to_owned())
    );
    let unknown = r#"{"error":"Invalid Access Token"}"#;
    assert_eq!(
        with_token("api_access_token", "nobody").await,
        (401, unknown.to_owned())
    );
    let bots = r#"{"error":"Access to this endpoint is not authorized for bots"}"#;
    for name in ["bot Pip", "platform app"] {
        let token = crate::sandbox::nimchat::secret::token(name);
        assert_eq!(
            with_token("api_access_token", &token).await,
            (401, bots.to_owned())
        );
    }
}

#[tokio::test]
async fn accounts_are_checked_before_anything_else() {
    let desk = Desk::new();
    for (account, status, text) in [
        (
            "8",
            401,
            r#"{"error":"You are not authorized to access this account"}"#,
        ),
        ("9", 401, r#"{"error":"Account is suspended"}"#),
        ("10", 404, r#"{"error":"Resource could not be found"}"#),
        ("x", 404, r#"{"error":"Resource could not be found"}"#),
    ] {
        let path = format!("/api/v1/accounts/{account}/conversations/999999");
        let answer = desk.answer(&path).await;
        assert_eq!(
            (answer.status.as_u16(), answer.text.as_str()),
            (status, text),
            "{account}"
        );
    }
}

#[tokio::test]
async fn unknown_routes_and_methods_are_not_found() {
    let desk = Desk::new();
    let text = r#"{"status":404,"error":"Not Found"}"#.to_owned();
    assert_eq!(desk.refused("/agents/31").await, (404, text.clone()));
    assert_eq!(
        desk.post("/conversations/1/labels/x", "{}").await.text,
        text
    );
    assert_eq!(desk.post("/search", "{}").await.text, text);
    assert_eq!(desk.answer("/nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn agents_see_member_inboxes_and_no_secrets() {
    let admin = Desk::new();
    let all = super::numbers(&admin.get("/inboxes").await["payload"], "id");
    assert_eq!(all, [12, 14, 15, 17]);
    let mut met_a_refusal = false;
    for id in [32, 33, 35, 36, 37] {
        let desk = Desk::of_user(id);
        let inboxes = desk.get("/inboxes").await["payload"].clone();
        for inbox in inboxes.as_array().unwrap() {
            assert!(inbox.get("hmac_token").is_none() && inbox.get("provider_config").is_none());
            assert!(inbox.get("imap_password").is_none());
        }
        let seen = super::numbers(&inboxes, "id");
        let hidden = all.iter().find(|inbox| !seen.contains(inbox));
        let Some(hidden) = hidden else { continue };
        met_a_refusal = true;
        let list = desk
            .get(&format!("/conversations?status=all&inbox_id={hidden}"))
            .await;
        assert_eq!(list["data"]["payload"].as_array().unwrap().len(), 0);
        let of_inbox = format!("/conversations?status=all&inbox_id={hidden}");
        let theirs = admin.get(&of_inbox).await["data"]["payload"][0]["id"].clone();
        let text = r#"{"error":"You are not authorized to do this action"}"#.to_owned();
        assert_eq!(
            desk.refused(&format!("/conversations/{theirs}")).await,
            (401, text.clone())
        );
        let messages = format!("/conversations/{theirs}/messages");
        assert_eq!(desk.refused(&messages).await, (401, text.clone()));
        assert_eq!(
            desk.refused(&format!("/inboxes/{hidden}")).await,
            (401, text)
        );
    }
    assert!(met_a_refusal);
    assert_eq!(Desk::of_user(32).refused("/labels/1").await.0, 401);
}

#[tokio::test]
async fn answers_carry_the_headers_of_the_server() {
    let desk = Desk::new();
    let answer = desk.answer("/api/v1/profile.json").await;
    assert_eq!(
        answer.headers["content-type"],
        "application/json; charset=utf-8"
    );
    assert_eq!(
        answer.headers["cache-control"],
        "max-age=0, private, must-revalidate"
    );
    let etag = answer.headers["etag"].to_str().unwrap().to_owned();
    let request = Request::get("/api/v1/profile/")
        .header("api_access_token", &desk.token)
        .header("if-none-match", etag);
    let again = desk.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
}

#[tokio::test]
async fn the_profile_tells_who_asks_with_the_secrets() {
    let desk = Desk::new();
    let profile = desk.answer("/api/v1/profile").await.json();
    assert_eq!(profile["id"], 31);
    assert_eq!(profile["access_token"], desk.token);
    assert_eq!(profile["pubsub_token"].as_str().unwrap().len(), 24);
    assert_eq!(profile["accounts"][0]["id"], 7);
    assert_eq!(profile["accounts"][0]["role"], "administrator");
}

#[tokio::test]
async fn anyone_may_ask_for_the_version() {
    let request = Request::get("/api").body(Body::empty()).unwrap();
    let answer = Desk::new().send(request).await.json();
    assert_eq!(answer["version"], "3.2.0");
    assert_eq!(answer["timestamp"], "2026-11-20 17:00:00");
}

#[tokio::test]
async fn the_desk_can_be_served_below_a_path() {
    let desk = Desk::new();
    let router = axum::Router::new().nest("/nimchat", desk.router);
    let below = Desk {
        router,
        token: desk.token,
    };
    let answer = below.answer("/nimchat/api/v1/accounts/7/teams/").await;
    assert_eq!(answer.json()[0]["id"], 4);
}
