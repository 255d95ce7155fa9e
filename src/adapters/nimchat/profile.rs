//! What Nimchat is and can do.

use crate::model::{
    ConversationField as Field, ConversationOrderField as Order, OrderDirection, ProviderKind,
};
use crate::provider::{
    Capabilities, Capability, FilterSupport, Meanings, OrderSupport, Pagination, PaginationStyle,
    Profile, Support, SupportLevel,
};
use crate::transport::{Endpoint as _, SideEffect};

use super::endpoints::{
    AddParticipant, Assign, CreateContact, CreateConversation, CreateLabel, CreateMessage,
    DOWNLOAD_ATTACHMENT, DeleteContact, DeleteLabel, DeleteMessage, DestroyCustomAttributes,
    FilterContacts, FilterConversations, FindBySourceId, GetContact, GetConversation, GetProfile,
    LIST_MESSAGES, ListAgents, ListContacts, ListConversationLabels, ListConversations,
    ListInboxes, ListLabels, ListParticipants, ListTeams, MarkRead, OPERATIONS, RemoveParticipant,
    RenameLabel, SearchContacts, SearchMessages, SetConversationLabels, SetCustomAttributes,
    SetPriority, SetStatus, SetTyping, UpdateContact,
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

/// The role that some writes take.
const ADMINISTRATOR: &[&str] = &["administrator"];

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
    Support::emulated(
        Capability::ConversationCreate,
        &[
            ListInboxes::OPERATION.id,
            FilterContacts::OPERATION.id,
            FindBySourceId::OPERATION.id,
            CreateContact::OPERATION.id,
            CreateConversation::OPERATION.id,
            CreateMessage::OPERATION.id,
        ],
        "Needs an inbox, and a contact or an e-mail address; a contact is created if nobody has the address. An inbox that keeps one conversation for each contact goes on with that one. On WhatsApp the first message is a template.",
    )
    .with_effects(&[SideEffect::NotifiesContact, SideEffect::CreatesContact]),
    Support::native(
        Capability::ConversationReply,
        &[GetConversation::OPERATION.id, CreateMessage::OPERATION.id],
    )
    .with_effects(&[SideEffect::NotifiesContact]),
    Support::native(Capability::ConversationNote, &[CreateMessage::OPERATION.id]),
    Support::native(Capability::ConversationSetStatus, &[SetStatus::OPERATION.id]),
    Support::native(
        Capability::ConversationSetPriority,
        &[SetPriority::OPERATION.id],
    ),
    Support::native(
        Capability::ConversationAssignAgent,
        &[ListAgents::OPERATION.id, Assign::OPERATION.id],
    )
    .with_effects(&[SideEffect::NotifiesTeam]),
    Support::partial(
        Capability::ConversationAssignTeam,
        &[ListTeams::OPERATION.id, Assign::OPERATION.id],
        "A team drops an assignee who is not one of its members, and may choose one itself.",
    )
    .with_effects(&[SideEffect::NotifiesTeam]),
    Support::native(Capability::ConversationSnooze, &[SetStatus::OPERATION.id])
        .with_effects(&[SideEffect::ChangesStatus]),
    Support::emulated(
        Capability::ConversationTag,
        &[
            ListConversationLabels::OPERATION.id,
            SetConversationLabels::OPERATION.id,
        ],
        "Labels are read, changed and written as a whole. They need not be in the catalogue.",
    )
    .with_effects(&[SideEffect::ReplacesList]),
    Support::emulated(
        Capability::ConversationCustomFields,
        &[GetConversation::OPERATION.id, SetCustomAttributes::OPERATION.id],
        "Custom attributes are read, changed and written as a whole. Values are texts, numbers and truth values.",
    )
    .with_effects(&[SideEffect::ReplacesList]),
    Support::native(Capability::ConversationMarkRead, &[MarkRead::OPERATION.id])
        .with_effects(&[SideEffect::MarksRead]),
    Support::partial(
        Capability::ConversationTyping,
        &[GetProfile::OPERATION.id, SetTyping::OPERATION.id],
        "Only the teammate whom the token belongs to.",
    ),
    Support::partial(
        Capability::ConversationFollow,
        &[
            AddParticipant::OPERATION.id,
            RemoveParticipant::OPERATION.id,
            ListParticipants::OPERATION.id,
        ],
        "Only teammates who can see the inbox.",
    )
    .with_effects(&[SideEffect::NotifiesTeam]),
    Support::native(Capability::MessageList, &[LIST_MESSAGES.id]),
    Support::partial(
        Capability::MessageDelete,
        &[DeleteMessage::OPERATION.id],
        "The message stays and says that it was deleted; what the channel has delivered is not taken back.",
    ),
    Support::partial(
        Capability::AttachmentUpload,
        &[CreateMessage::OPERATION.id],
        "At most 15 files in a message.",
    ),
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
    Support::partial(
        Capability::ContactCreate,
        &[CreateContact::OPERATION.id],
        "Needs an inbox. The server fetches the picture later.",
    ),
    Support::native(
        Capability::ContactUpdate,
        &[
            UpdateContact::OPERATION.id,
            DestroyCustomAttributes::OPERATION.id,
        ],
    ),
    Support::partial(
        Capability::ContactDelete,
        &[DeleteContact::OPERATION.id],
        "The contact's conversations are deleted as well. Nobody can be deleted who is online.",
    )
    .with_scopes(ADMINISTRATOR),
    Support::native(Capability::AgentList, &[ListAgents::OPERATION.id]),
    Support::native(Capability::TeamList, &[ListTeams::OPERATION.id]),
    Support::partial(
        Capability::TagList,
        &[ListLabels::OPERATION.id],
        "Only labels of the catalogue; conversations may carry others.",
    ),
    Support::partial(
        Capability::TagWrite,
        &[
            ListLabels::OPERATION.id,
            CreateLabel::OPERATION.id,
            RenameLabel::OPERATION.id,
            DeleteLabel::OPERATION.id,
        ],
        "Labels of the catalogue, which keeps them in lower case. A deleted one stays where it is attached.",
    )
    .with_scopes(ADMINISTRATOR),
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
