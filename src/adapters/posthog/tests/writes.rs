//! Writing messages: what is sent, and what is there afterwards.

use bytes::Bytes;
use serde_json::{Value, json};

use super::{all, context, desk, started};
use crate::adapters::posthog::PostHog;
use crate::model::command::{
    AddNote, Command, ConversationChange as Change, EditMessage, MessageAuthor, MessageBody, Reply,
    StatusTarget, Upload,
};
use crate::model::{
    Actor, Conversation, ConversationParts, ConversationStatus, Id, Message, MessageKind,
    MessageOrder, MessageParts, Visibility,
};
use crate::provider::{
    Capability, ErrorKind, Provider, RefusalReason, WriteContext, WriteError, WriteResult,
};
use crate::sandbox::RunningProvider;

pub(super) const TICKETS: &str = "/api/projects/7001/conversations/tickets/";
pub(super) const COMMENTS: &str = "/api/projects/7001/comments/";

/// Method, path and body of every request, oldest first.
pub(super) fn sent(desk: &RunningProvider) -> Vec<(String, Value)> {
    let requests = desk.requests();
    desk.clear_requests();
    requests
        .iter()
        .map(|one| (one.line(), one.json()))
        .collect()
}

/// The same without reads.
pub(super) fn written(desk: &RunningProvider) -> Vec<(String, Value)> {
    let mut sent = sent(desk);
    sent.retain(|(line, _)| !line.starts_with("GET "));
    sent
}

pub(super) async fn write(adapter: &PostHog, command: Command) -> WriteResult {
    let context = WriteContext {
        call: context(),
        token: "0123456789abcdef0123456789abcdef".to_owned(),
    };
    adapter.write(&context, &command).await
}

/// The path of the field that a refusal is about; nothing may have been sent.
pub(super) async fn refused(
    adapter: &PostHog,
    desk: &RunningProvider,
    command: Command,
) -> Vec<&'static str> {
    desk.clear_requests();
    let refusal = adapter.admit(&command).unwrap_err();
    let error = write(adapter, command).await.unwrap_err();
    assert!(matches!(error, WriteError::Refused(same) if same == refusal));
    assert_eq!(desk.requests(), []);
    refusal.field
}

/// The ticket with a number, as it is now.
pub(super) async fn ticket(adapter: &PostHog, number: &str) -> Conversation {
    let mut rows = all(adapter, 100).await.into_iter();
    rows.find(|row| row.number.as_deref() == Some(number))
        .unwrap()
}

fn text(text: &str) -> MessageBody {
    MessageBody::Text(text.to_owned())
}

fn reply(conversation: &Id<Conversation>, body: MessageBody) -> Reply {
    Reply {
        conversation: conversation.clone(),
        body,
        author: MessageAuthor::default(),
        cc: Vec::new(),
        bcc: Vec::new(),
        uploads: Vec::new(),
        status_after: None,
        send_at: None,
        is_autoresponse: false,
    }
}

fn note(conversation: &Id<Conversation>, body: MessageBody) -> AddNote {
    AddNote {
        conversation: conversation.clone(),
        thread: None,
        body,
        author: MessageAuthor::default(),
        uploads: Vec::new(),
    }
}

async fn newest(adapter: &PostHog, id: &Id<Conversation>) -> Message {
    let messages = super::timeline(adapter, id, MessageOrder::NewestFirst).await;
    messages.into_iter().next().unwrap()
}

#[tokio::test]
async fn a_reply_goes_to_the_customer_and_leaves_the_status() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let before = ticket(&adapter, "3").await;
    desk.clear_requests();
    let status = StatusTarget::Unified(ConversationStatus::Resolved);
    let command = Reply {
        status_after: Some(status.clone()),
        ..reply(
            &before.id,
            MessageBody::Markdown("We are **on it**.".to_owned()),
        )
    };
    let done = write(&adapter, Command::Reply(Box::new(command)))
        .await
        .unwrap();
    let body = json!({
        "content": "We are **on it**.",
        "scope": "conversations_ticket",
        "item_id": before.id.native(),
        "item_context": {"author_type": "support", "is_private": false},
    });
    assert_eq!(written(desk), [(format!("POST {COMMENTS}"), body)]);
    assert_eq!(
        done.left_over,
        [Change::Status {
            to: status,
            actor: None
        }]
    );

    let message = newest(&adapter, &before.id).await;
    assert_eq!(Some(&message.id), done.message.as_ref());
    assert_eq!(done.related.messages, std::slice::from_ref(&message));
    assert_eq!(
        (message.kind, message.visibility),
        (MessageKind::AgentReply, Visibility::Public)
    );
    let agent = &done.related.agents[0];
    assert_eq!(message.author, Some(Actor::Agent(agent.id.clone())));
    let after = ticket(&adapter, "3").await;
    assert_eq!(after.status, before.status);
    assert_eq!(
        after.message_count,
        before.message_count.map(|count| count + 1)
    );
    assert_eq!(after.preview.as_deref(), Some("We are **on it**."));
}

