//! Replies, notes and files.

use std::time::Duration;

use futures_util::TryStreamExt as _;
use serde_json::json;

use super::Desk;
use super::writes::newest;
use crate::model::command::{
    AddNote, Command, ConversationChange as Change, MessageAuthor, MessageBody, Reply,
    StatusTarget, Upload,
};
use crate::model::{
    Actor, ChannelKind, Conversation, ConversationStatus, Id, Message, MessageKind, Thread,
    Visibility,
};
use crate::provider::{Capability, ErrorKind, Provider as _, RefusalReason};
use crate::sandbox::Fault;
use crate::transport::CallContext;

fn reply(conversation: &Id<Conversation>, markdown: &str) -> Reply {
    Reply {
        conversation: conversation.clone(),
        body: MessageBody::Markdown(markdown.to_owned()),
        author: MessageAuthor::default(),
        cc: Vec::new(),
        bcc: Vec::new(),
        uploads: Vec::new(),
        status_after: None,
        send_at: None,
        is_autoresponse: false,
    }
}

fn note(conversation: &Id<Conversation>) -> AddNote {
    AddNote {
        conversation: conversation.clone(),
        thread: None,
        body: MessageBody::Text("Only for us".to_owned()),
        author: MessageAuthor::default(),
        uploads: Vec::new(),
    }
}

fn file(name: &str) -> Upload {
    Upload {
        filename: name.to_owned(),
        mime_type: "text/plain".to_owned(),
        content: format!("content of {name}").into(),
    }
}

impl Desk {
    async fn send(&self, reply: Reply) -> (Id<Message>, Option<Message>) {
        let mut written = self.done(Command::Reply(Box::new(reply))).await;
        (written.message.unwrap(), written.related.messages.pop())
    }

    async fn side_threads_of(&self, id: &Id<Conversation>) -> Vec<Thread> {
        let threads = self.unthread.side_threads(&self.context, id).await.unwrap();
        self.requests();
        threads
    }
}

#[tokio::test]
async fn a_reply_is_one_call_in_slacks_markup() {
    let desk = Desk::open().await;
    let one = &desk.of_channel(ChannelKind::Slack).await[0];
    let author = MessageAuthor {
        agent: one.assignee.clone(),
        ..MessageAuthor::default()
    };
    let (id, shown) = desk
        .send(Reply {
            author,
            ..reply(&one.id, "Try **again** & < 5")
        })
        .await;
    let path = format!("POST /conversations/{}/messages", one.id.native());
    let body = json!({"body": {"type": "markdown", "value": "Try *again* &amp; &lt; 5"},
        "onBehalfOf": {"id": one.assignee.as_ref().unwrap().native()}});
    assert_eq!(desk.calls(), [(path, body)]);
    let read = newest(&desk, &one.id).await;
    assert_eq!((&read.id, Some(&read)), (&id, shown.as_ref()));
    assert_eq!(
        (read.kind, read.visibility),
        (MessageKind::AgentReply, Visibility::Public)
    );
    assert_eq!(read.author, one.assignee.clone().map(Actor::Agent));
    let after = desk.read(&one.id).await;
    assert_eq!(after.last_activity_at, Some(read.created_at));
    assert_eq!(after.preview.as_deref(), Some("Try again & < 5"));
}

#[tokio::test]
async fn html_stays_html_and_blocks_stay_blocks() {
    let desk = Desk::open().await;
    let one = &desk.of_channel(ChannelKind::Email).await[0];
    let html = MessageBody::Html("<p>Hi <b>you</b></p><script>x()</script>".to_owned());
    desk.send(Reply {
        body: html,
        ..reply(&one.id, "")
    })
    .await;
    let sent = desk.calls().remove(0).1;
    assert_eq!(
        sent,
        json!({"body": {"type": "html", "value": "<p>Hi <b>you</b></p>"}})
    );
    let blocks = json!([{"type": "section", "text": {"type": "mrkdwn", "text": "Hi"}}]);
    let native = MessageBody::Native(blocks.clone());
    let is_autoresponse = true;
    let automatic = Reply {
        body: native,
        is_autoresponse,
        ..reply(&one.id, "")
    };
    let (_, shown) = desk.send(automatic).await;
    assert_eq!(
        desk.calls().remove(0).1,
        json!({"blocks": blocks, "isAutoresponse": true})
    );
    assert_eq!(shown.unwrap().kind, MessageKind::BotReply);
}

