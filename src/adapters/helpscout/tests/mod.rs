//! The adapter over real HTTP, against the sandbox.

mod contact_filters;
mod conversations;
mod filters;
mod messages;
mod people;
mod writes_conversations;
mod writes_messages;
mod writes_people;
mod writes_refused;

use std::future::Future;

use serde_json::Value;
use url::Url;

use super::{Account, Credentials, HelpScout};
use crate::adapters::Setup;
use crate::clock::{SettableClock, SharedClock};
use crate::model::command::Command;
use crate::model::{
    Conversation, ConversationParts, ConversationQuery, Id, Message, MessageOrder, Page,
    PageRequest, ProviderKind, SourceKey,
};
use crate::provider::{Provider as _, Result, WriteContext, WriteResult, Written};
use crate::sandbox::world::World;
use crate::sandbox::{RunningProvider, Sandbox};
use crate::transport::{CallContext, Limits};

/// The conversation of the story that others were merged into, and one of them.
const MERGED_INTO: u32 = 6;
const MERGED: &str = "2147482500";

fn clock() -> SharedClock {
    SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap())
}

struct Desk {
    sandbox: Sandbox,
    adapter: HelpScout,
    context: CallContext,
}

impl Desk {
    async fn open() -> Self {
        Self::open_with(None).await
    }

    async fn open_with(secret: Option<&str>) -> Self {
        let sandbox = Sandbox::start(&[ProviderKind::HelpScout], clock())
            .await
            .unwrap();
        let provider = sandbox.provider(ProviderKind::HelpScout).unwrap();
        let credential = |wanted| {
            let found = provider.credentials.iter().find(|(key, _)| *key == wanted);
            found.unwrap().1.clone()
        };
        let setup = Setup {
            key: SourceKey::parse("help").unwrap(),
            base_url: Url::parse(&provider.base_url).unwrap(),
            limits: Limits::default(),
            clock: clock(),
        };
        let client_secret = secret.map_or_else(|| credential("client_secret"), str::to_owned);
        let credentials = Credentials::Client {
            client_id: credential("client_id"),
            client_secret: client_secret.into(),
            token_url: Url::parse(&credential("token_url")).unwrap(),
        };
        let adapter = HelpScout::new(setup, Account { credentials }).unwrap();
        Self {
            sandbox,
            adapter,
            context: CallContext::default(),
        }
    }

    fn provider(&self) -> &RunningProvider {
        self.sandbox.provider(ProviderKind::HelpScout).unwrap()
    }

    /// Forgets the calls so far, with the one for a token among them.
    async fn quiet(&self) {
        self.adapter.check(&self.context).await.unwrap();
        self.provider().clear_requests();
    }

    /// The calls since it was quiet, as people would write them.
    fn asked(&self) -> Vec<String> {
        let requests = self.provider().requests().into_iter();
        let query = |text: String| {
            let pairs = url::form_urlencoded::parse(text.as_bytes());
            let pairs: Vec<_> = pairs.map(|(key, value)| format!("{key}={value}")).collect();
            pairs.join("&")
        };
        let call = requests.map(|one| match one.query {
            Some(text) => format!("{}?{}", one.path, query(text)),
            None => one.path,
        });
        call.collect()
    }

    fn calls(&self) -> usize {
        self.provider().requests().len()
    }

    fn id<T>(&self, native: &str) -> Id<T> {
        Id::new(self.adapter.key(), native)
    }

    async fn all(&self, parts: ConversationParts) -> Vec<Conversation> {
        let every = ConversationQuery::default();
        let read = |request| {
            self.adapter
                .conversations(&self.context, &every, request, parts)
        };
        walked(read).await
    }

    /// The conversation of a case of the story.
    async fn of_case(&self, number: u32) -> Conversation {
        let world = World::new();
        let mut cases = world.cases_at(ProviderKind::HelpScout);
        let case = cases.find(|case| case.number == number).unwrap();
        let all = self.all(ConversationParts::all()).await;
        let mut found = all.into_iter();
        let is_it = |one: &Conversation| one.number == Some((48_200 + 3 * number).to_string());
        let found = found.find(is_it).unwrap();
        assert_eq!(found.subject.as_deref(), Some(case.subject.as_str()));
        found
    }

    async fn conversation(&self, native: &str, parts: ConversationParts) -> Option<Conversation> {
        let id = self.id(native);
        let ids = [id.clone()];
        let mut batch = self
            .adapter
            .conversations_by_id(&self.context, &ids, parts)
            .await;
        assert_eq!(batch.outcomes.len(), 1);
        batch.outcomes.remove(&id).unwrap().unwrap()
    }

    /// Makes a write that has to be admitted.
    async fn write(&self, command: Command) -> WriteResult {
        self.adapter.admit(&command).unwrap();
        let context = WriteContext {
            call: self.context.clone(),
            token: "0123456789abcdef0123456789abcdef".to_owned(),
        };
        self.adapter.write(&context, &command).await
    }

    /// Makes a write that has to succeed, and says what was sent for it.
    async fn wrote(&self, command: Command) -> (Written, Vec<(String, Value)>) {
        self.quiet().await;
        let written = self.write(command).await.unwrap();
        assert!(written.stopped.is_none(), "{:?}", written.stopped);
        (written, self.sent())
    }

    /// Method and path of each call since it was quiet, and the body of writes.
    fn sent(&self) -> Vec<(String, Value)> {
        let requests = self.provider().requests();
        requests
            .iter()
            .map(|one| (one.line(), one.json()))
            .collect()
    }

    async fn messages(&self, id: &Id<Conversation>, order: MessageOrder) -> Vec<Message> {
        walked(|request| self.adapter.messages(&self.context, id, order, request)).await
    }
}

/// The items of all pages.
async fn walked<T, F>(read: impl Fn(PageRequest) -> F) -> Vec<T>
where
    F: Future<Output = Result<Page<T>>>,
{
    let pages = pages(read).await.into_iter();
    pages.flat_map(|page| page.items).collect()
}

async fn pages<T, F>(read: impl Fn(PageRequest) -> F) -> Vec<Page<T>>
where
    F: Future<Output = Result<Page<T>>>,
{
    let mut request = PageRequest::first(25);
    let mut pages = Vec::new();
    while pages.len() < 20 {
        let page = read(request).await.unwrap();
        request = PageRequest {
            size: 25,
            position: page.next.clone(),
        };
        pages.push(page);
        if request.position.is_none() {
            return pages;
        }
    }
    panic!("the list has no end");
}
