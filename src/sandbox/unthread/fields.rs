//! What each object has: the allow-lists that `select`, `order` and `where` are checked against.

/// A field, by its dotted path.
#[derive(Debug)]
pub(super) struct Field(pub &'static str, pub Kind, pub Shown);

/// What is in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text.
    Text,
    /// A number.
    Number,
    /// A moment, stored with microseconds and shown with milliseconds.
    Time,
    /// True or false; no condition can name it, because conditions have no such values.
    Flag,
    /// An object or a list, handed out as a whole.
    Json,
}

/// Where a field appears without being selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    /// In lists and alone.
    List,
    /// Only when the object is fetched by its id.
    Single,
    /// Nowhere.
    Selected,
}

impl Field {
    /// True for what the rows of the object's own table can be ordered and filtered by.
    pub(super) fn is_column(&self) -> bool {
        !self.0.contains('.') && !matches!(self.1, Kind::Flag | Kind::Json)
    }
}

use Kind::{Flag, Json, Number, Text, Time};
use Shown::{List, Selected, Single};

/// What is asked of somebody by a member of the team, or the other way round.
#[rustfmt::skip]
pub(super) static CONVERSATION: &[Field] = &[
    Field("id", Text, List),
    Field("status", Text, List),
    Field("customerId", Text, List),
    Field("channelId", Text, List),
    Field("wasManuallyCreated", Flag, List),
    Field("friendlyId", Number, List),
    Field("createdAt", Time, List),
    Field("updatedAt", Time, List),
    Field("closedAt", Time, List),
    Field("statusUpdatedAt", Time, List),
    Field("responseTime", Number, List),
    Field("responseTimeWorking", Number, List),
    Field("resolutionTime", Number, List),
    Field("resolutionTimeWorking", Number, List),
    Field("title", Text, List),
    Field("priority", Number, List),
    Field("initialMessage.id", Text, List),
    Field("initialMessage.ts", Text, List),
    Field("initialMessage.text", Text, List),
    Field("initialMessage.timestamp", Time, List),
    Field("initialMessage.content", Text, Single),
    Field("initialMessage.userId", Text, Selected),
    Field("initialMessage.botName", Text, Selected),
    Field("initialMessage.sentByUserId", Text, Selected),
    Field("initialMessage.sentByUser.name", Text, Single),
    Field("initialMessage.sentByUser.email", Text, Single),
    Field("initialMessage.user.id", Text, Selected),
    Field("initialMessage.user.name", Text, Selected),
    Field("initialMessage.user.email", Text, Selected),
    Field("initialMessage.user.slackId", Text, Selected),
    Field("initialMessage.user.photo", Text, Selected),
    Field("initialMessage.isExternal", Flag, Selected),
    Field("initialMessage.metadata", Json, Selected),
    Field("assignedToUserId", Text, List),
    Field("tags.id", Text, List),
    Field("tags.name", Text, List),
    Field("customer.id", Text, List),
    Field("customer.name", Text, List),
    Field("customer.slackChannelId", Text, Selected),
    Field("customer.slackTeamId", Text, Selected),
    Field("customer.createdAt", Time, Selected),
    Field("customer.updatedAt", Time, Selected),
    Field("wakeUpAt", Time, List),
    Field("summary", Text, List),
    Field("snoozedAt", Time, List),
    Field("lockedAt", Time, List),
    Field("ticketTypeId", Text, List),
    Field("ticketTypeFields", Json, List),
    Field("metadata", Json, List),
    Field("sourceType", Text, List),
    Field("followers", Json, Single),
    Field("collaborators", Json, Single),
    Field("files", Json, Single),
    Field("files.id", Text, Selected),
    Field("files.name", Text, Selected),
    Field("files.size", Number, Selected),
    Field("files.filetype", Text, Selected),
    Field("files.mimetype", Text, Selected),
    Field("assignedToUser.id", Text, Single),
    Field("assignedToUser.name", Text, Single),
    Field("assignedToUser.email", Text, Selected),
    Field("assignedToUser.slackId", Text, Selected),
    Field("assignedToUser.photo", Text, Selected),
    Field("submitterUserId", Text, Single),
    Field("submitterUser.id", Text, Single),
    Field("submitterUser.name", Text, Single),
    Field("submitterUser.email", Text, Single),
    Field("ticketType.id", Text, Single),
    Field("ticketType.name", Text, Single),
    Field("initialMessageId", Text, Single),
    Field("latestMessage.id", Text, Single),
    Field("latestMessage.ts", Text, Single),
    Field("latestMessage.text", Text, Single),
    Field("latestMessage.content", Text, Single),
    Field("latestMessage.timestamp", Time, Single),
    Field("lastActivityAt", Time, Single),
    Field("category", Text, Single),
    Field("sentiment", Json, Single),
    Field("waitingOnAgentTime", Number, Single),
    Field("waitingOnCustomerTime", Number, Single),
    Field("titleOverwritten", Flag, Single),
    Field("resolvedTitle", Json, Selected),
    Field("excludeAnalytics", Flag, Selected),
    Field("notes", Text, Selected),
];

