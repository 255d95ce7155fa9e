//! What the adapter does when the service refuses or fails.

use std::time::Duration;

use super::Desk;
use crate::model::{
    Attachment, Contact, ContactParts, Conversation, ConversationParts, ConversationQuery, Id,
    OrganizationParts, PageRequest, Partial as _, Position,
};
use crate::provider::{ErrorKind, Provider as _};
use crate::sandbox::Fault;
use crate::transport::CallContext;

pub(super) fn refusal() -> Fault {
    Fault::Status {
        status: 400,
        headers: vec![("content-type", "application/json".to_owned())],
        body: r#"{"errors":[{"status":400,"title":"Bad request.","detail":"select[3] is not allowed"}]}"#.to_owned(),
    }
}

#[tokio::test]
async fn a_refused_selection_is_narrowed_once_and_for_all() {
    let desk = Desk::open().await;
    let parts = ConversationParts::CONTACT | ConversationParts::TAGS;
    let whole = desk.conversations(100, parts).await;
    desk.requests();
    desk.provider()
        .fault(refusal().on("/conversations/list").times(2));
    let rows = desk.conversations(100, parts).await;
    assert_eq!(desk.requests().len(), 3);
    assert_eq!(rows.len(), whole.len());
    assert!(
        rows.iter()
            .all(|row| row.known.contains(ConversationParts::TAGS))
    );
    assert!(
        rows.iter()
            .all(|row| !row.known.contains(ConversationParts::CONTACT))
    );
    let rows = desk.conversations(10, parts).await;
    assert_eq!(desk.requests().len(), rows.len().div_ceil(10));
    // What such rows leave out, single reads tell.
    let ids: Vec<_> = rows.iter().take(3).map(|row| row.id.clone()).collect();
    let batch = desk
        .unthread
        .conversations_by_id(&desk.context, &ids, parts)
        .await;
    assert_eq!(desk.requests().len(), 1 + ids.len());
    for found in batch.outcomes.into_values() {
        let found = found.unwrap().unwrap();
        assert!(Conversation::covers(found.known, parts) && found.contact.is_some());
    }
}

#[tokio::test]
async fn a_cursor_that_is_none_is_refused_and_changes_nothing() {
    let desk = Desk::open().await;
    let request = PageRequest {
        size: 10,
        position: Some(Position::new("nonsense")),
    };
    let parts = ConversationParts::CONTACT;
    let page = desk
        .unthread
        .conversations(&desk.context, &ConversationQuery::default(), request, parts)
        .await;
    assert_eq!(page.unwrap_err().kind, ErrorKind::Rejected);
    let rows = desk.conversations(100, parts).await;
    assert!(
        rows.iter()
            .all(|row| row.known.contains(ConversationParts::CONTACT))
    );
}

#[tokio::test]
async fn a_refused_condition_leaves_single_reads() {
    let desk = Desk::open().await;
    let rows = desk.conversations(100, ConversationParts::CONTACT).await;
    let contacts: Vec<Id<Contact>> = rows
        .into_iter()
        .filter_map(|row| row.contact)
        .take(4)
        .collect();
    desk.requests();
    desk.provider().fault(refusal().on("/users/list"));
    let batch = desk
        .unthread
        .contacts_by_id(&desk.context, &contacts, ContactParts::all())
        .await;
    assert!(
        batch
            .outcomes
            .values()
            .all(|one| matches!(one, Ok(Some(_))))
    );
    assert_eq!(desk.requests().len(), 1 + batch.outcomes.len());
}

#[tokio::test]
async fn refused_domains_are_none() {
    let desk = Desk::open().await;
    let page = desk
        .unthread
        .organizations(&desk.context, PageRequest::first(3))
        .await;
    let ids: Vec<_> = page.unwrap().items.into_iter().map(|one| one.id).collect();
    desk.provider()
        .fault(refusal().on("/customers/list").times(1));
    let parts = OrganizationParts::DOMAINS;
    let batch = desk
        .unthread
        .organizations_by_id(&desk.context, &ids, parts)
        .await;
    for found in batch.outcomes.into_values() {
        let found = found.unwrap().unwrap();
        assert!(found.known.contains(parts) && found.email_domains.is_empty());
    }
}

