//! Who may ask: whoever can sign a token with the project's secret.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Map, Value};

use super::error::Refusal;
use super::{Cord, PROJECT_ID, SECRET};

/// How old a token may be, in seconds since its `iat`.
const MAX_AGE: i64 = 24 * 3600;
/// How far the clocks may be apart, in seconds.
const TOLERANCE: i64 = 30;

/// Proof that the request carries a token of the project. There is no user in it, so it may see everything.
#[derive(Debug)]
pub(super) struct Administrator;

impl FromRequestParts<Arc<Cord>> for Administrator {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, cord: &Arc<Cord>) -> Result<Self, Refusal> {
        let header = parts
            .headers
            .get(AUTHORIZATION)
            .map(|value| value.as_bytes());
        let token = bearer(header.unwrap_or_default())?;
        let claims = claims(token)?;
        check_signature(token)?;
        check_age(&claims, cord.clock.now().as_second())?;
        Ok(Self)
    }
}

fn bearer(header: &[u8]) -> Result<&str, Refusal> {
    if header.is_empty() {
        let message = "Authorization header bearer token must be present.";
        return Err(Refusal::unauthorized(
            "missing_authorization_header",
            message,
        ));
    }
    let token = str::from_utf8(header)
        .ok()
        .and_then(|header| header.strip_prefix("Bearer "));
    token.ok_or_else(|| {
        let message = "Expecting a token with a Bearer prefix.";
        Refusal::unauthorized("invalid_authorization_header", message)
    })
}

/// The payload, which must name this project and nothing else.
fn claims(token: &str) -> Result<Map<String, Value>, Refusal> {
    let claims = unsigned_payload(token).ok_or_else(|| {
        let message =
            "Input type for authorization header bearer token is not valid, expected JWT.";
        Refusal::unauthorized("invalid_authorization_header", message)
    })?;
    let is_time = |key: &str| matches!(key, "iat" | "exp");
    let mut others = claims.iter().filter(|(key, _)| !is_time(key));
    let project = match (others.next(), others.next()) {
        (Some((key, Value::String(id))), None)
            if matches!(key.as_str(), "project_id" | "app_id") =>
        {
            id
        }
        _ => {
            let message = "Authorization token payload invalid, must contain only project_id.";
            return Err(bad_token(message));
        }
    };
    if project != PROJECT_ID {
        return Err(Refusal::unauthorized(
            "project_not_found",
            "Platform project not found.",
        ));
    }
    Ok(claims)
}

fn unsigned_payload(token: &str) -> Option<Map<String, Value>> {
    let mut parts = token.split('.');
    let (header, payload, signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let _: Map<String, Value> = json_part(header)?;
    URL_SAFE_NO_PAD.decode(signature).ok()?;
    json_part(payload)
}

fn json_part(part: &str) -> Option<Map<String, Value>> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

fn check_signature(token: &str) -> Result<(), Refusal> {
    let mut rules = Validation::new(Algorithm::HS512);
    // The times are checked against the sandbox's own clock.
    rules.validate_exp = false;
    rules.required_spec_claims.clear();
    let key = DecodingKey::from_secret(SECRET.as_bytes());
    let checked = jsonwebtoken::decode::<Value>(token, &key, &rules);
    checked.map(drop).map_err(|err| {
        bad_token(match err.kind() {
            ErrorKind::InvalidSignature => "JsonWebTokenError: invalid signature",
            ErrorKind::InvalidAlgorithm => "JsonWebTokenError: invalid algorithm",
            _ => "JsonWebTokenError: jwt malformed",
        })
    })
}

fn check_age(claims: &Map<String, Value>, now: i64) -> Result<(), Refusal> {
    let seconds = |key: &str| claims.get(key).map(Value::as_f64);
    match seconds("exp") {
        Some(None) => return Err(bad_token("JsonWebTokenError: invalid exp value")),
        Some(Some(exp)) if now >= whole(exp) + TOLERANCE => {
            return Err(bad_token("TokenExpiredError: jwt expired"));
        }
        Some(Some(_)) | None => {}
    }
    let Some(Some(issued)) = seconds("iat") else {
        return Err(bad_token(
            "JsonWebTokenError: iat required when maxAge is specified",
        ));
    };
    if now >= whole(issued) + MAX_AGE + TOLERANCE {
        return Err(bad_token("TokenExpiredError: maxAge exceeded"));
    }
    Ok(())
}

/// Cuts off what is beyond any time that is meant, so that sums cannot overflow.
fn whole(seconds: f64) -> i64 {
    seconds.clamp(-1e15, 1e15) as i64
}

fn bad_token(message: &str) -> Refusal {
    Refusal::unauthorized("invalid_project_token", message)
}
