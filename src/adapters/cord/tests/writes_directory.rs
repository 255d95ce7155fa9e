//! Writing people and groups.

use serde_json::{Value, json};

use super::started;
use super::writes::{TOKEN, desk, refused, sent, write};
use crate::adapters::cord::Cord;
use crate::model::command::{Command, ContactFields, FieldValue, OrganizationFields, Patch};
use crate::model::{Contact, ContactParts, Id, Organization, OrganizationParts};
use crate::provider::{ErrorKind, Provider, RefusalReason, WriteError};
use crate::transport::CallContext;

async fn contact(cord: &Cord, id: &str) -> Option<Contact> {
    let ids = [Id::new(cord.key(), id)];
    let batch = cord
        .contacts_by_id(&CallContext::default(), &ids, ContactParts::EMAILS)
        .await;
    batch.outcomes.into_values().next().unwrap().unwrap()
}

async fn group(cord: &Cord, id: &str) -> Option<Organization> {
    let ids = [Id::new(cord.key(), id)];
    let parts = OrganizationParts::all();
    let batch = cord
        .organizations_by_id(&CallContext::default(), &ids, parts)
        .await;
    batch.outcomes.into_values().next().unwrap().unwrap()
}

fn set(text: &str) -> Patch<String> {
    Patch::Set(text.to_owned())
}

fn field(key: &str, value: Value) -> FieldValue {
    FieldValue {
        key: key.to_owned(),
        value,
    }
}

#[tokio::test]
async fn a_contact_is_made_under_its_own_id_or_ours() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let fields = ContactFields {
        name: set("New Person"),
        email: set("new@mail.example"),
        external_id: set("new/1"),
        custom_fields: vec![field("role", json!("contact")), field("old", Value::Null)],
        ..ContactFields::default()
    };
    let command = || Command::CreateContact(Box::new(fields.clone()));
    let written = write(&cord, command()).await.unwrap();
    assert_eq!(written.contact, Some(Id::new(cord.key(), "new/1")));
    let body =
        json!({"name": "New Person", "email": "new@mail.example", "metadata": {"role": "contact"}});
    let expected = [
        ("GET /v1/users/new%2F1".to_owned(), Value::Null),
        ("PUT /v1/users/new%2F1".to_owned(), body),
    ];
    assert_eq!(sent(desk), expected);
    assert_eq!(
        contact(&cord, "new/1").await.unwrap().name.as_deref(),
        Some("New Person")
    );
    let error = write(&cord, command()).await.unwrap_err();
    assert!(
        matches!(error, WriteError::Refused(refusal) if refusal.field == ["input", "externalId"])
    );

    let unnamed = ContactFields {
        external_id: Patch::Keep,
        ..fields
    };
    let command = || Command::CreateContact(Box::new(unnamed.clone()));
    let written = write(&cord, command()).await.unwrap();
    assert_eq!(written.contact, Some(Id::new(cord.key(), TOKEN)));
    assert_eq!(
        write(&cord, command()).await.unwrap().contact,
        written.contact
    );
}

#[tokio::test]
async fn a_contact_keeps_what_is_not_named() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let fields = ContactFields {
        name: set("Kwame A."),
        avatar_url: Patch::Clear,
        custom_fields: vec![field("plan", json!("gold"))],
        ..ContactFields::default()
    };
    let id = Id::new(cord.key(), "kwame");
    let command = Command::ChangeContact {
        contact: id,
        fields: Box::new(fields.clone()),
    };
    let before = contact(&cord, "kwame").await.unwrap();
    desk.clear_requests();
    write(&cord, command).await.unwrap();
    let body = json!({
        "name": "Kwame A.",
        "profile_picture_url": null,
        "metadata": {"role": "contact", "plan": "gold"},
    });
    assert_eq!(sent(desk)[1], ("PUT /v1/users/kwame".to_owned(), body));
    let after = contact(&cord, "kwame").await.unwrap();
    assert_eq!(
        (after.name.as_deref(), &after.emails),
        (Some("Kwame A."), &before.emails)
    );

    // The call would make a user that does not exist.
    desk.clear_requests();
    let nobody = Command::ChangeContact {
        contact: Id::new(cord.key(), "nobody"),
        fields: Box::new(fields),
    };
    let error = write(&cord, nobody).await.unwrap_err();
    assert!(matches!(error, WriteError::Failed(error) if error.kind == ErrorKind::NotFound));
    assert_eq!(
        sent(desk),
        [("GET /v1/users/nobody".to_owned(), Value::Null)]
    );
}

