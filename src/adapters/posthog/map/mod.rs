//! PostHog's objects become ours.

mod comment;
mod person;
mod team;
mod ticket;

pub(super) use comment::{Mapped, message, words};
pub(super) use person::contact;
pub(super) use team::{Memberships, agent, is_tag, memberships, tag, team};
pub(super) use ticket::{Case, Scope, case, changed_case};

use serde_json::Value;

/// No payload of PostHog that is read here carries a secret.
const SECRETS: &[&str] = &[];

/// The text, unless it is empty.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// A member of a free JSON object, if it is text that is not empty.
fn member(object: &Value, name: &str) -> Option<String> {
    filled(object.get(name)?.as_str().map(str::to_owned))
}
