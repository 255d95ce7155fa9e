//! Messages and conversations to be written.

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::Value;

use super::{ConversationChange, CreateOptions, FieldValue, PriorityTarget, StatusTarget};
use crate::model::{Agent, Assignee, Contact, Conversation, Id, Message, Team, Thread, Visibility};

/// Content of a message to be sent.
#[derive(Clone, Debug, PartialEq)]
pub enum MessageBody {
    /// Plain text.
    Text(String),
    /// `CommonMark`.
    Markdown(String),
    /// HTML, not sanitised yet.
    Html(String),
    /// The provider's own structure.
    Native(Value),
}

/// A file to be sent with a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// Name.
    pub filename: String,
    /// Media type.
    pub mime_type: String,
    /// Content.
    pub content: Bytes,
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Upload({} bytes)", self.content.len())
    }
}

/// Someone by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    /// A teammate.
    Agent(Id<Agent>),
    /// A team.
    Team(Id<Team>),
    /// A person outside the team.
    Contact(Id<Contact>),
}

/// Who a message is from, where the provider lets the caller choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageAuthor {
    /// A teammate.
    pub agent: Option<Id<Agent>>,
    /// A contact, for recording an incoming message.
    pub contact: Option<Id<Contact>>,
    /// E-mail address of the person spoken for.
    pub on_behalf_of_email: Option<String>,
    /// Name of the person spoken for.
    pub on_behalf_of_name: Option<String>,
}

/// Who a new conversation is with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// A known contact.
    Contact(Id<Contact>),
    /// An e-mail address.
    Email(String),
    /// An identifier that the provider knows the person by.
    ExternalId(String),
}

/// A public message.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// Where.
    pub conversation: Id<Conversation>,
    /// What.
    pub body: MessageBody,
    /// Who it is from.
    pub author: MessageAuthor,
    /// Copied addresses.
    pub cc: Vec<String>,
    /// Blind-copied addresses.
    pub bcc: Vec<String>,
    /// Files.
    pub uploads: Vec<Upload>,
    /// Status to set with it; `None` leaves it to the provider's own rule.
    pub status_after: Option<StatusTarget>,
    /// When to send it; `None` at once.
    pub send_at: Option<Timestamp>,
    /// Whether it is marked as automatic.
    pub is_autoresponse: bool,
}

/// An internal note.
#[derive(Clone, Debug, PartialEq)]
pub struct AddNote {
    /// Where.
    pub conversation: Id<Conversation>,
    /// The side thread; `None` leaves it to the adapter.
    pub thread: Option<Id<Thread>>,
    /// What.
    pub body: MessageBody,
    /// Who it is from.
    pub author: MessageAuthor,
    /// Files.
    pub uploads: Vec<Upload>,
}

/// A message with a new text.
#[derive(Clone, Debug, PartialEq)]
pub struct EditMessage {
    /// Which.
    pub message: Id<Message>,
    /// The new text.
    pub body: MessageBody,
}

/// A new conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateConversation {
    /// Title.
    pub subject: Option<String>,
    /// The first message.
    pub body: MessageBody,
    /// Internal starts an internal conversation.
    pub visibility: Visibility,
    /// Who it is with.
    pub recipient: Option<Recipient>,
    /// Who the first message is from.
    pub author: MessageAuthor,
    /// Status to begin with.
    pub status: Option<StatusTarget>,
    /// Priority to begin with.
    pub priority: Option<PriorityTarget>,
    /// Assignee to begin with.
    pub assignee: Option<Assignee>,
    /// Names of tags.
    pub tags: Vec<String>,
    /// Custom fields.
    pub custom_fields: Vec<FieldValue>,
    /// Files.
    pub uploads: Vec<Upload>,
    /// What only one provider asks for.
    pub options: CreateOptions,
}

impl CreateConversation {
    /// What can also be done after creation, as changes.
    #[must_use]
    pub fn changes(&self) -> Vec<ConversationChange> {
        let status = self
            .status
            .clone()
            .map(|to| ConversationChange::Status { to, actor: None });
        let priority = self.priority.clone().map(ConversationChange::Priority);
        let assignee = self.assignee.clone().map(ConversationChange::Assign);
        let tags = (!self.tags.is_empty()).then(|| ConversationChange::AddTags {
            names: self.tags.clone(),
            creates_missing: false,
        });
        let fields = (!self.custom_fields.is_empty())
            .then(|| ConversationChange::CustomFields(self.custom_fields.clone()));
        [priority, assignee, tags, fields, status]
            .into_iter()
            .flatten()
            .collect()
    }
}
