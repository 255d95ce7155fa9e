//! The kinds of API that the gateway speaks.

use std::fmt;

/// A kind of upstream API. Matched without a wildcard everywhere, so a sixth one lists its own work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProviderKind {
    /// Unthread, Slack-centred support desk.
    Unthread,
    /// Cord, in-product comment threads.
    Cord,
    /// Help Scout Inbox (Mailbox) API 2.0.
    HelpScout,
    /// `PostHog` Conversations tickets.
    PostHog,
    /// Nimchat, which exposes the Chatwoot API.
    Nimchat,
}

impl ProviderKind {
    /// All kinds, in the order they are shown.
    pub const ALL: [Self; 5] = [
        Self::Unthread,
        Self::Cord,
        Self::HelpScout,
        Self::PostHog,
        Self::Nimchat,
    ];

    /// The word used in config files, paths and operation ids.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Unthread => "unthread",
            Self::Cord => "cord",
            Self::HelpScout => "helpscout",
            Self::PostHog => "posthog",
            Self::Nimchat => "nimchat",
        }
    }

    /// The name people know it by.
    #[must_use]
    pub const fn display_name(self) -> &'static str {
        match self {
            Self::Unthread => "Unthread",
            Self::Cord => "Cord",
            Self::HelpScout => "Help Scout",
            Self::PostHog => "PostHog",
            Self::Nimchat => "Nimchat",
        }
    }

    /// Returns the kind with this slug.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

impl fmt::Display for ProviderKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.display_name())
    }
}
