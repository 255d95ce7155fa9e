//! The composition root. Placeholder: declares what the commands call.

use std::net::SocketAddr;

use anyhow::bail;
use futures_util::future::BoxFuture;

use crate::config::Config;

/// A server that is bound and waits to be driven.
pub struct Listening {
    /// Where it is reached.
    pub address: SocketAddr,
    /// Serves until it is told to stop.
    pub serving: BoxFuture<'static, anyhow::Result<()>>,
}

/// A sandbox provider that is served.
#[derive(Debug)]
pub struct SandboxDesk {
    /// The provider word of the config file.
    pub provider: &'static str,
    /// What to configure as `base_url`.
    pub base_url: String,
    /// The other keys of its `[[source]]` table.
    pub credentials: Vec<(&'static str, String)>,
}

/// What trying one source gave.
#[derive(Debug)]
pub struct SourceCheck {
    /// The source's key.
    pub key: String,
    /// The provider word of the config file.
    pub provider: &'static str,
    /// What was read, or why nothing was.
    pub outcome: Result<String, String>,
}

/// Starts the gateway.
///
/// # Errors
///
/// Says why it cannot start.
pub async fn serve(config: Config) -> anyhow::Result<Listening> {
    let _ = config;
    bail!("not built yet")
}

/// Starts the gateway over the five sandbox providers.
///
/// # Errors
///
/// Says why it cannot start.
pub async fn serve_sandbox(listen: SocketAddr) -> anyhow::Result<Listening> {
    let _ = listen;
    bail!("not built yet")
}

/// Starts only the sandbox providers.
///
/// # Errors
///
/// Says why they cannot start.
pub async fn sandbox(listen: SocketAddr) -> anyhow::Result<(Listening, Vec<SandboxDesk>)> {
    let _ = listen;
    bail!("not built yet")
}

/// Returns the SDL, with a line break at the end.
#[must_use]
pub fn schema() -> String {
    String::new()
}

/// Tries each source with one cheap read, in the order of the config.
///
/// # Errors
///
/// Says why no source can be tried.
pub async fn check(config: Config) -> anyhow::Result<Vec<SourceCheck>> {
    let _ = config;
    bail!("not built yet")
}
