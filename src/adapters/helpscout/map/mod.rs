//! Help Scout's objects become ours.

mod account;
mod conversation;
mod customer;
mod message;
mod person;

use crate::model::{Id, SourceKey};

pub(super) use account::{agent, availability, inbox, tag, team};
pub(super) use conversation::conversation;
pub(super) use customer::{contact, organization};
pub(super) use message::message;

/// No payload of Help Scout carries a secret.
const SECRETS: &[&str] = &[];

/// Where a thread was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// By itself, or in the one conversation that was asked for.
    Whole,
    /// In a list of conversations, where chats are cut short.
    InList,
}

/// A text with something in it.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// The number of another object; 0 stands for none.
fn reference<T>(key: &SourceKey, id: Option<i64>) -> Option<Id<T>> {
    id.filter(|id| *id > 0)
        .map(|id| Id::new(key, id.to_string()))
}

/// Given and family name as one.
fn full_name(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let parts = [first, last].into_iter().flatten().map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    Some(parts.join(" ")).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::full_name;

    #[test]
    fn a_name_may_lack_a_part() {
        assert_eq!(full_name(Some("Bo"), Some("")).as_deref(), Some("Bo"));
        assert_eq!(full_name(None, Some(" Kova ")).as_deref(), Some("Kova"));
        assert_eq!(
            full_name(Some("Ana"), Some("Kova")).as_deref(),
            Some("Ana Kova")
        );
        assert_eq!(full_name(Some(""), None), None);
    }
}
