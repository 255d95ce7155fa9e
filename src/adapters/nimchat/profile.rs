//! What Nimchat is and can do.

use crate::model::{
    ConversationField as Field, ConversationOrderField as Order, OrderDirection, ProviderKind,
};
use crate::provider::{
    Capabilities, Capability, FilterSupport, Meanings, OrderSupport, Pagination, PaginationStyle,
    Profile, Support, SupportLevel,
};
use crate::transport::Endpoint as _;

use super::endpoints::{
    DOWNLOAD_ATTACHMENT, FilterContacts, FilterConversations, GetContact, GetConversation,
    LIST_MESSAGES, ListAgents, ListContacts, ListConversations, ListInboxes, ListLabels, ListTeams,
    OPERATIONS, SearchContacts, SearchMessages,
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
    orders: ORDERS,
    filters: FILTERS,
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

const fn order(
    field: Order,
    directions: &'static [OrderDirection],
    level: SupportLevel,
    notes: Option<&'static str>,
) -> OrderSupport {
    OrderSupport {
        field,
        directions,
        level,
        notes,
    }
}

const ASC: &[OrderDirection] = &[OrderDirection::Asc];
const DESC: &[OrderDirection] = &[OrderDirection::Desc];
const LIST_ONLY: &str = "Not beside a condition that only the filter knows: several statuses, inboxes or teams, an assignee, ids, or times.";

/// The conversations of a few contacts are sorted by anything.
const ORDERS: &[OrderSupport] = &[
    order(
        Order::LastActivityAt,
        DESC,
        SupportLevel::Native,
        Some("Notes and records of what happened count as activity."),
    ),
    order(Order::CreatedAt, ASC, SupportLevel::Native, Some(LIST_ONLY)),
    order(
        Order::UpdatedAt,
        DESC,
        SupportLevel::Partial,
        Some("By latest activity, which most changes count as."),
    ),
    order(
        Order::WaitingSince,
        ASC,
        SupportLevel::Native,
        Some(LIST_ONLY),
    ),
    order(
        Order::Priority,
        DESC,
        SupportLevel::Partial,
        Some(
            "Equal priorities come in any order, and none may count as low. Not beside a condition that only the filter knows.",
        ),
    ),
    order(
        Order::Number,
        ASC,
        SupportLevel::Partial,
        Some("By creation. Not beside a condition that only the filter knows."),
    ),
];

const LABEL: &str =
    "A label is found as written and in lower case, which is how the catalogue keeps labels.";
const DAYS: &str = "The filter compares days.";

const FILTERS: &[FilterSupport] = &[
    FilterSupport::native(Field::Ids),
    FilterSupport::native(Field::Numbers),
    FilterSupport::native(Field::IsTicket),
    FilterSupport::native(Field::Statuses)
        .with_notes("A search for words ignores the status; beside it the gateway checks every row."),
    FilterSupport::native(Field::Categories),
    FilterSupport::native(Field::NativeStatuses),
    FilterSupport::partial(
        Field::ContactEmail,
        "Who has the address is looked up first.",
    ),
    FilterSupport::emulated(Field::Priorities)
        .with_notes("Only since release 4.0.4 would the filter know them."),
    FilterSupport::emulated(Field::Channels),
    FilterSupport::native(Field::Inboxes),
    FilterSupport::native(Field::Assignees),
    FilterSupport::native(Field::Teams),
    FilterSupport::native(Field::IsAssigned),
    FilterSupport::native(Field::TagsAny).with_notes(LABEL),
    FilterSupport::partial(
        Field::TagsAll,
        "One of the labels is asked for. A label is found as written and in lower case.",
    ),
    FilterSupport::native(Field::Contacts)
        .with_notes("Up to ten contacts, a call for each. Of a contact with twenty or more, the latest 200 of each inbox."),
    FilterSupport::emulated(Field::Organizations),
    FilterSupport::native(Field::SlaStates).with_notes("There are no deadlines."),
    FilterSupport::native(Field::Text)
        .with_notes("The words are one text, looked for in what contacts, the team and bots write, in notes too. Subjects are not searched."),
    FilterSupport::emulated(Field::IsUnread),
    FilterSupport::native(Field::IsSnoozed),
    FilterSupport::partial(Field::CreatedAt, DAYS),
    FilterSupport::emulated(Field::UpdatedAt),
    FilterSupport::partial(Field::LastActivityAt, DAYS),
    FilterSupport::emulated(Field::CustomField)
        .with_notes("The filter fails over a field that is not defined, or a value that does not fit its definition."),
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
    Support::native(
        Capability::ConversationCounts,
        &[
            ListConversations::OPERATION.id,
            FilterConversations::OPERATION.id,
        ],
    ),
    Support::partial(
        Capability::ConversationSearch,
        &[
            ListConversations::OPERATION.id,
            SearchMessages::OPERATION.id,
        ],
        "The words are one text, looked for in messages but not in subjects. The search of messages may reach back three months and answer ten.",
    ),
    Support::native(Capability::MessageList, &[LIST_MESSAGES.id]),
    Support::native(
        Capability::AttachmentDownload,
        &[LIST_MESSAGES.id, DOWNLOAD_ATTACHMENT.id],
    ),
    Support::native(Capability::ContactGet, &[GetContact::OPERATION.id]),
    Support::partial(
        Capability::ContactList,
        &[
            ListContacts::OPERATION.id,
            SearchContacts::OPERATION.id,
            FilterContacts::OPERATION.id,
        ],
        "Only contacts with an e-mail address, a phone number or an identifier.",
    ),
    Support::native(
        Capability::ContactSearchByEmail,
        &[FilterContacts::OPERATION.id],
    ),
    Support::native(
        Capability::ContactSearchByPhone,
        &[FilterContacts::OPERATION.id],
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
