//! Cord's objects, word for word.

use jiff::Timestamp;
use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::transport::WithRaw;

/// Three shapes are in use; the document says an array.
#[derive(Debug)]
pub(super) enum ThreadList {
    Paged(PagedThreads),
    Bare(Vec<WithRaw<Thread>>),
}

#[derive(Debug, Deserialize)]
pub(super) struct PagedThreads {
    pub threads: Vec<WithRaw<Thread>>,
    pub pagination: Option<Pagination>,
}

impl<'de> Deserialize<'de> for ThreadList {
    /// Not derived: an untagged enum would buffer the items and lose their own text.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = WithRaw::<IgnoredAny>::deserialize(deserializer)?.raw;
        let list = if raw.get().trim_start().starts_with('[') {
            serde_json::from_str(raw.get()).map(Self::Bare)
        } else {
            serde_json::from_str(raw.get()).map(Self::Paged)
        };
        list.map_err(D::Error::custom)
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Pagination {
    pub token: Option<String>,
    pub total: u64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Thread {
    pub id: String,
    #[serde(rename = "organizationID")]
    pub organization_id: String,
    #[serde(rename = "groupID")]
    pub group_id: Option<String>,
    pub user_messages: u32,
    pub resolved: bool,
    pub resolved_timestamp: Option<Timestamp>,
    #[serde(default)]
    pub participants: Vec<Participant>,
    #[serde(default)]
    pub subscribers: Vec<String>,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub url: String,
    /// Absent in lists of servers from before October 2023.
    pub metadata: Option<Map<String, Value>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Participant {
    #[serde(rename = "userID")]
    pub user_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Message {
    pub id: String,
    #[serde(rename = "authorID")]
    pub author_id: String,
    pub content: Box<RawValue>,
    #[serde(default)]
    pub plaintext: String,
    pub url: Option<String>,
    pub created_timestamp: Timestamp,
    pub updated_timestamp: Option<Timestamp>,
    pub deleted_timestamp: Option<Timestamp>,
    pub translation_key: Option<String>,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub attachments: Vec<WithRaw<Attachment>>,
    #[serde(default)]
    pub reactions: Vec<Reaction>,
    pub seen_by: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Attachment {
    File(File),
    Annotation {
        screenshot: Option<File>,
    },
    Screenshot {
        screenshot: File,
    },
    /// Link previews and what may come.
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct File {
    pub id: String,
    pub name: String,
    pub url: String,
    pub mime_type: String,
    pub size: Option<u64>,
    pub upload_status: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Reaction {
    pub reaction: String,
    #[serde(rename = "userID")]
    pub user_id: String,
    pub timestamp: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
pub(super) struct MessageList {
    pub messages: Vec<Place>,
    pub pagination: Option<Pagination>,
}

/// A message of the list of all, of which only the thread matters.
#[derive(Debug, Deserialize)]
pub(super) struct Place {
    #[serde(rename = "threadID")]
    pub thread_id: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct UserList {
    pub users: Vec<WithRaw<User>>,
    pub pagination: Option<Pagination>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct User {
    pub id: String,
    pub email: Option<String>,
    pub name: Option<String>,
    pub short_name: Option<String>,
    #[serde(rename = "profilePictureURL")]
    pub profile_picture_url: Option<String>,
    /// Absent when one user is read.
    pub created_timestamp: Option<Timestamp>,
    /// Present only when one user is read.
    pub groups: Option<Vec<String>>,
    pub metadata: Option<Map<String, Value>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Group {
    pub id: String,
    pub name: String,
    /// `active` or `deleted`.
    pub status: Option<String>,
    /// Present only when one group is read.
    pub members: Option<Vec<String>>,
}

/// The answer to nearly every write: never the thing that was written.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "an answer that lacks it is none of Cord's")]
pub(super) struct Accepted {
    pub success: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct CreatedFile {
    #[serde(rename = "fileID")]
    pub file_id: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Verified {
    pub success: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Failure {
    pub error: Option<String>,
    pub message: Option<String>,
}
