//! Nimchat: not written yet.

use async_trait::async_trait;
use secrecy::SecretString;

use crate::adapters::Setup;
use crate::model::{ProviderKind, SourceKey};
use crate::provider::{
    Capabilities, Error, Meanings, Pagination, PaginationStyle, Profile, Provider, Result,
};
use crate::transport::CallContext;

/// What Nimchat is and can do.
pub(crate) static PROFILE: Profile = Profile {
    kind: ProviderKind::Nimchat,
    docs_url: "https://www.chatwoot.com/developers/api",
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

/// What a Nimchat source is configured with.
#[derive(Debug)]
pub struct Account {
    /// Number of the account.
    pub account_id: u64,
    /// Token of an agent or administrator.
    pub api_access_token: SecretString,
    /// Token of the platform API.
    pub platform_token: Option<SecretString>,
    /// Identifier of an API inbox, for the public API.
    pub inbox_identifier: Option<String>,
}

#[derive(Debug)]
pub(super) struct Nimchat {
    key: SourceKey,
}

impl Nimchat {
    pub(super) fn new(setup: Setup, _account: Account) -> anyhow::Result<Self> {
        Ok(Self { key: setup.key })
    }
}

#[async_trait]
impl Provider for Nimchat {
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
