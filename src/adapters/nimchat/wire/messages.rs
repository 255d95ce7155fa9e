//! Messages, in the view of a message list and in the fuller form inside conversations.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::transport::WithRaw;

use super::ContactAttributes;
use super::values::{Addresses, Coded, Moment, NativeId, free_form, if_fitting};

#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct Message {
    /// Grows over all accounts of an installation.
    pub id: NativeId,
    /// Always sent by known releases.
    pub conversation_id: Option<NativeId>,
    pub content: Option<String>,
    /// Without what a mail quotes; inside conversations only.
    pub processed_message_content: Option<String>,
    pub message_type: Coded,
    pub content_type: Option<String>,
    pub status: Option<Coded>,
    /// Always sent by known releases.
    pub private: Option<bool>,
    #[serde(default, deserialize_with = "free_form")]
    pub content_attributes: ContentAttributes,
    #[serde(deserialize_with = "Moment::required")]
    pub created_at: Timestamp,
    /// Absent for activities, templates and authors who are gone.
    pub sender: Option<Sender>,
    /// `Contact`, `User` or `AgentBot`; inside conversations only.
    pub sender_type: Option<String>,
    pub attachments: Option<Vec<WithRaw<Attachment>>>,
    /// What the document says instead of `attachments`.
    pub attachment: Option<WithRaw<Attachment>>,
}

/// What a search finds.
#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct FoundMessages {
    pub payload: FoundPayload,
}

#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct FoundPayload {
    pub messages: Vec<WithRaw<Message>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::adapters::nimchat) struct ContentAttributes {
    #[serde(deserialize_with = "if_fitting")]
    pub in_reply_to: Option<NativeId>,
    #[serde(deserialize_with = "if_fitting")]
    pub deleted: Option<bool>,
    pub items: Option<Value>,
    pub submitted_values: Option<Value>,
    pub submitted_email: Option<Value>,
    #[serde(deserialize_with = "free_form")]
    pub email: Option<Email>,
    pub to_emails: Addresses,
    pub cc_emails: Addresses,
    pub bcc_emails: Addresses,
    pub cc_email: Addresses,
    pub bcc_email: Addresses,
}

/// The mail that came in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::adapters::nimchat) struct Email {
    pub to: Addresses,
    pub cc: Addresses,
    pub bcc: Addresses,
    #[serde(deserialize_with = "free_form")]
    pub html_content: MailContent,
    #[serde(deserialize_with = "free_form")]
    pub text_content: MailContent,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::adapters::nimchat) struct MailContent {
    pub full: Option<String>,
    /// Without what is quoted.
    pub reply: Option<String>,
}

/// Who wrote: one of three shapes, of which each has its own ids.
#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct Sender {
    pub id: NativeId,
    /// `contact`, `user` or `agent_bot`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub name: Option<String>,
    pub available_name: Option<String>,
    /// Of users and bots.
    pub avatar_url: Option<String>,
    /// Of contacts and users.
    pub thumbnail: Option<String>,
    pub email: Option<String>,
    pub phone_number: Option<String>,
    pub identifier: Option<String>,
    #[serde(default, deserialize_with = "free_form")]
    pub additional_attributes: ContactAttributes,
}

#[derive(Debug, Deserialize)]
pub(in crate::adapters::nimchat) struct Attachment {
    pub id: NativeId,
    pub file_type: Option<String>,
    /// Unauthenticated; leads to the storage by a redirect.
    pub data_url: Option<String>,
    pub file_size: Option<u64>,
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// Of links, places and shared contacts.
    pub fallback_title: Option<String>,
}
