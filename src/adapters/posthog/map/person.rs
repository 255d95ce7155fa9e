//! Persons.

use serde_json::Value;

use crate::adapters::posthog::native::ContactKey;
use crate::adapters::posthog::wire;
use crate::model::{
    Contact, ContactEmail, ContactParts, ContactPhone, ExternalId, Id, Raw, SourceKey,
};
use crate::transport::WithRaw;

use super::{SECRETS, filled, member};

/// The namespace of the ids that the product tracks people by.
const DISTINCT_ID: &str = "distinct_id";

/// A person, as a ticket has it or as the list of persons does.
pub(crate) fn contact(key: &SourceKey, person: WithRaw<wire::Person>) -> Contact {
    let wire::Person {
        id,
        uuid,
        name,
        distinct_ids,
        properties,
        created_at,
        is_identified,
    } = person.value;
    let uuid = uuid.unwrap_or_else(|| id.to_string());
    let distinct_ids = distinct_ids.unwrap_or_default();
    let email = member(&properties, "email");
    // Outside of tickets nobody says it; who has told an address is known by more than a track.
    let is_identified = is_identified.unwrap_or(email.is_some());
    let mut contact = Contact::new(ContactKey::Person(&uuid).id(key));
    contact.known = ContactParts::all();
    contact.name = own_name(name, &uuid, &distinct_ids).or_else(|| member(&properties, "name"));
    contact.emails = email.into_iter().map(ContactEmail::new).collect();
    contact.phones = phones(&properties);
    contact.external_ids = distinct_ids.into_iter().map(external_id).collect();
    contact.is_identified = is_identified;
    contact.created_at = created_at;
    contact.raw = Some(Raw::new(person.raw, SECRETS));
    contact
}

/// Where there is no name, the provider shows an address or an id in its place.
fn own_name(name: Option<String>, uuid: &str, distinct_ids: &[String]) -> Option<String> {
    let is_own = |name: &String| {
        !name.contains('@') && name != uuid && !distinct_ids.iter().any(|id| id == name)
    };
    filled(name).filter(is_own)
}

fn phones(properties: &Value) -> Vec<ContactPhone> {
    let phone = member(properties, "phone");
    phone
        .into_iter()
        .map(|value| ContactPhone { value, kind: None })
        .collect()
}

fn external_id(value: String) -> ExternalId {
    ExternalId {
        system: DISTINCT_ID,
        value,
    }
}

/// The customer of a ticket whom the product has not seen as a person.
pub(super) fn stranger(id: Id<Contact>, distinct_id: &str) -> Contact {
    let mut contact = Contact::new(id);
    contact.known = ContactParts::all();
    contact.is_identified = false;
    let distinct_id = Some(distinct_id.to_owned()).filter(|id| !id.is_empty());
    contact.external_ids = distinct_id.into_iter().map(external_id).collect();
    contact
}

/// Adds what a ticket knows about its customer and the person does not say.
pub(super) fn with_traits(
    mut contact: Contact,
    traits: &Value,
    address: Option<&String>,
) -> Contact {
    contact.name = contact.name.or_else(|| member(traits, "name"));
    let addresses = member(traits, "email").into_iter().chain(address.cloned());
    for address in addresses {
        let is_same = |email: &ContactEmail| email.value.eq_ignore_ascii_case(&address);
        if !contact.emails.iter().any(is_same) {
            contact.emails.push(ContactEmail::new(address));
        }
    }
    contact
}

#[cfg(test)]
mod tests {
    use super::contact;
    use crate::model::{ContactEmail, SourceKey};

    const SEEN: &str = r#"{"id":"0194b1c2-aaaa-7bbb-8ccc-1234567890ab","name":"ravi@tallpine.example","distinct_ids":["usr_8841","0194b1c2-anon"],"properties":{"email":"ravi@tallpine.example","plan":"scale"},"created_at":"2025-11-20T10:00:00Z","is_identified":true}"#;
    const ANONYMOUS: &str = r#"{"id":"0194b1c2-aaaa-7bbb-8ccc-1234567890ac","name":"0194c0de-anon","distinct_ids":["0194c0de-anon"],"properties":{},"created_at":"2026-01-20T10:00:00.120000Z","is_identified":false}"#;
    const NAMED: &str = r#"{"id":"0194b1c2-aaaa-7bbb-8ccc-1234567890ad","name":"Omar Ilic","distinct_ids":["omar@brightloom.example"],"properties":{"email":"omar@brightloom.example","name":"Omar Ilic"},"created_at":"2025-10-01T10:00:00Z","is_identified":true}"#;
    const LISTED: &str = r#"{"id":17,"uuid":"0194b1c2-aaaa-7bbb-8ccc-1234567890ab","name":"ravi@tallpine.example","distinct_ids":["usr_8841"],"properties":{"email":"ravi@tallpine.example","name":"Ravi","phone":"+4790012345"},"created_at":"2025-11-20T10:00:00Z"}"#;

    fn mapped(json: &str) -> crate::model::Contact {
        let key = SourceKey::parse("desk").unwrap();
        contact(&key, serde_json::from_str(json).unwrap())
    }

    #[test]
    fn an_address_or_id_in_place_of_a_name_is_no_name() {
        let seen = mapped(SEEN);
        assert_eq!(seen.id.native(), "0194b1c2-aaaa-7bbb-8ccc-1234567890ab");
        assert_eq!(seen.name, None);
        assert_eq!(seen.display_name(), "ravi@tallpine.example");
        assert_eq!(
            seen.emails,
            [ContactEmail::new("ravi@tallpine.example".to_owned())]
        );
        let ids: Vec<_> = seen.external_ids.iter().map(|id| &*id.value).collect();
        assert_eq!(ids, ["usr_8841", "0194b1c2-anon"]);
        assert_eq!(
            seen.created_at,
            Some("2025-11-20T10:00:00Z".parse().unwrap())
        );
        let anonymous = mapped(ANONYMOUS);
        assert_eq!(
            (anonymous.name, anonymous.is_identified, anonymous.emails),
            (None, false, Vec::new())
        );
    }

    #[test]
    fn a_name_is_taken_from_the_person_or_its_properties() {
        assert_eq!(mapped(NAMED).name.as_deref(), Some("Omar Ilic"));
        assert_eq!(mapped(LISTED).name.as_deref(), Some("Ravi"));
    }

    #[test]
    fn the_key_of_a_listed_person_is_its_uuid() {
        let listed = mapped(LISTED);
        assert_eq!(listed.id, mapped(SEEN).id);
        assert_eq!(listed.phones[0].value, "+4790012345");
        assert!(listed.is_identified);
    }

    #[test]
    fn properties_of_any_shape_do_no_harm() {
        for properties in [
            "null",
            "[]",
            "3",
            r#"{"email":{"value":"x"},"name":7,"phone":""}"#,
        ] {
            let json = format!(r#"{{"id":"p","properties":{properties}}}"#);
            let person = mapped(&json);
            assert_eq!(person.display_name(), "Unknown contact");
            assert!(!person.is_identified);
        }
    }
}
