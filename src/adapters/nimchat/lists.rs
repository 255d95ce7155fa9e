//! Lists that are asked for conditions and an order.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::adapters::paging::{FromSource as _, each, page, walk};
use crate::model::{
    Contact, ContactOrder, ContactParts, ContactQuery, Conversation, ConversationOrder,
    ConversationParts, ConversationQuery, Id, Message, Page, PageRequest, Related,
};
use crate::provider::{ErrorKind, Provider as _, Result, absent_is_none};
use crate::transport::{CallContext, Paged, WithRaw};

use super::endpoints::{
    CONTACT_CONVERSATIONS_MAX, FilterContacts, FilterConversations, GetContact,
    ListContactConversations, ListContacts, ListConversations, ListParams, SearchContacts,
    SearchMessages,
};
use super::plan::{AskedContacts, AskedConversations, ContactRoute, Route, contact_sort, sort_by};
use super::{Nimchat, map, wire};

type Rows = Vec<WithRaw<wire::Conversation>>;

/// How many conversations of one contact are read in one inbox.
const OLDER_MAX: usize = 200;

impl Nimchat {
    pub(super) async fn listed_conversations(
        &self,
        context: &CallContext,
        query: &ConversationQuery,
        request: PageRequest,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        let listed = self.conversation_page(context, query, &request).await?;
        let mut related = listed.related;
        // A row whose further calls fail says that it does not know; the list is not lost for it.
        let rows = self.completed(context, listed.items, parts).await;
        let mut items = Vec::with_capacity(rows.len());
        for (row, along) in rows {
            related.append(along.unwrap_or_default());
            items.push(row);
        }
        Ok(Page {
            items,
            next: listed.next,
            total: listed.total,
            related,
        })
    }

    async fn conversation_page(
        &self,
        context: &CallContext,
        query: &ConversationQuery,
        request: &PageRequest,
    ) -> Result<Page<Conversation>> {
        let asked = AskedConversations::of(query);
        if !asked.can_match() {
            return Ok(Page::whole(Vec::new()));
        }
        let account = &self.account;
        match &asked.route {
            Route::List(params) => {
                let endpoint = ListConversations {
                    account,
                    params,
                    sort_by: sort_by(query.order),
                };
                let listed = self.rows(context, &endpoint, request).await;
                // The list refuses to look for a team that does not exist.
                match listed {
                    Err(error) if error.kind == ErrorKind::NotFound && params.team_id.is_some() => {
                        Ok(Page::whole(Vec::new()))
                    }
                    listed => listed,
                }
            }
            Route::Filter(clauses) => {
                let endpoint = FilterConversations { account, clauses };
                self.rows(context, &endpoint, request).await
            }
            Route::OfContacts(contacts) => self.of_contacts(context, contacts, query.order).await,
        }
    }

    async fn rows<E: Paged<Item = WithRaw<wire::Conversation>>>(
        &self,
        context: &CallContext,
        endpoint: &E,
        request: &PageRequest,
    ) -> Result<Page<Conversation>> {
        let mut related = Related::default();
        let row = |row| map::conversation(self.scope(), row, &mut related);
        let listed = page(&self.client, context, endpoint, request, row).await;
        let listed = listed.from_source(&self.key)?;
        Ok(Page { related, ..listed })
    }

    /// All conversations of a few contacts.
    async fn of_contacts(
        &self,
        context: &CallContext,
        contacts: &[Id<Contact>],
        order: ConversationOrder,
    ) -> Result<Page<Conversation>> {
        let found = each(contacts, |contact| self.of_contact(context, contact)).await;
        let (mut related, mut known, mut items) = (Related::default(), HashSet::new(), Vec::new());
        for rows in found {
            for row in rows? {
                let row = map::conversation(self.scope(), row, &mut related);
                if known.insert(row.id.clone()) {
                    items.push(row);
                }
            }
        }
        items.sort_by_cached_key(|row| (Reverse(order.key(row)), row.id.native().to_owned()));
        Ok(Page {
            related,
            ..Page::whole(items)
        })
    }

    async fn of_contact(&self, context: &CallContext, contact: &Id<Contact>) -> Result<Rows> {
        let endpoint = ListContactConversations {
            account: &self.account,
            contact: contact.native(),
        };
        let found = absent_is_none(self.ask(context, &endpoint).await)?;
        let rows = found.map_or_else(Vec::new, |found| found.items);
        if rows.len() < CONTACT_CONVERSATIONS_MAX {
            return Ok(rows);
        }
        let older = self.in_each_inbox(context, contact).await?;
        Ok(rows.into_iter().chain(older).collect())
    }

