//! What Cord is and can do.

use crate::model::{
    ConversationField as Field, ConversationOrderField as Key, OrderDirection, ProviderKind,
};
use crate::provider::{
    Capabilities, Capability, FilterSupport, Meanings, OrderSupport, Pagination, PaginationStyle,
    Profile, SideEffect, Support, SupportLevel,
};
use crate::transport::Endpoint as _;

use super::endpoints::{
    CreateFile, CreateMessage, DOWNLOAD_FILE, DeleteGroup, DeleteMessage, DeleteThread, DeleteUser,
    GetGroup, GetMessage, GetThread, GetUser, ListGroupMembers, ListGroups, ListMessages,
    ListThreadMessages, ListThreads, ListUsers, PutGroup, PutUser, UpdateMessage, UpdateThread,
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

/// Whoever follows a thread hears of a message.
const TOLD: &[SideEffect] = &[SideEffect::NotifiesContact, SideEffect::NotifiesTeam];

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
    Support::emulated(
        Capability::ConversationCreate,
        &[CreateMessage::OPERATION.id],
        "A message that makes its thread. The author must be named and belong to the group; a recipient follows the \
         thread.",
    )
    .with_effects(TOLD),
    Support::partial(
        Capability::ConversationReply,
        &[CreateMessage::OPERATION.id],
        "The author must be named and belong to the thread's group. Threads whose id Cord chose itself take no replies. \
         A reply reopens a resolved thread.",
    )
    .with_effects(TOLD),
    Support::native(
        Capability::ConversationSetSubject,
        &[UpdateThread::OPERATION.id],
    ),
    Support::partial(
        Capability::ConversationSetStatus,
        &[UpdateThread::OPERATION.id],
        "Without an actor the thread keeps no record of it.",
    ),
    Support::partial(
        Capability::ConversationCustomFields,
        &[GetThread::OPERATION.id, UpdateThread::OPERATION.id],
        "Metadata is replaced whole, so it is read and merged; what another writes in between is lost.",
    )
    .with_effects(&[SideEffect::ReplacesList]),
    Support::partial(
        Capability::ConversationMarkRead,
        &[UpdateThread::OPERATION.id],
        "Marks a thread as seen by every configured agent of its group.",
    ),
    Support::partial(
        Capability::ConversationTyping,
        &[UpdateThread::OPERATION.id],
        "Shown for three seconds, for members of the thread's group.",
    ),
    Support::partial(
        Capability::ConversationFollow,
        &[
            GetThread::OPERATION.id,
            GetGroup::OPERATION.id,
            UpdateThread::OPERATION.id,
        ],
        "People of the thread's group, no teams.",
    ),
    Support::native(
        Capability::ConversationDelete,
        &[DeleteThread::OPERATION.id],
    ),
    Support::partial(
        Capability::MessageUpdate,
        &[UpdateMessage::OPERATION.id],
        "Messages and threads whose id Cord chose itself cannot be edited.",
    ),
    Support::native(Capability::MessageDelete, &[DeleteMessage::OPERATION.id]),
    Support::native(Capability::AttachmentUpload, &[CreateFile::OPERATION.id]),
    Support::native(Capability::ContactCreate, &[PutUser::OPERATION.id]),
    Support::partial(
        Capability::ContactUpdate,
        &[GetUser::OPERATION.id, PutUser::OPERATION.id],
        "Names and addresses cannot be emptied.",
    ),
    Support::partial(
        Capability::ContactDelete,
        &[DeleteUser::OPERATION.id],
        "What the person wrote goes as well, and threads that are empty then.",
    ),
    Support::partial(
        Capability::OrganizationWrite,
        &[
            GetGroup::OPERATION.id,
            PutGroup::OPERATION.id,
            DeleteGroup::OPERATION.id,
        ],
        "Groups have a name and no tags; the threads of a deleted group go as well.",
    ),
]);
