//! Help Scout: the Inbox API 2.0, which still says mailbox for inbox.
//!
//! What it calls a thread is a message here. What bites:
//!
//! * Lists of conversations hold the active ones alone unless a status is asked for.
//! * A merged conversation answers 301 to a plain get, and 404 to everything below it.
//! * Threads come newest first and by page numbers; who reads from the oldest on starts at the last page.
//! * There is no time of the last change, although lists are sorted by it: the newest known time stands in.
//! * Lists have parameters and a query language. The language is a search: it may lag behind changes, and finds more
//!   than is asked for. `plan` says what is asked of which.
//! * `_embedded` is absent when a page is empty, 0 stands for no reference, and threads of lists are cut short.
//!
//! And what bites who writes:
//!
//! * Answers are empty. What was made is named in the header `Resource-ID`, or at the end of `Location`.
//! * A conversation is changed by one operation a call, and not by a list of them; a customer by a list.
//! * Tags and custom fields are replaced as a whole, an organization too, so that they are read first.
//! * A reply makes a conversation active again unless it says a status, and it has to name the customer.
//! * A status does not wake who sleeps: the snooze has to be deleted.
//! * Threads cannot be deleted. Replies and messages of customers can be hidden; notes cannot.
//!   <https://developer.helpscout.com/mailbox-api/endpoints/conversations/threads/update/>
//! * Whoever deletes a customer deletes the conversations along.
//! * Times are whole seconds; fractions are refused. Every write counts twice in the quota.

mod conversations;
mod directory;
mod endpoints;
mod map;
mod messages;
mod plan;
mod profile;
mod refusal;
mod tables;
#[cfg(test)]
mod tests;
mod transcript;
mod web;
mod wire;
mod writes;

use async_trait::async_trait;
use secrecy::SecretString;
use url::Url;

use crate::adapters::paging::{FromSource as _, page};
use crate::adapters::{Setup, build_client};
use crate::clock::SharedClock;
use crate::model::command::Command;
use crate::model::{
    Agent, AgentParts, Attachment, Contact, ContactCondition, ContactParts, ContactQuery,
    Conversation, ConversationCondition, ConversationParts, ConversationQuery, DirectoryParts, Id,
    Inbox, Message, MessageOrder, MessageParts, Organization, OrganizationParts, Page, PageRequest,
    Related, SourceKey, Tag, Team,
};
use crate::provider::{
    Batch, Capability, ConversationRef, Error, ErrorKind, Plan, Profile, Provider, Refusal, Result,
    WriteContext, WriteResult,
};
use crate::transport::{Auth, CallContext, Client, ClientCredentials, Download};

use endpoints::{GetMe, ListMailboxes, ListOrganizations, ListTags, ListTeams, ListUsers};
pub(crate) use profile::PROFILE;

/// What a Help Scout source is configured with.
#[derive(Debug)]
pub struct Account {
    /// How tokens are had.
    pub credentials: Credentials,
}

/// How tokens are had.
#[derive(Debug)]
pub enum Credentials {
    /// OAuth 2.0 client credentials.
    Client {
        /// Id of the app.
        client_id: String,
        /// Secret of the app.
        client_secret: SecretString,
        /// Where tokens are asked for.
        token_url: Url,
    },
    /// A token that was had elsewhere.
    AccessToken(SecretString),
}

#[derive(Debug)]
pub(super) struct HelpScout {
    key: SourceKey,
    client: Client,
    clock: SharedClock,
}

impl HelpScout {
    pub(super) fn new(setup: Setup, account: Account) -> anyhow::Result<Self> {
        let auth = match account.credentials {
            Credentials::AccessToken(token) => Auth::Bearer(token),
            Credentials::Client {
                client_id,
                client_secret,
                token_url,
            } => Auth::ClientCredentials(ClientCredentials::new(
                token_url,
                client_id,
                client_secret,
                setup.clock.clone(),
            )),
        };
        let (key, clock) = (setup.key.clone(), setup.clock.clone());
        let client = build_client(setup, auth, refusal::refine)?;
        Ok(Self { key, client, clock })
    }

    /// The number that an id must be. Whatever else is asked for does not exist.
    fn number<'a, T>(&self, id: &'a Id<T>, operation: &'static str) -> Result<&'a str> {
        let native = id.native();
        if is_number(native) {
            Ok(native)
        } else {
            Err(self.missing(operation))
        }
    }

    fn missing(&self, operation: &'static str) -> Error {
        Error::new(ErrorKind::NotFound, &self.key, operation)
    }
}

/// Whether this is a number as Help Scout gives them, in the one way to write it.
fn is_number(native: &str) -> bool {
    let number = native.parse::<i64>().ok();
    number.is_some_and(|number| number > 0 && number.to_string() == native)
}

