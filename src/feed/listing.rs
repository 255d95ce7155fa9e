//! The lists that can be merged: what each is asked, which rows of it count, and what they are merged by.

use std::sync::Arc;

use jiff::Timestamp;

use crate::cache::{self, List};
use crate::model::{
    Agent, Contact, ContactCondition, ContactOrder, ContactQuery, Conversation,
    ConversationCondition, ConversationOrder, ConversationOrderField, ConversationParts,
    ConversationQuery, Hit, Inbox, OrderDirection, Organization, PageRequest, Related, RowKey, Tag,
    Team, all_hold,
};

/// What stands in a list.
pub(super) type Item<L> = <<L as Listing>::List as List>::Item;

/// The list of one source, as it takes part in a merged one.
pub(super) trait Listing: Send + Sync {
    /// The list of the source.
    type List: List;

    /// The promise of the port that gives it.
    const PROMISE: &'static str;

    /// A page of it.
    fn list(&self, page: PageRequest) -> Self::List;

    /// Whether it has conversations, whose rows cost calls of their own where the source says so.
    fn is_of_conversations(&self) -> bool {
        false
    }

    /// What a row is merged by, greatest first. `number` counts the rows of the source before it. A row without a key
    /// stands right after the one before it, and behind all others where the gateway sorts.
    fn key(&self, item: &Item<Self>, number: usize) -> Option<RowKey>;

    /// When a row was moved, in microseconds, if the list is ordered by that: what moves while a list is being shown
    /// belongs to the next walk.
    fn moved_at(&self, _: &Item<Self>) -> Option<i64> {
        None
    }

    /// What tells a row from the others of its source.
    fn native<'a>(&self, item: &'a Item<Self>) -> &'a str;

    /// Whether a row meets what the source itself does not check.
    fn keeps(&self, item: &Item<Self>, along: &Related) -> bool;
}

/// Conversations.
pub(super) struct Conversations {
    /// What the source is asked.
    pub query: Arc<ConversationQuery>,
    /// What the rows are merged by.
    pub order: ConversationOrder,
    /// What every row is checked for.
    pub residual: Vec<ConversationCondition>,
    pub parts: ConversationParts,
    pub now: Timestamp,
}

impl Listing for Conversations {
    type List = cache::Conversations;

    const PROMISE: &'static str = "conversations";

    fn list(&self, page: PageRequest) -> Self::List {
        cache::Conversations {
            query: Arc::clone(&self.query),
            page,
            parts: self.parts,
        }
    }

    fn is_of_conversations(&self) -> bool {
        true
    }

    fn key(&self, item: &Conversation, _: usize) -> Option<RowKey> {
        self.order.key(item)
    }

    fn moved_at(&self, item: &Conversation) -> Option<i64> {
        let at = match self.order.field {
            ConversationOrderField::LastActivityAt => item.last_activity_at,
            ConversationOrderField::UpdatedAt => item.updated_at,
            ConversationOrderField::CreatedAt
            | ConversationOrderField::WaitingSince
            | ConversationOrderField::Priority
            | ConversationOrderField::SlaDueAt
            | ConversationOrderField::SnoozedUntil
            | ConversationOrderField::Number => None,
        };
        at.map(|at| at.as_microsecond())
    }

    fn native<'a>(&self, item: &'a Conversation) -> &'a str {
        item.id.native()
    }

    fn keeps(&self, item: &Conversation, along: &Related) -> bool {
        all_hold(&self.residual, item, along, self.now)
    }
}

/// Contacts.
pub(super) struct Contacts {
    /// What the source is asked.
    pub query: Arc<ContactQuery>,
    /// What the rows are merged by; `None` takes the sources one after another, each in its own order.
    pub order: Option<ContactOrder>,
    /// What every row is checked for.
    pub residual: Vec<ContactCondition>,
    pub now: Timestamp,
}

impl Listing for Contacts {
    type List = cache::Contacts;

    const PROMISE: &'static str = "contacts";

    fn list(&self, page: PageRequest) -> Self::List {
        cache::Contacts {
            query: Arc::clone(&self.query),
            page,
        }
    }

    fn key(&self, item: &Contact, _: usize) -> Option<RowKey> {
        self.order.and_then(|order| order.key(item))
    }

