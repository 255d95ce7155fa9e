//! Nimchat's words and ours.

use crate::model::{
    ActivityType, Availability, ChannelKind, ConversationStatus, MessageKind, MessageState,
    Priority, RatingValue,
};
use crate::provider::mapping::{ChannelRow, MessageKindRow, PriorityRow, StatusRow};

/// In the order of their codes.
pub(super) const STATUS: &[StatusRow] = &[
    StatusRow {
        native: "open",
        unified: ConversationStatus::Open,
        is_writable: true,
    },
    StatusRow {
        native: "resolved",
        unified: ConversationStatus::Resolved,
        is_writable: true,
    },
    // Held by a bot or not triaged, not: waiting for the contact.
    StatusRow {
        native: "pending",
        unified: ConversationStatus::Pending,
        is_writable: true,
    },
    // Has an intent of its own, with a time.
    StatusRow {
        native: SNOOZED,
        unified: ConversationStatus::Snoozed,
        is_writable: false,
    },
];

/// What a conversation is woken up to.
pub(super) const OPEN: &str = "open";

/// The one status that means more than itself.
pub(super) const SNOOZED: &str = "snoozed";

/// Names of the status by code.
pub(super) const STATUS_CODES: &[&str] = &["open", "resolved", "pending", SNOOZED];

/// In the order of their codes, and at the end what has none.
pub(super) const PRIORITY: &[PriorityRow] = &[
    PriorityRow {
        native: "low",
        unified: Priority::Low,
        is_writable: true,
    },
    PriorityRow {
        native: "medium",
        unified: Priority::Medium,
        is_writable: true,
    },
    PriorityRow {
        native: "high",
        unified: Priority::High,
        is_writable: true,
    },
    PriorityRow {
        native: "urgent",
        unified: Priority::Urgent,
        is_writable: true,
    },
    // The word of the document. The server says null and falls over the word, so null is sent.
    PriorityRow {
        native: NO_PRIORITY,
        unified: Priority::None,
        is_writable: true,
    },
];

/// What is never sent.
pub(super) const NO_PRIORITY: &str = "none";

/// Names of the priority by code.
pub(super) const PRIORITY_CODES: &[&str] = &["low", "medium", "high", "urgent"];

/// Kind of exchange by which Instagram shows behind a Facebook page.
pub(super) const INSTAGRAM: &str = "instagram_direct_message";

/// `medium` by which WhatsApp shows behind Twilio; told by the inbox alone.
pub(super) const TWILIO_WHATSAPP: &str = "whatsapp";

pub(super) const CHANNEL: &[ChannelRow] = &[
    ChannelRow {
        native: "Channel::WebWidget",
        unified: ChannelKind::Chat,
    },
    ChannelRow {
        native: "Channel::Api",
        unified: ChannelKind::Api,
    },
    ChannelRow {
        native: "Channel::Email",
        unified: ChannelKind::Email,
    },
    ChannelRow {
        native: "Channel::FacebookPage",
        unified: ChannelKind::Facebook,
    },
    ChannelRow {
        native: INSTAGRAM,
        unified: ChannelKind::Instagram,
    },
    ChannelRow {
        native: "Channel::Instagram",
        unified: ChannelKind::Instagram,
    },
    ChannelRow {
        native: "Channel::Whatsapp",
        unified: ChannelKind::Whatsapp,
    },
    ChannelRow {
        native: "Channel::TwilioSms",
        unified: ChannelKind::Sms,
    },
    ChannelRow {
        native: TWILIO_WHATSAPP,
        unified: ChannelKind::Whatsapp,
    },
    ChannelRow {
        native: "Channel::Sms",
        unified: ChannelKind::Sms,
    },
    ChannelRow {
        native: "Channel::Telegram",
        unified: ChannelKind::Telegram,
    },
    ChannelRow {
        native: "Channel::Line",
        unified: ChannelKind::Line,
    },
    ChannelRow {
        native: "Channel::TwitterProfile",
        unified: ChannelKind::Twitter,
    },
    ChannelRow {
        native: "Channel::Voice",
        unified: ChannelKind::Other,
    },
    ChannelRow {
        native: "Channel::Tiktok",
        unified: ChannelKind::Other,
    },
];

