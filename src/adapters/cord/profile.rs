//! What Cord is and can do.

use crate::model::{
    ConversationField as Field, ConversationOrderField as Key, OrderDirection, ProviderKind,
};
use crate::provider::{
    Capabilities, Capability, FilterSupport, Meanings, OrderSupport, Pagination, PaginationStyle,
    Profile, Support, SupportLevel,
};
use crate::transport::Endpoint as _;

use super::endpoints::{
    DOWNLOAD_FILE, GetGroup, GetMessage, GetThread, GetUser, ListGroupMembers, ListGroups,
    ListMessages, ListThreadMessages, ListThreads, ListUsers,
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
    orders: ORDERS,
    filters: FILTERS,
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

const ORDERS: &[OrderSupport] = &[
    OrderSupport {
        field: Key::LastActivityAt,
        directions: &[OrderDirection::Desc],
        level: SupportLevel::Native,
        notes: Some("By the creation of the newest message; edits and resolving do not count."),
    },
    OrderSupport {
        field: Key::Priority,
        directions: &[OrderDirection::Asc, OrderDirection::Desc],
        level: SupportLevel::Native,
        notes: Some("All priorities are NONE, so by latest activity."),
    },
];

/// What no thread has is not here: numbers, inboxes, assignees, tags.
const FILTERS: &[FilterSupport] = &[
    FilterSupport::native(Field::Ids).with_notes("One read for each thread."),
    FilterSupport::native(Field::IsTicket).with_notes("No thread is a ticket."),
    FilterSupport::native(Field::Statuses),
    FilterSupport::native(Field::Categories),
    FilterSupport::native(Field::NativeStatuses),
    FilterSupport::native(Field::Priorities).with_notes("All are NONE."),
    FilterSupport::native(Field::Channels).with_notes("All are IN_PRODUCT."),
    FilterSupport::native(Field::IsAssigned).with_notes("No thread is."),
    FilterSupport::partial(
        Field::Contacts,
        "The threads that somebody wrote in are read one by one. Of more than 100 threads, or 20 people, the \
         gateway looks through the list.",
    ),
    FilterSupport::partial(
        Field::ContactEmail,
        "Who has the address is looked up first.",
    ),
    FilterSupport::native(Field::Organizations)
        .with_notes("One group is asked for; several are looked for by the gateway."),
    FilterSupport::native(Field::SlaStates).with_notes("All are NONE."),
    FilterSupport::native(Field::IsSnoozed).with_notes("No thread is."),
    FilterSupport::partial(
        Field::CreatedAt,
        "A thread without messages does not tell when it was made.",
    ),
    FilterSupport::emulated(Field::UpdatedAt),
    FilterSupport::native(Field::LastActivityAt)
        .with_notes("The end of a span is checked by the gateway, because the server compares finer times than it tells."),
    FilterSupport::partial(Field::ClosedAt, "Among resolved threads."),
    FilterSupport::native(Field::CustomField)
        .with_notes("Metadata. Equal to one text, in the same case, is asked for; numbers, booleans and other comparisons are \
         looked for by the gateway."),
];

const CAPABILITIES: Capabilities = Capabilities(&[
    Support::native(
        Capability::ConversationList,
        &[
            ListThreads::OPERATION.id,
            ListThreadMessages::OPERATION.id,
            ListMessages::OPERATION.id,
        ],
    ),
    Support::native(Capability::ConversationGet, &[GetThread::OPERATION.id]),
    Support::native(
        Capability::ConversationGetWithoutSideEffects,
        &[GetThread::OPERATION.id],
    ),
    Support::native(Capability::ConversationCounts, &[ListThreads::OPERATION.id]),
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
    Support::emulated(
        Capability::ContactSearchByEmail,
        &[ListUsers::OPERATION.id],
        "All users are read, a thousand with each call.",
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
