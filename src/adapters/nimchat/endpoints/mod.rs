//! Nimchat's operations, one struct each. Paths as the provider's document prints them.

mod contacts;
mod conversations;
mod directory;
mod messages;

pub(super) use contacts::{GetContact, ListContacts};
pub(super) use conversations::{
    CountConversations, FILTER_MAX, FilterConversations, GetConversation, ListConversations,
    ListParticipants,
};
pub(super) use directory::{ListAgents, ListInboxes, ListLabels, ListTeamMembers, ListTeams};
pub(super) use messages::{
    DOWNLOAD_ATTACHMENT, GetMessage, LIST_MESSAGES, ListMessagesAfter, ListMessagesBefore,
    ListPublicMessages,
};

use crate::transport::{Endpoint as _, Operation};

/// Every operation the adapter knows.
pub(super) const OPERATIONS: &[Operation] = &[
    ListConversations::OPERATION,
    FilterConversations::OPERATION,
    GetConversation::OPERATION,
    CountConversations::OPERATION,
    ListParticipants::OPERATION,
    LIST_MESSAGES,
    DOWNLOAD_ATTACHMENT,
    ListContacts::OPERATION,
    GetContact::OPERATION,
    ListAgents::OPERATION,
    ListTeams::OPERATION,
    ListTeamMembers::OPERATION,
    ListLabels::OPERATION,
    ListInboxes::OPERATION,
];
