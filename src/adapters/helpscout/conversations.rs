//! Reading conversations, also those that were merged into others.

use std::collections::{HashMap, HashSet};
use std::future::Future;

use jiff::Timestamp;
use url::Url;

use crate::adapters::paging::{FromSource as _, each, page, walk};
use crate::model::{
    Condition as _, Contact, ContactCondition, Conversation, ConversationCondition,
    ConversationParts, ConversationQuery, Id, Page, PageRequest, Related,
};
use crate::provider::{Batch, ErrorKind, Result, absent_is_none};
use crate::transport::{self, CallContext, Paged};

use super::endpoints::{
    GetConversation, ListConversations, ListOrganizationConversations, SHORT_PAGE,
};
use super::map::{self, Found};
use super::plan::{self, ConversationList};
use super::{HelpScout, is_number, no_page, wire};

/// What only threads tell; they come along when they are asked for.
const NEEDS_THREADS: ConversationParts = ConversationParts::FIRST_MESSAGE
    .union(ConversationParts::LAST_MESSAGE)
    .union(ConversationParts::PREVIEW)
    .union(ConversationParts::WORK);

type WithRelated = (Conversation, Related);

impl HelpScout {
    /// Lists the conversations that a question is about.
    pub(super) async fn list_conversations(
        &self,
        context: &CallContext,
        query: &ConversationQuery,
        request: &PageRequest,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        let mut rows = match plan::conversations(query).0 {
            ConversationList::All(list) => {
                let list = ListConversations {
                    with_threads: parts.intersects(NEEDS_THREADS),
                    ..list
                };
                let found = list.with_threads.then_some(Found::InList);
                self.rows(context, &list, request, found).await?
            }
            ConversationList::OfOrganization(organization) => {
                self.rows_of(context, &organization, request).await?
            }
        };
        for condition in &query.conditions {
            if let ConversationCondition::ContactEmail(address) = condition {
                self.tell_addresses(context, address, &mut rows).await?;
            }
        }
        if parts.contains(ConversationParts::ORGANIZATION) {
            self.tell_organizations(context, &mut rows).await;
        }
        Ok(rows)
    }

    async fn rows_of(
        &self,
        context: &CallContext,
        organization: &str,
        request: &PageRequest,
    ) -> Result<Page<Conversation>> {
        let list = ListOrganizationConversations { organization };
        let rows = self.rows(context, &list, request, None).await;
        let mut rows = absent_is_none(rows)?.unwrap_or_else(no_page);
        for row in &mut rows.items {
            row.organization = Some(Id::new(&self.key, organization));
            row.known |= ConversationParts::ORGANIZATION;
        }
        Ok(rows)
    }

    async fn rows<E>(
        &self,
        context: &CallContext,
        endpoint: &E,
        request: &PageRequest,
        found: Option<Found>,
    ) -> Result<Page<Conversation>>
    where
        E: Paged<Item = transport::WithRaw<wire::Conversation>>,
    {
        let map = |one| map::conversation(&self.key, one, found);
        let rows = page(&self.client, context, endpoint, request, map)
            .await
            .from_source(&self.key)?;
        let (items, related) = apart(rows.items);
        Ok(Page {
            items,
            next: rows.next,
            total: rows.total,
            related,
        })
    }

    /// Lets the copies of contacts tell all addresses, where the one that they tell is not the one that was looked for.
    /// The search knows all addresses of a customer, and finds who reads along as well.
    async fn tell_addresses(
        &self,
        context: &CallContext,
        address: &str,
        rows: &mut Page<Conversation>,
    ) -> Result<()> {
        let is_it = ContactCondition::Email(address.to_owned());
        let holds = |one: &&Contact| is_it.holds(one, &rows.related, Timestamp::UNIX_EPOCH);
        let told: HashSet<_> = rows
            .related
            .contacts
            .iter()
            .filter(holds)
            .map(|one| &one.id)
            .collect();
        let contacts = rows.items.iter().filter_map(|row| row.contact.as_ref());
        let silent: HashSet<_> = contacts.filter(|id| !told.contains(id)).cloned().collect();
        let customers = self.whole_contacts(context, silent).await;
        if let Some(error) = customers
            .outcomes
            .values()
            .find_map(|one| one.as_ref().err())
        {
            return Err(error.clone());
        }
        replace_contacts(&mut rows.related, customers);
        Ok(())
    }

