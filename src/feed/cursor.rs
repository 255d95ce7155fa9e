//! Cursors: opaque, signed, tied to one list and one caller, and not good for ever.
//!
//! A cursor is base64 of: version, time of issue, contents, signature. What it is tied to is signed along but not
//! written down. The contents are the business of who makes them (`state`, `timeline`). Clients put cursors into URLs and
//! variables, so they stay below 2 KiB: longer contents, from about 20 sources on, stay here and the cursor names them.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use crate::clock::SharedClock;
use crate::feed::FeedError;

/// First byte of a cursor. Other contents get another one, and old cursors are then refused.
const VERSION: u8 = 2;

/// First byte of a cursor whose contents stay here.
const HANDLE: u8 = 3;

/// The longest contents that a cursor carries itself: about 2 KiB as text, with what is around them.
const LONGEST: usize = 1_450;

/// Bytes that the contents that stay here may take together.
const HELD_BYTES: u64 = 64 << 20;

/// What names contents that stay here.
type Handle = [u8; 16];

/// Bytes in front of the contents: the version and the time of issue.
const HEAD: usize = 1 + size_of::<i64>();

/// Bytes of the signature.
const SIGNATURE: usize = 32;

/// Signs cursors and checks them.
pub(super) struct Signer {
    mac: Hmac<Sha256>,
    life: Duration,
    clock: SharedClock,
    /// Contents that are too long for a cursor.
    held: Cache<Handle, Arc<[u8]>>,
}

impl Signer {
    pub(super) fn new(secret: &SecretString, life: Duration, clock: SharedClock) -> Self {
        let mac = Hmac::new_from_slice(secret.expose_secret().as_bytes())
            .expect("a key of this code may have any length");
        let weight =
            |_: &Handle, contents: &Arc<[u8]>| u32::try_from(contents.len()).unwrap_or(u32::MAX);
        let held = Cache::builder()
            .max_capacity(HELD_BYTES)
            // The usual policy keeps what was used often. A cursor is used once, and the latest ones are to be used next.
            .eviction_policy(EvictionPolicy::lru())
            .weigher(weight)
            .time_to_live(life)
            .build();
        Self {
            mac,
            life,
            clock,
            held,
        }
    }

    /// Ties cursors to what they are good for: the form of their contents, a list with its arguments, and a caller.
    pub(super) fn seal(self: &Arc<Self>, form: &str, names: &[&str]) -> Seal {
        let mut mac = self.mac.clone();
        for part in [form].iter().chain(names) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        Seal {
            mac,
            signer: Arc::clone(self),
        }
    }
}

/// Makes and opens the cursors of one list for one caller.
#[derive(Clone)]
pub(super) struct Seal {
    mac: Hmac<Sha256>,
    signer: Arc<Signer>,
}

impl Seal {
    /// Makes a cursor.
    pub(super) fn close(&self, contents: &[u8]) -> String {
        if contents.len() <= LONGEST {
            return self.sign(VERSION, contents);
        }
        let hash = Sha256::digest(contents);
        let (handle, _) = hash.split_first_chunk().expect("the hash has 32 bytes");
        self.signer.held.insert(*handle, contents.into());
        self.sign(HANDLE, handle)
    }

