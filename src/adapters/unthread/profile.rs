//! What Unthread is and can do.

use crate::model::{ConversationOrderField, OrderDirection, ProviderKind};
use crate::provider::{
    Capabilities, Capability, Meanings, OrderSupport, Pagination, PaginationStyle, Profile,
    Support, SupportLevel,
};
use crate::transport::Endpoint as _;

use super::endpoints::{
    DownloadFile, GetConversation, GetCustomer, GetTag, GetUser, ListConversations, ListCustomers,
    ListMessages, ListTags, ListUsers,
};
use super::{endpoints, tables};

/// What Unthread is and can do.
pub(crate) static PROFILE: Profile = Profile {
    kind: ProviderKind::Unthread,
    docs_url: "https://docs.unthread.io",
    meanings: Meanings {
        conversation: "A conversation: a Slack thread, a mail or an in-app case.",
        thread: "None for the customer's side; the triage threads in Slack for the internal side.",
        message: "A message of Slack, or one that is shaped like it.",
        ticket: "The same conversation again, once it has its friendly id.",
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
        notes: Some("Conversations of which the service names no latest activity come last."),
    }],
    filters: &[],
    pagination: Pagination {
        style: PaginationStyle::Cursor,
        max_page_size: endpoints::MAX_PAGE,
        is_page_size_fixed: false,
        is_row_costly: false,
        is_stable: false,
        key_precision: "milliseconds",
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
    Support::emulated(
        Capability::ConversationSideThreads,
        &[ListMessages::OPERATION.id],
        "Found by reading the messages, at most a thousand of them.",
    ),
    Support::native(Capability::MessageList, &[ListMessages::OPERATION.id]),
    Support::native(
        Capability::AttachmentDownload,
        &[DownloadFile::OPERATION.id],
    ),
    Support::native(
        Capability::ContactGet,
        &[GetUser::OPERATION.id, ListUsers::OPERATION.id],
    ),
    Support::partial(
        Capability::ContactList,
        &[ListUsers::OPERATION.id],
        "Every user who is not of the team; pages may be shorter than asked for.",
    ),
    Support::native(
        Capability::OrganizationRead,
        &[ListCustomers::OPERATION.id, GetCustomer::OPERATION.id],
    ),
    Support::partial(
        Capability::AgentList,
        &[ListUsers::OPERATION.id, GetUser::OPERATION.id],
        "Every member of the account's own Slack workspace.",
    ),
    Support::native(
        Capability::TagList,
        &[ListTags::OPERATION.id, GetTag::OPERATION.id],
    ),
    Support::native(
        Capability::TicketRead,
        &[
            ListConversations::OPERATION.id,
            GetConversation::OPERATION.id,
        ],
    ),
]);
