//! The port: what the gateway asks of a provider.

mod batch;
mod capability;
mod error;
mod health;
pub mod mapping;
mod plan;
mod profile;
mod registry;
mod write;

use std::fmt::Debug;

use async_trait::async_trait;
use url::Url;

pub use batch::{Batch, absent_is_none};
pub use capability::{Capabilities, Capability, Support, SupportLevel};
pub use error::{Error, ErrorKind, Result};
pub use health::{Health, HealthReport, HealthState};
pub use plan::{Fate, OrderPlan, Plan};
pub use profile::{FilterSupport, Meanings, OrderSupport, Pagination, PaginationStyle, Profile};
pub use registry::{Registry, Source};
pub use write::{Allowed, Refusal, RefusalReason, WriteContext, WriteError, WriteResult, Written};

pub use crate::transport::{
    CallContext, CallLog, CallRecord, Documentation, Download, Error as WireError, Method,
    Operation, SideEffect,
};

use crate::model::command::Command;
use crate::model::{
    Agent, AgentParts, Attachment, Contact, ContactCondition, ContactParts, ContactQuery,
    Conversation, ConversationCondition, ConversationOrder, ConversationParts, ConversationQuery,
    DirectoryParts, Id, Inbox, Message, MessageOrder, MessageParts, Organization,
    OrganizationParts, Page, PageRequest, Position, SourceKey, Tag, Team, Thread,
};

/// What a link names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConversationRef {
    /// A conversation by its id.
    Id(Id<Conversation>),
    /// A conversation by the number that people quote.
    Number(String),
}

/// One account of one provider.
///
/// Promises:
/// * Every method that the provider has no counterpart for keeps its default and answers `Unsupported`;
///   [`Profile::capabilities`] says the same beforehand, and a test compares them.
/// * No read has a side effect upstream.
/// * A batch answers every id it was asked for.
/// * Lists may return smaller pages than asked for, and pages with other sizes where the provider fixes them. A `next`
///   position never leads to the same page again.
/// * A write changes something at most once, whatever becomes of its answer, and is never repeated by the adapter.
/// * What must stay internal takes only ways that the provider keeps internal.
/// * `parts` say what the caller wants to know. The copies that come back say what they know; they may know more, and
///   less only where the provider does not have it in this answer. The batch methods always give all wanted parts.
#[async_trait]
pub trait Provider: Debug + Send + Sync {
    /// The static facts of this kind of provider.
    fn profile(&self) -> &'static Profile;

    /// Which account this is.
    fn key(&self) -> &SourceKey;

    /// Asks one cheap question, to see whether address and credentials are right.
    async fn check(&self, context: &CallContext) -> Result<()>;

    /// Which conditions the list of conversations evaluates itself, and whether it sorts itself.
    ///
    /// Pure: the plan of the same question is the same, and the plan of what is pushed pushes all of it.
    fn plan_conversations(&self, query: &ConversationQuery) -> Plan<ConversationCondition> {
        let order = if query.order == ConversationOrder::default() {
            OrderPlan::Native
        } else {
            OrderPlan::Window
        };
        Plan::new(query, order, |condition| match condition {
            ConversationCondition::Text(_) | ConversationCondition::ContactEmail(_) => {
                Fate::Unsupported
            }
            _ => Fate::Residual,
        })
    }

    /// Lists the conversations that meet all conditions, which are pushed ones of a plan. The order is that of a plan
    /// that sorts, else the default one. Without conditions, conversations of every status are listed.
    async fn conversations(
        &self,
        context: &CallContext,
        query: &ConversationQuery,
        page: PageRequest,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        let _ = (context, query, page, parts);
        Err(Error::unsupported(self.key(), "conversations"))
    }

