//! Help Scout's error bodies and its own word for how long to wait.

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::transport::{Refined, Refusal};

use super::wire;

/// Seconds until the minute of the account is over.
const WAIT: &str = "x-ratelimit-retry-after";
/// How long to wait if nothing says how long.
const DEFAULT_WAIT: Duration = Duration::from_secs(10);
const TOO_MANY_REQUESTS: u16 = 429;

/// Reads a refusal. The code is the end of the link to the error page, for fields alone.
pub(super) fn refine(refusal: &Refusal<'_>) -> Refined {
    let failure: wire::Failure = serde_json::from_slice(refusal.body).unwrap_or_default();
    let wire::Failure {
        log_ref,
        message,
        embedded,
    } = failure;
    let flaws = embedded.map(|parts| parts.errors).unwrap_or_default();
    let flaw = flaws.into_iter().next();
    let code = flaw.as_ref().and_then(code);
    let detail = flaw.and_then(|flaw| Some(format!("{}: {}", flaw.path?, flaw.message?)));
    let message = match (message, detail) {
        (Some(message), Some(detail)) => Some(format!("{message}: {detail}")),
        (message, detail) => message.or(detail),
    };
    Refined {
        kind: None,
        code,
        message,
        retry_after: wait(refusal.status, refusal.headers),
        request_id: log_ref,
    }
}

fn code(flaw: &wire::Flaw) -> Option<String> {
    let link = flaw.links.as_ref()?.about.as_ref()?.href.as_ref()?;
    let (_, code) = link.split_once('#')?;
    Some(code.to_owned())
}

fn wait(status: u16, headers: &HeaderMap) -> Option<Duration> {
    if let Some(seconds) = headers
        .get(WAIT)
        .and_then(|value| value.to_str().ok()?.trim().parse().ok())
    {
        return Some(Duration::from_secs(seconds));
    }
    (status == TOO_MANY_REQUESTS && !headers.contains_key(RETRY_AFTER)).then_some(DEFAULT_WAIT)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    use super::{WAIT, refine};
    use crate::transport::{Refined, Refusal};

    fn read(status: u16, header: Option<(&'static str, &'static str)>, body: &str) -> Refined {
        let mut headers = HeaderMap::new();
        if let Some((name, value)) = header {
            headers.insert(name, HeaderValue::from_static(value));
        }
        refine(&Refusal {
            status,
            headers: &headers,
            body: body.as_bytes(),
        })
    }

    #[test]
    fn a_refusal_names_the_field() {
        let body = r#"{"logRef":"7b0c12d8-33aa-4b55-9a01-7f3d2c8e1a44#3","message":"Bad request","_embedded":{"errors":[{"path":"status","message":"Expected one of these: 'active', 'spam', 'open', 'closed', 'pending'","rejectedValue":"Wrong","source":"JSON","_links":{"about":{"href":"http://developer.helpscout.net/mailbox-api/overview/errors#EnumValue"}}}]},"_links":{"about":{"href":"http://developer.helpscout.net/mailbox-api/overview/errors"}}}"#;
        let refined = read(400, None, body);
        assert_eq!(refined.code.as_deref(), Some("EnumValue"));
        assert_eq!(
            refined.message.as_deref(),
            Some(
                "Bad request: status: Expected one of these: 'active', 'spam', 'open', 'closed', 'pending'"
            )
        );
        assert_eq!(
            refined.request_id.as_deref(),
            Some("7b0c12d8-33aa-4b55-9a01-7f3d2c8e1a44#3")
        );
        assert_eq!(refined.retry_after, None);
    }

    #[test]
    fn a_refusal_without_fields_has_no_code() {
        let body = r#"{"logRef":"cb73aad3-9a81-44fd-bf70-48250ea256ff#12","message":"Not Found","_links":{"about":{"href":"http://developer.helpscout.net/mailbox-api/overview/errors"}}}"#;
        let refined = read(404, None, body);
        assert_eq!(refined.code, None);
        assert_eq!(refined.message.as_deref(), Some("Not Found"));
        for body in ["", "<html>", "[]", "null"] {
            assert_eq!(read(502, None, body).message, None);
        }
    }

    #[test]
    fn the_wait_is_told_in_a_header_of_its_own() {
        let body = r#"{"message":"API rate limit exceeded"}"#;
        let wait = |header| read(429, header, body).retry_after;
        assert_eq!(wait(Some((WAIT, "37"))), Some(Duration::from_secs(37)));
        assert_eq!(wait(None), Some(Duration::from_secs(10)));
        // The usual header is read by the transport.
        assert_eq!(wait(Some((RETRY_AFTER.as_str(), "5"))), None);
    }
}
