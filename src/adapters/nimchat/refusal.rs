//! What Nimchat's refusals mean.

use std::time::{Duration, UNIX_EPOCH};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use serde_json::Value;

use crate::transport::{ErrorKind, Refined, Refusal};

use super::wire;

/// Refusals that come as a 401 although the token is good. There is no 403.
const FORBIDDEN: &[&str] = &[
    "You are not authorized to do this action",
    "You are not authorized to access this account",
    "Access to this endpoint is not authorized for bots",
    "Account is suspended",
    "Non permissible resource",
];

/// The limit counts in whole minutes of the clock.
const WINDOW: u64 = 60;

pub(super) fn refine(refusal: &Refusal<'_>) -> Refined {
    let message = message(refusal.body);
    let is_forbidden = message
        .as_deref()
        .is_some_and(|message| FORBIDDEN.contains(&message));
    // The server itself never says how long to wait; a proxy in front of it may.
    let is_untold = refusal.status == 429 && !refusal.headers.contains_key(RETRY_AFTER);
    let request_id = refusal.headers.get("x-request-id");
    Refined {
        kind: (refusal.status == 401 && is_forbidden).then_some(ErrorKind::Forbidden),
        code: None,
        message,
        retry_after: is_untold.then(|| until_next_window(refusal.headers)),
        request_id: request_id
            .and_then(|id| id.to_str().ok())
            .map(str::to_owned),
    }
}

/// The text of a refusal, which stands in one of three members, or is the body itself.
fn message(body: &[u8]) -> Option<String> {
    let Ok(failure) = serde_json::from_slice(body) else {
        let text = String::from_utf8_lossy(body).trim().to_owned();
        return Some(text).filter(|text| !text.is_empty());
    };
    let wire::Failure {
        error,
        message,
        errors,
    } = failure;
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let first = errors.as_ref().and_then(|errors| errors.first());
    message
        .or_else(|| error.as_ref().map(text))
        .or_else(|| first.map(text))
}

/// How long the window of the provider's clock lasts. Without a date, as long as it can.
fn until_next_window(headers: &HeaderMap) -> Duration {
    let date = headers.get(DATE).and_then(|date| date.to_str().ok());
    let now = date.and_then(|date| httpdate::parse_http_date(date).ok());
    let seconds = now
        .and_then(|now| now.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |now| now.as_secs());
    Duration::from_secs(WINDOW - seconds % WINDOW)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};

    use super::refine;
    use crate::transport::{ErrorKind, Refined, Refusal};

    fn refined(status: u16, body: &str) -> Refined {
        refine(&Refusal {
            status,
            headers: &HeaderMap::new(),
            body: body.as_bytes(),
        })
    }

    #[test]
    fn a_401_may_mean_a_missing_right() {
        let cases = [
            (
                r#"{"error":"You are not authorized to do this action"}"#,
                Some(ErrorKind::Forbidden),
            ),
            (
                r#"{"error":"You are not authorized to access this account"}"#,
                Some(ErrorKind::Forbidden),
            ),
            (
                r#"{"error":"Account is suspended"}"#,
                Some(ErrorKind::Forbidden),
            ),
            (r#"{"error":"Invalid Access Token"}"#, None),
            (
                r#"{"errors":["You need to sign in or sign up before continuing."]}"#,
                None,
            ),
        ];
        for (body, kind) in cases {
            assert_eq!(refined(401, body).kind, kind, "{body}");
        }
    }

    #[test]
    fn the_text_is_found_wherever_it_stands() {
        let cases = [
            (
                r#"{"error":"Resource could not be found"}"#,
                Some("Resource could not be found"),
            ),
            (
                r#"{"status":500,"error":"Internal Server Error"}"#,
                Some("Internal Server Error"),
            ),
            (
                r#"{"message":"Email has already been taken","attributes":["email"]}"#,
                Some("Email has already been taken"),
            ),
            (
                r#"{"errors":["You need to sign in."]}"#,
                Some("You need to sign in."),
            ),
            (
                r#"{"error":{"conditions":["No operator."]}}"#,
                Some(r#"{"conditions":["No operator."]}"#),
            ),
            ("Retry later\n", Some("Retry later")),
            ("", None),
            ("{}", None),
        ];
        for (body, text) in cases {
            assert_eq!(refined(422, body).message.as_deref(), text, "{body}");
        }
    }

    #[test]
    fn the_limit_opens_with_the_next_minute_of_the_provider_s_clock() {
        let mut headers = HeaderMap::new();
        let date = HeaderValue::from_static("Thu, 26 Oct 2023 08:50:17 GMT");
        headers.insert(DATE, date);
        let wait = |headers: &HeaderMap| {
            let refusal = Refusal {
                status: 429,
                headers,
                body: b"Retry later\n",
            };
            refine(&refusal).retry_after
        };
        assert_eq!(wait(&headers), Some(Duration::from_secs(43)));
        assert_eq!(wait(&HeaderMap::new()), Some(Duration::from_secs(60)));
        headers.insert(RETRY_AFTER, HeaderValue::from_static("7"));
        assert_eq!(wait(&headers), None);
    }
}
