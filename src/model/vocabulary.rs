//! The closed sets of words that all providers are translated into.
//!
//! `Unknown` means the provider used a word this version does not know; the word itself stands beside it. `Other`
//! means the word is known but has no unified name.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Unified status of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ConversationStatus {
    /// Arrived and not looked at.
    New,
    /// Waiting for the team.
    Open,
    /// Someone is working on it.
    InProgress,
    /// Not the team's turn.
    Pending,
    /// Parked by the team without a wake-up time.
    OnHold,
    /// Parked until a time or until the next customer message.
    Snoozed,
    /// Done.
    Resolved,
    /// Marked as spam.
    Spam,
    /// Not recognised.
    Unknown,
}

impl ConversationStatus {
    /// The coarse group that the status belongs to.
    #[must_use]
    pub const fn category(self) -> StatusCategory {
        match self {
            Self::New | Self::Open | Self::InProgress => StatusCategory::Todo,
            Self::Pending | Self::OnHold | Self::Snoozed => StatusCategory::Waiting,
            Self::Resolved => StatusCategory::Done,
            Self::Spam => StatusCategory::Discarded,
            Self::Unknown => StatusCategory::Unknown,
        }
    }
}

/// Coarse group of statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusCategory {
    /// The team's turn.
    Todo,
    /// Waiting for something.
    Waiting,
    /// Done.
    Done,
    /// Spam or trash.
    Discarded,
    /// Not recognised.
    Unknown,
}

/// Unified priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Priority {
    /// Highest.
    Urgent,
    /// High.
    High,
    /// Normal.
    Medium,
    /// Low.
    Low,
    /// Unset, or the provider has none.
    None,
    /// Not recognised.
    Unknown,
}

/// Where a conversation takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChannelKind {
    /// E-mail.
    Email,
    /// Web chat widget.
    Chat,
    /// Slack.
    Slack,
    /// Microsoft Teams.
    MsTeams,
    /// Comment thread on a page of a product.
    InProduct,
    /// Phone call.
    Phone,
    /// Text message.
    Sms,
    /// `WhatsApp`.
    Whatsapp,
    /// Facebook Messenger.
    Facebook,
    /// Instagram direct.
    Instagram,
    /// Telegram.
    Telegram,
    /// LINE.
    Line,
    /// X, formerly Twitter.
    Twitter,
    /// GitHub issue.
    Github,
    /// Created through an API.
    Api,
    /// Internal only.
    Internal,
    /// Imported from elsewhere.
    Imported,
    /// Known but unnamed.
    Other,
    /// Not told or not recognised.
    Unknown,
}

/// What a message is in the flow of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// Written by a contact.
    CustomerMessage,
    /// Written by a teammate for the contact.
    AgentReply,
    /// Written by a bot for the contact.
    BotReply,
    /// Sent by a template or campaign.
    Automated,
    /// Internal note.
    Note,
    /// Record of something that happened.
    Activity,
    /// Call log.
    Call,
    /// Marks a forwarded conversation.
    Forward,
    /// Not recognised.
    Unknown,
}

impl MessageKind {
    /// Who can see such a message. What is not known to be public is internal.
    #[must_use]
    pub const fn visibility(self) -> Visibility {
        match self {
            Self::CustomerMessage | Self::AgentReply | Self::BotReply | Self::Automated => {
                Visibility::Public
            }
            Self::Note | Self::Activity | Self::Call | Self::Forward | Self::Unknown => {
                Visibility::Internal
            }
        }
    }

    /// Which way such a message travels.
    #[must_use]
    pub const fn direction(self) -> MessageDirection {
        match self {
            Self::CustomerMessage => MessageDirection::Inbound,
            Self::AgentReply | Self::BotReply | Self::Automated => MessageDirection::Outbound,
            Self::Note | Self::Activity | Self::Call | Self::Forward | Self::Unknown => {
                MessageDirection::None
            }
        }
    }
}

/// Who can see a thread or a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// The contact can see it.
    Public,
    /// Only the team can see it.
    Internal,
}

