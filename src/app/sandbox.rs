//! The sandbox: alone, and as the sources of a gateway.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;

use futures_util::FutureExt as _;
use tokio::net::TcpListener;

use crate::app::Listening;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::model::ProviderKind;
use crate::sandbox::{RunningProvider, Sandbox};
use crate::server;

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

/// Starts only the sandbox providers, all on one address.
///
/// # Errors
/// If the address is taken.
pub async fn sandbox(listen: SocketAddr) -> anyhow::Result<(Listening, Vec<SandboxDesk>)> {
    let listener = TcpListener::bind(listen).await?;
    let address = listener.local_addr()?;
    let sandbox = Sandbox::start_together(listener, SystemClock::shared()).await?;
    let desks = sandbox.providers().iter().map(desk).collect();
    let serving = async move {
        server::stop_signal().await;
        drop(sandbox);
        Ok(())
    };
    Ok((
        Listening {
            address,
            serving: serving.boxed(),
        },
        desks,
    ))
}

fn desk(provider: &RunningProvider) -> SandboxDesk {
    SandboxDesk {
        provider: provider.kind.slug(),
        base_url: provider.base_url.clone(),
        credentials: provider.credentials.clone(),
    }
}

/// The key that a sandbox provider has as a source.
const fn source_key(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::Unthread => "kestrel-slack",
        ProviderKind::Cord => "product-comments",
        ProviderKind::HelpScout => "helpscout-eu",
        ProviderKind::PostHog => "product-tickets",
        ProviderKind::Nimchat => "chat",
    }
}

/// What the desk is called in the company of the sandbox.
const fn source_name(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::Unthread => "Kestrel Slack",
        ProviderKind::Cord => "Product comments",
        ProviderKind::HelpScout => "Help Scout EU",
        ProviderKind::PostHog => "Product tickets",
        ProviderKind::Nimchat => "Website chat",
    }
}

/// The config of a gateway over running sandbox providers, with further tables in front.
///
/// # Errors
/// If the further tables are wrong.
pub fn sandbox_config(
    sandbox: &Sandbox,
    listen: SocketAddr,
    further: &str,
) -> anyhow::Result<Config> {
    let mut text = format!("{further}\n");
    if !further.contains("[server]") {
        let _ = writeln!(text, "[server]\nlisten = \"{listen}\"");
    }
    for provider in sandbox.providers() {
        let (kind, base_url) = (provider.kind, &provider.base_url);
        let _ = writeln!(
            text,
            "[[source]]\nkey = \"{}\"\nname = \"{}\"",
            source_key(kind),
            source_name(kind)
        );
        let _ = writeln!(
            text,
            "provider = \"{}\"\nbase_url = \"{base_url}\"",
            kind.slug()
        );
        for (key, value) in &provider.credentials {
            let _ = writeln!(text, "{key} = \"{value}\"");
        }
    }
    Ok(Config::parse(
        text.as_bytes(),
        Path::new("sandbox"),
        &|_| None,
    )?)
}
