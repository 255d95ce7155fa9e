//! Which files are kept.

use std::fmt;

use jiff::SignedDuration;

use super::{Label, UploadError};

/// Which files are kept, and for how long.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Largest file in bytes.
    pub max_size: u64,
    /// All files together, in bytes: a file is not begun when this is reached.
    pub max_total: u64,
    /// How long a file is kept.
    pub life: SignedDuration,
    /// Media types that are taken; empty takes all.
    pub types: Vec<MediaRange>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_size: 25 * 1024 * 1024,
            max_total: 1024 * 1024 * 1024,
            life: SignedDuration::from_hours(1),
            types: Vec::new(),
        }
    }
}

/// A media type such as `application/pdf`, or all of a kind such as `image/*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaRange(String);

impl MediaRange {
    /// Reads the text form; `None` if it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let (kind, subtype) = text.split_once('/')?;
        let is_range = is_token(kind) && (subtype == "*" || is_token(subtype));
        is_range.then_some(Self(text))
    }

    fn holds(&self, essence: &str) -> bool {
        match self.0.strip_suffix('*') {
            Some(kind) => essence.starts_with(kind),
            None => essence == self.0,
        }
    }
}

impl fmt::Display for MediaRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Longest name and media type, in bytes.
const MAX_TEXT: usize = 255;

impl Limits {
    pub(super) fn check(&self, label: &Label) -> Result<(), UploadError> {
        let Label {
            caller: _,
            filename,
            mime_type,
        } = label;
        let is_bad = |letter: char| letter.is_control() || matches!(letter, '/' | '\\');
        let is_dots = matches!(filename.as_str(), "." | "..");
        if filename.trim().is_empty()
            || filename.len() > MAX_TEXT
            || filename.contains(is_bad)
            || is_dots
        {
            return Err(UploadError::BadFilename);
        }
        if self.takes(mime_type) {
            return Ok(());
        }
        let taken: Vec<_> = self.types.iter().map(MediaRange::to_string).collect();
        let taken = if taken.is_empty() {
            "all of the form `type/subtype`".to_owned()
        } else {
            taken.join(", ")
        };
        Err(UploadError::BadMediaType {
            mime_type: mime_type.chars().take(MAX_TEXT).collect(),
            taken,
        })
    }

    fn takes(&self, mime_type: &str) -> bool {
        let essence = mime_type.split(';').next().unwrap_or_default();
        let essence = essence.trim().to_ascii_lowercase();
        let is_type = essence
            .split_once('/')
            .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
        let is_printable = mime_type.len() <= MAX_TEXT && !mime_type.contains(char::is_control);
        is_type
            && is_printable
            && (self.types.is_empty() || self.types.iter().any(|range| range.holds(&essence)))
    }
}

/// A token of RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_letter)
}
