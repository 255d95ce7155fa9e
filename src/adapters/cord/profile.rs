//! What Cord is and can do.

use crate::model::{ConversationOrderField, OrderDirection, ProviderKind};
use crate::provider::{
    Capabilities, Capability, Meanings, OrderSupport, Pagination, PaginationStyle, Profile,
    Support, SupportLevel,
};
use crate::transport::Endpoint as _;

use super::endpoints::{
    DOWNLOAD_FILE, GetGroup, GetMessage, GetThread, GetUser, ListGroupMembers, ListGroups,
    ListThreadMessages, ListThreads, ListUsers,
};
use super::{endpoints, tables};

/// What Cord is and can do.
pub(crate) static PROFILE: Profile = Profile {
    kind: ProviderKind::Cord,
    docs_url: "https://docs.cord.com/rest-apis",
    meanings: Meanings {
        conversation: "A thread, the top object of Cord.",
        thread: "The same thread again: a conversation has exactly one.",
        message: "A message of a thread, written by a user or recording an action.",
        ticket: "None: a thread has no number and no work state beyond being resolved.",
    },
    capabilities: CAPABILITIES,
    statuses: tables::STATUS,
    priorities: &[],
    channels: tables::CHANNEL,
    message_kinds: tables::MESSAGE_KIND,
    orders: &[OrderSupport {
        field: ConversationOrderField::LastActivityAt,
        directions: &[OrderDirection::Desc],
        level: SupportLevel::Native,
        notes: Some("By the creation of the newest message; edits and resolving do not count."),
    }],
    filters: &[],
    pagination: Pagination {
        style: PaginationStyle::Token,
        max_page_size: 1000,
        is_page_size_fixed: false,
        is_row_costly: true,
        is_stable: false,
        key_precision: "microseconds",
    },
    operations: endpoints::OPERATIONS,
};

const CAPABILITIES: Capabilities = Capabilities(&[
    Support::native(
        Capability::ConversationList,
        &[ListThreads::OPERATION.id, ListThreadMessages::OPERATION.id],
    ),
    Support::native(Capability::ConversationGet, &[GetThread::OPERATION.id]),
    Support::native(
        Capability::ConversationGetWithoutSideEffects,
        &[GetThread::OPERATION.id],
    ),
    Support::native(Capability::MessageList, &[ListThreadMessages::OPERATION.id]),
    Support::native(
        Capability::AttachmentDownload,
        &[GetMessage::OPERATION.id, DOWNLOAD_FILE.id],
    ),
    Support::native(Capability::ContactGet, &[GetUser::OPERATION.id]),
    Support::partial(
        Capability::ContactList,
        &[ListUsers::OPERATION.id],
        "Every user who is not a configured agent; pages may be shorter than asked for.",
    ),
    Support::native(
        Capability::OrganizationRead,
        &[ListGroups::OPERATION.id, GetGroup::OPERATION.id],
    ),
    Support::partial(
        Capability::AgentList,
        &[ListGroupMembers::OPERATION.id, GetUser::OPERATION.id],
        "The members of the configured agent group, or the configured users.",
    ),
]);
