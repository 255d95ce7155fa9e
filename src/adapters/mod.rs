//! The five providers. Each folder has the same rooms: learn one, know all. The README says how to write a sixth.

pub mod cord;
pub mod helpscout;
pub mod nimchat;
pub mod outgoing;
mod paging;
pub mod posthog;
pub mod unthread;

use std::sync::Arc;

use url::Url;

use crate::clock::SharedClock;
use crate::model::SourceKey;
use crate::provider::{Profile, Provider};
use crate::transport::{Auth, Client, Limits, Refine, Settings};

/// What every source is built from.
#[derive(Debug)]
pub struct Setup {
    /// Short unique name.
    pub key: SourceKey,
    /// Root of the API.
    pub base_url: Url,
    /// Times and sizes of calls.
    pub limits: Limits,
    /// Clock.
    pub clock: SharedClock,
}

/// What a source is configured with, by provider.
#[derive(Debug)]
pub enum Account {
    /// Unthread.
    Unthread(unthread::Account),
    /// Cord.
    Cord(cord::Account),
    /// Help Scout.
    HelpScout(helpscout::Account),
    /// `PostHog`.
    PostHog(posthog::Account),
    /// Nimchat.
    Nimchat(nimchat::Account),
}

/// The static facts of all providers, in the order of `ProviderKind::ALL`.
pub static PROFILES: [&Profile; 5] = [
    &unthread::PROFILE,
    &cord::PROFILE,
    &helpscout::PROFILE,
    &posthog::PROFILE,
    &nimchat::PROFILE,
];

/// Builds what answers for a source.
///
/// # Errors
/// If the TLS library cannot be started.
pub fn build(setup: Setup, account: Account) -> anyhow::Result<Arc<dyn Provider>> {
    Ok(match account {
        Account::Unthread(account) => Arc::new(unthread::Unthread::new(setup, account)?),
        Account::Cord(account) => Arc::new(cord::Cord::new(setup, account)?),
        Account::HelpScout(account) => Arc::new(helpscout::HelpScout::new(setup, account)?),
        Account::PostHog(account) => Arc::new(posthog::PostHog::new(setup, account)?),
        Account::Nimchat(account) => Arc::new(nimchat::Nimchat::new(setup, account)?),
    })
}

fn build_client(setup: Setup, auth: Auth, refine: Refine) -> anyhow::Result<Client> {
    let Setup {
        key,
        base_url,
        limits,
        clock,
    } = setup;
    let source = Arc::from(key.as_str());
    Ok(Client::new(Settings {
        source,
        base_url,
        auth,
        limits,
        refine,
        clock,
    })?)
}
