//! Reading people and the small lists of the account.

use std::collections::HashMap;
use std::future::Future;

use crate::adapters::paging::{FromSource as _, each, lookups, page, walk};
use crate::model::{
    Agent, AgentParts, Availability, Contact, ContactQuery, Id, Inbox, Organization, Page,
    PageRequest, Tag, Team,
};
use crate::provider::{Batch, Result, absent_is_none};
use crate::transport::{CallContext, Endpoint, Paged, WithRaw};

use super::endpoints::{
    GetCustomer, GetMailbox, GetOrganization, GetTag, GetUser, ListMailboxes,
    ListOrganizationCustomers, ListOrganizations, ListTags, ListTeamMembers, ListTeams,
    ListUserStatuses, ListUsers,
};
use super::plan::{self, ContactList};
use super::{HelpScout, map, no_page, wire};

/// Rows of a small list that are read to find some of them.
const MOST: usize = 1000;

impl HelpScout {
    /// Lists the customers that a question is about.
    pub(super) async fn list_customers(
        &self,
        context: &CallContext,
        query: &ContactQuery,
        request: &PageRequest,
    ) -> Result<Page<Contact>> {
        match plan::contacts(query).0 {
            ContactList::All(list) => self.contacts_in(context, &list, request).await,
            ContactList::OfOrganization(organization) => {
                let list = ListOrganizationCustomers {
                    organization: &organization,
                };
                let contacts = self.contacts_in(context, &list, request).await;
                Ok(absent_is_none(contacts)?.unwrap_or_else(no_page))
            }
            ContactList::ByIds(natives) => self.contacts_as_page(context, &natives).await,
        }
    }

    async fn contacts_in<E>(
        &self,
        context: &CallContext,
        list: &E,
        request: &PageRequest,
    ) -> Result<Page<Contact>>
    where
        E: Paged<Item = WithRaw<wire::Customer>>,
    {
        let mut companies = Vec::new();
        let contact = |customer| {
            let (contact, company) = map::contact(&self.key, customer);
            companies.extend(company);
            contact
        };
        let mut contacts = page(&self.client, context, list, request, contact)
            .await
            .from_source(&self.key)?;
        contacts.related.organizations = companies;
        Ok(contacts)
    }

    /// Makes a page of customers that are read one by one.
    async fn contacts_as_page(
        &self,
        context: &CallContext,
        natives: &[String],
    ) -> Result<Page<Contact>> {
        let ids = natives.iter().map(|one| Id::new(&self.key, one.as_str()));
        let ids: Vec<_> = ids.collect();
        let mut batch = self.customers(context, &ids).await;
        let outcomes = ids.iter().filter_map(|id| batch.outcomes.remove(id));
        let found: Vec<Option<Contact>> = outcomes.collect::<Result<_>>()?;
        let items: Vec<Contact> = found.into_iter().flatten().collect();
        Ok(Page {
            total: u64::try_from(items.len()).ok(),
            items,
            next: None,
            related: batch.related,
        })
    }

    /// Reads customers one by one: there is no way to ask for several by their numbers.
    pub(super) async fn customers(
        &self,
        context: &CallContext,
        ids: &[Id<Contact>],
    ) -> Batch<Contact> {
        let answers = each(ids, |id| async move {
            let customer = self.number(id, GetCustomer::OPERATION.id)?;
            let customer = self.client.send(context, &GetCustomer { customer }).await;
            let customer = customer.from_source(&self.key)?;
            Ok(map::contact(&self.key, customer))
        })
        .await;
        let mut batch = Batch::of_lookups([]);
        for (id, answer) in ids.iter().zip(answers) {
            let contact = absent_is_none(answer).map(|found| {
                found.map(|(contact, company)| {
                    batch.related.organizations.extend(company);
                    contact
                })
            });
            batch.outcomes.insert(id.clone(), contact);
        }
        batch
    }

    /// Reads organizations.
    pub(super) async fn companies(
        &self,
        context: &CallContext,
        ids: &[Id<Organization>],
    ) -> Batch<Organization> {
        let list = self.whole(context, &ListOrganizations, |one| {
            Some(map::organization(&self.key, one))
        });
        let single = |id: Id<Organization>| async move {
            let organization = self.number(&id, GetOrganization::OPERATION.id)?;
            let endpoint = GetOrganization { organization };
            let found = self.client.send(context, &endpoint).await;
            Ok(map::organization(&self.key, found.from_source(&self.key)?))
        };
        pick(ids, list, single, |one| &one.id).await
    }

    /// Reads users, and what only other lists tell of them if it is wanted.
    pub(super) async fn users(
        &self,
        context: &CallContext,
        ids: &[Id<Agent>],
        parts: AgentParts,
    ) -> Batch<Agent> {
        let statuses = async {
            let is_wanted = parts.contains(AgentParts::PROFILE);
            optional(is_wanted, self.availabilities(context)).await
        };
        let teams = async {
            let is_wanted = parts.contains(AgentParts::TEAMS);
            optional(is_wanted, self.memberships(context)).await
        };
        let (mut batch, statuses, teams) =
            tokio::join!(self.plain_users(context, ids), statuses, teams);
        let (statuses, mut teams) = match (statuses, teams) {
            (Ok(statuses), Ok(teams)) => (statuses, teams),
            (Err(error), _) | (_, Err(error)) => return Batch::failed(ids, &error),
        };
        let agents = batch
            .outcomes
            .values_mut()
            .filter_map(|one| one.as_mut().ok());
        for agent in agents.flatten() {
            if let Some(statuses) = &statuses {
                let status = statuses.get(agent.id.native());
                agent.availability = status.copied().unwrap_or(Availability::Unknown);
                agent.known |= AgentParts::PROFILE;
            }
            if let Some(teams) = &mut teams {
                agent.teams = Some(teams.remove(agent.id.native()).unwrap_or_default());
                agent.known |= AgentParts::TEAMS;
            }
        }
        batch
    }