/// One thing that was said. The back reference to the conversation is left out: it would nest without end.
#[rustfmt::skip]
pub(super) static MESSAGE: &[Field] = &[
    Field("id", Text, List),
    Field("ts", Text, List),
    Field("userId", Text, List),
    Field("userTeamId", Text, List),
    Field("botId", Text, List),
    Field("botName", Text, List),
    Field("text", Text, List),
    Field("subtype", Text, List),
    Field("conversationId", Text, List),
    Field("timestamp", Time, List),
    Field("threadTs", Text, List),
    Field("user.id", Text, List),
    Field("user.name", Text, List),
    Field("user.email", Text, List),
    Field("user.slackId", Text, List),
    Field("user.photo", Text, List),
    Field("metadata", Json, List),
    Field("metadata.eventType", Text, Selected),
    Field("content", Text, List),
    Field("sentByUserId", Text, List),
    Field("sentByUser.id", Text, List),
    Field("sentByUser.name", Text, List),
    Field("sentByUser.email", Text, List),
    Field("isPrivateNote", Flag, List),
    Field("isAutoresponse", Flag, List),
    Field("isExternal", Flag, List),
    Field("sourceType", Text, List),
    Field("teamId", Text, List),
    Field("channelId", Text, List),
    Field("triageThreadId", Text, List),
    Field("blocks", Json, List),
    Field("files", Json, List),
    Field("files.id", Text, Selected),
    Field("files.name", Text, Selected),
    Field("files.title", Text, Selected),
    Field("files.size", Number, Selected),
    Field("files.mimetype", Text, Selected),
    Field("files.filetype", Text, Selected),
    Field("updatedAt", Time, List),
    Field("deletedAt", Time, List),
];

/// A company, under its first name.
#[rustfmt::skip]
pub(super) static CUSTOMER: &[Field] = &[
    Field("id", Text, List),
    Field("name", Text, List),
    Field("primarySupportAssigneeId", Text, List),
    Field("primarySupportAssigneeType", Text, List),
    Field("secondarySupportAssigneeId", Text, List),
    Field("secondarySupportAssigneeType", Text, List),
    Field("replyTimeoutMinutes", Number, List),
    Field("defaultTriageChannelId", Text, List),
    Field("disableAutomatedTicketing", Flag, List),
    Field("botHandling", Text, List),
    Field("autoresponder", Json, List),
    Field("supportSteps", Json, List),
    Field("slackTeamId", Text, List),
    Field("assignToTaggedUserEnabled", Flag, List),
    Field("slackChannelId", Text, List),
    Field("createdAt", Time, List),
    Field("updatedAt", Time, List),
    Field("tags.id", Text, List),
    Field("tags.name", Text, List),
    Field("slackChannel.id", Text, List),
    Field("slackChannel.name", Text, List),
    Field("slackChannel.isShared", Flag, List),
    Field("slackChannel.isPrivate", Flag, List),
    Field("emailDomains", Json, Selected),
    Field("externalCrmMetadata", Json, Selected),
];

