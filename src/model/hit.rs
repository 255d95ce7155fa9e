//! What a search finds.

use crate::model::{Contact, Conversation, Message, Organization};

/// Something that was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Hit {
    /// A conversation.
    Conversation(Conversation),
    /// A conversation that was looked for as a ticket.
    Ticket(Conversation),
    /// A message.
    Message(Message),
    /// A person.
    Contact(Contact),
    /// A company.
    Organization(Organization),
}

impl Hit {
    /// The provider's own id of what was found.
    #[must_use]
    pub fn native(&self) -> &str {
        match self {
            Self::Conversation(one) | Self::Ticket(one) => one.id.native(),
            Self::Message(one) => one.id.native(),
            Self::Contact(one) => one.id.native(),
            Self::Organization(one) => one.id.native(),
        }
    }
}
