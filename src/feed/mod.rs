//! Lists: one page out of several sources, with what each of them contributed, and the timeline of a conversation.
//!
//! Reads pages through the cache and never holds anything between requests: what the next page needs is in the cursor.

mod ask;
mod bytes;
mod cursor;
mod digest;
mod directory;
mod error;
mod mark;
mod merge;
mod merged;
mod order;
mod outcome;
mod reading;
mod state;
#[cfg(test)]
mod tests;
mod timeline;
mod walk;

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use crate::cache::{self, Cache, List, ReadContext};
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
use directory::Named;
use order::{ByActivity, InTurn, Order};
use reading::{Reading, Terms};

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
        let order = ByActivity { parts };
        self.merge(&order, read, sources, ask).await
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
        let order = InTurn(|page| cache::Contacts {
            query: Arc::default(),
            page,
        });
        self.merge(&order, read, sources, ask).await
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
        let order = InTurn(cache::Organizations);
        self.merge(&order, read, sources, ask).await
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
        self.by_name::<cache::Agents>(read, sources, ask).await
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
        self.by_name::<cache::Teams>(read, sources, ask).await
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
        self.by_name::<cache::Tags>(read, sources, ask).await
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
        self.by_name::<cache::Inboxes>(read, sources, ask).await
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
        let names = [
            conversation.source().as_str(),
            conversation.native(),
            ask.list,
            ask.caller,
        ];
        let seal = self.signer.seal("timeline", &names);
        let terms = self.terms_of_one(read, self.settings.message_scan_limit);
        let reading = Reading::begin(terms, source, "messages");
        timeline::page(reading, conversation, ask, seal).await
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
        let terms = self.terms_of_one(read, 0);
        let mut reading = Reading::begin(terms, source, "side_threads");
        let page = reading.page(&list).await?;
        let threads = page.object.items.iter();
        Ok(threads
            .map(|thread| page.along(Arc::new(thread.clone())))
            .collect())
    }

    async fn merge<O: Order>(
        &self,
        order: &O,
        read: &ReadContext,
        sources: &[Arc<Source>],
        ask: &Ask<'_>,
    ) -> Result<Merged<<O::List as List>::Item>, FeedError> {
        let seal = self.signer.seal("merge", &[ask.list, ask.caller]);
        let terms = self.terms(read, ask.on_error, self.settings.scan_limit);
        merge::page(order, terms, sources, ask, seal).await
    }

    async fn by_name<L: Named>(
        &self,
        read: &ReadContext,
        sources: &[Arc<Source>],
        ask: &Ask<'_>,
    ) -> Result<Merged<L::Item>, FeedError> {
        let seal = self.signer.seal("names", &[ask.list, ask.caller]);
        let terms = self.terms(read, ask.on_error, self.settings.directory_limit);
        directory::page::<L>(terms, sources, ask, seal).await
    }

    /// The terms of a list of one source, where a failure is the failure of the list.
    fn terms_of_one<'a>(&'a self, read: &'a ReadContext, limit: usize) -> Terms<'a> {
        let on_error = if read.stale_on_error {
            SourceErrorPolicy::Stale
        } else {
            SourceErrorPolicy::Fail
        };
        self.terms(read, on_error, limit)
    }

    fn terms<'a>(
        &'a self,
        read: &'a ReadContext,
        on_error: SourceErrorPolicy,
        limit: usize,
    ) -> Terms<'a> {
        Terms {
            cache: &self.cache,
            clock: &self.clock,
            read,
            source_deadline: self.settings.source_deadline,
            limit,
            on_error,
        }
    }
}
