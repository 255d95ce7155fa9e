//! `PostHog`: not written yet.

use async_trait::async_trait;
use secrecy::SecretString;

use crate::adapters::Setup;
use crate::model::{ProviderKind, SourceKey};
use crate::provider::{
    Capabilities, Error, Meanings, Pagination, PaginationStyle, Profile, Provider, Result,
};
use crate::transport::CallContext;

/// What `PostHog` is and can do.
pub(crate) static PROFILE: Profile = Profile {
    kind: ProviderKind::PostHog,
    docs_url: "https://posthog.com/docs/support",
    meanings: Meanings {
        conversation: "",
        thread: "",
        message: "",
        ticket: "",
    },
    capabilities: Capabilities(&[]),
    statuses: &[],
    priorities: &[],
    channels: &[],
    message_kinds: &[],
    orders: &[],
    pagination: Pagination {
        style: PaginationStyle::Cursor,
        max_page_size: 1,
        is_page_size_fixed: false,
        is_stable: false,
        key_precision: "",
    },
    operations: &[],
};

/// What a `PostHog` source is configured with.
#[derive(Debug)]
pub struct Account {
    /// Id of the project.
    pub project_id: String,
    /// Organization whose members are the agents; `@current` is that of the key.
    pub organization_id: String,
    /// Personal API key.
    pub api_key: SecretString,
}

#[derive(Debug)]
pub(super) struct PostHog {
    key: SourceKey,
}

impl PostHog {
    pub(super) fn new(setup: Setup, _account: Account) -> anyhow::Result<Self> {
        Ok(Self { key: setup.key })
    }
}

#[async_trait]
impl Provider for PostHog {
    fn profile(&self) -> &'static Profile {
        &PROFILE
    }

    fn key(&self) -> &SourceKey {
        &self.key
    }

    async fn check(&self, _context: &CallContext) -> Result<()> {
        Err(Error::unsupported(&self.key, "check"))
    }
}
