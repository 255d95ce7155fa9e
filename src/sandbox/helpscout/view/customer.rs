//! Customers and organizations.

use serde_json::{Map, Value, json};

use crate::sandbox::helpscout::records::{Customer, Organization};

use super::{Lens, at, map, put};

impl Lens<'_> {
    /// Shows a customer with everything below it.
    pub(crate) fn customer(&self, one: &Customer) -> Value {
        let mut body = map(json!({
            "id": one.id,
            "firstName": one.first,
            "lastName": one.last,
            "gender": "Unknown",
        }));
        // Some customers say null where others say nothing.
        let says_null = one.id.is_multiple_of(2);
        let optional = |value: Option<Value>| value.or_else(|| says_null.then_some(Value::Null));
        put(
            &mut body,
            "jobTitle",
            optional(one.job_title.map(Value::from)),
        );
        put(
            &mut body,
            "location",
            optional(one.location.map(Value::from)),
        );
        let company = one.organization.and_then(|id| self.organization_named(id));
        put(
            &mut body,
            "organization",
            optional(company.map(|company| company.name.into())),
        );
        put(
            &mut body,
            "organizationId",
            optional(one.organization.map(Value::from)),
        );
        put(&mut body, "photoType", Some("unknown"));
        put(
            &mut body,
            "photoUrl",
            optional(self.photo_of(one).map(Value::from)),
        );
        put(
            &mut body,
            "background",
            optional(one.background.map(Value::from)),
        );
        let count = self.account.conversations_of(one.id);
        put(&mut body, "conversationCount", Some(count));
        put(&mut body, "createdAt", Some(at(one.created_at)));
        put(&mut body, "updatedAt", Some(at(one.updated_at)));
        put(&mut body, "_embedded", Some(self.customer_parts(one)));
        put(&mut body, "_links", Some(self.customer_links(one.id)));
        Value::Object(body)
    }

    fn organization_named(&self, id: u64) -> Option<&Organization> {
        self.account.organizations.iter().find(|one| one.id == id)
    }

    fn customer_parts(&self, one: &Customer) -> Map<String, Value> {
        let company = one.organization.and_then(|id| self.organization_named(id));
        let kind = if company.is_some() { "work" } else { "home" };
        let entries = |values: &[String], start: u64| -> Value {
            let entry =
                |(id, value): (u64, &String)| json!({"id": id, "value": value, "type": kind});
            (one.id * 10 + start..).zip(values).map(entry).collect()
        };
        let website = company.map(|company| {
            json!({"id": one.id * 10 + 6, "value": format!("https://{}", company.domain)})
        });
        let mut parts = map(json!({
            "emails": entries(&one.emails, 1),
            "phones": entries(&one.phones, 4),
            "chats": [],
            "social_profiles": [],
            "websites": Vec::from_iter(website),
            "properties": [],
        }));
        put(&mut parts, "address", one.location.map(address));
        parts
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
        json!({
            "id": one.id,
            "name": one.name,
            "domains": [one.domain],
            "website": format!("https://{}", one.domain),
            "customerCount": members().count(),
            "conversationCount": conversations,
            "createdAt": at(one.created_at),
            "updatedAt": at(one.created_at),
            "_links": self.only_self(format_args!("organizations/{}", one.id)),
        })
    }
}

fn address(city: &str) -> Value {
    let country = if city == "London" { "GB" } else { "NO" };
    json!({"city": city, "state": "", "postalCode": "", "country": country, "lines": ["Harbour Street 1"]})
}
