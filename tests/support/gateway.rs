//! A gateway over running sandbox providers.

use std::net::SocketAddr;
use std::sync::Arc;

use async_graphql::{Request, Variables};
use deskgraph::app::{Origin, Running, router, sandbox_config};
use deskgraph::clock::SettableClock;
use deskgraph::model::ProviderKind;
use deskgraph::sandbox::{FaultRule, RunningProvider, Sandbox};
use deskgraph::server::{self, Drain, ServeSettings};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::Http;

/// When every test begins: a day after the story of the sandbox ends.
pub(crate) const START: &str = "2026-11-21T09:00:00Z";

/// The key of a sandbox provider as a source.
pub(crate) const fn key(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::Unthread => "kestrel-slack",
        ProviderKind::Cord => "product-comments",
        ProviderKind::HelpScout => "helpscout-eu",
        ProviderKind::PostHog => "product-tickets",
        ProviderKind::Nimchat => "chat",
    }
}

/// A running gateway. Ends when it is dropped, with its sandbox and its server.
pub(crate) struct TestGateway {
    running: Arc<Running>,
    sandbox: Sandbox,
    clock: Arc<SettableClock>,
    address: SocketAddr,
    _stop: oneshot::Sender<()>,
}

/// What a test gateway is made of.
pub(crate) struct Builder {
    kinds: Vec<ProviderKind>,
    faults: Vec<(ProviderKind, FaultRule)>,
    config: String,
}

impl TestGateway {
    /// A gateway over all five providers, all well, with the settings that a config file without them has.
    pub(crate) fn builder() -> Builder {
        Builder {
            kinds: ProviderKind::ALL.to_vec(),
            faults: Vec::new(),
            config: String::new(),
        }
    }

    /// Starts the usual gateway.
    pub(crate) async fn start() -> Self {
        Self::builder().start().await
    }

    /// Asks in the process, without HTTP.
    pub(crate) async fn query(&self, query: &str) -> Value {
        self.query_with(query, json!({})).await
    }

    /// Asks in the process, with variables.
    pub(crate) async fn query_with(&self, query: &str, variables: Value) -> Value {
        self.execute(query, variables, false).await
    }

    /// Asks in the process, with the upstream calls under `/extensions/upstream`.
    pub(crate) async fn query_traced(&self, query: &str, variables: Value) -> Value {
        self.execute(query, variables, true).await
    }

    async fn execute(&self, query: &str, variables: Value, shows_calls: bool) -> Value {
        let request = Request::new(query).variables(Variables::from_json(variables));
        let response = self.running.gateway.execute(request, shows_calls).await;
        serde_json::to_value(response).unwrap()
    }

    /// A client of its server.
    pub(crate) fn http(&self) -> Http {
        Http::to(self.address)
    }

    /// One of the providers behind it.
    pub(crate) fn provider(&self, kind: ProviderKind) -> &RunningProvider {
        self.sandbox.provider(kind).expect("it was asked for")
    }

    /// All providers behind it.
    pub(crate) fn providers(&self) -> &[RunningProvider] {
        self.sandbox.providers()
    }

    /// Forgets what the providers were asked so far.
    pub(crate) fn forget_requests(&self) {
        for provider in self.providers() {
            provider.clear_requests();
        }
    }

    /// The clock of the gateway and of the sandbox.
    pub(crate) fn clock(&self) -> &SettableClock {
        &self.clock
    }
}

impl Builder {
    /// Only these providers.
    pub(crate) fn with_sources(mut self, kinds: &[ProviderKind]) -> Self {
        self.kinds = kinds.to_vec();
        self
    }

    /// Something goes wrong with this provider from the start.
    pub(crate) fn with_fault(mut self, kind: ProviderKind, fault: impl Into<FaultRule>) -> Self {
        self.faults.push((kind, fault.into()));
        self
    }

    /// Further tables of the config file.
    pub(crate) fn with_config(mut self, tables: &str) -> Self {
        self.config += tables;
        self.config += "\n";
        self
    }

    pub(crate) async fn start(self) -> TestGateway {
        let clock = SettableClock::at(START.parse().unwrap());
        let sandbox = Sandbox::start(&self.kinds, clock.clone()).await.unwrap();
        for (kind, fault) in self.faults {
            sandbox
                .provider(kind)
                .expect("it was asked for")
                .fault(fault);
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let config = sandbox_config(&sandbox, address, &self.config).unwrap();
        let own_address = format!("http://{address}");
        let running = Running::new(&config, Origin::Sandbox, &own_address, clock.clone()).unwrap();
        let running = Arc::new(running);
        let drain = Drain::default();
        let routes = router(Arc::clone(&running), &config, drain.clone());
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async {
            let _ = stopped.await;
        };
        let settings = ServeSettings {
            drain,
            ..ServeSettings::default()
        };
        tokio::spawn(server::serve(listener, routes, shutdown, settings));
        TestGateway {
            running,
            sandbox,
            clock,
            address,
            _stop: stop,
        }
    }
}
