//! What the tests share: a gateway over the sandbox, a client for it, and ways to read answers.

pub(crate) mod answer;
mod gateway;
mod http;
pub(crate) mod pick;
pub(crate) mod redact;

pub(crate) use gateway::{START, TestGateway, key};
pub(crate) use http::Http;

/// What the checked-in `schema.graphql` holds.
pub(crate) fn schema_file() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.graphql");
    std::fs::read_to_string(path).unwrap()
}
