//! The same person in several desks, found at query time. Nothing is written anywhere.

use std::sync::Arc;

use futures_util::future::join_all;

use crate::cache;
use crate::feed::outcome::{SourceOutcome, SourceStatus};
use crate::feed::reading::{Reading, Terms, Wanted};
use crate::model::{
    Condition as _, Contact, ContactCondition, ContactOrder, ContactParts, ContactQuery,
    ExternalId, PageRequest, Served, digits,
};
use crate::provider::{Error, Result, Source};

/// Contacts of one source that are looked at for one key.
const FEW: usize = 25;

/// Addresses of a function, not of a person: whoever writes from them may be somebody else each time.
const ROLES: &[&str] = &[
    "abuse",
    "accounting",
    "accounts",
    "admin",
    "administrator",
    "billing",
    "care",
    "contact",
    "customercare",
    "customerservice",
    "enquiries",
    "feedback",
    "finance",
    "hello",
    "help",
    "helpdesk",
    "hr",
    "info",
    "inquiries",
    "invoice",
    "invoices",
    "it",
    "jobs",
    "legal",
    "mail",
    "marketing",
    "noreply",
    "no-reply",
    "donotreply",
    "do-not-reply",
    "office",
    "orders",
    "postmaster",
    "press",
    "privacy",
    "root",
    "sales",
    "security",
    "service",
    "services",
    "shop",
    "support",
    "team",
    "tech",
    "webmaster",
];

/// What a person is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonKey {
    /// An e-mail address.
    Email(String),
    /// A phone number.
    Phone(String),
    /// An identifier in another system; `None` where the system is not told.
    ExternalId {
        /// Which system or namespace.
        system: Option<&'static str>,
        /// The identifier.
        value: String,
    },
}

/// What two contacts have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// The same e-mail address.
    Email,
    /// The same phone number.
    Phone,
    /// The same identifier in another system.
    ExternalId,
}

/// How sure it is that a contact is the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Unverified data, such as what an anonymous visitor typed in.
    Weak,
    /// Something that several people may share, such as a phone number.
    Medium,
    /// An address or an identifier of an identified contact.
    Strong,
}

/// A contact that is believed to be the person.
#[derive(Clone, Debug)]
pub struct Match {
    /// The contact.
    pub contact: Served<Contact>,
    /// What matched.
    pub evidence: Vec<Evidence>,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What was found of a person.
#[derive(Clone, Debug)]
pub struct Person {
    /// The contacts, those that are surest first.
    pub matches: Vec<Match>,
    /// How each source answered.
    pub outcomes: Vec<SourceOutcome>,
}

impl PersonKey {
    /// Whether the key can name one person at all.
    #[must_use]
    pub fn names_a_person(&self) -> bool {
        match self {
            Self::Email(address) => !is_role(address),
            Self::Phone(number) => digits(number).len() >= 5,
            Self::ExternalId { value, .. } => !value.is_empty(),
        }
    }

    /// All that a contact is known by.
    #[must_use]
    pub fn of(contact: &Contact) -> Vec<Self> {
        let emails = contact
            .emails
            .iter()
            .map(|one| Self::Email(one.value.clone()));
        let phones = contact
            .phones
            .iter()
            .map(|one| Self::Phone(one.value.clone()));
        let ids = contact.external_ids.iter().map(|one| Self::ExternalId {
            system: Some(one.system),
            value: one.value.clone(),
        });
        let keys = emails.chain(phones).chain(ids);
        keys.filter(Self::names_a_person).collect()
    }

    fn condition(&self) -> ContactCondition {
        match self {
            Self::Email(address) => ContactCondition::Email(address.clone()),
            Self::Phone(number) => ContactCondition::Phone(number.clone()),
            Self::ExternalId { value, .. } => ContactCondition::ExternalId(value.clone()),
        }
    }

