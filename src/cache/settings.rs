//! How much the cache holds, and for how long.

use std::time::Duration;

use crate::cache::key::Key;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

/// How the cache is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How many bytes it holds; 0 turns it off.
    pub max_bytes: u64,
    /// How long each kind of value is fresh.
    pub ttl: TimeToLive,
    /// How long after that a value is still served while it is read again.
    pub stale_while_revalidate: Duration,
    /// How long after that a value is still served if its source fails.
    pub stale_if_error: Duration,
    /// How far lifetimes are spread, so that values stored together do not end together.
    pub jitter_percent: u8,
    /// How many reads may run in the background at a time.
    pub max_refreshes: usize,
    /// How long a read may take whose caller sets no deadline.
    pub load_timeout: Duration,
}

/// How long each kind of value is fresh; zero means that it is good for the request that read it only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeToLive {
    /// A page of any list.
    pub list: Duration,
    /// A conversation and its ticket.
    pub conversation: Duration,
    /// A message.
    pub message: Duration,
    /// A contact.
    pub contact: Duration,
    /// An organization.
    pub organization: Duration,
    /// An agent.
    pub agent: Duration,
    /// A team.
    pub team: Duration,
    /// A tag.
    pub tag: Duration,
    /// An inbox.
    pub inbox: Duration,
    /// That something does not exist.
    pub negative: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_bytes: 256_000_000,
            ttl: TimeToLive::default(),
            stale_while_revalidate: MINUTE,
            stale_if_error: MINUTE * 60,
            jitter_percent: 10,
            max_refreshes: 16,
            load_timeout: SECOND * 30,
        }
    }
}

impl Default for TimeToLive {
    fn default() -> Self {
        Self {
            list: SECOND * 10,
            conversation: SECOND * 30,
            message: SECOND * 30,
            contact: MINUTE * 5,
            organization: MINUTE * 5,
            agent: MINUTE * 5,
            team: MINUTE * 5,
            tag: MINUTE * 5,
            inbox: MINUTE * 5,
            negative: SECOND * 5,
        }
    }
}

/// Until when a copy is good for what, in uptime of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Life {
    pub(super) fresh_until: Duration,
    pub(super) stale_until: Duration,
    pub(super) error_until: Duration,
}

impl Settings {
    /// The life of a value that was read `at`.
    pub(super) fn life(&self, key: &Key, ttl: Duration, at: Duration) -> Life {
        let fresh_until = self.fresh_until(key, ttl, at);
        if self.keeps_nothing(ttl) {
            return Life::ending(fresh_until);
        }
        Life {
            fresh_until,
            stale_until: fresh_until.saturating_add(self.stale_while_revalidate),
            error_until: fresh_until.saturating_add(self.stale_if_error),
        }
    }

    /// The life of the knowledge, got `at`, that something does not exist. It is never stretched.
    pub(super) fn negative_life(&self, key: &Key, at: Duration) -> Life {
        Life::ending(self.fresh_until(key, self.ttl.negative, at))
    }

    fn fresh_until(&self, key: &Key, ttl: Duration, at: Duration) -> Duration {
        if self.keeps_nothing(ttl) {
            return at;
        }
        at.saturating_add(spread(ttl, self.jitter_percent, key.spread()))
    }

    fn keeps_nothing(&self, ttl: Duration) -> bool {
        ttl.is_zero() || self.max_bytes == 0
    }
}

impl Life {
    const fn ending(at: Duration) -> Self {
        Self {
            fresh_until: at,
            stale_until: at,
            error_until: at,
        }
    }
}

/// A lifetime at most `percent` longer or shorter than `ttl`; `chance` decides.
fn spread(ttl: Duration, percent: u8, chance: u64) -> Duration {
    let most = ttl * u32::from(percent.min(100)) / 100;
    let span = most.as_nanos() * 2 + 1;
    let offset = u64::try_from(u128::from(chance) % span).unwrap_or(u64::MAX);
    ttl - most + Duration::from_nanos(offset)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::{any, proptest};

    use super::spread;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn chance_moves_the_end_of_a_life_both_ways_and_not_too_far() {
        assert_eq!(spread(MINUTE, 10, 0), Duration::from_secs(54));
        assert_eq!(spread(MINUTE, 10, 6_000_000_000), MINUTE);
        assert_eq!(spread(MINUTE, 10, 12_000_000_000), Duration::from_secs(66));
        assert_eq!(spread(MINUTE, 0, 12_345), MINUTE);
    }

    proptest! {
        #[test]
        fn jitter_stays_in_its_bounds(chance in any::<u64>(), seconds in 0..100_000_000_u64, percent in 0..=50_u8) {
            let ttl = Duration::from_secs(seconds);
            let most = ttl * u32::from(percent) / 100;
            let life = spread(ttl, percent, chance);
            assert!(life >= ttl - most && life <= ttl + most, "{life:?}");
        }
    }
}
