//! Companies and tags that are made, changed and removed.

use serde_json::{Map, json};

use super::Desk;
use crate::model::command::{Command, OrganizationFields, Patch};
use crate::model::{Assignee, Id, Organization, OrganizationParts, PageRequest, Tag};
use crate::provider::{ErrorKind, Provider as _, WriteError};

impl Desk {
    async fn organization(&self, id: &Id<Organization>) -> Option<Organization> {
        let parts = OrganizationParts::all();
        let ids = std::slice::from_ref(id);
        let mut batch = self
            .unthread
            .organizations_by_id(&self.context, ids, parts)
            .await;
        self.requests();
        batch.outcomes.remove(id).unwrap().unwrap()
    }

    async fn all_tags(&self) -> Vec<Tag> {
        let page = self
            .unthread
            .tags(&self.context, PageRequest::first(100))
            .await;
        self.requests();
        page.unwrap().items
    }

    async fn new_company(&self) -> Id<Organization> {
        let fields = OrganizationFields {
            name: Patch::Set("Berg & Co".to_owned()),
            email_domains: Patch::Set(vec!["berg.example".to_owned()]),
            ..OrganizationFields::default()
        };
        let mut written = self
            .done(Command::CreateOrganization(Box::new(fields)))
            .await;
        let id = written.organization.unwrap();
        assert_eq!(written.related.organizations.remove(0).id, id);
        id
    }
}

#[tokio::test]
async fn a_company_is_made_changed_and_removed() {
    let desk = Desk::open().await;
    let id = desk.new_company().await;
    let body = json!({"name": "Berg & Co", "emailDomains": ["berg.example"]});
    assert_eq!(desk.calls(), [("POST /customers".to_owned(), body)]);
    let read = desk.organization(&id).await.unwrap();
    assert_eq!(
        (read.name.as_str(), read.email_domains),
        ("Berg & Co", vec!["berg.example".to_owned()])
    );

    let agents = desk
        .unthread
        .agents(&desk.context, PageRequest::first(1))
        .await;
    let agent = agents.unwrap().items.remove(0).id;
    desk.requests();
    let fields = OrganizationFields {
        name: Patch::Set("Berg".to_owned()),
        primary_assignee: Patch::Set(Assignee::Agent(agent.clone())),
        settings: Map::from_iter([("replyTimeoutHours".to_owned(), json!(2))]),
        ..OrganizationFields::default()
    };
    let change = Command::ChangeOrganization {
        organization: id.clone(),
        fields: Box::new(fields),
    };
    let written = desk.done(change).await;
    let path = format!("/customers/{}", id.native());
    let body = json!({"name": "Berg", "primarySupportAssigneeId": agent.native(),
        "primarySupportAssigneeType": "user", "replyTimeoutHours": 2});
    assert_eq!(desk.calls(), [(format!("PATCH {path}"), body)]);
    let shown = &written.related.organizations[0];
    assert_eq!(
        (shown.name.as_str(), &shown.primary_assignee),
        ("Berg", &Some(Assignee::Agent(agent)))
    );
    let read = desk.organization(&id).await.unwrap();
    assert_eq!(
        read.raw.unwrap().pointer("/replyTimeoutMinutes"),
        Some(json!(120.0))
    );

    desk.done(Command::DeleteOrganization(id.clone())).await;
    assert_eq!(desk.lines(), [format!("DELETE {path}")]);
    assert!(desk.organization(&id).await.is_none());
    let again = desk.write(Command::DeleteOrganization(id)).await;
    assert!(matches!(again, Err(WriteError::Failed(error)) if error.kind == ErrorKind::NotFound));
}

#[tokio::test]
async fn nothing_to_change_is_no_call() {
    let desk = Desk::open().await;
    let fields = Box::default();
    desk.done(Command::ChangeOrganization {
        organization: desk.id("c"),
        fields,
    })
    .await;
    assert_eq!(desk.lines(), [""; 0]);
}

#[tokio::test]
async fn companies_are_tagged_in_one_call() {
    let desk = Desk::open().await;
    let (one, two) = (desk.new_company().await, desk.new_company().await);
    let tag = desk.all_tags().await.remove(0).id;
    let tag_both = |is_added| Command::TagOrganizations {
        organizations: vec![one.clone(), two.clone()],
        tag: tag.clone(),
        is_added,
    };
    desk.done(tag_both(true)).await;
    let path = format!("POST /tags/{}/customers", tag.native());
    let both = json!([one.native(), two.native()]);
    // The service says nothing of those that it does not know.
    let calls = desk.calls();
    assert_eq!(calls[0].0, "POST /customers/list");
    assert_eq!(calls[1..], [(format!("{path}/create-links"), both.clone())]);
    let tags = desk.organization(&two).await.unwrap().tags;
    assert_eq!(tags, Some(vec![tag.clone()]));
    let unknown = Command::TagOrganizations {
        organizations: vec![one.clone(), desk.id("no-such")],
        tag: tag.clone(),
        is_added: true,
    };
    let refusal = desk.refused(unknown).await;
    assert_eq!(refusal.field, ["input", "organizationIds"]);
    assert_eq!(desk.lines(), ["POST /customers/list"]);
    desk.done(tag_both(false)).await;
    assert_eq!(desk.calls(), [(format!("{path}/delete-links"), both)]);
    assert_eq!(
        desk.organization(&one).await.unwrap().tags,
        Some(Vec::new())
    );
}

#[tokio::test]
async fn a_tag_is_made_renamed_and_removed() {
    let desk = Desk::open().await;
    let before = desk.all_tags().await.len();
    let mut written = desk
        .done(Command::CreateTag {
            name: " late ".to_owned(),
        })
        .await;
    assert_eq!(
        desk.calls(),
        [("POST /tags".to_owned(), json!({"name": "late"}))]
    );
    let tag = written.tag.unwrap();
    assert_eq!(written.related.tags.remove(0).name, "late");
    let rename = Command::RenameTag {
        tag: tag.clone(),
        name: "too late".to_owned(),
    };
    let mut written = desk.done(rename).await;
    let path = format!("/tags/{}", tag.native());
    assert_eq!(
        desk.calls(),
        [(format!("PATCH {path}"), json!({"name": "too late"}))]
    );
    assert_eq!(written.related.tags.remove(0).name, "too late");
    assert!(
        desk.all_tags()
            .await
            .iter()
            .any(|one| one.id == tag && one.name == "too late")
    );
    desk.done(Command::DeleteTag(tag)).await;
    assert_eq!(desk.lines(), [format!("DELETE {path}")]);
    assert_eq!(desk.all_tags().await.len(), before);
}
