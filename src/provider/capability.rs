//! What a provider can do, as data.

use crate::transport::SideEffect;

macro_rules! capabilities {
    ($($(#[$doc:meta])+ $name:ident),+ $(,)?) => {
        /// Things a frontend may want to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Capability {
            $($(#[$doc])+ $name),+
        }

        impl Capability {
            /// All of them, in the order they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

capabilities! {
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

/// How well a capability is supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SupportLevel {
    /// One upstream operation does it.
    Native,
    /// Composed from several operations; same outcome, more calls.
    Emulated,
    /// Works with the restrictions given in notes.
    Partial,
    /// Not possible.
    Unsupported,
    /// Could not be determined for this account.
    Unknown,
}

impl SupportLevel {
    /// Whether it works at all.
    #[must_use]
    pub const fn is_available(self) -> bool {
        matches!(self, Self::Native | Self::Emulated | Self::Partial)
    }
}

/// Support of one capability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Support {
    /// Which one.
    pub capability: Capability,
    /// How well it works.
    pub level: SupportLevel,
    /// Restrictions in plain words.
    pub notes: Option<&'static str>,
    /// Upstream operations behind it.
    pub operations: &'static [&'static str],
    /// Side effects to expect.
    pub side_effects: &'static [SideEffect],
    /// Rights that the credentials need.
    pub required_scopes: &'static [&'static str],
}

impl Support {
    /// One upstream operation does it.
    #[must_use]
    pub const fn native(capability: Capability, operations: &'static [&'static str]) -> Self {
        Self::at(SupportLevel::Native, capability, operations)
    }

    /// Several operations do it together.
    #[must_use]
    pub const fn emulated(
        capability: Capability,
        operations: &'static [&'static str],
        notes: &'static str,
    ) -> Self {
        Self {
            notes: Some(notes),
            ..Self::at(SupportLevel::Emulated, capability, operations)
        }
    }

    /// It works with restrictions.
    #[must_use]
    pub const fn partial(
        capability: Capability,
        operations: &'static [&'static str],
        notes: &'static str,
    ) -> Self {
        Self {
            notes: Some(notes),
            ..Self::at(SupportLevel::Partial, capability, operations)
        }
    }

    const fn at(
        level: SupportLevel,
        capability: Capability,
        operations: &'static [&'static str],
    ) -> Self {
        Self {
            capability,
            level,
            notes: None,
            operations,
            side_effects: &[],
            required_scopes: &[],
        }
    }

    /// Names the rights that the credentials need.
    #[must_use]
    pub const fn with_scopes(self, required_scopes: &'static [&'static str]) -> Self {
        Self {
            required_scopes,
            ..self
        }
    }

    /// Names side effects.
    #[must_use]
    pub const fn with_effects(self, side_effects: &'static [SideEffect]) -> Self {
        Self {
            side_effects,
            ..self
        }
    }
}

/// What one provider can do. What is not listed is unsupported.
#[derive(Clone, Copy, Debug)]
pub struct Capabilities(pub &'static [Support]);

impl Capabilities {
    /// The support of one capability.
    #[must_use]
    pub fn of(self, capability: Capability) -> Support {
        let found = self
            .0
            .iter()
            .find(|support| support.capability == capability);
        found
            .copied()
            .unwrap_or(Support::at(SupportLevel::Unsupported, capability, &[]))
    }

    /// Whether it works at all.
    #[must_use]
    pub fn can(self, capability: Capability) -> bool {
        self.of(capability).level.is_available()
    }
}
