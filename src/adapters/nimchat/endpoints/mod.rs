//! Nimchat's operations, one struct each. Paths as the provider's document prints them.

mod contacts;
mod conversations;
mod directory;
mod filter;
mod messages;

pub(super) use contacts::{GetContact, ListContacts, SearchContacts};
pub(super) use conversations::{
    CONTACT_CONVERSATIONS_MAX, CountConversations, GetConversation, ListContactConversations,
    ListConversations, ListParams, ListParticipants,
};
pub(super) use directory::{ListAgents, ListInboxes, ListLabels, ListTeamMembers, ListTeams};
pub(super) use filter::{Clause, FILTER_MAX, FilterContacts, FilterConversations};
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
];
