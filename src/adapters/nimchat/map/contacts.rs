//! Contacts, and the companies they name.

use crate::adapters::nimchat::wire;
use crate::model::{
    Contact, ContactEmail, ContactParts, ContactPhone, ExternalId, Id, Organization,
    OrganizationParts, Raw, SourceKey,
};
use crate::transport::WithRaw;

use super::{CONTACT_SECRET_KEYS, Scope, filled};

/// A contact by itself, with everything.
pub(in crate::adapters::nimchat) fn contact(
    scope: Scope<'_>,
    contact: WithRaw<wire::Contact>,
) -> Contact {
    let mut mapped = embedded(scope, contact.value);
    mapped.known = ContactParts::all();
    mapped.raw = Some(Raw::new(contact.raw, CONTACT_SECRET_KEYS));
    mapped
}

/// A contact of a list, which is not asked for the inboxes of each.
pub(in crate::adapters::nimchat) fn contact_of_list(
    scope: Scope<'_>,
    contact: WithRaw<wire::Contact>,
) -> Contact {
    embedded(scope, contact.value)
}

/// A contact inside a conversation: the whole view but for its inboxes.
pub(super) fn embedded(scope: Scope<'_>, contact: wire::Contact) -> Contact {
    let wire::Contact {
        id,
        name,
        email,
        phone_number,
        identifier,
        thumbnail,
        additional_attributes,
        contact_inboxes: _,
        last_activity_at,
        created_at,
    } = contact;
    let wire::ContactAttributes {
        city,
        country,
        company_name,
        description,
    } = additional_attributes;
    let (email, phone) = (filled(email), filled(phone_number));
    let identifier = filled(identifier);
    let mut mapped = Contact::new(Id::new(scope.key, id));
    mapped.known = ContactParts::all() - ContactParts::RAW;
    mapped.web_url = scope.web_url("contacts", mapped.id.native());
    mapped.name = filled(name);
    mapped.avatar_url = filled(thumbnail);
    // A visitor who left none of the three; the lists leave such contacts out as well.
    mapped.is_identified = email.is_some() || phone.is_some() || identifier.is_some();
    mapped.emails = email.into_iter().map(ContactEmail::new).collect();
    mapped.phones = phone
        .into_iter()
        .map(|value| ContactPhone { value, kind: None })
        .collect();
    mapped.external_ids = identifier
        .into_iter()
        .map(|value| ExternalId {
            system: "identifier",
            value,
        })
        .collect();
    mapped.organization = filled(company_name).map(|name| organization_id(scope.key, &name));
    mapped.location = location(city, country);
    mapped.notes = filled(description);
    mapped.created_at = created_at.0;
    mapped.last_activity_at = last_activity_at.0;
    mapped
}

/// The contact who wrote a message: neither times nor presence.
pub(super) fn author(scope: Scope<'_>, sender: wire::Sender) -> Contact {
    let wire::Sender {
        id,
        kind: _,
        name,
        available_name: _,
        avatar_url: _,
        thumbnail,
        email,
        phone_number,
        identifier,
        additional_attributes,
    } = sender;
    let contact = wire::Contact {
        id,
        name,
        email,
        phone_number,
        identifier,
        thumbnail,
        additional_attributes,
        contact_inboxes: Vec::new(),
        last_activity_at: wire::Moment::default(),
        created_at: wire::Moment::default(),
    };
    let mut mapped = embedded(scope, contact);
    mapped.known -= ContactParts::TIMES;
    mapped
}

