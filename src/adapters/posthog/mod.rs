//! `PostHog` Conversations: the support desk inside a product analytics project.
//!
//! Written against the older generation of its server, whose messages are comments on a ticket. What bites:
//!
//! * Reading one ticket by its address marks it as read. Single tickets are therefore searched for in the list by their
//!   number, which the ids of conversations carry as a hint.
//! * The list ignores filters that it does not understand, so only what it can read is sent, and look-ups check the row.
//! * Tickets are paged by offset; comments by cursor, a hundred at a time, newest first.
//! * A comment of the customer does not say who that is. The ticket does, and is remembered for it.
//! * A ticket names its assigned role, but of its assigned user tells the address alone.
//!
//! What bites when writing:
//!
//! * A comment is sent to the customer unless `is_private` is exactly `true`, so notes and replies are two endpoints here.
//! * The answer to a change has `person: null`, which says nothing about the customer.
//! * A snooze that begins or ends changes the status, unless the same change names one; so here it always does.
//! * A wrong assignee is refused after everything else is saved, so assigning is a call of its own.
//! * A comment on a ticket that does not exist is taken without a word, so the ticket is looked for first.
//! * Tags are replaced whole, and ignored where they are not paid for.
//! * New tickets and drafts refuse personal API keys; the endpoint that tags many tickets takes no UUIDs and is not used.

mod comments;
mod endpoints;
mod filter;
mod link;
mod lists;
mod map;
mod native;
mod people;
mod persons;
mod plan;
mod profile;
mod refusal;
mod requesters;
mod tables;
#[cfg(test)]
mod tests;
mod tickets;
mod wire;
mod writes;

use async_trait::async_trait;
use secrecy::SecretString;
use url::Url;

use crate::adapters::paging::{FromSource as _, each, lookups, page, picked};
use crate::adapters::{Setup, build_client};
use crate::clock::SharedClock;
use crate::model::command::Command;
use crate::model::{
    Agent, AgentParts, Condition, Contact, ContactCondition, ContactParts, ContactQuery,
    Conversation, ConversationCondition, ConversationParts, ConversationQuery, DirectoryParts, Id,
    Message, MessageOrder, MessageParts, Page, PageRequest, Query, Related, SourceKey, Tag, Team,
};
use crate::provider::{
    Batch, Capability, ConversationRef, Error, ErrorKind, Plan, Profile, Provider, Refusal, Result,
    WriteContext, WriteResult,
};
use crate::transport::{Auth, CallContext, Client, Endpoint as _};

use endpoints::{ListComments, ListMembers, ListRoles};
use filter::TicketFilter;
use map::Mapped;
use native::{is_uuid, number};
use persons::Persons;
pub(crate) use profile::PROFILE;
use refusal::refine;
use requesters::Requesters;
use writes::Rights;

/// What a `PostHog` source is configured with.
#[derive(Debug)]
pub struct Account {
    /// Id of the project.
    pub project_id: String,
    /// Organization whose members are the agents; `@current` is that of the key.
    pub organization_id: String,
    /// Personal API key.
    pub api_key: SecretString,
}

#[derive(Debug)]
pub(super) struct PostHog {
    key: SourceKey,
    client: Client,
    clock: SharedClock,
    project: String,
    organization: String,
    requesters: Requesters,
    persons: Persons,
    rights: Rights,
}

impl PostHog {
    pub(super) fn new(setup: Setup, account: Account) -> anyhow::Result<Self> {
        let Account {
            project_id,
            organization_id,
            api_key,
        } = account;
        let rights = Rights::of(&api_key);
        let key = setup.key.clone();
        let clock = setup.clock.clone();
        let client = build_client(setup, Auth::Bearer(api_key), refine)?;
        Ok(Self {
            key,
            client,
            clock,
            project: project_id,
            organization: organization_id,
            requesters: Requesters::new(),
            persons: Persons::new(),
            rights,
        })
    }

    fn missing(&self, operation: &'static str) -> Error {
        Error::new(ErrorKind::NotFound, &self.key, operation)
    }

    /// Refuses a question that is not all pushed, rather than answer more than was asked for.
    fn require<C: Condition, O>(&self, plan: &Plan<C>, query: &Query<C, O>) -> Result<()> {
        if plan.can_match && plan.pushed == query.conditions {
            return Ok(());
        }
        Err(Error::unsupported(&self.key, "a condition of the list"))
    }

    /// What is not in a list that was not read to its end may still exist.
    fn unsure<T>(
        &self,
        mut batch: Batch<T>,
        is_complete: bool,
        operation: &'static str,
    ) -> Batch<T> {
        let missing = batch.outcomes.values_mut();
        for outcome in missing.filter(|outcome| !is_complete && matches!(outcome, Ok(None))) {
            *outcome = Err(Error::unsupported(&self.key, operation));
        }
        batch
    }
}

