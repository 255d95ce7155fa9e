//! Filters, sorting and the Lucene-like `query`.

pub(crate) mod conversations;
pub(crate) mod customers;
pub(crate) mod lucene;
pub(crate) mod moment;
pub(crate) mod order;
pub(crate) mod words;

mod conditions;
mod value;
