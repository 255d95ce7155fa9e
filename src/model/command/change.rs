//! Changes of a conversation.

use jiff::Timestamp;
use serde_json::Value;

use super::Person;
use crate::model::{Assignee, Contact, ConversationStatus, Id, Inbox, Organization, Priority};

/// One change of a conversation.
#[derive(Clone, Debug, PartialEq)]
pub enum ConversationChange {
    /// A new title; `None` clears it.
    Subject(Option<String>),
    /// A new status.
    Status {
        /// Which.
        to: StatusTarget,
        /// Who is named in the activity record, where the provider asks for it.
        actor: Option<Person>,
    },
    /// A new priority.
    Priority(PriorityTarget),
    /// A new assignee.
    Assign(Assignee),
    /// Nobody has it any more.
    Unassign {
        /// Whether only the person goes and the team stays.
        keeps_team: bool,
    },
    /// Hidden until a time; `None` waits for the next message of the customer.
    Snooze(Option<Timestamp>),
    /// Woken up and opened.
    Unsnooze,
    /// Tags by name, beside those that are there.
    AddTags {
        /// Names.
        names: Vec<String>,
        /// Whether unknown ones are created, where tags must exist before they are used.
        creates_missing: bool,
    },
    /// Tags by name that go; those that are not there do not matter.
    RemoveTags(Vec<String>),
    /// Tags by name, instead of those that are there.
    SetTags(Vec<String>),
    /// Custom fields by key; the others stay.
    CustomFields(Vec<FieldValue>),
    /// Metadata to merge: the keys of this object; the others stay, null removes a key.
    Metadata(serde_json::Map<String, Value>),
    /// Another contact.
    Contact(Id<Contact>),
    /// Another company; `None` clears it.
    Organization(Option<Id<Organization>>),
    /// Another inbox.
    Inbox(Id<Inbox>),
    /// Someone follows it.
    Follow(Person),
    /// Someone does not follow it any more.
    Unfollow(Person),
    /// Read by the team.
    MarkRead,
    /// Who is typing; empty clears.
    Typing(Vec<Person>),
    /// A ticket type by its native id; `None` clears it.
    TicketType(Option<String>),
    /// A deadline; `None` clears it.
    SlaDueAt(Option<Timestamp>),
    /// Why it was escalated; `None` clears it.
    EscalationReason(Option<String>),
    /// Whether automation solved it.
    IsAiResolved(bool),
    /// Traits of the requester: the keys of this object.
    RequesterTraits(serde_json::Map<String, Value>),
}

/// A status to set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusTarget {
    /// One of ours.
    Unified(ConversationStatus),
    /// One of the provider's.
    Native(String),
}

/// A priority to set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PriorityTarget {
    /// One of ours.
    Unified(Priority),
    /// One of the provider's.
    Native(String),
}

/// A value for a custom field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldValue {
    /// Key of the field.
    pub key: String,
    /// The value; null clears the field.
    pub value: Value,
}
