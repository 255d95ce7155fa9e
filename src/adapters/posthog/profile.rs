//! What `PostHog` is and can do.

use crate::model::{
    ConversationField as Field, ConversationOrderField as Key, OrderDirection, ProviderKind,
};
use crate::provider::{
    Capabilities, Capability, FilterSupport, Meanings, OrderSupport, Pagination, PaginationStyle,
    Profile, SideEffect, Support, SupportLevel,
};
use crate::transport::Endpoint as _;

use super::endpoints::{
    ComposeTicket, CreateNote, CreateReply, DeleteTicket, GetComment, GetPerson, ListComments,
    ListMembers, ListPersons, ListRoles, ListTickets, ReadTicket, SuggestReply, UpdateComment,
    UpdateTicket,
};
use super::{endpoints, tables};

/// What `PostHog` is and can do.
pub(crate) static PROFILE: Profile = Profile {
    kind: ProviderKind::PostHog,
    docs_url: "https://posthog.com/docs/api",
    meanings: Meanings {
        conversation: "A ticket, the top object of PostHog Conversations.",
        thread: "None: a ticket is one exchange, so a conversation has one thread.",
        message: "A comment on a ticket; private ones are notes of the team.",
        ticket: "The same ticket again, seen by its number.",
    },
    capabilities: CAPABILITIES,
    statuses: tables::STATUS,
    priorities: tables::PRIORITY,
    channels: tables::CHANNEL,
    message_kinds: tables::MESSAGE_KIND,
    orders: ORDERS,
    filters: FILTERS,
    pagination: Pagination {
        style: PaginationStyle::Offset,
        max_page_size: 1000,
        is_page_size_fixed: false,
        is_row_costly: false,
        is_stable: false,
        key_precision: "microseconds",
    },
    operations: endpoints::OPERATIONS,
};

const BOTH: &[OrderDirection] = &[OrderDirection::Asc, OrderDirection::Desc];

const ORDERS: &[OrderSupport] = &[
    OrderSupport {
        notes: Some("By the last change: public messages and edits count, notes do not."),
        ..order(Key::LastActivityAt, BOTH)
    },
    order(Key::CreatedAt, BOTH),
    order(Key::UpdatedAt, BOTH),
    order(Key::Number, BOTH),
    OrderSupport {
        level: SupportLevel::Partial,
        notes: Some("Descending only together with one of `slaStates`, else in a window."),
        ..order(Key::SlaDueAt, BOTH)
    },
    OrderSupport {
        level: SupportLevel::Partial,
        notes: Some(
            "Only together with `isSnoozed` or the status SNOOZED alone, else in a window.",
        ),
        ..order(Key::SnoozedUntil, BOTH)
    },
];

const fn order(field: Key, directions: &'static [OrderDirection]) -> OrderSupport {
    OrderSupport {
        field,
        directions,
        level: SupportLevel::Native,
        notes: None,
    }
}

/// Inboxes, companies and custom fields are not here because no ticket has any, and the time of resolving is not told.
const FILTERS: &[FilterSupport] = &[
    FilterSupport::native(Field::Ids).with_notes(BY_NUMBER),
    FilterSupport::native(Field::Numbers).with_notes("One search for each number."),
    FilterSupport::native(Field::IsTicket),
    FilterSupport::native(Field::Statuses)
        .with_notes("ON_HOLD and SNOOZED are one word to the provider; asked for alone, the gateway tells them apart."),
    FilterSupport::native(Field::Categories),
    FilterSupport::native(Field::NativeStatuses),
    FilterSupport::native(Field::Priorities)
        .with_notes("NONE is looked for by the gateway, and so is URGENT on servers that do not know it."),
    FilterSupport::native(Field::Channels).with_notes(ONE),
    FilterSupport::emulated(Field::IsAssigned),
    FilterSupport::native(Field::Assignees).with_notes(ONE),
    FilterSupport::native(Field::Teams).with_notes(ONE),
    FilterSupport::native(Field::TagsAny),
    FilterSupport::native(Field::TagsAll)
        .with_notes("Of several, the provider looks for one and the gateway for the others."),
    FilterSupport::partial(
        Field::Contacts,
        "By distinct ids, which are looked up for persons: one call each.",
    ),
    FilterSupport::partial(
        Field::ContactEmail,
        "Who has the address is looked up first.",
    ),
    FilterSupport::native(Field::SlaStates)
        .with_notes("One state is asked for; several, or NONE, are looked for by the gateway."),
    FilterSupport::native(Field::Text)
        .with_notes("In name and address of the customer, subject and messages, as it stands, up to 200 letters. \
         Digits are a number of a ticket."),
    FilterSupport::emulated(Field::IsUnread),
    FilterSupport::partial(Field::IsSnoozed, "False is looked for by the gateway."),
    FilterSupport::partial(
        Field::CreatedAt,
        "The provider leaves out what was not changed since the beginning of the span.",
    ),
    FilterSupport::native(Field::UpdatedAt),
    FilterSupport::native(Field::LastActivityAt),
];

const ONE: &str = "One value is asked for; several are looked for by the gateway.";

const TICKETS: &[&str] = &[ListTickets::OPERATION.id];
const TICKET_READ: &[&str] = &["ticket:read"];

const TICKET_WRITE: &[&str] = &["ticket:write"];
const COMMENT_WRITE: &[&str] = &["comment:write"];
const UPDATE: &[&str] = &[UpdateTicket::OPERATION.id];