    async fn tell_organizations(&self, context: &CallContext, rows: &mut Page<Conversation>) {
        let is_silent = |row: &&Conversation| !row.known.contains(ConversationParts::ORGANIZATION);
        let silent = rows.items.iter().filter(is_silent);
        let contacts = silent.filter_map(|row| row.contact.clone()).collect();
        let customers = self.whole_contacts(context, contacts).await;
        for conversation in &mut rows.items {
            if !conversation.known.contains(ConversationParts::ORGANIZATION) {
                // A list may know less: whoever needs the company will ask again.
                let _ = add_organization(conversation, &customers);
            }
        }
        replace_contacts(&mut rows.related, customers);
    }

    /// Reads conversations by their ids: several in one call, and one by one what that call did not bring.
    ///
    /// The search behind the first call may lag behind, and it does not know merged conversations.
    pub(super) async fn find_conversations(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
        parts: ConversationParts,
    ) -> Batch<Conversation> {
        let with_threads = parts.intersects(NEEDS_THREADS);
        let mut batch = Batch::of_found(ids, Vec::new(), |one: &Conversation| &one.id);
        let numbers: Vec<_> = ids.iter().filter(|id| is_number(id.native())).collect();
        let mut missing: Vec<Id<Conversation>> = numbers.iter().copied().cloned().collect();
        if numbers.len() > 1 {
            let chunks = each(numbers.chunks(SHORT_PAGE), |chunk| {
                self.search(context, chunk, with_threads)
            })
            .await;
            missing.clear();
            for (found, not_found) in chunks {
                batch.merge(found);
                missing.extend(not_found);
            }
        }
        batch.merge(self.look_up(context, &missing, with_threads).await);
        if parts.contains(ConversationParts::ORGANIZATION) {
            self.add_organizations(context, &mut batch).await;
        }
        batch
    }

    /// Asks for up to a page of conversations. Returns what was answered, and what has to be looked up.
    async fn search(
        &self,
        context: &CallContext,
        ids: &[&Id<Conversation>],
        with_threads: bool,
    ) -> (Batch<Conversation>, Vec<Id<Conversation>>) {
        let ids: Vec<Id<Conversation>> = ids.iter().copied().cloned().collect();
        let natives = ids.iter().map(Id::native);
        let endpoint = ListConversations {
            query: vec![plan::any_number("id", natives)],
            with_threads,
            ..ListConversations::default()
        };
        let answer = walk(&self.client, context, &endpoint, SHORT_PAGE).await;
        let rows = match answer.from_source(&self.key) {
            Ok((rows, _)) => rows,
            // A server that does not understand the question still knows the single conversations.
            Err(error) if error.kind == ErrorKind::Rejected => Vec::new(),
            Err(error) => return (Batch::failed(&ids, &error), Vec::new()),
        };
        let found = with_threads.then_some(Found::InList);
        let map = |row| map::conversation(&self.key, row, found);
        let (conversations, related) = apart(rows.into_iter().map(map));
        let known: HashSet<_> = conversations.iter().map(|one| one.id.clone()).collect();
        let (found, missing): (Vec<_>, Vec<_>) = ids.into_iter().partition(|id| known.contains(id));
        let batch = Batch::of_found(&found, conversations, |one| &one.id);
        (batch.with_related(related), missing)
    }

    async fn look_up(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
        with_threads: bool,
    ) -> Batch<Conversation> {
        let answers = each(ids, |id| self.conversation(context, id, with_threads)).await;
        let mut batch = Batch::of_lookups([]);
        for (id, answer) in ids.iter().zip(answers) {
            let conversation = absent_is_none(answer).map(|found| {
                found.map(|(conversation, along)| {
                    batch.related.append(along);
                    conversation
                })
            });
            // Under the id that was asked for, also when another conversation took over.
            batch.outcomes.insert(id.clone(), conversation);
        }
        batch
    }

    /// Reads one conversation, or the one it was merged into.
    async fn conversation(
        &self,
        context: &CallContext,
        id: &Id<Conversation>,
        with_threads: bool,
    ) -> Result<WithRelated> {
        let found = with_threads.then_some(Found::Whole);
        let conversation = self.wire_conversation(context, id, with_threads).await?;
        Ok(map::conversation(&self.key, conversation, found))
    }

    /// Reads one conversation, or the one it was merged into, in the provider's words.
    pub(super) async fn wire_conversation(
        &self,
        context: &CallContext,
        id: &Id<Conversation>,
        with_threads: bool,
    ) -> Result<transport::WithRaw<wire::Conversation>> {
        let answer = self.get(context, id.native(), with_threads).await;
        let answer = match answer {
            Err(error) => match moved_to(&error) {
                Some(native) => self.get(context, &native, with_threads).await,
                None => Err(error),
            },
            answer => answer,
        };
        answer.from_source(&self.key)
    }

