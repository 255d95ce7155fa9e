//! Bodies of answers: bounded, decoded with the JSON path of what does not fit.

use bytes::{Bytes, BytesMut};
use serde::de::DeserializeOwned;

use crate::transport::{Error, ErrorKind};

/// Largest answer of a token endpoint.
pub(super) const MAX_TOKEN_BYTES: usize = 64 * 1024;

/// Reads a body to its end, but no further than `max` bytes after decompression.
pub(super) async fn read(
    mut answer: reqwest::Response,
    max: usize,
    operation: &'static str,
) -> Result<Bytes, Error> {
    let too_large = || {
        Error::new(
            ErrorKind::Malformed,
            operation,
            format!("the answer is larger than {max} bytes"),
        )
    };
    let expected =
        usize::try_from(answer.content_length().unwrap_or_default()).unwrap_or(usize::MAX);
    if expected > max {
        return Err(too_large());
    }
    let mut body = BytesMut::with_capacity(expected);
    while let Some(chunk) = answer
        .chunk()
        .await
        .map_err(|error| broken(&error, operation))?
    {
        if body.len() + chunk.len() > max {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// A connection that broke in mid-answer. reqwest calls it a decode error.
fn broken(error: &reqwest::Error, operation: &'static str) -> Error {
    let kind = if error.is_timeout() {
        ErrorKind::TimedOut
    } else {
        ErrorKind::Unavailable
    };
    Error::new(kind, operation, "the answer broke off")
}

/// Decodes JSON. An empty body stands for `null`.
pub(super) fn decode<T: DeserializeOwned>(
    body: &[u8],
    operation: &'static str,
) -> Result<T, Error> {
    let body = if body.is_empty() {
        b"null".as_slice()
    } else {
        body
    };
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        Error::new(
            ErrorKind::Malformed,
            operation,
            format!(
                "the answer does not fit at `{path}`: {}",
                without_values(&error.inner().to_string())
            ),
        )
    })?;
    let trailing = |error| {
        Error::new(
            ErrorKind::Malformed,
            operation,
            format!("the answer goes on: {error}"),
        )
    };
    json.end().map_err(trailing)?;
    Ok(value)
}

/// Longest part of a decode error that is kept.
const MAX_REASON: usize = 200;

/// Takes quoted values out of a decode error: they are somebody's texts, and may be of any length.
fn without_values(reason: &str) -> String {
    let quotes = reason.find('"').zip(reason.rfind('"'));
    let told = match quotes {
        Some((first, last)) if first < last => {
            format!("{}…{}", &reason[..first], &reason[last + 1..])
        }
        _ => reason.to_owned(),
    };
    told.chars().take(MAX_REASON).collect()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::decode;

    #[derive(Debug, Deserialize)]
    struct Thread {
        #[expect(dead_code, reason = "only its type matters")]
        total: u32,
    }

    #[test]
    fn what_does_not_fit_is_named_by_its_path() {
        let body = br#"{"threads": [{"total": 1}, {"total": "many"}]}"#;
        let error =
            decode::<std::collections::HashMap<String, Vec<Thread>>>(body, "cord.threads.list")
                .unwrap_err();
        assert!(
            error.detail.contains("`threads[1].total`"),
            "{}",
            error.detail
        );
    }

    #[test]
    fn what_does_not_fit_is_not_repeated() {
        let body = format!(r#"{{"total": "{}"}}"#, "Dear Ana, ".repeat(1000));
        let error = decode::<Thread>(body.as_bytes(), "x").unwrap_err();
        assert!(!error.detail.contains("Dear Ana"), "{}", error.detail);
        assert!(error.detail.contains("expected u32"), "{}", error.detail);
        assert!(error.detail.len() < 300);
    }

    #[test]
    fn an_empty_body_is_null() {
        assert_eq!(decode::<Option<u8>>(b"", "x").unwrap(), None);
        assert!(decode::<u8>(b"", "x").is_err());
    }
}
