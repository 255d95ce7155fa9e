//! What writes do to the state, with everything that follows from them.
//!
//! The server writes the activity lines a moment later; here they are there at once.

mod activity;
mod assignment;
pub(super) mod contact;
pub(super) mod conversation;
pub(super) mod files;
pub(super) mod label;
pub(super) mod message;
pub(super) mod status;

use jiff::Timestamp;

use super::state::State;

/// Somebody changes something now.
#[derive(Debug)]
pub(super) struct Act<'a> {
    pub state: &'a mut State,
    pub now: Timestamp,
    /// Id of the user.
    pub me: u64,
}
