//! The lists that are merged row by row, and the key of each.

use crate::cache::{self, List};
use crate::model::ConversationOrderField;
use crate::model::{Contact, Conversation, ConversationParts, Organization, PageRequest};
use crate::provider::{Profile, SupportLevel};

/// A list that every source has in an order of its own, and how the rows of all are put into one.
pub(super) trait Order: Sync {
    /// The list of one source.
    type List: List;

    /// The promise of the port that gives it.
    const PROMISE: &'static str;

    /// A page of it.
    fn list(&self, page: PageRequest) -> Self::List;

    /// What the rows are ordered by, greatest first. A row without a key stands right after the one before it.
    fn key(&self, item: &<Self::List as List>::Item) -> Option<i64>;

    /// The native id of a row.
    fn native<'a>(&self, item: &'a <Self::List as List>::Item) -> &'a str;

    /// Whether a provider sorts by something else than the key.
    fn is_approximate(&self, profile: &Profile) -> bool;
}

/// Conversations, latest activity first.
pub(super) struct ByActivity {
    pub parts: ConversationParts,
}

impl Order for ByActivity {
    type List = cache::Conversations;

    const PROMISE: &'static str = "conversations";

    fn list(&self, page: PageRequest) -> Self::List {
        cache::Conversations {
            query: std::sync::Arc::default(),
            page,
            parts: self.parts,
        }
    }

    fn key(&self, item: &Conversation) -> Option<i64> {
        item.last_activity_at.map(|at| at.as_microsecond())
    }

    fn native<'a>(&self, item: &'a Conversation) -> &'a str {
        item.id.native()
    }

    fn is_approximate(&self, profile: &Profile) -> bool {
        let field = ConversationOrderField::LastActivityAt;
        let support = profile.orders.iter().find(|order| order.field == field);
        support.is_some_and(|support| support.level != SupportLevel::Native)
    }
}

/// The sources one after another, each in its own order.
pub(super) struct InTurn<L>(pub fn(PageRequest) -> L);

macro_rules! in_turn {
    ($($list:ident of $noun:ident by $promise:literal),+) => {$(
        impl Order for InTurn<cache::$list> {
            type List = cache::$list;

            const PROMISE: &'static str = $promise;

            fn list(&self, page: PageRequest) -> Self::List {
                (self.0)(page)
            }

            fn key(&self, _: &$noun) -> Option<i64> {
                None
            }

            fn native<'a>(&self, item: &'a $noun) -> &'a str {
                item.id.native()
            }

            fn is_approximate(&self, _: &Profile) -> bool {
                false
            }
        }
    )+};
}

in_turn!(Contacts of Contact by "contacts", Organizations of Organization by "organizations");
