//! The composition root: a config in, running parts out. The only place that knows every module.

mod check;
mod executor;
mod gateway;
mod sandbox;
mod sources;
mod staging;
mod state;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tokio::net::TcpListener;

use crate::clock::{SharedClock, SystemClock};
use crate::config::Config;
use crate::graphql;
use crate::sandbox::Sandbox;
use crate::server::{self, Drain, ServeSettings};

pub use check::{SourceCheck, check};
pub use gateway::{Running, router};
pub use sandbox::{SandboxDesk, sandbox, sandbox_config};

/// A server that is bound and waits to be driven.
pub struct Listening {
    /// Where it is reached.
    pub address: SocketAddr,
    /// Serves until it is told to stop.
    pub serving: BoxFuture<'static, anyhow::Result<()>>,
}

/// Starts the gateway.
///
/// # Errors
/// If the address is taken or a source cannot be built.
pub async fn serve(config: Config) -> anyhow::Result<Listening> {
    let clock = SystemClock::shared();
    start(&config, Origin::Configured, clock, server::stop_signal()).await
}

/// Starts the gateway over the five sandbox providers.
///
/// # Errors
/// If an address is taken.
pub async fn serve_sandbox(listen: SocketAddr) -> anyhow::Result<Listening> {
    let clock = SystemClock::shared();
    let providers = Sandbox::start(&crate::model::ProviderKind::ALL, clock.clone()).await?;
    let config = sandbox_config(&providers, listen, "")?;
    let Listening { address, serving } =
        start(&config, Origin::Sandbox, clock, server::stop_signal()).await?;
    let serving = async move {
        let outcome = serving.await;
        drop(providers);
        outcome
    };
    Ok(Listening {
        address,
        serving: serving.boxed(),
    })
}

/// Whom the sources of a config talk to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// What the operator configured.
    Configured,
    /// The built-in sandbox.
    Sandbox,
}

/// Binds the address of a config and gets the gateway ready to serve until `stop`.
///
/// # Errors
/// If the address is taken or a source cannot be built.
pub async fn start(
    config: &Config,
    origin: Origin,
    clock: SharedClock,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<Listening> {
    let listener = TcpListener::bind(config.server.listen).await?;
    let address = listener.local_addr()?;
    let drain = Drain::default();
    let running = Running::new(config, origin, &format!("http://{address}"), clock)?;
    let routes = router(Arc::new(running), config, drain.clone());
    let settings = ServeSettings {
        drain,
        ..ServeSettings::default()
    };
    let serving = async move {
        server::serve(listener, routes, stop, settings).await;
        Ok(())
    };
    Ok(Listening {
        address,
        serving: serving.boxed(),
    })
}

/// Returns the SDL, with a line break at the end.
#[must_use]
pub fn schema() -> String {
    graphql::sdl()
}
