//! What Nimchat is and can do.

use crate::model::{ConversationOrderField, OrderDirection, ProviderKind};
use crate::provider::{
    Capabilities, Capability, Meanings, OrderSupport, Pagination, PaginationStyle, Profile,
    Support, SupportLevel,
};
use crate::transport::Endpoint as _;

use super::endpoints::{
    DOWNLOAD_ATTACHMENT, FilterConversations, GetContact, GetConversation, LIST_MESSAGES,
    ListAgents, ListContacts, ListConversations, ListInboxes, ListLabels, ListTeams, OPERATIONS,
};
use super::tables;

/// What Nimchat is and can do.
pub(crate) static PROFILE: Profile = Profile {
    kind: ProviderKind::Nimchat,
    docs_url: "https://www.chatwoot.com/developers/api",
    meanings: Meanings {
        conversation: "A conversation; its id is the number shown in the application, counted per account.",
        thread: "None: a conversation is one flat run of messages.",
        message: "A message: incoming, outgoing, private, sent by a template, or a record of what happened.",
        ticket: "None: a conversation has the number, status, priority and assignee itself.",
    },
    capabilities: CAPABILITIES,
    statuses: tables::STATUS,
    priorities: tables::PRIORITY,
    channels: tables::CHANNEL,
    message_kinds: tables::MESSAGE_KIND,
    orders: &[OrderSupport {
        field: ConversationOrderField::LastActivityAt,
        directions: &[OrderDirection::Desc],
        level: SupportLevel::Native,
        notes: Some("Notes and records of what happened count as activity."),
    }],
    filters: &[],
    pagination: Pagination {
        style: PaginationStyle::PageNumber,
        max_page_size: 25,
        is_page_size_fixed: true,
        is_row_costly: false,
        is_stable: false,
        key_precision: "seconds",
    },
    operations: OPERATIONS,
};

const CAPABILITIES: Capabilities = Capabilities(&[
    Support::native(
        Capability::ConversationList,
        &[ListConversations::OPERATION.id],
    ),
    Support::native(
        Capability::ConversationGet,
        &[
            GetConversation::OPERATION.id,
            FilterConversations::OPERATION.id,
        ],
    ),
    Support::native(
        Capability::ConversationGetWithoutSideEffects,
        &[
            GetConversation::OPERATION.id,
            FilterConversations::OPERATION.id,
        ],
    ),
    Support::native(Capability::MessageList, &[LIST_MESSAGES.id]),
    Support::native(
        Capability::AttachmentDownload,
        &[LIST_MESSAGES.id, DOWNLOAD_ATTACHMENT.id],
    ),
    Support::native(Capability::ContactGet, &[GetContact::OPERATION.id]),
    Support::partial(
        Capability::ContactList,
        &[ListContacts::OPERATION.id],
        "Only contacts with an e-mail address, a phone number or an identifier.",
    ),
    Support::native(Capability::AgentList, &[ListAgents::OPERATION.id]),
    Support::native(Capability::TeamList, &[ListTeams::OPERATION.id]),
    Support::partial(
        Capability::TagList,
        &[ListLabels::OPERATION.id],
        "Only labels of the catalogue; conversations may carry others.",
    ),
    Support::partial(
        Capability::InboxList,
        &[ListInboxes::OPERATION.id],
        "All inboxes with the token of an administrator, otherwise those that the agent is a member of.",
    ),
    Support::native(
        Capability::TicketRead,
        &[
            GetConversation::OPERATION.id,
            FilterConversations::OPERATION.id,
        ],
    ),
]);
