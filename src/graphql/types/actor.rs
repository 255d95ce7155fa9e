//! Those who act in a conversation.

use async_graphql::{Interface, Object, Union};

use crate::graphql::scalars::Url;
use crate::graphql::types::agent::Agent;
use crate::graphql::types::contact::Contact;
use crate::graphql::types::enums::ActorKind;
use crate::graphql::types::team::Team;
use crate::model;

/// Someone or something that acts in a conversation.
#[derive(Interface, Clone)]
#[graphql(
    field(
        name = "display_name",
        ty = "String",
        desc = "Name fit for display; falls back to an address, then to a neutral label."
    ),
    field(
        name = "avatar_url",
        ty = "Option<Url>",
        desc = "Picture of the actor; null when there is none."
    ),
    field(
        name = "actor_kind",
        ty = "ActorKind",
        desc = "Whether the actor is a teammate, an outside person, a bot or the system."
    )
)]
pub(crate) enum Actor {
    Agent(Agent),
    Contact(Contact),
    Bot(Bot),
    System(SystemActor),
}

/// A teammate or a team.
#[derive(Union)]
pub(crate) enum Assignee {
    Agent(Agent),
    Team(Team),
}

/// An automated participant.
#[derive(Clone)]
pub(crate) struct Bot(pub(crate) model::Bot);

/// An automated participant.
#[Object]
impl Bot {
    /// Identifier used by the provider; null when the provider gives its bots none.
    async fn native_id(&self) -> Option<&str> {
        self.0.native_id.as_deref()
    }

    /// Name fit for display.
    pub(crate) async fn display_name(&self) -> &str {
        &self.0.name
    }

    /// Picture; null when there is none.
    pub(crate) async fn avatar_url(&self) -> Option<Url> {
        self.0.avatar_url.as_deref().and_then(Url::of)
    }

    /// Always BOT.
    pub(crate) async fn actor_kind(&self) -> ActorKind {
        ActorKind::Bot
    }
}

/// The provider itself, or someone of whom nothing is left but a name.
#[derive(Clone)]
pub(crate) struct SystemActor {
    name: Option<String>,
    kind: ActorKind,
}

impl SystemActor {
    /// Someone who does not exist upstream any more.
    pub(crate) const fn gone(kind: ActorKind) -> Self {
        Self { name: None, kind }
    }

    pub(crate) const fn named(name: Option<String>, kind: ActorKind) -> Self {
        Self { name, kind }
    }
}

/// The provider itself, or someone who cannot be looked up any more.
#[Object]
impl SystemActor {
    /// Name fit for display.
    pub(crate) async fn display_name(&self) -> &str {
        let neutral = match self.kind {
            ActorKind::Agent => "Former agent",
            ActorKind::Contact => "Unknown contact",
            ActorKind::Bot => "Bot",
            ActorKind::System => "System",
            ActorKind::Unknown => "Unknown",
        };
        self.name.as_deref().unwrap_or(neutral)
    }

    /// Picture; always null.
    pub(crate) async fn avatar_url(&self) -> Option<Url> {
        None
    }

    /// What it is, or was.
    pub(crate) async fn actor_kind(&self) -> ActorKind {
        self.kind
    }
}