    async fn get(
        &self,
        context: &CallContext,
        conversation: &str,
        with_threads: bool,
    ) -> std::result::Result<transport::WithRaw<wire::Conversation>, transport::Error> {
        let endpoint = GetConversation {
            conversation,
            with_threads,
        };
        self.client.send(context, &endpoint).await
    }

    /// Asks about something below a conversation, and asks again below the one it was merged into: there everything
    /// below a merged conversation answers 404, and only the conversation itself says where it went.
    pub(super) async fn follow<T, F>(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        ask: impl Fn(Id<Conversation>) -> F,
    ) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        let missing = match ask(conversation.clone()).await {
            Err(error) if error.kind == ErrorKind::NotFound && is_number(conversation.native()) => {
                error
            }
            outcome => return outcome,
        };
        let moved = match self.get(context, conversation.native(), false).await {
            Ok(_) => None,
            Err(error) => moved_to(&error),
        };
        match moved {
            Some(native) => ask(Id::new(&self.key, native)).await,
            None => Err(missing),
        }
    }

    /// Reads the customers of conversations, who alone know their company and all their addresses.
    async fn whole_contacts(
        &self,
        context: &CallContext,
        contacts: HashSet<Id<Contact>>,
    ) -> Batch<Contact> {
        let contacts: Vec<_> = contacts.into_iter().collect();
        self.customers(context, &contacts).await
    }

    async fn add_organizations(&self, context: &CallContext, batch: &mut Batch<Conversation>) {
        let found = batch.outcomes.values().filter_map(|one| one.as_ref().ok());
        let contacts = found.flatten().filter_map(|one| one.contact.clone());
        let customers = self.whole_contacts(context, contacts.collect()).await;
        for outcome in batch.outcomes.values_mut() {
            if let Ok(Some(conversation)) = outcome
                && let Err(error) = add_organization(conversation, &customers)
            {
                *outcome = Err(error);
            }
        }
        replace_contacts(&mut batch.related, customers);
    }
}

/// Gathers what came along with each conversation.
fn apart(rows: impl IntoIterator<Item = WithRelated>) -> (Vec<Conversation>, Related) {
    let mut related = Related::default();
    let along = |(conversation, along)| {
        related.append(along);
        conversation
    };
    let conversations = rows.into_iter().map(along).collect();
    (conversations, related)
}

fn add_organization(conversation: &mut Conversation, customers: &Batch<Contact>) -> Result<()> {
    let contact = conversation.contact.as_ref();
    match contact.and_then(|contact| customers.outcomes.get(contact)) {
        Some(Err(error)) => return Err(error.clone()),
        Some(Ok(Some(contact))) => conversation.organization.clone_from(&contact.organization),
        Some(Ok(None)) | None => {}
    }
    conversation.known |= ConversationParts::ORGANIZATION;
    Ok(())
}

/// Puts whole copies in the place of short ones.
fn replace_contacts(related: &mut Related, customers: Batch<Contact>) {
    let outcomes: HashMap<_, _> = customers.outcomes;
    let is_whole = |id: &Id<Contact>| matches!(outcomes.get(id), Some(Ok(Some(_))));
    related.contacts.retain(|contact| !is_whole(&contact.id));
    let found = outcomes.into_values().filter_map(Result::ok).flatten();
    related.contacts.extend(found);
    related.append(customers.related);
}

/// The id that an answer says a conversation has now.
fn moved_to(error: &transport::Error) -> Option<String> {
    if error.kind != transport::ErrorKind::Moved {
        return None;
    }
    // The address may be relative; only its last step is used.
    let base = Url::parse("http://base.invalid/").ok()?;
    let url = base.join(error.location.as_deref()?).ok()?;
    let native = url.path_segments()?.next_back()?;
    is_number(native).then(|| native.to_owned())
}

#[cfg(test)]
mod tests {
    use super::moved_to;
    use crate::transport::{Error, ErrorKind};

    #[test]
    fn the_last_step_of_an_address_is_the_new_id() {
        let moved = |location: Option<&str>| {
            let mut error = Error::new(ErrorKind::Moved, "helpscout.conversations.get", "moved");
            error.location = location.map(str::to_owned);
            moved_to(&error)
        };
        let new = Some("2591003377".to_owned());
        let base = "https://api.helpscout.net/v2/conversations";
        assert_eq!(moved(Some(&format!("{base}/2591003377"))), new);
        assert_eq!(
            moved(Some("/v2/conversations/2591003377?embed=threads")),
            new
        );
        assert_eq!(moved(Some(&format!("{base}/elsewhere"))), None);
        assert_eq!(moved(Some("")), None);
        assert_eq!(moved(None), None);
    }
}
