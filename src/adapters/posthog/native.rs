//! Forms of native ids.

use crate::model::{Contact, Conversation, Id, SourceKey};

/// Whether the text is a UUID as the provider writes it. What is not, names no ticket, comment or person.
pub(super) fn is_uuid(text: &str) -> bool {
    let fits = |(place, letter): (usize, u8)| match place {
        8 | 13 | 18 | 23 => letter == b'-',
        _ => letter.is_ascii_digit() || matches!(letter, b'a'..=b'f'),
    };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}

/// The number of a ticket, which its id carries as a hint.
pub(super) fn number(conversation: &Id<Conversation>) -> Option<&str> {
    conversation.hint().filter(|hint| is_number(hint))
}

/// Whether a ticket may have this number. A search for anything but digits finds other things, and the field of the number
/// is an integer of four bytes.
pub(super) fn is_number(text: &str) -> bool {
    let is_plain = text.bytes().all(|letter| letter.is_ascii_digit()) && !text.starts_with('0');
    is_plain && text.parse::<i32>().is_ok()
}

/// What stands behind a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ContactKey<'a> {
    /// A person, by UUID.
    Person(&'a str),
    /// Nobody the product has seen; only a distinct id of tickets.
    Distinct(&'a str),
    /// The customer of a ticket that has not even a distinct id.
    Ticket(&'a str),
}

const DISTINCT: &str = "distinct:";
const TICKET: &str = "ticket:";

impl<'a> ContactKey<'a> {
    /// Reads a native id; `None` if it is none of ours.
    pub(super) fn parse(native: &'a str) -> Option<Self> {
        if let Some(distinct_id) = native.strip_prefix(DISTINCT) {
            return (!distinct_id.is_empty()).then_some(Self::Distinct(distinct_id));
        }
        if let Some(ticket) = native.strip_prefix(TICKET) {
            return is_uuid(ticket).then_some(Self::Ticket(ticket));
        }
        is_uuid(native).then_some(Self::Person(native))
    }

    /// Names the contact.
    pub(super) fn id(self, key: &SourceKey) -> Id<Contact> {
        match self {
            Self::Person(uuid) => Id::new(key, uuid),
            Self::Distinct(distinct_id) => Id::new(key, [DISTINCT, distinct_id].concat()),
            Self::Ticket(ticket) => Id::new(key, [TICKET, ticket].concat()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ContactKey, is_uuid, number};
    use crate::model::{Id, SourceKey};

    const UUID: &str = "0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01";

    #[test]
    fn only_the_written_form_is_a_uuid() {
        assert!(is_uuid(UUID));
        for other in [
            "",
            "42",
            "0195A3F0-7C1E-7A44-9B52-3F1C8C2D1A01",
            "0195a3f07c1e7a449b523f1c8c2d1a01",
            "0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a0é",
            "0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a0/",
        ] {
            assert!(!is_uuid(other), "{other}");
        }
    }

    #[test]
    fn a_hint_that_is_no_number_is_not_searched_for() {
        let key = SourceKey::parse("desk").unwrap();
        let id = Id::new(&key, UUID);
        assert_eq!(number(&id), None);
        assert_eq!(number(&id.clone().with_hint("42")), Some("42"));
        assert_eq!(number(&id.with_hint("42 refund")), None);
    }

    #[test]
    fn contacts_are_named_by_what_is_known_of_them() {
        let key = SourceKey::parse("desk").unwrap();
        for (contact, native) in [
            (ContactKey::Person(UUID), UUID.to_owned()),
            (ContactKey::Distinct("a:b/c"), "distinct:a:b/c".to_owned()),
            (ContactKey::Ticket(UUID), format!("ticket:{UUID}")),
        ] {
            assert_eq!(contact.id(&key).native(), native);
            assert_eq!(ContactKey::parse(&native), Some(contact));
        }
        for other in ["", "distinct:", "ticket:42", "../x", "42"] {
            assert_eq!(ContactKey::parse(other), None, "{other}");
        }
    }
}