/// What lies below something that does not exist.
fn no_page<T>() -> Page<T> {
    Page {
        items: Vec::new(),
        next: None,
        total: Some(0),
        related: Related::default(),
    }
}

#[async_trait]
impl Provider for HelpScout {
    fn profile(&self) -> &'static Profile {
        &PROFILE
    }

    fn key(&self) -> &SourceKey {
        &self.key
    }

    async fn check(&self, context: &CallContext) -> Result<()> {
        let me = self.client.send(context, &GetMe).await;
        me.from_source(&self.key).map(|_| ())
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
        self.list_conversations(context, query, &request, parts)
            .await
    }

    async fn conversations_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
        parts: ConversationParts,
    ) -> Batch<Conversation> {
        self.find_conversations(context, ids, parts).await
    }

    fn conversation_of_url(&self, url: &Url) -> Option<ConversationRef> {
        let native = web::conversation(url)?;
        Some(ConversationRef::Id(Id::new(&self.key, native)))
    }

    async fn messages(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        order: MessageOrder,
        request: PageRequest,
    ) -> Result<Page<Message>> {
        match request.position {
            None => self.first_messages(context, conversation, order).await,
            Some(position) => {
                let place = self.place(&position, order)?;
                self.messages_from(context, conversation, place).await
            }
        }
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
        self.latest(context, conversations).await
    }

    async fn download(
        &self,
        context: &CallContext,
        attachment: &Id<Attachment>,
    ) -> Result<Option<Download>> {
        self.file(context, attachment).await
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
        self.list_customers(context, query, &request).await
    }

    async fn contacts_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Contact>],
        _: ContactParts,
    ) -> Batch<Contact> {
        self.customers(context, ids).await
    }

    async fn organizations(
        &self,
        context: &CallContext,
        request: PageRequest,
    ) -> Result<Page<Organization>> {
        let organization = |one| map::organization(&self.key, one);
        page(
            &self.client,
            context,
            &ListOrganizations,
            &request,
            organization,
        )
        .await
        .from_source(&self.key)
    }

    async fn organizations_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Organization>],
        _: OrganizationParts,
    ) -> Batch<Organization> {
        self.companies(context, ids).await
    }

    async fn agents(&self, context: &CallContext, request: PageRequest) -> Result<Page<Agent>> {
        let agent = |user| map::agent(&self.key, user);
        let users = page(&self.client, context, &ListUsers, &request, agent)
            .await
            .from_source(&self.key)?;
        let is_total_right = users.items.iter().all(Option::is_some);
        Ok(Page {
            items: users.items.into_iter().flatten().collect(),
            next: users.next,
            total: users.total.filter(|_| is_total_right),
            related: users.related,
        })
    }

    async fn agents_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Agent>],
        parts: AgentParts,
    ) -> Batch<Agent> {
        self.users(context, ids, parts).await
    }

    async fn teams(&self, context: &CallContext, request: PageRequest) -> Result<Page<Team>> {
        let team = |one| map::team(&self.key, one);
        page(&self.client, context, &ListTeams, &request, team)
            .await
            .from_source(&self.key)
    }

    async fn teams_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Team>],
        _: DirectoryParts,
    ) -> Batch<Team> {
        self.teams_among_all(context, ids).await
    }

    async fn tags(&self, context: &CallContext, request: PageRequest) -> Result<Page<Tag>> {
        let tag = |one| map::tag(&self.key, one);
        page(&self.client, context, &ListTags, &request, tag)
            .await
            .from_source(&self.key)
    }

    async fn tags_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Tag>],
        _: DirectoryParts,
    ) -> Batch<Tag> {
        self.labels(context, ids).await
    }

    async fn inboxes(&self, context: &CallContext, request: PageRequest) -> Result<Page<Inbox>> {
        let inbox = |one| map::inbox(&self.key, one);
        page(&self.client, context, &ListMailboxes, &request, inbox)
            .await
            .from_source(&self.key)
    }

    async fn inboxes_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Inbox>],
        _: DirectoryParts,
    ) -> Batch<Inbox> {
        self.mailboxes(context, ids).await
    }

    fn admit(&self, command: &Command) -> std::result::Result<(), Refusal> {
        writes::admit(command, self.clock.now())
    }

    async fn write(&self, context: &WriteContext, command: &Command) -> WriteResult {
        self.make(context, command).await
    }

    fn permits(&self, conversation: &Conversation, capability: Capability) -> bool {
        PROFILE.capabilities.can(capability) && writes::permits(conversation, capability)
    }

    fn permits_message(&self, message: &Message, capability: Capability) -> bool {
        PROFILE.capabilities.can(capability) && writes::permits_message(message, capability)
    }
}
