//! The adapter over real HTTP, against the sandbox.

mod access;
mod conditions;
mod lookups;
mod messages;
mod orders;
mod people;
mod tickets;
mod writes;
mod writes_compose;
mod writes_tickets;

use std::collections::HashMap;

use url::Url;

use super::{Account, PostHog};
use crate::adapters::Setup;
use crate::clock::{SettableClock, SharedClock};
use crate::model::{
    Conversation, ConversationParts, ConversationQuery, Id, Message, MessageOrder, Page,
    PageRequest, ProviderKind, SourceKey,
};
use crate::provider::Provider;
use crate::sandbox::world::{Case, World};
use crate::sandbox::{RunningProvider, Sandbox};
use crate::transport::{CallContext, Limits};

/// A key of the sandbox that may only read tickets.
const TICKET_KEY: &str = "phx_sandboxticketsHj3Kd8Wq1Zr6Tn5Vb0Mc2Xs";

/// What stands for a browser's session in the sandbox.
const SESSION: &str = "session_sandboxkestrelVt5Ny8Gc2Jx7Bq4Hm1Ls";

fn clock() -> SharedClock {
    SettableClock::at("2026-11-21T09:00:00Z".parse().unwrap())
}

async fn started_with(api_key: Option<&str>) -> (Sandbox, PostHog) {
    let sandbox = Sandbox::start(&[ProviderKind::PostHog], clock())
        .await
        .unwrap();
    let provider = desk(&sandbox);
    let credential = |wanted| {
        let found = provider.credentials.iter().find(|(key, _)| *key == wanted);
        found.unwrap().1.clone()
    };
    let setup = Setup {
        key: SourceKey::parse("product").unwrap(),
        base_url: Url::parse(&provider.base_url).unwrap(),
        limits: Limits::default(),
        clock: clock(),
    };
    let account = Account {
        project_id: credential("project_id"),
        organization_id: "@current".to_owned(),
        api_key: api_key
            .map_or_else(|| credential("api_key"), str::to_owned)
            .into(),
    };
    let adapter = PostHog::new(setup, account).unwrap();
    (sandbox, adapter)
}

async fn started() -> (Sandbox, PostHog) {
    started_with(None).await
}

fn desk(sandbox: &Sandbox) -> &RunningProvider {
    sandbox.provider(ProviderKind::PostHog).unwrap()
}

fn context() -> CallContext {
    CallContext::default()
}

async fn all(adapter: &PostHog, size: usize) -> Vec<Conversation> {
    asked(adapter, &ConversationQuery::default(), size)
        .await
        .items
}

/// All rows of a question of which everything is pushed.
async fn asked(adapter: &PostHog, query: &ConversationQuery, size: usize) -> Page<Conversation> {
    let mut request = PageRequest::first(size);
    let mut all = Page::whole(Vec::new());
    loop {
        let parts = ConversationParts::all();
        let page = adapter
            .conversations(&context(), query, request, parts)
            .await
            .unwrap();
        all.items.extend(page.items);
        all.related.append(page.related);
        match page.next {
            None => return all,
            position => request = PageRequest { size, position },
        }
    }
}

async fn timeline(
    adapter: &PostHog,
    conversation: &Id<Conversation>,
    order: MessageOrder,
) -> Vec<Message> {
    let mut request = PageRequest::first(100);
    let mut messages = Vec::new();
    loop {
        let page = adapter
            .messages(&context(), conversation, order, request)
            .await
            .unwrap();
        messages.extend(page.items);
        match page.next {
            None => return messages,
            next => {
                request = PageRequest {
                    size: 100,
                    position: next,
                }
            }
        }
    }
}

/// The cases of the story, by number.
fn told(world: &World) -> HashMap<String, &Case> {
    let cases = world.cases_at(ProviderKind::PostHog);
    cases.map(|case| (case.number.to_string(), case)).collect()
}

fn number_of(row: &Conversation) -> String {
    row.number.clone().unwrap()
}
