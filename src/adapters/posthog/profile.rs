//! What `PostHog` is and can do.

use crate::model::{ConversationOrderField, OrderDirection, ProviderKind};
use crate::provider::{
    Capabilities, Capability, Meanings, OrderSupport, Pagination, PaginationStyle, Profile,
    Support, SupportLevel,
};
use crate::transport::Endpoint as _;

use super::endpoints::{
    GetComment, GetPerson, ListComments, ListMembers, ListPersons, ListRoles, ListTickets,
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
    orders: &[OrderSupport {
        field: ConversationOrderField::LastActivityAt,
        directions: &[OrderDirection::Desc],
        level: SupportLevel::Native,
        notes: Some("By the last change: public messages and edits count, notes do not."),
    }],
    filters: &[],
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

const TICKETS: &[&str] = &[ListTickets::OPERATION.id];
const TICKET_READ: &[&str] = &["ticket:read"];

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
    Support::native(
        Capability::AgentList,
        &[ListMembers::OPERATION.id, ListRoles::OPERATION.id],
    )
    .with_scopes(&["organization_member:read", "organization:read"]),
    Support::native(Capability::TeamList, &[ListRoles::OPERATION.id])
        .with_scopes(&["organization:read"]),
    Support::native(Capability::TicketRead, TICKETS).with_scopes(TICKET_READ),
    Support::native(Capability::TicketSla, TICKETS).with_scopes(TICKET_READ),
]);
