//! PostHog's objects, word for word.

use std::fmt;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::transport::WithRaw;

/// One page of any list. Only lists by offset have a count.
#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "T: DeserializeOwned"))]
pub(super) struct List<T> {
    pub count: Option<u64>,
    pub next: Option<String>,
    pub results: Vec<WithRaw<T>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Ticket {
    pub id: String,
    pub ticket_number: i64,
    pub channel_source: String,
    pub channel_detail: Option<String>,
    #[serde(default)]
    pub distinct_id: String,
    pub status: String,
    /// `null` and the empty text both stand for none.
    pub priority: Option<String>,
    pub assignee: Option<Assignee>,
    /// Usually an object with `name` and `email`, but any JSON can be written.
    #[serde(default)]
    pub anonymous_traits: Value,
    pub ai_resolved: Option<bool>,
    pub escalation_reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub message_count: Option<i64>,
    pub last_message_text: Option<String>,
    pub unread_team_count: Option<i64>,
    pub unread_customer_count: Option<i64>,
    pub sla_due_at: Option<Timestamp>,
    pub snoozed_until: Option<Timestamp>,
    pub email_subject: Option<String>,
    /// The customer's address, also where the team wrote first.
    pub email_from: Option<String>,
    /// Only lists look the person up; in the answer to a change it is always `null`.
    pub person: Option<WithRaw<Person>>,
    pub tags: Option<Vec<String>>,
}

/// The answer to a new ticket.
#[derive(Debug, Deserialize)]
pub(super) struct Composed {
    pub id: String,
    pub ticket_number: i64,
}

/// A draft of the assistant.
#[derive(Debug, Deserialize)]
pub(super) struct Suggestion {
    pub suggestion: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Assignee {
    pub id: Key,
    #[serde(rename = "type")]
    pub kind: String,
    pub role: Option<AssigneeRole>,
}

#[derive(Debug, Deserialize)]
pub(super) struct AssigneeRole {
    pub name: String,
}

/// Users have numbers for ids, roles and persons UUIDs; old servers give the number of a person's row.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Key {
    Number(i64),
    Text(String),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// A person as a ticket has it, or as the list of persons does.
#[derive(Debug, Deserialize)]
pub(super) struct Person {
    pub id: Key,
    /// Only outside of tickets, where it is the key.
    pub uuid: Option<String>,
    /// Made for display: may be an address or a distinct id.
    pub name: Option<String>,
    pub distinct_ids: Option<Vec<String>>,
    #[serde(default)]
    pub properties: Value,
    pub created_at: Option<Timestamp>,
    /// Only in tickets.
    pub is_identified: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Comment {
    pub id: String,
    pub created_by: Option<User>,
    pub deleted: Option<bool>,
    pub content: Option<String>,
    pub rich_content: Option<Value>,
    pub created_at: Timestamp,
    pub item_id: Option<String>,
    /// Usually an object with `author_type` and `is_private`, but any JSON can be written.
    #[serde(default)]
    pub item_context: Value,
    pub scope: Option<String>,
    pub source_comment: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct User {
    pub id: i64,
    #[serde(default)]
    pub first_name: String,
    #[serde(default)]
    pub last_name: String,
    pub email: Option<String>,
    pub is_email_verified: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Member {
    pub user: User,
    pub level: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Role {
    pub id: String,
    pub name: String,
    pub members: Option<Vec<RoleMember>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RoleMember {
    pub user: Option<User>,
}

/// Most failures have `code` and `detail`; some have the latter alone, and the outer routes have `error`.
#[derive(Debug, Deserialize)]
pub(super) struct Failure {
    pub code: Option<String>,
    pub detail: Option<String>,
    pub attr: Option<String>,
    pub error: Option<String>,
}
