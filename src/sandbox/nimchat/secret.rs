//! Tokens, UUIDs and signed ids: made from a name, so that they are the same in every run.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

const BASE58: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Makes a secret of 24 characters, as the server does for people, bots, apps and inboxes.
pub(super) fn token(name: &str) -> String {
    let digest = Sha256::digest(name.as_bytes());
    let letter = |byte: &u8| char::from(BASE58[usize::from(*byte) % BASE58.len()]);
    digest.iter().take(24).map(letter).collect()
}

/// Makes a UUID that says it is of version 4.
pub(super) fn uuid(name: &str) -> String {
    let hex = hex(name);
    format!(
        "{}-{}-4{}-a{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..32]
    )
}

/// Makes the id of a stored file that only the server can make.
pub(super) fn signed_id(blob: u64) -> String {
    let message = URL_SAFE_NO_PAD.encode(format!(
        "{{\"_rails\":{{\"data\":{blob},\"pur\":\"blob_id\"}}}}"
    ));
    format!("{message}--{}", &hex(&message)[..40])
}

/// Writes the digest of a name in 64 hexadecimal digits.
pub(super) fn hex(name: &str) -> String {
    let digest = Sha256::digest(name.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{signed_id, token, uuid};

    #[test]
    fn a_token_has_24_characters_that_cannot_be_mixed_up() {
        let made = token("ana");
        assert_eq!(made.len(), 24);
        assert!(!made.contains(['0', 'O', 'I', 'l']));
        assert_ne!(made, token("bo"));
    }

    #[test]
    fn a_uuid_has_the_marks_of_version_4() {
        let made = uuid("conversation 1");
        let lengths: Vec<usize> = made.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!((&made[14..15], &made[19..20]), ("4", "a"));
    }

    #[test]
    fn each_file_has_its_own_signed_id() {
        assert_ne!(signed_id(1), signed_id(2));
        assert!(signed_id(1).contains("--"));
    }
}