/// A company, under the name that is replacing the first one.
#[rustfmt::skip]
pub(super) static ACCOUNT: &[Field] = &[
    Field("id", Text, List),
    Field("name", Text, List),
    Field("imageUrl", Text, List),
    Field("primarySupportAssigneeId", Text, List),
    Field("primarySupportAssigneeType", Text, List),
    Field("secondarySupportAssigneeId", Text, List),
    Field("secondarySupportAssigneeType", Text, List),
    Field("primarySupportAssignee.id", Text, Selected),
    Field("primarySupportAssignee.name", Text, Selected),
    Field("emailsAndDomains", Json, List),
    Field("slackChannelIds", Json, List),
    Field("slackTeamIds", Json, List),
    Field("customFields", Json, List),
    Field("supportSteps", Json, List),
    Field("createdAt", Time, List),
    Field("updatedAt", Time, List),
    Field("createdBy", Text, List),
    Field("updatedBy", Text, List),
    Field("slackChannels.id", Text, Selected),
    Field("slackChannels.name", Text, Selected),
    Field("slackChannels.isPrivate", Flag, Selected),
    Field("slackChannels.isShared", Flag, Selected),
    Field("slackChannels.archivedAt", Time, Selected),
    Field("slackChannels.slackTeamId", Text, Selected),
    Field("slackTeams.id", Text, Selected),
    Field("slackTeams.name", Text, Selected),
    Field("slackTeams.icon", Text, Selected),
    Field("tags.id", Text, Selected),
    Field("tags.name", Text, Selected),
    Field("externalCrmMetadata", Json, Selected),
];

/// Somebody, of the team or outside.
#[rustfmt::skip]
pub(super) static USER: &[Field] = &[
    Field("id", Text, List),
    Field("name", Text, List),
    Field("email", Text, List),
    Field("slackId", Text, List),
    Field("photo", Text, List),
];

/// A label.
pub(super) static TAG: &[Field] = &[Field("id", Text, List), Field("name", Text, List)];

/// A part somebody can play in a conversation.
#[rustfmt::skip]
pub(super) static COLLABORATOR_TYPE: &[Field] = &[
    Field("id", Text, List),
    Field("name", Text, List),
    Field("key", Text, List),
    Field("description", Text, List),
];

/// A message sent to many customers at once.
#[rustfmt::skip]
pub(super) static OUTBOUND: &[Field] = &[
    Field("id", Text, List),
    Field("status", Text, List),
    Field("deliveryMethod", Text, List),
    Field("subject", Text, List),
    Field("blocks", Json, List),
    Field("recipients", Json, List),
    Field("sendAs", Json, List),
    Field("runAt", Time, List),
];

/// An address that events are sent to.
#[rustfmt::skip]
pub(super) static WEBHOOK_SUBSCRIPTION: &[Field] = &[
    Field("id", Text, List),
    Field("url", Text, List),
    Field("enabled", Flag, List),
];

/// A question to somebody who has to agree.
#[rustfmt::skip]
pub(super) static APPROVAL_REQUEST: &[Field] = &[
    Field("status", Text, List),
    Field("id", Text, List),
    Field("tenantId", Text, List),
    Field("assignedToGroupId", Text, List),
    Field("assignedToUserId", Text, List),
    Field("statusChangedAt", Time, List),
    Field("conversationId", Text, List),
    Field("title", Text, List),
    Field("notes", Text, List),
    Field("createdAt", Time, List),
    Field("approverUser", Json, List),
    Field("approverGroup", Json, List),
];
