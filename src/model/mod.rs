//! The unified model: plain data, no I/O, nobody's wire format, no GraphQL.

pub mod provider_kind;

pub use provider_kind::ProviderKind;
