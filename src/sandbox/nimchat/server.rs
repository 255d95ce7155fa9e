//! What every route can reach.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use crate::clock::SharedClock;
use crate::sandbox::desk::Setting;

use super::state::State;

/// The state, the time and the address.
#[derive(Debug)]
pub(super) struct Server {
    state: Mutex<State>,
    clock: SharedClock,
    /// Start of absolute links, without a slash at the end.
    pub base_url: String,
}

impl Server {
    pub(super) fn new(state: State, setting: &Setting<'_>) -> Arc<Self> {
        Arc::new(Self {
            state: Mutex::new(state),
            clock: setting.clock.clone(),
            base_url: setting.base_url.clone(),
        })
    }

    /// Locks the state. A request that died while holding it has only read, or written whole values.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
