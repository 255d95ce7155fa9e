//! What all requests share.

use std::fmt::Display;
use std::sync::{Arc, Mutex, MutexGuard, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use jiff::Timestamp;

use crate::clock::SharedClock;
use crate::sandbox::desk::Setting;

use super::acts::due;
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

    /// The data, for reading. What has become due since it was last looked at has happened.
    pub(crate) fn account(&self) -> RwLockReadGuard<'_, Account> {
        let read = || {
            self.account
                .read()
                .expect("no code panics while holding it")
        };
        let account = read();
        if !due::is_any(&account, self.now()) {
            return account;
        }
        drop(account);
        drop(self.account_mut());
        read()
    }

    /// The data, for writing.
    pub(crate) fn account_mut(&self) -> RwLockWriteGuard<'_, Account> {
        let mut account = self
            .account
            .write()
            .expect("no code panics while holding it");
        due::settle(&mut account, self.now());
        account
    }

    /// The address of something below `/v2/`.
    pub(crate) fn href(&self, path: impl Display) -> String {
        format!("{}/v2/{path}", self.base_url)
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