    fn native<'a>(&self, item: &'a Contact) -> &'a str {
        item.id.native()
    }

    fn keeps(&self, item: &Contact, along: &Related) -> bool {
        all_hold(&self.residual, item, along, self.now)
    }
}

/// Whether something that was found counts.
pub(super) type HitCheck = Box<dyn Fn(&Hit, &Related) -> bool + Send + Sync>;

/// What a search found, best match of every source first, then the second ones.
pub(super) struct Hits {
    pub searched: cache::Searched,
    /// Whether something that was found counts.
    pub check: HitCheck,
}

impl Listing for Hits {
    type List = cache::Hits;

    const PROMISE: &'static str = "search";

    fn list(&self, page: PageRequest) -> Self::List {
        cache::Hits {
            searched: self.searched.clone(),
            page,
        }
    }

    fn is_of_conversations(&self) -> bool {
        match self.searched {
            cache::Searched::Conversations { .. } | cache::Searched::Tickets { .. } => true,
            cache::Searched::Messages(_)
            | cache::Searched::Contacts(_)
            | cache::Searched::Organizations => false,
        }
    }

    fn key(&self, _: &Hit, number: usize) -> Option<RowKey> {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        Some(RowKey::Number(-number))
    }

    fn native<'a>(&self, item: &'a Hit) -> &'a str {
        item.native()
    }

    fn keeps(&self, item: &Hit, along: &Related) -> bool {
        (self.check)(item, along)
    }
}

/// A check of the rows of a list that no provider filters.
pub(super) type Check<T> = Arc<dyn Fn(&T) -> bool + Send + Sync>;

/// Companies: the sources one after another, each in its own order.
pub(super) struct Organizations(pub Option<Check<Organization>>);

impl Listing for Organizations {
    type List = cache::Organizations;

    const PROMISE: &'static str = "organizations";

    fn list(&self, page: PageRequest) -> Self::List {
        cache::Organizations(page)
    }

    fn key(&self, _: &Organization, _: usize) -> Option<RowKey> {
        None
    }

    fn native<'a>(&self, item: &'a Organization) -> &'a str {
        item.id.native()
    }

    fn keeps(&self, item: &Organization, _: &Related) -> bool {
        self.0.as_ref().is_none_or(|check| check(item))
    }
}

/// A list of one source that is small enough to be read whole and sorted by name here.
pub(super) trait Named: List {
    /// The promise of the port that gives it.
    const PROMISE: &'static str;

    /// A page of it.
    fn list(page: PageRequest) -> Self;

    /// The name that an item is sorted by.
    fn name(item: &Self::Item) -> &str;

    /// The native id of an item.
    fn native(item: &Self::Item) -> &str;
}

macro_rules! named {
    ($($list:ident of $noun:ident by $promise:literal and $name:expr);+ $(;)?) => {$(
        impl Named for cache::$list {
            const PROMISE: &'static str = $promise;

            fn list(page: PageRequest) -> Self {
                Self(page)
            }

            fn name(item: &$noun) -> &str {
                let name: fn(&$noun) -> &str = $name;
                name(item)
            }

            fn native(item: &$noun) -> &str {
                item.id.native()
            }
        }
    )+};
}

named! {
    Agents of Agent by "agents" and Agent::display_name;
    Teams of Team by "teams" and |team| &team.name;
    Tags of Tag by "tags" and |tag| &tag.name;
    Inboxes of Inbox by "inboxes" and |inbox| &inbox.name;
}

/// A small list by name.
pub(super) struct ByName<L: Named>(pub Option<Check<L::Item>>);

impl<L: Named> Listing for ByName<L> {
    type List = L;

    const PROMISE: &'static str = L::PROMISE;

    fn list(&self, page: PageRequest) -> L {
        L::list(page)
    }

    fn key(&self, item: &L::Item, _: usize) -> Option<RowKey> {
        Some(RowKey::text(L::name(item), OrderDirection::Asc))
    }

    fn native<'a>(&self, item: &'a L::Item) -> &'a str {
        L::native(item)
    }

    fn keeps(&self, item: &L::Item, _: &Related) -> bool {
        self.0.as_ref().is_none_or(|check| check(item))
    }
}
