//! The unified model: plain data, no I/O, nobody's wire format, no GraphQL.
//!
#![doc = include_str!("README.md")]

mod actor;
mod conversation;
mod directory;
mod freshness;
mod id;
mod message;
mod page;
mod parts;
mod people;
mod provider_kind;
mod raw;
mod related;
mod source;
mod thread;
mod vocabulary;

pub use actor::{Actor, Bot};
pub use conversation::{
    Channel, Conversation, ConversationLink, Metrics, Rating, Snooze, Ticket, TicketFacts,
};
pub use directory::{Agent, Inbox, Tag, Team};
pub use freshness::{Freshness, Served, ServedFrom};
pub use id::{GlobalId, Id, NodeKind, Noun, ParseIdError};
pub use message::{Activity, Attachment, Body, Message, Reaction, Recipients, UNKNOWN_MIME_TYPE};
pub use page::{Page, PageRequest, Position};
pub use parts::{
    AgentParts, ContactParts, ConversationParts, DirectoryParts, MessageParts, OrganizationParts,
    Partial,
};
pub use people::{Assignee, Contact, ContactEmail, ContactPhone, ExternalId, Organization};
pub use provider_kind::ProviderKind;
pub use raw::Raw;
pub use related::Related;
pub use source::{ParseSourceKeyError, SourceKey};
pub use thread::Thread;
pub use vocabulary::{
    ActivityType, AttachmentState, Availability, BodyFormat, ChannelKind, ConversationLinkKind,
    ConversationStatus, MessageDirection, MessageKind, MessageOrder, MessageState, Priority,
    RatingValue, StatusCategory, ThreadKind, Visibility,
};
