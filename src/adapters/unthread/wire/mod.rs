//! Unthread's objects, word for word. The document's own types are wrong in places (an id that is called a user,
//! numbers that come as text), so what is known to vary is read leniently.

mod conversation;
mod lenient;
mod message;

use serde::Deserialize;
use serde::de::DeserializeOwned;

pub(super) use conversation::{Conversation, Follower};
pub(super) use message::{Message, Metadata, SlackFile, Upload};

use jiff::Timestamp;

use crate::transport::WithRaw;

/// The answer of every list.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound = "T: DeserializeOwned")]
pub(super) struct List<T> {
    pub data: Vec<WithRaw<T>>,
    /// Ignores the cursor.
    pub total_count: Option<u64>,
    pub cursors: Option<Cursors>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cursors {
    #[serde(default)]
    pub has_next: bool,
    /// Present on every page that is not empty, the last one included.
    pub next: Option<String>,
}

/// A company; the service is renaming it to account.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Customer {
    /// Not in the document's own list of fields.
    #[serde(default, deserialize_with = "lenient::text")]
    pub id: Option<String>,
    pub name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub primary_support_assignee_id: Option<String>,
    pub primary_support_assignee_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub secondary_support_assignee_id: Option<String>,
    pub secondary_support_assignee_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::time")]
    pub created_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::time")]
    pub updated_at: Option<Timestamp>,
    pub tags: Option<Vec<Tag>>,
    /// Writable, and readable only when it is selected.
    pub email_domains: Option<Vec<String>>,
}

/// Somebody, of the team or outside. Texts may be empty, and embedded copies leave fields out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct User {
    #[serde(default, deserialize_with = "lenient::text")]
    pub id: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub slack_id: Option<String>,
    pub photo: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Tag {
    pub id: String,
    pub name: Option<String>,
}

/// The documented body of an error, and the members that a careful client looks at as well.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Failure {
    #[serde(default)]
    pub errors: Vec<FailureDetail>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub message: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub error: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FailureDetail {
    #[serde(default, deserialize_with = "lenient::text")]
    pub code: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub title: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub detail: Option<String>,
}
