//! Signed, expiring links to files. Whoever has one gets the file, and nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretSlice};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::clock::SharedClock;
use crate::model::{Attachment, GlobalId, Id};

/// Makes links to files and reads them.
#[derive(Debug)]
pub struct Links {
    secret: SecretSlice<u8>,
    base: String,
    clock: SharedClock,
}

/// What a link leads to.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Target {
    /// Global id of the file.
    id: String,
    /// Name to save it under.
    pub filename: String,
    /// Media type.
    pub mime_type: String,
    /// Unix seconds at which the link ends.
    until: i64,
}

impl Target {
    /// The file.
    #[must_use]
    pub fn attachment(&self) -> Option<Id<Attachment>> {
        GlobalId::parse_as(&self.id).ok()
    }
}

/// Bytes of the signature in front of a token.
const SIGNATURE: usize = 32;
/// Keeps these signatures apart from others made with the same secret.
const PURPOSE: &[u8] = b"deskgraph attachment link\0";

impl Links {
    /// Makes links below `base`, such as `https://desk.example.com`.
    #[must_use]
    pub fn new(secret: SecretSlice<u8>, base: String, clock: SharedClock) -> Self {
        Self {
            secret,
            base,
            clock,
        }
    }

    /// A link to a file that is good for `seconds`.
    #[must_use]
    pub fn to(&self, file: &Attachment, seconds: u32) -> String {
        let target = Target {
            id: file.id.to_global(),
            filename: file.filename.clone(),
            mime_type: file.mime_type.clone(),
            until: self.clock.now().as_second() + i64::from(seconds),
        };
        let payload = serde_json::to_vec(&target).expect("text and a number are always JSON");
        let mut token = self.mac(&payload).finalize().into_bytes().to_vec();
        token.extend_from_slice(&payload);
        format!(
            "{}/attachments/{}",
            self.base,
            URL_SAFE_NO_PAD.encode(token)
        )
    }

    /// What a token leads to; `None` if it was not made here or has ended.
    #[must_use]
    pub fn read(&self, token: &str) -> Option<Target> {
        let token = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (signature, payload) = token.split_at_checked(SIGNATURE)?;
        self.mac(payload).verify_slice(signature).ok()?;
        let target: Target = serde_json::from_slice(payload).ok()?;
        (self.clock.now().as_second() < target.until).then_some(target)
    }

    fn mac(&self, payload: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.expose_secret())
            .expect("any key length fits");
        mac.update(PURPOSE);
        mac.update(payload);
        mac
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::{any, proptest};

    use super::Links;
    use crate::clock::SettableClock;
    use crate::model::{Attachment, AttachmentState, Id, SourceKey};

    fn file() -> Attachment {
        Attachment {
            id: Id::new(&SourceKey::parse("chat").unwrap(), "7"),
            web_url: None,
            filename: "größe.csv".to_owned(),
            mime_type: "text/csv".to_owned(),
            size_bytes: None,
            width: None,
            height: None,
            state: AttachmentState::Available,
            raw: None,
        }
    }

    #[test]
    fn a_link_leads_to_its_file_until_it_ends() {
        let clock = SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap());
        let links = Links::new(vec![7; 32].into(), "http://h".to_owned(), clock.clone());
        let link = links.to(&file(), 300);
        let token = link.strip_prefix("http://h/attachments/").unwrap();
        let target = links.read(token).unwrap();
        assert_eq!(target.attachment(), Some(file().id));
        assert_eq!(target.filename, "größe.csv");
        let other = Links::new(vec![8; 32].into(), "http://h".to_owned(), clock.clone());
        assert_eq!(other.read(token), None);
        clock.advance(Duration::from_secs(300));
        assert_eq!(links.read(token), None);
    }

    proptest! {
        #[test]
        fn any_other_token_leads_nowhere(text in any::<String>()) {
            let clock = SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap());
            let links = Links::new(vec![7; 32].into(), String::new(), clock);
            assert_eq!(links.read(&text), None);
        }
    }
}
