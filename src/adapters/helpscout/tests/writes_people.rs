//! Customers and organizations.

use serde_json::{Value, json};

use super::Desk;
use crate::model::command::{Command, ContactFields, FieldValue, OrganizationFields, Patch};
use crate::model::{Contact, ContactParts, ConversationParts, Id, Organization, OrganizationParts};
use crate::provider::{ErrorKind, Provider as _, SideEffect, WriteError};

fn set(value: &str) -> Patch<String> {
    Patch::Set(value.to_owned())
}

fn property(key: &str, value: Value) -> FieldValue {
    let key = key.to_owned();
    FieldValue { key, value }
}

async fn contact(desk: &Desk, id: &Id<Contact>) -> Option<Contact> {
    let ids = std::slice::from_ref(id);
    let parts = ContactParts::all();
    let mut batch = desk.adapter.contacts_by_id(&desk.context, ids, parts).await;
    batch.outcomes.remove(id).unwrap().unwrap()
}

async fn company(desk: &Desk, id: &Id<Organization>) -> Option<Organization> {
    let ids = std::slice::from_ref(id);
    let parts = OrganizationParts::all();
    let mut batch = desk
        .adapter
        .organizations_by_id(&desk.context, ids, parts)
        .await;
    batch.outcomes.remove(id).unwrap().unwrap()
}

fn create(fields: ContactFields) -> Command {
    Command::CreateContact(Box::new(fields))
}

#[tokio::test]
async fn a_contact_is_made_and_found_by_the_id_in_the_header() {
    let desk = Desk::open().await;
    let fields = ContactFields {
        name: set("Kim Ode"),
        email: set("kim@northwind.example"),
        phone: set("+39 051"),
        avatar_url: set("https://img.example.net/k.png"),
        custom_fields: vec![property("crm-id", json!("C-88"))],
        ..ContactFields::default()
    };
    let (written, sent) = desk.wrote(create(fields.clone())).await;
    let body = json!({
        "firstName": "Kim", "lastName": "Ode", "photoUrl": "https://img.example.net/k.png",
        "emails": [{"type": "other", "value": "kim@northwind.example"}],
        "phones": [{"type": "other", "value": "+39 051"}],
        "properties": [{"slug": "crm-id", "value": "C-88"}],
    });
    assert_eq!(sent, [("POST /v2/customers".to_owned(), body)]);
    let shown = contact(&desk, &written.contact.unwrap()).await.unwrap();
    assert_eq!(shown.name.as_deref(), Some("Kim Ode"));
    assert_eq!(shown.phones[0].value, "+39 051");
    let raw = shown.raw.unwrap();
    let value = raw.pointer("/_embedded/properties/0/value");
    assert_eq!(value, Some("C-88".into()));
    let again = desk.write(create(fields)).await.unwrap_err();
    assert!(matches!(again, WriteError::Failed(error) if error.kind == ErrorKind::Rejected));
}

#[tokio::test]
async fn a_contact_changes_in_one_call_beside_its_properties() {
    let desk = Desk::open().await;
    let id: Id<Contact> = desk.id("501201");
    let change = |fields: ContactFields| Command::ChangeContact {
        contact: id.clone(),
        fields: Box::new(fields),
    };
    let fields = ContactFields {
        first_name: set("Inga"),
        avatar_url: Patch::Clear,
        ..ContactFields::default()
    };
    let (written, sent) = desk.wrote(change(fields)).await;
    let operations = json!([
        {"op": "replace", "path": "/firstName", "value": "Inga"},
        {"op": "remove", "path": "/photoUrl"},
    ]);
    assert_eq!(
        sent,
        [("PATCH /v2/customers/501201".to_owned(), operations)]
    );
    assert_eq!(written.side_effects, []);
    let fields = ContactFields {
        email: set("inga@home.example"),
        phone: Patch::Clear,
        custom_fields: vec![property("tier", json!(2)), property("crm-id", Value::Null)],
        ..ContactFields::default()
    };
    let (written, sent) = desk.wrote(change(fields)).await;
    let lists = json!([
        {"op": "replace", "path": "/emails", "value": [{"type": "work", "value": "inga@home.example"}]},
        {"op": "replace", "path": "/phones", "value": []},
    ]);
    let properties = json!([
        {"op": "replace", "path": "/tier", "value": 2}, {"op": "remove", "path": "/crm-id"},
    ]);
    let calls = [
        ("GET /v2/customers/501201".to_owned(), Value::Null),
        ("PATCH /v2/customers/501201".to_owned(), lists),
        (
            "PATCH /v2/customers/501201/properties".to_owned(),
            properties,
        ),
    ];
    assert_eq!(sent, calls);
    assert_eq!(written.side_effects, [SideEffect::ReplacesList]);
    let shown = contact(&desk, &id).await.unwrap();
    assert_eq!(shown.name.as_deref(), Some("Inga Solheim"));
    assert_eq!(shown.avatar_url, None);
    assert_eq!(shown.emails[0].value, "inga@home.example");
    assert_eq!((shown.emails.len(), shown.phones.len()), (1, 0));
}

#[tokio::test]
async fn a_deleted_contact_takes_the_conversations_along() {
    let desk = Desk::open().await;
    let row = desk.of_case(7).await;
    let id = row.contact.clone().unwrap();
    let (_, sent) = desk.wrote(Command::DeleteContact(id.clone())).await;
    assert_eq!(sent[0].0, format!("DELETE /v2/customers/{}", id.native()));
    assert_eq!(contact(&desk, &id).await, None);
    let parts = ConversationParts::SUMMARY;
    assert_eq!(desk.conversation(row.id.native(), parts).await, None);
}

#[tokio::test]
async fn a_company_is_made_replaced_and_deleted() {
    let desk = Desk::open().await;
    let fields = OrganizationFields {
        name: set("Fernway"),
        email_domains: Patch::Set(vec!["fernway.example".to_owned()]),
        ..OrganizationFields::default()
    };
    let command = Command::CreateOrganization(Box::new(fields));
    let (written, sent) = desk.wrote(command).await;
    let body = json!({"name": "Fernway", "domains": ["fernway.example"]});
    assert_eq!(sent, [("POST /v2/organizations".to_owned(), body)]);
    let made = company(&desk, &written.organization.unwrap())
        .await
        .unwrap();
    assert_eq!(made.email_domains, ["fernway.example"]);
    let id: Id<Organization> = desk.id("771");
    let rename = Command::ChangeOrganization {
        organization: id.clone(),
        fields: Box::new(OrganizationFields {
            name: set("Hotel Halden AS"),
            ..OrganizationFields::default()
        }),
    };
    let (_, sent) = desk.wrote(rename).await;
    let body = json!({
        "name": "Hotel Halden AS", "domains": ["hotelhalden.example"], "website": "https://hotelhalden.example",
    });
    let calls = [
        ("GET /v2/organizations/771".to_owned(), Value::Null),
        ("PUT /v2/organizations/771".to_owned(), body),
    ];
    assert_eq!(sent, calls);
    let shown = company(&desk, &id).await.unwrap();
    assert_eq!(
        (shown.name.as_str(), shown.email_domains),
        ("Hotel Halden AS", vec!["hotelhalden.example".to_owned()])
    );
    desk.wrote(Command::DeleteOrganization(id.clone())).await;
    assert_eq!(company(&desk, &id).await, None);
    let free = contact(&desk, &desk.id("501201")).await.unwrap();
    assert_eq!(free.organization, None);
}
