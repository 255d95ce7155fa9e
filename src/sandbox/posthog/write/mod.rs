//! What changes the project.

pub(super) mod actions;
mod assign;
pub(super) mod comments;
pub(super) mod compose;
pub(super) mod tickets;