#[tokio::test]
async fn the_customer_can_be_spoken_for() {
    let desk = Desk::open().await;
    let rows = desk.of_channel(ChannelKind::Slack).await;
    let closed = rows
        .iter()
        .find(|row| row.status == ConversationStatus::Resolved)
        .unwrap();
    let author = MessageAuthor {
        contact: closed.contact.clone(),
        ..MessageAuthor::default()
    };
    let (id, shown) = desk
        .send(Reply {
            author,
            ..reply(&closed.id, "Still broken")
        })
        .await;
    let shown = shown.unwrap();
    assert_eq!((&shown.id, shown.kind), (&id, MessageKind::CustomerMessage));
    assert_eq!(shown.author, closed.contact.clone().map(Actor::Contact));
    assert_eq!(desk.read(&closed.id).await.status, ConversationStatus::Open);
    let author = MessageAuthor {
        on_behalf_of_email: Some("new@nowhere.example".to_owned()),
        on_behalf_of_name: Some("New".to_owned()),
        ..MessageAuthor::default()
    };
    desk.requests();
    desk.send(Reply {
        author,
        ..reply(&closed.id, "Me too")
    })
    .await;
    let person = json!({"email": "new@nowhere.example", "name": "New"});
    assert_eq!(desk.calls().remove(0).1["onBehalfOf"], person);
}

#[tokio::test]
async fn the_status_after_a_reply_is_left_over() {
    let desk = Desk::open().await;
    let one = &desk.of_channel(ChannelKind::Slack).await[0];
    let status = StatusTarget::Unified(ConversationStatus::OnHold);
    let reply = Reply {
        status_after: Some(status.clone()),
        ..reply(&one.id, "Wait")
    };
    let written = desk.done(Command::Reply(Box::new(reply))).await;
    assert_eq!(
        written.left_over,
        [Change::Status {
            to: status,
            actor: None
        }]
    );
    assert_eq!(desk.lines().len(), 1);
}

#[tokio::test]
async fn files_go_along_as_a_form_and_are_there_a_little_later() {
    let desk = Desk::open().await;
    let one = &desk.of_channel(ChannelKind::Slack).await[0];
    let uploads = vec![file("a.txt"), file("naïve.txt"), file("c.txt")];
    let (id, shown) = desk
        .send(Reply {
            uploads,
            ..reply(&one.id, "Three")
        })
        .await;
    assert_eq!(shown, None);
    let request = desk.requests().remove(0);
    let kind = request.headers["content-type"].to_str().unwrap();
    assert!(kind.starts_with("multipart/form-data; boundary="), "{kind}");
    let read = newest(&desk, &one.id).await;
    assert_eq!(read.id, id);
    let files = read.attachments.unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.filename.as_str()).collect();
    assert_eq!(names, ["a.txt", "naïve.txt", "c.txt"]);
    // Answered 404, 409 and 425 at first.
    for file in &files {
        let download = desk.unthread.download(&desk.context, &file.id).await;
        let content = download.unwrap().unwrap().content;
        let content = content.try_collect::<Vec<_>>().await.unwrap().concat();
        assert_eq!(
            content,
            format!("content of {}", file.filename).into_bytes()
        );
        assert_eq!(desk.lines().len(), 2);
    }
    desk.provider().fault(Fault::status(404));
    let hurried = CallContext::within(Duration::from_millis(500), desk.context.log.clone());
    let never = desk.unthread.download(&hurried, &files[0].id).await;
    assert_eq!(never.err().unwrap().kind, ErrorKind::Unavailable);
    assert_eq!(desk.lines().len(), 2);
}

#[tokio::test]
async fn a_note_by_mail_is_private() {
    let desk = Desk::open().await;
    let one = &desk.of_channel(ChannelKind::Email).await[0];
    let mut own_thread = note(&one.id);
    own_thread.thread = Some(Thread::primary_id(&one.id));
    for note in [note(&one.id), own_thread] {
        let written = desk.done(Command::AddNote(Box::new(note))).await;
        let path = format!("/conversations/{}", one.id.native());
        let calls = desk.calls();
        assert_eq!(calls[0].0, format!("GET {path}"));
        let body =
            json!({"body": {"type": "markdown", "value": "Only for us"}, "isPrivateNote": true});
        assert_eq!(calls[1], (format!("POST {path}/messages"), body));
        let shown = &written.related.messages[0];
        assert_eq!(
            (shown.kind, shown.visibility),
            (MessageKind::Note, Visibility::Internal)
        );
        assert_eq!(newest(&desk, &one.id).await, *shown);
    }
    let after = desk.read(&one.id).await;
    assert_eq!(after.preview, desk.read(&one.id).await.preview);
    assert_ne!(after.preview.as_deref(), Some("Only for us"));
}

