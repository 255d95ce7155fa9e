//! What lists can be asked: filters and orders, checked before any source is asked.

mod check;
pub(crate) mod contact;
pub(crate) mod conversation;
pub(crate) mod ticket;
pub(crate) mod write;

pub(crate) use check::{FilterPolicy, address, phone, words};

use crate::graphql::types::enums::ProviderKind;

/// What of a filter is not a condition on rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// Only sources of these kinds.
    pub(crate) providers: Option<Vec<ProviderKind>>,
    pub(crate) policy: Option<FilterPolicy>,
    pub(crate) scan_limit: Option<usize>,
}
