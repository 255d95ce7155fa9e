//! Lists: one page out of several sources, with what each of them contributed, and the timeline of a conversation.
//!
//! Reads pages through the cache and never holds anything between requests: what the next page needs is in the cursor.

mod ask;
mod bytes;
mod counter;
mod counts;
mod cursor;
mod digest;
mod error;
mod identity;
mod lane;
mod listing;
mod mark;
mod merge;
mod merged;
mod outcome;
mod plan;
mod reading;
mod search;
mod state;
#[cfg(test)]
mod tests;
mod timeline;
mod walk;
mod window;

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use crate::cache::{self, Cache, ReadContext};
use crate::clock::SharedClock;
use crate::model::{
    Agent, Contact, ContactCondition, ContactOrder, Conversation, ConversationCondition,
    ConversationParts, ConversationQuery, Hit, Id, Inbox, Organization, Served, Tag, Team, Thread,
};
use crate::provider::{OrderPlan, Source};

pub use ask::{Among, Ask, MessagesAsk, SourceErrorPolicy, Window};
pub use counts::{Count, Counts, CountsAsk, Numbers};
pub use error::FeedError;
pub use identity::{Confidence, Evidence, IDENTIFYING, Match, Person, PersonKey};
pub use lane::FilterPolicy;
pub use merged::{Merged, ReadPage, Row};
pub use outcome::{CountPrecision, SourceOutcome, SourceStatus};
pub use search::{SearchAsk, SearchKind};
pub use timeline::Timeline;

use cursor::{Seal, Signer};
use lane::Lane;
use listing::{ByName, Named};
use reading::{Reading, Terms, Wanted};

/// A check of the rows of a list that no provider filters, and the argument that it comes from.
#[derive(Clone)]
pub struct Check<T> {
    /// The argument, as the schema spells it.
    pub name: &'static str,
    /// Whether a row counts.
    pub keeps: Arc<dyn Fn(&T) -> bool + Send + Sync>,
}

fn checked<T>(check: Option<Check<T>>) -> (Vec<&'static str>, Option<listing::Check<T>>) {
    match check {
        Some(Check { name, keeps }) => (vec![name], Some(keeps)),
        None => (Vec::new(), None),
    }
}

