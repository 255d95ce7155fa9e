//! Replies, notes, and messages that change.

use serde_json::{Value, json};

use super::{Desk, MERGED};
use crate::model::command::{
    AddNote, Command, ConversationChange, EditMessage, MessageAuthor, MessageBody, Reply,
    StatusTarget,
};
use crate::model::{
    Actor, Conversation, ConversationParts, ConversationStatus, Id, Message, MessageKind,
    MessageOrder, MessageParts, MessageState, Visibility,
};
use crate::provider::{Capability, Provider as _, RefusalReason, SideEffect, WriteError};
use crate::sandbox::Fault;

pub(super) fn reply(conversation: &Id<Conversation>) -> Reply {
    Reply {
        conversation: conversation.clone(),
        body: MessageBody::Markdown("We **shipped** a fix.".to_owned()),
        author: MessageAuthor::default(),
        cc: Vec::new(),
        bcc: Vec::new(),
        uploads: Vec::new(),
        status_after: None,
        send_at: None,
        is_autoresponse: false,
    }
}

pub(super) fn note(conversation: &Id<Conversation>) -> AddNote {
    AddNote {
        conversation: conversation.clone(),
        thread: None,
        body: MessageBody::Text("Stale entry.".to_owned()),
        author: MessageAuthor::default(),
        uploads: Vec::new(),
    }
}

fn send(reply: Reply) -> Command {
    Command::Reply(Box::new(reply))
}

async fn message(desk: &Desk, id: &Id<Message>) -> Message {
    let ids = std::slice::from_ref(id);
    let parts = MessageParts::all();
    let mut batch = desk.adapter.messages_by_id(&desk.context, ids, parts).await;
    batch.outcomes.remove(id).unwrap().unwrap().unwrap()
}

async fn status(desk: &Desk, id: &Id<Conversation>) -> ConversationStatus {
    let found = desk
        .conversation(id.native(), ConversationParts::SUMMARY)
        .await;
    found.unwrap().status
}

#[tokio::test]
async fn a_reply_names_the_customer_and_says_what_it_changes() {
    let desk = Desk::open().await;
    let row = desk.of_case(6).await;
    assert_eq!(row.status, ConversationStatus::Resolved);
    let (written, sent) = desk.wrote(send(reply(&row.id))).await;
    let path = format!("/v2/conversations/{}", row.id.native());
    let customer: u64 = row.contact.as_ref().unwrap().native().parse().unwrap();
    let body = json!({
        "text": "<p>We <strong>shipped</strong> a fix.</p>", "customer": {"id": customer},
    });
    let calls = [
        (format!("GET {path}"), Value::Null),
        (format!("POST {path}/reply"), body),
    ];
    assert_eq!(sent, calls);
    assert_eq!(written.side_effects, [SideEffect::ChangesStatus]);
    let shown = message(&desk, &written.message.unwrap()).await;
    assert_eq!(
        (shown.kind, shown.visibility),
        (MessageKind::AgentReply, Visibility::Public)
    );
    assert_eq!(status(&desk, &row.id).await, ConversationStatus::Open);
    let (written, _) = desk.wrote(send(reply(&row.id))).await;
    assert_eq!(written.side_effects, []);
}

#[tokio::test]
async fn a_status_and_copies_go_along() {
    let desk = Desk::open().await;
    let row = desk.of_case(7).await;
    let wishes = Reply {
        status_after: Some(StatusTarget::Unified(ConversationStatus::Resolved)),
        cc: vec!["boss@person.example".to_owned()],
        bcc: vec!["archive@kestrelbikes.example".to_owned()],
        author: MessageAuthor {
            agent: Some(desk.id("406")),
            ..MessageAuthor::default()
        },
        ..reply(&row.id)
    };
    let (written, sent) = desk.wrote(send(wishes)).await;
    let body = &sent[1].1;
    assert_eq!(
        (&body["status"], &body["user"]),
        (&json!("closed"), &json!(406))
    );
    assert_eq!(body["cc"], json!(["boss@person.example"]));
    assert_eq!(body["bcc"], json!(["archive@kestrelbikes.example"]));
    assert_eq!((written.side_effects, written.left_over), (vec![], vec![]));
    let shown = message(&desk, &written.message.unwrap()).await;
    assert_eq!(shown.author, Some(Actor::Agent(desk.id("406"))));
    assert_eq!(status(&desk, &row.id).await, ConversationStatus::Resolved);
}

