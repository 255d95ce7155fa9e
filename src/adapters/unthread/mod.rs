//! Unthread: not written yet.

use async_trait::async_trait;
use secrecy::SecretString;

use crate::adapters::Setup;
use crate::model::{ProviderKind, SourceKey};
use crate::provider::{
    Capabilities, Error, Meanings, Pagination, PaginationStyle, Profile, Provider, Result,
};
use crate::transport::CallContext;

/// What Unthread is and can do.
pub(crate) static PROFILE: Profile = Profile {
    kind: ProviderKind::Unthread,
    docs_url: "https://docs.unthread.io",
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
        is_row_costly: false,
        is_stable: false,
        key_precision: "",
    },
    operations: &[],
};

/// What a Unthread source is configured with.
#[derive(Debug)]
pub struct Account {
    /// Key of the API; sent in `X-Api-Key`.
    pub api_key: SecretString,
}

#[derive(Debug)]
pub(super) struct Unthread {
    key: SourceKey,
}

impl Unthread {
    pub(super) fn new(setup: Setup, _account: Account) -> anyhow::Result<Self> {
        Ok(Self { key: setup.key })
    }
}

#[async_trait]
impl Provider for Unthread {
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
