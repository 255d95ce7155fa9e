//! The lists that were asked a question.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::adapters::paging::{FromSource as _, each, page};
use crate::model::{
    Contact, ContactOrder, ContactParts, Conversation, ConversationOrder, ConversationParts, Id,
    Page, PageRequest, Related, RowKey,
};
use crate::provider::{Batch, ErrorKind, Provider as _, Result, absent_is_none};
use crate::transport::CallContext;

use super::PostHog;
use super::endpoints::ListPersons;
use super::filter::{PersonFilter, TicketFilter, fit};
use super::native::ContactKey;
use super::plan::{ContactRoute, Route, TicketList};
use super::wire;

impl PostHog {
    pub(super) async fn asked_tickets(
        &self,
        context: &CallContext,
        route: Route,
        order: ConversationOrder,
        request: &PageRequest,
    ) -> Result<Page<Conversation>> {
        let rows = match route {
            Route::List(list) => return self.listed(context, *list, request).await,
            Route::Ids(ids) => {
                let parts = ConversationParts::all();
                found(self.conversations_by_id(context, &ids, parts).await, &ids)?
            }
            Route::Numbers(numbers) => self.of_numbers(context, &numbers).await?,
        };
        Ok(sorted(rows, |row| order.key(row)))
    }

    async fn listed(
        &self,
        context: &CallContext,
        list: TicketList,
        request: &PageRequest,
    ) -> Result<Page<Conversation>> {
        let Some(filter) = self.resolved(context, list).await? else {
            return Ok(Page::whole(Vec::new()));
        };
        let endpoint = self.tickets(filter);
        let mut related = Related::default();
        let conversation = |ticket| self.opened(self.case(ticket), &mut related);
        let listed = page(&self.client, context, &endpoint, request, conversation).await;
        let listed = listed.from_source(&self.key)?;
        Ok(Page { related, ..listed })
    }

    /// Replaces persons by their distinct ids; `None` if nobody is left. Where the ids cannot be told or are too many, it
    /// asks for the tickets of everybody.
    async fn resolved(
        &self,
        context: &CallContext,
        list: TicketList,
    ) -> Result<Option<TicketFilter>> {
        let TicketList {
            mut filter,
            persons,
        } = list;
        if persons.is_empty() {
            return Ok(Some(filter));
        }
        let mut ids = filter.distinct_ids.take().unwrap_or_default();
        for person in each(&persons, |person| self.distinct_ids(context, person)).await {
            match person {
                Ok(own) => ids.extend(own.iter().cloned()),
                Err(error) if error.kind == ErrorKind::Forbidden => return Ok(Some(filter)),
                Err(error) => return Err(error),
            }
        }
        if ids.is_empty() {
            return Ok(None);
        }
        filter.distinct_ids = Some(ids).filter(|ids| fit(ids));
        Ok(Some(filter))
    }

    /// What the tickets of a person have for a distinct id.
    async fn distinct_ids(&self, context: &CallContext, person: &str) -> Result<Arc<[String]>> {
        let id = ContactKey::Person(person).id(&self.key);
        if let Some(known) = self.persons.of(&id, self.clock.uptime()) {
            return Ok(known);
        }
        let person = absent_is_none(self.contact(context, &id).await)?;
        Ok(person.map_or_else(Arc::default, |person| {
            self.persons.learn(&person, self.clock.uptime())
        }))
    }

    async fn of_numbers(
        &self,
        context: &CallContext,
        numbers: &[String],
    ) -> Result<Page<Conversation>> {
        let cases = each(numbers, |number| async move {
            let filter = TicketFilter::number(number);
            let is_meant = |ticket: &wire::Ticket| ticket.ticket_number.to_string() == *number;
            absent_is_none(self.find(context, filter, is_meant).await)
        });
        let mut related = Related::default();
        let mut rows = Vec::new();
        for case in cases.await {
            rows.extend(case?.map(|case| self.opened(case, &mut related)));
        }
        Ok(Page {
            related,
            ..Page::whole(rows)
        })
    }

    pub(super) async fn asked_contacts(
        &self,
        context: &CallContext,
        route: ContactRoute,
        order: ContactOrder,
        request: &PageRequest,
    ) -> Result<Page<Contact>> {
        let rows = match route {
            ContactRoute::Everybody => {
                return self.persons(context, PersonFilter::None, request).await;
            }
            ContactRoute::Email(address) => {
                return self.with_address(context, &address, request).await;
            }
            ContactRoute::Ids(ids) => found(
                self.contacts_by_id(context, &ids, ContactParts::all())
                    .await,
                &ids,
            )?,
            ContactRoute::ExternalId(id) => {
                let contact = absent_is_none(self.by_distinct_id(context, &id).await)?;
                Page::whole(contact.into_iter().collect())
            }
        };
        Ok(sorted(rows, |row| order.key(row)))
    }

    async fn persons(
        &self,
        context: &CallContext,
        filter: PersonFilter<'_>,
        request: &PageRequest,
    ) -> Result<Page<Contact>> {
        let endpoint = ListPersons {
            project: &self.project,
            filter,
        };
        page(&self.client, context, &endpoint, request, |one| {
            self.known(one)
        })
        .await
        .from_source(&self.key)
    }

    /// Persons whose address has the text, and on the first page who wrote mail from it without being a person.
    async fn with_address(
        &self,
        context: &CallContext,
        address: &str,
        request: &PageRequest,
    ) -> Result<Page<Contact>> {
        let persons = self.persons(context, PersonFilter::Search(address), request);
        if request.position.is_some() {
            return persons.await;
        }
        let (mut persons, strangers) = tokio::try_join!(persons, self.writers(context, address))?;
        persons.items.extend(strangers);
        Ok(persons)
    }

    /// Who wrote mail from an address, which is the distinct id of such tickets, and is no person.
    async fn writers(&self, context: &CallContext, address: &str) -> Result<Vec<Contact>> {
        let mut spellings = vec![address.to_owned(), address.to_lowercase()];
        spellings.dedup();
        if !fit(&spellings) {
            return Ok(Vec::new());
        }
        let writers = each(spellings, |address| async move {
            let filter = TicketFilter::distinct_ids(vec![address.clone()]);
            let is_meant = |ticket: &wire::Ticket| ticket.distinct_id == address;
            absent_is_none(self.find(context, filter, is_meant).await)
        });
        let mut strangers = Vec::new();
        for case in writers.await {
            let contact = case?.and_then(|case| case.contact);
            let is_person = |contact: &Contact| {
                matches!(
                    ContactKey::parse(contact.id.native()),
                    Some(ContactKey::Person(_))
                )
            };
            strangers.extend(contact.filter(|contact| !is_person(contact)));
        }
        Ok(strangers)
    }
}

/// What was found of a batch, in the order it was asked for.
fn found<T>(mut batch: Batch<T>, ids: &[Id<T>]) -> Result<Page<T>> {
    let mut rows = Vec::new();
    for id in ids {
        if let Some(outcome) = batch.outcomes.remove(id) {
            rows.extend(outcome?);
        }
    }
    Ok(Page {
        related: batch.related,
        ..Page::whole(rows)
    })
}

/// Puts a whole list into an order: the greatest key first, what has none last.
fn sorted<T>(mut list: Page<T>, key: impl Fn(&T) -> Option<RowKey>) -> Page<T> {
    list.items.sort_by_cached_key(|row| Reverse(key(row)));
    list
}
