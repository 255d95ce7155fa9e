//! Customers.

use serde_json::{Map, Value, json};

use crate::adapters::paging::FromSource as _;
use crate::model::command::{ContactFields, FieldValue, Patch};
use crate::model::{Contact, Id};
use crate::provider::{Result, SideEffect, WriteResult, Written};
use crate::transport::{CallContext, Endpoint as _};

use super::super::endpoints::{
    CreateCustomer, DeleteCustomer, GetCustomer, PatchCustomer, PatchProperties,
};
use super::super::{HelpScout, wire};
use super::body::put;
use super::done;

const OPERATION: &str = PatchCustomer::OPERATION.id;
/// The label of an address that nobody labelled.
const UNLABELLED: &str = "other";

impl HelpScout {
    pub(super) async fn create_customer(
        &self,
        context: &CallContext,
        fields: &ContactFields,
    ) -> WriteResult {
        let body = new_customer(fields);
        let native = self.produce(context, &CreateCustomer { body }).await?;
        Ok(Written {
            contact: Some(Id::new(&self.key, native)),
            ..Written::default()
        })
    }

    pub(super) async fn change_customer(
        &self,
        context: &CallContext,
        contact: &Id<Contact>,
        fields: &ContactFields,
    ) -> WriteResult {
        let customer = self.number(contact, OPERATION)?;
        let mut written = done();
        let mut operations = plain_operations(fields);
        if fields.email.is_change() || fields.phone.is_change() {
            let there = self.entries_of(context, customer).await?;
            operations.extend(list_operations(fields, there));
            written.side_effects.push(SideEffect::ReplacesList);
        }
        let has_begun = !operations.is_empty();
        if has_begun {
            let endpoint = PatchCustomer {
                customer,
                operations,
            };
            self.act(context, &endpoint).await?;
        }
        if fields.custom_fields.is_empty() {
            return Ok(written);
        }
        let endpoint = PatchProperties {
            customer,
            operations: property_operations(&fields.custom_fields),
        };
        match self.act(context, &endpoint).await {
            Err(error) if has_begun => Ok(written.stopped_by(error)),
            outcome => outcome.map(|_| written).map_err(Into::into),
        }
    }

    async fn entries_of(
        &self,
        context: &CallContext,
        customer: &str,
    ) -> Result<wire::CustomerParts> {
        let found = self.client.send(context, &GetCustomer { customer }).await;
        let found = found.from_source(&self.key)?.value;
        Ok(found.embedded.unwrap_or_default())
    }

    pub(super) async fn delete_customer(
        &self,
        context: &CallContext,
        contact: &Id<Contact>,
    ) -> WriteResult {
        let customer = self.number(contact, DeleteCustomer::OPERATION.id)?;
        self.act(context, &DeleteCustomer { customer }).await?;
        Ok(done())
    }
}

/// The given and the family name. The provider has no other, so that a full name is split at its first space.
fn names(fields: &ContactFields) -> (Patch<String>, Patch<String>) {
    match &fields.name {
        Patch::Keep => (fields.first_name.clone(), fields.last_name.clone()),
        Patch::Clear => (Patch::Clear, Patch::Clear),
        Patch::Set(name) => {
            let name = name.trim();
            let (first, last) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
            let last = match last.trim() {
                "" => Patch::Clear,
                last => Patch::Set(last.to_owned()),
            };
            (Patch::Set(first.to_owned()), last)
        }
    }
}

fn new_customer(fields: &ContactFields) -> Value {
    let (first, last) = names(fields);
    let list = |value: &Patch<String>| {
        let value = value.value();
        value.map(|value| json!([{"type": UNLABELLED, "value": value}]))
    };
    let mut body = Map::new();
    put(&mut body, "firstName", first.value().cloned());
    put(&mut body, "lastName", last.value().cloned());
    put(&mut body, "photoUrl", fields.avatar_url.value().cloned());
    put(&mut body, "emails", list(&fields.email));
    put(&mut body, "phones", list(&fields.phone));
    let filled = fields
        .custom_fields
        .iter()
        .filter(|one| !one.value.is_null());
    let properties: Vec<Value> = filled
        .map(|FieldValue { key, value }| json!({"slug": key, "value": value}))
        .collect();
    let properties = (!properties.is_empty()).then_some(properties);
    put(&mut body, "properties", properties);
    Value::Object(body)
}

