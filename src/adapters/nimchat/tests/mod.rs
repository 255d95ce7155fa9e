//! The adapter over real HTTP, against the sandbox.

mod busy_contact;
mod contact_filters;
mod conversations;
mod directory;
mod filters;
mod messages;
mod orders;
mod search;
mod writes;

use jiff::Timestamp;
use url::Url;

use super::{Account, Nimchat};
use crate::adapters::Setup;
use crate::clock::{SettableClock, SharedClock};
use crate::model::{
    Contact, ContactQuery, Conversation, ConversationParts, ConversationQuery, Id, Message,
    MessageOrder, PageRequest, ProviderKind, Related, SourceKey,
};
use crate::provider::{ErrorKind, Provider};
use crate::sandbox::world::World;
use crate::sandbox::{RecordedRequest, Sandbox};
use crate::transport::{CallContext, Limits};

/// Ids that nobody gave; some of them the server would take for the number 1.
const STRANGE: [&str; 12] = [
    "", ".", "..", "../x", "a/b", "%", "1abc", "01", "+1", "-1", "999999", "1?x=1",
];

/// A running fake, and the adapter that asks it.
struct Desk {
    sandbox: Sandbox,
    nimchat: Nimchat,
    context: CallContext,
}

impl Desk {
    async fn open() -> Self {
        Self::with(|account| account).await
    }

    async fn with(change: impl FnOnce(Account) -> Account) -> Self {
        let clock: SharedClock = SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap());
        let sandbox = Sandbox::start(&[ProviderKind::Nimchat], clock.clone())
            .await
            .unwrap();
        let provider = sandbox.provider(ProviderKind::Nimchat).unwrap();
        let credential = |wanted| {
            let found = provider.credentials.iter().find(|(key, _)| *key == wanted);
            found.unwrap().1.clone()
        };
        let setup = Setup {
            key: SourceKey::parse("chat").unwrap(),
            base_url: Url::parse(&provider.base_url).unwrap(),
            limits: Limits::default(),
            clock,
        };
        let account = change(Account {
            account_id: credential("account_id").parse().unwrap(),
            api_access_token: credential("api_access_token").into(),
            platform_token: None,
            inbox_identifier: None,
        });
        let nimchat = Nimchat::new(setup, account).unwrap();
        Self {
            sandbox,
            nimchat,
            context: CallContext::default(),
        }
    }

    /// What was asked since the last time.
    fn asked(&self) -> Vec<RecordedRequest> {
        let provider = self.sandbox.provider(ProviderKind::Nimchat).unwrap();
        let requests = provider.requests();
        provider.clear_requests();
        requests
    }

    fn id<T>(&self, native: &str) -> Id<T> {
        Id::new(self.nimchat.key(), native)
    }

    fn strange<T>(&self) -> Vec<Id<T>> {
        STRANGE.iter().map(|native| self.id(native)).collect()
    }

    async fn all(&self, parts: ConversationParts) -> (Vec<Conversation>, Related) {
        let mut request = PageRequest::first(10);
        let (mut rows, mut related) = (Vec::new(), Related::default());
        loop {
            let page = self
                .nimchat
                .conversations(&self.context, &ConversationQuery::default(), request, parts)
                .await
                .unwrap();
            assert_eq!(page.total, Some(cases() as u64));
            rows.extend(page.items);
            related.append(page.related);
            let Some(next) = page.next else {
                return (rows, related);
            };
            request = PageRequest {
                size: 10,
                position: Some(next),
            };
        }
    }

    async fn messages(&self, conversation: &Id<Conversation>, order: MessageOrder) -> Vec<Message> {
        let mut request = PageRequest::first(10);
        let mut messages = Vec::new();
        loop {
            let page = self
                .nimchat
                .messages(&self.context, conversation, order, request)
                .await
                .unwrap();
            messages.extend(page.items);
            let Some(next) = page.next else {
                return messages;
            };
            request = PageRequest {
                size: 10,
                position: Some(next),
            };
        }
    }

    async fn contacts(&self) -> Vec<Contact> {
        self.contacts_that(&ContactQuery::default()).await
    }

    async fn contacts_that(&self, query: &ContactQuery) -> Vec<Contact> {
        let mut request = PageRequest::first(10);
        let mut contacts = Vec::new();
        loop {
            let page = self
                .nimchat
                .contacts(&self.context, query, request)
                .await
                .unwrap();
            contacts.extend(page.items);
            let Some(next) = page.next else {
                return contacts;
            };
            request = PageRequest {
                size: 10,
                position: Some(next),
            };
        }
    }
}

/// A time of the story as the provider tells it.
fn to_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap()
}

fn cases() -> usize {
    World::new().cases_at(ProviderKind::Nimchat).count()
}

#[tokio::test]
async fn a_good_token_is_one_call_and_a_wrong_one_is_unauthorized() {
    let desk = Desk::open().await;
    desk.nimchat.check(&desk.context).await.unwrap();
    assert_eq!(desk.asked().len(), 1);
    let desk = Desk::with(|account| Account {
        api_access_token: "wrong".to_owned().into(),
        ..account
    })
    .await;
    let error = desk.nimchat.check(&desk.context).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unauthorized);
    let wire = error.source.unwrap();
    assert_eq!(
        wire.upstream_message.as_deref(),
        Some("Invalid Access Token")
    );
}

#[tokio::test]
async fn the_account_of_others_is_forbidden_although_the_server_says_401() {
    let desk = Desk::with(|account| Account {
        account_id: 8,
        ..account
    })
    .await;
    let error = desk.nimchat.check(&desk.context).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Forbidden);
    assert_eq!(error.source.unwrap().status, Some(401));
}
