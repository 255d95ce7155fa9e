//! What the installation keeps, in the words of its tables.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::sequences::Sequences;

/// A JSON column that holds an object.
pub(super) type Attributes = Map<String, Value>;

/// The account of the story; all objects below belong to it.
pub(super) const HOME: u64 = 7;

/// Everything.
#[derive(Debug, Default)]
pub(super) struct State {
    pub accounts: Vec<Account>,
    pub users: Vec<User>,
    pub bots: Vec<Bot>,
    pub platform_token: String,
    pub teams: Vec<Team>,
    pub inboxes: Vec<Inbox>,
    pub contacts: Vec<Contact>,
    pub contact_inboxes: Vec<ContactInbox>,
    pub notes: Vec<Note>,
    /// In the order of their ids.
    pub conversations: Vec<Conversation>,
    /// In the order of their ids.
    pub messages: Vec<Message>,
    pub blobs: Vec<Blob>,
    pub labels: Vec<Label>,
    pub canned_responses: Vec<CannedResponse>,
    pub definitions: Vec<Definition>,
    pub custom_filters: Vec<CustomFilter>,
    /// When the catalogue of labels last changed.
    pub labels_changed_at: Option<Timestamp>,
    /// What the next new row is called.
    pub sequences: Sequences,
}

#[derive(Debug)]
pub(super) struct Account {
    pub id: u64,
    pub name: &'static str,
    pub is_suspended: bool,
    pub created_at: Timestamp,
}

/// A person of the team; a member of the account of the story alone.
#[derive(Debug)]
pub(super) struct User {
    pub id: u64,
    pub name: String,
    pub display_name: Option<String>,
    pub email: String,
    pub is_admin: bool,
    pub availability: &'static str,
    pub auto_offline: bool,
    pub confirmed: bool,
    pub custom_attributes: Attributes,
    pub avatar: Option<u64>,
    pub access_token: String,
    pub pubsub_token: String,
    pub created_at: Timestamp,
}

impl User {
    /// What customers see.
    pub(super) fn available_name(&self) -> &str {
        self.display_name.as_deref().unwrap_or(&self.name)
    }

    /// Nobody of the team is ever connected, so automatic offline always strikes.
    pub(super) fn availability_status(&self) -> &'static str {
        if self.auto_offline {
            "offline"
        } else {
            self.availability
        }
    }
}

#[derive(Debug)]
pub(super) struct Bot {
    pub id: u64,
    pub name: &'static str,
    pub description: Option<&'static str>,
    pub outgoing_url: Option<&'static str>,
    /// False for bots of the whole installation.
    pub is_own: bool,
    pub access_token: String,
}

#[derive(Debug)]
pub(super) struct Team {
    pub id: u64,
    /// Lower case.
    pub name: String,
    pub description: Option<&'static str>,
    pub allow_auto_assign: bool,
    pub members: Vec<u64>,
}

#[derive(Debug)]
pub(super) struct Inbox {
    pub id: u64,
    pub channel_id: u64,
    pub name: &'static str,
    pub channel: Channel,
    pub greeting_message: Option<&'static str>,
    pub csat_survey_enabled: bool,
    pub lock_to_single_conversation: bool,
    pub business_name: Option<&'static str>,
    pub members: Vec<u64>,
    /// Whom a conversation was last given to automatically.
    pub last_served: Option<u64>,
    pub bot: Option<u64>,
}

/// The kinds of inbox that the story needs.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Channel {
    WebWidget {
        website_token: String,
        hmac_token: String,
    },
    Api {
        identifier: String,
        hmac_token: String,
    },
    Email {
        address: &'static str,
    },
    Whatsapp {
        phone_number: &'static str,
    },
}

impl Channel {
    /// The class name on the wire.
    pub(super) fn class(&self) -> &'static str {
        match self {
            Self::WebWidget { .. } => "Channel::WebWidget",
            Self::Api { .. } => "Channel::Api",
            Self::Email { .. } => "Channel::Email",
            Self::Whatsapp { .. } => "Channel::Whatsapp",
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Contact {
    pub id: u64,
    pub name: String,
    pub email: Option<String>,
    pub phone_number: Option<String>,
    pub identifier: Option<String>,
    pub additional_attributes: Attributes,
    pub custom_attributes: Attributes,
    pub labels: Vec<String>,
    pub is_online: bool,
    pub last_activity_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl Contact {
    /// Lists show only contacts that can be recognised again.
    pub(super) fn is_resolved(&self) -> bool {
        [&self.email, &self.phone_number, &self.identifier]
            .into_iter()
            .any(|text| text.as_ref().is_some_and(|text| !text.is_empty()))
    }
}

/// The way a contact reaches an inbox.
#[derive(Debug)]
pub(super) struct ContactInbox {
    pub id: u64,
    pub contact_id: u64,
    pub inbox_id: u64,
    pub source_id: String,
    pub hmac_verified: bool,
    pub pubsub_token: String,
}

#[derive(Debug)]
pub(super) struct Note {
    pub id: u64,
    pub contact_id: u64,
    pub user_id: u64,
    pub content: String,
    pub created_at: Timestamp,
}

#[derive(Debug)]
pub(super) struct Conversation {
    /// Counts from 1 within the account.
    pub display_id: u64,
    pub uuid: String,
    pub inbox_id: u64,
    pub contact_id: u64,
    pub contact_inbox_id: u64,
    pub status: Status,
    pub priority: Option<Priority>,
    pub assignee_id: Option<u64>,
    pub team_id: Option<u64>,
    pub labels: Vec<String>,
    pub participants: Vec<u64>,
    pub additional_attributes: Attributes,
    pub custom_attributes: Attributes,
    pub created_at: Timestamp,
    pub last_activity_at: Timestamp,
    pub first_reply_created_at: Option<Timestamp>,
    pub waiting_since: Option<Timestamp>,
    pub contact_last_seen_at: Option<Timestamp>,
    pub agent_last_seen_at: Option<Timestamp>,
    pub assignee_last_seen_at: Option<Timestamp>,
    pub snoozed_until: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Open,
    Resolved,
    Pending,
    Snoozed,
}

impl Status {
    pub(super) const ALL: [Self; 4] = [Self::Open, Self::Resolved, Self::Pending, Self::Snoozed];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resolved => "resolved",
            Self::Pending => "pending",
            Self::Snoozed => "snoozed",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// In the order of the database numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Priority {
    Low,
    Medium,
    High,
    Urgent,
}

impl Priority {
    const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Urgent];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|priority| priority.name() == name)
    }
}