fn location(city: Option<String>, country: Option<String>) -> Option<String> {
    let parts: Vec<_> = [filled(city), filled(country)]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A company has no record: its name is all there is, and stands for it.
fn organization_id(key: &SourceKey, name: &str) -> Id<Organization> {
    Id::new(key, name.trim())
}

/// The company that a name stands for.
pub(in crate::adapters::nimchat) fn organization(id: Id<Organization>) -> Organization {
    let name = id.native().to_owned();
    let mut organization = Organization::new(id, name);
    organization.known = OrganizationParts::all();
    organization
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use url::Url;

    use super::{author, contact, embedded};
    use crate::adapters::nimchat::map::Scope;
    use crate::adapters::nimchat::wire;
    use crate::model::{Contact, ContactParts, Id, SourceKey};

    fn noor() -> Value {
        json!({
            "additional_attributes": {"city": "Utrecht", "country": "Netherlands", "country_code": "NL",
                "company_name": "De Wit Catering", "description": "",
                "social_profiles": {"twitter": "", "linkedin": "dewit-catering", "github": "", "facebook": ""}},
            "availability_status": "online", "email": "noor@dewit.test", "id": 501, "name": "Noor de Wit",
            "phone_number": "+31612345678", "identifier": "crm-8841",
            "thumbnail": "https://nimchat.example.test/rails/active_storage/representations/redirect/eyJh--31/noor.png",
            "custom_attributes": {"plan": "gold", "seats": 12, "newsletter": true},
            "last_activity_at": 1_698_310_000, "created_at": 1_690_000_123,
            "contact_inboxes": [{"source_id": "3f0a3c1e-7f2b-4b0e-9d55-4e0a4d6f9f10",
                "inbox": {"id": 12, "name": "Kettle storefront", "channel_type": "Channel::WebWidget",
                    "hmac_token": "Zk3u8hQm1PzT5rXwLd7NcB2e"}}]
        })
    }

    fn with_scope<T>(test: impl FnOnce(Scope<'_>) -> T) -> T {
        let key = SourceKey::parse("chat").unwrap();
        let base_url = Url::parse("https://nimchat.example.test").unwrap();
        test(Scope {
            key: &key,
            base_url: &base_url,
            account: "7",
        })
    }

    fn mapped(payload: &Value) -> Contact {
        let json = json!({ "payload": payload }).to_string();
        let wire::OneContact(wire) = serde_json::from_str(&json).unwrap();
        with_scope(|scope| contact(scope, wire))
    }

    #[test]
    fn a_contact_is_read_whole() {
        let contact = mapped(&noor());
        assert_eq!(contact.id.native(), "501");
        assert_eq!(contact.known, ContactParts::all());
        assert_eq!(contact.name.as_deref(), Some("Noor de Wit"));
        assert_eq!(contact.emails[0].value, "noor@dewit.test");
        assert_eq!(contact.phones[0].value, "+31612345678");
        assert_eq!(contact.external_ids[0].value, "crm-8841");
        assert_eq!(contact.location.as_deref(), Some("Utrecht, Netherlands"));
        assert_eq!(contact.notes, None);
        assert!(contact.is_identified);
        assert_eq!(
            contact.organization,
            Some(Id::new(contact.id.source(), "De Wit Catering"))
        );
        assert_eq!(
            contact.created_at,
            Some("2023-07-22T04:28:43Z".parse().unwrap())
        );
        assert_eq!(
            contact.last_activity_at,
            Some("2023-10-26T08:46:40Z".parse().unwrap())
        );
        assert_eq!(
            contact.web_url.as_deref(),
            Some("https://nimchat.example.test/app/accounts/7/contacts/501")
        );
    }

    #[test]
    fn the_nesting_of_the_document_is_understood_too() {
        let nested =
            json!({"contact": noor(), "contact_inbox": {"inbox": null, "source_id": null}});
        assert_eq!(
            mapped(&nested),
            Contact {
                raw: mapped(&nested).raw,
                ..mapped(&noor())
            }
        );
    }

    #[test]
    fn what_opens_something_is_not_shown() {
        let raw = mapped(&noor()).raw.unwrap();
        let shown = |pointer| raw.pointer(pointer);
        assert_eq!(
            shown("/contact_inboxes/0/source_id"),
            Some(json!("[redacted]"))
        );
        assert_eq!(
            shown("/contact_inboxes/0/inbox/hmac_token"),
            Some(json!("[redacted]"))
        );
        assert_eq!(shown("/custom_attributes/plan"), Some(json!("gold")));
    }

    #[test]
    fn an_anonymous_visitor_has_a_name_and_nothing_else() {
        let visitor = json!({"additional_attributes": {"browser_language": "de"}, "availability_status": "offline",
            "email": null, "id": 502, "name": "silent-brook-118", "phone_number": null, "identifier": null,
            "thumbnail": "", "custom_attributes": {}, "created_at": 1_698_300_000});
        let visitor = with_scope(|scope| embedded(scope, serde_json::from_value(visitor).unwrap()));
        assert_eq!(visitor.known, ContactParts::all() - ContactParts::RAW);
        assert_eq!(visitor.name.as_deref(), Some("silent-brook-118"));
        assert!(!visitor.is_identified);
        assert!(visitor.emails.is_empty() && visitor.phones.is_empty());
        assert_eq!((visitor.avatar_url, visitor.last_activity_at), (None, None));
    }

    #[test]
    fn an_author_knows_no_times() {
        let mut sender = noor();
        sender["type"] = json!("contact");
        let sender = serde_json::from_str(&sender.to_string()).unwrap();
        let author = with_scope(|scope| author(scope, sender));
        assert_eq!(
            author.known,
            ContactParts::all() - ContactParts::RAW - ContactParts::TIMES
        );
        assert_eq!(author.emails[0].value, "noor@dewit.test");
        assert_eq!(author.created_at, None);
    }

    #[test]
    fn free_form_attributes_of_any_shape_are_survived() {
        for attributes in [
            json!(null),
            json!("text"),
            json!({"city": 7, "company_name": ["x"]}),
        ] {
            let mut odd = noor();
            odd["additional_attributes"] = attributes;
            let contact = mapped(&odd);
            assert_eq!((contact.location, contact.organization), (None, None));
        }
    }
}
