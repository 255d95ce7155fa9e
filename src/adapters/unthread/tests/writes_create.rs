//! Conversations that are opened.

use serde_json::json;

use super::Desk;
use super::writes::{newest, somebody, with_channel};
use crate::model::command::options::UnthreadOptions;
use crate::model::command::{
    AddNote, Command, CreateConversation, CreateOptions, FieldValue, MessageAuthor, MessageBody,
    PriorityTarget, Recipient, Reply, StatusTarget, Upload,
};
use crate::model::{
    Assignee, ChannelKind, ConversationStatus, MessageKind, MessageOrder, PageRequest, Priority,
    Visibility,
};
use crate::provider::{Allowed, Provider as _, SideEffect, WriteError, Written};
use crate::sandbox::Fault;

const FIELD: &str = "3d5f7b91-1a2c-4e6d-8f90-a1b2c3d4e5f6";

fn options(kind: &str) -> UnthreadOptions {
    UnthreadOptions {
        kind: kind.to_owned(),
        slack_channel_id: None,
        triage_channel_id: (kind == "triage").then(|| "C07TRIAGE01".to_owned()),
        email_inbox_id: None,
        customer: None,
        project_id: None,
        ticket_type_id: None,
        notes: None,
        excludes_analytics: None,
    }
}

fn create(options: UnthreadOptions) -> CreateConversation {
    CreateConversation {
        subject: Some("Bell".to_owned()),
        body: MessageBody::Markdown("The **bell** rings".to_owned()),
        visibility: Visibility::Public,
        recipient: None,
        author: MessageAuthor::default(),
        status: None,
        priority: None,
        assignee: None,
        tags: Vec::new(),
        custom_fields: Vec::new(),
        uploads: Vec::new(),
        options: CreateOptions::Unthread(options),
    }
}

fn internal() -> CreateConversation {
    CreateConversation {
        visibility: Visibility::Internal,
        ..create(options("triage"))
    }
}

fn command(create: CreateConversation) -> Command {
    Command::CreateConversation(Box::new(create))
}

#[tokio::test]
async fn a_conversation_in_slack_is_one_call() {
    let desk = Desk::open().await;
    let contact = somebody(&desk).await;
    let (customer, channel) = with_channel(&desk).await;
    let agents = desk
        .unthread
        .agents(&desk.context, PageRequest::first(1))
        .await;
    let agent = agents.unwrap().items.remove(0).id;
    desk.requests();
    let wished = CreateConversation {
        recipient: Some(Recipient::Contact(contact.id.clone())),
        status: Some(StatusTarget::Unified(ConversationStatus::InProgress)),
        priority: Some(PriorityTarget::Unified(Priority::High)),
        assignee: Some(Assignee::Agent(agent.clone())),
        ..create(UnthreadOptions {
            slack_channel_id: Some(channel.clone()),
            customer: Some(customer.clone()),
            ..options("slack")
        })
    };
    let written = desk.done(command(wished)).await;
    let body = json!({"type": "slack", "channelId": channel, "customerId": customer.native(),
        "markdown": "The *bell* rings", "status": "in_progress", "title": "Bell", "priority": 7,
        "assignedToUserId": agent.native(), "onBehalfOf": {"id": contact.id.native()}});
    assert_eq!(desk.calls(), [("POST /conversations".to_owned(), body)]);
    assert_eq!(written.side_effects, [SideEffect::NotifiesContact]);
    assert!(written.left_over.is_empty());
    let read = desk.read(&written.conversation.unwrap()).await;
    assert_eq!(written.related.conversations[0].id, read.id);
    assert_eq!(
        (read.status, read.priority),
        (ConversationStatus::InProgress, Priority::High)
    );
    assert_eq!(
        (read.contact, read.organization),
        (Some(contact.id), Some(customer))
    );
    assert_eq!(
        (read.assignee, read.channel.kind),
        (Some(agent), ChannelKind::Slack)
    );
    let first = desk
        .unthread
        .messages(
            &desk.context,
            &read.id,
            MessageOrder::OldestFirst,
            PageRequest::first(1),
        )
        .await;
    let first = first.unwrap().items.remove(0);
    assert_eq!(
        (Some(first.id), first.kind),
        (written.message, MessageKind::CustomerMessage)
    );
}

#[tokio::test]
async fn a_mail_is_to_somebody_and_its_number_comes_later() {
    let desk = Desk::open().await;
    let inbox = "6c5b4a39-2817-4605-94f3-e2d1c0b9a887".to_owned();
    let written = desk
        .done(command(CreateConversation {
            recipient: Some(Recipient::Email("ola@nowhere.example".to_owned())),
            ..create(UnthreadOptions {
                email_inbox_id: Some(inbox),
                ..options("email")
            })
        }))
        .await;
    assert_eq!(
        desk.calls()[0].1["onBehalfOf"],
        json!({"email": "ola@nowhere.example"})
    );
    // Without its number the conversation is not all told.
    assert!(written.related.conversations.is_empty());
    let read = desk.read(&written.conversation.unwrap()).await;
    assert_eq!(
        (read.number.as_deref(), read.channel.kind),
        (Some("1025"), ChannelKind::Email)
    );
    assert!(read.ticket.is_some() && read.contact.is_some());
}

