//! The running gateway from outside, one file per capability.

mod bad_input;
mod files;
mod filters;
mod freshness;
mod health;
mod hostile;
mod http;
mod merged_list;
mod messages;
mod partial_failure;
mod secrets;
mod side_effects;
mod upstream_calls;
