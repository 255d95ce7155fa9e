//! What Help Scout is and can do.

use crate::model::{ConversationField, ConversationOrderField, OrderDirection, ProviderKind};
use crate::provider::{
    Capabilities, Capability, FilterSupport, Meanings, OrderSupport, Pagination, PaginationStyle,
    Profile, Support, SupportLevel,
};
use crate::transport::{Endpoint as _, SideEffect};

use super::endpoints::{
    CreateConversation, CreateCustomer, CreateCustomerThread, CreateDraft, CreateNote,
    CreateOrganization, CreateReply, DeleteConversation, DeleteCustomer, DeleteOrganization,
    DeleteSnooze, GetAttachmentData, GetConversation, GetCustomer, GetOrganization,
    ListConversations, ListCustomers, ListMailboxFields, ListMailboxes,
    ListOrganizationConversations, ListOrganizationCustomers, ListOrganizations, ListTags,
    ListTeams, ListThreads, ListUsers, PatchConversation, PatchCustomer, PatchProperties,
    PatchThread, PutFields, PutOrganization, PutSchedule, PutSnooze, PutTags,
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
    Support::native(
        Capability::ConversationCreate,
        &[CreateConversation::OPERATION.id],
    ),
    Support::emulated(
        Capability::ConversationReply,
        &[
            CreateReply::OPERATION.id,
            CreateCustomerThread::OPERATION.id,
            GetConversation::OPERATION.id,
        ],
        "The conversation is read first: a reply has to name the customer. A reply that sets no status makes the \
         conversation active.",
    )
    .with_effects(&[SideEffect::NotifiesContact, SideEffect::ChangesStatus]),
    Support::native(Capability::ConversationNote, &[CreateNote::OPERATION.id]),
    Support::native(
        Capability::ConversationSetSubject,
        &[PatchConversation::OPERATION.id],
    ),
    Support::emulated(
        Capability::ConversationSetStatus,
        &[
            PatchConversation::OPERATION.id,
            GetConversation::OPERATION.id,
            DeleteSnooze::OPERATION.id,
        ],
        "The conversation is read first, and woken if it is snoozed.",
    ),
    Support::native(
        Capability::ConversationAssignAgent,
        &[PatchConversation::OPERATION.id],
    ),
    Support::partial(
        Capability::ConversationAssignTeam,
        &[PatchConversation::OPERATION.id],
        "A conversation belongs to a user or to a team, not to both.",
    ),
    Support::partial(
        Capability::ConversationSnooze,
        &[
            PutSnooze::OPERATION.id,
            DeleteSnooze::OPERATION.id,
            GetConversation::OPERATION.id,
        ],
        "Needs a time to wake up at; a message of the contact wakes the conversation earlier.",
    ),
    Support::emulated(
        Capability::ConversationTag,
        &[PutTags::OPERATION.id, GetConversation::OPERATION.id],
        "The list of tags is read and replaced, so that a change by others in between is lost. Unknown tags are made.",
    )
    .with_effects(&[SideEffect::ReplacesList]),
    Support::emulated(
        Capability::ConversationCustomFields,
        &[
            PutFields::OPERATION.id,
            GetConversation::OPERATION.id,
            ListMailboxFields::OPERATION.id,
        ],
        "The fields are read and replaced, so that a change by others in between is lost.",
    )
    .with_effects(&[SideEffect::ReplacesList]),
    Support::native(
        Capability::ConversationDelete,
        &[DeleteConversation::OPERATION.id],
    ),
    Support::native(
        Capability::MessageUpdate,
        &[PatchThread::OPERATION.id, ListThreads::OPERATION.id],
    ),
    Support::partial(
        Capability::MessageDelete,
        &[PatchThread::OPERATION.id, ListThreads::OPERATION.id],
        "A message is hidden, not deleted: replies that were sent and messages of contacts. Notes cannot be hidden.",
    ),
    Support::emulated(
        Capability::MessageSchedule,
        &[
            CreateDraft::OPERATION.id,
            PutSchedule::OPERATION.id,
            GetConversation::OPERATION.id,
        ],
        "A draft is written and planned, without a status to set.",
    ),
    Support::partial(
        Capability::AttachmentUpload,
        &[
            CreateReply::OPERATION.id,
            CreateNote::OPERATION.id,
            CreateConversation::OPERATION.id,
        ],
        "Files of up to 10 MB.",
    ),
    Support::native(Capability::ContactCreate, &[CreateCustomer::OPERATION.id]),
    Support::emulated(
        Capability::ContactUpdate,
        &[
            PatchCustomer::OPERATION.id,
            PatchProperties::OPERATION.id,
            GetCustomer::OPERATION.id,
        ],
        "Lists of addresses and numbers are read and replaced. Custom fields are the properties of a customer, by slug.",
    ),
    Support::partial(
        Capability::ContactDelete,
        &[DeleteCustomer::OPERATION.id],
        "Deletes the conversations with the contact as well; refused with more than 100 of them.",
    ),
    Support::emulated(
        Capability::OrganizationWrite,
        &[
            CreateOrganization::OPERATION.id,
            PutOrganization::OPERATION.id,
            DeleteOrganization::OPERATION.id,
            GetOrganization::OPERATION.id,
        ],
        "A company is read and replaced as a whole. Companies have no tags.",
    )
    .with_effects(&[SideEffect::ReplacesList]),
]);
