//! The commands, by what the built binary prints and how it ends.

mod check;
mod killed;
mod refusals;
mod running;
mod schema;
mod serve;
