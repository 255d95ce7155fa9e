//! PostHog's operations.
//!
//! Reading one ticket by its own address marks it as read by the team, so that call is one of the writes: single tickets
//! are found in the list. Paths end with a slash, as the provider's own clients send them.

use crate::transport::{
    Documentation, Endpoint, Listed, Next, Operation, PageStyle, Paged, Query, WithRaw,
};

use super::filter::{PersonFilter, TicketFilter};
use super::wire;

mod writes;

pub(super) use writes::{
    ComposeTicket, CreateNote, CreateReply, DeleteTicket, ReadTicket, SuggestReply, UpdateComment,
    UpdateTicket,
};

/// Every operation the adapter knows.
pub(super) const OPERATIONS: &[Operation] = &[
    ListTickets::OPERATION,
    ListComments::OPERATION,
    GetComment::OPERATION,
    ListPersons::OPERATION,
    GetPerson::OPERATION,
    ListMembers::OPERATION,
    ListRoles::OPERATION,
    ReadTicket::OPERATION,
    UpdateTicket::OPERATION,
    DeleteTicket::OPERATION,
    ComposeTicket::OPERATION,
    SuggestReply::OPERATION,
    CreateReply::OPERATION,
    CreateNote::OPERATION,
    UpdateComment::OPERATION,
];

/// The scope of the comments that are messages of tickets; others are the team's talk about a ticket.
pub(super) const MESSAGES: &str = "conversations_ticket";

/// Comments come in pages of this size, whatever is asked for.
pub(super) const COMMENTS_PER_PAGE: usize = 100;

/// Lists by offset. A thousand is the most that tickets give; the other lists may give less than asked for.
const PAGES: PageStyle = PageStyle::Offset {
    offset: "offset",
    limit: "limit",
    max: 1000,
};

fn counted<T>(list: wire::List<T>) -> Listed<WithRaw<T>> {
    let wire::List {
        count,
        next,
        results,
    } = list;
    Listed {
        items: results,
        next: count.map_or(Next::More(next.is_some()), Next::Total),
        total: count,
    }
}

/// Tickets, last changed first unless sorted otherwise. Marks nothing as read.
pub(super) struct ListTickets<'a> {
    pub project: &'a str,
    pub filter: TicketFilter,
}

impl Endpoint for ListTickets<'_> {
    const OPERATION: Operation = Operation::get(
        "posthog.tickets.list",
        "/api/projects/{project_id}/conversations/tickets/",
        "List tickets",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Ticket>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.project]
    }

    fn query(&self, query: &mut Query) {
        self.filter.write(query);
    }
}

impl Paged for ListTickets<'_> {
    const STYLE: PageStyle = PAGES;
    type Item = WithRaw<wire::Ticket>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        counted(response)
    }
}

/// The messages of one ticket, newest first, without deleted ones.
pub(super) struct ListComments<'a> {
    pub project: &'a str,
    pub ticket: &'a str,
}

impl Endpoint for ListComments<'_> {
    const OPERATION: Operation = Operation::get(
        "posthog.comments.list",
        "/api/projects/{project_id}/comments/",
        "List the comments of a thing, such as a ticket",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Comment>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.project]
    }

    fn query(&self, query: &mut Query) {
        query.set("scope", MESSAGES).set("item_id", self.ticket);
    }
}

impl Paged for ListComments<'_> {
    const STYLE: PageStyle = PageStyle::Link {
        param: "cursor",
        size: COMMENTS_PER_PAGE,
    };
    type Item = WithRaw<wire::Comment>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        let wire::List {
            count: _,
            next,
            results,
        } = response;
        Listed {
            items: results,
            next: Next::Link(next),
            total: None,
        }
    }
}

/// One comment, of any scope.
pub(super) struct GetComment<'a> {
    pub project: &'a str,
    pub comment: &'a str,
}

impl Endpoint for GetComment<'_> {
    const OPERATION: Operation = Operation::get(
        "posthog.comments.get",
        "/api/projects/{project_id}/comments/{id}/",
        "Get a comment by ID",
    )
    .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::Comment>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.project, self.comment]
    }
}

/// Persons whom the product has seen.
pub(super) struct ListPersons<'a> {
    pub project: &'a str,
    pub filter: PersonFilter<'a>,
}

impl Endpoint for ListPersons<'_> {
    const OPERATION: Operation = Operation::get(
        "posthog.persons.list",
        "/api/projects/{project_id}/persons/",
        "List persons",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Person>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.project]
    }

    fn query(&self, query: &mut Query) {
        self.filter.write(query);
    }
}

impl Paged for ListPersons<'_> {
    /// Persons are slow to list, so no page is larger than the provider's usual one.
    const STYLE: PageStyle = PageStyle::Offset {
        offset: "offset",
        limit: "limit",
        max: 100,
    };
    type Item = WithRaw<wire::Person>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        let wire::List {
            // Not reliable where it is there at all.
            count: _,
            next,
            results,
        } = response;
        Listed {
            items: results,
            next: Next::More(next.is_some()),
            total: None,
        }
    }
}

/// One person.
pub(super) struct GetPerson<'a> {
    pub project: &'a str,
    pub person: &'a str,
}

impl Endpoint for GetPerson<'_> {
    const OPERATION: Operation = Operation::get(
        "posthog.persons.get",
        "/api/projects/{project_id}/persons/{uuid}/",
        "Get a person by UUID",
    )
    .known_by(Documentation::PublicReference);
    type Response = WithRaw<wire::Person>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.project, self.person]
    }
}

/// The members of the organization.
pub(super) struct ListMembers<'a> {
    pub organization: &'a str,
}

impl Endpoint for ListMembers<'_> {
    const OPERATION: Operation = Operation::get(
        "posthog.members.list",
        "/api/organizations/{organization_id}/members/",
        "List the members of the organization",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Member>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.organization]
    }
}

impl Paged for ListMembers<'_> {
    const STYLE: PageStyle = PAGES;
    type Item = WithRaw<wire::Member>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        counted(response)
    }
}

/// The roles of the organization, each with its members.
pub(super) struct ListRoles<'a> {
    pub organization: &'a str,
}

impl Endpoint for ListRoles<'_> {
    const OPERATION: Operation = Operation::get(
        "posthog.roles.list",
        "/api/organizations/{organization_id}/roles/",
        "List the roles of the organization",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::List<wire::Role>;

    fn path_values(&self) -> Vec<&str> {
        vec![self.organization]
    }
}

impl Paged for ListRoles<'_> {
    const STYLE: PageStyle = PAGES;
    type Item = WithRaw<wire::Role>;

    fn listed(&self, response: Self::Response) -> Listed<Self::Item> {
        counted(response)
    }
}
