//! Cord: comment threads on the pages of a product.
//!
//! The hosted service closed in August 2024 and the code was released, so a self-hosted server is the peer. What bites:
//!
//! * A thread carries no time and no author. Both come from its messages, so a row of a list costs one more call.
//! * Missing users and groups answer 401 in many places; only the error name tells it from a bad token.
//! * The list of threads has had three shapes; the document says a bare array.
//! * `total` counts deleted messages; `userMessages` does not.
//!
//! What bites when writing:
//!
//! * There is no user behind the token, so every message must name its author, who must belong to the thread's group.
//! * No write answers the thing that was written.
//! * A PUT of a thread or a user changes what it names only, but replaces metadata whole; a PUT of a user or group that
//!   does not exist makes it.
//! * Ids are the customer's to choose, so a message with the same id is made once. Threads and messages whose id the server
//!   chose (`cord:…`) take neither new messages nor edits.
//! * Resolving without naming a user leaves no trace in the thread, and a new message reopens a resolved one.
//! * People who are not of the thread's group are passed over as followers without a word.

mod endpoints;
mod filter;
mod map;
mod metadata;
mod plan;
mod profile;
mod refusal;
mod roster;
mod tables;
#[cfg(test)]
mod tests;
mod threads;
mod users;
mod wire;
mod writes;

use std::sync::Arc;

use async_trait::async_trait;
use secrecy::SecretString;

use crate::adapters::paging::{FromSource as _, each, lookups, page};
use crate::adapters::{Setup, build_client};
use crate::model::command::Command;
use crate::model::{
    Agent, AgentParts, Attachment, Condition, Contact, ContactCondition, ContactParts,
    ContactQuery, Conversation, ConversationCondition, ConversationParts, ConversationQuery,
    ConversationStatus, Id, Message, MessageOrder, MessageParts, Organization, OrganizationParts,
    Page, PageRequest, Query, SourceKey, Thread,
};
use crate::provider::{
    Batch, Capability, Error, ErrorKind, Plan, Profile, Provider, Refusal, Result, WriteContext,
    WriteResult, absent_is_none,
};
use crate::transport::{Auth, CallContext, Client, Download, Endpoint as _, SignedToken};

use endpoints::{DOWNLOAD_FILE, GetGroup, GetMessage, ListGroupMembers, ListGroups, Verify};
use map::{AgentIds, Scope};
pub(crate) use profile::PROFILE;
use roster::Roster;
use users::add_times;

/// What a Cord source is configured with.
#[derive(Debug)]
pub struct Account {
    /// Id of the project.
    pub project_id: String,
    /// Shared secret of the project; signs the tokens.
    pub secret: SecretString,
    /// Group whose members are agents.
    pub agent_group: Option<String>,
    /// Users who are agents.
    pub agent_users: Vec<String>,
    /// The user who writes when nobody else is named.
    pub speaks_as: Option<String>,
}

#[derive(Debug)]
pub(super) struct Cord {
    key: SourceKey,
    client: Client,
    roster: Roster,
    speaks_as: Option<Id<Agent>>,
}

impl Cord {
    pub(super) fn new(setup: Setup, account: Account) -> anyhow::Result<Self> {
        let Account {
            project_id,
            secret,
            agent_group,
            agent_users,
            speaks_as,
        } = account;
        let clock = setup.clock.clone();
        let auth = Auth::Signed(SignedToken::new(
            "project_id",
            project_id,
            secret,
            clock.clone(),
        ));
        let key = setup.key.clone();
        let client = build_client(setup, auth, refusal::refine)?;
        Ok(Self {
            speaks_as: speaks_as.map(|user| Id::new(&key, user)),
            key,
            client,
            roster: Roster::new(agent_group, agent_users, clock),
        })
    }

    async fn agent_ids(&self, context: &CallContext) -> Result<Arc<AgentIds>> {
        self.roster
            .agents(&self.client, context)
            .await
            .from_source(&self.key)
    }

    /// Refuses a question that is not all pushed, rather than answer more than was asked for.
    fn require<C: Condition, O>(&self, plan: &Plan<C>, query: &Query<C, O>) -> Result<()> {
        if plan.can_match && plan.pushed == query.conditions {
            return Ok(());
        }
        Err(Error::unsupported(&self.key, "a condition of the list"))
    }
}

