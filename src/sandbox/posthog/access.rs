//! Who may do what.

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::Value;

use super::error::Failure;
use super::query::Query;

/// The key that a source is configured with, made up.
pub(super) const MAIN_KEY: &str = "phx_sandboxkestrel7RfT2mQ9vXc4LwZp8NdKs1Yb";
/// A key that may only read tickets, made up.
pub(super) const TICKET_KEY: &str = "phx_sandboxticketsHj3Kd8Wq1Zr6Tn5Vb0Mc2Xs";
/// A key that may do everything a key can, made up.
pub(super) const FULL_KEY: &str = "phx_sandboxeverythingQp4Lm9Tz7Xk2Vd6Rw3Fb";

/// What stands for the session of somebody who is signed in with a browser, made up. A real session is a cookie; here it
/// takes the place of a key, so that what keys cannot do can be tried.
pub(super) const SESSION: &str = "session_sandboxkestrelVt5Ny8Gc2Jx7Bq4Hm1Ls";

/// A personal API key, or a session: it acts as its user, as far as its scopes go.
#[derive(Debug)]
pub(super) struct Key {
    pub token: &'static str,
    pub user_id: u32,
    pub is_session: bool,
    scopes: &'static [&'static str],
}

/// What a request needs.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// A key with this scope, such as `ticket:read`.
    Scope(String),
    /// A session; no key will do.
    Session,
}

const KEYS: &[Key] = &[
    Key {
        token: MAIN_KEY,
        user_id: 311,
        is_session: false,
        scopes: &[
            "ticket:write",
            "comment:write",
            "person:read",
            "organization:read",
            "organization_member:read",
        ],
    },
    Key {
        token: TICKET_KEY,
        user_id: 312,
        is_session: false,
        scopes: &["ticket:read"],
    },
    Key {
        token: FULL_KEY,
        user_id: 312,
        is_session: false,
        scopes: &["*"],
    },
    Key {
        token: SESSION,
        user_id: 311,
        is_session: true,
        scopes: &["*"],
    },
];

impl Key {
    /// Refuses if the key lacks what the request needs. Who may write may read.
    ///
    /// # Errors
    /// If it lacks it.
    pub(super) fn require(&self, need: &Need) -> Result<(), Failure> {
        match need {
            Need::Session if self.is_session => Ok(()),
            Need::Session => {
                let detail = "This action does not support personal API key access";
                Err(Failure::permission_denied(detail))
            }
            Need::Scope(scope) => self.require_scope(scope),
        }
    }

    fn require_scope(&self, scope: &str) -> Result<(), Failure> {
        let writing = scope
            .strip_suffix(":read")
            .map(|object| format!("{object}:write"));
        let is_enough = |own: &&str| {
            *own == "*"
                || *own == scope
                || writing.as_deref().is_some_and(|writing| *own == writing)
        };
        if self.scopes.iter().any(is_enough) {
            return Ok(());
        }
        let detail = format!("API key missing required scope '{scope}'");
        Err(Failure::permission_denied(&detail))
    }
}

/// Finds the key of a request. Only the first place that has one counts: header, body, query.
///
/// # Errors
/// If there is none, or it is not valid.
pub(super) fn identify(
    headers: &HeaderMap,
    query: &Query,
    body: &[u8],
) -> Result<&'static Key, Failure> {
    if let Some(token) = bearer(headers) {
        if token.starts_with("pha_") {
            return Err(Failure::authentication_failed("Invalid access token."));
        }
        return known(token, "request Authorization header");
    }
    if let Some(token) = in_body(headers, body)? {
        return known(&token, "request body");
    }
    let token = query.get("personal_api_key");
    let token = token.ok_or_else(Failure::not_authenticated)?;
    known(token, "request query string")
}

/// The token of an `Authorization: Bearer` header.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(char::is_whitespace)?;
    let token = token.trim();
    (scheme == "Bearer" && !token.is_empty()).then_some(token)
}

fn in_body(headers: &HeaderMap, body: &[u8]) -> Result<Option<String>, Failure> {
    let media_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let is_json = media_type.is_some_and(|value| value.starts_with("application/json"));
    if body.is_empty() || !is_json {
        return Ok(None);
    }
    let body: Value = serde_json::from_slice(body).map_err(|error| Failure::parse_error(&error))?;
    Ok(body["personal_api_key"].as_str().map(str::to_owned))
}

fn known(token: &str, place: &str) -> Result<&'static Key, Failure> {
    let known = KEYS.iter().find(|key| key.token == token);
    known.ok_or_else(|| {
        let detail = format!("Personal API key found in {place} is invalid.");
        Failure::authentication_failed(&detail)
    })
}