#[tokio::test]
async fn a_note_in_slack_goes_to_the_triage_thread_or_nowhere() {
    let desk = Desk::open().await;
    let (mut kept, mut refused) = (0, 0);
    for one in desk.of_channel(ChannelKind::Slack).await {
        let threads = desk.side_threads_of(&one.id).await;
        let command = Command::AddNote(Box::new(note(&one.id)));
        if let [thread] = threads.as_slice() {
            let written = desk.done(command).await;
            let shown = &written.related.messages[0];
            assert_eq!((&shown.thread, shown.kind), (&thread.id, MessageKind::Note));
            assert_eq!(shown.visibility, Visibility::Internal);
            let (_, sent) = desk.calls().pop().unwrap();
            assert!(sent["triageThreadTs"].is_string());
            assert_eq!(sent.get("isPrivateNote"), None);
            kept += 1;
        } else {
            let before = newest(&desk, &one.id).await;
            let refusal = desk.refused(command).await;
            assert_eq!(refusal.reason, RefusalReason::Unsupported);
            assert!(desk.lines().iter().all(|line| !line.ends_with("/messages")));
            assert_eq!(newest(&desk, &one.id).await, before);
            refused += 1;
        }
    }
    assert!(kept > 0 && refused > 0, "{kept} {refused}");
}

#[tokio::test]
async fn a_note_never_goes_to_a_thread_that_everybody_reads() {
    let desk = Desk::open().await;
    let one = &desk.of_channel(ChannelKind::Slack).await[0];
    let threads = desk.side_threads_of(&one.id).await;
    for (thread, reason) in [
        (Thread::primary_id(&one.id), RefusalReason::Unsupported),
        (Id::within(&one.id, "no-such"), RefusalReason::NotFound),
    ] {
        let note = AddNote {
            thread: Some(thread),
            ..note(&one.id)
        };
        let refusal = desk.refused(Command::AddNote(Box::new(note))).await;
        assert_eq!(
            (refusal.reason, refusal.field),
            (reason, vec!["input", "threadId"])
        );
        assert!(desk.lines().iter().all(|line| !line.ends_with("/messages")));
    }
    let thread = threads[0].id.clone();
    let note = AddNote {
        thread: Some(thread),
        uploads: vec![file("a.txt")],
        ..note(&one.id)
    };
    let written = desk.done(Command::AddNote(Box::new(note))).await;
    let read = newest(&desk, &one.id).await;
    assert_eq!(
        (Some(&read.id), &read.thread),
        (written.message.as_ref(), &threads[0].id)
    );
    assert_eq!(read.attachments.unwrap().len(), 1);
}

#[tokio::test]
async fn what_the_service_cannot_send_is_refused_without_a_call() {
    let desk = Desk::open().await;
    let id = desk.id::<Conversation>("c");
    let copied = vec!["a@b.example".to_owned()];
    let two = MessageAuthor {
        agent: Some(desk.id("a")),
        contact: Some(desk.id("u")),
        ..MessageAuthor::default()
    };
    for (reply, field) in [
        (
            Reply {
                cc: copied.clone(),
                ..reply(&id, "Hi")
            },
            "cc",
        ),
        (
            Reply {
                bcc: copied,
                ..reply(&id, "Hi")
            },
            "bcc",
        ),
        (
            Reply {
                send_at: Some(super::clock().now()),
                ..reply(&id, "Hi")
            },
            "sendAt",
        ),
        (
            Reply {
                author: two,
                ..reply(&id, "Hi")
            },
            "author",
        ),
        (
            Reply {
                uploads: vec![file("a"); 11],
                ..reply(&id, "Hi")
            },
            "attachmentIds",
        ),
        (
            reply(&id.clone().with_hint("triage"), "Hi"),
            "conversationId",
        ),
    ] {
        let refusal = desk.refused(Command::Reply(Box::new(reply))).await;
        assert_eq!(refusal.field, ["input", field]);
        assert_eq!(desk.lines(), [""; 0]);
    }
    let native = MessageBody::Native(json!({"blocks": []}));
    let note = AddNote {
        body: native,
        ..note(&id)
    };
    let refusal = desk.refused(Command::AddNote(Box::new(note))).await;
    assert_eq!(refusal.field, ["input", "body", "native"]);
    assert_eq!(desk.lines(), [""; 0]);
}

#[tokio::test]
async fn only_conversations_with_a_customer_permit_a_reply() {
    let desk = Desk::open().await;
    let mut one = desk.of_channel(ChannelKind::Slack).await.remove(0);
    let permits = |one: &Conversation, capability| desk.unthread.permits(one, capability);
    assert!(permits(&one, Capability::ConversationReply));
    assert!(!permits(&one, Capability::ConversationDelete));
    one.channel.kind = ChannelKind::Internal;
    assert!(!permits(&one, Capability::ConversationReply));
    assert!(permits(&one, Capability::ConversationNote));
}