/// Cord refuses ids that it could never have given with a 400. For a reader they do not exist.
fn unknown_id(mut error: Error) -> Error {
    let code = error
        .source
        .as_ref()
        .and_then(|wire| wire.upstream_code.as_deref());
    if error.kind == ErrorKind::Rejected && code == Some("invalid_request") {
        error.kind = ErrorKind::NotFound;
    }
    error
}

#[async_trait]
impl Provider for Cord {
    fn profile(&self) -> &'static Profile {
        &PROFILE
    }

    fn key(&self) -> &SourceKey {
        &self.key
    }

    async fn check(&self, context: &CallContext) -> Result<()> {
        let verified = self
            .client
            .send(context, &Verify)
            .await
            .from_source(&self.key)?;
        if verified.success {
            Ok(())
        } else {
            Err(Error::new(
                ErrorKind::Malformed,
                &self.key,
                Verify::OPERATION.id,
            ))
        }
    }

    fn plan_conversations(&self, query: &ConversationQuery) -> Plan<ConversationCondition> {
        plan::conversations(query).1
    }

    async fn conversations(
        &self,
        context: &CallContext,
        query: &ConversationQuery,
        request: PageRequest,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        self.asked_threads(context, query, &request, parts).await
    }

    async fn conversations_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
        parts: ConversationParts,
    ) -> Batch<Conversation> {
        let agents = match self.agent_ids(context).await {
            Ok(agents) => agents,
            Err(error) => return Batch::failed(ids, &error),
        };
        let agents = &agents;
        lookups(ids, |id| async move {
            self.thread(context, agents, &id, parts).await
        })
        .await
    }

    fn primary_thread(&self, conversation: &Conversation) -> Thread {
        let is_resolved = conversation.status == ConversationStatus::Resolved;
        Thread {
            is_synthetic: false,
            is_resolved: Some(is_resolved),
            raw: conversation.raw.clone(),
            ..Thread::synthetic(conversation)
        }
    }

    async fn messages(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        order: MessageOrder,
        _: PageRequest,
    ) -> Result<Page<Message>> {
        let agents = self.agent_ids(context).await?;
        Ok(Page::whole(
            self.thread_messages(context, &agents, conversation, order)
                .await?,
        ))
    }

    async fn messages_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Message>],
        _: MessageParts,
    ) -> Batch<Message> {
        let agents = match self.agent_ids(context).await {
            Ok(agents) => agents,
            Err(error) => return Batch::failed(ids, &error),
        };
        let scope = Scope {
            key: &self.key,
            agents: &agents,
        };
        lookups(ids, |id| async move {
            let thread = id.parent().unwrap_or_else(|| id.view_as());
            let endpoint = GetMessage {
                thread: thread.native(),
                message: id.native(),
            };
            let message = self
                .client
                .send(context, &endpoint)
                .await
                .from_source(&self.key)
                .map_err(unknown_id)?;
            Ok(map::message(scope, &thread, message))
        })
        .await
    }

    async fn latest_messages(
        &self,
        context: &CallContext,
        conversations: &[Id<Conversation>],
    ) -> Vec<(Id<Conversation>, Result<Option<Message>>)> {
        let agents = match self.agent_ids(context).await {
            Ok(agents) => agents,
            Err(error) => {
                let failed = |id: &Id<Conversation>| (id.clone(), Err(error.clone()));
                return conversations.iter().map(failed).collect();
            }
        };
        let agents = &agents;
        each(conversations.iter().cloned(), |id| async move {
            let order = MessageOrder::NewestFirst;
            let messages = self.thread_messages(context, agents, &id, order).await;
            let messages = absent_is_none(messages.map_err(unknown_id));
            let latest = messages.map(|all| all.into_iter().flatten().find(map::is_said));
            (id, latest)
        })
        .await
    }

    async fn download(
        &self,
        context: &CallContext,
        attachment: &Id<Attachment>,
    ) -> Result<Option<Download>> {
        let parents: Vec<_> = attachment.parents().collect();
        let [thread, message] = parents[..] else {
            return Ok(None);
        };
        let found = self
            .client
            .send(context, &GetMessage { thread, message })
            .await
            .from_source(&self.key);
        let Some(found) = absent_is_none(found.map_err(unknown_id))? else {
            return Ok(None);
        };
        let mut files = found
            .value
            .attachments
            .into_iter()
            .filter_map(|one| map::file(one.value));
        let Some(file) = files.find(|file| file.id == attachment.native()) else {
            return Ok(None);
        };
        let download = self
            .client
            .download_link(context, DOWNLOAD_FILE, &file.url)
            .await;
        download.from_source(&self.key).map(Some)
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
        self.asked_contacts(context, query, request).await
    }

    async fn contacts_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Contact>],
        parts: ContactParts,
    ) -> Batch<Contact> {
        // Only a single user tells its groups, and only the list tells when it was created.
        let needs_list = parts.contains(ContactParts::TIMES);
        if !parts.contains(ContactParts::ORGANIZATION) && (needs_list || ids.len() > 1) {
            return self
                .listed_users(context, ids, map::contact, |contact| &contact.id)
                .await;
        }
        let mut batch = lookups(ids, |id| async move {
            let user = self.user(context, id.native()).await?;
            Ok(map::contact(&self.key, user))
        })
        .await;
        if needs_list {
            let listed = self
                .listed_users(context, ids, map::contact, |contact| &contact.id)
                .await;
            add_times(&mut batch, listed);
        }
        batch
    }

    async fn organizations(
        &self,
        context: &CallContext,
        request: PageRequest,
    ) -> Result<Page<Organization>> {
        let organization = |group| map::organization(&self.key, group);
        page(&self.client, context, &ListGroups, &request, organization)
            .await
            .from_source(&self.key)
    }

    async fn organizations_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Organization>],
        _: OrganizationParts,
    ) -> Batch<Organization> {
        if let [id] = ids {
            let group = self
                .client
                .send(context, &GetGroup { group: id.native() })
                .await
                .from_source(&self.key);
            let group = group
                .map_err(unknown_id)
                .map(|group| map::organization(&self.key, group));
            return Batch::of_lookups([(id.clone(), group)]);
        }
        match self
            .client
            .send(context, &ListGroups)
            .await
            .from_source(&self.key)
        {
            Err(error) => Batch::failed(ids, &error),
            Ok(groups) => {
                let found = groups
                    .into_iter()
                    .map(|group| map::organization(&self.key, group))
                    .collect();
                Batch::of_found(ids, found, |organization| &organization.id)
            }
        }
    }

    async fn agents(&self, context: &CallContext, request: PageRequest) -> Result<Page<Agent>> {
        let agent = |user| map::agent(&self.key, user);
        if let Some(group) = &self.roster.group {
            let endpoint = ListGroupMembers { group };
            return page(&self.client, context, &endpoint, &request, agent)
                .await
                .from_source(&self.key);
        }
        let users = each(&self.roster.users, |user| self.user(context, user)).await;
        let agents = users
            .into_iter()
            .map(|user| user.map(agent))
            .collect::<Result<_>>()?;
        Ok(Page::whole(agents))
    }

    async fn agents_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Agent>],
        _: AgentParts,
    ) -> Batch<Agent> {
        if let [id] = ids {
            let user = self.user(context, id.native()).await;
            let agent = user.map(|user| map::agent(&self.key, user));
            return Batch::of_lookups([(id.clone(), agent)]);
        }
        self.listed_users(context, ids, map::agent, |agent| &agent.id)
            .await
    }

    fn admit(&self, command: &Command) -> std::result::Result<(), Refusal> {
        writes::admit(&writes::voiced(command, self.speaks_as.as_ref()))
    }

    async fn write(&self, context: &WriteContext, command: &Command) -> WriteResult {
        let command = writes::voiced(command, self.speaks_as.as_ref());
        self.make(context, &command).await
    }

    fn permits(&self, conversation: &Conversation, capability: Capability) -> bool {
        writes::permits(conversation, capability)
    }

    fn permits_message(&self, message: &Message, capability: Capability) -> bool {
        writes::permits_message(message, capability)
    }
}
