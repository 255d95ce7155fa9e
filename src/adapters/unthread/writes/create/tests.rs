use serde_json::{Value, json};

use super::{UnthreadOptions, opening};
use crate::model::command::{
    CreateConversation, CreateOptions, FieldValue, MessageAuthor, MessageBody, PriorityTarget,
    Recipient, StatusTarget, Upload,
};
use crate::model::{Assignee, ConversationStatus, Id, Priority, SourceKey, Visibility};

const FIELD: &str = "3d5f7b91-1a2c-4e6d-8f90-a1b2c3d4e5f6";

fn id<T>(native: &str) -> Id<T> {
    Id::new(&SourceKey::parse("desk").unwrap(), native)
}

fn options(kind: &str) -> UnthreadOptions {
    UnthreadOptions {
        kind: kind.to_owned(),
        slack_channel_id: (kind == "slack").then(|| "C06QX1R2T3U".to_owned()),
        triage_channel_id: (kind == "triage").then(|| "C07TRIAGE01".to_owned()),
        email_inbox_id: (kind == "email").then(|| "6c5b4a39".to_owned()),
        customer: None,
        project_id: None,
        ticket_type_id: None,
        notes: None,
        excludes_analytics: None,
    }
}

fn create(options: UnthreadOptions) -> CreateConversation {
    CreateConversation {
        subject: None,
        body: MessageBody::Markdown("The **export** hangs".to_owned()),
        visibility: match options.kind.as_str() {
            "triage" => Visibility::Internal,
            _ => Visibility::Public,
        },
        recipient: (options.kind == "email").then(|| Recipient::Email("ola@e.test".to_owned())),
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

fn body(create: &CreateConversation) -> Value {
    opening(create).unwrap().body
}

#[test]
fn each_type_says_where_it_takes_place() {
    let markdown = "The *export* hangs";
    assert_eq!(
        body(&create(options("slack"))),
        json!({"type": "slack", "channelId": "C06QX1R2T3U", "markdown": markdown, "status": "open"})
    );
    assert_eq!(
        body(&create(options("email"))),
        json!({"type": "email", "emailInboxId": "6c5b4a39", "markdown": markdown, "status": "open",
            "onBehalfOf": {"email": "ola@e.test"}})
    );
    assert_eq!(
        body(&create(options("triage"))),
        json!({"type": "triage", "triageChannelId": "C07TRIAGE01", "markdown": markdown, "status": "open"})
    );
}

#[test]
fn every_wish_is_in_the_body_or_in_what_follows() {
    let whole = CreateConversation {
        subject: Some("Export".to_owned()),
        recipient: Some(Recipient::Contact(id("u1"))),
        status: Some(StatusTarget::Unified(ConversationStatus::InProgress)),
        priority: Some(PriorityTarget::Unified(Priority::High)),
        assignee: Some(Assignee::Agent(id("u2"))),
        tags: vec!["late".to_owned()],
        custom_fields: vec![FieldValue {
            key: FIELD.to_owned(),
            value: json!("staging"),
        }],
        ..create(UnthreadOptions {
            customer: Some(id("c1")),
            project_id: Some("p1".to_owned()),
            ticket_type_id: Some("t1".to_owned()),
            notes: Some("ask".to_owned()),
            excludes_analytics: Some(true),
            ..options("slack")
        })
    };
    assert_eq!(
        body(&whole),
        json!({"type": "slack", "channelId": "C06QX1R2T3U", "customerId": "c1", "projectId": "p1",
            "ticketTypeId": "t1", "notes": "ask", "excludeAnalytics": true, "markdown": "The *export* hangs",
            "status": "in_progress", "title": "Export", "priority": 7, "assignedToUserId": "u2",
            "onBehalfOf": {"id": "u1"}})
    );
    assert_eq!(
        opening(&whole).unwrap().form,
        Some(json!({FIELD: "staging"}))
    );
    let unprioritised = CreateConversation {
        priority: Some(PriorityTarget::Unified(Priority::None)),
        ..create(options("slack"))
    };
    assert_eq!(body(&unprioritised), body(&create(options("slack"))));
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let of = |kind: &str| create(options(kind));
    let with = |options: UnthreadOptions| create(options);
    let other = |kind: &str| UnthreadOptions {
        slack_channel_id: None,
        triage_channel_id: None,
        email_inbox_id: None,
        ..options(kind)
    };
    let upload = Upload {
        filename: String::new(),
        mime_type: String::new(),
        content: "x".into(),
    };
    let unthread = |name: &'static str| vec!["input", "options", "unthread", name];
    for (create, field) in [
        (
            CreateConversation {
                options: CreateOptions::None,
                ..of("slack")
            },
            vec!["input", "options", "unthread"],
        ),
        (with(options("widget")), unthread("type")),
        (
            CreateConversation {
                visibility: Visibility::Internal,
                ..of("slack")
            },
            vec!["input", "visibility"],
        ),
        (
            CreateConversation {
                visibility: Visibility::Public,
                ..of("triage")
            },
            vec!["input", "visibility"],
        ),
        (with(other("email")), unthread("emailInboxId")),
        (with(other("triage")), unthread("triageChannelId")),
        (
            with(UnthreadOptions {
                kind: "email".to_owned(),
                ..options("slack")
            }),
            unthread("slackChannelId"),
        ),
        (with(other("slack")), vec!["input", "recipient"]),
        (
            CreateConversation {
                recipient: None,
                ..of("email")
            },
            vec!["input", "recipient"],
        ),
        (
            CreateConversation {
                body: MessageBody::Native(json!([])),
                ..of("slack")
            },
            vec!["input", "body", "native"],
        ),
        (
            CreateConversation {
                uploads: vec![upload],
                ..of("slack")
            },
            vec!["input", "attachmentIds"],
        ),
        (
            CreateConversation {
                tags: vec![String::new()],
                ..of("slack")
            },
            vec!["input", "tags"],
        ),
    ] {
        assert_eq!(opening(&create).unwrap_err().field, field, "{create:?}");
    }
}
