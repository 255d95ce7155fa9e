//! Those who act in a conversation.

use crate::model::{Agent, Contact, Id};

/// Someone or something that acts in a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A teammate.
    Agent(Id<Agent>),
    /// A person outside the team.
    Contact(Id<Contact>),
    /// Automation.
    Bot(Bot),
    /// The provider itself, under the name it gives, if any.
    System(Option<String>),
    /// The provider did not say what it is; a name, if it gave one.
    Unknown(Option<String>),
}

/// Automation, an agent bot or an AI assistant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bot {
    /// The provider's own id, if it has one.
    pub native_id: Option<String>,
    /// Name.
    pub name: String,
    /// Picture.
    pub avatar_url: Option<String>,
}