/// How lists are read.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The key that cursors are signed with.
    pub cursor_secret: SecretString,
    /// How long a cursor is good.
    pub cursor_life: Duration,
    /// How long all calls to one source may take for one page of a list.
    pub source_deadline: Duration,
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

    /// Lists the conversations that meet all conditions.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn conversations(
        &self,
        among: Among<'_>,
        ask: &Ask<'_>,
        query: &ConversationQuery,
        parts: ConversationParts,
    ) -> Result<Merged<Conversation>, FeedError> {
        let wanted = plan::Conversations {
            query,
            policy: ask.policy,
            parts,
            are_tickets: false,
        };
        self.cases(among, ask, &wanted).await
    }

    /// Lists the conversations that are numbered tickets and meet all conditions.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn tickets(
        &self,
        among: Among<'_>,
        ask: &Ask<'_>,
        mut query: ConversationQuery,
        parts: ConversationParts,
    ) -> Result<Merged<Conversation>, FeedError> {
        query.conditions.push(ConversationCondition::IsTicket(true));
        let wanted = plan::Conversations {
            query: &query,
            policy: ask.policy,
            parts,
            are_tickets: true,
        };
        self.cases(among, ask, &wanted).await
    }

    async fn cases(
        &self,
        among: Among<'_>,
        ask: &Ask<'_>,
        wanted: &plan::Conversations<'_>,
    ) -> Result<Merged<Conversation>, FeedError> {
        let terms = self.terms(among.read, ask.on_error, ask.scan_limit);
        let lanes = plan::conversations(terms, among.sources, wanted).await;
        merge::page(lanes, terms, ask, self.seal(ask)).await
    }

    /// Lists the contacts that meet all conditions. Without an order the sources come one after another, each in its own
    /// order.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn contacts(
        &self,
        among: Among<'_>,
        ask: &Ask<'_>,
        conditions: &[ContactCondition],
        order: Option<ContactOrder>,
    ) -> Result<Merged<Contact>, FeedError> {
        let wanted = plan::Contacts {
            conditions,
            order,
            policy: ask.policy,
        };
        let terms = self.terms(among.read, ask.on_error, ask.scan_limit);
        let lanes = plan::contacts(terms, among.sources, &wanted);
        merge::page(lanes, terms, ask, self.seal(ask)).await
    }

    /// Counts the conversations that meet all conditions.
    pub async fn counts(
        &self,
        among: Among<'_>,
        query: &ConversationQuery,
        ask: CountsAsk,
        scan_limit: usize,
    ) -> Counts {
        let terms = self.terms(among.read, SourceErrorPolicy::Partial, scan_limit);
        counter::counts(terms, among.sources, query, ask).await
    }

    /// Searches for words: the best match of every source first, then the second ones.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn search(
        &self,
        among: Among<'_>,
        ask: &Ask<'_>,
        search: &SearchAsk<'_>,
    ) -> Result<Merged<Hit>, FeedError> {
        let terms = self.terms(among.read, ask.on_error, ask.scan_limit);
        let lanes = search::lanes(terms, among.sources, search);
        merge::page(lanes, terms, ask, self.seal(ask)).await
    }

    /// Looks for a person in every source.
    pub async fn person(&self, among: Among<'_>, keys: &[PersonKey]) -> Person {
        let terms = self.terms(among.read, SourceErrorPolicy::Partial, Ask::SCAN_LIMIT);
        identity::person(terms, among.sources, keys).await
    }

    /// Lists companies: the sources one after another, each in its own order.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn organizations(
        &self,
        among: Among<'_>,
        ask: &Ask<'_>,
        check: Option<Check<Organization>>,
    ) -> Result<Merged<Organization>, FeedError> {
        let terms = self.terms(among.read, ask.on_error, ask.scan_limit);
        let lane = |source| {
            let reading = Reading::begin(terms, source, "organizations");
            let (residual, check) = checked(check.clone());
            let listing = listing::Organizations(check);
            let mut lane = Lane::plain(reading, listing, OrderPlan::Native);
            lane.split.residual = residual;
            lane
        };
        let lanes = among.sources.iter().map(lane).collect();
        merge::page(lanes, terms, ask, self.seal(ask)).await
    }

    /// Lists teammates by name.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn agents(
        &self,
        among: Among<'_>,
        ask: &Ask<'_>,
        check: Option<Check<Agent>>,
    ) -> Result<Merged<Agent>, FeedError> {
        self.by_name::<cache::Agents>(among, ask, check).await
    }

    /// Lists teams by name.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn teams(&self, among: Among<'_>, ask: &Ask<'_>) -> Result<Merged<Team>, FeedError> {
        self.by_name::<cache::Teams>(among, ask, None).await
    }

    /// Lists tags by name.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn tags(
        &self,
        among: Among<'_>,
        ask: &Ask<'_>,
        check: Option<Check<Tag>>,
    ) -> Result<Merged<Tag>, FeedError> {
        self.by_name::<cache::Tags>(among, ask, check).await
    }

    /// Lists inboxes by name.
    ///
    /// # Errors
    /// If the cursor is no good, or a source fails and the policy says so.
    pub async fn inboxes(
        &self,
        among: Among<'_>,
        ask: &Ask<'_>,
    ) -> Result<Merged<Inbox>, FeedError> {
        self.by_name::<cache::Inboxes>(among, ask, None).await
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
        let page = reading.page(&list, Wanted::Usual).await?;
        let threads = page.object.items.iter();
        Ok(threads
            .map(|thread| page.along(Arc::new(thread.clone())))
            .collect())
    }

    async fn by_name<L: Named>(
        &self,
        among: Among<'_>,
        ask: &Ask<'_>,
        check: Option<Check<L::Item>>,
    ) -> Result<Merged<L::Item>, FeedError> {
        let terms = self.terms(among.read, ask.on_error, self.settings.directory_limit);
        let lane = |source| {
            let reading = Reading::begin(terms, source, L::PROMISE);
            let (residual, check) = checked(check.clone());
            let mut lane = Lane::plain(reading, ByName::<L>(check), OrderPlan::Window);
            lane.split.residual = residual;
            lane
        };
        let lanes = among.sources.iter().map(lane).collect();
        merge::page(lanes, terms, ask, self.seal(ask)).await
    }

    /// What the cursors of a merged list are tied to.
    fn seal(&self, ask: &Ask<'_>) -> Seal {
        self.signer.seal("merge", &[ask.list, ask.caller])
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
