//! Searches: lists of what was found, best match first as the provider ranks.

use std::sync::Arc;

use async_trait::async_trait;

use crate::cache::along::Along;
use crate::cache::list::List;
use crate::model::{
    ContactQuery, ConversationParts, ConversationQuery, Hit, NodeKind, Page, PageRequest,
};
use crate::provider::{CallContext, Provider, Result};

/// What is searched.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Searched {
    /// Conversations; the question has the words.
    Conversations {
        /// What the list is asked.
        query: Arc<ConversationQuery>,
        /// What is wanted of each.
        parts: ConversationParts,
    },
    /// The tickets among conversations.
    Tickets {
        /// What the list is asked.
        query: Arc<ConversationQuery>,
        /// What is wanted of each.
        parts: ConversationParts,
    },
    /// Messages with these words.
    Messages(Arc<str>),
    /// Contacts; the question has the words.
    Contacts(Arc<ContactQuery>),
    /// All companies: no provider searches them.
    Organizations,
}

/// A page of what was found in one source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hits {
    /// What is searched, and for what.
    pub searched: Searched,
    /// Which page.
    pub page: PageRequest,
}

#[async_trait]
impl List for Hits {
    type Item = Hit;

    fn kind(&self) -> NodeKind {
        match &self.searched {
            Searched::Conversations { .. } | Searched::Tickets { .. } => NodeKind::Conversation,
            Searched::Messages(_) => NodeKind::Message,
            Searched::Contacts(_) => NodeKind::Contact,
            Searched::Organizations => NodeKind::Organization,
        }
    }

    fn offer(items: &[Hit], along: &mut Along<'_>) {
        for item in items {
            match item {
                Hit::Conversation(one) | Hit::Ticket(one) => {
                    along.keep(std::slice::from_ref(one), |one| &one.id);
                }
                Hit::Message(one) => along.keep(std::slice::from_ref(one), |one| &one.id),
                Hit::Contact(one) => along.keep(std::slice::from_ref(one), |one| &one.id),
                Hit::Organization(one) => along.keep(std::slice::from_ref(one), |one| &one.id),
            }
        }
    }

    async fn fetch(&self, provider: &dyn Provider, context: &CallContext) -> Result<Page<Hit>> {
        let page = self.page.clone();
        Ok(match &self.searched {
            Searched::Conversations { query, parts } => {
                let found = provider.conversations(context, query, page, *parts);
                found.await?.map(Hit::Conversation)
            }
            Searched::Tickets { query, parts } => {
                let found = provider.conversations(context, query, page, *parts);
                found.await?.map(Hit::Ticket)
            }
            Searched::Messages(words) => {
                let found = provider.search_messages(context, words, page);
                found.await?.map(Hit::Message)
            }
            Searched::Contacts(query) => {
                let found = provider.contacts(context, query, page);
                found.await?.map(Hit::Contact)
            }
            Searched::Organizations => {
                let found = provider.organizations(context, page);
                found.await?.map(Hit::Organization)
            }
        })
    }
}
