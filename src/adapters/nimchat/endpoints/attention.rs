//! Who looks at a conversation, who types, and who follows it.

use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::adapters::nimchat::wire;
use crate::transport::{Documentation, Endpoint, Method, Operation, SideEffect};

/// Marks a conversation as read by the team.
pub(in crate::adapters::nimchat) struct MarkRead<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
}

impl Endpoint for MarkRead<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "nimchat.conversations.update_last_seen",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}/update_last_seen",
        "Mark a conversation as read",
    )
    .with_effects(&[SideEffect::MarksRead])
    .known_by(Documentation::PublicReference);
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }
}

/// Says that the owner of the token types, or types no more.
pub(in crate::adapters::nimchat) struct SetTyping<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
    pub is_typing: bool,
}

impl Endpoint for SetTyping<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "nimchat.conversations.toggle_typing_status",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_typing_status",
        "Show or hide that somebody types",
    )
    .known_by(Documentation::PublicReference);
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }

    fn body(&self) -> Option<Value> {
        let status = if self.is_typing { "on" } else { "off" };
        Some(json!({ "typing_status": status, "is_private": false }))
    }
}

/// Adds a participant. Who may not see the inbox is left out without a word.
pub(in crate::adapters::nimchat) struct AddParticipant<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
    pub agent: u64,
}

impl Endpoint for AddParticipant<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "nimchat.conversations.add_participants",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}/participants",
        "Let teammates follow a conversation",
    )
    .with_effects(&[SideEffect::NotifiesTeam])
    .known_by(Documentation::PublicReference);
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "user_ids": [self.agent] }))
    }
}

/// Removes a participant.
pub(in crate::adapters::nimchat) struct RemoveParticipant<'a> {
    pub account: &'a str,
    pub conversation: &'a str,
    pub agent: u64,
}

impl Endpoint for RemoveParticipant<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Delete,
        "nimchat.conversations.remove_participants",
        "/api/v1/accounts/{account_id}/conversations/{conversation_id}/participants",
        "Let teammates follow a conversation no more",
    )
    .known_by(Documentation::PublicReference);
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.conversation]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "user_ids": [self.agent] }))
    }
}

/// The owner of the token.
pub(in crate::adapters::nimchat) struct GetProfile;

impl Endpoint for GetProfile {
    const OPERATION: Operation = Operation::get(
        "nimchat.profile.get",
        "/api/v1/profile",
        "Get the owner of the token",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::Numbered;
}
