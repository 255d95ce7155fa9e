//! What Help Scout is and can do.

use crate::model::{ConversationOrderField, OrderDirection, ProviderKind};
use crate::provider::{
    Capabilities, Capability, Meanings, OrderSupport, Pagination, PaginationStyle, Profile,
    Support, SupportLevel,
};
use crate::transport::Endpoint as _;

use super::endpoints::{
    GetAttachmentData, GetConversation, GetCustomer, GetOrganization, ListConversations,
    ListCustomers, ListMailboxes, ListOrganizations, ListTags, ListTeams, ListThreads, ListUsers,
};
use super::{endpoints, tables};

/// What Help Scout is and can do.
pub(crate) static PROFILE: Profile = Profile {
    kind: ProviderKind::HelpScout,
    docs_url: "https://developer.helpscout.com/mailbox-api/",
    meanings: Meanings {
        conversation: "A conversation of an inbox.",
        thread: "None: a conversation has exactly one run of messages, which is made up here.",
        message: "A thread: a mail, a reply, a chat entry, a note, a call or a recorded change.",
        ticket: "The conversation again, with its number.",
    },
    capabilities: CAPABILITIES,
    statuses: tables::STATUS,
    priorities: &[],
    channels: tables::CHANNEL,
    message_kinds: tables::MESSAGE_KIND,
    orders: &[OrderSupport {
        field: ConversationOrderField::LastActivityAt,
        directions: &[OrderDirection::Desc],
        level: SupportLevel::Partial,
        notes: Some(
            "Sorted by a time of the last change that is not shown: the order is approximate when seen by the newest \
             known time of a conversation.",
        ),
    }],
    filters: &[],
    pagination: Pagination {
        style: PaginationStyle::PageNumber,
        max_page_size: endpoints::SHORT_PAGE,
        is_page_size_fixed: true,
        is_row_costly: false,
        is_stable: false,
        key_precision: "seconds",
    },
    operations: endpoints::OPERATIONS,
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
            ListConversations::OPERATION.id,
        ],
    ),
    Support::native(
        Capability::ConversationGetWithoutSideEffects,
        &[
            GetConversation::OPERATION.id,
            ListConversations::OPERATION.id,
        ],
    ),
    Support::native(Capability::MessageList, &[ListThreads::OPERATION.id]),
    Support::partial(
        Capability::AttachmentDownload,
        &[ListThreads::OPERATION.id, GetAttachmentData::OPERATION.id],
        "Files with malicious content are refused. A file comes whole, as text inside one answer, so that one above \
         three quarters of the largest answer cannot be had.",
    ),
    Support::native(Capability::ContactGet, &[GetCustomer::OPERATION.id]),
    Support::native(Capability::ContactList, &[ListCustomers::OPERATION.id]),
    Support::native(
        Capability::OrganizationRead,
        &[
            ListOrganizations::OPERATION.id,
            GetOrganization::OPERATION.id,
        ],
    ),
    Support::native(Capability::AgentList, &[ListUsers::OPERATION.id]),
    Support::native(Capability::TeamList, &[ListTeams::OPERATION.id]),
    Support::native(Capability::TagList, &[ListTags::OPERATION.id]),
    Support::native(Capability::InboxList, &[ListMailboxes::OPERATION.id]),
    Support::native(
        Capability::TicketRead,
        &[
            ListConversations::OPERATION.id,
            GetConversation::OPERATION.id,
        ],
    ),
]);
