//! Page sizes and page tokens.

use std::collections::HashMap;

use axum::extract::Query;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::{Answer, Refusal};

/// The parameters of a list. Unknown ones are ignored.
pub(super) type Parameters = Query<HashMap<String, String>>;

/// Without a limit a page is this long; there is no upper limit.
const DEFAULT_LIMIT: usize = 1000;

/// How many rows are asked for.
pub(super) fn limit(parameters: &Parameters) -> Answer<usize> {
    let Some(text) = parameters.get("limit") else {
        return Ok(DEFAULT_LIMIT);
    };
    let limit = parse_int(text).ok_or_else(|| Refusal::invalid_field("Limit must be a number."))?;
    // The database refuses a negative limit, and nobody catches that.
    usize::try_from(limit).map_err(|_| Refusal::internal())
}

/// As JavaScript's `parseInt`: the leading digits count, what follows does not.
fn parse_int(text: &str) -> Option<i64> {
    let text = text.trim_start();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    let digits = &digits[..end];
    if digits.is_empty() {
        return None;
    }
    Some(sign * digits.parse().unwrap_or(i64::from(i32::MAX)))
}

/// Reads the token, if there is one.
pub(super) fn token<T: DeserializeOwned>(parameters: &Parameters) -> Answer<Option<T>> {
    let Some(text) = parameters.get("token").filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let refusal = || Refusal::invalid_field("Pagination token is not valid");
    let bytes = STANDARD.decode(text).map_err(|_| refusal())?;
    // The server's `btoa` writes one byte per character.
    let json: String = bytes.into_iter().map(char::from).collect();
    serde_json::from_str(&json).map(Some).map_err(|_| refusal())
}

/// Writes a token. Characters beyond Latin-1 are more than `btoa` can do.
pub(super) fn write_token(content: &Value) -> Answer<Value> {
    let bytes: Result<Vec<u8>, _> = content.to_string().chars().map(u8::try_from).collect();
    let bytes = bytes.map_err(|_| Refusal::internal())?;
    Ok(Value::String(STANDARD.encode(bytes)))
}
