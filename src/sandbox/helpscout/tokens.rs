//! Access tokens of the one application that the account has.

use std::collections::BTreeMap;
use std::time::Duration;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// How long a token works: 48 hours.
pub(crate) const LIFETIME: Duration = Duration::from_secs(172_800);

/// More valid tokens than any client needs; the one that ends first makes room.
const MOST: usize = 1_000;

/// The credentials of an application.
#[derive(Debug, Clone, Copy)]
pub(crate) struct App {
    /// App ID.
    pub id: &'static str,
    /// App Secret.
    pub secret: &'static str,
}

/// The tokens that are valid now.
#[derive(Debug)]
pub(crate) struct Tokens {
    app: App,
    issued: u64,
    valid_until: BTreeMap<String, Duration>,
}

impl Tokens {
    /// Starts without a token.
    pub(crate) const fn new(app: App) -> Self {
        Self {
            app,
            issued: 0,
            valid_until: BTreeMap::new(),
        }
    }

    /// Makes a token of 32 hexadecimal digits; earlier ones stay valid. `None` if the credentials are wrong.
    pub(crate) fn issue(&mut self, id: &str, secret: &str, uptime: Duration) -> Option<String> {
        let is_id = id.as_bytes().ct_eq(self.app.id.as_bytes());
        let is_secret = secret.as_bytes().ct_eq(self.app.secret.as_bytes());
        if !bool::from(is_id & is_secret) {
            return None;
        }
        self.valid_until.retain(|_, end| *end > uptime);
        self.make_room();
        self.issued += 1;
        let token = name(self.app, self.issued);
        self.valid_until.insert(token.clone(), uptime + LIFETIME);
        Some(token)
    }

    /// Says whether a token may be used.
    pub(crate) fn is_valid(&self, token: &str, uptime: Duration) -> bool {
        self.valid_until.get(token).is_some_and(|end| *end > uptime)
    }

    fn make_room(&mut self) {
        if self.valid_until.len() < MOST {
            return;
        }
        let first = self.valid_until.iter().min_by_key(|(_, end)| **end);
        if let Some(token) = first.map(|(token, _)| token.clone()) {
            self.valid_until.remove(&token);
        }
    }
}

fn name(app: App, count: u64) -> String {
    let digest = Sha256::digest(format!("{}:{}:{count}", app.id, app.secret));
    digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const APP: App = App {
        id: "app",
        secret: "secret",
    };

    #[test]
    fn several_tokens_are_valid_at_once_and_each_ends_after_48_hours() {
        let mut tokens = Tokens::new(APP);
        let first = tokens.issue("app", "secret", Duration::ZERO).unwrap();
        let second = tokens
            .issue("app", "secret", Duration::from_secs(60))
            .unwrap();
        assert_ne!(first, second);
        assert_eq!(first.len(), 32);
        let valid = |at| {
            let at = Duration::from_secs(at);
            (tokens.is_valid(&first, at), tokens.is_valid(&second, at))
        };
        assert_eq!(valid(172_799), (true, true));
        assert_eq!(valid(172_800), (false, true));
        assert_eq!(valid(172_860), (false, false));
    }

    #[test]
    fn wrong_credentials_get_no_token() {
        let mut tokens = Tokens::new(APP);
        assert_eq!(tokens.issue("app", "Secret", Duration::ZERO), None);
        assert_eq!(tokens.issue("", "secret", Duration::ZERO), None);
    }

    #[test]
    fn the_oldest_token_makes_room() {
        let mut tokens = Tokens::new(APP);
        let first = tokens.issue("app", "secret", Duration::ZERO).unwrap();
        for _ in 0..MOST {
            tokens
                .issue("app", "secret", Duration::from_secs(1))
                .unwrap();
        }
        assert!(!tokens.is_valid(&first, Duration::from_secs(2)));
        assert_eq!(tokens.valid_until.len(), MOST);
    }
}
