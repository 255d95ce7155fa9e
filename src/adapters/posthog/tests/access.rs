//! What is refused or does not exist.

use super::{TICKET_KEY, all, context, desk, started, started_with};
use crate::model::{
    AgentParts, Contact, ContactParts, ConversationParts, DirectoryParts, Id, MessageOrder,
    MessageParts, PageRequest, SourceKey,
};
use crate::provider::{Error, ErrorKind, Provider};

fn ids<T>(natives: &[&str]) -> Vec<Id<T>> {
    let key = SourceKey::parse("product").unwrap();
    natives
        .iter()
        .map(|one| Id::new(&key, *one).with_hint("x y"))
        .collect()
}

#[tokio::test]
async fn ids_that_nobody_gave_do_not_exist() {
    let (sandbox, adapter) = started().await;
    let natives = [
        "no-such",
        "../x",
        "a/b",
        "%",
        "",
        "..",
        "42",
        "0195a3f0-7c1e-7a44-9b52-3f1c8c2d1a01",
    ];
    macro_rules! none {
        ($method:ident, $parts:expr) => {{
            let batch = adapter.$method(&context(), &ids(&natives), $parts).await;
            let missing = batch
                .outcomes
                .values()
                .filter(|one| matches!(one, Ok(None)));
            assert_eq!(missing.count(), natives.len());
        }};
    }
    none!(conversations_by_id, ConversationParts::all());
    none!(contacts_by_id, ContactParts::all());
    none!(agents_by_id, AgentParts::all());
    none!(teams_by_id, DirectoryParts::all());
    let odd: Vec<Id<Contact>> = ids(&[
        "distinct:",
        "distinct:a,b",
        "distinct:,",
        "distinct: ",
        "distinct:../x",
        "ticket:../x",
    ]);
    let batch = adapter
        .contacts_by_id(&context(), &odd, ContactParts::all())
        .await;
    assert!(batch.outcomes.values().all(|one| matches!(one, Ok(None))));
    let ticket = all(&adapter, 1).await.remove(0).id;
    let messages: Vec<_> = natives
        .iter()
        .map(|one| Id::within(&ticket, *one))
        .collect();
    let batch = adapter
        .messages_by_id(&context(), &messages, MessageParts::all())
        .await;
    assert!(batch.outcomes.values().all(|one| matches!(one, Ok(None))));
    desk(&sandbox).clear_requests();
    for order in [MessageOrder::OldestFirst, MessageOrder::NewestFirst] {
        let nameless = Id::new(adapter.key(), "");
        let refused = adapter
            .messages(&context(), &nameless, order, PageRequest::first(5))
            .await;
        assert_eq!(refused.unwrap_err().kind, ErrorKind::NotFound);
    }
    // An empty id would list the comments of everything.
    assert_eq!(desk(&sandbox).requests().len(), 0);
}

fn said(error: &Error) -> Option<&str> {
    error.source.as_ref().unwrap().upstream_message.as_deref()
}

#[tokio::test]
async fn a_wrong_key_is_unauthorized_and_a_narrow_one_forbidden() {
    let (_sandbox, adapter) = started_with(Some("phx_wrong")).await;
    let error = adapter.check(&context()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unauthorized);
    let code = error.source.as_ref().unwrap().upstream_code.as_deref();
    assert_eq!(code, Some("authentication_failed"));
    let (_sandbox, adapter) = started_with(Some(TICKET_KEY)).await;
    adapter.check(&context()).await.unwrap();
    let error = adapter
        .agents(&context(), PageRequest::first(5))
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Forbidden);
    let text = "API key missing required scope 'organization_member:read'";
    assert_eq!(said(&error), Some(text));
}
