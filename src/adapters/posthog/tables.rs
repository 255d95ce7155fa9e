//! PostHog's words and ours.

use crate::model::{ChannelKind, ConversationStatus, MessageKind, Priority, SlaState};
use crate::provider::mapping::{ChannelRow, MessageKindRow, PriorityRow, StatusRow};

pub(super) const STATUS: &[StatusRow] = &[
    status("new", ConversationStatus::New),
    status("open", ConversationStatus::Open),
    status("pending", ConversationStatus::Pending),
    status("on_hold", ConversationStatus::OnHold),
    status("resolved", ConversationStatus::Resolved),
    StatusRow {
        // Written by setting the time, which changes the status by itself.
        native: "on_hold with snoozed_until in the future",
        unified: ConversationStatus::Snoozed,
        is_writable: false,
    },
];

const fn status(native: &'static str, unified: ConversationStatus) -> StatusRow {
    StatusRow {
        native,
        unified,
        is_writable: true,
    }
}

pub(super) const PRIORITY: &[PriorityRow] = &[
    PriorityRow {
        // Newer servers only; the older ones refuse it.
        native: "critical",
        unified: Priority::Urgent,
        is_writable: false,
    },
    priority("high", Priority::High),
    priority("medium", Priority::Medium),
    priority("low", Priority::Low),
    // Happens beside `null`, which is what is written.
    priority("", Priority::None),
];

const fn priority(native: &'static str, unified: Priority) -> PriorityRow {
    PriorityRow {
        native,
        unified,
        is_writable: true,
    }
}

/// `channel_source`.
pub(super) const CHANNEL: &[ChannelRow] = &[
    channel("widget", ChannelKind::Chat),
    channel("email", ChannelKind::Email),
    channel("slack", ChannelKind::Slack),
    channel("teams", ChannelKind::MsTeams),
    channel("github", ChannelKind::Github),
];

const fn channel(native: &'static str, unified: ChannelKind) -> ChannelRow {
    ChannelRow { native, unified }
}

/// The words of the filter by service level.
pub(super) const SLA: &[(&str, SlaState)] = &[
    ("breached", SlaState::Breached),
    ("at-risk", SlaState::AtRisk),
    ("on-track", SlaState::OnTrack),
];

/// The author type of the customer's messages.
pub(super) const CUSTOMER: &str = "customer";
/// The author type of the assistant's messages.
pub(super) const AI: &str = "AI";

/// `author_type` of messages that are not private.
pub(super) const MESSAGE_KIND: &[MessageKindRow] = &[
    kind(CUSTOMER, MessageKind::CustomerMessage),
    kind(AI, MessageKind::BotReply),
    kind("support", MessageKind::AgentReply),
    kind("human", MessageKind::AgentReply),
    kind("team", MessageKind::AgentReply),
    kind("any with is_private true", MessageKind::Note),
    kind("any other with created_by", MessageKind::AgentReply),
    kind("none with created_by", MessageKind::AgentReply),
    kind("none without created_by", MessageKind::CustomerMessage),
];

const fn kind(native: &'static str, unified: MessageKind) -> MessageKindRow {
    MessageKindRow { native, unified }
}

/// Levels of membership in an organization.
pub(super) const LEVEL: &[(i64, &str)] = &[(1, "member"), (8, "administrator"), (15, "owner")];

#[cfg(test)]
mod tests {
    use super::{CHANNEL, MESSAGE_KIND, PRIORITY, STATUS};
    use crate::model::{ChannelKind, ConversationStatus, MessageKind, Priority};
    use crate::provider::mapping;

    #[test]
    fn every_word_of_the_provider_has_its_meaning() {
        for (native, unified) in [
            ("new", ConversationStatus::New),
            ("open", ConversationStatus::Open),
            ("pending", ConversationStatus::Pending),
            ("on_hold", ConversationStatus::OnHold),
            ("resolved", ConversationStatus::Resolved),
            ("closed", ConversationStatus::Unknown),
        ] {
            assert_eq!(mapping::status(STATUS, native), unified, "{native}");
        }
        for (native, unified) in [
            ("critical", Priority::Urgent),
            ("high", Priority::High),
            ("medium", Priority::Medium),
            ("low", Priority::Low),
            ("", Priority::None),
            ("urgent", Priority::Unknown),
        ] {
            assert_eq!(mapping::priority(PRIORITY, native), unified, "{native}");
        }
        for (native, unified) in [
            ("widget", ChannelKind::Chat),
            ("email", ChannelKind::Email),
            ("slack", ChannelKind::Slack),
            ("teams", ChannelKind::MsTeams),
            ("github", ChannelKind::Github),
            ("fax", ChannelKind::Unknown),
        ] {
            assert_eq!(mapping::channel(CHANNEL, native), unified, "{native}");
        }
        for (native, unified) in [
            ("customer", MessageKind::CustomerMessage),
            ("support", MessageKind::AgentReply),
            ("human", MessageKind::AgentReply),
            ("team", MessageKind::AgentReply),
            ("AI", MessageKind::BotReply),
            ("ai", MessageKind::Unknown),
        ] {
            assert_eq!(
                mapping::message_kind(MESSAGE_KIND, native),
                unified,
                "{native}"
            );
        }
    }
}
