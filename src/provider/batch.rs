//! Answers for many ids at once.

use std::collections::HashMap;

use crate::model::{Id, Related};
use crate::provider::{Error, ErrorKind, Result};

/// One outcome per id. An id that is missing does not exist.
#[derive(Debug)]
pub struct Batch<T> {
    /// What was found, or why it could not be looked for. `Ok(None)` where it does not exist.
    pub outcomes: HashMap<Id<T>, Result<Option<T>>>,
    /// Objects that came along.
    pub related: Related,
}

impl<T> Batch<T> {
    /// Answers every id out of what was found; what was not found does not exist.
    #[must_use]
    pub fn of_found(ids: &[Id<T>], found: Vec<T>, id_of: impl Fn(&T) -> &Id<T>) -> Self {
        let mut outcomes: HashMap<_, _> = ids.iter().map(|id| (id.clone(), Ok(None))).collect();
        for object in found {
            if let Some(outcome) = outcomes.get_mut(id_of(&object)) {
                *outcome = Ok(Some(object));
            }
        }
        Self {
            outcomes,
            related: Related::default(),
        }
    }

    /// Gives every id the same failure.
    #[must_use]
    pub fn failed(ids: &[Id<T>], error: &Error) -> Self {
        let outcomes = ids
            .iter()
            .map(|id| (id.clone(), Err(error.clone())))
            .collect();
        Self {
            outcomes,
            related: Related::default(),
        }
    }

    /// Gathers single look-ups. An object that is not found is not a failure.
    pub fn of_lookups(lookups: impl IntoIterator<Item = (Id<T>, Result<T>)>) -> Self {
        let outcomes = lookups
            .into_iter()
            .map(|(id, lookup)| (id, absent_is_none(lookup)))
            .collect();
        Self {
            outcomes,
            related: Related::default(),
        }
    }

    /// Adds objects that came along.
    #[must_use]
    pub fn with_related(mut self, related: Related) -> Self {
        self.related.append(related);
        self
    }

    /// Adds the outcomes of other ids.
    pub fn merge(&mut self, other: Self) {
        self.outcomes.extend(other.outcomes);
        self.related.append(other.related);
    }
}

/// Absence is not a failure.
///
/// # Errors
/// Any other failure than that the object does not exist.
pub fn absent_is_none<T>(lookup: Result<T>) -> Result<Option<T>> {
    match lookup {
        Ok(object) => Ok(Some(object)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