    /// The conversations of a contact through the ways by which the contact reaches the inboxes. That list has pages.
    async fn in_each_inbox(&self, context: &CallContext, contact: &Id<Contact>) -> Result<Rows> {
        let endpoint = GetContact {
            account: &self.account,
            contact: contact.native(),
        };
        let wire::OneContact(found) = self.ask(context, &endpoint).await?;
        let id = found.value.id;
        let ways = found.value.contact_inboxes.into_iter();
        let ways: HashSet<_> = ways.map(|way| way.source_id).collect();
        let found = each(ways, |way| self.of_way(context, way)).await;
        let rows = found.into_iter().collect::<Result<Vec<Rows>>>()?;
        // Two inboxes may call two people the same.
        let is_theirs = |row: &WithRaw<wire::Conversation>| {
            let sender = row.value.meta.sender.as_ref();
            sender.is_some_and(|sender| sender.id == id)
        };
        Ok(rows.into_iter().flatten().filter(is_theirs).collect())
    }

    async fn of_way(&self, context: &CallContext, way: String) -> Result<Rows> {
        let params = ListParams {
            source_id: Some(way),
            ..ListParams::default()
        };
        let endpoint = ListConversations {
            account: &self.account,
            params: &params,
            sort_by: sort_by(ConversationOrder::default()),
        };
        let walked = walk(&self.client, context, &endpoint, OLDER_MAX).await;
        walked.from_source(&self.key).map(|(rows, _)| rows)
    }

    pub(super) async fn listed_contacts(
        &self,
        context: &CallContext,
        query: &ContactQuery,
        request: &PageRequest,
    ) -> Result<Page<Contact>> {
        let asked = AskedContacts::of(query);
        if !asked.can_match() {
            return Ok(Page::whole(Vec::new()));
        }
        let (account, sort) = (self.account.as_str(), contact_sort(query.order));
        let mut contacts = match &asked.route {
            ContactRoute::List => {
                let endpoint = ListContacts { account, sort };
                self.people(context, &endpoint, request).await?
            }
            ContactRoute::Search(words) => {
                let endpoint = SearchContacts {
                    account,
                    words,
                    sort,
                };
                self.people(context, &endpoint, request).await?
            }
            ContactRoute::Filter(clauses) => {
                let endpoint = FilterContacts {
                    account,
                    clauses,
                    sort,
                };
                let mut people = self.people(context, &endpoint, request).await?;
                // Those that no list shows, up to 3.x.
                people.items.retain(|contact| contact.is_identified);
                people
            }
            ContactRoute::ById(ids) => self.named_people(context, ids, query.order).await?,
        };
        let companies = contacts.items.iter();
        let companies = companies.filter_map(|contact| contact.organization.clone());
        for company in companies {
            let company = map::organization(company);
            let copies = &mut contacts.related.organizations;
            map::keep(copies, company, |company| &company.id);
        }
        Ok(contacts)
    }

    async fn people<E: Paged<Item = WithRaw<wire::Contact>>>(
        &self,
        context: &CallContext,
        endpoint: &E,
        request: &PageRequest,
    ) -> Result<Page<Contact>> {
        let contact = |contact| map::contact_of_list(self.scope(), contact);
        let listed = page(&self.client, context, endpoint, request, contact).await;
        listed.from_source(&self.key)
    }

    async fn named_people(
        &self,
        context: &CallContext,
        ids: &[Id<Contact>],
        order: ContactOrder,
    ) -> Result<Page<Contact>> {
        let parts = ContactParts::all();
        let batch = self.contacts_by_id(context, ids, parts).await;
        let found: Result<Vec<_>> = batch.outcomes.into_values().collect();
        let mut items: Vec<Contact> = found?.into_iter().flatten().collect();
        items.sort_by_cached_key(|row| (Reverse(order.key(row)), row.id.native().to_owned()));
        Ok(Page::whole(items))
    }

    pub(super) async fn found_messages(
        &self,
        context: &CallContext,
        words: &str,
        request: &PageRequest,
    ) -> Result<Page<Message>> {
        // Nothing is asked for in a blank text, and the database takes no NUL.
        if words.trim().is_empty() || words.contains('\0') {
            return Ok(Page::whole(Vec::new()));
        }
        let endpoint = SearchMessages {
            account: &self.account,
            words,
        };
        let mut related = Related::default();
        let message = |found: WithRaw<wire::Message>| {
            let conversation = found.value.conversation_id?;
            let conversation = Id::new(&self.key, conversation);
            Some(map::message(
                self.scope(),
                &conversation,
                found,
                &mut related,
            ))
        };
        let found = page(&self.client, context, &endpoint, request, message).await;
        let found = found.from_source(&self.key)?;
        Ok(Page {
            items: found.items.into_iter().flatten().collect(),
            next: found.next,
            total: found.total,
            related,
        })
    }
}
