//! The only place that knows the time, so that tests can set it.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::Timestamp;

/// A clock that is handed around as a value.
pub type SharedClock = Arc<dyn Clock>;

/// Tells the time of day and how long the process has been running.
pub trait Clock: Debug + Send + Sync {
    /// Returns the current instant, for what is shown or sent.
    fn now(&self) -> Timestamp;

    /// Returns the time since the clock was made; never goes back, for lifetimes and deadlines.
    fn uptime(&self) -> Duration;
}

/// The clock of the machine.
#[derive(Debug)]
pub struct SystemClock {
    started: Instant,
}

impl SystemClock {
    /// Starts a clock whose uptime is zero.
    #[must_use]
    pub fn shared() -> SharedClock {
        Arc::new(Self {
            started: Instant::now(),
        })
    }
}

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the time"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn uptime(&self) -> Duration {
        self.started.elapsed()
    }
}

/// A clock that stands still until it is told to move.
#[derive(Debug)]
pub struct SettableClock {
    start: Timestamp,
    moved: Mutex<Duration>,
}

impl SettableClock {
    /// Makes a clock that shows `start`.
    #[must_use]
    pub fn at(start: Timestamp) -> Arc<Self> {
        Arc::new(Self {
            start,
            moved: Mutex::new(Duration::ZERO),
        })
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        *self.moved.lock().expect("no code panics while holding it") += by;
    }
}

impl Clock for SettableClock {
    fn now(&self) -> Timestamp {
        self.start + self.uptime()
    }

    fn uptime(&self) -> Duration {
        *self.moved.lock().expect("no code panics while holding it")
    }
}
