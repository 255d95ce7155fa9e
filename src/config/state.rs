//! `[state]`: where the gateway keeps what must survive a restart. `[uploads]`: files that wait to be sent.

use std::path::PathBuf;
use std::time::Duration;

use toml::de::DeValue;

use super::form::{Form, TEXT, kind_of, shown};
use super::quantity::{MAX_SIZE, TIMEOUT};
use super::section::Section;

/// Where the gateway keeps records of writes and staged files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateConfig {
    /// The folder; `None` if the file does not say.
    pub dir: Option<PathBuf>,
    /// The folder that the config file stands in.
    beside: PathBuf,
}

impl StateConfig {
    /// The folder when the file does not say: `deskgraph-state` beside the file.
    #[must_use]
    pub fn default_dir(&self) -> PathBuf {
        self.beside.join("deskgraph-state")
    }
}

/// Files that callers hand in before they send them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadsConfig {
    /// How many bytes a file may have.
    pub max_size: u64,
    /// How many bytes all files may have together.
    pub max_total: u64,
    /// How long a file is kept.
    pub life: Duration,
    /// Media types that are taken, such as `image/*`; empty takes all.
    pub types: Vec<String>,
}

const TYPES: Form<Vec<String>> = Form {
    expected: "a list of media types such as \"application/pdf\" or \"image/*\"",
    example: "[\"image/*\", \"application/pdf\"]",
    read: |value| {
        let DeValue::Array(items) = value else {
            return Err(kind_of(value).to_owned());
        };
        let one = |item: &DeValue<'_>| {
            let text = item.as_str().filter(|text| is_media_range(text));
            text.map(str::to_owned).ok_or(shown(item))
        };
        items.iter().map(|item| one(item.get_ref())).collect()
    },
};

fn is_media_range(text: &str) -> bool {
    let is_word = |word: &str| {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&byte);
        !word.is_empty() && word.bytes().all(is_letter)
    };
    let halves = text.split_once('/');
    halves.is_some_and(|(kind, subtype)| is_word(kind) && (subtype == "*" || is_word(subtype)))
}

pub(super) fn read_state(mut section: Section<'_>) -> StateConfig {
    let beside = section.reader.directory.to_owned();
    let dir = section.optional("dir", &TEXT);
    section.finish();
    StateConfig {
        dir: dir.map(|dir| beside.join(dir)),
        beside,
    }
}

pub(super) fn read_uploads(mut section: Section<'_>) -> UploadsConfig {
    let config = UploadsConfig {
        max_size: section.or("max_size", &MAX_SIZE, 25 * 1024 * 1024),
        max_total: section.or("max_total", &MAX_SIZE, 1024 * 1024 * 1024),
        life: section.or("life", &TIMEOUT, Duration::from_secs(3600)),
        types: section.or("types", &TYPES, Vec::new()),
    };
    section.finish();
    config
}
