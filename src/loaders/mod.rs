//! Answers "the contact of this row" for many rows with one upstream call.

pub mod batch;
