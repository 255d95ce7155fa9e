//! Help Scout: not written yet.

use async_trait::async_trait;
use secrecy::SecretString;
use url::Url;

use crate::adapters::Setup;
use crate::model::{ProviderKind, SourceKey};
use crate::provider::{
    Capabilities, Error, Meanings, Pagination, PaginationStyle, Profile, Provider, Result,
};
use crate::transport::CallContext;

/// What Help Scout is and can do.
pub(crate) static PROFILE: Profile = Profile {
    kind: ProviderKind::HelpScout,
    docs_url: "https://developer.helpscout.com",
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

/// What a Help Scout source is configured with.
#[derive(Debug)]
pub struct Account {
    /// How tokens are had.
    pub credentials: Credentials,
}

/// How tokens are had.
#[derive(Debug)]
pub enum Credentials {
    /// OAuth 2.0 client credentials.
    Client {
        /// Id of the app.
        client_id: String,
        /// Secret of the app.
        client_secret: SecretString,
        /// Where tokens are asked for.
        token_url: Url,
    },
    /// A token that was had elsewhere.
    AccessToken(SecretString),
}

#[derive(Debug)]
pub(super) struct HelpScout {
    key: SourceKey,
}

impl HelpScout {
    pub(super) fn new(setup: Setup, _account: Account) -> anyhow::Result<Self> {
        Ok(Self { key: setup.key })
    }
}

#[async_trait]
impl Provider for HelpScout {
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
