//! The port: what the gateway asks of a provider.

mod batch;
mod capability;
mod error;
mod health;
pub mod mapping;
mod profile;
mod registry;

use std::fmt::Debug;

use async_trait::async_trait;

pub use batch::{Batch, absent_is_none};
pub use capability::{Capabilities, Capability, Support, SupportLevel};
pub use error::{Error, ErrorKind, Result};
pub use health::{Health, HealthReport, HealthState};
pub use profile::{
    ConversationOrderField, Meanings, OrderDirection, OrderSupport, Pagination, PaginationStyle,
    Profile,
};
pub use registry::{Registry, Source};

pub use crate::transport::{
    CallContext, CallLog, CallRecord, Documentation, Download, Error as WireError, Method,
    Operation, SideEffect,
};

use crate::model::{
    Agent, AgentParts, Attachment, Contact, ContactParts, Conversation, ConversationParts,
    DirectoryParts, Id, Inbox, Message, MessageOrder, MessageParts, Organization,
    OrganizationParts, Page, PageRequest, Position, SourceKey, Tag, Team, Thread,
};

/// One account of one provider.
///
/// Promises:
/// * Every method that the provider has no counterpart for keeps its default and answers `Unsupported`;
///   [`Profile::capabilities`] says the same beforehand, and a test compares them.
/// * No read has a side effect upstream.
/// * A batch answers every id it was asked for.
/// * Lists may return smaller pages than asked for, and pages with other sizes where the provider fixes them. A `next`
///   position never leads to the same page again.
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

    /// Lists conversations of every status, latest activity first.
    async fn conversations(
        &self,
        context: &CallContext,
        page: PageRequest,
        parts: ConversationParts,
    ) -> Result<Page<Conversation>> {
        let _ = (context, page, parts);
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

    /// Lists contacts, in an order that does not change between pages.
    async fn contacts(&self, context: &CallContext, page: PageRequest) -> Result<Page<Contact>> {
        let _ = (context, page);
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
}
