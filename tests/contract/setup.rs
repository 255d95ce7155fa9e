//! A desk: one sandbox provider, the adapter that reads it, and the story that both tell.

use std::any::Any;
use std::fmt::Debug;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use deskgraph::adapters::{self, Account, Setup, cord, helpscout, nimchat, posthog, unthread};
use deskgraph::clock::{Clock, SharedClock};
use deskgraph::model::{ProviderKind, SourceKey};
use deskgraph::provider::{CallContext, Capability, Provider};
use deskgraph::sandbox::world::World;
use deskgraph::sandbox::{RunningProvider, Sandbox};
use deskgraph::transport::Limits;
use futures_util::FutureExt as _;
use jiff::Timestamp;

/// One provider, opened for one test.
pub(super) struct Desk {
    pub(super) kind: ProviderKind,
    pub(super) provider: Arc<dyn Provider>,
    pub(super) context: CallContext,
    pub(super) world: World,
    sandbox: Sandbox,
    clock: SharedClock,
    broken: Mutex<Vec<String>>,
}

/// Most broken promises that are shown of one provider.
const MOST_SHOWN: usize = 12;

/// Looks whether every provider keeps a promise. Names those that do not.
pub(super) async fn at_every_desk<F: Future<Output = ()>>(promise: impl Fn(Arc<Desk>) -> F) {
    let mut broken = Vec::new();
    for kind in ProviderKind::ALL {
        let desk = Arc::new(Desk::open(kind).await);
        let outcome = AssertUnwindSafe(promise(Arc::clone(&desk)))
            .catch_unwind()
            .await;
        broken.extend(desk.broken());
        broken.extend(
            outcome
                .err()
                .map(|panic| format!("{kind}: {}", words(&*panic))),
        );
    }
    assert!(
        broken.is_empty(),
        "not every provider keeps the promise\n{}",
        broken.join("\n")
    );
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    text.unwrap_or_else(|| "panicked".to_owned())
}

impl Desk {
    async fn open(kind: ProviderKind) -> Self {
        let clock: SharedClock = Arc::new(FlyingClock::default());
        let sandbox = Sandbox::start(&[kind], Arc::clone(&clock)).await.unwrap();
        let provider = build(sandbox.provider(kind).unwrap(), &clock, Limits::default());
        Self {
            kind,
            provider,
            context: CallContext::default(),
            world: World::new(),
            sandbox,
            clock,
            broken: Mutex::default(),
        }
    }

    /// Another adapter for the same account, that has read nothing yet.
    pub(super) fn another_provider(&self, limits: Limits) -> Arc<dyn Provider> {
        build(self.running(), &self.clock, limits)
    }

    /// The fake provider.
    pub(super) fn running(&self) -> &RunningProvider {
        self.sandbox.provider(self.kind).unwrap()
    }

    pub(super) fn can(&self, capability: Capability) -> bool {
        self.provider.profile().capabilities.can(capability)
    }

    /// Takes note of a promise that is not kept, and goes on.
    pub(super) fn check(&self, is_kept: bool, otherwise: impl FnOnce() -> String) {
        if !is_kept {
            let line = format!("{}: {}", self.kind, otherwise());
            self.broken.lock().unwrap().push(line);
        }
    }

    /// Takes note of a value that is not the expected one, and goes on.
    pub(super) fn same<T: PartialEq + Debug>(&self, what: &str, found: T, expected: T) {
        self.check(found == expected, || {
            format!("{what}: found {found:?}, expected {expected:?}")
        });
    }

    fn broken(&self) -> Vec<String> {
        let mut broken = std::mem::take(&mut *self.broken.lock().unwrap());
        let count = broken.len();
        broken.truncate(MOST_SHOWN);
        if count > MOST_SHOWN {
            broken.push(format!("{}: … {count} in all", self.kind));
        }
        broken
    }
}

fn build(running: &RunningProvider, clock: &SharedClock, limits: Limits) -> Arc<dyn Provider> {
    let setup = Setup {
        key: SourceKey::parse("desk").unwrap(),
        base_url: running.base_url.parse().unwrap(),
        limits,
        clock: Arc::clone(clock),
    };
    adapters::build(setup, account(running)).unwrap()
}

fn account(running: &RunningProvider) -> Account {
    let given = |wanted: &str| {
        let mut credentials = running.credentials.iter();
        let found = credentials.find(|(key, _)| *key == wanted);
        found.map(|(_, value)| value.clone())
    };
    let needed = |wanted: &str| given(wanted).unwrap_or_else(|| panic!("no {wanted}"));
    match running.kind {
        ProviderKind::Unthread => Account::Unthread(unthread::Account {
            api_key: needed("api_key").into(),
        }),
        ProviderKind::Cord => Account::Cord(cord::Account {
            project_id: needed("project_id"),
            secret: needed("secret").into(),
            agent_group: given("agent_group"),
            agent_users: Vec::new(),
            speaks_as: given("speaks_as"),
        }),
        ProviderKind::HelpScout => Account::HelpScout(helpscout::Account {
            credentials: helpscout::Credentials::Client {
                client_id: needed("client_id"),
                client_secret: needed("client_secret").into(),
                token_url: needed("token_url").parse().unwrap(),
            },
        }),
        ProviderKind::PostHog => Account::PostHog(posthog::Account {
            project_id: needed("project_id"),
            organization_id: given("organization_id").unwrap_or_else(|| "@current".to_owned()),
            api_key: needed("api_key").into(),
        }),
        ProviderKind::Nimchat => Account::Nimchat(nimchat::Account {
            account_id: needed("account_id").parse().unwrap(),
            api_access_token: needed("api_access_token").into(),
            platform_token: given("platform_token").map(Into::into),
            inbox_identifier: given("inbox_identifier"),
        }),
    }
}

/// A clock on which a second passes with each look at it, so that no test meets a limit per minute by being quick.
#[derive(Debug, Default)]
struct FlyingClock(AtomicU64);

/// The morning after the story.
const START: Timestamp = Timestamp::constant(1_795_251_600, 0);

impl Clock for FlyingClock {
    fn now(&self) -> Timestamp {
        START + self.uptime()
    }

    fn uptime(&self) -> Duration {
        Duration::from_secs(self.0.fetch_add(1, Ordering::SeqCst))
    }
}
