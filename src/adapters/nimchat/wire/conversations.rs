//! Conversations.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::transport::WithRaw;

use super::values::{Coded, Moment, NativeId, free_form, if_fitting};
use super::{Agent, Contact, Message, Team};

#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct Conversation {
    /// Counts within the account; the number that every path takes.
    pub id: NativeId,
    pub inbox_id: Option<NativeId>,
    pub status: Coded,
    pub priority: Option<Coded>,
    /// None or one: the latest of any type.
    #[serde(default)]
    pub messages: Vec<WithRaw<Message>>,
    pub last_non_activity_message: Option<WithRaw<Message>>,
    /// The same as `last_activity_at`, not the creation.
    #[serde(default)]
    pub timestamp: Moment,
    #[serde(default)]
    pub last_activity_at: Moment,
    #[serde(default)]
    pub created_at: Moment,
    /// Since 4.0.2.
    #[serde(default)]
    pub updated_at: Moment,
    #[serde(default)]
    pub first_reply_created_at: Moment,
    #[serde(default)]
    pub waiting_since: Moment,
    #[serde(default)]
    pub snoozed_until: Moment,
    /// False while the channel takes no messages but templates.
    pub can_reply: Option<bool>,
    /// Stops at 10.
    pub unread_count: Option<u32>,
    pub labels: Option<Vec<String>>,
    #[serde(default, deserialize_with = "free_form")]
    pub additional_attributes: ConversationAttributes,
    #[serde(default, deserialize_with = "free_form")]
    pub custom_attributes: Map<String, Value>,
    pub meta: ConversationMeta,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::adapters::nimchat) struct ConversationAttributes {
    /// E-mail only.
    #[serde(deserialize_with = "if_fitting")]
    pub mail_subject: Option<String>,
    /// What kind of exchange on a social network.
    #[serde(rename = "type", deserialize_with = "if_fitting")]
    pub kind: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct ConversationMeta {
    pub sender: Option<Contact>,
    pub channel: Option<String>,
    pub assignee: Option<WithRaw<Agent>>,
    /// Since 4.8: `User` or `AgentBot`.
    pub assignee_type: Option<String>,
    pub team: Option<WithRaw<Team>>,
}

#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct Counts {
    pub meta: CountsMeta,
}

#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct CountsMeta {
    pub all_count: u64,
}
