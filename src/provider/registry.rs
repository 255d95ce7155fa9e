//! The configured accounts.

use std::sync::Arc;

use crate::model::{ProviderKind, SourceKey};
use crate::provider::{Health, Profile, Provider};

/// One configured account and what the operator said about it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Short unique name.
    pub key: SourceKey,
    /// Display name.
    pub name: String,
    /// False when the operator switched it off.
    pub is_enabled: bool,
    /// True when it talks to a built-in sandbox provider.
    pub is_sandbox: bool,
    /// Root of the API, without credentials.
    pub base_url: String,
    /// Account or project number inside the provider.
    pub account_ref: Option<String>,
    /// What answers for it.
    pub provider: Arc<dyn Provider>,
    /// How it has been answering.
    pub health: Arc<Health>,
}

/// All configured accounts, in the order of the configuration.
#[derive(Clone, Debug)]
pub struct Registry {
    sources: Arc<[Arc<Source>]>,
    profiles: &'static [&'static Profile],
}

impl Registry {
    /// Gathers accounts and the profiles of all providers, in the order of [`ProviderKind::ALL`].
    #[must_use]
    pub fn new(sources: Vec<Source>, profiles: &'static [&'static Profile]) -> Self {
        Self {
            sources: sources.into_iter().map(Arc::new).collect(),
            profiles,
        }
    }

    /// All accounts.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.sources.iter()
    }

    /// The accounts that are switched on.
    pub fn enabled(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.sources.iter().filter(|source| source.is_enabled)
    }

    /// The account with this key.
    #[must_use]
    pub fn source(&self, key: &str) -> Option<&Arc<Source>> {
        self.sources
            .iter()
            .find(|source| source.key.as_str() == key)
    }

    /// The static facts of all providers.
    #[must_use]
    pub const fn profiles(&self) -> &'static [&'static Profile] {
        self.profiles
    }

    /// The static facts of one provider.
    #[must_use]
    pub fn profile(&self, kind: ProviderKind) -> Option<&'static Profile> {
        self.profiles
            .iter()
            .find(|profile| profile.kind == kind)
            .copied()
    }
}
