//! The unified model: plain data, no I/O, nobody's wire format, no GraphQL.
//!
#![doc = include_str!("README.md")]

mod actor;
pub mod command;
mod condition;
mod contact_condition;
mod conversation;
mod directory;
mod freshness;
mod hit;
mod id;
mod message;
mod order;
mod page;
mod parts;
mod people;
mod provider_kind;
mod query;
mod raw;
mod related;
mod source;
mod thread;
mod vocabulary;

pub use actor::{Actor, Bot};
pub use condition::{ConversationCondition, ConversationField, FieldCondition, FieldOperator};
pub use contact_condition::{ContactCondition, digits};
pub use conversation::{
    Channel, Conversation, ConversationLink, CustomField, Metrics, Rating, Snooze, Ticket,
    TicketFacts,
};
pub use directory::{Agent, Inbox, Tag, Team};
pub use freshness::{Freshness, Served, ServedFrom};
pub use hit::Hit;
pub use id::{GlobalId, Id, NodeKind, Noun, ParseIdError};
pub use message::{Activity, Attachment, Body, Message, Reaction, Recipients, UNKNOWN_MIME_TYPE};
pub use order::{
    ContactOrder, ContactOrderField, ConversationOrder, ConversationOrderField, OrderDirection,
    Ordering, RowKey,
};
pub use page::{Page, PageRequest, Position};
pub use parts::{
    AgentParts, ContactParts, ConversationParts, DirectoryParts, MessageParts, OrganizationParts,
    Partial,
};
pub use people::{Assignee, Contact, ContactEmail, ContactPhone, ExternalId, Organization};
pub use provider_kind::ProviderKind;
pub use query::{Condition, ContactQuery, ConversationQuery, Query, TimeRange, all_hold};
pub use raw::Raw;
pub use related::Related;
pub use source::{ParseSourceKeyError, SourceKey};
pub use thread::Thread;
pub use vocabulary::{
    ActivityType, AttachmentState, Availability, BodyFormat, ChannelKind, ConversationLinkKind,
    ConversationStatus, MessageDirection, MessageKind, MessageOrder, MessageState, Priority,
    RatingValue, SlaState, StatusCategory, ThreadKind, Visibility,
};
