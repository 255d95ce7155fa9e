//! Unthread: a support desk around Slack.
//!
//! What bites:
//!
//! * Lists are asked for with a POST. A cursor holds neither order nor conditions, and its last page has a `next` as well.
//! * The names of fields that may be selected or filtered by are not published, and one wrong name refuses the call: see
//!   `selection` and `asking`.
//! * Nothing says whether a user is of the team but the list of users without those outside.
//! * A message cannot be read alone, and its document knows neither its id nor its author.
//! * Internal threads show only in the messages that belong to them. Teams and inboxes cannot be read at all.
//! * `isPrivateNote` means something in mail and in-app chat only; in Slack such a note would be public. There, what is
//!   internal goes to a triage thread, which is named by the ts that it begins with.
//! * A file that was just sent answers 404, 409 or 425 for seconds.
//! * A PATCH replaces `ticketTypeFields` and `metadata` whole, as far as anybody knows, and tags are no part of it: they
//!   are linked by id, one call for each.
//! * A snooze lies over every status, so that a status is set together with the end of the snooze.
//! * A conversation takes the first message of one person, `onBehalfOf`, whom it is then with. Files follow in a second
//!   message; one client found those unreliable that came with the first.
//! * Nobody wrote down which writes answer with a body, so only those that make something are taken to.

mod asking;
mod contacts;
mod conversations;
mod customers;
mod endpoints;
mod files;
mod lookup;
mod map;
mod messages;
mod people;
mod plan;
mod profile;
mod refusal;
mod refused;
mod selection;
mod tables;
mod tags;
#[cfg(test)]
mod tests;
mod wire;
mod writes;

use async_trait::async_trait;
use secrecy::SecretString;

use crate::adapters::paging::each;
use crate::adapters::{Setup, build_client};
use crate::clock::SharedClock;
use crate::model::command::Command;
use crate::model::{
    Agent, AgentParts, Attachment, Contact, ContactCondition, ContactParts, ContactQuery,
    Conversation, ConversationCondition, ConversationParts, ConversationQuery, DirectoryParts, Id,
    Message, MessageOrder, MessageParts, Organization, OrganizationParts, Page, PageRequest,
    SourceKey, Tag, Thread,
};
use crate::provider::{
    Batch, Capability, Plan, Profile, Provider, Refusal, Result, WriteContext, WriteResult,
};
use crate::transport::{Auth, CallContext, Client, Download};

use endpoints::Asked;
use map::{Members, Scope};
pub(crate) use profile::PROFILE;
use refused::Refused;
use selection::Accepted;

/// What an Unthread source is configured with.
#[derive(Debug)]
pub struct Account {
    /// Key of the API; sent in `X-Api-Key`.
    pub api_key: SecretString,
}

#[derive(Debug)]
pub(super) struct Unthread {
    key: SourceKey,
    client: Client,
    clock: SharedClock,
    accepted: Accepted,
    /// By the list of conversations.
    refused: Refused,
    /// By the list of users.
    refused_of_users: Refused,
}

impl Unthread {
    pub(super) fn new(setup: Setup, account: Account) -> anyhow::Result<Self> {
        let Account { api_key } = account;
        // The raw key: the document's one example with `Bearer` contradicts its own text.
        let auth = Auth::Header {
            name: "x-api-key",
            secret: api_key,
        };
        let (key, clock) = (setup.key.clone(), setup.clock.clone());
        Ok(Self {
            key,
            client: build_client(setup, auth, refusal::refine)?,
            clock,
            accepted: Accepted::default(),
            refused: Refused::default(),
            refused_of_users: Refused::default(),
        })
    }

    fn scope<'a>(&'a self, members: &'a Members) -> Scope<'a> {
        Scope {
            key: &self.key,
            members,
            now: self.clock.now(),
        }
    }
}

#[async_trait]
impl Provider for Unthread {
    fn profile(&self) -> &'static Profile {
        &PROFILE
    }

    fn key(&self) -> &SourceKey {
        &self.key
    }

    async fn check(&self, context: &CallContext) -> Result<()> {
        let first = PageRequest::first(1);
        self.list_tags(context, &first, Asked::default())
            .await
            .map(|_| ())
    }

    fn plan_conversations(&self, query: &ConversationQuery) -> Plan<ConversationCondition> {
        plan::plan_conversations(query)
    }

    async fn conversations(
        &self,
        context: &CallContext,
        query: &ConversationQuery,
        request: PageRequest,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        self.list_conversations(context, query, &request, parts)
            .await
    }

    async fn conversations_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
        parts: ConversationParts,
    ) -> Batch<Conversation> {
        self.read_conversations(context, ids, parts).await
    }

    async fn side_threads(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
    ) -> Result<Vec<Thread>> {
        self.triage_threads(context, conversation).await
    }

    async fn messages(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        order: MessageOrder,
        request: PageRequest,
    ) -> Result<Page<Message>> {
        self.list_messages(context, conversation, order, &request)
            .await
    }

    async fn messages_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Message>],
        _: MessageParts,
    ) -> Batch<Message> {
        self.find_messages(context, ids).await
    }

    async fn latest_messages(
        &self,
        context: &CallContext,
        conversations: &[Id<Conversation>],
    ) -> Vec<(Id<Conversation>, Result<Option<Message>>)> {
        each(conversations, |id| async move {
            (id.clone(), self.latest_message(context, id).await)
        })
        .await
    }

    async fn download(
        &self,
        context: &CallContext,
        attachment: &Id<Attachment>,
    ) -> Result<Option<Download>> {
        self.download_file(context, attachment).await
    }

    fn plan_contacts(&self, query: &ContactQuery) -> Plan<ContactCondition> {
        plan::plan_contacts(query)
    }

    async fn contacts(
        &self,
        context: &CallContext,
        query: &ContactQuery,
        request: PageRequest,
    ) -> Result<Page<Contact>> {
        self.list_contacts(context, query, &request).await
    }

    async fn contacts_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Contact>],
        _: ContactParts,
    ) -> Batch<Contact> {
        self.read_users(context, ids, map::contact, |contact| &contact.id)
            .await
    }

    async fn organizations(
        &self,
        context: &CallContext,
        request: PageRequest,
    ) -> Result<Page<Organization>> {
        self.list_customers(context, &request, Asked::default())
            .await
    }

    async fn organizations_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Organization>],
        parts: OrganizationParts,
    ) -> Batch<Organization> {
        self.read_customers(context, ids, parts).await
    }

    async fn agents(&self, context: &CallContext, request: PageRequest) -> Result<Page<Agent>> {
        self.list_agents(context, &request).await
    }

    async fn agents_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Agent>],
        _: AgentParts,
    ) -> Batch<Agent> {
        self.read_users(context, ids, map::agent, |agent| &agent.id)
            .await
    }

    async fn tags(&self, context: &CallContext, request: PageRequest) -> Result<Page<Tag>> {
        self.list_tags(context, &request, Asked::default()).await
    }

    async fn tags_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Tag>],
        _: DirectoryParts,
    ) -> Batch<Tag> {
        self.read_tags(context, ids).await
    }

    fn admit(&self, command: &Command) -> std::result::Result<(), Refusal> {
        self.admits(command)
    }

    async fn write(&self, context: &WriteContext, command: &Command) -> WriteResult {
        self.make(context, command).await
    }

    fn permits(&self, conversation: &Conversation, capability: Capability) -> bool {
        writes::permits(conversation, capability)
    }
}
