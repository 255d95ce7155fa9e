//! Replies, notes and deleted messages.

use serde_json::json;

use super::{Desk, TOKEN, body, is_refused, markdown, refusal, reply, upload};
use crate::model::command::{
    AddNote, Command, ConversationChange, MessageAuthor, MessageBody, Reply, StatusTarget,
};
use crate::model::{ConversationStatus, MessageKind, MessageState, Thread, Visibility};
use crate::provider::{
    Capability, ErrorKind, Provider as _, RefusalReason, SideEffect, WriteError,
};
use crate::sandbox::Fault;

fn note(desk: &Desk, number: &str, text: &str) -> AddNote {
    AddNote {
        conversation: desk.id(number),
        thread: None,
        body: markdown(text),
        author: MessageAuthor::default(),
        uploads: Vec::new(),
    }
}

#[tokio::test]
async fn a_reply_is_public_and_shown_at_once() {
    let desk = Desk::open().await;
    let wish = Reply {
        body: MessageBody::Html("<p>We <b>swap</b> it.</p>".to_owned()),
        status_after: Some(StatusTarget::Unified(ConversationStatus::Resolved)),
        ..reply(desk.id("13"), "")
    };
    let written = desk.write(&Command::Reply(Box::new(wish))).await.unwrap();
    let path = "POST /conversations/13/messages".to_owned();
    assert_eq!(desk.sent(), [(path, body("We **swap** it.", false))]);
    assert_eq!(written.side_effects, [SideEffect::NotifiesContact]);
    let to = StatusTarget::Unified(ConversationStatus::Resolved);
    let status = ConversationChange::Status { to, actor: None };
    assert_eq!(written.left_over, [status]);
    let shown = desk.latest("13").await;
    assert_eq!(Some(&shown.id), written.message.as_ref());
    assert_eq!(
        (shown.kind, shown.visibility),
        (MessageKind::AgentReply, Visibility::Public)
    );
    assert_eq!(&*shown.body.unwrap().native, "We **swap** it.");
}

#[tokio::test]
async fn a_note_is_private_with_or_without_files() {
    let desk = Desk::open().await;
    let thread = Some(Thread::primary_id(&desk.id("13")));
    let plain = AddNote {
        thread,
        ..note(&desk, "13", "Ask Dóra")
    };
    desk.write(&Command::AddNote(Box::new(plain)))
        .await
        .unwrap();
    let path = "POST /conversations/13/messages".to_owned();
    assert_eq!(desk.sent(), [(path, body("Ask Dóra", true))]);
    assert_eq!(desk.latest("13").await.visibility, Visibility::Internal);
    let with_file = AddNote {
        uploads: vec![upload("plan.txt")],
        ..note(&desk, "13", "See")
    };
    let written = desk
        .write(&Command::AddNote(Box::new(with_file)))
        .await
        .unwrap();
    assert!(written.side_effects.is_empty());
    let shown = desk.latest("13").await;
    assert_eq!(shown.kind, MessageKind::Note);
    assert_eq!(shown.attachments.unwrap().len(), 1);
}

#[tokio::test]
async fn files_are_sent_in_a_form_with_the_text() {
    let desk = Desk::open().await;
    let wish = Reply {
        cc: vec!["a@b.example".to_owned(), "c@d.example".to_owned()],
        uploads: vec![upload("größe.txt"), upload("b.txt")],
        ..reply(desk.id("15"), "Two files")
    };
    desk.write(&Command::Reply(Box::new(wish))).await.unwrap();
    let request = desk.asked().pop().unwrap();
    let kind = request.headers["content-type"].to_str().unwrap();
    assert!(kind.starts_with("multipart/form-data; boundary="), "{kind}");
    let sent = String::from_utf8_lossy(&request.body);
    for part in [
        "name=\"private\"\r\n\r\nfalse\r\n",
        "name=\"echo_id\"",
        "name=\"attachments[]\"",
    ] {
        assert!(sent.contains(part), "{part} in {sent}");
    }
    let shown = desk.latest("15").await;
    assert_eq!(&*shown.body.unwrap().native, "Two files");
    assert_eq!(shown.recipients.unwrap().cc, ["a@b.example", "c@d.example"]);
    let files = shown.attachments.unwrap();
    let names: Vec<_> = files.iter().map(|file| file.filename.as_str()).collect();
    assert_eq!(names, ["größe.txt", "b.txt"]);
    let file = desk
        .nimchat
        .download(&desk.context, &files[1].id)
        .await
        .unwrap();
    assert!(file.is_some());
}

#[tokio::test]
async fn what_looks_like_a_template_arrives_as_it_was_written() {
    let desk = Desk::open().await;
    for text in ["Hi {{contact.name}}, `{{x}}` {% if y %}", "{{", "a ` {{b}}"] {
        let command = Command::Reply(Box::new(reply(desk.id("13"), text)));
        desk.write(&command).await.unwrap();
        assert_eq!(&*desk.latest("13").await.body.unwrap().native, text);
    }
}

