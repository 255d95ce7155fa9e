//! Writing contacts, and finding one by what an inbox calls it.

use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::adapters::nimchat::wire;
use crate::transport::{Documentation, Endpoint, Method, Operation};

/// A new contact.
pub(in crate::adapters::nimchat) struct CreateContact<'a> {
    pub account: &'a str,
    pub body: &'a Value,
}

impl Endpoint for CreateContact<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "nimchat.contacts.create",
        "/api/v1/accounts/{account_id}/contacts",
        "Create a contact",
    );
    type Response = wire::OneContact;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Changes a contact: what is not sent stays, custom attributes are merged.
pub(in crate::adapters::nimchat) struct UpdateContact<'a> {
    pub account: &'a str,
    pub contact: &'a str,
    pub body: &'a Value,
}

impl Endpoint for UpdateContact<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Put,
        "nimchat.contacts.update",
        "/api/v1/accounts/{account_id}/contacts/{id}",
        "Update a contact",
    );
    type Response = wire::OneContact;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.contact]
    }

    fn body(&self) -> Option<Value> {
        Some(self.body.clone())
    }
}

/// Takes custom attributes off a contact, which an update cannot.
pub(in crate::adapters::nimchat) struct DestroyCustomAttributes<'a> {
    pub account: &'a str,
    pub contact: &'a str,
    pub keys: &'a [&'a str],
}

impl Endpoint for DestroyCustomAttributes<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Post,
        "nimchat.contacts.destroy_custom_attributes",
        "/api/v1/accounts/{account_id}/contacts/{id}/destroy_custom_attributes",
        "Remove custom attributes of a contact",
    )
    .known_by(Documentation::PublicReference);
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.contact]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "custom_attributes": self.keys }))
    }
}

/// Deletes a contact with its conversations. Nobody can who is online.
pub(in crate::adapters::nimchat) struct DeleteContact<'a> {
    pub account: &'a str,
    pub contact: &'a str,
}

impl Endpoint for DeleteContact<'_> {
    const OPERATION: Operation = Operation::write(
        Method::Delete,
        "nimchat.contacts.delete",
        "/api/v1/accounts/{account_id}/contacts/{id}",
        "Delete a contact",
    )
    .known_by(Documentation::PublicReference);
    type Response = IgnoredAny;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account, self.contact]
    }
}

/// The contact that an inbox knows by a source id.
pub(in crate::adapters::nimchat) struct FindBySourceId<'a> {
    pub account: &'a str,
    pub inbox: u64,
    pub source_id: &'a str,
}

impl Endpoint for FindBySourceId<'_> {
    const OPERATION: Operation = Operation::post_read(
        "nimchat.contact_inboxes.filter",
        "/api/v1/accounts/{account_id}/contact_inboxes/filter",
        "Find the contact that an inbox knows by a source id",
    )
    .known_by(Documentation::PublicReference);
    type Response = wire::Numbered;

    fn path_values(&self) -> Vec<&str> {
        vec![self.account]
    }

    fn body(&self) -> Option<Value> {
        Some(json!({ "inbox_id": self.inbox, "source_id": self.source_id }))
    }
}
