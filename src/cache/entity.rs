//! What can be cached: objects by key, and pages of lists. Knows which method of the provider reads each.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;

use async_trait::async_trait;

use crate::model::{
    Agent, AgentParts, Contact, ContactParts, Conversation, ConversationParts, DirectoryParts, Id,
    Inbox, Message, MessageOrder, MessageParts, NodeKind, Organization, OrganizationParts, Page,
    PageRequest, Partial, Related, Tag, Team, Thread,
};
use crate::provider::{Batch, Provider, Result};
use crate::transport::CallContext;

/// What a provider answered about some keys.
#[derive(Debug)]
pub struct Fetched<E: Entity> {
    /// One outcome per key. `Ok(None)` where it does not exist.
    pub outcomes: HashMap<E::Key, Result<Option<E::Value>>>,
    /// What came along.
    pub related: Related,
}

/// Something that is read by key.
#[async_trait]
pub trait Entity: Debug + Sized + Send + Sync + 'static {
    /// What it is read by.
    type Key: Clone + Debug + Eq + Hash + Send + Sync;
    /// What is read.
    type Value: Partial<Parts = Self::Parts> + Debug + Send + Sync + 'static;
    /// The parts of it.
    type Parts: bitflags::Flags<Bits = u16> + Copy + Debug + Eq + Hash + Send + Sync + 'static;

    /// The kind it has in keys of the cache; the latest message of a conversation has none of its own.
    const KIND: Option<NodeKind>;

    /// Reads it from the provider.
    async fn fetch(
        provider: &dyn Provider,
        context: &CallContext,
        keys: &[Self::Key],
        parts: Self::Parts,
    ) -> Fetched<Self>;
}

macro_rules! entity {
    ($($noun:ident, $parts:ident, $method:ident);+ $(;)?) => {$(
        #[async_trait]
        impl Entity for $noun {
            type Key = Id<$noun>;
            type Value = $noun;
            type Parts = $parts;

            const KIND: Option<NodeKind> = Some(NodeKind::$noun);

            async fn fetch(
                provider: &dyn Provider,
                context: &CallContext,
                keys: &[Self::Key],
                parts: Self::Parts,
            ) -> Fetched<Self> {
                let Batch { outcomes, related } = provider.$method(context, keys, parts).await;
                Fetched { outcomes, related }
            }
        }
    )+};
}

entity! {
    Conversation, ConversationParts, conversations_by_id;
    Message, MessageParts, messages_by_id;
    Contact, ContactParts, contacts_by_id;
    Organization, OrganizationParts, organizations_by_id;
    Agent, AgentParts, agents_by_id;
    Team, DirectoryParts, teams_by_id;
    Tag, DirectoryParts, tags_by_id;
    Inbox, DirectoryParts, inboxes_by_id;
}

/// The latest message of a conversation, read by the conversation.
#[derive(Debug)]
pub struct LatestMessage;

#[async_trait]
impl Entity for LatestMessage {
    type Key = Id<Conversation>;
    type Value = Message;
    type Parts = MessageParts;

    const KIND: Option<NodeKind> = None;

    async fn fetch(
        provider: &dyn Provider,
        context: &CallContext,
        keys: &[Self::Key],
        _: Self::Parts,
    ) -> Fetched<Self> {
        let outcomes = provider
            .latest_messages(context, keys)
            .await
            .into_iter()
            .collect();
        Fetched {
            outcomes,
            related: Related::default(),
        }
    }
}

/// One page of a list; names itself so that equal pages are equal.
#[async_trait]
pub trait List: Clone + Debug + Eq + Hash + Send + Sync + 'static {
    /// What is listed.
    type Item: Clone + Debug + Send + Sync + 'static;

    /// Reads it from the provider.
    async fn fetch(
        &self,
        provider: &dyn Provider,
        context: &CallContext,
    ) -> Result<Page<Self::Item>>;
}

/// A page of the conversations of a source, latest activity first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Conversations {
    /// Which page.
    pub page: PageRequest,
    /// What is wanted of each.
    pub parts: ConversationParts,
}

#[async_trait]
impl List for Conversations {
    type Item = Conversation;

    async fn fetch(
        &self,
        provider: &dyn Provider,
        context: &CallContext,
    ) -> Result<Page<Conversation>> {
        provider
            .conversations(context, self.page.clone(), self.parts)
            .await
    }
}

/// A page of the messages of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Messages {
    /// Of which conversation.
    pub conversation: Id<Conversation>,
    /// In which direction.
    pub order: MessageOrder,
    /// Which page.
    pub page: PageRequest,
}

#[async_trait]
impl List for Messages {
    type Item = Message;

    async fn fetch(&self, provider: &dyn Provider, context: &CallContext) -> Result<Page<Message>> {
        provider
            .messages(context, &self.conversation, self.order, self.page.clone())
            .await
    }
}

/// The side threads of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SideThreads {
    /// Of which conversation.
    pub conversation: Id<Conversation>,
}

#[async_trait]
impl List for SideThreads {
    type Item = Thread;

    async fn fetch(&self, provider: &dyn Provider, context: &CallContext) -> Result<Page<Thread>> {
        provider
            .side_threads(context, &self.conversation)
            .await
            .map(Page::whole)
    }
}

macro_rules! lists {
    ($($(#[$doc:meta])+ $list:ident of $noun:ident by $method:ident);+ $(;)?) => {$(
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $list(
            /// Which page.
            pub PageRequest,
        );

        #[async_trait]
        impl List for $list {
            type Item = $noun;

            async fn fetch(&self, provider: &dyn Provider, context: &CallContext) -> Result<Page<$noun>> {
                provider.$method(context, self.0.clone()).await
            }
        }
    )+};
}

lists! {
    /// A page of the contacts of a source.
    Contacts of Contact by contacts;
    /// A page of the companies of a source.
    Organizations of Organization by organizations;
    /// A page of the teammates of a source.
    Agents of Agent by agents;
    /// A page of the teams of a source.
    Teams of Team by teams;
    /// A page of the tags of a source.
    Tags of Tag by tags;
    /// A page of the inboxes of a source.
    Inboxes of Inbox by inboxes;
}