#[tokio::test]
async fn who_is_of_the_team_is_known_without_the_condition_too() {
    let desk = Desk::open().await;
    let request = || PageRequest::first(100);
    let expected = desk
        .unthread
        .contacts(
            &desk.context,
            &crate::model::ContactQuery::default(),
            request(),
        )
        .await
        .unwrap()
        .items;
    // The list itself, then the refused question, then the walk.
    let users = desk
        .unthread
        .agents(&desk.context, request())
        .await
        .unwrap()
        .items;
    desk.requests();
    desk.provider().fault(refusal().on("/users/list").times(1));
    let ids: Vec<&str> = users.iter().map(|user| user.id.native()).collect();
    let members = desk
        .unthread
        .members(&desk.context, ids.iter().copied())
        .await
        .unwrap();
    assert_eq!((members.len(), desk.requests().len()), (users.len(), 2));
    assert!(
        expected
            .iter()
            .all(|contact| !members.contains(contact.id.native()))
    );
}

#[tokio::test]
async fn a_failure_is_not_a_refusal() {
    let desk = Desk::open().await;
    let rows = desk.conversations(100, ConversationParts::SUMMARY).await;
    let ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    desk.requests();
    desk.provider().fault(Fault::status(503));
    let batch = desk
        .unthread
        .conversations_by_id(&desk.context, &ids, ConversationParts::SUMMARY);
    let batch = batch.await;
    assert_eq!(
        (batch.outcomes.len(), desk.requests().len()),
        (ids.len(), 1)
    );
    for outcome in batch.outcomes.into_values() {
        assert_eq!(outcome.unwrap_err().kind, ErrorKind::Unavailable);
    }
}

#[tokio::test]
async fn a_file_that_is_not_ready_can_be_asked_for_again() {
    let desk = Desk::open().await;
    let conversation = Id::<Conversation>::new(desk.unthread.key(), "c");
    let message = Id::<crate::model::Message>::within(&conversation, "m");
    let file = Id::<Attachment>::within(&message, "f");
    // No time for a second try.
    let hurried = CallContext::within(Duration::from_millis(150), desk.context.log.clone());
    for status in [409, 425] {
        desk.provider().clear_faults();
        desk.provider().fault(Fault::status(status));
        let error = desk.unthread.download(&hurried, &file).await.err().unwrap();
        assert_eq!(error.kind, ErrorKind::Unavailable);
    }
}

#[tokio::test]
async fn refusals_are_told_in_the_words_of_the_service() {
    let desk = Desk::open().await;
    let message = async |body: &str| {
        desk.provider().clear_faults();
        desk.provider().fault(Fault::Status {
            status: 403,
            headers: Vec::new(),
            body: body.to_owned(),
        });
        let error = desk.unthread.check(&desk.context).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Forbidden);
        error.source.unwrap().upstream_message
    };
    let told = |text: &str| Some(text.to_owned());
    let body = r#"{"errors":[{"status":403,"title":"Forbidden."}]}"#;
    assert_eq!(message(body).await, told("Forbidden."));
    let body = r#"{"errors":[{"status":403,"title":"Forbidden.","detail":"no access to tags"}]}"#;
    assert_eq!(message(body).await, told("no access to tags"));
    assert_eq!(message(r#"{"message":"no"}"#).await, told("no"));
    assert_eq!(message(r#"{"error":"nope"}"#).await, told("nope"));
    assert_eq!(message("Forbidden\n").await, told("Forbidden"));
    assert_eq!(message("<html>proxy</html>").await, None);
    assert_eq!(message("").await, None);
}
