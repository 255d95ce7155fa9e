use std::fmt;
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderName, HeaderValue};

pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Long enough for every usual form, short enough for a log line.
const MAX_LENGTH: usize = 128;

/// Names one request: in its answer (`x-request-id`), in the log, and in internal errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// Makes a new id that nobody can guess.
    #[must_use]
    pub fn fresh() -> Self {
        Self(format!("{:032x}", rand::random::<u128>()).into())
    }

    /// Takes the caller's id if it is a plain token, so that it can stand in headers and logs; otherwise a fresh one.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let given = headers
            .get(REQUEST_ID)
            .and_then(|value| value.to_str().ok());
        match given {
            Some(id) if is_token(id) => Self(id.into()),
            _ => Self::fresh(),
        }
    }

    /// Returns the text of the id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn header_value(&self) -> HeaderValue {
        HeaderValue::from_str(&self.0).expect("an id is made of letters, digits and `_.:-`")
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn is_token(id: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.:-".contains(&byte);
    (1..=MAX_LENGTH).contains(&id.len()) && id.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id_for(given: &'static str) -> RequestId {
        let mut headers = HeaderMap::new();
        headers.insert(REQUEST_ID, HeaderValue::from_static(given));
        RequestId::of(&headers)
    }

    #[test]
    fn a_plain_token_is_kept() {
        assert_eq!(id_for("Req-1:a.b_2").as_str(), "Req-1:a.b_2");
    }

    #[test]
    fn anything_else_is_replaced() {
        let too_long = "a".repeat(129).leak();
        for given in ["", "two words", "a\"b", "{}", too_long] {
            let id = id_for(given);
            assert_ne!(id.as_str(), given);
            assert_eq!(id.as_str().len(), 32);
        }
    }

    #[test]
    fn fresh_ids_differ() {
        assert_ne!(RequestId::fresh(), RequestId::fresh());
    }
}
