//! How a source has been answering.

use std::sync::Mutex;

use jiff::Timestamp;

use crate::provider::{Error, ErrorKind};

/// Summary of health.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HealthState {
    /// The latest call was answered.
    Up,
    /// The latest call failed, an earlier one did not.
    Degraded,
    /// Over the provider's limit.
    RateLimited,
    /// The credentials were rejected.
    Unauthorized,
    /// Several calls in a row were not answered.
    Down,
    /// Not called yet.
    Unknown,
}

/// What is known of a source's health.
#[derive(Clone, Debug)]
pub struct HealthReport {
    /// Summary.
    pub state: HealthState,
    /// When it entered this state; `None` while it was not called.
    pub since: Option<Timestamp>,
    /// Last good answer.
    pub last_success_at: Option<Timestamp>,
    /// Last failure.
    pub last_error: Option<(Timestamp, Error)>,
    /// Failures in a row.
    pub consecutive_failures: u32,
}

/// Failures in a row after which a source counts as down.
const DOWN_AFTER: u32 = 3;

/// Watches how a source answers.
#[derive(Debug)]
pub struct Health(Mutex<HealthReport>);

impl Default for Health {
    fn default() -> Self {
        Self(Mutex::new(HealthReport {
            state: HealthState::Unknown,
            since: None,
            last_success_at: None,
            last_error: None,
            consecutive_failures: 0,
        }))
    }
}

impl Health {
    /// Takes note of an answer.
    pub fn answered(&self, now: Timestamp) {
        let mut report = self.0.lock().expect("no code panics while holding it");
        report.last_success_at = Some(now);
        report.consecutive_failures = 0;
        enter(&mut report, HealthState::Up, now);
    }

    /// Takes note of a failure. Failures that say nothing about the source, such as a missing object, are answers.
    pub fn failed(&self, error: &Error, now: Timestamp) {
        let state = match error.kind {
            ErrorKind::NotFound
            | ErrorKind::GoneMerged
            | ErrorKind::Rejected
            | ErrorKind::Forbidden => {
                return self.answered(now);
            }
            ErrorKind::Unsupported | ErrorKind::Internal => return,
            ErrorKind::Unauthorized => Some(HealthState::Unauthorized),
            ErrorKind::RateLimited => Some(HealthState::RateLimited),
            ErrorKind::TimedOut | ErrorKind::Unavailable | ErrorKind::Malformed => None,
        };
        let mut report = self.0.lock().expect("no code panics while holding it");
        report.consecutive_failures += 1;
        report.last_error = Some((now, error.clone()));
        let is_down = report.consecutive_failures >= DOWN_AFTER || report.last_success_at.is_none();
        let unreachable = if is_down {
            HealthState::Down
        } else {
            HealthState::Degraded
        };
        enter(&mut report, state.unwrap_or(unreachable), now);
    }

    /// What is known now.
    #[must_use]
    pub fn report(&self) -> HealthReport {
        self.0
            .lock()
            .expect("no code panics while holding it")
            .clone()
    }
}

fn enter(report: &mut HealthReport, state: HealthState, now: Timestamp) {
    if report.state != state {
        report.state = state;
        report.since = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Health, HealthState};
    use crate::model::SourceKey;
    use crate::provider::{Error, ErrorKind};

    #[test]
    fn the_state_follows_the_calls() {
        let health = Health::default();
        let key = SourceKey::parse("chat").unwrap();
        let fail = |kind| health.failed(&Error::new(kind, &key, "x"), Timestamp::UNIX_EPOCH);
        assert_eq!(health.report().state, HealthState::Unknown);
        health.answered(Timestamp::UNIX_EPOCH);
        fail(ErrorKind::TimedOut);
        assert_eq!(health.report().state, HealthState::Degraded);
        fail(ErrorKind::NotFound);
        assert_eq!(health.report().state, HealthState::Up);
        for _ in 0..3 {
            fail(ErrorKind::Unavailable);
        }
        assert_eq!(health.report().state, HealthState::Down);
        assert_eq!(health.report().consecutive_failures, 3);
        fail(ErrorKind::Unauthorized);
        assert_eq!(health.report().state, HealthState::Unauthorized);
    }
}
