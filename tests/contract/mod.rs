//! What the port promises, kept by every provider over its sandbox.
#![expect(
    clippy::unwrap_used,
    reason = "what fails in a test shall end the test; the lint's own exception leaves out helper functions"
)]

mod capabilities;
mod conditions;
mod conversations;
mod errors;
mod ids;
mod listed;
mod messages;
mod paging;
mod people;
mod plans;
mod questions;
mod setup;
mod story;
mod times;
