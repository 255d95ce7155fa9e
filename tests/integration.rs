//! The one test binary: everything that enters through the front door. `tests/README.md` says what goes where.
#![expect(
    clippy::unwrap_used,
    reason = "what fails in a test shall end the test; the lint's own exception leaves out helper functions"
)]

mod api;
mod architecture;
mod cli;
mod contract;
mod queries;
mod schema;
mod support;
