//! Customers and organizations.

use serde_json::{Map, Value, json};

use crate::sandbox::helpscout::records::{Address, Customer, Entry, Organization};

use super::{Lens, at, map, put};

impl Lens<'_> {
    /// Shows a customer with everything below it.
    pub(crate) fn customer(&self, one: &Customer) -> Value {
        let mut body = map(json!({
            "id": one.id,
            "firstName": one.first,
            "lastName": one.last,
            "gender": one.gender.as_deref().unwrap_or("Unknown"),
        }));
        // Some customers say null where others say nothing.
        let says_null = one.id.is_multiple_of(2);
        let optional = |value: Option<Value>| value.or_else(|| says_null.then_some(Value::Null));
        let text = |value: &Option<String>| optional(value.clone().map(Value::from));
        put(&mut body, "jobTitle", text(&one.job_title));
        put(&mut body, "location", text(&one.location));
        let company = one
            .organization
            .and_then(|id| self.account.organization(id));
        let company = company.map(|company| company.name.clone());
        put(
            &mut body,
            "organization",
            text(&company.or_else(|| one.company.clone())),
        );
        put(
            &mut body,
            "organizationId",
            optional(one.organization.map(Value::from)),
        );
        let photo_type = one.photo_type.as_deref().unwrap_or("unknown");
        put(&mut body, "photoType", Some(photo_type));
        put(&mut body, "photoUrl", text(&one.photo_url));
        put(&mut body, "background", text(&one.background));
        put(&mut body, "age", one.age.as_deref());
        let count = self.account.conversations_of(one.id);
        put(&mut body, "conversationCount", Some(count));
        put(&mut body, "createdAt", Some(at(one.created_at)));
        put(&mut body, "updatedAt", Some(at(one.updated_at)));
        put(&mut body, "_embedded", Some(customer_parts(one)));
        put(&mut body, "_links", Some(self.customer_links(one.id)));
        Value::Object(body)
    }

    fn customer_links(&self, id: u64) -> Map<String, Value> {
        let path = format!("customers/{id}");
        let parts = [
            "address",
            "chats",
            "emails",
            "phones",
            "social-profiles",
            "websites",
        ];
        let link = |part: &str| (part.to_owned(), self.link(format_args!("{path}/{part}")));
        let mut links: Map<String, Value> = parts.into_iter().map(link).collect();
        put(&mut links, "self", Some(self.link(&path)));
        links
    }

    /// Shows an organization.
    pub(crate) fn organization(&self, one: &Organization) -> Value {
        let account = self.account;
        let members = || {
            let customers = account.customers.iter();
            customers.filter(|customer| customer.organization == Some(one.id))
        };
        let conversations: usize = members()
            .map(|customer| account.conversations_of(customer.id))
            .sum();
        let mut body = map(json!({
            "id": one.id,
            "name": one.name,
            "domains": one.domains,
        }));
        put(&mut body, "website", one.website.as_deref());
        put(&mut body, "description", one.description.as_deref());
        put(&mut body, "location", one.location.as_deref());
        put(&mut body, "logoUrl", one.logo_url.as_deref());
        put(&mut body, "note", one.note.as_deref());
        put(&mut body, "brandColor", one.brand_color.as_deref());
        let phones = Some(&one.phones).filter(|phones| !phones.is_empty());
        put(&mut body, "phones", phones.map(|phones| json!(phones)));
        put(&mut body, "customerCount", Some(members().count()));
        put(&mut body, "conversationCount", Some(conversations));
        put(&mut body, "createdAt", Some(at(one.created_at)));
        put(&mut body, "updatedAt", Some(at(one.updated_at)));
        let own = self.only_self(format_args!("organizations/{}", one.id));
        put(&mut body, "_links", Some(own));
        Value::Object(body)
    }
}

fn customer_parts(one: &Customer) -> Map<String, Value> {
    let entries = |entries: &[Entry]| entries.iter().map(entry).collect::<Value>();
    let property = |(slug, value): &(String, String)| {
        json!({
            "type": "text", "slug": slug, "name": slug, "value": value, "text": value,
            "source": {"name": "api"},
        })
    };
    let mut parts = map(json!({
        "emails": entries(&one.emails),
        "phones": entries(&one.phones),
        "chats": entries(&one.chats),
        "social_profiles": entries(&one.social_profiles),
        "websites": entries(&one.websites),
        "properties": one.properties.iter().map(property).collect::<Value>(),
    }));
    put(&mut parts, "address", one.address.as_ref().map(address));
    parts
}

fn entry(one: &Entry) -> Value {
    let mut body = map(json!({"id": one.id, "value": one.value}));
    put(&mut body, "type", one.kind.as_deref());
    Value::Object(body)
}

fn address(one: &Address) -> Value {
    json!({
        "city": one.city, "state": one.state, "postalCode": one.postal_code,
        "country": one.country, "lines": one.lines,
    })
}
