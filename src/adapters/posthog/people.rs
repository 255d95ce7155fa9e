//! Reads of persons, members and roles.

use crate::adapters::paging::{FromSource as _, walk};
use crate::model::{Agent, AgentParts, Contact, Id};
use crate::provider::{ErrorKind, Result, absent_is_none};
use crate::transport::{CallContext, Endpoint as _, WithRaw};

use super::endpoints::{GetPerson, ListMembers, ListPersons, ListRoles};
use super::filter::{PersonFilter, TicketFilter};
use super::map::{self, Memberships};
use super::native::{ContactKey, number};
use super::tickets::FEW;
use super::{PostHog, wire};

/// Most members or roles that are read to find some of them.
const MOST_OF_TEAM: usize = 5000;

impl PostHog {
    pub(super) async fn contact(&self, context: &CallContext, id: &Id<Contact>) -> Result<Contact> {
        let missing = || self.missing(GetPerson::OPERATION.id);
        match ContactKey::parse(id.native()).ok_or_else(missing)? {
            ContactKey::Person(person) => {
                let endpoint = GetPerson {
                    project: &self.project,
                    person,
                };
                let person = self.client.send(context, &endpoint).await;
                Ok(self.known(person.from_source(&self.key)?))
            }
            ContactKey::Distinct(distinct_id) => {
                let known = self.by_distinct_id(context, distinct_id).await?;
                // Who has become a person in the meantime is still found under the old id.
                Ok(Contact {
                    id: id.clone(),
                    ..known
                })
            }
            ContactKey::Ticket(ticket) => {
                let ticket = Id::new(&self.key, ticket).with_hint(id.hint().unwrap_or_default());
                let number = number(&ticket).ok_or_else(missing)?;
                let case = self.numbered(context, &ticket, number).await?;
                case.contact.ok_or_else(missing)
            }
        }
    }

    /// Maps a person and remembers who it is.
    pub(super) fn known(&self, person: WithRaw<wire::Person>) -> Contact {
        let person = map::contact(&self.key, person);
        self.persons.learn(&person, self.clock.uptime());
        person
    }

    /// Reads the customer of the latest ticket with a distinct id. Without one, the person whom the product knows by it.
    pub(super) async fn by_distinct_id(
        &self,
        context: &CallContext,
        distinct_id: &str,
    ) -> Result<Contact> {
        let filter = TicketFilter::distinct_ids(vec![distinct_id.to_owned()]);
        let is_meant = |ticket: &wire::Ticket| ticket.distinct_id == distinct_id;
        let case = self.find(context, filter, is_meant).await;
        let case = absent_is_none(case)?;
        if let Some(contact) = case.and_then(|case| case.contact) {
            return Ok(contact);
        }
        let endpoint = ListPersons {
            project: &self.project,
            filter: PersonFilter::DistinctId(distinct_id),
        };
        let found = walk(&self.client, context, &endpoint, FEW).await;
        let (persons, _) = found.from_source(&self.key)?;
        let is_meant = |person: &WithRaw<wire::Person>| {
            let mut ids = person.value.distinct_ids.iter().flatten();
            ids.any(|id| id == distinct_id)
        };
        let person = persons.into_iter().find(is_meant);
        let person = person.ok_or_else(|| self.missing(ListPersons::OPERATION.id))?;
        Ok(map::contact(&self.key, person))
    }

    pub(super) async fn all_roles(
        &self,
        context: &CallContext,
    ) -> Result<(Vec<WithRaw<wire::Role>>, bool)> {
        let endpoint = ListRoles {
            organization: &self.organization,
        };
        walk(&self.client, context, &endpoint, MOST_OF_TEAM)
            .await
            .from_source(&self.key)
    }

    /// Reads who is in which role. A key that may not see roles says nothing about them.
    pub(super) async fn memberships(
        &self,
        context: &CallContext,
        parts: AgentParts,
    ) -> Result<Option<Memberships>> {
        if !parts.contains(AgentParts::TEAMS) {
            return Ok(None);
        }
        match self.all_roles(context).await {
            Ok((roles, _)) => Ok(Some(map::memberships(&self.key, roles))),
            Err(error) if error.kind == ErrorKind::Forbidden => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn all_agents(
        &self,
        context: &CallContext,
        parts: AgentParts,
    ) -> Result<(Vec<Agent>, bool)> {
        let endpoint = ListMembers {
            organization: &self.organization,
        };
        let members = async {
            let listed = walk(&self.client, context, &endpoint, MOST_OF_TEAM).await;
            listed.from_source(&self.key)
        };
        let ((members, is_complete), memberships) =
            tokio::try_join!(members, self.memberships(context, parts))?;
        let agent = |member| {
            let mut agent = map::agent(&self.key, memberships.as_ref(), member);
            agent.known |= parts & AgentParts::TEAMS;
            agent
        };
        Ok((members.into_iter().map(agent).collect(), is_complete))
    }
}
