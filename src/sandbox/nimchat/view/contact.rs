//! Contacts and what belongs to them.

use serde_json::{Value, json};

use crate::sandbox::nimchat::state::{Contact, HOME, Note};

use super::{View, epoch, extend, iso};

impl View<'_> {
    /// Contact view as inside a conversation; `last_activity_at` is absent where there is none.
    pub(crate) fn contact(&self, contact: &Contact) -> Value {
        let mut view = json!({
            "additional_attributes": contact.additional_attributes,
            "availability_status": if contact.is_online { "online" } else { "offline" },
            "email": contact.email,
            "id": contact.id,
            "name": contact.name,
            "phone_number": contact.phone_number,
            "identifier": contact.identifier,
            "thumbnail": "",
            "custom_attributes": contact.custom_attributes,
        });
        if let Some(at) = contact.last_activity_at {
            extend(&mut view, json!({ "last_activity_at": epoch(Some(at)) }));
        }
        extend(
            &mut view,
            json!({ "created_at": epoch(Some(contact.created_at)) }),
        );
        view
    }

    /// Contact view with the full inboxes where the contact can be reached.
    pub(crate) fn contact_with_inboxes(&self, contact: &Contact) -> Value {
        let mut view = self.contact(contact);
        extend(&mut view, json!({ "contact_inboxes": self.ways(contact) }));
        view
    }

    /// How a contact reaches inboxes.
    pub(crate) fn ways(&self, contact: &Contact) -> Vec<Value> {
        let ways = self.state.contact_inboxes.iter();
        ways.filter(|way| way.contact_id == contact.id)
            .map(|way| {
                let inbox = self.state.inbox(way.inbox_id);
                json!({
                    "source_id": way.source_id,
                    "inbox": inbox.map(|inbox| self.inbox(inbox)),
                })
            })
            .collect()
    }

    /// A contact as sender of messages.
    pub(super) fn push_contact(&self, contact: &Contact) -> Value {
        json!({
            "additional_attributes": contact.additional_attributes,
            "custom_attributes": contact.custom_attributes,
            "email": contact.email,
            "id": contact.id,
            "identifier": contact.identifier,
            "name": contact.name,
            "phone_number": contact.phone_number,
            "thumbnail": "",
            "type": "contact",
        })
    }

    /// Raw contact record, as the client API shows it.
    pub(crate) fn raw_contact(&self, contact: &Contact) -> Value {
        json!({
            "id": contact.id,
            "name": contact.name,
            "email": contact.email,
            "phone_number": contact.phone_number,
            "account_id": HOME,
            "created_at": iso(Some(contact.created_at)),
            "updated_at": iso(contact.last_activity_at.or(Some(contact.created_at))),
            "additional_attributes": contact.additional_attributes,
            "identifier": contact.identifier,
            "custom_attributes": contact.custom_attributes,
            "last_activity_at": iso(contact.last_activity_at),
        })
    }

    /// Note view; its two references are always null, an error of the server.
    pub(crate) fn note(&self, note: &Note) -> Value {
        let mut view = json!({
            "id": note.id,
            "content": note.content,
            "account_id": null,
            "contact_id": null,
        });
        if let Some(user) = self.state.user(note.user_id) {
            extend(&mut view, json!({ "user": self.agent(user) }));
        }
        let at = epoch(Some(note.created_at));
        extend(&mut view, json!({ "created_at": at, "updated_at": at }));
        view
    }
}
