//! Agents, teams, labels and inboxes.

use serde::Deserialize;

use super::values::NativeId;

/// A teammate; as assignee since 4.8 also a bot, which has a `bot_type`.
#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct Agent {
    pub id: NativeId,
    pub name: Option<String>,
    pub available_name: Option<String>,
    pub email: Option<String>,
    pub role: Option<String>,
    pub availability_status: Option<String>,
    pub confirmed: Option<bool>,
    pub thumbnail: Option<String>,
    pub bot_type: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct Team {
    pub id: NativeId,
    /// Always lower case.
    pub name: String,
    pub description: Option<String>,
    pub allow_auto_assign: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct Label {
    /// Used in the catalogue alone.
    pub id: Option<NativeId>,
    /// What is attached.
    pub title: String,
    pub color: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct Inbox {
    pub id: NativeId,
    pub name: String,
    pub channel_type: Option<String>,
    pub enable_auto_assignment: Option<bool>,
    pub website_url: Option<String>,
    /// Absent unless it receives mail.
    pub email: Option<String>,
    /// Of Twilio: `sms` or `whatsapp`.
    pub medium: Option<String>,
}

/// An object of which only the number matters.
#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct Numbered {
    pub id: NativeId,
}