#[tokio::test]
async fn a_note_is_private_to_the_letter() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let before = ticket(&adapter, "3").await;
    desk.clear_requests();
    let command = Command::AddNote(Box::new(note(&before.id, text("Ask *workshop*"))));
    let done = write(&adapter, command).await.unwrap();
    let context = json!({"author_type": "support", "is_private": true});
    let sent = written(desk);
    assert_eq!((sent.len(), &sent[0].1["item_context"]), (1, &context));
    assert_eq!(sent[0].1["content"], "Ask \\*workshop\\*");
    let message = newest(&adapter, &before.id).await;
    assert_eq!(Some(&message.id), done.message.as_ref());
    assert_eq!(
        (message.kind, message.visibility),
        (MessageKind::Note, Visibility::Internal)
    );
    assert_eq!(ticket(&adapter, "3").await, before);
}

#[tokio::test]
async fn a_document_of_the_editor_goes_with_its_words() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let ticket = ticket(&adapter, "3").await;
    desk.clear_requests();
    let line = json!({"type": "paragraph", "content": [{"type": "text", "text": "On it."}]});
    let document = json!({"type": "doc", "content": [line]});
    let command = reply(&ticket.id, MessageBody::Native(document.clone()));
    write(&adapter, Command::Reply(Box::new(command)))
        .await
        .unwrap();
    let body = &written(desk)[0].1;
    assert_eq!(
        (&body["content"], &body["rich_content"]),
        (&json!("On it."), &document)
    );
}

#[tokio::test]
async fn a_ticket_that_is_gone_gets_no_reply() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let id = ticket(&adapter, "3").await.id;
    write(&adapter, Command::DeleteConversation(id.clone()))
        .await
        .unwrap();
    let path = format!("DELETE {TICKETS}{}/", id.native());
    assert_eq!(written(desk), [(path, Value::Null)]);
    for command in [
        Command::Reply(Box::new(reply(&id, text("x")))),
        Command::AddNote(Box::new(note(&id, text("x")))),
        Command::Reply(Box::new(reply(&Id::new(adapter.key(), "3"), text("x")))),
    ] {
        let error = write(&adapter, command).await.unwrap_err();
        assert!(!error.may_have_acted());
        assert!(matches!(error, WriteError::Failed(error) if error.kind == ErrorKind::NotFound));
    }
    assert_eq!(written(desk), []);
    let parts = ConversationParts::all();
    let batch = adapter
        .conversations_by_id(&context(), std::slice::from_ref(&id), parts)
        .await;
    assert!(batch.outcomes[&id].as_ref().unwrap().is_none());
}

#[tokio::test]
async fn a_number_in_the_place_of_an_id_changes_no_ticket() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let id: Id<Conversation> = Id::new(adapter.key(), "3");
    desk.clear_requests();
    for command in [
        Command::DeleteConversation(id.clone()),
        Command::SuggestReply(id.clone()),
        Command::ChangeConversation {
            conversation: id,
            changes: vec![Change::MarkRead],
        },
    ] {
        write(&adapter, command).await.unwrap_err();
    }
    assert_eq!(desk.requests(), []);
}

