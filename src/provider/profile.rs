//! The static facts of a provider, gathered for serving.

use crate::model::{ConversationField, ConversationOrderField, OrderDirection, ProviderKind};
use crate::provider::mapping::{ChannelRow, MessageKindRow, PriorityRow, StatusRow};
use crate::provider::{Capabilities, SupportLevel};
use crate::transport::Operation;

/// Everything about a kind of API that is independent of any account.
#[derive(Debug)]
pub struct Profile {
    /// Which one.
    pub kind: ProviderKind,
    /// Entry page of the provider's documentation.
    pub docs_url: &'static str,
    /// What the provider calls our words.
    pub meanings: Meanings,
    /// What it can do.
    pub capabilities: Capabilities,
    /// Status table.
    pub statuses: &'static [StatusRow],
    /// Priority table; empty where the provider has none.
    pub priorities: &'static [PriorityRow],
    /// Channel table.
    pub channels: &'static [ChannelRow],
    /// Message type table.
    pub message_kinds: &'static [MessageKindRow],
    /// Orderings of the conversation list.
    pub orders: &'static [OrderSupport],
    /// Conditions on the conversation list; what is not listed is unsupported.
    pub filters: &'static [FilterSupport],
    /// How the main list is paged.
    pub pagination: Pagination,
    /// Every operation the adapter knows.
    pub operations: &'static [Operation],
}

/// What the provider calls our words, in a sentence each.
#[derive(Clone, Copy, Debug)]
pub struct Meanings {
    /// Conversation.
    pub conversation: &'static str,
    /// Thread.
    pub thread: &'static str,
    /// Message.
    pub message: &'static str,
    /// Ticket.
    pub ticket: &'static str,
}

/// Whether an ordering is available.
#[derive(Clone, Copy, Debug)]
pub struct OrderSupport {
    /// Field to order by.
    pub field: ConversationOrderField,
    /// Directions the provider can produce.
    pub directions: &'static [OrderDirection],
    /// How well.
    pub level: SupportLevel,
    /// Differences in meaning.
    pub notes: Option<&'static str>,
}

/// How a condition on conversations is evaluated when it stands alone.
#[derive(Clone, Copy, Debug)]
pub struct FilterSupport {
    /// The condition.
    pub field: ConversationField,
    /// Native: by the provider. Partial: the provider narrows, the gateway checks. Emulated: by the gateway.
    pub level: SupportLevel,
    /// Restrictions.
    pub notes: Option<&'static str>,
}

impl FilterSupport {
    /// The provider evaluates it, exactly.
    #[must_use]
    pub const fn native(field: ConversationField) -> Self {
        Self {
            field,
            level: SupportLevel::Native,
            notes: None,
        }
    }

    /// The provider narrows, the gateway checks every row.
    #[must_use]
    pub const fn partial(field: ConversationField, notes: &'static str) -> Self {
        Self {
            field,
            level: SupportLevel::Partial,
            notes: Some(notes),
        }
    }

    /// Adds restrictions in plain words.
    #[must_use]
    pub const fn with_notes(self, notes: &'static str) -> Self {
        Self {
            notes: Some(notes),
            ..self
        }
    }

    /// The gateway checks every row.
    #[must_use]
    pub const fn emulated(field: ConversationField) -> Self {
        Self {
            field,
            level: SupportLevel::Emulated,
            notes: None,
        }
    }
}

impl Profile {
    /// The support of one condition on the conversation list.
    #[must_use]
    pub fn filter(&self, field: ConversationField) -> Option<&'static FilterSupport> {
        self.filters.iter().find(|support| support.field == field)
    }
}

/// Kinds of upstream paging.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaginationStyle {
    /// Opaque next and previous cursors.
    Cursor,
    /// Forward token.
    Token,
    /// One-based page numbers.
    PageNumber,
    /// Limit and offset.
    Offset,
}

/// How a provider pages its main list.
#[derive(Clone, Copy, Debug)]
pub struct Pagination {
    /// Kind of paging.
    pub style: PaginationStyle,
    /// Largest page.
    pub max_page_size: usize,
    /// Whether the page size cannot be chosen.
    pub is_page_size_fixed: bool,
    /// Whether each conversation costs calls of its own, so that a page should not be larger than needed.
    pub is_row_costly: bool,
    /// False when new activity can shift items between pages.
    pub is_stable: bool,
    /// Resolution of the sort key.
    pub key_precision: &'static str,
}