#[derive(Debug)]
pub(super) struct Message {
    /// Counts over the whole installation.
    pub id: u64,
    pub conversation_id: u64,
    pub content: Option<String>,
    pub kind: MessageType,
    pub content_type: &'static str,
    pub content_attributes: Attributes,
    pub additional_attributes: Attributes,
    pub status: &'static str,
    pub private: bool,
    pub source_id: Option<String>,
    pub sender: Sender,
    pub attachments: Vec<Attachment>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MessageType {
    Incoming,
    Outgoing,
    Activity,
    Template,
}

impl MessageType {
    /// The database number, which is also what the wire shows.
    pub(super) fn number(self) -> u8 {
        match self {
            Self::Incoming => 0,
            Self::Outgoing => 1,
            Self::Activity => 2,
            Self::Template => 3,
        }
    }
}

/// Ids of the three kinds are separate sequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    Contact(u64),
    User(u64),
    Bot(u64),
    Nobody,
}

#[derive(Debug)]
pub(super) struct Attachment {
    pub id: u64,
    pub file_type: &'static str,
    pub blob: u64,
}

/// A stored file.
#[derive(Debug)]
pub(super) struct Blob {
    pub id: u64,
    pub file_name: String,
    pub mime_type: String,
    pub content: Vec<u8>,
}

#[derive(Debug, Clone)]
pub(super) struct Label {
    pub id: u64,
    pub title: String,
    pub description: Option<String>,
    pub color: String,
    pub show_on_sidebar: Option<bool>,
}

#[derive(Debug)]
pub(super) struct CannedResponse {
    pub id: u64,
    pub short_code: &'static str,
    pub content: &'static str,
    pub created_at: Timestamp,
}

/// Says what a custom attribute means.
#[derive(Debug)]
pub(super) struct Definition {
    pub id: u64,
    pub key: &'static str,
    pub display_name: &'static str,
    pub display_type: &'static str,
    pub description: Option<&'static str>,
    pub values: &'static [&'static str],
    pub is_of_contact: bool,
    pub created_at: Timestamp,
}

#[derive(Debug)]
pub(super) struct CustomFilter {
    pub id: u64,
    pub user_id: u64,
    pub name: &'static str,
    pub filter_type: &'static str,
    pub query: Value,
    pub created_at: Timestamp,
}

impl State {
    pub(super) fn user(&self, id: u64) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    pub(super) fn bot(&self, id: u64) -> Option<&Bot> {
        self.bots.iter().find(|bot| bot.id == id)
    }

    pub(super) fn team(&self, id: u64) -> Option<&Team> {
        self.teams.iter().find(|team| team.id == id)
    }

    pub(super) fn inbox(&self, id: u64) -> Option<&Inbox> {
        self.inboxes.iter().find(|inbox| inbox.id == id)
    }

    pub(super) fn contact(&self, id: u64) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == id)
    }

    pub(super) fn contact_inbox(&self, id: u64) -> Option<&ContactInbox> {
        self.contact_inboxes.iter().find(|way| way.id == id)
    }

    pub(super) fn conversation(&self, display_id: u64) -> Option<&Conversation> {
        let mut all = self.conversations.iter();
        all.find(|conversation| conversation.display_id == display_id)
    }

    pub(super) fn conversation_mut(&mut self, display_id: u64) -> Option<&mut Conversation> {
        let mut all = self.conversations.iter_mut();
        all.find(|conversation| conversation.display_id == display_id)
    }

    pub(super) fn contact_mut(&mut self, id: u64) -> Option<&mut Contact> {
        self.contacts.iter_mut().find(|contact| contact.id == id)
    }

    pub(super) fn message_mut(&mut self, id: u64) -> Option<&mut Message> {
        // What changes is nearly always new.
        let mut latest_first = self.messages.iter_mut().rev();
        latest_first.find(|message| message.id == id)
    }

    pub(super) fn blob(&self, id: u64) -> Option<&Blob> {
        self.blobs.iter().find(|blob| blob.id == id)
    }

    /// The messages of a conversation in the order of their ids.
    pub(super) fn messages_of(
        &self,
        conversation: &Conversation,
    ) -> impl DoubleEndedIterator<Item = &Message> {
        let display_id = conversation.display_id;
        self.messages
            .iter()
            .filter(move |message| message.conversation_id == display_id)
    }

    /// The inboxes that a user may see.
    pub(super) fn inboxes_of(&self, user: &User) -> Vec<&Inbox> {
        let is_open = |inbox: &&Inbox| user.is_admin || inbox.members.contains(&user.id);
        self.inboxes.iter().filter(is_open).collect()
    }
}
