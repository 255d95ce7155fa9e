//! A message, shaped after Slack's.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::transport::WithRaw;

use super::{User, lenient};

/// Whole in the list of messages; inside a conversation only a few of the fields.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::adapters::unthread) struct Message {
    /// `<team>-<channel>-<ts>`. Not in the document.
    #[serde(default, deserialize_with = "lenient::text")]
    pub id: Option<String>,
    /// Seconds, a dot and six digits. Never a number: a float loses the last digits.
    #[serde(default, deserialize_with = "lenient::text")]
    pub ts: Option<String>,
    /// The ts of the message that it answers.
    #[serde(default, deserialize_with = "lenient::text")]
    pub thread_ts: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub team_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub channel_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub bot_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub bot_name: Option<String>,
    /// Slack's markup.
    #[serde(default, deserialize_with = "lenient::text")]
    pub text: Option<String>,
    /// HTML, of what came by mail.
    #[serde(default, deserialize_with = "lenient::text")]
    pub content: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub subtype: Option<String>,
    #[serde(default, deserialize_with = "lenient::time")]
    pub timestamp: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::time")]
    pub updated_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::time")]
    pub deleted_at: Option<Timestamp>,
    /// The user of Slack, if the service knows one.
    pub user: Option<User>,
    /// The reliable author, where there is one.
    #[serde(default, deserialize_with = "lenient::text")]
    pub sent_by_user_id: Option<String>,
    pub sent_by_user: Option<User>,
    pub is_external: Option<bool>,
    pub is_private_note: Option<bool>,
    pub is_autoresponse: Option<bool>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub source_type: Option<String>,
    /// Set when the message belongs to an internal thread.
    #[serde(default, deserialize_with = "lenient::text")]
    pub triage_thread_id: Option<String>,
    pub metadata: Option<Metadata>,
    /// Slack's blocks.
    pub blocks: Option<Value>,
    /// What came through Slack; null for what was uploaded elsewhere.
    pub files: Option<Vec<WithRaw<SlackFile>>>,
}

/// Camel case in the document, Slack's own snake case in what it sends on.
#[derive(Debug, Default, Deserialize)]
pub(in crate::adapters::unthread) struct Metadata {
    #[serde(default, rename = "eventType", deserialize_with = "lenient::text")]
    pub camel_event_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub event_type: Option<String>,
    #[serde(rename = "eventPayload")]
    pub camel_event_payload: Option<Payload>,
    pub event_payload: Option<Payload>,
}

#[derive(Debug, Deserialize)]
pub(in crate::adapters::unthread) struct Payload {
    /// What was uploaded in the dashboard, by mail or through the API.
    #[serde(default)]
    pub attachments: Option<Vec<WithRaw<Upload>>>,
}

/// A file that came through Slack.
#[derive(Debug, Deserialize)]
pub(in crate::adapters::unthread) struct SlackFile {
    #[serde(default, deserialize_with = "lenient::text")]
    pub id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub title: Option<String>,
    #[serde(default, deserialize_with = "lenient::number")]
    pub size: Option<f64>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub mimetype: Option<String>,
}

/// A file that came another way. The size is a text, the type a media type or a bare extension.
#[derive(Debug, Deserialize)]
pub(in crate::adapters::unthread) struct Upload {
    #[serde(default, deserialize_with = "lenient::text")]
    pub id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: Option<String>,
    #[serde(default, deserialize_with = "lenient::number")]
    pub size: Option<f64>,
    #[serde(default, rename = "type", deserialize_with = "lenient::text")]
    pub kind: Option<String>,
}

impl Message {
    /// What the service did to make this message, if it says so.
    pub(in crate::adapters::unthread) fn event(&self) -> Option<&str> {
        let metadata = self.metadata.as_ref()?;
        let camel = metadata.camel_event_type.as_deref();
        camel.or(metadata.event_type.as_deref())
    }
}