#[tokio::test]
async fn a_closed_window_is_told_before_and_sends_nothing() {
    let desk = Desk::open().await;
    let (closed, open) = (desk.shown("1").await, desk.shown("13").await);
    let permits = |one| desk.nimchat.permits(one, Capability::ConversationReply);
    assert_eq!((permits(&closed), permits(&open)), (false, true));
    assert!(desk.nimchat.permits(&closed, Capability::ConversationNote));
    assert!(!desk.nimchat.permits(&open, Capability::ConversationDelete));
    desk.asked();
    let command = Command::Reply(Box::new(reply(desk.id("1"), "Hello")));
    is_refused(desk.write(&command).await, RefusalReason::Unsupported, &[]);
    assert_eq!(desk.sent(), []);
}

#[tokio::test]
async fn copies_outside_of_mail_are_refused() {
    let desk = Desk::open().await;
    let wish = Reply {
        bcc: vec!["a@b.example".to_owned()],
        ..reply(desk.id("13"), "Hello")
    };
    let outcome = desk.write(&Command::Reply(Box::new(wish))).await;
    is_refused(outcome, RefusalReason::Unsupported, &["input", "bcc"]);
    assert_eq!(desk.sent(), []);
}

#[tokio::test]
async fn what_a_contact_wrote_is_recorded_in_an_inbox_of_the_api_alone() {
    let desk = Desk::open().await;
    let by = |number: &str, contact: &str| Reply {
        author: MessageAuthor {
            contact: Some(desk.id(contact)),
            ..MessageAuthor::default()
        },
        ..reply(desk.id(number), "It broke")
    };
    let field = ["input", "author", "contactId"];
    let outcome = desk.write(&Command::Reply(Box::new(by("13", "40")))).await;
    is_refused(outcome, RefusalReason::Unsupported, &field);
    let outcome = desk.write(&Command::Reply(Box::new(by("11", "40")))).await;
    is_refused(outcome, RefusalReason::BadInput, &field);
    assert_eq!(desk.sent(), []);
    let written = desk
        .write(&Command::Reply(Box::new(by("11", "38"))))
        .await
        .unwrap();
    assert_eq!(written.side_effects, []);
    assert_eq!(desk.sent()[0].1["message_type"], "incoming");
    assert_eq!(desk.latest("11").await.kind, MessageKind::CustomerMessage);
}

#[tokio::test]
async fn a_deleted_message_stays_without_its_text() {
    let desk = Desk::open().await;
    let command = Command::AddNote(Box::new(note(&desk, "13", "Oops")));
    let message = desk.write(&command).await.unwrap().message.unwrap();
    desk.asked();
    desk.write(&Command::DeleteMessage(message.clone()))
        .await
        .unwrap();
    let path = format!("DELETE /conversations/13/messages/{}", message.native());
    assert_eq!(desk.sent(), [(path, json!(null))]);
    let shown = desk.latest("13").await;
    assert_eq!(
        (shown.id, shown.state, shown.body),
        (message, MessageState::Deleted, None)
    );
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let desk = Desk::open().await;
    for conversation in desk.strange() {
        let command = Command::AddNote(Box::new(AddNote {
            conversation,
            ..note(&desk, "1", "Hello")
        }));
        let error = desk.write(&command).await.unwrap_err();
        assert!(!error.may_have_acted());
        let WriteError::Failed(error) = error else {
            panic!("{error}");
        };
        assert_eq!(error.kind, ErrorKind::NotFound);
    }
    // Of the strange ids only one is a number.
    assert_eq!(desk.sent().len(), 1);
}

#[tokio::test]
async fn a_lost_answer_may_have_acted_and_the_echo_names_the_write() {
    let desk = Desk::open().await;
    let provider = desk
        .sandbox
        .provider(crate::model::ProviderKind::Nimchat)
        .unwrap();
    provider.fault(Fault::CutOff.on("/messages"));
    let command = Command::Reply(Box::new(reply(desk.id("13"), "Hello")));
    assert!(desk.write(&command).await.unwrap_err().may_have_acted());
    provider.clear_faults();
    assert_eq!(desk.sent()[0].1["echo_id"], TOKEN);
    assert_eq!(&*desk.latest("13").await.body.unwrap().native, "Hello");
}

#[tokio::test]
async fn a_read_that_fails_before_the_write_has_done_nothing() {
    let desk = Desk::open().await;
    let provider = desk
        .sandbox
        .provider(crate::model::ProviderKind::Nimchat)
        .unwrap();
    for fault in [Fault::CutOff, Fault::status(500), Fault::NotJson] {
        provider.fault(fault);
        let command = Command::Reply(Box::new(reply(desk.id("13"), "Hello")));
        assert!(!desk.write(&command).await.unwrap_err().may_have_acted());
        provider.clear_faults();
    }
    assert_eq!(desk.sent(), []);
}

#[tokio::test]
async fn a_refusal_of_the_server_did_nothing() {
    let desk = Desk::open().await;
    let provider = desk
        .sandbox
        .provider(crate::model::ProviderKind::Nimchat)
        .unwrap();
    provider.fault(Fault::status(422).on("/messages"));
    let command = Command::Reply(Box::new(reply(desk.id("13"), "Hello")));
    assert!(!desk.write(&command).await.unwrap_err().may_have_acted());
    let long = Command::Reply(Box::new(reply(desk.id("13"), &"x".repeat(150_001))));
    assert_eq!(refusal(desk.write(&long).await).field, ["input", "body"]);
}
