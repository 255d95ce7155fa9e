//! The adapter over real HTTP, against the sandbox.

mod conversations;
mod faults;
mod filters;
mod lookups;
mod messages;
mod orders;
mod people;
mod refused;
mod writes;
mod writes_create;
mod writes_directory;
mod writes_messages;
mod writes_tags;

use jiff::Timestamp;
use url::Url;

use super::{Account, Unthread};
use crate::adapters::Setup;
use crate::clock::{SettableClock, SharedClock};
use crate::model::{
    Condition as _, Conversation, ConversationCondition, ConversationParts, ConversationQuery,
    PageRequest, ProviderKind, Related, SourceKey,
};
use crate::provider::{ErrorKind, Provider};
use crate::sandbox::{RecordedRequest, RunningProvider, Sandbox};
use crate::transport::{CallContext, Limits};

/// The adapter, and the fake service it talks to.
struct Desk {
    sandbox: Sandbox,
    unthread: Unthread,
    context: CallContext,
}

impl Desk {
    async fn open() -> Self {
        Self::open_with(None).await
    }

    async fn open_with(api_key: Option<&str>) -> Self {
        let sandbox = Sandbox::start(&[ProviderKind::Unthread], clock())
            .await
            .unwrap();
        let provider = sandbox.provider(ProviderKind::Unthread).unwrap();
        let own_key = &provider.credentials[0].1;
        let setup = Setup {
            key: SourceKey::parse("acme-slack").unwrap(),
            base_url: Url::parse(&provider.base_url).unwrap(),
            limits: Limits::default(),
            clock: clock(),
        };
        let account = Account {
            api_key: api_key.unwrap_or(own_key).to_owned().into(),
        };
        Self {
            unthread: Unthread::new(setup, account).unwrap(),
            sandbox,
            context: CallContext::default(),
        }
    }

    fn provider(&self) -> &RunningProvider {
        self.sandbox.provider(ProviderKind::Unthread).unwrap()
    }

    /// What was asked since the last time.
    fn requests(&self) -> Vec<RecordedRequest> {
        let requests = self.provider().requests();
        self.provider().clear_requests();
        requests
    }

    /// Every conversation, read in pages of this size.
    async fn conversations(&self, size: usize, parts: ConversationParts) -> Vec<Conversation> {
        let every = ConversationQuery::default();
        self.asked(&every, size, parts).await.0
    }

    /// What the list answers to a question over all pages of this size, and what comes along.
    async fn asked(
        &self,
        query: &ConversationQuery,
        size: usize,
        parts: ConversationParts,
    ) -> (Vec<Conversation>, Related) {
        let mut request = PageRequest::first(size);
        let (mut rows, mut along) = (Vec::new(), Related::default());
        loop {
            let page = self
                .unthread
                .conversations(&self.context, query, request, parts);
            let page = page.await.unwrap();
            rows.extend(page.items);
            along.append(page.related);
            let position = page.next;
            if position.is_none() {
                return (rows, along);
            }
            request = PageRequest { size, position };
        }
    }
}

/// All of these conditions, in the order of every day.
fn all_of(conditions: &[ConversationCondition]) -> ConversationQuery {
    ConversationQuery {
        conditions: conditions.to_vec(),
        ..ConversationQuery::default()
    }
}

/// The rows that meet all conditions, by the words of the model.
fn meeting<'a>(
    rows: &'a [Conversation],
    along: &Related,
    conditions: &[ConversationCondition],
) -> Vec<&'a Conversation> {
    let now = clock().now();
    let meets = |row: &&Conversation| conditions.iter().all(|one| one.holds(row, along, now));
    rows.iter().filter(meets).collect()
}

fn clock() -> SharedClock {
    SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap())
}

/// The service shows milliseconds of what it stores in microseconds.
fn shown(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap()
}

/// Ids that nobody gave, some of which would mean something in a path.
const HOSTILE: &[&str] = &["no-such", "../x", "a/b", "%", "", "..", "a b", "é"];

#[tokio::test]
async fn a_good_key_is_checked_with_one_call() {
    let desk = Desk::open().await;
    desk.unthread.check(&desk.context).await.unwrap();
    assert_eq!(desk.requests().len(), 1);
}

#[tokio::test]
async fn a_wrong_key_is_unauthorized() {
    let desk = Desk::open_with(Some("wrong")).await;
    let error = desk.unthread.check(&desk.context).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unauthorized);
    let wire = error.source.unwrap();
    assert_eq!(wire.upstream_message.as_deref(), Some("Unauthorized."));
}