#[tokio::test]
async fn what_messages_have_not_is_refused_before_any_call() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let id = ticket(&adapter, "3").await.id;
    let plain = || reply(&id, text("x"));
    let ana = MessageAuthor {
        agent: Some(Id::new(adapter.key(), "311")),
        ..MessageAuthor::default()
    };
    let file = Upload {
        filename: "a.txt".to_owned(),
        mime_type: "text/plain".to_owned(),
        content: Bytes::from_static(b"a"),
    };
    let replies: [(Reply, &[&str]); 6] = [
        (
            Reply {
                author: ana.clone(),
                ..plain()
            },
            &["input", "author"],
        ),
        (
            Reply {
                cc: vec!["a@b.example".to_owned()],
                ..plain()
            },
            &["input", "cc"],
        ),
        (
            Reply {
                bcc: vec!["a@b.example".to_owned()],
                ..plain()
            },
            &["input", "bcc"],
        ),
        (
            Reply {
                is_autoresponse: true,
                ..plain()
            },
            &["input", "isAutoresponse"],
        ),
        (
            Reply {
                uploads: vec![file.clone()],
                ..plain()
            },
            &["input", "attachmentIds"],
        ),
        (
            Reply {
                body: MessageBody::Native(json!([])),
                ..plain()
            },
            &["input", "body", "native"],
        ),
    ];
    for (reply, field) in replies {
        assert_eq!(
            refused(&adapter, desk, Command::Reply(Box::new(reply))).await,
            field
        );
    }
    let plain = || note(&id, text("x"));
    let notes: [(AddNote, &[&str]); 3] = [
        (
            AddNote {
                thread: Some(id.view_as()),
                ..plain()
            },
            &["input", "threadId"],
        ),
        (
            AddNote {
                author: ana,
                ..plain()
            },
            &["input", "author"],
        ),
        (
            AddNote {
                uploads: vec![file],
                ..plain()
            },
            &["input", "attachmentIds"],
        ),
    ];
    for (note, field) in notes {
        assert_eq!(
            refused(&adapter, desk, Command::AddNote(Box::new(note))).await,
            field
        );
    }
    let tag = Command::CreateTag {
        name: "vat".to_owned(),
    };
    assert_eq!(
        adapter.admit(&tag).unwrap_err().reason,
        RefusalReason::Unsupported
    );
}

#[tokio::test]
async fn own_messages_are_edited_and_withdrawn() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let id = ticket(&adapter, "3").await.id;
    let done = write(
        &adapter,
        Command::Reply(Box::new(reply(&id, text("Frist")))),
    )
    .await
    .unwrap();
    let message = done.message.unwrap();
    desk.clear_requests();
    let edit = EditMessage {
        message: message.clone(),
        body: text("First"),
    };
    write(&adapter, Command::EditMessage(edit)).await.unwrap();
    let path = format!("PATCH {COMMENTS}{}/", message.native());
    let body = json!({"content": "First", "rich_content": null});
    assert_eq!(written(desk), [(path.clone(), body)]);
    assert_eq!(&*newest(&adapter, &id).await.body.unwrap().native, "First");
    desk.clear_requests();
    write(&adapter, Command::DeleteMessage(message.clone()))
        .await
        .unwrap();
    assert_eq!(written(desk), [(path, json!({"deleted": true}))]);
    let ids = [message.clone()];
    let batch = adapter
        .messages_by_id(&context(), &ids, MessageParts::all())
        .await;
    assert!(batch.outcomes[&message].as_ref().unwrap().is_none());
}

#[tokio::test]
async fn messages_of_others_stay_as_they_are() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let id = ticket(&adapter, "1").await.id;
    for message in super::timeline(&adapter, &id, MessageOrder::NewestFirst).await {
        let is_by_team = matches!(message.author, Some(Actor::Agent(_)));
        for capability in [Capability::MessageUpdate, Capability::MessageDelete] {
            assert_eq!(adapter.permits_message(&message, capability), is_by_team);
        }
        if is_by_team {
            continue;
        }
        let error = write(&adapter, Command::DeleteMessage(message.id.clone()))
            .await
            .unwrap_err();
        assert!(!error.may_have_acted());
        assert!(matches!(error, WriteError::Failed(error) if error.kind == ErrorKind::Forbidden));
    }
    // A message is found in its own ticket only.
    let other = ticket(&adapter, "2").await.id;
    let message = newest(&adapter, &id).await;
    let moved = Id::within(&other, message.id.native());
    desk.clear_requests();
    write(&adapter, Command::DeleteMessage(moved))
        .await
        .unwrap_err();
    assert_eq!(written(desk), []);
}