/// The operations on single fields.
fn plain_operations(fields: &ContactFields) -> Vec<Value> {
    let (first, last) = names(fields);
    let single = [
        ("/firstName", &first),
        ("/lastName", &last),
        ("/photoUrl", &fields.avatar_url),
    ];
    let operation = |(path, patch): (&str, &Patch<String>)| match patch {
        Patch::Keep => None,
        Patch::Clear => Some(json!({"op": "remove", "path": path})),
        Patch::Set(value) => Some(json!({"op": "replace", "path": path, "value": value})),
    };
    single.into_iter().filter_map(operation).collect()
}

/// The operations on lists, which are replaced as a whole. The first entry is the main one.
fn list_operations(fields: &ContactFields, there: wire::CustomerParts) -> Vec<Value> {
    let wire::CustomerParts { emails, phones } = there;
    let lists = [
        ("/emails", &fields.email, emails),
        ("/phones", &fields.phone, phones),
    ];
    let operation = |(path, patch, entries): (&str, &Patch<String>, Option<Vec<wire::Entry>>)| {
        let entries = with_main(entries.unwrap_or_default(), patch)?;
        Some(json!({"op": "replace", "path": path, "value": entries}))
    };
    lists.into_iter().filter_map(operation).collect()
}

/// The entries with another main one; `None` if it stays.
fn with_main(entries: Vec<wire::Entry>, patch: &Patch<String>) -> Option<Value> {
    let value = match patch {
        Patch::Keep => return None,
        Patch::Clear => None,
        Patch::Set(value) => Some(value),
    };
    let is_new = |entry: &wire::Entry| entry.value.as_ref() != value;
    let label = entries.first().and_then(|entry| entry.kind.clone());
    let label = label.unwrap_or_else(|| UNLABELLED.to_owned());
    let main = value.map(|value| json!({"type": label, "value": value}));
    let rest = entries.iter().skip(1).filter(|entry| is_new(entry));
    let rest = rest.map(|wire::Entry { value, kind }| {
        let kind = kind.as_deref().unwrap_or(UNLABELLED);
        json!({"type": kind, "value": value})
    });
    Some(main.into_iter().chain(rest).collect())
}

/// Properties go by their slugs.
fn property_operations(fields: &[FieldValue]) -> Vec<Value> {
    let operation = |FieldValue { key, value }: &FieldValue| {
        let path = format!("/{key}");
        if value.is_null() {
            json!({"op": "remove", "path": path})
        } else {
            json!({"op": "replace", "path": path, "value": value})
        }
    };
    fields.iter().map(operation).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(value: &str) -> Patch<String> {
        Patch::Set(value.to_owned())
    }

    #[test]
    fn a_full_name_is_split_at_its_first_space() {
        let fields = ContactFields {
            name: set(" Ludwig van  Beethoven"),
            email: set("ludwig@bonn.example"),
            ..ContactFields::default()
        };
        let expected = json!({
            "firstName": "Ludwig", "lastName": "van  Beethoven",
            "emails": [{"type": "other", "value": "ludwig@bonn.example"}],
        });
        assert_eq!(new_customer(&fields), expected);
        let fields = ContactFields {
            name: set("Madonna"),
            avatar_url: Patch::Clear,
            ..ContactFields::default()
        };
        let expected = [
            json!({"op": "replace", "path": "/firstName", "value": "Madonna"}),
            json!({"op": "remove", "path": "/lastName"}),
            json!({"op": "remove", "path": "/photoUrl"}),
        ];
        assert_eq!(plain_operations(&fields), expected);
    }

    #[test]
    fn the_main_address_changes_and_the_others_stay() {
        let entries = || {
            serde_json::from_str::<Vec<wire::Entry>>(
                r#"[{"id":21,"value":"ana@kova.example","type":"home"},{"id":22,"value":"ana@work.example","type":"work"}]"#,
            )
            .unwrap()
        };
        let work = json!({"type": "work", "value": "ana@work.example"});
        let new = json!({"type": "home", "value": "new@kova.example"});
        let changed = with_main(entries(), &set("new@kova.example"));
        assert_eq!(changed, Some(json!([new, work])));
        let promoted = with_main(entries(), &set("ana@work.example"));
        let main = json!({"type": "home", "value": "ana@work.example"});
        assert_eq!(promoted, Some(json!([main])));
        assert_eq!(with_main(entries(), &Patch::Clear), Some(json!([work])));
        assert_eq!(with_main(entries(), &Patch::Keep), None);
    }
}