#[async_trait]
impl Provider for PostHog {
    fn profile(&self) -> &'static Profile {
        &PROFILE
    }

    fn key(&self) -> &SourceKey {
        &self.key
    }

    async fn check(&self, context: &CallContext) -> Result<()> {
        let endpoint = self.tickets(TicketFilter::default());
        let request = PageRequest::first(1);
        let first = page(&self.client, context, &endpoint, &request, drop);
        first.await.map(drop).from_source(&self.key)
    }

    fn plan_conversations(&self, query: &ConversationQuery) -> Plan<ConversationCondition> {
        plan::conversations(query).1
    }

    async fn conversations(
        &self,
        context: &CallContext,
        query: &ConversationQuery,
        request: PageRequest,
        _: ConversationParts,
    ) -> Result<Page<Conversation>> {
        let (route, plan) = plan::conversations(query);
        self.require(&plan, query)?;
        self.asked_tickets(context, route, query.order, &request)
            .await
    }

    async fn conversations_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
        _: ConversationParts,
    ) -> Batch<Conversation> {
        let mut batch = Batch::of_found(ids, Vec::new(), |conversation: &Conversation| {
            &conversation.id
        });
        let possible = ids.iter().filter(|id| is_uuid(id.native())).cloned();
        let (numbered, bare): (Vec<_>, Vec<_>) = possible.partition(|id| number(id).is_some());
        let (numbered, bare) = tokio::join!(
            self.all_numbered(context, &numbered),
            self.scanned(context, &bare)
        );
        batch.merge(numbered);
        batch.merge(bare);
        batch
    }

    fn conversation_of_url(&self, url: &Url) -> Option<ConversationRef> {
        link::ticket(&self.key, self.client.base_url(), &self.project, url)
    }

    async fn messages(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        order: MessageOrder,
        request: PageRequest,
    ) -> Result<Page<Message>> {
        if !is_uuid(conversation.native()) {
            return Err(self.missing(ListComments::OPERATION.id));
        }
        let (comments, (requester, mut related)) = tokio::try_join!(
            self.comments(context, conversation, order, &request),
            self.requester(context, conversation)
        )?;
        let mut items = Vec::new();
        for comment in comments.items {
            let Mapped { message, agent } = map::message(conversation, &requester, comment);
            items.push(message);
            let is_new = |agent: &Agent| related.agents.iter().all(|known| known.id != agent.id);
            let agent = agent.filter(is_new);
            related.agents.extend(agent);
        }
        Ok(Page {
            items,
            next: comments.next,
            total: comments.total,
            related,
        })
    }

    async fn messages_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Message>],
        _: MessageParts,
    ) -> Batch<Message> {
        let found = each(ids, |id| self.message(context, id)).await;
        let mut related = Related::default();
        let outcomes = ids.iter().zip(found).map(|(id, found)| {
            let message = found.map(|Mapped { message, agent }| {
                related.agents.extend(agent);
                message
            });
            (id.clone(), message)
        });
        let batch = Batch::of_lookups(outcomes);
        batch.with_related(related)
    }

    async fn latest_messages(
        &self,
        context: &CallContext,
        conversations: &[Id<Conversation>],
    ) -> Vec<(Id<Conversation>, Result<Option<Message>>)> {
        let latest = each(conversations, |id| self.latest_message(context, id)).await;
        conversations.iter().cloned().zip(latest).collect()
    }

    fn plan_contacts(&self, query: &ContactQuery) -> Plan<ContactCondition> {
        plan::contacts(query).1
    }

    async fn contacts(
        &self,
        context: &CallContext,
        query: &ContactQuery,
        request: PageRequest,
    ) -> Result<Page<Contact>> {
        let (route, plan) = plan::contacts(query);
        self.require(&plan, query)?;
        self.asked_contacts(context, route, query.order, &request)
            .await
    }

    async fn contacts_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Contact>],
        _: ContactParts,
    ) -> Batch<Contact> {
        lookups(ids, |id| async move { self.contact(context, &id).await }).await
    }

    async fn agents(&self, context: &CallContext, request: PageRequest) -> Result<Page<Agent>> {
        let endpoint = ListMembers {
            organization: &self.organization,
        };
        let agent = |member| map::agent(&self.key, None, member);
        page(&self.client, context, &endpoint, &request, agent)
            .await
            .from_source(&self.key)
    }

    async fn agents_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Agent>],
        parts: AgentParts,
    ) -> Batch<Agent> {
        match self.all_agents(context, parts).await {
            Err(error) => Batch::failed(ids, &error),
            Ok((agents, is_complete)) => {
                let along = |agents| Related {
                    agents,
                    ..Related::default()
                };
                let batch = picked(ids, Ok(Page::whole(agents)), |agent| &agent.id, along);
                self.unsure(batch, is_complete, "agents_by_id")
            }
        }
    }

    async fn teams(&self, context: &CallContext, request: PageRequest) -> Result<Page<Team>> {
        let endpoint = ListRoles {
            organization: &self.organization,
        };
        let team = |role| map::team(&self.key, role);
        page(&self.client, context, &endpoint, &request, team)
            .await
            .from_source(&self.key)
    }

    async fn teams_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Team>],
        _: DirectoryParts,
    ) -> Batch<Team> {
        match self.all_roles(context).await {
            Err(error) => Batch::failed(ids, &error),
            Ok((roles, is_complete)) => {
                let teams = roles.into_iter().map(|role| map::team(&self.key, role));
                let along = |teams| Related {
                    teams,
                    ..Related::default()
                };
                let batch = picked(
                    ids,
                    Ok(Page::whole(teams.collect())),
                    |team| &team.id,
                    along,
                );
                self.unsure(batch, is_complete, "teams_by_id")
            }
        }
    }

    /// A tag is its name, and nothing can tell which names are in use.
    async fn tags_by_id(&self, _: &CallContext, ids: &[Id<Tag>], _: DirectoryParts) -> Batch<Tag> {
        let tags = ids.iter().filter_map(|id| map::tag(&self.key, id.native()));
        Batch::of_found(ids, tags.collect(), |tag| &tag.id)
    }

    fn admit(&self, command: &Command) -> std::result::Result<(), Refusal> {
        writes::admit(command, &self.rights, self.clock.now())
    }

    async fn write(&self, context: &WriteContext, command: &Command) -> WriteResult {
        self.make(context, command).await
    }

    fn permits(&self, _: &Conversation, capability: Capability) -> bool {
        writes::permits(&self.rights, capability)
    }

    fn permits_message(&self, message: &Message, capability: Capability) -> bool {
        writes::permits_message(message, capability)
    }
}