/// A private message is a note, whatever its type.
pub(super) const PRIVATE: &str = "private";
/// Written by the contact.
pub(super) const INCOMING: &str = "incoming";
/// Written by the team.
pub(super) const OUTGOING: &str = "outgoing";
/// An outgoing one whose sender is a bot.
pub(super) const OUTGOING_BY_BOT: &str = "outgoing by an agent bot";
/// Something that happened.
pub(super) const ACTIVITY: &str = "activity";

/// `message_type`, `private`, and whether a bot wrote it.
pub(super) const MESSAGE_KIND: &[MessageKindRow] = &[
    MessageKindRow {
        native: INCOMING,
        unified: MessageKind::CustomerMessage,
    },
    MessageKindRow {
        native: OUTGOING,
        unified: MessageKind::AgentReply,
    },
    MessageKindRow {
        native: OUTGOING_BY_BOT,
        unified: MessageKind::BotReply,
    },
    MessageKindRow {
        native: PRIVATE,
        unified: MessageKind::Note,
    },
    MessageKindRow {
        native: ACTIVITY,
        unified: MessageKind::Activity,
    },
    MessageKindRow {
        native: "template",
        unified: MessageKind::Automated,
    },
];

/// Names of `message_type` by code.
pub(super) const MESSAGE_TYPE_CODES: &[&str] = &[INCOMING, OUTGOING, ACTIVITY, "template"];

/// Names of a message's `status` by code.
pub(super) const MESSAGE_STATE_CODES: &[&str] = &["sent", "delivered", "read", "failed"];

/// How far a message has come.
pub(super) fn message_state(native: Option<&str>) -> MessageState {
    match native {
        Some("sent") => MessageState::Sent,
        Some("delivered") => MessageState::Delivered,
        Some("read") => MessageState::Read,
        Some("failed") => MessageState::Failed,
        _ => MessageState::Unknown,
    }
}

/// Whether a teammate can take work.
pub(super) fn availability(native: Option<&str>) -> Availability {
    match native {
        Some("online") => Availability::Available,
        Some("busy") => Availability::Busy,
        Some("offline") => Availability::Offline,
        _ => Availability::Unknown,
    }
}

/// What a number of the satisfaction survey says.
pub(super) fn rating(stars: u64) -> RatingValue {
    match stars {
        1 | 2 => RatingValue::Bad,
        3 => RatingValue::Neutral,
        4 | 5 => RatingValue::Good,
        _ => RatingValue::Unknown,
    }
}

/// A sentence of an activity record. `{from}` and `{to}` stand for values, `{labels}` for names without spaces, `{who}`
/// for whoever did it.
pub(super) struct ActivityRow {
    pub sentence: &'static str,
    pub kind: ActivityType,
    /// The new value, where the sentence only implies it.
    pub to: Option<&'static str>,
}

const fn activity(
    sentence: &'static str,
    kind: ActivityType,
    to: Option<&'static str>,
) -> ActivityRow {
    ActivityRow { sentence, kind, to }
}

/// The English sentences. An account with another language has others, which stay `OTHER`. The first that fits counts.
pub(super) const ACTIVITIES: &[ActivityRow] = &[
    activity(
        "Conversation was marked resolved by {who}",
        ActivityType::StatusChanged,
        Some("resolved"),
    ),
    activity(
        "Conversation was reopened by {who}",
        ActivityType::StatusChanged,
        Some("open"),
    ),
    activity(
        "Conversation was marked as pending by {who}",
        ActivityType::StatusChanged,
        Some("pending"),
    ),
    activity(
        "Conversation was snoozed by {who}",
        ActivityType::Snoozed,
        Some(SNOOZED),
    ),
    activity(
        "Conversation unassigned by {who}",
        ActivityType::Assigned,
        None,
    ),
    activity("Assigned to {to} by {who}", ActivityType::Assigned, None),
    activity(
        "Unassigned from {from} by {who}",
        ActivityType::Assigned,
        None,
    ),
    activity(
        "{to} self-assigned this conversation",
        ActivityType::Assigned,
        None,
    ),
    activity(
        "{who} changed the priority from {from} to {to}",
        ActivityType::PriorityChanged,
        None,
    ),
    activity(
        "{who} set the priority to {to}",
        ActivityType::PriorityChanged,
        None,
    ),
    activity(
        "{who} removed the priority",
        ActivityType::PriorityChanged,
        None,
    ),
    activity("{who} added {labels}", ActivityType::Tagged, None),
    activity("{who} removed {labels}", ActivityType::Tagged, None),
];

