//! Which fields a list is known not to filter by.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::selection::MEMORY;

/// The fields that a list refused lately to filter by, each with the time of running until which that is believed.
#[derive(Debug, Default)]
pub(super) struct Refused(Mutex<HashMap<&'static str, Duration>>);

impl Refused {
    pub(super) fn contains(&self, field: &str, now: Duration) -> bool {
        self.held().get(field).is_some_and(|until| now < *until)
    }

    /// Keeps fields of which one at least was refused. What the others cost is reading more rows than needed.
    pub(super) fn add(&self, fields: impl IntoIterator<Item = &'static str>, now: Duration) {
        let until = now + MEMORY;
        let fields = fields.into_iter().map(|field| (field, until));
        self.held().extend(fields);
    }

    fn held(&self) -> MutexGuard<'_, HashMap<&'static str, Duration>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Refused;

    #[test]
    fn a_refusal_is_kept_for_an_hour() {
        let minutes = |n: u64| Duration::from_secs(n * 60);
        let refused = Refused::default();
        refused.add(["title", "priority"], minutes(5));
        assert!(refused.contains("title", minutes(64)) && !refused.contains("id", minutes(64)));
        assert!(!refused.contains("title", minutes(65)));
    }
}
