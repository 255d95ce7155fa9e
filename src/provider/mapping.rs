//! Rows of the tables between a provider's words and ours. The tables map, are served, and are tested for gaps.

use crate::model::{ChannelKind, ConversationStatus, MessageKind, Priority};

/// One row of a status table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusRow {
    /// Value used by the provider, or a condition in words.
    pub native: &'static str,
    /// Unified value when reading.
    pub unified: ConversationStatus,
    /// Whether writing the unified value produces this native value.
    pub is_writable: bool,
}

/// One row of a priority table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriorityRow {
    /// Value used by the provider.
    pub native: &'static str,
    /// Unified value when reading.
    pub unified: Priority,
    /// Whether writing the unified value produces this native value.
    pub is_writable: bool,
}

/// One row of a channel table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChannelRow {
    /// Value used by the provider.
    pub native: &'static str,
    /// Unified value.
    pub unified: ChannelKind,
}

/// One row of a message type table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageKindRow {
    /// Value or combination of values used by the provider.
    pub native: &'static str,
    /// Unified value.
    pub unified: MessageKind,
}

/// Looks a native status up; what is not in the table is unknown.
#[must_use]
pub fn status(table: &[StatusRow], native: &str) -> ConversationStatus {
    let row = table.iter().find(|row| row.native == native);
    row.map_or(ConversationStatus::Unknown, |row| row.unified)
}

/// Looks a native priority up; what is not in the table is unknown.
#[must_use]
pub fn priority(table: &[PriorityRow], native: &str) -> Priority {
    let row = table.iter().find(|row| row.native == native);
    row.map_or(Priority::Unknown, |row| row.unified)
}

/// Looks a native channel up; what is not in the table is unknown.
#[must_use]
pub fn channel(table: &[ChannelRow], native: &str) -> ChannelKind {
    let row = table.iter().find(|row| row.native == native);
    row.map_or(ChannelKind::Unknown, |row| row.unified)
}

/// Looks a native message type up; what is not in the table is unknown.
#[must_use]
pub fn message_kind(table: &[MessageKindRow], native: &str) -> MessageKind {
    let row = table.iter().find(|row| row.native == native);
    row.map_or(MessageKind::Unknown, |row| row.unified)
}
