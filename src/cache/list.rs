//! Lists whose pages can be cached, and which method of the provider reads each.

use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;

use async_trait::async_trait;

use crate::cache::along::Along;
use crate::cache::weight::Weigh;
use crate::model::{
    Agent, Contact, ContactQuery, Conversation, ConversationParts, ConversationQuery, Id, Inbox,
    Message, MessageOrder, NodeKind, Organization, Page, PageRequest, Tag, Team, Thread,
};
use crate::provider::CallContext;
use crate::provider::{Provider, Result};

/// One page of a list; names itself so that equal pages are equal.
#[async_trait]
pub trait List: Clone + Debug + Eq + Hash + Send + Sync + 'static {
    /// What is listed.
    type Item: Clone + Debug + Weigh + Send + Sync + 'static;

    /// The kind of the items: whoever invalidates the lists of that kind invalidates this.
    fn kind(&self) -> NodeKind;

    /// The conversation that it is a list of, if any: whoever invalidates that invalidates this.
    fn conversation(&self) -> Option<&Id<Conversation>> {
        None
    }

    /// Offers the items to those who read single objects.
    fn offer(items: &[Self::Item], along: &mut Along<'_>);

    /// Reads it from the provider.
    async fn fetch(
        &self,
        provider: &dyn Provider,
        context: &CallContext,
    ) -> Result<Page<Self::Item>>;
}

/// A page of the conversations of a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Conversations {
    /// Which ones, and in which order.
    pub query: Arc<ConversationQuery>,
    /// Which page.
    pub page: PageRequest,
    /// What is wanted of each.
    pub parts: ConversationParts,
}

#[async_trait]
impl List for Conversations {
    type Item = Conversation;

    fn kind(&self) -> NodeKind {
        NodeKind::Conversation
    }

    fn offer(items: &[Conversation], along: &mut Along<'_>) {
        along.keep(items, |item| &item.id);
    }

    async fn fetch(
        &self,
        provider: &dyn Provider,
        context: &CallContext,
    ) -> Result<Page<Conversation>> {
        provider
            .conversations(context, &self.query, self.page.clone(), self.parts)
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

    fn kind(&self) -> NodeKind {
        NodeKind::Message
    }

    fn conversation(&self) -> Option<&Id<Conversation>> {
        Some(&self.conversation)
    }

    fn offer(items: &[Message], along: &mut Along<'_>) {
        along.keep(items, |item| &item.id);
    }

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

    fn kind(&self) -> NodeKind {
        NodeKind::Thread
    }

    fn conversation(&self) -> Option<&Id<Conversation>> {
        Some(&self.conversation)
    }

    // Threads are read with their conversation only.
    fn offer(_: &[Thread], _: &mut Along<'_>) {}

    async fn fetch(&self, provider: &dyn Provider, context: &CallContext) -> Result<Page<Thread>> {
        provider
            .side_threads(context, &self.conversation)
            .await
            .map(Page::whole)
    }
}

/// A page of the contacts of a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Contacts {
    /// Which ones, and in which order.
    pub query: Arc<ContactQuery>,
    /// Which page.
    pub page: PageRequest,
}

#[async_trait]
impl List for Contacts {
    type Item = Contact;

    fn kind(&self) -> NodeKind {
        NodeKind::Contact
    }

    fn offer(items: &[Contact], along: &mut Along<'_>) {
        along.keep(items, |item| &item.id);
    }

    async fn fetch(&self, provider: &dyn Provider, context: &CallContext) -> Result<Page<Contact>> {
        provider
            .contacts(context, &self.query, self.page.clone())
            .await
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

            fn kind(&self) -> NodeKind {
        NodeKind::$noun
    }

            fn offer(items: &[$noun], along: &mut Along<'_>) {
                along.keep(items, |item| &item.id);
            }

            async fn fetch(&self, provider: &dyn Provider, context: &CallContext) -> Result<Page<$noun>> {
                provider.$method(context, self.0.clone()).await
            }
        }
    )+};
}

lists! {
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