#[tokio::test]
async fn an_internal_conversation_takes_notes_and_no_replies() {
    let desk = Desk::open().await;
    let written = desk.done(command(internal())).await;
    let id = written.conversation.unwrap();
    assert_eq!((id.hint(), written.side_effects.len()), (Some("triage"), 0));
    desk.requests();
    let note = AddNote {
        // As an id from elsewhere, without its hint.
        conversation: desk.id(id.native()),
        thread: None,
        body: MessageBody::Text("Done".to_owned()),
        author: MessageAuthor::default(),
        uploads: Vec::new(),
    };
    let noted = desk.done(Command::AddNote(Box::new(note))).await;
    let sent = desk.calls().remove(1).1;
    assert_eq!(sent, json!({"body": {"type": "markdown", "value": "Done"}}));
    assert_eq!(noted.related.messages[0].visibility, Visibility::Internal);
    let read = newest(&desk, &id).await;
    assert_eq!(
        (Some(read.id), read.kind),
        (noted.message, MessageKind::Note)
    );
    let reply = Reply {
        conversation: id,
        body: MessageBody::Text("Hello?".to_owned()),
        author: MessageAuthor::default(),
        cc: Vec::new(),
        bcc: Vec::new(),
        uploads: Vec::new(),
        status_after: None,
        send_at: None,
        is_autoresponse: false,
    };
    desk.refused(Command::Reply(Box::new(reply))).await;
    assert_eq!(desk.lines(), [""; 0]);
}

/// A conversation with everything that takes a call of its own.
async fn laden(desk: &Desk) -> CreateConversation {
    let tags = desk
        .unthread
        .tags(&desk.context, PageRequest::first(2))
        .await;
    let tags = tags
        .unwrap()
        .items
        .into_iter()
        .map(|tag| tag.name.to_uppercase());
    desk.requests();
    CreateConversation {
        tags: tags.collect(),
        custom_fields: vec![FieldValue {
            key: FIELD.to_owned(),
            value: json!(true),
        }],
        uploads: vec![Upload {
            filename: "a.txt".to_owned(),
            mime_type: "text/plain".to_owned(),
            content: "a".into(),
        }],
        ..internal()
    }
}

async fn laden_and_done(desk: &Desk) -> Written {
    let laden = laden(desk).await;
    desk.write(command(laden)).await.unwrap()
}

#[tokio::test]
async fn fields_tags_and_files_follow_in_calls_of_their_own() {
    let desk = Desk::open().await;
    let written = laden_and_done(&desk).await;
    assert!(written.stopped.is_none() && written.related.conversations.is_empty());
    let id = written.conversation.unwrap();
    let calls = desk.calls();
    let lines: Vec<&str> = calls.iter().map(|(line, _)| line.as_str()).collect();
    let path = format!("/conversations/{}", id.native());
    assert_eq!(
        lines[..3],
        [
            "POST /tags/list",
            "POST /conversations",
            &format!("PATCH {path}")
        ]
    );
    assert_eq!(calls[2].1, json!({"ticketTypeFields": {FIELD: "true"}}));
    assert!(lines[3].ends_with("/conversations/create-links"));
    assert!(lines[4].ends_with("/conversations/create-links"));
    assert_eq!(
        (lines[5], lines.len()),
        (format!("POST {path}/messages").as_str(), 6)
    );
    let read = desk.read(&id).await;
    assert_eq!(read.tags.unwrap().len(), 2);
    assert_eq!(read.custom_fields.unwrap()[0].key, FIELD);
    let last = newest(&desk, &id).await;
    assert_eq!(last.attachments.unwrap()[0].filename, "a.txt");
    assert_eq!(last.visibility, Visibility::Internal);
}

#[tokio::test]
async fn a_step_that_fails_leaves_a_conversation_that_is_told() {
    let desk = Desk::open().await;
    for (place, left) in [("create-links", 1), ("/messages", 0)] {
        desk.provider().fault(Fault::status(500).on(place).times(1));
        let written = laden_and_done(&desk).await;
        assert!(
            matches!(written.stopped, Some(WriteError::Failed(_))),
            "{place}"
        );
        let read = desk.read(&written.conversation.unwrap()).await;
        assert_eq!(read.tags.unwrap().is_empty(), left == 1);
        desk.provider().clear_faults();
    }
}

#[tokio::test]
async fn an_unknown_tag_opens_nothing() {
    let desk = Desk::open().await;
    let tags = vec!["no such tag".to_owned()];
    let refusal = desk
        .refused(command(CreateConversation { tags, ..internal() }))
        .await;
    assert_eq!(refusal.field, ["input", "tags"]);
    assert!(matches!(refusal.allowed, Allowed::Words(names) if !names.is_empty()));
    assert_eq!(desk.lines(), ["POST /tags/list"]);
}

#[tokio::test]
async fn what_does_not_belong_together_is_refused_without_a_call() {
    let desk = Desk::open().await;
    for wrong in [
        create(options("widget")),
        create(options("slack")),
        create(options("triage")),
        create(options("email")),
        CreateConversation {
            options: CreateOptions::None,
            ..internal()
        },
        CreateConversation {
            body: MessageBody::Native(json!([])),
            ..internal()
        },
        CreateConversation {
            assignee: Some(Assignee::Team(desk.id("g"))),
            ..internal()
        },
    ] {
        desk.refused(command(wrong)).await;
        assert_eq!(desk.lines(), [""; 0]);
    }
}
