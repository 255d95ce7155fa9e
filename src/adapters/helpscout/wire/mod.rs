//! Help Scout's objects, word for word. Everything but ids may be absent or null.

mod account;
mod conversation;
mod customer;
mod failure;
mod page;
mod person;
mod thread;

pub(super) use account::{Field, FieldOption, Fields, Mailbox, Mailboxes, Tag, Tags, Team, Teams};
pub(super) use conversation::{
    AppliedTag, Conversation, Conversations, CustomField, Snooze, Source, WaitingSince,
};
pub(super) use customer::{Customer, CustomerParts, Customers, Entry, Organization, Organizations};
pub(super) use failure::{Failure, Flaw};
pub(super) use page::{Link, List, PageInfo};
pub(super) use person::{Person, User, UserStatus, UserStatuses, Users};
pub(super) use thread::{
    Action, Addresses, Associated, Attachment, AttachmentData, Entities, Rating, Thread, Threads,
};
