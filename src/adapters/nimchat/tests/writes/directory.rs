//! Contacts and the catalogue of labels.

use serde_json::{Value, json};

use super::{Desk, is_refused};
use crate::model::command::{Command, ContactFields, FieldValue, Patch};
use crate::model::{Contact, ContactParts, Id, PageRequest};
use crate::provider::{ErrorKind, Provider as _, RefusalReason, WriteError};

fn set(text: &str) -> Patch<String> {
    Patch::Set(text.to_owned())
}

fn field(key: &str, value: Value) -> FieldValue {
    FieldValue {
        key: key.to_owned(),
        value,
    }
}

async fn contact(desk: &Desk, id: &Id<Contact>) -> Option<Contact> {
    let ids = std::slice::from_ref(id);
    let batch = desk
        .nimchat
        .contacts_by_id(&desk.context, ids, ContactParts::all())
        .await;
    batch.outcomes.into_values().next().unwrap().unwrap()
}

#[tokio::test]
async fn a_contact_is_created_in_an_inbox() {
    let desk = Desk::open().await;
    let fields = ContactFields {
        name: set("Mia Berg"),
        email: set("mia@berg.example"),
        phone: set("+4712345678"),
        external_id: set("CRM-1"),
        inbox: Some(desk.id("15")),
        custom_fields: vec![field("plan", json!("trial")), field("bikes", json!(null))],
        ..ContactFields::default()
    };
    let written = desk
        .write(&Command::CreateContact(Box::new(fields)))
        .await
        .unwrap();
    let expected = json!({
        "name": "Mia Berg", "email": "mia@berg.example", "phone_number": "+4712345678",
        "identifier": "CRM-1", "custom_attributes": { "plan": "trial" }, "inbox_id": 15,
    });
    assert_eq!(desk.sent(), [("POST /contacts".to_owned(), expected)]);
    let id = written.contact.unwrap();
    let read = contact(&desk, &id).await.unwrap();
    assert_eq!(written.related.contacts, [read]);
}

#[tokio::test]
async fn a_clash_is_a_refusal_of_the_server_with_its_words() {
    let desk = Desk::open().await;
    let fields = ContactFields {
        email: set("henrik.dahl@post.example"),
        inbox: Some(desk.id("15")),
        ..ContactFields::default()
    };
    let error = desk
        .write(&Command::CreateContact(Box::new(fields)))
        .await
        .unwrap_err();
    assert!(!error.may_have_acted());
    let WriteError::Failed(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.kind, ErrorKind::Rejected);
    let text = error.source.unwrap().upstream_message;
    assert_eq!(text.as_deref(), Some("Email has already been taken"));
}

#[tokio::test]
async fn a_contact_is_changed_and_fields_are_taken_away_by_a_call_of_their_own() {
    let desk = Desk::open().await;
    let id = desk.id("46");
    let change = async |fields: ContactFields| {
        let command = Command::ChangeContact {
            contact: desk.id("46"),
            fields: Box::new(fields),
        };
        desk.write(&command).await.unwrap()
    };
    let written = change(ContactFields {
        name: set("Marcus B."),
        phone: Patch::Clear,
        ..ContactFields::default()
    })
    .await;
    let body = json!({ "name": "Marcus B.", "phone_number": null });
    assert_eq!(desk.sent(), [("PUT /contacts/46".to_owned(), body)]);
    let read = contact(&desk, &id).await.unwrap();
    assert_eq!(
        (read.name.as_deref(), read.phones.len()),
        (Some("Marcus B."), 0)
    );
    assert_eq!(
        (written.related.contacts, written.contact),
        (vec![read], None)
    );
    desk.asked();
    let fields = vec![field("plan", json!("trial")), field("bikes", json!(null))];
    let written = change(ContactFields {
        custom_fields: fields,
        ..ContactFields::default()
    })
    .await;
    let calls = [
        (
            "PUT /contacts/46".to_owned(),
            json!({ "custom_attributes": { "plan": "trial" } }),
        ),
        (
            "POST /contacts/46/destroy_custom_attributes".to_owned(),
            json!({ "custom_attributes": ["bikes"] }),
        ),
    ];
    assert_eq!(desk.sent(), calls);
    assert!(written.related.contacts.is_empty());
    let raw = contact(&desk, &id).await.unwrap().raw.unwrap();
    let expected = json!({ "plan": "trial", "newsletter": true });
    assert_eq!(raw.pointer("/custom_attributes"), Some(expected));
    desk.asked();
    change(ContactFields::default()).await;
    assert_eq!(desk.asked().len(), 0);
}

#[tokio::test]
async fn a_contact_is_deleted_with_its_conversations_unless_online() {
    let desk = Desk::open().await;
    let id = desk.id("30");
    desk.write(&Command::DeleteContact(id.clone()))
        .await
        .unwrap();
    assert_eq!(
        desk.sent(),
        [("DELETE /contacts/30".to_owned(), json!(null))]
    );
    assert_eq!(contact(&desk, &id).await, None);
    let error = desk
        .write(&Command::DeleteContact(desk.id("40")))
        .await
        .unwrap_err();
    let WriteError::Failed(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.kind, ErrorKind::Rejected);
    let text = error.source.unwrap().upstream_message.unwrap();
    assert!(
        text.ends_with(" is Online, please try again later"),
        "{text}"
    );
}

#[tokio::test]
async fn the_catalogue_is_written_by_number_and_known_by_title() {
    let desk = Desk::open().await;
    let name = "Bike-Fair".to_owned();
    let written = desk.write(&Command::CreateTag { name }).await.unwrap();
    assert_eq!(
        desk.sent(),
        [("POST /labels".to_owned(), json!({ "title": "Bike-Fair" }))]
    );
    assert_eq!(written.tag, Some(desk.id("bike-fair")));
    let rename = Command::RenameTag {
        tag: desk.id("bike-fair"),
        name: "fair".to_owned(),
    };
    let written = desk.write(&rename).await.unwrap();
    assert_eq!(
        desk.sent(),
        [("PATCH /labels/16".to_owned(), json!({ "title": "fair" }))]
    );
    assert_eq!(written.tag, Some(desk.id("fair")));
    assert_eq!(written.related.tags[0].name, "fair");
    // The old title is none of the catalogue any more.
    let outcome = desk.write(&rename).await;
    is_refused(outcome, RefusalReason::NotFound, &["input", "tagId"]);
    desk.write(&Command::DeleteTag(desk.id("fair")))
        .await
        .unwrap();
    assert_eq!(desk.sent(), [("DELETE /labels/16".to_owned(), json!(null))]);
    let tags = desk
        .nimchat
        .tags(&desk.context, PageRequest::first(50))
        .await
        .unwrap();
    assert!(tags.items.iter().all(|tag| tag.name != "fair"));
}
