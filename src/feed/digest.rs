//! Short stand-ins for ids, so that cursors stay small.

use sha2::{Digest as _, Sha256};

/// The first eight bytes of the hash of a text. Stays the same between versions and machines, as cursors need.
pub(super) fn digest(text: &str) -> u64 {
    let hash = Sha256::digest(text.as_bytes());
    let (first, _) = hash.split_first_chunk().expect("the hash has 32 bytes");
    u64::from_be_bytes(*first)
}