const OWN: &str = "Only what the key's own user wrote. What was sent by mail is not called back.";

const BY_NUMBER: &str = "Searched for by number, because reading a ticket marks it as read. An id \
    without the number is looked for among the 3000 tickets that changed last.";

const CAPABILITIES: Capabilities = Capabilities(&[
    Support::native(Capability::ConversationList, TICKETS).with_scopes(TICKET_READ),
    Support::emulated(Capability::ConversationGet, TICKETS, BY_NUMBER).with_scopes(TICKET_READ),
    Support::emulated(
        Capability::ConversationGetWithoutSideEffects,
        TICKETS,
        BY_NUMBER,
    )
    .with_scopes(TICKET_READ),
    Support::partial(
        Capability::MessageList,
        &[
            ListComments::OPERATION.id,
            GetComment::OPERATION.id,
            ListTickets::OPERATION.id,
        ],
        "Newest first. Oldest first reads the whole ticket, which may have 2000 messages.",
    )
    .with_scopes(&["comment:read", "ticket:read"]),
    Support::native(
        Capability::ContactGet,
        &[
            GetPerson::OPERATION.id,
            ListPersons::OPERATION.id,
            ListTickets::OPERATION.id,
        ],
    )
    .with_scopes(&["person:read", "ticket:read"]),
    Support::partial(
        Capability::ContactList,
        &[ListPersons::OPERATION.id],
        "Everybody the product has seen, customers of tickets or not; who only wrote mail is missing.",
    )
    .with_scopes(&["person:read"]),
    Support::native(Capability::ConversationSearch, TICKETS).with_scopes(TICKET_READ),
    Support::native(Capability::ConversationCounts, TICKETS).with_scopes(TICKET_READ),
    Support::emulated(
        Capability::ContactSearchByEmail,
        &[ListPersons::OPERATION.id, ListTickets::OPERATION.id],
        "Persons by their address, and who wrote mail from it without being a person.",
    )
    .with_scopes(&["person:read", "ticket:read"]),
    Support::partial(
        Capability::ContactSearchByPhone,
        &[ListPersons::OPERATION.id],
        "Persons are looked through, as far as a list is read.",
    )
    .with_scopes(&["person:read"]),
    Support::native(
        Capability::AgentList,
        &[ListMembers::OPERATION.id, ListRoles::OPERATION.id],
    )
    .with_scopes(&["organization_member:read", "organization:read"]),
    Support::native(Capability::TeamList, &[ListRoles::OPERATION.id])
        .with_scopes(&["organization:read"]),
    Support::native(Capability::TicketRead, TICKETS).with_scopes(TICKET_READ),
    Support::native(Capability::TicketSla, TICKETS).with_scopes(TICKET_READ),
    Support::partial(
        Capability::ConversationCreate,
        &[ComposeTicket::OPERATION.id],
        "A mail to a customer with an address. Older servers refuse personal API keys for it.",
    )
    .with_effects(&[SideEffect::NotifiesContact])
    .with_scopes(TICKET_WRITE),
    Support::native(
        Capability::ConversationReply,
        &[CreateReply::OPERATION.id, ListTickets::OPERATION.id],
    )
    .with_effects(&[SideEffect::NotifiesContact])
    .with_scopes(&["comment:write", "ticket:read"]),
    Support::native(
        Capability::ConversationNote,
        &[CreateNote::OPERATION.id, ListTickets::OPERATION.id],
    )
    .with_scopes(&["comment:write", "ticket:read"]),
    Support::native(Capability::ConversationSetStatus, UPDATE).with_scopes(TICKET_WRITE),
    Support::native(Capability::ConversationSetPriority, UPDATE).with_scopes(TICKET_WRITE),
    Support::native(Capability::ConversationAssignAgent, UPDATE).with_scopes(TICKET_WRITE),
    Support::native(Capability::ConversationAssignTeam, UPDATE).with_scopes(TICKET_WRITE),
    Support::partial(
        Capability::ConversationSnooze,
        UPDATE,
        "Until a time. The ticket is on hold meanwhile, and open when it wakes.",
    )
    .with_effects(&[SideEffect::ChangesStatus])
    .with_scopes(TICKET_WRITE),
    Support::partial(
        Capability::ConversationTag,
        &[UpdateTicket::OPERATION.id, ListTickets::OPERATION.id],
        "Tags are replaced whole, so they are read first; what another writes in between is lost.",
    )
    .with_effects(&[SideEffect::ReplacesList])
    .with_scopes(TICKET_WRITE),
    Support::native(
        Capability::ConversationMarkRead,
        &[ReadTicket::OPERATION.id],
    )
    .with_effects(&[SideEffect::MarksRead])
    .with_scopes(TICKET_READ),
    Support::partial(
        Capability::ConversationDelete,
        &[DeleteTicket::OPERATION.id],
        "Newer servers refuse personal API keys for it.",
    )
    .with_scopes(TICKET_WRITE),
    Support::partial(
        Capability::MessageUpdate,
        &[UpdateComment::OPERATION.id, GetComment::OPERATION.id],
        OWN,
    )
    .with_scopes(COMMENT_WRITE),
    Support::partial(
        Capability::MessageDelete,
        &[UpdateComment::OPERATION.id, GetComment::OPERATION.id],
        OWN,
    )
    .with_scopes(COMMENT_WRITE),
    Support::partial(
        Capability::TicketSuggestReply,
        &[SuggestReply::OPERATION.id],
        "Older servers refuse personal API keys for it, and newer ones have it no more.",
    ),
]);