#[tokio::test]
async fn what_users_and_groups_have_not_is_refused_before_any_call() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let none = ContactFields::default;
    let new = [
        (
            ContactFields {
                first_name: set("A"),
                ..none()
            },
            "firstName",
        ),
        (
            ContactFields {
                phone: set("1"),
                ..none()
            },
            "phone",
        ),
        (
            ContactFields {
                email: set("nobody"),
                ..none()
            },
            "email",
        ),
        (
            ContactFields {
                external_id: set("cord:x"),
                ..none()
            },
            "externalId",
        ),
        (
            ContactFields {
                custom_fields: vec![field("a", json!({}))],
                ..none()
            },
            "customFields",
        ),
    ];
    for (fields, name) in new {
        let command = Command::CreateContact(Box::new(fields));
        assert_eq!(refused(&cord, desk, command).await, ["input", name]);
    }
    let changed = [
        (
            ContactFields {
                name: Patch::Clear,
                ..none()
            },
            "name",
        ),
        (
            ContactFields {
                external_id: set("x"),
                ..none()
            },
            "externalId",
        ),
    ];
    for (fields, name) in changed {
        let contact = Id::new(cord.key(), "kwame");
        let command = Command::ChangeContact {
            contact,
            fields: Box::new(fields),
        };
        assert_eq!(refused(&cord, desk, command).await, ["input", name]);
    }
    let domains = Patch::Set(vec!["x.example".to_owned()]);
    let fields = OrganizationFields {
        name: set("X"),
        email_domains: domains,
        ..OrganizationFields::default()
    };
    let command = Command::CreateOrganization(Box::new(fields));
    assert_eq!(
        refused(&cord, desk, command).await,
        ["input", "emailDomains"]
    );
    let tag = Command::TagOrganizations {
        organizations: vec![Id::new(cord.key(), "lumen")],
        tag: Id::new(cord.key(), "x"),
        is_added: true,
    };
    assert_eq!(
        cord.admit(&tag).unwrap_err().reason,
        RefusalReason::Unsupported
    );
}

#[tokio::test]
async fn a_deleted_contact_is_gone() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let command = || Command::DeleteContact(Id::new(cord.key(), "kwame"));
    write(&cord, command()).await.unwrap();
    let body = json!({"permanently_delete": true});
    assert_eq!(sent(desk), [("DELETE /v1/users/kwame".to_owned(), body)]);
    assert_eq!(contact(&cord, "kwame").await, None);
    let error = write(&cord, command()).await.unwrap_err();
    assert!(matches!(error, WriteError::Failed(error) if error.kind == ErrorKind::NotFound));
}

#[tokio::test]
async fn a_group_is_made_renamed_and_removed() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let named = |name| {
        Box::new(OrganizationFields {
            name: set(name),
            ..OrganizationFields::default()
        })
    };
    let written = write(&cord, Command::CreateOrganization(named("Kites")))
        .await
        .unwrap();
    let id = written.organization.unwrap();
    assert_eq!(
        sent(desk),
        [(format!("PUT /v1/groups/{TOKEN}"), json!({"name": "Kites"}))]
    );
    let rename = Command::ChangeOrganization {
        organization: id.clone(),
        fields: named("Big Kites"),
    };
    write(&cord, rename).await.unwrap();
    // The status goes along, since a deleted group would come back without it.
    let body = json!({"name": "Big Kites", "status": "active"});
    assert_eq!(sent(desk)[1], (format!("PUT /v1/groups/{TOKEN}"), body));
    assert_eq!(group(&cord, TOKEN).await.unwrap().name, "Big Kites");
    write(&cord, Command::DeleteOrganization(id)).await.unwrap();
    assert_eq!(group(&cord, TOKEN).await, None);
    let unknown = Command::ChangeOrganization {
        organization: Id::new(cord.key(), "x"),
        fields: named("X"),
    };
    let error = write(&cord, unknown).await.unwrap_err();
    assert!(matches!(error, WriteError::Failed(error) if error.kind == ErrorKind::NotFound));
}
