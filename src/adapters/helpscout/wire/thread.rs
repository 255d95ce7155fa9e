//! Threads, which are messages elsewhere, and their files.

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::transport::WithRaw;

use super::{Link, Person, Source};

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Threads {
    #[serde(default)]
    pub threads: Vec<WithRaw<Thread>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Thread {
    pub id: i64,
    #[serde(rename = "type")]
    pub kind: String,
    pub status: Option<String>,
    pub state: Option<String>,
    pub action: Option<Action>,
    pub body: Option<String>,
    pub source: Option<Source>,
    pub customer: Option<Person>,
    pub created_by: Option<Person>,
    pub assigned_to: Option<Person>,
    pub to: Option<Addresses>,
    pub cc: Option<Addresses>,
    pub bcc: Option<Addresses>,
    pub created_at: Timestamp,
    pub opened_at: Option<Timestamp>,
    pub linked_conversation_id: Option<TextOrNumber>,
    pub rating: Option<Rating>,
    pub scheduled: Option<Schedule>,
    #[serde(rename = "_embedded")]
    pub embedded: Option<ThreadParts>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Action {
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub text: Option<String>,
    pub associated_entities: Option<Associated>,
}

/// An empty set is written as `{}` or as `[]`.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Associated {
    Entities(Entities),
    Other(IgnoredAny),
}

#[derive(Debug, Deserialize)]
pub(crate) struct Entities {
    pub user: Option<i64>,
    pub inbox: Option<i64>,
}

/// A list of addresses; old ones are a bare text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Addresses {
    Many(Vec<String>),
    One(String),
}

/// The one id that is documented as a text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum TextOrNumber {
    Number(i64),
    Text(String),
}

impl TextOrNumber {
    /// The number, if it is one.
    pub(crate) fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.parse().ok(),
        }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Rating {
    pub rating: Option<String>,
    pub comments: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Schedule {
    pub scheduled_for: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ThreadParts {
    #[serde(default)]
    pub attachments: Vec<WithRaw<Attachment>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Attachment {
    pub id: i64,
    pub filename: Option<String>,
    pub mime_type: Option<String>,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub size: Option<u64>,
    pub state: Option<String>,
    #[serde(rename = "_links")]
    pub links: Option<AttachmentLinks>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct AttachmentLinks {
    pub web: Option<Link>,
}

/// A file, in base64.
#[derive(Debug, Deserialize)]
pub(crate) struct AttachmentData {
    pub data: String,
}
