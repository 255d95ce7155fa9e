//! What all requests share.

use std::sync::{Arc, Mutex, MutexGuard, RwLock, RwLockReadGuard};
use std::time::Duration;

use jiff::Timestamp;

use crate::clock::SharedClock;
use crate::sandbox::desk::Setting;

use super::quota::Quota;
use super::records::Account;
use super::tokens::{App, Tokens};
use super::view::Lens;
use super::{quota, seed};

/// The server as the handlers hold it.
pub(crate) type Shared = Arc<Server>;

/// The account, who may see it and how often.
pub(crate) struct Server {
    base_url: String,
    clock: SharedClock,
    account: RwLock<Account>,
    tokens: Mutex<Tokens>,
    quota: Mutex<Quota>,
}

impl Server {
    /// Copies the desk out of the story.
    pub(crate) fn new(setting: &Setting<'_>, app: App) -> Self {
        Self {
            base_url: setting.base_url.clone(),
            clock: setting.clock.clone(),
            account: RwLock::new(seed::account(setting.world)),
            tokens: Mutex::new(Tokens::new(app)),
            quota: Mutex::new(Quota::new(quota::PER_MINUTE)),
        }
    }

    /// The current time, in whole seconds as the provider writes it.
    pub(crate) fn now(&self) -> Timestamp {
        seed::whole_second(self.clock.now())
    }

    /// How long the server runs.
    pub(crate) fn uptime(&self) -> Duration {
        self.clock.uptime()
    }

    /// The data, for reading.
    pub(crate) fn account(&self) -> RwLockReadGuard<'_, Account> {
        self.account
            .read()
            .expect("no code panics while holding it")
    }

    /// The access tokens.
    pub(crate) fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().expect("no code panics while holding it")
    }

    /// The request counter.
    pub(crate) fn quota(&self) -> MutexGuard<'_, Quota> {
        self.quota.lock().expect("no code panics while holding it")
    }

    /// Looks at the data the way answers show it.
    pub(crate) fn lens<'a>(&'a self, account: &'a Account) -> Lens<'a> {
        Lens {
            account,
            base_url: &self.base_url,
            now: self.now(),
        }
    }
}
