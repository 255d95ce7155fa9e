//! The running gateway from outside, one file per capability.

mod bad_filters;
mod bad_input;
mod counts;
mod files;
mod filters;
mod freshness;
mod health;
mod hostile;
mod http;
mod identity;
mod lookups;
mod merged_list;
mod messages;
mod partial_failure;
mod search;
mod secrets;
mod side_effects;
mod upstream_calls;
mod writes;
