//! Ids that are the same in every run.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// Makes a UUID that begins with the time, as the provider's do, and is otherwise the hash of a key.
pub(super) fn uuid(key: &str, at: Timestamp) -> String {
    let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
    let hash = Sha256::digest(key.as_bytes());
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
    bytes[6..].copy_from_slice(&hash[..10]);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    hyphenated(&hex(&bytes))
}

/// Makes a short text of letters and digits from a key.
pub(super) fn short(key: &str) -> String {
    hex(&Sha256::digest(key.as_bytes())[..4])
}

/// Reads a UUID in any form the provider takes; `None` if it is none.
pub(super) fn parse_uuid(text: &str) -> Option<String> {
    let text = text.strip_prefix("urn:uuid:").unwrap_or(text);
    let digits: String = text
        .trim_matches(['{', '}'])
        .chars()
        .filter(|letter| *letter != '-')
        .collect();
    let is_hex = digits.chars().all(|digit| digit.is_ascii_hexdigit());
    (digits.len() == 32 && is_hex).then(|| hyphenated(&digits.to_ascii_lowercase()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hyphenated(digits: &str) -> String {
    let parts = [
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    ];
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{parse_uuid, uuid};

    #[test]
    fn an_id_begins_with_its_time_and_is_the_same_in_every_run() {
        let at = Timestamp::from_second(1_795_194_000).unwrap();
        let id = uuid("ticket 1", at);
        assert_eq!(&id[..15], "01a1f9e6-9280-7");
        assert_eq!(id, uuid("ticket 1", at));
        assert_ne!(id, uuid("ticket 2", at));
    }

    #[test]
    fn a_uuid_is_read_in_every_form() {
        let id = "0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01";
        assert_eq!(parse_uuid(id).as_deref(), Some(id));
        assert_eq!(
            parse_uuid("{0195A3F07C1E7A449B523F1C8C2D1A01}").as_deref(),
            Some(id)
        );
        assert_eq!(parse_uuid("42"), None);
        assert_eq!(parse_uuid("é195a3f0-7c1e-7a44-9b52-3f1c8c2d1a0"), None);
    }
}