/// Direction of travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageDirection {
    /// From a contact to the team.
    Inbound,
    /// From the team to a contact.
    Outbound,
    /// Stays inside.
    None,
}

/// Delivery or life-cycle state of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageState {
    /// Not sent.
    Draft,
    /// Held back by collision detection.
    UnderReview,
    /// Will be sent later.
    Scheduled,
    /// Accepted for sending, or published.
    Sent,
    /// Reached the contact.
    Delivered,
    /// Opened by the contact.
    Read,
    /// Could not be delivered.
    Failed,
    /// Hidden from the contact's view.
    Hidden,
    /// Deleted; only a marker is left.
    Deleted,
    /// Not told or not recognised.
    Unknown,
}

impl MessageState {
    /// Whether the contact may see a message in this state at all.
    #[must_use]
    pub const fn may_be_public(self) -> bool {
        match self {
            Self::Sent
            | Self::Delivered
            | Self::Read
            | Self::Failed
            | Self::Deleted
            | Self::Unknown => true,
            Self::Draft | Self::UnderReview | Self::Scheduled | Self::Hidden => false,
        }
    }
}

/// Role of a thread in its conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThreadKind {
    /// The main exchange.
    Primary,
    /// Internal side discussion.
    Side,
}

/// Native form of a message body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyFormat {
    /// Plain text.
    Text,
    /// HTML.
    Html,
    /// Markdown.
    Markdown,
    /// Slack formatting.
    SlackMrkdwn,
    /// A tree of nodes, as JSON.
    RichNodes,
    /// Not known; treated as plain text.
    Unknown,
}

/// Unified type of a recorded activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActivityType {
    /// Status changed.
    StatusChanged,
    /// Priority changed.
    PriorityChanged,
    /// Assignment changed.
    Assigned,
    /// Tags changed.
    Tagged,
    /// Moved to another inbox.
    Moved,
    /// Merged.
    Merged,
    /// Forwarded.
    Forwarded,
    /// Snoozed or woken up.
    Snoozed,
    /// A workflow ran.
    Workflow,
    /// Somebody joined or left.
    ParticipantChanged,
    /// Anything else.
    Other,
}

/// Availability of a teammate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Availability {
    /// Online.
    Available,
    /// Busy.
    Busy,
    /// Away.
    Offline,
    /// Not told or not recognised.
    Unknown,
}

/// State of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttachmentState {
    /// Can be downloaded.
    Available,
    /// Malicious content was found.
    Infected,
    /// Still being processed.
    Pending,
    /// Gone.
    Unavailable,
    /// Not told or not recognised.
    Unknown,
}

/// Unified satisfaction rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RatingValue {
    /// Satisfied.
    Good,
    /// In between.
    Neutral,
    /// Not satisfied.
    Bad,
    /// Not recognised.
    Unknown,
}

/// Relation between two conversations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConversationLinkKind {
    /// This one was forwarded and created the other.
    ForwardedTo,
    /// This one was created by forwarding the other.
    ForwardedFrom,
    /// Any other link.
    Related,
}

/// Where a service level stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlaState {
    /// More than an hour left.
    OnTrack,
    /// Due within the hour.
    AtRisk,
    /// Past the deadline.
    Breached,
    /// No deadline.
    None,
}

impl SlaState {
    /// A deadline is at risk when this is left or less.
    const AT_RISK_SECONDS: i64 = 3600;

    /// Where a deadline stands.
    #[must_use]
    pub fn of(due_at: Option<Timestamp>, now: Timestamp) -> Self {
        match due_at.map(|due_at| due_at.duration_since(now).as_secs()) {
            None => Self::None,
            Some(left) if left < 0 => Self::Breached,
            Some(left) if left <= Self::AT_RISK_SECONDS => Self::AtRisk,
            Some(_) => Self::OnTrack,
        }
    }
}

/// Direction in which messages are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageOrder {
    /// Reading order.
    OldestFirst,
    /// Reverse reading order.
    NewestFirst,
}

impl MessageOrder {
    /// The other direction.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::OldestFirst => Self::NewestFirst,
            Self::NewestFirst => Self::OldestFirst,
        }
    }
}