    /// What a contact that has this key proves by it; `None` if it does not have it.
    fn proof(&self, contact: &Contact) -> Option<(Evidence, Confidence)> {
        let identified = |confidence| {
            if contact.is_identified {
                confidence
            } else {
                Confidence::Weak
            }
        };
        match self {
            Self::Email(address) => {
                let is_same = |email: &str| email.to_lowercase() == address.to_lowercase();
                let email = contact.emails.iter().find(|email| is_same(&email.value))?;
                let confidence = match email.is_verified {
                    Some(false) => Confidence::Weak,
                    Some(true) | None => identified(Confidence::Strong),
                };
                Some((Evidence::Email, confidence))
            }
            Self::Phone(number) => {
                let is_same = |phone: &str| digits(phone) == digits(number);
                let mut phones = contact.phones.iter();
                let found = phones.any(|phone| is_same(&phone.value));
                found.then(|| (Evidence::Phone, identified(Confidence::Medium)))
            }
            Self::ExternalId { system, value } => {
                let is_same = |id: &&ExternalId| {
                    id.value == *value && system.is_none_or(|system| system == id.system)
                };
                contact.external_ids.iter().find(is_same)?;
                let confidence = match system {
                    Some(_) => Confidence::Strong,
                    None => Confidence::Medium,
                };
                Some((Evidence::ExternalId, identified(confidence)))
            }
        }
    }
}

fn is_role(address: &str) -> bool {
    let name = address.split('@').next().unwrap_or_default().to_lowercase();
    let name = name.split('+').next().unwrap_or_default();
    ROLES.contains(&name)
}

/// Looks for a person in every source.
pub(super) async fn person(
    terms: Terms<'_>,
    sources: &[Arc<Source>],
    keys: &[PersonKey],
) -> Person {
    let keys: Vec<_> = keys.iter().filter(|key| key.names_a_person()).collect();
    let of = |source| matches_of(terms, source, &keys);
    let found = join_all(sources.iter().map(of)).await;
    let mut person = Person {
        matches: Vec::new(),
        outcomes: Vec::new(),
    };
    for (matches, outcome) in found {
        person.matches.extend(matches);
        person.outcomes.push(outcome);
    }
    // Stable: of equally sure ones, the first source counts.
    person
        .matches
        .sort_by_key(|found| std::cmp::Reverse(found.confidence));
    person
}

async fn matches_of(
    terms: Terms<'_>,
    source: &Arc<Source>,
    keys: &[&PersonKey],
) -> (Vec<Match>, SourceOutcome) {
    let mut reading: Reading<'_, cache::Contacts> = Reading::begin(terms, source, "contacts");
    let mut matches: Vec<Match> = Vec::new();
    let (mut error, mut is_cut) = (None, false);
    for key in keys.iter().filter(|_| source.is_enabled) {
        match look_up(&mut reading, key).await {
            Ok((found, is_all)) => {
                is_cut |= !is_all;
                for contact in found {
                    add(&mut matches, contact, keys);
                }
            }
            Err(failed) => error = error.or(Some(failed)),
        }
    }
    // A key that one desk does not know is no failure if another key found somebody.
    reading.error = error.filter(|_| matches.is_empty());
    let outcome = reading.outcome();
    let status = match outcome.status {
        SourceStatus::Ok if is_cut => SourceStatus::Truncated,
        status => status,
    };
    let outcome = SourceOutcome {
        status,
        item_count: matches.len(),
        is_exhausted: !is_cut,
        ..outcome
    };
    (matches, outcome)
}

/// Finds the contacts with a key, by the source's own filter where it has one, else among the first ones that it lists.
/// Tells whether those were all.
async fn look_up(
    reading: &mut Reading<'_, cache::Contacts>,
    key: &PersonKey,
) -> Result<(Vec<Served<Contact>>, bool)> {
    let condition = key.condition();
    let query = ContactQuery {
        conditions: vec![condition.clone()],
        order: ContactOrder::default(),
    };
    let plan = reading.source.provider.plan_contacts(&query);
    if !plan.unsupported.is_empty() {
        return Err(Error::unsupported(&reading.source.key, "contacts"));
    }
    if !plan.can_match {
        return Ok((Vec::new(), true));
    }
    let size = if plan.pushed.is_empty() {
        reading.terms.limit
    } else {
        FEW
    };
    let list = cache::Contacts {
        query: Arc::new(ContactQuery {
            conditions: plan.pushed,
            ..query
        }),
        page: PageRequest::first(size),
    };
    let page = reading.page(&list, Wanted::Usual).await?;
    let now = reading.terms.clock.now();
    let items = page.object.items.iter();
    let found = items.filter(|one| condition.holds(one, &page.object.related, now));
    let found = found.map(|one| page.along(Arc::new(one.clone())));
    Ok((found.collect(), page.object.next.is_none()))
}

/// Adds a contact once, with all that it proves.
fn add(matches: &mut Vec<Match>, contact: Served<Contact>, keys: &[&PersonKey]) {
    if matches
        .iter()
        .any(|known| known.contact.object.id == contact.object.id)
    {
        return;
    }
    let proofs = keys.iter().filter_map(|key| key.proof(&contact.object));
    let mut evidence = Vec::new();
    let mut confidence = None;
    for (kind, sure) in proofs {
        if !evidence.contains(&kind) {
            evidence.push(kind);
        }
        confidence = confidence.max(Some(sure));
    }
    if let Some(confidence) = confidence {
        matches.push(Match {
            contact,
            evidence,
            confidence,
        });
    }
}

/// What has to be known of a contact to look for the person elsewhere.
pub const IDENTIFYING: ContactParts = ContactParts::EMAILS
    .union(ContactParts::PHONES)
    .union(ContactParts::PROFILE);

#[cfg(test)]
mod tests {
    use super::{Confidence, Evidence, PersonKey};
    use crate::model::{Contact, ContactEmail, ContactPhone, ExternalId, Id, SourceKey};

