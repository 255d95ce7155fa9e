//! What a write asks, in our words. One value per intent; every id in it belongs to the same source.

mod change;
mod compose;
mod directory;
pub mod options;

use crate::model::{Contact, Conversation, Id, Message, Organization, Tag};

pub use change::{ConversationChange, FieldValue, PriorityTarget, StatusTarget};
pub use compose::{
    AddNote, CreateConversation, EditMessage, MessageAuthor, MessageBody, Person, Recipient, Reply,
    Upload,
};
pub use directory::{ContactFields, OrganizationFields, Patch};
pub use options::CreateOptions;

/// One write.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Starts a conversation.
    CreateConversation(Box<CreateConversation>),
    /// Sends a message that the contact can see.
    Reply(Box<Reply>),
    /// Adds an internal note.
    AddNote(Box<AddNote>),
    /// Edits a message.
    EditMessage(EditMessage),
    /// Deletes or hides a message.
    DeleteMessage(Id<Message>),
    /// Changes a conversation; the changes are made in this order.
    ChangeConversation {
        /// Which one.
        conversation: Id<Conversation>,
        /// At least one.
        changes: Vec<ConversationChange>,
    },
    /// Deletes a conversation.
    DeleteConversation(Id<Conversation>),
    /// Asks for a draft; nothing is sent.
    SuggestReply(Id<Conversation>),
    /// Creates a contact.
    CreateContact(Box<ContactFields>),
    /// Changes a contact.
    ChangeContact {
        /// Which one.
        contact: Id<Contact>,
        /// What to change.
        fields: Box<ContactFields>,
    },
    /// Deletes a contact.
    DeleteContact(Id<Contact>),
    /// Creates a company.
    CreateOrganization(Box<OrganizationFields>),
    /// Changes a company.
    ChangeOrganization {
        /// Which one.
        organization: Id<Organization>,
        /// What to change.
        fields: Box<OrganizationFields>,
    },
    /// Deletes a company.
    DeleteOrganization(Id<Organization>),
    /// Puts a tag on companies or takes it away.
    TagOrganizations {
        /// Which ones.
        organizations: Vec<Id<Organization>>,
        /// The tag.
        tag: Id<Tag>,
        /// True puts it on, false takes it away.
        is_added: bool,
    },
    /// Creates a tag.
    CreateTag {
        /// Its name.
        name: String,
    },
    /// Renames a tag.
    RenameTag {
        /// Which one.
        tag: Id<Tag>,
        /// Its new name.
        name: String,
    },
    /// Deletes a tag.
    DeleteTag(Id<Tag>),
}

impl Command {
    /// The conversation it is about, if it exists already.
    #[must_use]
    pub fn conversation(&self) -> Option<Id<Conversation>> {
        match self {
            Self::Reply(reply) => Some(reply.conversation.clone()),
            Self::AddNote(note) => Some(note.conversation.clone()),
            Self::EditMessage(edit) => edit.message.parent(),
            Self::DeleteMessage(message) => message.parent(),
            Self::ChangeConversation { conversation, .. }
            | Self::DeleteConversation(conversation)
            | Self::SuggestReply(conversation) => Some(conversation.clone()),
            Self::CreateConversation(_)
            | Self::CreateContact(_)
            | Self::ChangeContact { .. }
            | Self::DeleteContact(_)
            | Self::CreateOrganization(_)
            | Self::ChangeOrganization { .. }
            | Self::DeleteOrganization(_)
            | Self::TagOrganizations { .. }
            | Self::CreateTag { .. }
            | Self::RenameTag { .. }
            | Self::DeleteTag(_) => None,
        }
    }
}
