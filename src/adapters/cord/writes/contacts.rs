//! Contacts, who are users. The same call makes one and changes one, so it is read first.

use serde_json::{Map, Value, json};

use crate::adapters::cord::Cord;
use crate::adapters::cord::endpoints::{DeleteUser, PutUser};
use crate::adapters::paging::FromSource as _;
use crate::model::command::{ContactFields, Patch};
use crate::model::{Contact, Id};
use crate::provider::{Error, Refusal, WriteContext, WriteResult, Written, absent_is_none};
use crate::transport::CallContext;

use super::create::admit_fields;
use super::is_chosen;

/// Says what speaks against a new contact.
pub(super) fn admit_new(fields: &ContactFields) -> Result<(), Refusal> {
    admit(fields)?;
    match &fields.external_id {
        Patch::Set(id) if id.is_empty() || id.chars().count() > 320 || !is_chosen(id) => {
            let explanation = "An id has 1 to 320 characters and does not begin with `cord:`.";
            Err(Refusal::bad_input(&["input", "externalId"], explanation))
        }
        Patch::Set(_) | Patch::Keep | Patch::Clear => Ok(()),
    }
}

/// Says what speaks against changes of a contact.
pub(super) fn admit_change(fields: &ContactFields) -> Result<(), Refusal> {
    admit(fields)?;
    if fields.external_id.is_change() {
        let refusal = Refusal::unsupported("The id of a user of Cord stays as it is.");
        return Err(refusal.at(&["input", "externalId"]));
    }
    for (patch, name) in [(&fields.name, "name"), (&fields.email, "email")] {
        if *patch == Patch::Clear {
            let refusal = Refusal::unsupported("Cord leaves a value as it is when it gets null.");
            return Err(refusal.at(&["input", name]));
        }
    }
    Ok(())
}

fn admit(fields: &ContactFields) -> Result<(), Refusal> {
    let ContactFields {
        name: _,
        first_name,
        last_name,
        email,
        phone,
        avatar_url: _,
        external_id: _,
        inbox,
        custom_fields,
    } = fields;
    let missing = [
        (first_name.is_change(), "firstName"),
        (last_name.is_change(), "lastName"),
        (phone.is_change(), "phone"),
        (inbox.is_some(), "inboxId"),
    ];
    if let Some((_, field)) = missing.into_iter().find(|(is_wished, _)| *is_wished) {
        let refusal = Refusal::unsupported("Users of Cord have a name, an address and a picture.");
        return Err(refusal.at(&["input", field]));
    }
    // The server drops an empty address.
    if email.value().is_some_and(|email| !email.contains('@')) {
        return Err(Refusal::bad_input(
            &["input", "email"],
            "This is no e-mail address.",
        ));
    }
    admit_fields(custom_fields)
}

/// What is sent, but for the metadata.
fn user_json(fields: &ContactFields) -> Map<String, Value> {
    let mut body = Map::new();
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    };
    set("name", fields.name.value().map(|name| json!(name)));
    set("email", fields.email.value().map(|email| json!(email)));
    match &fields.avatar_url {
        Patch::Keep => {}
        Patch::Set(url) => set("profilePictureURL", Some(json!(url))),
        // Only the old spelling clears the picture.
        Patch::Clear => set("profile_picture_url", Some(Value::Null)),
    }
    body
}

fn metadata(mut metadata: Map<String, Value>, fields: &ContactFields) -> Map<String, Value> {
    for field in &fields.custom_fields {
        match &field.value {
            Value::Null => metadata.shift_remove(&field.key),
            value => metadata.insert(field.key.clone(), value.clone()),
        };
    }
    metadata
}

impl Cord {
    pub(super) async fn create_contact(
        &self,
        context: &WriteContext,
        fields: &ContactFields,
    ) -> WriteResult {
        let id = match fields.external_id.value() {
            Some(id) => {
                if absent_is_none(self.user(&context.call, id).await)?.is_some() {
                    let explanation = "There is a user with this id already.";
                    return Err(Refusal::bad_input(&["input", "externalId"], explanation).into());
                }
                id
            }
            None => &context.token,
        };
        let mut body = user_json(fields);
        let metadata = metadata(Map::new(), fields);
        if !metadata.is_empty() {
            body.insert("metadata".to_owned(), Value::Object(metadata));
        }
        self.put_user(&context.call, id, body).await?;
        Ok(Written {
            contact: Some(Id::new(&self.key, id.as_str())),
            ..Written::default()
        })
    }

    pub(super) async fn change_contact(
        &self,
        context: &WriteContext,
        contact: &Id<Contact>,
        fields: &ContactFields,
    ) -> WriteResult {
        let user = self.user(&context.call, contact.native()).await?.value;
        let mut body = user_json(fields);
        if !fields.custom_fields.is_empty() {
            let metadata = metadata(user.metadata.unwrap_or_default(), fields);
            body.insert("metadata".to_owned(), Value::Object(metadata));
        }
        self.put_user(&context.call, contact.native(), body).await?;
        Ok(Written::default())
    }

    async fn put_user(
        &self,
        call: &CallContext,
        user: &str,
        fields: Map<String, Value>,
    ) -> Result<(), Error> {
        let body = Value::Object(fields);
        let put = self.client.send(call, &PutUser { user, body }).await;
        put.from_source(&self.key).map(drop)
    }

    pub(super) async fn delete_contact(
        &self,
        context: &WriteContext,
        contact: &Id<Contact>,
    ) -> WriteResult {
        let endpoint = DeleteUser {
            user: contact.native(),
        };
        let deleted = self.client.send(&context.call, &endpoint).await;
        deleted.from_source(&self.key)?;
        Ok(Written::default())
    }
}
