//! Nimchat's operations, one struct each. Paths as the provider's document prints them.

mod attention;
mod contact_writes;
mod contacts;
mod conversation_writes;
mod conversations;
mod directory;
mod filter;
mod label_writes;
mod message_writes;
mod messages;

pub(super) use attention::{AddParticipant, GetProfile, MarkRead, RemoveParticipant, SetTyping};
pub(super) use contact_writes::{
    CreateContact, DeleteContact, DestroyCustomAttributes, FindBySourceId, UpdateContact,
};
pub(super) use contacts::{GetContact, ListContacts, SearchContacts};
pub(super) use conversation_writes::{
    Assign, Assignment, CreateConversation, ListConversationLabels, SetConversationLabels,
    SetCustomAttributes, SetPriority, SetStatus,
};
pub(super) use conversations::{
    CONTACT_CONVERSATIONS_MAX, CountConversations, GetConversation, ListContactConversations,
    ListConversations, ListParams, ListParticipants,
};
pub(super) use directory::{ListAgents, ListInboxes, ListLabels, ListTeamMembers, ListTeams};
pub(super) use filter::{Clause, FILTER_MAX, FilterContacts, FilterConversations};
pub(super) use label_writes::{CreateLabel, DeleteLabel, RenameLabel};
pub(super) use message_writes::{CreateMessage, DeleteMessage, Outgoing};
pub(super) use messages::{
    DOWNLOAD_ATTACHMENT, GetMessage, LIST_MESSAGES, ListMessagesAfter, ListMessagesBefore,
    ListPublicMessages, SearchMessages,
};

use crate::transport::{Endpoint as _, Operation};

/// Every operation the adapter knows.
pub(super) const OPERATIONS: &[Operation] = &[
    ListConversations::OPERATION,
    FilterConversations::OPERATION,
    GetConversation::OPERATION,
    CountConversations::OPERATION,
    ListParticipants::OPERATION,
    ListContactConversations::OPERATION,
    LIST_MESSAGES,
    SearchMessages::OPERATION,
    DOWNLOAD_ATTACHMENT,
    ListContacts::OPERATION,
    SearchContacts::OPERATION,
    FilterContacts::OPERATION,
    GetContact::OPERATION,
    ListAgents::OPERATION,
    ListTeams::OPERATION,
    ListTeamMembers::OPERATION,
    ListLabels::OPERATION,
    ListInboxes::OPERATION,
    CreateConversation::OPERATION,
    SetStatus::OPERATION,
    SetPriority::OPERATION,
    Assign::OPERATION,
    ListConversationLabels::OPERATION,
    SetConversationLabels::OPERATION,
    SetCustomAttributes::OPERATION,
    MarkRead::OPERATION,
    SetTyping::OPERATION,
    AddParticipant::OPERATION,
    RemoveParticipant::OPERATION,
    GetProfile::OPERATION,
    CreateMessage::OPERATION,
    DeleteMessage::OPERATION,
    FindBySourceId::OPERATION,
    CreateContact::OPERATION,
    UpdateContact::OPERATION,
    DestroyCustomAttributes::OPERATION,
    DeleteContact::OPERATION,
    CreateLabel::OPERATION,
    RenameLabel::OPERATION,
    DeleteLabel::OPERATION,
];
