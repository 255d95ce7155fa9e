//! Reads the bodies of writes as strictly as the provider does, before anything is changed.

pub(crate) mod conversation;
pub(crate) mod customer;
mod json;
pub(crate) mod organization;
pub(crate) mod patch;
pub(crate) mod schedule;
pub(crate) mod thread;

pub(crate) use json::{Json, MOST, Object};
