//! Unthread's error bodies.

use crate::transport::{ErrorKind, Refined, Refusal};

use super::wire;

/// Longest plain text that is taken for a message of the provider.
const MAX_PLAIN_MESSAGE: usize = 200;

/// Reads a refusal.
pub(super) fn refine(refusal: &Refusal<'_>) -> Refined {
    // A file that is not ready yet: it will be, in seconds.
    let kind = matches!(refusal.status, 409 | 425).then_some(ErrorKind::Unavailable);
    let Ok(failure) = serde_json::from_slice::<wire::Failure>(refusal.body) else {
        return Refined {
            kind,
            message: plain(refusal.body),
            ..Refined::default()
        };
    };
    let wire::Failure {
        errors,
        message,
        error,
    } = failure;
    let (code, told) = match errors.into_iter().next() {
        Some(wire::FailureDetail {
            code,
            title,
            detail,
        }) => (code, detail.or(title)),
        None => (None, None),
    };
    Refined {
        kind,
        code,
        message: told.or(message).or(error),
        ..Refined::default()
    }
}

/// Some refusals are a line of text.
fn plain(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?.trim();
    let is_line =
        !text.is_empty() && text.len() <= MAX_PLAIN_MESSAGE && !text.starts_with(['<', '{', '[']);
    is_line.then(|| text.to_owned())
}
