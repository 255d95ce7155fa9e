//! Files behind signed links, which need no token and live for four hours.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::message::StoredFile;
use super::{Cord, SECRET};

/// How long a link lives, in seconds.
const LIFETIME: i64 = 4 * 3600;

/// A link to a file that works from now on for a while.
pub(super) fn signed_link(cord: &Cord, uuid: &str) -> String {
    let expires = cord.clock.now().as_second() + LIFETIME;
    let signature = sign(uuid, expires);
    format!(
        "{}/files/{uuid}?expires={expires}&signature={signature}",
        cord.base_url
    )
}

/// `GET /files/{id}`: the bytes, if the link is good.
pub(super) async fn download(
    State(cord): State<Arc<Cord>>,
    Path(uuid): Path<String>,
    Query(parameters): Query<HashMap<String, String>>,
) -> Response {
    if !is_good(&cord, &uuid, &parameters) {
        return (StatusCode::FORBIDDEN, "AccessDenied").into_response();
    }
    let project = cord.read();
    let mut messages = project.threads.iter().flat_map(|thread| &thread.messages);
    match messages.find_map(|message| message.files.iter().find(|file| file.uuid == uuid)) {
        Some(file) => send(file),
        None => (StatusCode::NOT_FOUND, "NoSuchKey").into_response(),
    }
}

fn send(file: &StoredFile) -> Response {
    let unknown = HeaderValue::from_static("application/octet-stream");
    let kind = HeaderValue::from_str(&file.mime_type).unwrap_or(unknown);
    ([(CONTENT_TYPE, kind)], file.bytes.clone()).into_response()
}

fn is_good(cord: &Cord, uuid: &str, parameters: &HashMap<String, String>) -> bool {
    let given = |key: &str| parameters.get(key).map(String::as_str);
    let expires = given("expires").and_then(|text| text.parse().ok());
    expires.is_some_and(|expires| {
        cord.clock.now().as_second() < expires && given("signature") == Some(&sign(uuid, expires))
    })
}

fn sign(uuid: &str, expires: i64) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(format!("{uuid}:{expires}").as_bytes());
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}
