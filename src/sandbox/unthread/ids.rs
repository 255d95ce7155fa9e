//! Ids and times in the forms the service writes, the same in every run.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

const UPPER: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const MIXED: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Derives a version 4 UUID from a kind of object and its key.
pub(super) fn uuid(kind: &str, key: &str) -> String {
    let mut bytes = hash(kind, key);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ]
    .join("-")
}

/// Derives an id in the form that customers had in the early days of the service.
pub(super) fn legacy(kind: &str, key: &str) -> String {
    spelled(&hash(kind, key)[..20], MIXED)
}

/// Derives a Slack id; the first letter tells what it is of.
pub(super) fn slack(letter: char, key: &str) -> String {
    format!("{letter}05{}", spelled(&hash("slack", key)[..8], UPPER))
}

/// A Slack ts: seconds, and six digits of which the last three keep messages of one moment apart.
pub(super) fn ts(at: Timestamp, apart: u32) -> String {
    let millis = at.as_millisecond();
    format!(
        "{}.{:03}{:03}",
        millis.div_euclid(1000),
        millis.rem_euclid(1000),
        apart % 1000
    )
}

/// The Slack ts of a moment that nothing else has.
pub(super) fn own_ts(at: Timestamp) -> String {
    let micros = at.as_microsecond();
    let (seconds, rest) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000));
    format!("{seconds}.{rest:06}")
}

/// A time as it is stored: with microseconds, so that texts sort as times do.
pub(super) fn stored(at: Timestamp) -> String {
    format!("{at:.6}")
}

fn hash(kind: &str, key: &str) -> [u8; 32] {
    Sha256::digest(format!("unthread/{kind}/{key}")).into()
}

fn spelled(bytes: &[u8], alphabet: &[u8]) -> String {
    let letter = |byte: &u8| char::from(alphabet[usize::from(*byte) % alphabet.len()]);
    bytes.iter().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::{legacy, own_ts, slack, stored, ts, uuid};

    #[test]
    fn a_uuid_has_the_version_and_the_variant_of_a_random_one() {
        let id = uuid("tag", "vip");
        assert_eq!(id.len(), 36);
        assert_eq!(&id[14..15], "4");
        assert!(["8", "9", "a", "b"].contains(&&id[19..20]), "{id}");
        assert_eq!(id, uuid("tag", "vip"));
        assert_ne!(id, uuid("user", "vip"));
    }

    #[test]
    fn other_ids_have_the_length_and_the_letters_of_their_kind() {
        let id = legacy("customer", "lumen");
        assert_eq!(id.len(), 20);
        assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let user = slack('U', "ana");
        assert_eq!((user.len(), &user[..3]), (11, "U05"));
    }

    #[test]
    fn a_moment_is_written_in_several_ways() {
        let at = "2026-02-03T08:11:04.118309Z".parse().unwrap();
        assert_eq!(ts(at, 7), "1770106264.118007");
        assert_eq!(own_ts(at), "1770106264.118309");
        assert_eq!(stored(at), "2026-02-03T08:11:04.118309Z");
        let whole = "2026-02-03T08:11:04Z".parse().unwrap();
        assert_eq!(stored(whole), "2026-02-03T08:11:04.000000Z");
    }
}
