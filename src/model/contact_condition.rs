//! Conditions on contacts.

use jiff::Timestamp;

use crate::model::query::{is_same, of_source, stands_in};
use crate::model::{
    Condition, Contact, ContactParts, Id, Organization, Related, SourceKey, TimeRange,
};

/// One condition on contacts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ContactCondition {
    /// Only these contacts.
    Ids(Vec<Id<Contact>>),
    /// Has this e-mail address, compared without case.
    Email(String),
    /// Has this phone number; see [`digits`].
    Phone(String),
    /// Has this identifier in another system.
    ExternalId(String),
    /// Text in the name.
    Name(String),
    /// Text in name, e-mail addresses or phone numbers.
    Text(String),
    /// People of these companies.
    Organizations(Vec<Id<Organization>>),
    /// When first seen.
    CreatedAt(TimeRange),
}

impl Condition for ContactCondition {
    type Row = Contact;

    fn name(&self) -> &'static str {
        match self {
            Self::Ids(_) => "ids",
            Self::Email(_) => "email",
            Self::Phone(_) => "phone",
            Self::ExternalId(_) => "externalId",
            Self::Name(_) => "name",
            Self::Text(_) => "text",
            Self::Organizations(_) => "organizationIds",
            Self::CreatedAt(_) => "createdAt",
        }
    }

    fn needs(&self) -> ContactParts {
        match self {
            Self::Ids(_) | Self::Name(_) => ContactParts::empty(),
            Self::Email(_) => ContactParts::EMAILS,
            Self::Phone(_) => ContactParts::PHONES,
            Self::Text(_) => ContactParts::EMAILS | ContactParts::PHONES,
            Self::ExternalId(_) => ContactParts::PROFILE,
            Self::Organizations(_) => ContactParts::ORGANIZATION,
            Self::CreatedAt(_) => ContactParts::TIMES,
        }
    }

    fn within(&self, source: &SourceKey) -> Option<Self> {
        Some(match self {
            Self::Ids(ids) => Self::Ids(of_source(ids, source)?),
            Self::Organizations(ids) => Self::Organizations(of_source(ids, source)?),
            Self::Email(_)
            | Self::Phone(_)
            | Self::ExternalId(_)
            | Self::Name(_)
            | Self::Text(_)
            | Self::CreatedAt(_) => self.clone(),
        })
    }

    fn holds(&self, row: &Contact, _: &Related, _: Timestamp) -> bool {
        let mut emails = row.emails.iter().map(|email| email.value.as_str());
        let mut phones = row.phones.iter().map(|phone| phone.value.as_str());
        match self {
            Self::Ids(ids) => ids.contains(&row.id),
            Self::Email(address) => emails.any(|email| is_same(email, address)),
            Self::Phone(number) => phones.any(|phone| digits(phone) == digits(number)),
            Self::ExternalId(id) => row.external_ids.iter().any(|known| known.value == *id),
            Self::Name(text) => stands_in(row.display_name(), text),
            Self::Text(text) => {
                stands_in(row.display_name(), text)
                    || emails.any(|email| stands_in(email, text))
                    || phones.any(|phone| stands_in(phone, text))
            }
            Self::Organizations(ids) => row
                .organization
                .as_ref()
                .is_some_and(|own| ids.contains(own)),
            Self::CreatedAt(range) => range.contains(row.created_at),
        }
    }
}

/// A phone number by its digits alone, `00` in front of it meaning `+`.
#[must_use]
pub fn digits(phone: &str) -> String {
    let all: String = phone.chars().filter(char::is_ascii_digit).collect();
    all.strip_prefix("00").map(str::to_owned).unwrap_or(all)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{ContactCondition as Is, digits};
    use crate::model::{
        Condition as _, Contact, ContactEmail, ContactPhone, Id, Related, SourceKey,
    };

    #[test]
    fn addresses_and_numbers_are_known_however_they_are_written() {
        let id = Id::new(&SourceKey::parse("desk").unwrap(), "1");
        let row = Contact {
            name: Some("Ola Nordmann".to_owned()),
            emails: vec![ContactEmail::new("Ola@Example.test")],
            phones: vec![ContactPhone {
                value: "+47 22 33 44 55".to_owned(),
                kind: None,
            }],
            ..Contact::new(id)
        };
        let holds =
            |condition: Is| condition.holds(&row, &Related::default(), Timestamp::UNIX_EPOCH);
        assert!(holds(Is::Email("ola@example.TEST".to_owned())));
        assert!(!holds(Is::Email("ola@example".to_owned())));
        assert!(holds(Is::Phone("004722334455".to_owned())));
        assert!(holds(Is::Text("nord".to_owned())) && holds(Is::Text("22 33".to_owned())));
        assert!(!holds(Is::Name("example".to_owned())));
        assert_eq!(digits("+47 (22) 33-44"), "47223344");
    }
}
