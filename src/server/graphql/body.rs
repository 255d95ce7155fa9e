use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::StreamExt;

use crate::server::GraphqlSettings;
use crate::server::graphql::accept::is_utf_8;
use crate::server::graphql::refusal::Refusal;

/// Refuses every body but plain JSON.
///
/// The list of what is allowed has one entry, because a browser sends every other kind across origins without asking.
pub(super) fn check_headers(headers: &HeaderMap) -> Result<(), Refusal> {
    let content_type = headers.get(header::CONTENT_TYPE);
    let is_json = content_type
        .and_then(|value| value.to_str().ok())
        .is_some_and(is_json);
    if !is_json {
        return Err(Refusal::http(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "The body has to be sent with `content-type: application/json`, in UTF-8.",
        ));
    }
    let encoding = headers.get(header::CONTENT_ENCODING);
    if encoding.is_some_and(|value| value != "identity") {
        return Err(Refusal::http(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "The body has to be sent without a `content-encoding`.",
        ));
    }
    Ok(())
}

fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let is_json = parts
        .next()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    is_json
        && parts.all(|part| match part.split_once('=') {
            Some((name, charset)) if name.trim().eq_ignore_ascii_case("charset") => {
                is_utf_8(charset)
            }
            _ => true,
        })
}

/// Reads the whole body, within its size and time.
pub(super) async fn read(body: Body, settings: &GraphqlSettings) -> Result<Vec<u8>, Refusal> {
    let reading = collect(body, settings.max_body_bytes);
    tokio::time::timeout(settings.body_timeout, reading)
        .await
        .unwrap_or_else(|_| {
            Err(Refusal::http(
                StatusCode::REQUEST_TIMEOUT,
                "The body did not arrive in time.",
            ))
        })
}

async fn collect(body: Body, limit: usize) -> Result<Vec<u8>, Refusal> {
    // A body that announces its size is refused before the first byte.
    if let Some(announced) = exact_size(&body)
        && announced > limit as u64
    {
        return Err(too_large(limit));
    }
    let mut collected = Vec::new();
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let Ok(chunk) = chunk else {
            return Err(Refusal::bad_request("The body ended early."));
        };
        if collected.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        collected.extend_from_slice(&chunk);
    }
    Ok(collected)
}

fn exact_size(body: &Body) -> Option<u64> {
    use hyper::body::Body as _;

    body.size_hint().exact()
}

fn too_large(limit: usize) -> Refusal {
    Refusal::http(
        StatusCode::PAYLOAD_TOO_LARGE,
        format!("The body may have at most {limit} bytes."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_json_in_utf_8_is_json() {
        for content_type in [
            "application/json",
            "Application/JSON",
            "application/json; charset=utf-8",
            "application/json;charset=\"UTF-8\"; x=y",
        ] {
            assert!(is_json(content_type), "{content_type}");
        }
        for content_type in [
            "",
            "text/plain",
            "application/jsonx",
            "application/json+x",
            "application/json; charset=utf-16",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=application/json",
            "application/graphql",
            "text/plain; application/json",
        ] {
            assert!(!is_json(content_type), "{content_type}");
        }
    }
}