    fn contact() -> Contact {
        Contact {
            emails: vec![ContactEmail::new("Ola@Example.test")],
            phones: vec![ContactPhone {
                value: "+47 22 33 44 55".to_owned(),
                kind: None,
            }],
            external_ids: vec![ExternalId {
                system: "slack",
                value: "U1".to_owned(),
            }],
            ..Contact::new(Id::new(&SourceKey::parse("desk").unwrap(), "1"))
        }
    }

    fn email(address: &str) -> PersonKey {
        PersonKey::Email(address.to_owned())
    }

    #[test]
    fn role_addresses_name_nobody() {
        for role in ["support@a.test", "INFO@a.test", "sales+eu@a.test"] {
            assert!(!email(role).names_a_person(), "{role}");
        }
        for person in ["ola@a.test", "supporter@a.test", "info.ola@a.test"] {
            assert!(email(person).names_a_person(), "{person}");
        }
    }

    #[test]
    fn a_shared_phone_is_never_more_than_medium() {
        let phone = PersonKey::Phone("004722334455".to_owned());
        let proof = phone.proof(&contact());
        assert_eq!(proof, Some((Evidence::Phone, Confidence::Medium)));
    }

    #[test]
    fn what_an_unidentified_visitor_typed_in_is_weak() {
        let mut visitor = contact();
        let key = email("ola@example.test");
        assert_eq!(
            key.proof(&visitor),
            Some((Evidence::Email, Confidence::Strong))
        );
        visitor.is_identified = false;
        assert_eq!(
            key.proof(&visitor),
            Some((Evidence::Email, Confidence::Weak))
        );
        let mut unverified = contact();
        unverified.emails[0].is_verified = Some(false);
        assert_eq!(
            key.proof(&unverified),
            Some((Evidence::Email, Confidence::Weak))
        );
    }

    #[test]
    fn an_identifier_counts_in_its_own_system_only() {
        let key = |system| PersonKey::ExternalId {
            system,
            value: "U1".to_owned(),
        };
        let confidence = |system| key(system).proof(&contact()).map(|(_, sure)| sure);
        assert_eq!(confidence(Some("slack")), Some(Confidence::Strong));
        assert_eq!(confidence(Some("crm")), None);
        assert_eq!(confidence(None), Some(Confidence::Medium));
    }
}
