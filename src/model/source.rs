//! Configured accounts.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The short unique name of one configured account, such as `helpscout-eu`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceKey(Arc<str>);

impl TryFrom<String> for SourceKey {
    type Error = ParseSourceKeyError;

    fn try_from(text: String) -> Result<Self, ParseSourceKeyError> {
        Self::parse(&text)
    }
}

impl From<SourceKey> for String {
    fn from(key: SourceKey) -> Self {
        key.0.to_string()
    }
}

/// The text is not a source key.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "a source key is a lower-case letter followed by at most 31 lower-case letters, digits and hyphens"
)]
pub struct ParseSourceKeyError;

impl SourceKey {
    /// The longest key.
    pub const MAX_LEN: usize = 32;

    /// Reads a key.
    ///
    /// # Errors
    /// If the text does not have the form of a key.
    pub fn parse(text: &str) -> Result<Self, ParseSourceKeyError> {
        let mut letters = text.bytes();
        let starts_well = letters
            .next()
            .is_some_and(|first| first.is_ascii_lowercase());
        let goes_on = letters.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if starts_well && goes_on && text.len() <= Self::MAX_LEN {
            Ok(Self(text.into()))
        } else {
            Err(ParseSourceKeyError)
        }
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceKey({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::SourceKey;

    #[test]
    fn only_short_lower_case_words_are_keys() {
        for good in ["a", "helpscout-eu", "chat2", &"k".repeat(32)] {
            assert_eq!(SourceKey::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "-a", "2a", "Chat", "a_b", "a b", "é", &"k".repeat(33)] {
            assert!(SourceKey::parse(bad).is_err(), "{bad}");
        }
    }
}
