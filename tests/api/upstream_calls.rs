//! The main cost of a query is what it asks upstream: never more than the APIs make unavoidable.
