//! A conversation.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Customer, Message, Tag, User, lenient};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::adapters::unthread) struct Conversation {
    pub id: String,
    pub status: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub friendly_id: Option<String>,
    pub title: Option<String>,
    pub summary: Option<String>,
    #[serde(default, deserialize_with = "lenient::number")]
    pub priority: Option<f64>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub channel_id: Option<String>,
    /// Seen in answers only, so its values are not all known.
    #[serde(default, deserialize_with = "lenient::text")]
    pub source_type: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub customer_id: Option<String>,
    pub customer: Option<Customer>,
    /// The document says a user; the service sends an id.
    #[serde(default, deserialize_with = "lenient::user")]
    pub assigned_to_user_id: Option<User>,
    pub assigned_to_user: Option<User>,
    #[serde(default, deserialize_with = "lenient::text")]
    pub submitter_user_id: Option<String>,
    pub submitter_user: Option<User>,
    pub tags: Option<Vec<Tag>>,
    /// By the id of the field; documented as texts.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub ticket_type_fields: BTreeMap<String, String>,
    /// Free; documented as texts. Read to be merged with.
    #[serde(default, deserialize_with = "lenient::object")]
    pub metadata: Option<Map<String, Value>>,
    pub followers: Option<Vec<Follower>>,
    pub initial_message: Option<Message>,
    pub latest_message: Option<Message>,
    #[serde(default, deserialize_with = "lenient::time")]
    pub created_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::time")]
    pub updated_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::time")]
    pub last_activity_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::time")]
    pub closed_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::time")]
    pub status_updated_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::time")]
    pub snoozed_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::time")]
    pub wake_up_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::number")]
    pub response_time: Option<f64>,
    #[serde(default, deserialize_with = "lenient::number")]
    pub response_time_working: Option<f64>,
    #[serde(default, deserialize_with = "lenient::number")]
    pub resolution_time: Option<f64>,
    #[serde(default, deserialize_with = "lenient::number")]
    pub resolution_time_working: Option<f64>,
}

/// A user or a group.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::adapters::unthread) struct Follower {
    #[serde(default, deserialize_with = "lenient::text")]
    pub user_id: Option<String>,
}
