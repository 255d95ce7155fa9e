//! People and companies to be written.

use serde_json::Value;

use super::FieldValue;
use crate::model::{Assignee, Id, Inbox, Tag};

/// What becomes of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// It stays.
    #[default]
    Keep,
    /// It is emptied.
    Clear,
    /// It gets a value.
    Set(T),
}

impl<T> Patch<T> {
    /// The new value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// Whether the field is changed.
    pub const fn is_change(&self) -> bool {
        !matches!(self, Self::Keep)
    }

    /// The new value as JSON, null to clear; `None` if the field stays.
    pub fn json(&self) -> Option<Value>
    where
        T: Clone + Into<Value>,
    {
        match self {
            Self::Keep => None,
            Self::Clear => Some(Value::Null),
            Self::Set(value) => Some(value.clone().into()),
        }
    }
}

/// A contact to be created or changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactFields {
    /// Full name.
    pub name: Patch<String>,
    /// Given name.
    pub first_name: Patch<String>,
    /// Family name.
    pub last_name: Patch<String>,
    /// The main e-mail address.
    pub email: Patch<String>,
    /// The main phone number.
    pub phone: Patch<String>,
    /// Link to a picture.
    pub avatar_url: Patch<String>,
    /// Identifier in another system.
    pub external_id: Patch<String>,
    /// Inbox the contact belongs to, for new ones.
    pub inbox: Option<Id<Inbox>>,
    /// Custom attributes; the others stay.
    pub custom_fields: Vec<FieldValue>,
}

/// A company to be created or changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OrganizationFields {
    /// Name.
    pub name: Patch<String>,
    /// E-mail domains.
    pub email_domains: Patch<Vec<String>>,
    /// Tags, for new ones.
    pub tags: Vec<Id<Tag>>,
    /// Native id of a Slack channel.
    pub slack_channel_id: Patch<String>,
    /// Whether a Slack channel is created, for new ones.
    pub creates_channel: bool,
    /// Whether the new channel is private.
    pub is_private_channel: Option<bool>,
    /// Topic of the new channel.
    pub channel_topic: Option<String>,
    /// Teammates to invite to the new channel.
    pub invites: Vec<Id<crate::model::Agent>>,
    /// Default person or team.
    pub primary_assignee: Patch<Assignee>,
    /// Backup person or team.
    pub secondary_assignee: Patch<Assignee>,
    /// Remaining native fields.
    pub settings: serde_json::Map<String, Value>,
}
