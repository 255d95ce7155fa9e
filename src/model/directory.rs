//! The small lists of an account: agents, teams, tags, inboxes.

use crate::model::{
    AgentParts, Availability, Channel, ChannelKind, DirectoryParts, Id, NodeKind, Noun, Raw,
};

/// A teammate.
#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    /// Identity.
    pub id: Id<Agent>,
    /// What this copy knows; the fields of the other parts hold their empty value.
    pub known: AgentParts,
    /// Link for people.
    pub web_url: Option<String>,
    /// Name, if there is one; display falls back to the address.
    pub name: Option<String>,
    /// Picture.
    pub avatar_url: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Role as the provider spells it.
    pub role: Option<String>,
    /// Whether the teammate can take work.
    pub availability: Availability,
    /// Whether the account is confirmed; `None` when not told.
    pub is_confirmed: Option<bool>,
    /// Slack user.
    pub slack_id: Option<String>,
    /// Teams the person is in; `None` when not told.
    pub teams: Option<Vec<Id<Team>>>,
    /// Upstream payload.
    pub raw: Option<Raw>,
}

impl Agent {
    /// A teammate of whom only the identity is known; the adapter fills in the rest.
    #[must_use]
    pub const fn new(id: Id<Self>) -> Self {
        Self {
            id,
            known: AgentParts::empty(),
            web_url: None,
            name: None,
            avatar_url: None,
            email: None,
            role: None,
            availability: Availability::Unknown,
            is_confirmed: None,
            slack_id: None,
            teams: None,
            raw: None,
        }
    }

    /// Name fit for display: the name, else the address, else a neutral label.
    #[must_use]
    pub fn display_name(&self) -> &str {
        let name = self.name.as_deref().filter(|name| !name.trim().is_empty());
        name.or(self.email.as_deref()).unwrap_or("Unknown agent")
    }
}

impl Noun for Agent {
    const KIND: NodeKind = NodeKind::Agent;
}

/// A group of teammates.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// Identity.
    pub id: Id<Team>,
    /// What this copy knows; the fields of the other parts hold their empty value.
    pub known: DirectoryParts,
    /// Link for people.
    pub web_url: Option<String>,
    /// Name.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// Whether the provider assigns within the team; `None` when not told.
    pub allows_auto_assign: Option<bool>,
    /// Upstream payload.
    pub raw: Option<Raw>,
}

impl Team {
    /// A team of which only the name is known; the adapter fills in the rest.
    pub fn new(id: Id<Self>, name: impl Into<String>) -> Self {
        Self {
            id,
            known: DirectoryParts::empty(),
            web_url: None,
            name: name.into(),
            description: None,
            allows_auto_assign: None,
            raw: None,
        }
    }
}

impl Noun for Team {
    const KIND: NodeKind = NodeKind::Team;
}

/// A label.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Identity; the native id is the name where the provider has no ids.
    pub id: Id<Tag>,
    /// What this copy knows; the fields of the other parts hold their empty value.
    pub known: DirectoryParts,
    /// Link for people.
    pub web_url: Option<String>,
    /// Name.
    pub name: String,
    /// Colour as a hex value.
    pub color: Option<String>,
    /// Upstream payload.
    pub raw: Option<Raw>,
}

impl Tag {
    /// A tag of which only the name is known; the adapter fills in the rest.
    pub fn new(id: Id<Self>, name: impl Into<String>) -> Self {
        Self {
            id,
            known: DirectoryParts::empty(),
            web_url: None,
            name: name.into(),
            color: None,
            raw: None,
        }
    }
}

impl Noun for Tag {
    const KIND: NodeKind = NodeKind::Tag;
}

/// Where conversations arrive.
#[derive(Clone, Debug, PartialEq)]
pub struct Inbox {
    /// Identity.
    pub id: Id<Inbox>,
    /// What this copy knows; the fields of the other parts hold their empty value.
    pub known: DirectoryParts,
    /// Link for people.
    pub web_url: Option<String>,
    /// Name.
    pub name: String,
    /// Channel it serves.
    pub channel: Channel,
    /// Address it receives mail at.
    pub email: Option<String>,
    /// Website of a chat widget.
    pub website_url: Option<String>,
    /// Whether new conversations are assigned automatically; `None` when not told.
    pub is_auto_assign_enabled: Option<bool>,
    /// Upstream payload.
    pub raw: Option<Raw>,
}

impl Inbox {
    /// An inbox of which only the name is known; the adapter fills in the rest.
    pub fn new(id: Id<Self>, name: impl Into<String>) -> Self {
        let channel = Channel {
            kind: ChannelKind::Unknown,
            native: String::new(),
            detail: None,
        };
        Self {
            id,
            known: DirectoryParts::empty(),
            web_url: None,
            name: name.into(),
            channel,
            email: None,
            website_url: None,
            is_auto_assign_enabled: None,
            raw: None,
        }
    }
}

impl Noun for Inbox {
    const KIND: NodeKind = NodeKind::Inbox;
}
