//! Conversations.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::transport::WithRaw;

use super::{Link, Person, Threads};

#[derive(Debug, Deserialize)]
pub(crate) struct Conversations {
    #[serde(default)]
    pub conversations: Vec<WithRaw<Conversation>>,
}

/// There is no time of the last change, although lists can be sorted by it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Conversation {
    pub id: i64,
    pub number: Option<i64>,
    /// How many, not which.
    pub threads: Option<u32>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub status: Option<String>,
    pub state: Option<String>,
    pub subject: Option<String>,
    pub mailbox_id: Option<i64>,
    pub assignee: Option<Person>,
    pub created_by: Option<Person>,
    pub created_at: Option<Timestamp>,
    pub closed_by_user: Option<Person>,
    pub closed_at: Option<Timestamp>,
    pub user_updated_at: Option<Timestamp>,
    pub customer_waiting_since: Option<WaitingSince>,
    pub source: Option<Source>,
    pub tags: Option<Vec<AppliedTag>>,
    pub primary_customer: Option<Person>,
    pub snooze: Option<Snooze>,
    pub custom_fields: Option<Vec<CustomField>>,
    /// Empty unless the threads were asked for.
    #[serde(rename = "_embedded")]
    pub embedded: Option<Threads>,
    #[serde(rename = "_links")]
    pub links: Option<ConversationLinks>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WaitingSince {
    pub time: Option<Timestamp>,
    pub latest_reply_from: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Source {
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub via: Option<String>,
}

/// The name is under `tag` here and under `name` in the list of tags; the colour is a value here and a word there.
#[derive(Debug, Deserialize)]
pub(crate) struct AppliedTag {
    pub id: Option<i64>,
    pub color: Option<String>,
    pub tag: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Snooze {
    pub snoozed_until: Option<Timestamp>,
    pub unsnooze_on_customer_reply: Option<bool>,
}

/// Of a dropdown, `value` is the id of the option and `text` its label. Whether it is one is not said.
#[derive(Debug, Deserialize)]
pub(crate) struct CustomField {
    pub id: Option<i64>,
    pub name: Option<String>,
    pub value: Option<Value>,
    pub text: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ConversationLinks {
    pub web: Option<Link>,
}
