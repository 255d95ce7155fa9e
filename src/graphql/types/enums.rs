//! The closed sets of words, with their public names. Conversion from the model is generated, so drift does not compile.

use async_graphql::Enum;

macro_rules! enums {
    ($($(#[$doc:meta])+ $name:ident = $remote:literal { $($(#[$value_doc:meta])+ $value:ident),+ $(,)? })+) => {$(
        $(#[$doc])+
        #[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
        #[graphql(remote = $remote)]
        pub(crate) enum $name {
            $($(#[$value_doc])+ $value),+
        }
    )+};
}

enums! {
    /// The kinds of upstream API this gateway speaks.
    ProviderKind = "crate::model::ProviderKind" {
        /// Unthread, Slack-centred support desk.
        Unthread,
        /// Cord, in-product comment threads.
        Cord,
        /// Help Scout Inbox (Mailbox) API 2.0.
        HelpScout,
        /// PostHog Conversations tickets.
        PostHog,
        /// Nimchat, which exposes the Chatwoot API.
        Nimchat,
    }

    /// Unified status. Every native value maps to exactly one; the native text stays in nativeStatus.
    ConversationStatus = "crate::model::ConversationStatus" {
        /// Arrived and not looked at. PostHog: new.
        New,
        /// Waiting for the team. Unthread: open. Cord: not resolved. Help Scout: active. PostHog: open. Nimchat: open.
        Open,
        /// Someone is working on it. Unthread: `in_progress`.
        InProgress,
        /// Not the team's turn. Help Scout: pending. PostHog: pending. Nimchat: pending, which there means held by a bot
        /// or not yet triaged.
        Pending,
        /// Parked by the team without a wake-up time. Unthread: `on_hold`. PostHog: `on_hold` without `snoozed_until`.
        OnHold,
        /// Parked until a time or until the next customer message. Unthread: snoozedAt set and wakeUpAt not reached.
        /// PostHog: `snoozed_until` in the future. Nimchat: snoozed. Help Scout: snooze present.
        Snoozed,
        /// Done. Unthread: closed, and resolved where the server has it. Cord: resolved. Help Scout: closed. PostHog:
        /// resolved. Nimchat: resolved.
        Resolved,
        /// Marked as spam. Help Scout: spam.
        Spam,
        /// A native value this version does not know; look at nativeStatus. Cannot be written.
        Unknown,
    }

    /// Coarse groups that every status belongs to; enough for inbox tabs.
    StatusCategory = "crate::model::StatusCategory" {
        /// NEW, OPEN, `IN_PROGRESS`.
        Todo,
        /// PENDING, `ON_HOLD`, SNOOZED.
        Waiting,
        /// RESOLVED.
        Done,
        /// SPAM, and anything in trash.
        Discarded,
        /// Status not known.
        Unknown,
    }

    /// Unified priority. The native value stays in nativePriority.
    Priority = "crate::model::Priority" {
        /// Highest. Unthread: 9. PostHog: critical, refused by servers that do not know it. Nimchat: urgent.
        Urgent,
        /// High. Unthread: 7. PostHog: high. Nimchat: high.
        High,
        /// Normal. Unthread: 5. PostHog: medium. Nimchat: medium.
        Medium,
        /// Low. Unthread: 3. PostHog: low. Nimchat: low.
        Low,
        /// No priority set, or the provider has none. Cord and Help Scout: always.
        None,
        /// A native value this version does not know. Cannot be written.
        Unknown,
    }

    /// Where a conversation takes place.
    ChannelKind = "crate::model::ChannelKind" {
        /// E-mail. Unthread: email. Help Scout: email. PostHog: email. Nimchat: `Channel::Email`.
        Email,
        /// Web chat widget. Unthread: widget. Help Scout: chat, beacon. PostHog: widget. Nimchat: `Channel::WebWidget`.
        Chat,
        /// Slack. Unthread: slack. PostHog: slack.
        Slack,
        /// Microsoft Teams. Unthread and PostHog: teams.
        MsTeams,
        /// Comment thread on a page of a product. Cord: every thread.
        InProduct,
        /// Phone call. Help Scout: phone.
        Phone,
        /// Text message. Nimchat: `Channel::Sms`, `Channel::TwilioSms`. Help Scout: heymarket.
        Sms,
        /// WhatsApp. Nimchat: `Channel::Whatsapp`.
        Whatsapp,
        /// Facebook Messenger. Nimchat: `Channel::FacebookPage`.
        Facebook,
        /// Instagram direct. Nimchat: `Channel::Instagram`.
        Instagram,
        /// Telegram. Nimchat: `Channel::Telegram`.
        Telegram,
        /// LINE. Nimchat: `Channel::Line`.
        Line,
        /// X, formerly Twitter. Nimchat: `Channel::TwitterProfile`.
        Twitter,
        /// GitHub issue. PostHog: github.
        Github,
        /// Created through an API. Nimchat: `Channel::Api`. Help Scout: api, coreapi.
        Api,
        /// Internal only, no contact can see it. Unthread: triage. Help Scout: internal.
        Internal,
        /// Imported from elsewhere. Help Scout: csv, desk, zendesk, uservoice.
        Imported,
        /// Known but without a unified name; see native.
        Other,
        /// Not told by the provider, or not recognised.
        Unknown,
    }

    /// What a message is in the flow of a conversation.
    MessageKind = "crate::model::MessageKind" {
        /// Written by a contact.
        CustomerMessage,
        /// Written by a teammate and visible to the contact.
        AgentReply,
        /// Written by a bot or AI and visible to the contact.
        BotReply,
        /// Sent by a template or campaign.
        Automated,
        /// Internal note.
        Note,
        /// Record of something that happened, without a message body.
        Activity,
        /// Call log. Help Scout: phone.
        Call,
        /// Marks a forwarded conversation. Help Scout: forwardparent, forwardchild.
        Forward,
        /// A native type this version does not know; see nativeKind.
        Unknown,
    }

    /// Who can see a thread or a message.
    Visibility = "crate::model::Visibility" {
        /// The contact can see it.
        Public,
        /// Only the team can see it.
        Internal,
    }

    /// Direction of travel.
    MessageDirection = "crate::model::MessageDirection" {
        /// From a contact to the team.
        Inbound,
        /// From the team to a contact.
        Outbound,
        /// Stays inside.
        None,
    }

    /// Delivery or life-cycle state of a message.
    MessageState = "crate::model::MessageState" {
        /// Not sent. Help Scout: draft.
        Draft,
        /// Held back by collision detection. Help Scout: review.
        UnderReview,
        /// Will be sent later. Help Scout: scheduled.
        Scheduled,
        /// Accepted for sending, or published.
        Sent,
        /// Reached the contact. Nimchat: delivered.
        Delivered,
        /// Opened by the contact. Help Scout: openedAt. Nimchat: read.
        Read,
        /// Could not be delivered. Nimchat: failed.
        Failed,
        /// Hidden from the contact's view. Help Scout: hidden.
        Hidden,
        /// Deleted; only a marker is left. Cord: deletedTimestamp. Nimchat: deleted.
        Deleted,
        /// Not told by the provider.
        Unknown,
    }

    /// Role of a thread in its conversation.
    ThreadKind = "crate::model::ThreadKind" {
        /// The main exchange.
        Primary,
        /// Internal side discussion. Providers: Unthread triage.
        Side,
    }

    /// Native body formats.
    BodyFormat = "crate::model::BodyFormat" {
        /// Plain text.
        Text,
        /// HTML. Providers: Help Scout, Nimchat e-mail.
        Html,
        /// Markdown. Providers: PostHog, Nimchat.
        Markdown,
        /// Slack formatting. Providers: Unthread.
        SlackMrkdwn,
        /// Tree of nodes as JSON. Providers: Cord.
        RichNodes,
        /// Format not known.
        Unknown,
    }

    /// Unified activity types.
    ActivityType = "crate::model::ActivityType" {
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
    Availability = "crate::model::Availability" {
        /// Online.
        Available,
        /// Busy.
        Busy,
        /// Away.
        Offline,
        /// Not told.
        Unknown,
    }

    /// State of a file.
    AttachmentState = "crate::model::AttachmentState" {
        /// Can be downloaded. Help Scout: valid.
        Available,
        /// Malicious content found. Help Scout: virus.
        Infected,
        /// Still being processed.
        Pending,
        /// Gone.
        Unavailable,
        /// Not told.
        Unknown,
    }

    /// Unified rating.
    RatingValue = "crate::model::RatingValue" {
        /// Satisfied. Help Scout: great. Nimchat: 4 and 5.
        Good,
        /// In between. Help Scout: okay. Nimchat: 3.
        Neutral,
        /// Not satisfied. Help Scout: `not_good`. Nimchat: 1 and 2.
        Bad,
        /// Value not known.
        Unknown,
    }

    /// Kinds of relation between conversations.
    ConversationLinkKind = "crate::model::ConversationLinkKind" {
        /// This one was forwarded and created the other.
        ForwardedTo,
        /// This one was created by forwarding the other.
        ForwardedFrom,
        /// Any other link.
        Related,
    }

    /// Order of messages.
    MessageOrder = "crate::model::MessageOrder" {
        /// Reading order.
        OldestFirst,
        /// Reverse reading order.
        NewestFirst,
    }

    /// Origin of a served object.
    ServedFrom = "crate::model::ServedFrom" {
        /// Read from the provider for this request.
        Upstream,
        /// Read from the shared cache.
        Cache,
    }

    /// Summary of health.
    HealthState = "crate::provider::HealthState" {
        /// Works.
        Up,
        /// The latest call failed, an earlier one did not.
        Degraded,
        /// Over the provider's limit.
        RateLimited,
        /// Credentials rejected.
        Unauthorized,
        /// Not reachable.
        Down,
        /// Not called yet.
        Unknown,
    }

    /// How well a capability is supported.
    SupportLevel = "crate::provider::SupportLevel" {
        /// One documented upstream operation does it.
        Native,
        /// The gateway composes it from several operations; same outcome, more calls.
        Emulated,
        /// Works with the restrictions given in notes.
        Partial,
        /// Not possible through this gateway; the field returns null.
        Unsupported,
        /// Could not be determined for this account.
        Unknown,
    }

    /// HTTP verbs used upstream.
    HttpMethod = "crate::provider::Method" {
        /// GET request.
        Get,
        /// POST request.
        Post,
        /// PUT request.
        Put,
        /// PATCH request.
        Patch,
        /// DELETE request.
        Delete,
    }

    /// Side effects of an upstream operation.
    SideEffect = "crate::provider::SideEffect" {
        /// Marks the object as read by the team. Providers: PostHog ticket detail.
        MarksRead,
        /// Sends something to the contact.
        NotifiesContact,
        /// Notifies teammates.
        NotifiesTeam,
        /// Changes the status as a consequence.
        ChangesStatus,
        /// May create a contact.
        CreatesContact,
        /// May create a channel.
        CreatesChannel,
        /// Overwrites a whole list, for example Nimchat labels.
        ReplacesList,
    }

    /// How an operation came to be known.
    DocumentationLevel = "crate::provider::Documentation" {
        /// Described in the API documents this project is built from.
        Documented,
        /// Described in the provider's wider public reference or open source, but not in the project documents.
        PublicReference,
        /// Seen in traffic or source only.
        Observed,
    }

    /// Kinds of upstream paging.
    PaginationStyle = "crate::provider::PaginationStyle" {
        /// Opaque next and previous cursors. Providers: Unthread.
        Cursor,
        /// Forward token. Providers: Cord.
        Token,
        /// One-based page numbers. Providers: Help Scout, Nimchat.
        PageNumber,
        /// Limit and offset. Providers: PostHog.
        Offset,
    }

    /// Sort keys of conversations. Only `LAST_ACTIVITY_AT` DESC is native to all five providers.
    ConversationOrderField = "crate::model::ConversationOrderField" {
        /// Latest activity.
        LastActivityAt,
        /// Start.
        CreatedAt,
        /// Last change of the record.
        UpdatedAt,
        /// Longest waiting contact.
        WaitingSince,
        /// Priority, ties broken by latest activity.
        Priority,
        /// Service level deadline.
        SlaDueAt,
        /// Wake-up time.
        SnoozedUntil,
        /// Conversation number, within one source only.
        Number,
    }

    /// Service level states.
    SlaState = "crate::model::SlaState" {
        /// More than an hour left.
        OnTrack,
        /// Due within the hour.
        AtRisk,
        /// Past the deadline.
        Breached,
        /// No deadline.
        None,
    }

    /// Sort keys of contacts.
    ContactOrderField = "crate::model::ContactOrderField" {
        /// Name fit for display.
        Name,
        /// First e-mail address.
        Email,
        /// When first seen.
        CreatedAt,
        /// Latest activity.
        LastActivityAt,
    }

    /// Direction of an ordering.
    OrderDirection = "crate::model::OrderDirection" {
        /// Smallest or oldest first.
        Asc,
        /// Largest or newest first.
        Desc,
    }

    /// How far a count can be trusted.
    CountPrecision = "crate::feed::CountPrecision" {
        /// Every asked source reported a count.
        Exact,
        /// At least one source did not report, so the real number may be higher.
        LowerBound,
        /// No source reported a count.
        Unknown,
    }

    /// What a fan-out field does when a source fails.
    SourceErrorPolicy = "crate::feed::SourceErrorPolicy" {
        /// Return what the other sources gave and describe the failure in `sources`.
        Partial,
        /// Like PARTIAL, but fill the gap with an expired cache entry when one exists.
        Stale,
        /// Fail the whole field with a GraphQL error.
        Fail,
    }

    /// Outcome of one source.
    SourceResultStatus = "crate::feed::SourceStatus" {
        /// Answered.
        Ok,
        /// Failed, but an expired cache entry was used.
        Stale,
        /// Stopped at the limit of how much is read for one page.
        Truncated,
        /// Cannot serve the request.
        SkippedUnsupported,
        /// Left out to stay within the call budget of the operation.
        SkippedBudget,
        /// Switched off.
        SkippedDisabled,
        /// Refused by the provider or by the local budget.
        RateLimited,
        /// No answer in time.
        TimedOut,
        /// Credentials rejected.
        Unauthorized,
        /// Not called because it keeps failing.
        CircuitOpen,
        /// Any other failure.
        Failed,
    }

    /// States of a write.
    WriteState = "crate::writes::WriteState" {
        /// Still running.
        Running,
        /// Done; when `receipt.isComplete` is false, done in part.
        Succeeded,
        /// Refused, or failed without having been carried out. The same key may be used to try again.
        Rejected,
        /// Sent without an answer.
        OutcomeUnknown,
    }

    /// Things a frontend may want to do through this gateway; ask before showing a button.
    Capability = "crate::provider::Capability" {
        /// List conversations.
        ConversationList,
        /// Read one conversation.
        ConversationGet,
        /// Read one conversation without marking it read.
        ConversationGetWithoutSideEffects,
        /// Start a conversation.
        ConversationCreate,
        /// Send a message the contact can see.
        ConversationReply,
        /// Add an internal note.
        ConversationNote,
        /// Post into an internal side thread.
        ConversationReplyInSideThread,
        /// Rename a conversation.
        ConversationSetSubject,
        /// Change the status.
        ConversationSetStatus,
        /// Change the priority.
        ConversationSetPriority,
        /// Assign to a person.
        ConversationAssignAgent,
        /// Assign to a team.
        ConversationAssignTeam,
        /// Hide until a time.
        ConversationSnooze,
        /// Add and remove tags.
        ConversationTag,
        /// Write custom fields or metadata.
        ConversationCustomFields,
        /// Mark as read by the team.
        ConversationMarkRead,
        /// Show a typing indicator.
        ConversationTyping,
        /// Manage followers or subscribers.
        ConversationFollow,
        /// Delete a conversation.
        ConversationDelete,
        /// Count conversations without listing them.
        ConversationCounts,
        /// Full-text search.
        ConversationSearch,
        /// Has internal side threads.
        ConversationSideThreads,
        /// Read messages.
        MessageList,
        /// Edit a message.
        MessageUpdate,
        /// Delete or hide a message.
        MessageDelete,
        /// Send a message later.
        MessageSchedule,
        /// Download attachments.
        AttachmentDownload,
        /// Send attachments.
        AttachmentUpload,
        /// Read one contact.
        ContactGet,
        /// List contacts.
        ContactList,
        /// Find contacts by e-mail address.
        ContactSearchByEmail,
        /// Find contacts by phone number.
        ContactSearchByPhone,
        /// Create a contact.
        ContactCreate,
        /// Change a contact.
        ContactUpdate,
        /// Delete a contact.
        ContactDelete,
        /// Read companies.
        OrganizationRead,
        /// Create, change and delete companies.
        OrganizationWrite,
        /// List teammates.
        AgentList,
        /// List teams.
        TeamList,
        /// List tags.
        TagList,
        /// Create, rename and delete tags.
        TagWrite,
        /// List inboxes.
        InboxList,
        /// Has numbered work items.
        TicketRead,
        /// Has ticket types with form fields.
        TicketFields,
        /// Tracks a service level deadline.
        TicketSla,
        /// Can draft a reply with AI.
        TicketSuggestReply,
        /// Tags many tickets in one call.
        TicketBulkTag,
        /// Pushes events to the gateway.
        EventsWebhook,
        /// Changes can be found by polling.
        EventsPolling,
        /// Has a reporting API.
        Reporting,
    }
}

/// Actions a user interface can offer on a conversation.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ConversationAction {
    /// Send a public reply.
    Reply,
    /// Add an internal note.
    Note,
    /// Change the status.
    SetStatus,
    /// Change the priority.
    SetPriority,
    /// Assign a teammate.
    AssignAgent,
    /// Assign a team.
    AssignTeam,
    /// Snooze.
    Snooze,
    /// Change tags.
    Tag,
    /// Change the subject.
    Rename,
    /// Mark as read.
    MarkRead,
    /// Show a typing indicator.
    Type,
    /// Follow or unfollow.
    Follow,
    /// Delete.
    Delete,
    /// Ask for a drafted reply.
    SuggestReply,
}

/// Actions on a message.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MessageAction {
    /// Edit it.
    Update,
    /// Delete or hide it.
    Delete,
}

/// Actions on a ticket.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TicketAction {
    /// Change it.
    Update,
    /// Delete it.
    Delete,
    /// Draft a reply with AI.
    SuggestReply,
    /// Take part in a bulk tag change.
    BulkTag,
}

/// What a bulk tag change does.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BulkTagAction {
    /// Add the tags.
    Add,
    /// Remove the tags.
    Remove,
    /// Replace all tags.
    Set,
}

/// What kind of actor it is.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ActorKind {
    /// Member of the support team.
    Agent,
    /// Person outside the team.
    Contact,
    /// Automation, agent bot or AI assistant.
    Bot,
    /// The provider itself, for example a workflow.
    System,
    /// The provider did not say.
    Unknown,
}
