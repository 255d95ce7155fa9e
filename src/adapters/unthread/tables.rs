//! Unthread's words and ours.

use crate::model::{ActivityType, ChannelKind, ConversationStatus, MessageKind, Priority};
use crate::provider::mapping::{ChannelRow, MessageKindRow, PriorityRow, StatusRow};

/// The status that conversations begin with.
pub(super) const OPEN: &str = "open";

pub(super) const STATUS: &[StatusRow] = &[
    status(OPEN, ConversationStatus::Open, true),
    status("in_progress", ConversationStatus::InProgress, true),
    status("on_hold", ConversationStatus::OnHold, true),
    status("closed", ConversationStatus::Resolved, true),
    // One client expects it next to `closed`; nobody has shown that it can be written.
    status("resolved", ConversationStatus::Resolved, false),
    status(
        "any, with snoozedAt set and wakeUpAt not reached",
        ConversationStatus::Snoozed,
        false,
    ),
];

const fn status(native: &'static str, unified: ConversationStatus, is_writable: bool) -> StatusRow {
    StatusRow {
        native,
        unified,
        is_writable,
    }
}

pub(super) const PRIORITY: &[PriorityRow] = &[
    priority("9", Priority::Urgent),
    priority("7", Priority::High),
    priority("5", Priority::Medium),
    priority("3", Priority::Low),
    priority(NO_PRIORITY, Priority::None),
];

/// JSON's null, which is read and written where there is none.
pub(super) const NO_PRIORITY: &str = "null";

const fn priority(native: &'static str, unified: Priority) -> PriorityRow {
    PriorityRow {
        native,
        unified,
        is_writable: true,
    }
}

/// Where one band of priorities ends and the next begins. The numbers of the table are all that can be written.
pub(super) const PRIORITY_BANDS: &[(f64, Priority)] = &[
    (3.0, Priority::Low),
    (6.0, Priority::Medium),
    (8.0, Priority::High),
    (f64::INFINITY, Priority::Urgent),
];

/// What happens in Slack, also where the service does not say so.
pub(super) const SLACK: &str = "slack";
/// By mail.
pub(super) const EMAIL: &str = "email";
/// Among the team, with no customer.
pub(super) const TRIAGE: &str = "triage";
const WIDGET: &str = "widget";
const TEAMS: &str = "teams";

pub(super) const CHANNEL: &[ChannelRow] = &[
    channel(SLACK, ChannelKind::Slack),
    channel(EMAIL, ChannelKind::Email),
    channel(WIDGET, ChannelKind::Chat),
    channel(TEAMS, ChannelKind::MsTeams),
    channel("microsoft_teams", ChannelKind::MsTeams),
    channel("api", ChannelKind::Api),
    channel(TRIAGE, ChannelKind::Internal),
];

const fn channel(native: &'static str, unified: ChannelKind) -> ChannelRow {
    ChannelRow { native, unified }
}

/// Events that bring in what somebody outside wrote, and the channel it came by.
pub(super) const INBOUND: &[(&str, &str)] = &[
    ("email_received", EMAIL),
    ("widget_message_received", WIDGET),
    ("microsoft_teams_message_received", TEAMS),
    ("slack_bot_dm_received", SLACK),
];

/// Events that the service itself is the author of.
pub(super) const BY_SERVICE: &[&str] = &[
    "email_explanation_sent",
    "customer_view_button",
    "post_close_template_sent",
];

/// `isPrivateNote`.
pub(super) const NOTE: &str = "isPrivateNote";
/// `triageThreadId`.
pub(super) const TRIAGE_MESSAGE: &str = "triageThreadId";
/// `isAutoresponse`.
pub(super) const AUTORESPONSE: &str = "isAutoresponse";
/// Of a person outside the team.
pub(super) const FROM_OUTSIDE: &str = "message from outside";
/// Of a member of the team.
pub(super) const BY_MEMBER: &str = "message by a member";
/// Of nobody but the app.
pub(super) const BY_BOT: &str = "message by the app";

/// Flags, events, subtypes of Slack, and who wrote, in the order in which they decide.
pub(super) const MESSAGE_KIND: &[MessageKindRow] = &[
    kind(NOTE, MessageKind::Note),
    kind(TRIAGE_MESSAGE, MessageKind::Note),
    kind("autoresponder_replied", MessageKind::BotReply),
    kind("unthread_outbound", MessageKind::Automated),
    kind("post_close_template_sent", MessageKind::Automated),
    kind("email_explanation_sent", MessageKind::Activity),
    kind("customer_view_button", MessageKind::Activity),
    kind("email_received", MessageKind::CustomerMessage),
    kind("widget_message_received", MessageKind::CustomerMessage),
    kind(
        "microsoft_teams_message_received",
        MessageKind::CustomerMessage,
    ),
    kind("slack_bot_dm_received", MessageKind::CustomerMessage),
    kind(AUTORESPONSE, MessageKind::BotReply),
    kind("channel_join", MessageKind::Activity),
    kind("channel_leave", MessageKind::Activity),
    kind("group_join", MessageKind::Activity),
    kind("group_leave", MessageKind::Activity),
    kind("channel_topic", MessageKind::Activity),
    kind("channel_purpose", MessageKind::Activity),
    kind("channel_name", MessageKind::Activity),
    kind("channel_archive", MessageKind::Activity),
    kind("channel_unarchive", MessageKind::Activity),
    kind("bot_add", MessageKind::Activity),
    kind("bot_remove", MessageKind::Activity),
    kind("pinned_item", MessageKind::Activity),
    kind("unpinned_item", MessageKind::Activity),
    kind("tombstone", MessageKind::Activity),
    kind(FROM_OUTSIDE, MessageKind::CustomerMessage),
    kind(BY_MEMBER, MessageKind::AgentReply),
    kind(BY_BOT, MessageKind::BotReply),
];

const fn kind(native: &'static str, unified: MessageKind) -> MessageKindRow {
    MessageKindRow { native, unified }
}

/// Subtypes of Slack that somebody wrote like any other message.
pub(super) const WRITTEN: &[&str] = &[
    "bot_message",
    "file_share",
    "me_message",
    "thread_broadcast",
    "reply_broadcast",
];

/// What the activities among the kinds record; what is not named here is of no unified kind.
pub(super) const ACTIVITY: &[(&str, ActivityType)] = &[
    ("channel_join", ActivityType::ParticipantChanged),
    ("channel_leave", ActivityType::ParticipantChanged),
    ("group_join", ActivityType::ParticipantChanged),
    ("group_leave", ActivityType::ParticipantChanged),
    ("bot_add", ActivityType::ParticipantChanged),
    ("bot_remove", ActivityType::ParticipantChanged),
];
