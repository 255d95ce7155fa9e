//! Objects that can be cached, and which method of the provider reads each.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;
use std::time::Duration;

use async_trait::async_trait;

use crate::cache::settings::TimeToLive;
use crate::cache::weight::Weigh;
use crate::model::{
    Agent, AgentParts, Contact, ContactParts, Conversation, ConversationParts, DirectoryParts, Id,
    Inbox, Message, MessageParts, NodeKind, Organization, OrganizationParts, Partial, Related, Tag,
    Team,
};
use crate::provider::CallContext;
use crate::provider::{Batch, Provider, Result};

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
    type Value: Partial<Parts = Self::Parts> + Weigh + Debug + Send + Sync + 'static;
    /// The parts of it.
    type Parts: bitflags::Flags<Bits = u16> + Copy + Debug + Eq + Hash + Send + Sync + 'static;

    /// The kind of the object that its key names: whoever invalidates that object invalidates this.
    const KIND: NodeKind;
    /// The kind whose lists it follows from, if it does: whoever invalidates those invalidates this.
    const LISTED: Option<NodeKind> = None;

    /// How long a copy is fresh.
    fn time_to_live(ttl: &TimeToLive) -> Duration;

    /// Reads it from the provider.
    async fn fetch(
        provider: &dyn Provider,
        context: &CallContext,
        keys: &[Self::Key],
        parts: Self::Parts,
    ) -> Fetched<Self>;
}

macro_rules! entity {
    ($($noun:ident, $parts:ident, $method:ident, $ttl:ident);+ $(;)?) => {$(
        #[async_trait]
        impl Entity for $noun {
            type Key = Id<$noun>;
            type Value = $noun;
            type Parts = $parts;

            const KIND: NodeKind = NodeKind::$noun;

            fn time_to_live(ttl: &TimeToLive) -> Duration {
                ttl.$ttl
            }

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
    Conversation, ConversationParts, conversations_by_id, conversation;
    Message, MessageParts, messages_by_id, message;
    Contact, ContactParts, contacts_by_id, contact;
    Organization, OrganizationParts, organizations_by_id, organization;
    Agent, AgentParts, agents_by_id, agent;
    Team, DirectoryParts, teams_by_id, team;
    Tag, DirectoryParts, tags_by_id, tag;
    Inbox, DirectoryParts, inboxes_by_id, inbox;
}

/// The latest message of a conversation, read by the conversation.
#[derive(Debug)]
pub struct LatestMessage;

#[async_trait]
impl Entity for LatestMessage {
    type Key = Id<Conversation>;
    type Value = Message;
    type Parts = MessageParts;

    const KIND: NodeKind = NodeKind::Conversation;
    const LISTED: Option<NodeKind> = Some(NodeKind::Message);

    fn time_to_live(ttl: &TimeToLive) -> Duration {
        ttl.message
    }

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