#[tokio::test]
async fn a_status_that_would_not_show_is_left_to_be_set_again() {
    let desk = Desk::open().await;
    let asleep = desk.of_case(21).await;
    let to = StatusTarget::Unified(ConversationStatus::Pending);
    let wish = Reply {
        status_after: Some(to.clone()),
        ..reply(&asleep.id)
    };
    let (written, _) = desk.wrote(send(wish)).await;
    assert_eq!(status(&desk, &asleep.id).await, ConversationStatus::Snoozed);
    let again = ConversationChange::Status { to, actor: None };
    assert_eq!(written.left_over, std::slice::from_ref(&again));
    let command = Command::ChangeConversation {
        conversation: asleep.id.clone(),
        changes: vec![again],
    };
    desk.wrote(command).await;
    assert_eq!(status(&desk, &asleep.id).await, ConversationStatus::Pending);
}

#[tokio::test]
async fn a_reply_for_later_is_a_draft_with_a_plan() {
    let desk = Desk::open().await;
    let row = desk.of_case(7).await;
    let at = "2026-11-23T08:00:00.9Z".parse().unwrap();
    let later = || Reply {
        send_at: Some(at),
        ..reply(&row.id)
    };
    let (written, sent) = desk.wrote(send(later())).await;
    assert_eq!(sent[1].1["draft"], true);
    let id = written.message.unwrap();
    let path = format!(
        "/v2/conversations/{}/threads/{}/schedule",
        row.id.native(),
        id.native()
    );
    let plan = json!({
        "scheduledFor": "2026-11-23T08:00:00Z", "unscheduleOnCustomerReply": false, "sendAsCreator": true,
    });
    assert_eq!(sent[2], (format!("PUT {path}"), plan));
    let shown = message(&desk, &id).await;
    assert_eq!(shown.state, MessageState::Scheduled);
    assert_eq!(
        shown.scheduled_for,
        Some("2026-11-23T08:00:00Z".parse().unwrap())
    );
    assert_eq!(shown.visibility, Visibility::Internal);
    desk.provider()
        .fault(Fault::status(503).on("/schedule").times(1));
    let written = desk.write(send(later())).await.unwrap();
    assert!(written.stopped.is_some());
    let draft = message(&desk, &written.message.unwrap()).await;
    assert_eq!(draft.state, MessageState::Draft);
}

#[tokio::test]
async fn a_message_of_the_contact_is_recorded() {
    let desk = Desk::open().await;
    let row = desk.of_case(6).await;
    let contact = row.contact.clone().unwrap();
    let wish = Reply {
        author: MessageAuthor {
            contact: Some(contact.clone()),
            ..MessageAuthor::default()
        },
        status_after: Some(StatusTarget::Native("pending".to_owned())),
        ..reply(&row.id)
    };
    let (written, sent) = desk.wrote(send(wish)).await;
    let line = format!("POST /v2/conversations/{}/customer", row.id.native());
    assert_eq!((sent.len(), &sent[0].0), (1, &line));
    let left_over = ConversationChange::Status {
        to: StatusTarget::Native("pending".to_owned()),
        actor: None,
    };
    assert_eq!(written.left_over, [left_over]);
    let shown = message(&desk, &written.message.unwrap()).await;
    assert_eq!(shown.kind, MessageKind::CustomerMessage);
    assert_eq!(shown.author, Some(Actor::Contact(contact)));
}

#[tokio::test]
async fn a_note_takes_only_the_way_of_notes() {
    let desk = Desk::open().await;
    let row = desk.of_case(6).await;
    let (written, sent) = desk.wrote(Command::AddNote(Box::new(note(&row.id)))).await;
    let line = format!("POST /v2/conversations/{}/notes", row.id.native());
    assert_eq!(sent, [(line, json!({"text": "Stale entry."}))]);
    let shown = message(&desk, &written.message.unwrap()).await;
    assert_eq!(
        (shown.kind, shown.visibility),
        (MessageKind::Note, Visibility::Internal)
    );
    assert_eq!(status(&desk, &row.id).await, ConversationStatus::Resolved);
}

