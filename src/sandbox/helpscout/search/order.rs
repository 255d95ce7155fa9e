//! `sortOrder`, and the refusal of a bad `query`.

use std::cmp::Ordering;

use crate::sandbox::helpscout::params::Params;
use crate::sandbox::helpscout::refusal::{Flaw, Refusal};

use super::lucene::{self, Query, Understand};

/// Which end of a list comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Ascending,
    Descending,
}

impl Direction {
    /// Reads `sortOrder`; descending unless said otherwise.
    pub(crate) fn read(params: &Params) -> Result<Self, Refusal> {
        Ok(match params.word("sortOrder", &["asc", "desc"])? {
            Some("asc") => Self::Ascending,
            _ => Self::Descending,
        })
    }

    /// Turns a comparison around where needed.
    pub(crate) const fn apply(self, ordering: Ordering) -> Ordering {
        match self {
            Self::Ascending => ordering,
            Self::Descending => ordering.reverse(),
        }
    }
}

/// Reads `query`, if it is there.
pub(crate) fn query<C>(
    params: &Params,
    understand: Understand<'_, C>,
) -> Result<Option<Query<C>>, Refusal> {
    let Some(text) = params.get("query") else {
        return Ok(None);
    };
    let refuse = |message| {
        Refusal::bad_request(&Flaw {
            path: "query",
            message,
            rejected: text,
            code: "Query",
        })
    };
    lucene::parse(text, understand).map(Some).map_err(refuse)
}
