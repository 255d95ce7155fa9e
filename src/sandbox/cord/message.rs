//! Messages: what somebody said, or what somebody did.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;

use super::content;
use super::state::Metadata;

#[derive(Debug)]
pub(super) struct Message {
    pub id: String,
    pub author_id: String,
    pub content: Vec<Value>,
    pub created: Timestamp,
    pub updated: Option<Timestamp>,
    pub deleted: Option<Timestamp>,
    /// Tells what somebody did, rather than what they said.
    pub is_action: bool,
    pub url: Option<String>,
    pub icon_url: Option<String>,
    pub translation_key: Option<String>,
    pub metadata: Metadata,
    pub extra_classnames: Option<String>,
    pub skips_link_previews: bool,
    pub files: Vec<Arc<StoredFile>>,
    pub reactions: Vec<Reaction>,
}

/// What an automatic message tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Resolved,
    Unresolved,
}

impl Action {
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Resolved => "resolved this thread",
            Self::Unresolved => "reopened this thread",
        }
    }

    pub(super) const fn icon_url(self) -> &'static str {
        match self {
            Self::Resolved => "https://app.cord.com/static/check-circle.svg",
            Self::Unresolved => "https://app.cord.com/static/arrow-circle-up-right.svg",
        }
    }

    pub(super) const fn translation_key(self) -> &'static str {
        match self {
            Self::Resolved => "cord.thread_resolved",
            Self::Unresolved => "cord.thread_unresolved",
        }
    }
}

#[derive(Debug)]
pub(super) struct StoredFile {
    /// Without `cord:`.
    pub uuid: String,
    pub owner_id: String,
    pub name: String,
    pub mime_type: String,
    pub bytes: Vec<u8>,
}

#[derive(Debug)]
pub(super) struct Reaction {
    pub emoji: String,
    pub user_id: String,
    pub at: Timestamp,
}

impl Message {
    /// A message that says something.
    pub(super) fn new(
        id: String,
        author_id: &str,
        content: Vec<Value>,
        created: Timestamp,
    ) -> Self {
        Self {
            id,
            author_id: author_id.to_owned(),
            content,
            created,
            updated: None,
            deleted: None,
            is_action: false,
            url: None,
            icon_url: None,
            translation_key: None,
            metadata: Metadata::new(),
            extra_classnames: None,
            skips_link_previews: false,
            files: Vec::new(),
            reactions: Vec::new(),
        }
    }

    /// The automatic message about what a user, given by id and shown name, did.
    pub(super) fn of_action(
        id: String,
        (user_id, name): (&str, &str),
        action: Action,
        created: Timestamp,
    ) -> Self {
        let content = content::action(user_id, name, action.words());
        Self {
            is_action: true,
            icon_url: Some(action.icon_url().to_owned()),
            translation_key: Some(action.translation_key().to_owned()),
            ..Self::new(id, user_id, content, created)
        }
    }
}
