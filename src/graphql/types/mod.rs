//! The objects of the schema: newtypes over the model.

pub(crate) mod actions;
pub(crate) mod actor;
pub(crate) mod agent;
pub(crate) mod attachment;
pub(crate) mod body;
pub(crate) mod contact;
pub(crate) mod conversation;
pub(crate) mod counts;
pub(crate) mod enums;
pub(crate) mod facts;
pub(crate) mod identity;
pub(crate) mod inbox;
pub(crate) mod message;
pub(crate) mod organization;
pub(crate) mod outcome;
pub(crate) mod provider;
pub(crate) mod search;
pub(crate) mod source;
pub(crate) mod tag;
pub(crate) mod team;
pub(crate) mod thread;
pub(crate) mod ticket;
pub(crate) mod viewer;
pub(crate) mod write;
