//! Five fake providers, written from the providers' own documents. They share no type with the adapters.

mod desk;
mod faults;
mod server;
pub mod world;

mod cord;
mod helpscout;
mod nimchat;
mod posthog;
mod unthread;

#[cfg(test)]
mod tests;

use std::io;
use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;

use crate::clock::SharedClock;
use crate::model::ProviderKind;

use self::desk::{Desk, Setting};
use self::faults::Tap;
use self::server::Server;
use self::world::World;

pub use self::faults::{Fault, FaultRule, RecordedRequest};

/// Some or all of the fake providers, served until dropped.
#[derive(Debug)]
pub struct Sandbox {
    providers: Vec<RunningProvider>,
    _servers: Vec<Server>,
}

/// One fake provider that can be asked.
#[derive(Debug)]
pub struct RunningProvider {
    /// Which one it is.
    pub kind: ProviderKind,
    /// What a source is configured with as `base_url`.
    pub base_url: String,
    /// The other keys of its `[[source]]` table, beside `key`, `provider` and `base_url`. Made up, never real secrets.
    pub credentials: Vec<(&'static str, String)>,
    tap: Arc<Tap>,
}

impl Sandbox {
    /// Starts these providers on this machine, each on a free port of its own.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn start(kinds: &[ProviderKind], clock: SharedClock) -> io::Result<Self> {
        let world = World::new();
        let (mut providers, mut servers) = (Vec::new(), Vec::new());
        for &kind in kinds {
            let listener = server::free_port().await?;
            let origin = format!("http://{}", listener.local_addr()?);
            let (provider, router) = open(kind, &world, &clock, &origin);
            providers.push(provider);
            servers.push(Server::start(listener, router));
        }
        Ok(Self {
            providers,
            _servers: servers,
        })
    }

    /// Starts all five on one address, each below `/<slug>`.
    ///
    /// # Errors
    /// If the listener has no address.
    pub async fn start_together(listener: TcpListener, clock: SharedClock) -> io::Result<Self> {
        let world = World::new();
        let address = listener.local_addr()?;
        let mut providers = Vec::new();
        let mut together = Router::new();
        for kind in ProviderKind::ALL {
            let prefix = format!("/{}", kind.slug());
            let (provider, router) =
                open(kind, &world, &clock, &format!("http://{address}{prefix}"));
            providers.push(provider);
            together = together.nest(&prefix, router);
        }
        Ok(Self {
            providers,
            _servers: vec![Server::start(listener, together)],
        })
    }

    /// The running providers, in the order they were asked for.
    #[must_use]
    pub fn providers(&self) -> &[RunningProvider] {
        &self.providers
    }

    /// The running provider of this kind; `None` if it was not asked for.
    #[must_use]
    pub fn provider(&self, kind: ProviderKind) -> Option<&RunningProvider> {
        self.providers.iter().find(|provider| provider.kind == kind)
    }
}

impl RunningProvider {
    /// What it was asked so far, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.tap.requests()
    }

    /// Forgets what it was asked.
    pub fn clear_requests(&self) {
        self.tap.clear_requests();
    }

    /// Makes something go wrong from now on. Of several rules that hit a request, the one set first is played.
    pub fn fault(&self, rule: impl Into<FaultRule>) {
        self.tap.add(rule.into());
    }

    /// Lets everything go right again.
    pub fn clear_faults(&self) {
        self.tap.clear_faults();
    }
}

/// Opens one desk whose own address begins with `origin`.
fn open(
    kind: ProviderKind,
    world: &World,
    clock: &SharedClock,
    origin: &str,
) -> (RunningProvider, Router) {
    let root = root(kind);
    let setting = Setting {
        world,
        clock: Arc::clone(clock),
        base_url: format!("{origin}{root}"),
    };
    let Desk {
        router,
        credentials,
    } = match kind {
        ProviderKind::Unthread => unthread::open(&setting),
        ProviderKind::Cord => cord::open(&setting),
        ProviderKind::HelpScout => helpscout::open(&setting),
        ProviderKind::PostHog => posthog::open(&setting),
        ProviderKind::Nimchat => nimchat::open(&setting),
    };
    let tap = Arc::new(Tap::default());
    let router = tap.around(router);
    let router = if root.is_empty() {
        router
    } else {
        Router::new().nest(root, router)
    };
    let provider = RunningProvider {
        kind,
        base_url: setting.base_url,
        credentials,
        tap,
    };
    (provider, router)
}

/// The path part of the address that a source of this kind is configured with.
const fn root(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::Unthread => "/api",
        ProviderKind::Cord
        | ProviderKind::HelpScout
        | ProviderKind::PostHog
        | ProviderKind::Nimchat => "",
    }
}
