//! Reads of tickets, always out of the list.

use std::sync::Arc;

use crate::adapters::paging::{FromSource as _, each, walk};
use crate::model::{Conversation, Id, Related};
use crate::provider::{Batch, Result, absent_is_none};
use crate::transport::{CallContext, Endpoint as _, WithRaw};

use super::endpoints::ListTickets;
use super::filter::TicketFilter;
use super::map::{self, Case, Scope};
use super::native::number;
use super::requesters::Requester;
use super::{PostHog, wire};

/// Tickets that are looked through for an id without a number.
pub(super) const SCAN: usize = 3000;
/// Rows that are taken where one is expected, lest a server find more than what was asked for.
pub(super) const FEW: usize = 10;

impl PostHog {
    pub(super) const fn tickets(&self, filter: TicketFilter) -> ListTickets<'_> {
        ListTickets {
            project: self.project.as_str(),
            filter,
        }
    }

    pub(super) fn scope(&self) -> Scope<'_> {
        Scope {
            key: &self.key,
            base_url: self.client.base_url(),
            project: &self.project,
            now: self.clock.now(),
        }
    }

    pub(super) fn case(&self, ticket: WithRaw<wire::Ticket>) -> Case {
        map::case(self.scope(), ticket)
    }

    /// Takes the conversation out of a case, remembers who asked and keeps what came along.
    pub(super) fn opened(&self, case: Case, related: &mut Related) -> Conversation {
        let Case {
            conversation,
            contact,
            team,
            tags,
            requester,
        } = case;
        self.requesters.learn(&conversation.id, requester);
        related.contacts.extend(contact);
        related.teams.extend(team);
        related.tags.extend(tags);
        conversation
    }

    /// Finds one ticket in a filtered list. The filter may have been ignored, so the row must be the one that is meant.
    pub(super) async fn find(
        &self,
        context: &CallContext,
        filter: TicketFilter,
        is_meant: impl Fn(&wire::Ticket) -> bool,
    ) -> Result<Case> {
        let found = walk(&self.client, context, &self.tickets(filter), FEW).await;
        let (tickets, _) = found.from_source(&self.key)?;
        let mut tickets = tickets.into_iter();
        let ticket = tickets.find(|ticket| is_meant(&ticket.value));
        let ticket = ticket.ok_or_else(|| self.missing(ListTickets::OPERATION.id))?;
        Ok(self.case(ticket))
    }

    pub(super) async fn numbered(
        &self,
        context: &CallContext,
        id: &Id<Conversation>,
        number: &str,
    ) -> Result<Case> {
        let filter = TicketFilter::number(number);
        self.find(context, filter, |ticket| ticket.id == id.native())
            .await
    }

    /// Searches for each ticket by its number.
    pub(super) async fn all_numbered(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
    ) -> Batch<Conversation> {
        let cases = each(ids, |id| async move {
            let number = number(id).ok_or_else(|| self.missing(ListTickets::OPERATION.id))?;
            self.numbered(context, id, number).await
        })
        .await;
        let mut related = Related::default();
        let outcomes = ids.iter().zip(cases).map(|(id, case)| {
            let conversation = case.map(|case| self.opened(case, &mut related));
            (id.clone(), conversation)
        });
        let batch = Batch::of_lookups(outcomes);
        batch.with_related(related)
    }

    /// Looks for tickets of which only the UUID is known.
    pub(super) async fn scanned(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
    ) -> Batch<Conversation> {
        if ids.is_empty() {
            return Batch::of_lookups([]);
        }
        let endpoint = self.tickets(TicketFilter::default());
        let listed = walk(&self.client, context, &endpoint, SCAN).await;
        let (tickets, is_complete) = match listed.from_source(&self.key) {
            Ok(listed) => listed,
            Err(error) => return Batch::failed(ids, &error),
        };
        let is_asked =
            |ticket: &WithRaw<wire::Ticket>| ids.iter().any(|id| id.native() == ticket.value.id);
        let mut related = Related::default();
        let asked = tickets.into_iter().filter(is_asked);
        let found = asked
            .map(|ticket| self.opened(self.case(ticket), &mut related))
            .collect();
        let batch = Batch::of_found(ids, found, |conversation| &conversation.id);
        self.unsure(batch, is_complete, "conversations_by_id")
            .with_related(related)
    }

    /// Who asks in a ticket: costs a call if the ticket was not read lately. An id without a number is not looked for,
    /// because the customer's distinct id, which most comments have, will do.
    pub(super) async fn requester(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
    ) -> Result<(Arc<Requester>, Related)> {
        let mut related = Related::default();
        if let Some(known) = self.requesters.of(conversation) {
            return Ok((known, related));
        }
        let Some(number) = number(conversation) else {
            return Ok((Arc::default(), related));
        };
        let case = self.numbered(context, conversation, number).await;
        // The comments of a deleted ticket stay behind.
        if let Some(case) = absent_is_none(case)? {
            self.opened(case, &mut related);
        }
        let requester = self.requesters.of(conversation).unwrap_or_default();
        Ok((requester, related))
    }
}
