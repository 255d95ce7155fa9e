//! The token endpoint. Parameters come as a form, as JSON or in the address.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use url::form_urlencoded;

use crate::sandbox::helpscout::server::Shared;
use crate::sandbox::helpscout::tokens::LIFETIME;

type Fields = BTreeMap<String, String>;

/// Gives a token for the client credentials.
pub(super) async fn issue(
    State(server): State<Shared>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(mut fields) = body_fields(&headers, &body) else {
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return refuse(
            status,
            "invalid_request",
            "Unsupported media type or malformed body",
        );
    };
    fields.extend(form(query.unwrap_or_default().as_bytes()));
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    match field("grant_type") {
        "client_credentials" => (),
        "authorization_code" | "refresh_token" => {
            return refuse(
                StatusCode::BAD_REQUEST,
                "invalid_grant",
                "The grant is not valid",
            );
        }
        "" => {
            let missing = "Missing grant type";
            return refuse(StatusCode::BAD_REQUEST, "invalid_request", missing);
        }
        _ => {
            let unknown = "The grant type is not supported";
            return refuse(StatusCode::BAD_REQUEST, "unsupported_grant_type", unknown);
        }
    }
    let uptime = server.uptime();
    match server
        .tokens()
        .issue(field("client_id"), field("client_secret"), uptime)
    {
        Some(token) => answer(
            StatusCode::OK,
            &json!({"token_type": "bearer", "access_token": token, "expires_in": LIFETIME.as_secs()}),
        ),
        None => refuse(
            StatusCode::UNAUTHORIZED,
            "invalid_client",
            "Bad client credentials",
        ),
    }
}

/// Reads the body; `None` if it is not what its type says.
fn body_fields(headers: &HeaderMap, body: &[u8]) -> Option<Fields> {
    if body.is_empty() {
        return Some(Fields::new());
    }
    let content_type = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    match content_type.split(';').next().unwrap_or_default().trim() {
        "application/x-www-form-urlencoded" => Some(form(body)),
        "application/json" => serde_json::from_slice(body).ok(),
        _ => None,
    }
}

fn form(text: &[u8]) -> Fields {
    form_urlencoded::parse(text).into_owned().collect()
}

fn refuse(status: StatusCode, error: &str, description: &str) -> Response {
    answer(
        status,
        &json!({"error": error, "error_description": description}),
    )
}

fn answer(status: StatusCode, body: &Value) -> Response {
    let content_type = [(header::CONTENT_TYPE, "application/json")];
    (status, content_type, body.to_string()).into_response()
}