#[tokio::test]
async fn messages_reach_what_a_conversation_was_merged_into() {
    let desk = Desk::open().await;
    let merged: Id<Conversation> = desk.id(MERGED);
    let (replied, _) = desk.wrote(send(reply(&merged))).await;
    let (noted, _) = desk.wrote(Command::AddNote(Box::new(note(&merged)))).await;
    let all = desk.messages(&merged, MessageOrder::NewestFirst).await;
    let newest: Vec<_> = all.iter().take(2).map(|one| one.id.clone()).collect();
    assert_eq!(newest, [noted.message.unwrap(), replied.message.unwrap()]);
}

#[tokio::test]
async fn a_message_is_rewritten() {
    let desk = Desk::open().await;
    let row = desk.of_case(7).await;
    let (written, _) = desk.wrote(send(reply(&row.id))).await;
    let id = written.message.unwrap();
    let edit = Command::EditMessage(EditMessage {
        message: id.clone(),
        body: MessageBody::Html("<p>No typo.</p><script>x()</script>".to_owned()),
    });
    let (_, sent) = desk.wrote(edit).await;
    let path = format!("/v2/conversations/{}/threads", row.id.native());
    let body = json!({"op": "replace", "path": "/text", "value": "<p>No typo.</p>"});
    assert_eq!(sent[1], (format!("PATCH {path}/{}", id.native()), body));
    let shown = message(&desk, &id).await.body.unwrap();
    assert_eq!(&*shown.native, "<p>No typo.</p>");
}

#[tokio::test]
async fn a_message_is_hidden_once() {
    let desk = Desk::open().await;
    let row = desk.of_case(7).await;
    let (written, _) = desk.wrote(send(reply(&row.id))).await;
    let id = written.message.unwrap();
    let (_, sent) = desk.wrote(Command::DeleteMessage(id.clone())).await;
    assert_eq!(
        sent[1].1,
        json!({"op": "replace", "path": "/hidden", "value": true})
    );
    let shown = message(&desk, &id).await;
    assert_eq!(
        (shown.state, shown.visibility),
        (MessageState::Hidden, Visibility::Internal)
    );
    let (_, sent) = desk.wrote(Command::DeleteMessage(id)).await;
    assert_eq!(sent.len(), 1);
}

#[tokio::test]
async fn what_is_not_permitted_with_a_message_is_refused_when_tried() {
    let desk = Desk::open().await;
    let mut tried = [0; 2];
    for case in [2, 5, 6, 7, 25] {
        let row = desk.of_case(case).await;
        for message in desk.messages(&row.id, MessageOrder::OldestFirst).await {
            let can = |capability| desk.adapter.permits_message(&message, capability);
            let edit = EditMessage {
                message: message.id.clone(),
                body: MessageBody::Text("Again.".to_owned()),
            };
            let can_edit = can(Capability::MessageUpdate);
            let can_hide = can(Capability::MessageDelete);
            let edited = desk.write(Command::EditMessage(edit)).await;
            let hidden = desk.write(Command::DeleteMessage(message.id.clone())).await;
            assert_eq!(edited.is_ok(), can_edit, "{case} {}", message.native_kind);
            assert_eq!(hidden.is_ok(), can_hide, "{case} {}", message.native_kind);
            tried[usize::from(can_hide)] += 1;
            for refused in [edited, hidden].into_iter().filter_map(Result::err) {
                let WriteError::Refused(refusal) = refused else {
                    panic!("{refused:?}")
                };
                assert_eq!(refusal.reason, RefusalReason::Unsupported);
            }
        }
    }
    assert!(tried.into_iter().all(|count| count > 2), "{tried:?}");
}

#[tokio::test]
async fn a_message_that_is_not_there_cannot_change() {
    let desk = Desk::open().await;
    let row = desk.of_case(7).await;
    for native in ["1", "x"] {
        let id = Id::within(&row.id, native);
        let refused = desk.write(Command::DeleteMessage(id)).await.unwrap_err();
        let WriteError::Refused(refusal) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(refusal.reason, RefusalReason::NotFound);
    }
    assert!(desk.adapter.permits(&row, Capability::ConversationReply));
    let silent = Conversation {
        contact: None,
        ..row
    };
    assert!(!desk.adapter.permits(&silent, Capability::ConversationReply));
    assert!(
        !desk
            .adapter
            .permits(&silent, Capability::ConversationTyping)
    );
}
