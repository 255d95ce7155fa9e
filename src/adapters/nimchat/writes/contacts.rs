//! Writing contacts.

use serde_json::{Map, Value, json};

use crate::model::command::{ContactFields, FieldValue, Patch};
use crate::model::{Contact, Id, Related};
use crate::provider::{Refusal, WriteError, WriteResult, Written};
use crate::transport::{CallContext, Endpoint as _};

use crate::adapters::nimchat::endpoints::{
    CreateContact, DeleteContact, DestroyCustomAttributes, UpdateContact,
};
use crate::adapters::nimchat::reads::number_of;
use crate::adapters::nimchat::{Nimchat, map, wire};

use super::admit::{self, Admitted};
use super::{done, fields};

/// Refuses a new contact that could not be created.
pub(super) fn admit_new(contact: &ContactFields) -> Admitted {
    if contact.inbox.is_none() {
        let explanation = "A contact of Nimchat belongs to an inbox.";
        return Err(Refusal::bad_input(&["input", "inboxId"], explanation));
    }
    of_fields(contact)
}

/// Refuses changes that could not be made.
pub(super) fn admit_change(contact: &ContactFields) -> Admitted {
    if contact.inbox.is_some() {
        let explanation = "The inbox is chosen when a contact is created.";
        return admit::unsupported(&["input", "inboxId"], explanation);
    }
    if contact.avatar_url == Patch::Clear {
        let explanation = "A picture can be replaced but not removed.";
        return admit::unsupported(&["input", "avatarUrl"], explanation);
    }
    of_fields(contact)
}

fn of_fields(contact: &ContactFields) -> Admitted {
    let ContactFields {
        name: _,
        first_name,
        last_name,
        email,
        phone,
        avatar_url: _,
        external_id: _,
        inbox: _,
        custom_fields,
    } = contact;
    for (name, field) in [("firstName", first_name), ("lastName", last_name)] {
        if field.is_change() {
            return admit::unsupported(&["input", name], "A contact has one name.");
        }
    }
    if let Some(email) = email.value() {
        admit::addresses(&["input", "email"], std::slice::from_ref(email))?;
    }
    if phone.value().is_some_and(|number| !is_number(number)) {
        let explanation = "A phone number is a plus and up to 15 digits.";
        return Err(Refusal::bad_input(&["input", "phone"], explanation));
    }
    fields::admit(custom_fields)
}

/// E.164, as the server checks it.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (2..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// The members of a record that are written. A name is empty rather than null.
fn record(fields: &ContactFields) -> Map<String, Value> {
    let ContactFields {
        name,
        first_name: _,
        last_name: _,
        email,
        phone,
        avatar_url,
        external_id,
        inbox: _,
        custom_fields,
    } = fields;
    let name = match name {
        Patch::Clear => Some(json!("")),
        name => name.json(),
    };
    let members = [
        ("name", name),
        ("email", email.json()),
        ("phone_number", phone.json()),
        ("identifier", external_id.json()),
        ("avatar_url", avatar_url.json()),
    ];
    let set = |(key, value): (&str, Option<Value>)| Some((key.to_owned(), value?));
    let mut record: Map<String, Value> = members.into_iter().filter_map(set).collect();
    let kept = custom_fields.iter().filter(|field| !field.value.is_null());
    let attributes: Map<String, Value> = kept
        .map(|FieldValue { key, value }| (key.clone(), value.clone()))
        .collect();
    if !attributes.is_empty() {
        record.insert("custom_attributes".to_owned(), Value::Object(attributes));
    }
    record
}

impl Nimchat {
    pub(super) async fn create_contact(
        &self,
        call: &CallContext,
        fields: &ContactFields,
    ) -> WriteResult {
        let no_inbox = || Refusal::not_found(&["input", "inboxId"], "There is no such inbox.");
        let inbox = fields.inbox.as_ref().and_then(number_of);
        let mut body = record(fields);
        body.retain(|_, value| !value.is_null());
        body.insert("inbox_id".to_owned(), json!(inbox.ok_or_else(no_inbox)?));
        let endpoint = CreateContact {
            account: &self.account,
            body: &Value::Object(body),
        };
        let contact = self.ask(call, &endpoint).await?;
        Ok(self.shown(contact))
    }

    /// An attribute is taken away by a call of its own.
    pub(super) async fn change_contact(
        &self,
        call: &CallContext,
        contact: &Id<Contact>,
        fields: &ContactFields,
    ) -> WriteResult {
        let path = self.path_of(contact, UpdateContact::OPERATION.id)?;
        let body = record(fields);
        let mut written = done();
        let is_updated = !body.is_empty();
        if is_updated {
            let endpoint = UpdateContact {
                account: &self.account,
                contact: path,
                body: &Value::Object(body),
            };
            written = self.shown(self.ask(call, &endpoint).await?);
            written.contact = None;
        }
        let gone = fields.custom_fields.iter();
        let gone = gone.filter(|field| field.value.is_null());
        let gone: Vec<&str> = gone.map(|field| field.key.as_str()).collect();
        match self.take_attributes(call, path, &gone).await {
            Ok(false) => Ok(written),
            // The copy from before is old by now.
            Ok(true) => Ok(done()),
            Err(error) if is_updated => Ok(written.stopped_by(error)),
            Err(error) => Err(error),
        }
    }

    /// Returns false if there was nothing to do.
    async fn take_attributes(
        &self,
        call: &CallContext,
        contact: &str,
        keys: &[&str],
    ) -> Result<bool, WriteError> {
        if keys.is_empty() {
            return Ok(false);
        }
        let endpoint = DestroyCustomAttributes {
            account: &self.account,
            contact,
            keys,
        };
        self.act(call, &endpoint).await?;
        Ok(true)
    }

    pub(super) async fn delete_contact(
        &self,
        call: &CallContext,
        contact: &Id<Contact>,
    ) -> WriteResult {
        let endpoint = DeleteContact {
            account: &self.account,
            contact: self.path_of(contact, DeleteContact::OPERATION.id)?,
        };
        self.act(call, &endpoint).await?;
        Ok(done())
    }

    fn shown(&self, contact: wire::OneContact) -> Written {
        let wire::OneContact(contact) = contact;
        let contact = map::contact(self.scope(), contact);
        Written {
            contact: Some(contact.id.clone()),
            related: Related {
                contacts: vec![contact],
                ..Related::default()
            },
            ..Written::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::record;
    use crate::model::command::{ContactFields, FieldValue, Patch};

    #[test]
    fn only_what_changes_is_written_and_null_clears() {
        let field = |key: &str, value: Value| FieldValue {
            key: key.to_owned(),
            value,
        };
        let fields = ContactFields {
            name: Patch::Clear,
            email: Patch::Clear,
            phone: Patch::Set("+31612345678".to_owned()),
            external_id: Patch::Set("crm-1".to_owned()),
            custom_fields: vec![field("plan", json!("gold")), field("seats", json!(null))],
            ..ContactFields::default()
        };
        let expected = json!({"name": "", "email": null, "phone_number": "+31612345678", "identifier": "crm-1",
            "custom_attributes": {"plan": "gold"}});
        assert_eq!(Value::Object(record(&fields)), expected);
        assert!(record(&ContactFields::default()).is_empty());
    }
}
