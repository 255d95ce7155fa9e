//! Ids: those that customers choose, and those that the provider makes.

use sha2::{Digest, Sha256};

use super::error::{Answer, Refusal};

/// An id that looks random and is always the same.
pub(super) fn uuid(name: &str) -> String {
    let hash = Sha256::digest(name.as_bytes());
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "{}-{}-4{}-8{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..32]
    )
}

/// True if the text has the form of a UUID.
pub(super) fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_hex = |part: &&str| part.chars().all(|c| c.is_ascii_hexdigit());
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12]) && parts.iter().all(is_hex)
}

/// True if a customer may choose the id: 1 to 320 characters, no controls, no `cord:`.
pub(super) fn is_external(id: &str) -> bool {
    let is_long = id.chars().count() > 320;
    !(id.is_empty() || is_long || id.starts_with("cord:") || id.chars().any(char::is_control))
}

/// Refuses an id that no customer can have chosen.
pub(super) fn check_external(id: &str) -> Answer<()> {
    if is_external(id) {
        return Ok(());
    }
    Err(Refusal::invalid_request())
}
