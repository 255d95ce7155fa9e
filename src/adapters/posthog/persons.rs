//! The persons that were read just now. Tickets are not asked for by person but by distinct id, so whoever has read a
//! person and asks for the tickets would read the person twice.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;

use crate::model::{Contact, Id};

/// Persons that are remembered.
const MOST: u64 = 1_000;
/// As long as one request takes: whoever asks later wants to know of new ids.
const LATELY: Duration = Duration::from_secs(5);

#[derive(Clone, Debug)]
struct Known {
    at: Duration,
    distinct_ids: Arc<[String]>,
}

/// What tickets have for a distinct id, by person.
#[derive(Debug)]
pub(super) struct Persons(Cache<Id<Contact>, Known>);

impl Persons {
    pub(super) fn new() -> Self {
        Self(Cache::new(MOST))
    }

    /// Remembers a person who was read at this time of the clock.
    pub(super) fn learn(&self, person: &Contact, at: Duration) -> Arc<[String]> {
        let distinct_ids: Arc<[String]> = distinct_ids(person).into();
        let known = Known {
            at,
            distinct_ids: Arc::clone(&distinct_ids),
        };
        self.0.insert(person.id.clone(), known);
        distinct_ids
    }

    /// The distinct ids of a person; `None` if the person was not read lately.
    pub(super) fn of(&self, person: &Id<Contact>, now: Duration) -> Option<Arc<[String]>> {
        let known = self.0.get(person)?;
        (now.saturating_sub(known.at) < LATELY).then_some(known.distinct_ids)
    }
}

/// What the tickets of a person have for a distinct id: mail has the address that it came from.
fn distinct_ids(person: &Contact) -> Vec<String> {
    let ids = person.external_ids.iter().map(|id| id.value.clone());
    let addresses = person.emails.iter();
    let addresses = addresses.flat_map(|email| [email.value.to_lowercase(), email.value.clone()]);
    let mut seen = HashSet::new();
    let all = ids.chain(addresses);
    all.filter(|id| seen.insert(id.clone())).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Persons;
    use crate::model::{Contact, ContactEmail, ExternalId, Id, SourceKey};

    #[test]
    fn a_person_is_known_for_as_long_as_a_request_takes() {
        let persons = Persons::new();
        let person = Contact {
            external_ids: vec![ExternalId {
                system: "posthog",
                value: "usr_1".to_owned(),
            }],
            emails: vec![ContactEmail::new("Ola@example.test")],
            ..Contact::new(Id::new(&SourceKey::parse("desk").unwrap(), "1"))
        };
        let second = Duration::from_secs(1);
        assert_eq!(persons.of(&person.id, second), None);
        persons.learn(&person, second);
        let known = persons.of(&person.id, second * 5);
        assert_eq!(
            known.as_deref(),
            Some(
                ["usr_1", "ola@example.test", "Ola@example.test"]
                    .map(str::to_owned)
                    .as_slice()
            )
        );
        assert_eq!(persons.of(&person.id, second * 6), None);
    }
}