/// Kinds of attachment behind whose link lies a file. The others are places, shared contacts and links.
pub(super) const FILES: &[&str] = &[
    "image",
    "audio",
    "video",
    "file",
    "share",
    "story_mention",
    "ig_reel",
];

#[cfg(test)]
mod tests {
    use super::{CHANNEL, MESSAGE_KIND, PRIORITY, PRIORITY_CODES, STATUS, STATUS_CODES};
    use crate::model::{ChannelKind, ConversationStatus, MessageKind, Priority, Visibility};
    use crate::provider::mapping;

    #[test]
    fn statuses_map_and_keep_the_order_of_their_codes() {
        let natives: Vec<_> = STATUS.iter().map(|row| row.native).collect();
        assert_eq!(natives, STATUS_CODES);
        let expected = [
            ("open", ConversationStatus::Open),
            ("resolved", ConversationStatus::Resolved),
            ("pending", ConversationStatus::Pending),
            ("snoozed", ConversationStatus::Snoozed),
            ("bot", ConversationStatus::Unknown),
        ];
        for (native, unified) in expected {
            assert_eq!(mapping::status(STATUS, native), unified, "{native}");
        }
    }

    #[test]
    fn priorities_map_and_keep_the_order_of_their_codes() {
        let natives: Vec<_> = PRIORITY.iter().map(|row| row.native).collect();
        assert_eq!(natives[..4], *PRIORITY_CODES);
        let expected = [
            ("low", Priority::Low),
            ("medium", Priority::Medium),
            ("high", Priority::High),
            ("urgent", Priority::Urgent),
            ("none", Priority::None),
            ("critical", Priority::Unknown),
        ];
        for (native, unified) in expected {
            assert_eq!(mapping::priority(PRIORITY, native), unified, "{native}");
        }
    }

    #[test]
    fn channels_map() {
        let expected = [
            ("Channel::WebWidget", ChannelKind::Chat),
            ("Channel::Api", ChannelKind::Api),
            ("Channel::Email", ChannelKind::Email),
            ("Channel::FacebookPage", ChannelKind::Facebook),
            ("instagram_direct_message", ChannelKind::Instagram),
            ("Channel::Instagram", ChannelKind::Instagram),
            ("Channel::Whatsapp", ChannelKind::Whatsapp),
            ("Channel::TwilioSms", ChannelKind::Sms),
            ("whatsapp", ChannelKind::Whatsapp),
            ("Channel::Sms", ChannelKind::Sms),
            ("Channel::Telegram", ChannelKind::Telegram),
            ("Channel::Line", ChannelKind::Line),
            ("Channel::TwitterProfile", ChannelKind::Twitter),
            ("Channel::Voice", ChannelKind::Other),
            ("Channel::Tiktok", ChannelKind::Other),
        ];
        let rows: Vec<_> = CHANNEL
            .iter()
            .map(|row| (row.native, row.unified))
            .collect();
        assert_eq!(rows, expected);
        assert_eq!(
            mapping::channel(CHANNEL, "Channel::Fax"),
            ChannelKind::Unknown
        );
    }

    #[test]
    fn only_what_the_contact_saw_is_public() {
        let expected = [
            ("incoming", MessageKind::CustomerMessage, Visibility::Public),
            ("outgoing", MessageKind::AgentReply, Visibility::Public),
            (
                "outgoing by an agent bot",
                MessageKind::BotReply,
                Visibility::Public,
            ),
            ("private", MessageKind::Note, Visibility::Internal),
            ("activity", MessageKind::Activity, Visibility::Internal),
            ("template", MessageKind::Automated, Visibility::Public),
            ("7", MessageKind::Unknown, Visibility::Internal),
        ];
        for (native, kind, visibility) in expected {
            let mapped = mapping::message_kind(MESSAGE_KIND, native);
            assert_eq!((mapped, mapped.visibility()), (kind, visibility));
        }
        assert_eq!(MESSAGE_KIND.len() + 1, expected.len());
    }
}
