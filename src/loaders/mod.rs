//! Loads objects by id for one request: each source and kind in batches, every key with its own outcome.
//!
//! The only way in which resolvers read single objects.

pub mod batch;
mod lane;
mod primed;

use std::collections::HashMap;
use std::sync::Arc;

use crate::cache::{Cache, LatestMessage, ReadContext};
use crate::model::{
    Agent, AgentParts, Contact, ContactParts, Conversation, ConversationParts, DirectoryParts,
    Freshness, Id, Inbox, Message, MessageParts, Organization, OrganizationParts, Related, Served,
    SourceKey, Tag, Team,
};
use crate::provider::{Registry, Result};

use lane::{Lane, Shared};
use primed::Primed;

/// The loaders of one request.
pub struct Loaders {
    sources: HashMap<SourceKey, SourceLoaders>,
}

struct SourceLoaders {
    primed: Arc<Primed>,
    conversations: Lane<Conversation>,
    messages: Lane<Message>,
    latest_messages: Lane<LatestMessage>,
    contacts: Lane<Contact>,
    organizations: Lane<Organization>,
    agents: Lane<Agent>,
    teams: Lane<Team>,
    tags: Lane<Tag>,
    inboxes: Lane<Inbox>,
}

macro_rules! loads {
    ($($(#[$doc:meta])+ $method:ident: $lane:ident, $key:ty, $parts:ty => $value:ty);+ $(;)?) => {
        impl Loaders {
            $(
                $(#[$doc])+
                ///
                /// # Errors
                /// If the source does not answer for it.
                pub async fn $method(&self, key: &$key, parts: $parts) -> Result<Option<Served<$value>>> {
                    match self.sources.get(key.source()) {
                        Some(loaders) => loaders.$lane.load(key, parts).await,
                        None => Ok(None),
                    }
                }
            )+
        }
    };
}

loads! {
    /// Loads a conversation; `None` if it does not exist.
    conversation: conversations, Id<Conversation>, ConversationParts => Conversation;
    /// Loads a message; `None` if it does not exist.
    message: messages, Id<Message>, MessageParts => Message;
    /// Loads the latest message of a conversation that is not an activity record; `None` if there is none.
    latest_message: latest_messages, Id<Conversation>, MessageParts => Message;
    /// Loads a contact; `None` if it does not exist.
    contact: contacts, Id<Contact>, ContactParts => Contact;
    /// Loads a company; `None` if it does not exist.
    organization: organizations, Id<Organization>, OrganizationParts => Organization;
    /// Loads a teammate; `None` if there is none with this id.
    agent: agents, Id<Agent>, AgentParts => Agent;
    /// Loads a team; `None` if it does not exist.
    team: teams, Id<Team>, DirectoryParts => Team;
    /// Loads a tag; `None` if it does not exist.
    tag: tags, Id<Tag>, DirectoryParts => Tag;
    /// Loads an inbox; `None` if it does not exist.
    inbox: inboxes, Id<Inbox>, DirectoryParts => Inbox;
}

impl Loaders {
    /// Loaders over all sources that are switched on.
    #[must_use]
    pub fn new(registry: &Registry, cache: &Arc<Cache>, read: &ReadContext) -> Self {
        let loaders = |source: &Arc<crate::provider::Source>| {
            let shared = Shared {
                cache: Arc::clone(cache),
                source: Arc::clone(source),
                read: read.clone(),
                primed: Arc::default(),
            };
            (source.key.clone(), SourceLoaders::new(&shared))
        };
        Self {
            sources: registry.enabled().map(loaders).collect(),
        }
    }

    /// Keeps what came along with an answer of a source, so that loading it costs no call.
    pub fn prime(&self, source: &SourceKey, related: &Related, freshness: Freshness) {
        if let Some(loaders) = self.sources.get(source) {
            loaders.primed.absorb(related, freshness);
        }
    }
}

impl SourceLoaders {
    fn new(shared: &Shared) -> Self {
        Self {
            primed: Arc::clone(&shared.primed),
            conversations: Lane::new(shared.clone(), |primed| Some(&primed.conversations)),
            messages: Lane::new(shared.clone(), |primed| Some(&primed.messages)),
            latest_messages: Lane::new(shared.clone(), |_| None),
            contacts: Lane::new(shared.clone(), |primed| Some(&primed.contacts)),
            organizations: Lane::new(shared.clone(), |primed| Some(&primed.organizations)),
            agents: Lane::new(shared.clone(), |primed| Some(&primed.agents)),
            teams: Lane::new(shared.clone(), |primed| Some(&primed.teams)),
            tags: Lane::new(shared.clone(), |primed| Some(&primed.tags)),
            inboxes: Lane::new(shared.clone(), |primed| Some(&primed.inboxes)),
        }
    }
}
