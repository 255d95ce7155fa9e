//! Objects that arrive embedded in other answers.

use crate::model::{Agent, Contact, Conversation, Inbox, Message, Organization, Tag, Team};

/// What came along with an answer: it costs nothing and saves calls.
#[derive(Clone, Debug, Default)]
pub struct Related {
    /// Conversations.
    pub conversations: Vec<Conversation>,
    /// Messages.
    pub messages: Vec<Message>,
    /// Contacts.
    pub contacts: Vec<Contact>,
    /// Organizations.
    pub organizations: Vec<Organization>,
    /// Agents.
    pub agents: Vec<Agent>,
    /// Teams.
    pub teams: Vec<Team>,
    /// Tags.
    pub tags: Vec<Tag>,
    /// Inboxes.
    pub inboxes: Vec<Inbox>,
}

impl Related {
    /// Adds everything that `other` holds.
    pub fn append(&mut self, other: Self) {
        let Self {
            conversations,
            messages,
            contacts,
            organizations,
            agents,
            teams,
            tags,
            inboxes,
        } = other;
        self.conversations.extend(conversations);
        self.messages.extend(messages);
        self.contacts.extend(contacts);
        self.organizations.extend(organizations);
        self.agents.extend(agents);
        self.teams.extend(teams);
        self.tags.extend(tags);
        self.inboxes.extend(inboxes);
    }
}