    async fn plain_users(&self, context: &CallContext, ids: &[Id<Agent>]) -> Batch<Agent> {
        let list = self.whole(context, &ListUsers, |user| map::agent(&self.key, user));
        let single = |id: Id<Agent>| async move {
            let operation = GetUser::OPERATION.id;
            let user = self.number(&id, operation)?;
            let user = self.client.send(context, &GetUser { user }).await;
            let agent = map::agent(&self.key, user.from_source(&self.key)?);
            agent.ok_or_else(|| self.missing(operation))
        };
        pick(ids, list, single, |agent| &agent.id).await
    }

    async fn availabilities(&self, context: &CallContext) -> Result<HashMap<String, Availability>> {
        let statuses = walk(&self.client, context, &ListUserStatuses, MOST).await;
        let (statuses, _) = statuses.from_source(&self.key)?;
        Ok(statuses.into_iter().map(map::availability).collect())
    }

    /// The teams of each user, by the user's number. Only a team knows its members.
    async fn memberships(&self, context: &CallContext) -> Result<HashMap<String, Vec<Id<Team>>>> {
        let team = |one| Some(map::team(&self.key, one));
        let (teams, _) = self.whole(context, &ListTeams, team).await?;
        let members = each(teams, |team| async move {
            let endpoint = ListTeamMembers {
                team: team.id.native(),
            };
            let members = walk(&self.client, context, &endpoint, MOST).await;
            let (members, _) = members.from_source(&self.key)?;
            Ok((team.id, members))
        })
        .await;
        let mut memberships: HashMap<String, Vec<Id<Team>>> = HashMap::new();
        for members in members {
            let (team, members) = members?;
            for member in members {
                let user = member.value.id.to_string();
                memberships.entry(user).or_default().push(team.clone());
            }
        }
        Ok(memberships)
    }

    /// Reads teams, which cannot be read one by one.
    pub(super) async fn teams_among_all(
        &self,
        context: &CallContext,
        ids: &[Id<Team>],
    ) -> Batch<Team> {
        let team = |one| Some(map::team(&self.key, one));
        match self.whole(context, &ListTeams, team).await {
            Ok((teams, _)) => Batch::of_found(ids, teams, |team| &team.id),
            Err(error) => Batch::failed(ids, &error),
        }
    }

    /// Reads tags.
    pub(super) async fn labels(&self, context: &CallContext, ids: &[Id<Tag>]) -> Batch<Tag> {
        let list = self.whole(context, &ListTags, |tag| Some(map::tag(&self.key, tag)));
        let single = |id: Id<Tag>| async move {
            let tag = self.number(&id, GetTag::OPERATION.id)?;
            let tag = self.client.send(context, &GetTag { tag }).await;
            Ok(map::tag(&self.key, tag.from_source(&self.key)?))
        };
        pick(ids, list, single, |tag| &tag.id).await
    }

    /// Reads mailboxes.
    pub(super) async fn mailboxes(&self, context: &CallContext, ids: &[Id<Inbox>]) -> Batch<Inbox> {
        let list = self.whole(context, &ListMailboxes, |one| {
            Some(map::inbox(&self.key, one))
        });
        let single = |id: Id<Inbox>| async move {
            let mailbox = self.number(&id, GetMailbox::OPERATION.id)?;
            let mailbox = self.client.send(context, &GetMailbox { mailbox }).await;
            Ok(map::inbox(&self.key, mailbox.from_source(&self.key)?))
        };
        pick(ids, list, single, |inbox| &inbox.id).await
    }

    /// Reads a small list to its end, or as far as is sensible.
    async fn whole<E: Paged, T>(
        &self,
        context: &CallContext,
        endpoint: &E,
        map: impl Fn(E::Item) -> Option<T>,
    ) -> Result<(Vec<T>, bool)> {
        let rows = walk(&self.client, context, endpoint, MOST).await;
        let (rows, is_complete) = rows.from_source(&self.key)?;
        Ok((rows.into_iter().filter_map(map).collect(), is_complete))
    }
}

async fn optional<T>(is_wanted: bool, ask: impl Future<Output = Result<T>>) -> Result<Option<T>> {
    if is_wanted {
        ask.await.map(Some)
    } else {
        Ok(None)
    }
}

/// Finds objects: one by its number, several in the list, and by their numbers those that lie beyond what was read of it.
async fn pick<T, F>(
    ids: &[Id<T>],
    list: impl Future<Output = Result<(Vec<T>, bool)>>,
    single: impl Fn(Id<T>) -> F,
    id_of: impl Fn(&T) -> &Id<T>,
) -> Batch<T>
where
    F: Future<Output = Result<T>>,
{
    if ids.len() <= 1 {
        return lookups(ids, single).await;
    }
    let (found, is_complete) = match list.await {
        Ok(list) => list,
        Err(error) => return Batch::failed(ids, &error),
    };
    let mut batch = Batch::of_found(ids, found, id_of);
    if !is_complete {
        let is_missing = |id: &&Id<T>| matches!(batch.outcomes.get(id), Some(Ok(None)));
        let missing: Vec<_> = ids.iter().filter(is_missing).cloned().collect();
        batch.merge(lookups(&missing, single).await);
    }
    batch
}
