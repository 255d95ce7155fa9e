//! Counts requests per minute and account.

use std::time::Duration;

/// What the account may ask in a minute. The number depends on the plan; this one is generous, so that a test of the
/// gateway's speed does not measure it.
pub(crate) const PER_MINUTE: u64 = 600_000;

const MINUTE: u64 = 60;

/// A counter that starts again each minute.
#[derive(Debug)]
pub(crate) struct Quota {
    limit: u64,
    minute: u64,
    spent: u64,
}

/// What is left, for the headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Balance {
    /// The most units in a minute.
    pub limit: u64,
    /// The units that are left.
    pub remaining: u64,
    /// The seconds to wait; `None` if the request may pass.
    pub retry_after: Option<u64>,
}

impl Quota {
    /// Allows this many units a minute.
    pub(crate) const fn new(limit: u64) -> Self {
        Self {
            limit,
            minute: 0,
            spent: 0,
        }
    }

    /// Takes the price of a request, or says how long to wait.
    pub(crate) fn spend(&mut self, units: u64, uptime: Duration) -> Balance {
        let seconds = uptime.as_secs();
        if seconds / MINUTE != self.minute {
            self.minute = seconds / MINUTE;
            self.spent = 0;
        }
        let fits = self.spent + units <= self.limit;
        if fits {
            self.spent += units;
        }
        Balance {
            limit: self.limit,
            remaining: self.limit - self.spent,
            retry_after: (!fits).then(|| MINUTE - seconds % MINUTE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spent_minute_refuses_until_the_next_one() {
        let mut quota = Quota::new(3);
        let at = Duration::from_secs;
        let balance = |remaining, retry_after| Balance {
            limit: 3,
            remaining,
            retry_after,
        };
        assert_eq!(quota.spend(1, at(10)), balance(2, None));
        assert_eq!(quota.spend(2, at(20)), balance(0, None));
        assert_eq!(quota.spend(1, at(45)), balance(0, Some(15)));
        assert_eq!(quota.spend(1, at(60)), balance(2, None));
    }
}