    fn sign(&self, version: u8, contents: &[u8]) -> String {
        let mut bytes = Vec::with_capacity(HEAD + contents.len() + SIGNATURE);
        bytes.push(version);
        bytes.extend(self.signer.clock.now().as_second().to_be_bytes());
        bytes.extend_from_slice(contents);
        let signature = self.mac.clone().chain_update(&bytes).finalize();
        bytes.extend_from_slice(&signature.into_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Opens a cursor that this or an equal seal made.
    pub(super) fn open(&self, cursor: &str) -> Result<Vec<u8>, FeedError> {
        let bytes = URL_SAFE_NO_PAD
            .decode(cursor)
            .map_err(|_| FeedError::CursorInvalid)?;
        let signed = bytes
            .len()
            .checked_sub(SIGNATURE)
            .ok_or(FeedError::CursorInvalid)?;
        let (signed, signature) = bytes.split_at(signed);
        self.mac
            .clone()
            .chain_update(signed)
            .verify_slice(signature)
            .map_err(|_| FeedError::CursorInvalid)?;
        let (head, contents) = signed
            .split_first_chunk::<HEAD>()
            .ok_or(FeedError::CursorInvalid)?;
        let [version, issued_at @ ..] = *head;
        self.check_age(i64::from_be_bytes(issued_at))?;
        match version {
            VERSION => Ok(contents.to_vec()),
            HANDLE => self.held(contents),
            _ => Err(FeedError::CursorInvalid),
        }
    }

    /// The contents that stay here. What is gone had to make room, or was held by a gateway that has stopped.
    fn held(&self, handle: &[u8]) -> Result<Vec<u8>, FeedError> {
        let handle = handle.try_into().map_err(|_| FeedError::CursorInvalid)?;
        let contents = self.signer.held.get::<Handle>(&handle);
        let contents = contents.ok_or(FeedError::CursorExpired)?;
        Ok(contents.to_vec())
    }

    fn check_age(&self, issued_at: i64) -> Result<(), FeedError> {
        let age = self
            .signer
            .clock
            .now()
            .as_second()
            .saturating_sub(issued_at);
        // A cursor from the future was made by another replica whose clock is ahead.
        let age = Duration::from_secs(u64::try_from(age).unwrap_or(0));
        if age > self.signer.life {
            return Err(FeedError::CursorExpired);
        }
        Ok(())
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use jiff::Timestamp;
    use proptest::prelude::{any, proptest};

    use super::{Seal, Signer};
    use crate::clock::SettableClock;
    use crate::feed::FeedError;

    fn seal(secret: &str, names: &[&str]) -> Seal {
        let clock = SettableClock::at(Timestamp::UNIX_EPOCH);
        let signer = Signer::new(&secret.into(), Duration::from_secs(60), clock);
        Arc::new(signer).seal("form", names)
    }

    #[track_caller]
    fn assert_refused(seal: &Seal, cursor: &str) {
        let opened = seal.open(cursor);
        assert!(
            matches!(opened, Err(FeedError::CursorInvalid)),
            "{opened:?}"
        );
    }

    proptest! {
        #[test]
        fn what_is_closed_opens(contents in any::<Vec<u8>>()) {
            let seal = seal("secret", &["list"]);
            assert_eq!(seal.open(&seal.close(&contents)).unwrap(), contents);
        }

        #[test]
        fn a_cursor_that_differs_in_one_bit_is_refused(contents in any::<Vec<u8>>(), bit in any::<usize>()) {
            let seal = seal("secret", &["list"]);
            let cursor = seal.close(&contents);
            let mut bytes = URL_SAFE_NO_PAD.decode(&cursor).unwrap();
            let place = bit / 8 % bytes.len();
            bytes[place] ^= 1 << (bit % 8);
            assert_refused(&seal, &URL_SAFE_NO_PAD.encode(bytes));

            let mut text = cursor.into_bytes();
            let place = bit / 8 % text.len();
            text[place] ^= 1 << (bit % 8);
            if let Ok(text) = String::from_utf8(text) {
                assert_refused(&seal, &text);
            }
        }

        #[test]
        fn anything_else_is_refused(text in any::<String>(), bytes in any::<Vec<u8>>()) {
            let seal = seal("secret", &["list"]);
            assert_refused(&seal, &text);
            assert_refused(&seal, &URL_SAFE_NO_PAD.encode(bytes));
        }
    }

    #[test]
    fn long_contents_stay_here_and_the_cursor_stays_short() {
        let one = seal("secret", &["list"]);
        let contents = [7; 100_000];
        let cursor = one.close(&contents);
        assert!(cursor.len() < 100, "{}", cursor.len());
        assert_eq!(one.open(&cursor).unwrap(), contents);
        let longest = one.close(&[7; super::LONGEST]);
        assert!(longest.len() <= 2_048, "{}", longest.len());
        let after_a_restart = seal("secret", &["list"]);
        let opened = after_a_restart.open(&cursor);
        assert!(
            matches!(opened, Err(FeedError::CursorExpired)),
            "{opened:?}"
        );
        assert_refused(&seal("secret", &["other"]), &cursor);
    }

    #[test]
    fn where_not_all_long_contents_find_room_the_latest_stay() {
        let seal = seal("secret", &["list"]);
        for number in 0..100 {
            let contents = vec![number; 1 << 20];
            let cursor = seal.close(&contents);
            seal.signer.held.run_pending_tasks();
            let opened = seal.open(&cursor);
            assert!(
                opened.is_ok_and(|opened| opened == contents),
                "cursor {number} is gone"
            );
        }
    }

    #[test]
    fn other_keys_and_names_do_not_open_it() {
        let cursor = seal("secret", &["list", "caller"]).close(b"contents");
        assert_refused(&seal("other", &["list", "caller"]), &cursor);
        assert_refused(&seal("secret", &["listcaller", ""]), &cursor);
        assert_refused(&seal("secret", &["list"]), &cursor);
    }
}
