//! Cord's words and ours.

use crate::model::{ActivityType, ChannelKind, ConversationStatus, MessageKind};
use crate::provider::mapping::{ChannelRow, MessageKindRow, StatusRow};

/// A thread has a flag, not a status; these are the words we use for it.
pub(super) const RESOLVED: &str = "resolved";
/// The other one.
pub(super) const UNRESOLVED: &str = "unresolved";

pub(super) const STATUS: &[StatusRow] = &[
    StatusRow {
        native: UNRESOLVED,
        unified: ConversationStatus::Open,
        is_writable: true,
    },
    StatusRow {
        native: RESOLVED,
        unified: ConversationStatus::Resolved,
        is_writable: true,
    },
];

pub(super) const CHANNEL: &[ChannelRow] = &[ChannelRow {
    native: "thread",
    unified: ChannelKind::InProduct,
}];

/// `type`, and whether the author is one of the configured agents.
pub(super) const MESSAGE_KIND: &[MessageKindRow] = &[
    MessageKindRow {
        native: "user_message",
        unified: MessageKind::CustomerMessage,
    },
    MessageKindRow {
        native: "user_message by an agent",
        unified: MessageKind::AgentReply,
    },
    MessageKindRow {
        native: "action_message",
        unified: MessageKind::Activity,
    },
];

/// Translation keys of the action messages that the server itself posts.
pub(super) const ACTIVITY: &[(&str, ActivityType, &str)] = &[
    (
        "cord.thread_resolved",
        ActivityType::StatusChanged,
        RESOLVED,
    ),
    (
        "cord.thread_unresolved",
        ActivityType::StatusChanged,
        UNRESOLVED,
    ),
];
