//! Customers and organizations.

use crate::model::{
    Contact, ContactEmail, ContactParts, ContactPhone, Id, Organization, OrganizationParts, Raw,
    SourceKey,
};
use crate::transport::WithRaw;

use super::super::wire;
use super::{SECRETS, filled, full_name, reference};

/// Maps a customer. The company comes along by its name, if it has a number.
pub(crate) fn contact(
    key: &SourceKey,
    customer: WithRaw<wire::Customer>,
) -> (Contact, Option<Organization>) {
    let wire::Customer {
        id,
        first_name,
        last_name,
        job_title,
        location,
        organization,
        organization_id,
        photo_url,
        background,
        created_at,
        embedded,
    } = customer.value;
    let wire::CustomerParts { emails, phones } = embedded.unwrap_or_default();
    let mut contact = Contact::new(Id::new(key, id.to_string()));
    contact.known = ContactParts::all();
    (contact.first_name, contact.last_name) = (filled(first_name), filled(last_name));
    contact.name = full_name(contact.first_name.as_deref(), contact.last_name.as_deref());
    contact.avatar_url = filled(photo_url);
    contact.emails = entries(emails).map(email).collect();
    contact.phones = entries(phones).map(phone).collect();
    contact.organization = reference(key, organization_id);
    contact.job_title = filled(job_title);
    contact.location = filled(location);
    contact.notes = filled(background);
    contact.created_at = created_at;
    contact.raw = Some(Raw::new(customer.raw, SECRETS));
    let company = contact.organization.clone().zip(filled(organization));
    let company = company.map(|(id, name)| Organization::new(id, name));
    (contact, company)
}

/// Values with their labels, without empty ones.
fn entries(entries: Option<Vec<wire::Entry>>) -> impl Iterator<Item = (String, Option<String>)> {
    let entries = entries.unwrap_or_default().into_iter();
    entries.filter_map(|wire::Entry { value, kind }| Some((filled(value)?, filled(kind))))
}

fn email((value, kind): (String, Option<String>)) -> ContactEmail {
    ContactEmail {
        kind,
        ..ContactEmail::new(value)
    }
}

fn phone((value, kind): (String, Option<String>)) -> ContactPhone {
    ContactPhone { value, kind }
}

/// Maps an organization.
pub(crate) fn organization(
    key: &SourceKey,
    organization: WithRaw<wire::Organization>,
) -> Organization {
    let wire::Organization {
        id,
        name,
        domains,
        created_at,
        updated_at,
    } = organization.value;
    let mut mapped = Organization::new(Id::new(key, id.to_string()), name.unwrap_or_default());
    mapped.known = OrganizationParts::all();
    mapped.email_domains = domains.unwrap_or_default();
    (mapped.created_at, mapped.updated_at) = (created_at, updated_at);
    mapped.raw = Some(Raw::new(organization.raw, SECRETS));
    mapped
}

#[cfg(test)]
mod tests {
    use super::contact;
    use crate::model::{ContactParts, SourceKey};
    use crate::transport::WithRaw;

    fn read<T: serde::de::DeserializeOwned>(json: &str) -> WithRaw<T> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_customer_brings_its_company_along() {
        let json = r#"{"id":501233,"firstName":"Ines","lastName":"Marchetti","gender":"Unknown","jobTitle":"COO","location":"Bologna","organization":"Orchard Labs","organizationId":771,"photoType":"unknown","photoUrl":"https://img.example.net/c/05.png","background":"Prefers mail","age":"30-35","conversationCount":9,"createdAt":"2024-04-21T14:39:56Z","updatedAt":"2026-02-21T14:43:24Z","_embedded":{"emails":[{"id":1,"value":"ines@orchardlabs.example","type":"work"}],"phones":[{"id":2,"value":"+39 051 000 000","type":"work"}],"chats":[],"social_profiles":[],"websites":[{"id":3,"value":"https://orchardlabs.example"}],"properties":[{"type":"text","slug":"crm-id","name":"CRM id","value":"C-88","text":"C-88","source":{"name":"api"}}]},"_links":{"self":{"href":"https://api.helpscout.net/v2/customers/501233"},"address":{"href":"https://api.helpscout.net/v2/customers/501233/address"}}}"#;
        let key = SourceKey::parse("help").unwrap();
        let (contact, company) = contact(&key, read(json));
        assert_eq!(contact.known, ContactParts::all());
        assert_eq!(contact.name.as_deref(), Some("Ines Marchetti"));
        assert_eq!(contact.emails[0].value, "ines@orchardlabs.example");
        assert_eq!(contact.emails[0].kind.as_deref(), Some("work"));
        assert_eq!(contact.phones[0].value, "+39 051 000 000");
        assert_eq!(contact.job_title.as_deref(), Some("COO"));
        assert_eq!(contact.location.as_deref(), Some("Bologna"));
        assert_eq!(contact.notes.as_deref(), Some("Prefers mail"));
        assert_eq!(
            contact.created_at,
            Some("2024-04-21T14:39:56Z".parse().unwrap())
        );
        let company = company.unwrap();
        assert_eq!(Some(&company.id), contact.organization.as_ref());
        assert_eq!(company.name, "Orchard Labs");
        let raw = contact.raw.unwrap();
        assert_eq!(
            raw.pointer("/_embedded/properties/0/slug"),
            Some("crm-id".into())
        );
    }

    #[test]
    fn a_customer_may_say_next_to_nothing() {
        let json = r#"{"id":501240,"firstName":"Bo","lastName":null,"createdAt":"2026-03-01T10:00:00Z","updatedAt":"2026-03-01T10:00:00Z","_embedded":{"emails":[{"id":11,"value":"bo@fernway.example","type":"other"}],"phones":[],"chats":[],"social_profiles":[],"websites":[]},"_links":{"self":{"href":"https://api.helpscout.net/v2/customers/501240"}}}"#;
        let key = SourceKey::parse("help").unwrap();
        let (mapped, company) = contact(&key, read(json));
        assert_eq!(mapped.name.as_deref(), Some("Bo"));
        assert_eq!((mapped.last_name, mapped.organization), (None, None));
        assert_eq!(company, None);
        let (mapped, _) = contact(&key, read(r#"{"id":1,"organizationId":0,"firstName":""}"#));
        assert_eq!((mapped.name, mapped.organization), (None, None));
    }

    #[test]
    fn the_address_that_comes_first_is_the_main_one() {
        let json = r#"{"id":501250,"firstName":"Ana","lastName":"Kova","gender":"female","photoType":"gravatar","photoUrl":"https://img.example.net/c/50.png","createdAt":"2025-06-11T09:00:00Z","updatedAt":"2026-03-03T14:00:00Z","_embedded":{"emails":[{"id":21,"value":"ana@kova.example","type":"home"},{"id":22,"value":"ana@work.example","type":"work"}],"phones":[],"chats":[{"id":23,"value":"anak","type":"other"}],"social_profiles":[{"id":24,"value":"https://x.example/anak","type":"twitter"}],"websites":[],"address":{"city":"Ljubljana","state":"","postalCode":"1000","country":"SI","lines":["Trg 1"]}},"_links":{"self":{"href":"https://api.helpscout.net/v2/customers/501250"}}}"#;
        let key = SourceKey::parse("help").unwrap();
        let (contact, _) = contact(&key, read(json));
        let emails: Vec<_> = contact
            .emails
            .iter()
            .map(|one| one.value.as_str())
            .collect();
        assert_eq!(emails, ["ana@kova.example", "ana@work.example"]);
        assert_eq!(
            contact.avatar_url.as_deref(),
            Some("https://img.example.net/c/50.png")
        );
    }
}
