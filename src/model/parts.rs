//! Which parts of an object a copy of it knows, and which parts a reader wants.
//!
//! A contact inside a conversation is often a shorter one than the contact itself. A copy says what it knows, a reader
//! says what it wants, and only when the copy does not know enough is the object read again.

use bitflags::bitflags;

bitflags! {
    /// Parts of a conversation that not every copy knows. What is not named here, every copy knows.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct ConversationParts: u16 {
        /// Subject, preview, summary, links, channel, number: the plain facts.
        const SUMMARY = 1;
        /// The person it is about.
        const CONTACT = 1 << 1;
        /// The company it is about.
        const ORGANIZATION = 1 << 2;
        /// Agent and team.
        const ASSIGNEE = 1 << 3;
        /// Tags.
        const TAGS = 1 << 4;
        /// Inbox.
        const INBOX = 1 << 5;
        /// Creation, activity and the other times.
        const TIMES = 1 << 6;
        /// First message. A wish: a copy without it is good enough, see [`Partial::covers`].
        const FIRST_MESSAGE = 1 << 7;
        /// Latest message. A wish: a copy without it is good enough, see [`Partial::covers`].
        const LAST_MESSAGE = 1 << 8;
        /// Participants and followers.
        const PEOPLE = 1 << 9;
        /// Numbers of messages, unread ones too.
        const COUNTS = 1 << 10;
        /// Service level, metrics, rating and other facts of the work.
        const WORK = 1 << 11;
        /// The whole payload of the provider.
        const RAW = 1 << 12;
        /// Text of the latest message.
        const PREVIEW = 1 << 13;
        /// Custom fields.
        const CUSTOM_FIELDS = 1 << 14;
    }

    /// Parts of a contact that not every copy knows. Every copy knows the name.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct ContactParts: u16 {
        /// The main e-mail address.
        const PRIMARY_EMAIL = 1 << 8;
        /// All e-mail addresses.
        const EMAILS = 1 | 1 << 8;
        /// Phone numbers.
        const PHONES = 1 << 1;
        /// Picture.
        const AVATAR = 1 << 2;
        /// Given and family name apart.
        const NAMES = 1 << 3;
        /// Company.
        const ORGANIZATION = 1 << 4;
        /// Job title, place, notes, external ids.
        const PROFILE = 1 << 5;
        /// Creation and latest activity.
        const TIMES = 1 << 6;
        /// The whole payload of the provider.
        const RAW = 1 << 7;
    }

    /// Parts of an agent that not every copy knows. Every copy knows the name.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct AgentParts: u16 {
        /// E-mail address.
        const EMAIL = 1;
        /// Picture.
        const AVATAR = 1 << 1;
        /// Role, availability, confirmation, Slack user.
        const PROFILE = 1 << 2;
        /// Teams.
        const TEAMS = 1 << 3;
        /// The whole payload of the provider.
        const RAW = 1 << 4;
    }

    /// Parts of an organization that not every copy knows. Every copy knows the name.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct OrganizationParts: u16 {
        /// E-mail domains.
        const DOMAINS = 1;
        /// Tags and default assignees.
        const SUPPORT = 1 << 1;
        /// Creation and change.
        const TIMES = 1 << 2;
        /// The whole payload of the provider.
        const RAW = 1 << 3;
    }

    /// Parts of a team, tag or inbox that not every copy knows. Every copy knows the name.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct DirectoryParts: u16 {
        /// Everything beyond the name: description, colour, channel, address.
        const DETAIL = 1;
        /// The whole payload of the provider.
        const RAW = 1 << 1;
    }

    /// Parts of a message that not every copy knows. What is not named here, every copy knows.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub struct MessageParts: u16 {
        /// Files, recipients, reactions, rating and other satellites.
        const DETAIL = 1;
        /// The whole text.
        const BODY = 1 << 1;
        /// The whole payload of the provider.
        const RAW = 1 << 2;
    }
}

/// Something of which copies may know more or less.
pub trait Partial {
    /// The set of its parts.
    type Parts: Copy + Send + Sync + std::fmt::Debug + PartialEq + Eq + std::hash::Hash + 'static;

    /// What this copy knows.
    fn known(&self) -> Self::Parts;

    /// Whether `known` covers all of `wanted`.
    fn covers(known: Self::Parts, wanted: Self::Parts) -> bool;
}

impl ConversationParts {
    /// Parts that are taken when the provider sends them along, and never a reason to read a conversation again.
    pub const WISHES: Self = Self::FIRST_MESSAGE.union(Self::LAST_MESSAGE);
}

impl Partial for crate::model::Conversation {
    type Parts = ConversationParts;

    fn known(&self) -> ConversationParts {
        self.known
    }

    fn covers(known: ConversationParts, wanted: ConversationParts) -> bool {
        known.contains(wanted.difference(ConversationParts::WISHES))
    }
}

macro_rules! partial {
    ($($noun:path => $parts:ty),+ $(,)?) => {$(
        impl Partial for $noun {
            type Parts = $parts;

            fn known(&self) -> Self::Parts {
                self.known
            }

            fn covers(known: Self::Parts, wanted: Self::Parts) -> bool {
                known.contains(wanted)
            }
        }
    )+};
}

partial! {
    crate::model::Message => MessageParts,
    crate::model::Contact => ContactParts,
    crate::model::Organization => OrganizationParts,
    crate::model::Agent => AgentParts,
    crate::model::Team => DirectoryParts,
    crate::model::Tag => DirectoryParts,
    crate::model::Inbox => DirectoryParts,
}
