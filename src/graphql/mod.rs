//! The public schema.

pub mod guard;