    /// Reads conversations, without marking them as read.
    async fn conversations_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Conversation>],
        parts: ConversationParts,
    ) -> Batch<Conversation> {
        let _ = (context, parts);
        Batch::failed(ids, &Error::unsupported(self.key(), "conversations_by_id"))
    }

    /// Which conversation a link into the provider's own application shows; `None` if the link is of another kind, or
    /// of another account.
    fn conversation_of_url(&self, url: &Url) -> Option<ConversationRef> {
        let _ = url;
        None
    }

    /// Searches messages for words, best match first.
    async fn search_messages(
        &self,
        context: &CallContext,
        words: &str,
        page: PageRequest,
    ) -> Result<Page<Message>> {
        let _ = (context, words, page);
        Err(Error::unsupported(self.key(), "search_messages"))
    }

    /// The thread that the contact can see, or the only one of an internal conversation.
    fn primary_thread(&self, conversation: &Conversation) -> Thread {
        Thread::synthetic(conversation)
    }

    /// Lists the internal side threads of a conversation.
    async fn side_threads(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
    ) -> Result<Vec<Thread>> {
        let _ = (context, conversation);
        Ok(Vec::new())
    }

    /// Lists the messages of a conversation, of all its threads, in either direction.
    async fn messages(
        &self,
        context: &CallContext,
        conversation: &Id<Conversation>,
        order: MessageOrder,
        page: PageRequest,
    ) -> Result<Page<Message>> {
        let _ = (context, conversation, order, page);
        Err(Error::unsupported(self.key(), "messages"))
    }

    /// The position right after a message in an order, where it can be told from the message's id alone.
    fn position_after(&self, message: &Id<Message>, order: MessageOrder) -> Option<Position> {
        let _ = (message, order);
        None
    }

    /// Reads messages.
    async fn messages_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Message>],
        parts: MessageParts,
    ) -> Batch<Message> {
        let _ = (context, parts);
        Batch::failed(ids, &Error::unsupported(self.key(), "messages_by_id"))
    }

    /// Reads the latest message of each conversation that is not an activity record, for lists whose answer does not
    /// bring it along. Answers under the id of the conversation.
    async fn latest_messages(
        &self,
        context: &CallContext,
        conversations: &[Id<Conversation>],
    ) -> Vec<(Id<Conversation>, Result<Option<Message>>)> {
        let _ = context;
        let failed = |id: &Id<Conversation>| {
            (
                id.clone(),
                Err(Error::unsupported(self.key(), "latest_messages")),
            )
        };
        conversations.iter().map(failed).collect()
    }

    /// Downloads a file. `None` if it does not exist.
    async fn download(
        &self,
        context: &CallContext,
        attachment: &Id<Attachment>,
    ) -> Result<Option<Download>> {
        let _ = (context, attachment);
        Err(Error::unsupported(self.key(), "download"))
    }

    /// Which conditions the list of contacts evaluates itself, and whether it sorts itself. Pure, like
    /// [`Self::plan_conversations`].
    fn plan_contacts(&self, query: &ContactQuery) -> Plan<ContactCondition> {
        Plan::new(query, OrderPlan::Window, |_| Fate::Residual)
    }

    /// Lists the contacts that meet all conditions, which are pushed ones of a plan. Unless a plan sorts, they come in
    /// an order that does not change between pages.
    async fn contacts(
        &self,
        context: &CallContext,
        query: &ContactQuery,
        page: PageRequest,
    ) -> Result<Page<Contact>> {
        let _ = (context, query, page);
        Err(Error::unsupported(self.key(), "contacts"))
    }

    /// Reads contacts.
    async fn contacts_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Contact>],
        parts: ContactParts,
    ) -> Batch<Contact> {
        let _ = (context, parts);
        Batch::failed(ids, &Error::unsupported(self.key(), "contacts_by_id"))
    }

    /// Lists companies, in an order that does not change between pages.
    async fn organizations(
        &self,
        context: &CallContext,
        page: PageRequest,
    ) -> Result<Page<Organization>> {
        let _ = (context, page);
        Err(Error::unsupported(self.key(), "organizations"))
    }

    /// Reads companies.
    async fn organizations_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Organization>],
        parts: OrganizationParts,
    ) -> Batch<Organization> {
        let _ = (context, parts);
        Batch::failed(ids, &Error::unsupported(self.key(), "organizations_by_id"))
    }

    /// Lists teammates.
    async fn agents(&self, context: &CallContext, page: PageRequest) -> Result<Page<Agent>> {
        let _ = (context, page);
        Err(Error::unsupported(self.key(), "agents"))
    }

    /// Reads teammates.
    async fn agents_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Agent>],
        parts: AgentParts,
    ) -> Batch<Agent> {
        let _ = (context, parts);
        Batch::failed(ids, &Error::unsupported(self.key(), "agents_by_id"))
    }

    /// Lists teams.
    async fn teams(&self, context: &CallContext, page: PageRequest) -> Result<Page<Team>> {
        let _ = (context, page);
        Err(Error::unsupported(self.key(), "teams"))
    }

    /// Reads teams.
    async fn teams_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Team>],
        parts: DirectoryParts,
    ) -> Batch<Team> {
        let _ = (context, parts);
        Batch::failed(ids, &Error::unsupported(self.key(), "teams_by_id"))
    }

    /// Lists tags.
    async fn tags(&self, context: &CallContext, page: PageRequest) -> Result<Page<Tag>> {
        let _ = (context, page);
        Err(Error::unsupported(self.key(), "tags"))
    }

    /// Reads tags.
    async fn tags_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Tag>],
        parts: DirectoryParts,
    ) -> Batch<Tag> {
        let _ = (context, parts);
        Batch::failed(ids, &Error::unsupported(self.key(), "tags_by_id"))
    }

    /// Lists inboxes.
    async fn inboxes(&self, context: &CallContext, page: PageRequest) -> Result<Page<Inbox>> {
        let _ = (context, page);
        Err(Error::unsupported(self.key(), "inboxes"))
    }

    /// Reads inboxes.
    async fn inboxes_by_id(
        &self,
        context: &CallContext,
        ids: &[Id<Inbox>],
        parts: DirectoryParts,
    ) -> Batch<Inbox> {
        let _ = (context, parts);
        Batch::failed(ids, &Error::unsupported(self.key(), "inboxes_by_id"))
    }

    /// Says what speaks against a write, without a call.
    ///
    /// Capabilities, the tables of statuses and priorities, and empty texts have been looked at before. What is left is
    /// what only this provider knows: sizes, forms of bodies, settings it asks for, combinations.
    ///
    /// # Errors
    /// If the write would not do what is wished.
    fn admit(&self, command: &Command) -> std::result::Result<(), Refusal> {
        let _ = command;
        Ok(())
    }

    /// Makes a write that was admitted.
    ///
    /// Objects of the answer that show the state after the write may come along in `related`.
    ///
    /// # Errors
    /// If nothing was done, or if nobody knows. When a later one of several calls fails, the outcome is a success that
    /// says where it stopped.
    async fn write(&self, context: &WriteContext, command: &Command) -> WriteResult {
        let _ = (context, command);
        Err(Error::unsupported(self.key(), "write").into())
    }

    /// Whether something can be done with a conversation, as far as this copy tells.
    fn permits(&self, conversation: &Conversation, capability: Capability) -> bool {
        let _ = conversation;
        self.profile().capabilities.can(capability)
    }

    /// Whether something can be done with a message, as far as this copy tells.
    fn permits_message(&self, message: &Message, capability: Capability) -> bool {
        let _ = message;
        self.profile().capabilities.can(capability)
    }
}
