//! What Unthread is and can do.

use crate::model::{ConversationField, ConversationOrderField, OrderDirection, ProviderKind};
use crate::provider::{
    Capabilities, Capability, FilterSupport, Meanings, OrderSupport, Pagination, PaginationStyle,
    Profile, Support, SupportLevel,
};
use crate::transport::{Endpoint as _, SideEffect};

use super::endpoints::{
    AddFollower, CreateConversation, CreateCustomer, CreateTag, DeleteCustomer, DeleteTag,
    DownloadFile, GetConversation, GetCustomer, GetTag, GetUser, LinkConversations, LinkCustomers,
    ListConversations, ListCustomers, ListMessages, ListTags, ListUsers, RemoveFollower,
    SendMessage, SendNote, UnlinkConversations, UnlinkCustomers, UpdateConversation,
    UpdateCustomer, UpdateTag,
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
    orders: ORDERS,
    filters: FILTERS,
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

const BOTH: &[OrderDirection] = &[OrderDirection::Asc, OrderDirection::Desc];

const ORDERS: &[OrderSupport] = &[
    OrderSupport {
        field: ConversationOrderField::LastActivityAt,
        directions: BOTH,
        level: SupportLevel::Native,
        notes: Some("Conversations of which the service names no latest activity come last."),
    },
    OrderSupport {
        field: ConversationOrderField::CreatedAt,
        directions: BOTH,
        level: SupportLevel::Native,
        notes: None,
    },
    OrderSupport {
        field: ConversationOrderField::UpdatedAt,
        directions: BOTH,
        level: SupportLevel::Native,
        notes: None,
    },
    OrderSupport {
        field: ConversationOrderField::Number,
        directions: BOTH,
        level: SupportLevel::Partial,
        notes: Some("By the start of the conversations, with which their numbers rise."),
    },
];

const FILTERS: &[FilterSupport] = &[
    FilterSupport::native(ConversationField::Ids),
    FilterSupport::partial(
        ConversationField::Numbers,
        "A conversation by mail lacks its number for its first seconds.",
    ),
    FilterSupport::partial(
        ConversationField::IsTicket,
        "Every conversation is a ticket as soon as it has its number; the others are found by the gateway.",
    ),
    FilterSupport::partial(
        ConversationField::Statuses,
        "The gateway tells who is asleep, and evaluates SNOOZED and UNKNOWN together with others alone.",
    ),
    FilterSupport::partial(
        ConversationField::Categories,
        "As the statuses of the group; WAITING has SNOOZED among others.",
    ),
    FilterSupport::native(ConversationField::NativeStatuses),
    FilterSupport::partial(
        ConversationField::ContactEmail,
        "Who has the address is looked up first.",
    ),
    FilterSupport::partial(
        ConversationField::Priorities,
        "The gateway alone evaluates NONE.",
    ),
    FilterSupport::partial(
        ConversationField::Channels,
        "Finds the conversations of which the service names the source. The gateway alone evaluates UNKNOWN.",
    ),
    FilterSupport::native(ConversationField::Assignees),
    FilterSupport::partial(
        ConversationField::IsAssigned,
        "The gateway alone finds the unassigned.",
    ),
    FilterSupport::emulated(ConversationField::TagsAny),
    FilterSupport::emulated(ConversationField::TagsAll),
    FilterSupport::partial(
        ConversationField::Contacts,
        "Finds the conversations of which the service names the submitter.",
    ),
    FilterSupport::native(ConversationField::Organizations),
    FilterSupport::partial(
        ConversationField::SlaStates,
        "Conversations have no deadline, so that all are NONE.",
    ),
    FilterSupport::partial(
        ConversationField::Text,
        "Every word has to stand in the title; whether the case matters is up to the service.",
    ),
    FilterSupport::partial(
        ConversationField::IsSnoozed,
        "The gateway alone finds those that are not.",
    ),
    FilterSupport::native(ConversationField::CreatedAt),
    FilterSupport::native(ConversationField::UpdatedAt),
    FilterSupport::partial(
        ConversationField::LastActivityAt,
        "Finds the conversations of which the service names the latest activity.",
    ),
    FilterSupport::native(ConversationField::ClosedAt),
    FilterSupport::emulated(ConversationField::CustomField),
];

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
    Support::native(
        Capability::ConversationCounts,
        &[ListConversations::OPERATION.id],
    ),
    Support::partial(
        Capability::ConversationSearch,
        &[ListConversations::OPERATION.id],
        "Finds words in titles; what was said cannot be searched.",
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
    Support::partial(
        Capability::ContactSearchByEmail,
        &[ListUsers::OPERATION.id],
        "Finds addresses kept as given or in small letters. Some who only ever wrote by mail have none.",
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
    Support::partial(
        Capability::TicketFields,
        &[
            ListConversations::OPERATION.id,
            GetConversation::OPERATION.id,
        ],
        "The values by the id of their field; types and labels cannot be read.",
    ),
    Support::partial(
        Capability::ConversationCreate,
        &[CreateConversation::OPERATION.id],
        "In Slack, by mail, or among the team. The first message is in the name of whom the conversation is with.",
    )
    .with_effects(&[SideEffect::NotifiesContact, SideEffect::CreatesContact]),
    Support::native(
        Capability::ConversationReply,
        &[SendMessage::OPERATION.id],
    )
    .with_effects(&[SideEffect::NotifiesContact]),
    Support::partial(
        Capability::ConversationNote,
        &[
            GetConversation::OPERATION.id,
            ListMessages::OPERATION.id,
            SendNote::OPERATION.id,
        ],
        "A conversation in Slack needs a triage thread for it.",
    ),
    Support::emulated(
        Capability::ConversationReplyInSideThread,
        &[
            GetConversation::OPERATION.id,
            ListMessages::OPERATION.id,
            SendNote::OPERATION.id,
        ],
        "The thread is found by reading the messages, at most a thousand of them.",
    ),
    Support::native(
        Capability::ConversationSetSubject,
        &[UpdateConversation::OPERATION.id],
    ),
    Support::native(
        Capability::ConversationSetStatus,
        &[UpdateConversation::OPERATION.id],
    ),
    Support::native(
        Capability::ConversationSetPriority,
        &[UpdateConversation::OPERATION.id],
    ),
    Support::native(
        Capability::ConversationAssignAgent,
        &[UpdateConversation::OPERATION.id],
    ),
    Support::native(
        Capability::ConversationSnooze,
        &[UpdateConversation::OPERATION.id],
    ),
    Support::emulated(
        Capability::ConversationTag,
        &[
            GetConversation::OPERATION.id,
            ListTags::OPERATION.id,
            CreateTag::OPERATION.id,
            LinkConversations::OPERATION.id,
            UnlinkConversations::OPERATION.id,
        ],
        "One call for each tag.",
    ),
    Support::emulated(
        Capability::ConversationCustomFields,
        &[
            GetConversation::OPERATION.id,
            UpdateConversation::OPERATION.id,
        ],
        "Read, merged and written whole. The service keeps texts.",
    )
    .with_effects(&[SideEffect::ReplacesList]),
    Support::partial(
        Capability::ConversationFollow,
        &[AddFollower::OPERATION.id, RemoveFollower::OPERATION.id],
        "Teammates and teams.",
    ),
    Support::partial(
        Capability::AttachmentUpload,
        &[SendMessage::OPERATION.id, SendNote::OPERATION.id],
        "At most ten files of 20 MB each. A new conversation gets them in a second message.",
    ),
    Support::native(
        Capability::OrganizationWrite,
        &[
            CreateCustomer::OPERATION.id,
            UpdateCustomer::OPERATION.id,
            DeleteCustomer::OPERATION.id,
            LinkCustomers::OPERATION.id,
            UnlinkCustomers::OPERATION.id,
        ],
    ),
    Support::native(
        Capability::TagWrite,
        &[
            CreateTag::OPERATION.id,
            UpdateTag::OPERATION.id,
            DeleteTag::OPERATION.id,
        ],
    ),
]);
