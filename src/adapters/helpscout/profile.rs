//! What Help Scout is and can do.

use crate::model::{ConversationField, ConversationOrderField, OrderDirection, ProviderKind};
use crate::provider::{
    Capabilities, Capability, FilterSupport, Meanings, OrderSupport, Pagination, PaginationStyle,
    Profile, Support, SupportLevel,
};
use crate::transport::Endpoint as _;

use super::endpoints::{
    GetAttachmentData, GetConversation, GetCustomer, GetOrganization, ListConversations,
    ListCustomers, ListMailboxes, ListOrganizationConversations, ListOrganizationCustomers,
    ListOrganizations, ListTags, ListTeams, ListThreads, ListUsers,
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
    orders: ORDERS,
    filters: FILTERS,
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

const BOTH: &[OrderDirection] = &[OrderDirection::Asc, OrderDirection::Desc];

const fn order(
    field: ConversationOrderField,
    level: SupportLevel,
    notes: Option<&'static str>,
) -> OrderSupport {
    OrderSupport {
        field,
        directions: BOTH,
        level,
        notes,
    }
}

const HIDDEN_TIME: Option<&str> = Some(
    "Sorted by a time of the last change that is not shown: the order is approximate when seen by the newest known \
     time of a conversation.",
);

const ORDERS: &[OrderSupport] = &[
    order(
        ConversationOrderField::LastActivityAt,
        SupportLevel::Partial,
        HIDDEN_TIME,
    ),
    order(
        ConversationOrderField::UpdatedAt,
        SupportLevel::Partial,
        HIDDEN_TIME,
    ),
    order(
        ConversationOrderField::CreatedAt,
        SupportLevel::Native,
        None,
    ),
    order(ConversationOrderField::Number, SupportLevel::Native, None),
    order(
        ConversationOrderField::Priority,
        SupportLevel::Partial,
        Some("No conversation has a priority; what changed last comes first."),
    ),
    order(
        ConversationOrderField::SlaDueAt,
        SupportLevel::Native,
        Some("No conversation has a deadline."),
    ),
    order(
        ConversationOrderField::WaitingSince,
        SupportLevel::Emulated,
        Some("The list can be sorted by a time that others than waiting customers have as well."),
    ),
    order(
        ConversationOrderField::SnoozedUntil,
        SupportLevel::Emulated,
        None,
    ),
];

const SEARCHED: &str = "Found by a search, which may lag behind changes.";
const ONE_ASSIGNEE: &str =
    "One user or team can be asked for; among several, every row is checked.";
const EARLIEST: &str =
    "Narrowed by its earliest time, as nothing happens without a change of the record.";

/// Whether the team has read a conversation is not told and cannot be asked for.
const FILTERS: &[FilterSupport] = &[
    FilterSupport::partial(
        ConversationField::Ids,
        "Found by a search, which may lag behind changes and does not know merged conversations.",
    ),
    FilterSupport::partial(
        ConversationField::Numbers,
        "One number is looked up; several are searched for.",
    ),
    FilterSupport::native(ConversationField::IsTicket),
    FilterSupport::partial(
        ConversationField::Statuses,
        "One status can be asked for. Conversations of any status may be snoozed: among several statuses and for \
         snoozed ones every row is checked.",
    ),
    FilterSupport::partial(
        ConversationField::Categories,
        "As for the statuses that a category has.",
    ),
    FilterSupport::native(ConversationField::NativeStatuses)
        .with_notes("One status can be asked for; among several, every row is checked."),
    FilterSupport::native(ConversationField::Priorities).with_notes("No conversation has one."),
    FilterSupport::emulated(ConversationField::Channels),
    FilterSupport::native(ConversationField::Inboxes),
    FilterSupport::native(ConversationField::Assignees).with_notes(ONE_ASSIGNEE),
    FilterSupport::native(ConversationField::Teams).with_notes(ONE_ASSIGNEE),
    FilterSupport::partial(
        ConversationField::IsAssigned,
        "Nothing but who has an assignee can be searched for, a team also being one.",
    ),
    FilterSupport::native(ConversationField::TagsAny),
    FilterSupport::partial(ConversationField::TagsAll, SEARCHED),
    FilterSupport::partial(ConversationField::Contacts, SEARCHED),
    FilterSupport::partial(
        ConversationField::ContactEmail,
        "Found by a search, which may lag behind changes, and whose other finds cost one more call for each customer.",
    ),
    FilterSupport::native(ConversationField::Organizations)
        .with_notes("One organization has a list of its own, in which every row is checked for whatever else is asked for. \
         Otherwise every customer has to be read."),
    FilterSupport::native(ConversationField::SlaStates)
        .with_notes("No conversation has a deadline."),
    FilterSupport::native(ConversationField::Text)
        .with_notes("Each word stands in the subject or in a message. Found by a search, which may lag behind changes."),
    FilterSupport::emulated(ConversationField::IsSnoozed),
    FilterSupport::partial(ConversationField::CreatedAt, SEARCHED),
    FilterSupport::partial(ConversationField::UpdatedAt, EARLIEST),
    FilterSupport::partial(ConversationField::LastActivityAt, EARLIEST),
    FilterSupport::partial(ConversationField::ClosedAt, EARLIEST),
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
    Support::emulated(
        Capability::ConversationCounts,
        &[
            ListConversations::OPERATION.id,
            ListOrganizationConversations::OPERATION.id,
        ],
        "The first page of a list says how long the list is.",
    ),
    Support::partial(
        Capability::ConversationSearch,
        &[ListConversations::OPERATION.id],
        "Whole words of subjects and messages. The search may lag behind changes.",
    ),
    Support::native(Capability::MessageList, &[ListThreads::OPERATION.id]),
    Support::partial(
        Capability::AttachmentDownload,
        &[ListThreads::OPERATION.id, GetAttachmentData::OPERATION.id],
        "Files with malicious content are refused. A file comes whole, as text inside one answer, so that one above \
         three quarters of the largest answer cannot be had.",
    ),
    Support::native(Capability::ContactGet, &[GetCustomer::OPERATION.id]),
    Support::native(
        Capability::ContactList,
        &[
            ListCustomers::OPERATION.id,
            ListOrganizationCustomers::OPERATION.id,
        ],
    ),
    Support::native(
        Capability::ContactSearchByEmail,
        &[ListCustomers::OPERATION.id],
    ),
    Support::emulated(
        Capability::ContactSearchByPhone,
        &[ListCustomers::OPERATION.id],
        "Nothing looks customers up by a phone number: all of them are read, as far as a list is scanned.",
    ),
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
