//! How often one key may ask.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

use super::error::Failure;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// What is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Bucket {
    /// Nearly everything.
    General,
    /// Persons, which live in another database.
    Persons,
    /// The route for tokens of the project.
    External,
    /// New tickets to customers.
    Compose,
    /// Drafts of the assistant.
    Suggest,
}

impl Bucket {
    /// How many requests, in what time.
    const fn rates(self) -> [(usize, Duration); 2] {
        match self {
            Self::General => [(480, MINUTE), (4800, HOUR)],
            Self::Persons => [(240, MINUTE), (1200, HOUR)],
            Self::External => [(120, MINUTE), (1200, HOUR)],
            Self::Compose => [(10, MINUTE), (60, HOUR)],
            Self::Suggest => [(10, MINUTE), (100, DAY)],
        }
    }

    /// True if sessions are counted as keys are.
    pub(super) const fn counts_sessions(self) -> bool {
        matches!(self, Self::Compose | Self::Suggest)
    }
}

/// Remembers when each key asked.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    asked: Mutex<HashMap<(&'static str, Bucket), VecDeque<Duration>>>,
}

impl Throttle {
    /// Counts a request.
    ///
    /// # Errors
    /// If it is one too many; then it is not counted.
    pub(super) fn pass(
        &self,
        key: &'static str,
        bucket: Bucket,
        now: Duration,
    ) -> Result<(), Failure> {
        let mut asked = self.asked.lock().expect("no code panics while holding it");
        let times = asked.entry((key, bucket)).or_default();
        let longest = bucket.rates()[1].1;
        while times.front().is_some_and(|time| *time + longest <= now) {
            times.pop_front();
        }
        let waits = bucket.rates().map(|rate| wait(times, rate, now));
        let longest = waits.into_iter().flatten().max();
        if let Some(wait) = longest {
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            return Err(Failure::throttled(seconds));
        }
        times.push_back(now);
        Ok(())
    }
}

/// How long until the oldest request that counts is old enough; `None` if there is room.
fn wait(
    times: &VecDeque<Duration>,
    (limit, window): (usize, Duration),
    now: Duration,
) -> Option<Duration> {
    let oldest = *times.get(times.len().checked_sub(limit)?)?;
    (oldest + window)
        .checked_sub(now)
        .filter(|wait| !wait.is_zero())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::http::header::RETRY_AFTER;
    use axum::response::IntoResponse as _;

    use super::{Bucket, Throttle};

    #[test]
    fn an_hour_has_a_limit_of_its_own() {
        let throttle = Throttle::default();
        let ask = |millis| throttle.pass("key", Bucket::General, Duration::from_millis(millis));
        for nth in 0..4800 {
            ask(nth * 150).unwrap();
        }
        let refused = ask(720_500).unwrap_err().into_response();
        assert_eq!(refused.headers()[RETRY_AFTER], "2880");
        ask(3_599_999).unwrap_err();
        ask(3_600_000).unwrap();
        ask(3_600_149).unwrap_err();
        ask(3_600_150).unwrap();
    }
}
