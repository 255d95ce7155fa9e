//! New tickets and drafts, which older servers give to sessions only.

use serde_json::{Value, json};

use super::writes::{TICKETS, refused, ticket, write, written};
use super::{SESSION, desk, started, started_with};
use crate::model::command::options::PostHogOptions;
use crate::model::command::{
    Command, ConversationChange as Change, CreateConversation, CreateOptions, MessageAuthor,
    MessageBody, PriorityTarget, Recipient, StatusTarget,
};
use crate::model::{ConversationStatus, Id, Priority, Visibility};
use crate::provider::{Capability, ErrorKind, Provider, RefusalReason, WriteError};

const CHANNEL: &str = "01920000-1111-7222-8333-abcdefabcdef";

fn letter(recipient: Option<Recipient>) -> CreateConversation {
    CreateConversation {
        subject: Some("Your VAT question".to_owned()),
        body: MessageBody::Markdown("Hello, here is the **invoice**.".to_owned()),
        visibility: Visibility::Public,
        recipient,
        author: MessageAuthor::default(),
        status: Some(StatusTarget::Unified(ConversationStatus::Open)),
        priority: Some(PriorityTarget::Unified(Priority::Low)),
        assignee: None,
        tags: vec!["vat".to_owned()],
        custom_fields: Vec::new(),
        uploads: Vec::new(),
        options: CreateOptions::PostHog(PostHogOptions {
            email_config_id: CHANNEL.to_owned(),
            rich_content: None,
        }),
    }
}

fn to(address: &str) -> Option<Recipient> {
    Some(Recipient::Email(address.to_owned()))
}

fn command(create: CreateConversation) -> Command {
    Command::CreateConversation(Box::new(create))
}

#[tokio::test]
async fn a_new_ticket_is_a_mail_and_the_rest_is_left_over() {
    let (sandbox, adapter) = started_with(Some(SESSION)).await;
    let desk = desk(&sandbox);
    desk.clear_requests();
    let done = write(&adapter, command(letter(to("new@mail.example"))))
        .await
        .unwrap();
    let body = json!({
        "recipient_email": "new@mail.example",
        "email_subject": "Your VAT question",
        "email_config_id": CHANNEL,
        "message": "Hello, here is the **invoice**.",
    });
    assert_eq!(written(desk), [(format!("POST {TICKETS}compose/"), body)]);
    let priority = Change::Priority(PriorityTarget::Unified(Priority::Low));
    let tags = Change::AddTags {
        names: vec!["vat".to_owned()],
        creates_missing: false,
    };
    assert_eq!(done.left_over, [priority, tags]);
    let made = ticket(&adapter, "23").await;
    let id = done.conversation.unwrap();
    assert_eq!((&id, id.hint()), (&made.id, Some("23")));
    assert_eq!(made.subject.as_deref(), Some("Your VAT question"));
    let rest = Command::ChangeConversation {
        conversation: id.clone(),
        changes: done.left_over,
    };
    write(&adapter, rest).await.unwrap();
    assert_eq!(ticket(&adapter, "23").await.priority, Priority::Low);
    assert_eq!(done.message.unwrap().parent(), Some(id));
}

#[tokio::test]
async fn a_contact_is_written_to_under_the_own_distinct_id() {
    let (sandbox, adapter) = started_with(Some(SESSION)).await;
    let desk = desk(&sandbox);
    let dylan = ticket(&adapter, "2").await.contact.unwrap();
    for recipient in [
        Recipient::Contact(dylan.clone()),
        Recipient::ExternalId("usr_c0e7aec8".to_owned()),
    ] {
        desk.clear_requests();
        write(&adapter, command(letter(Some(recipient))))
            .await
            .unwrap();
        let body = &written(desk)[0].1;
        assert_eq!(body["recipient_email"], "dylan.price@mail.example");
        assert_eq!(body["recipient_distinct_id"], "usr_c0e7aec8");
    }
    assert_eq!(ticket(&adapter, "23").await.contact, Some(dylan));
    let visitor = ticket(&adapter, "5").await.contact.unwrap();
    for unknown in [visitor, Id::new(adapter.key(), "distinct:nobody")] {
        desk.clear_requests();
        let error = write(&adapter, command(letter(Some(Recipient::Contact(unknown)))))
            .await
            .unwrap_err();
        assert!(
            matches!(error, WriteError::Refused(refusal) if refusal.field == ["input", "recipient"])
        );
        assert_eq!(written(desk), []);
    }
}

#[tokio::test]
async fn a_key_is_told_that_it_needs_a_session() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let row = ticket(&adapter, "1").await;
    assert!(!adapter.permits(&row, Capability::TicketSuggestReply));
    assert_eq!(
        refused(&adapter, desk, Command::SuggestReply(row.id)).await,
        [""; 0]
    );
    // Whether the server takes keys for new tickets shows only when one is made.
    let letter = || command(letter(to("new@mail.example")));
    let error = write(&adapter, letter()).await.unwrap_err();
    assert!(matches!(error, WriteError::Failed(error) if error.kind == ErrorKind::Forbidden));
    assert_eq!(refused(&adapter, desk, letter()).await, [""; 0]);
    assert_eq!(
        adapter.admit(&letter()).unwrap_err().reason,
        RefusalReason::Unsupported
    );
}

#[tokio::test]
async fn a_draft_is_read_and_changes_nothing() {
    let (sandbox, adapter) = started_with(Some(SESSION)).await;
    let desk = desk(&sandbox);
    let before = ticket(&adapter, "1").await;
    assert!(adapter.permits(&before, Capability::TicketSuggestReply));
    desk.clear_requests();
    let done = write(&adapter, Command::SuggestReply(before.id.clone()))
        .await
        .unwrap();
    assert!(done.suggestion.unwrap().starts_with("Hi Amir, "));
    let path = format!("POST {TICKETS}{}/suggest_reply/", before.id.native());
    assert_eq!(written(desk), [(path, Value::Null)]);
    assert_eq!(ticket(&adapter, "1").await, before);
    let unknown = Id::new(adapter.key(), "00000000-0000-7000-8000-000000000000");
    let error = write(&adapter, Command::SuggestReply(unknown))
        .await
        .unwrap_err();
    assert!(matches!(error, WriteError::Failed(error) if error.kind == ErrorKind::NotFound));
}

#[tokio::test]
async fn a_letter_that_does_not_fit_is_refused_before_any_call() {
    let (sandbox, adapter) = started_with(Some(SESSION)).await;
    let desk = desk(&sandbox);
    let plain = || letter(to("new@mail.example"));
    let options = |email_config_id: &str, rich_content| {
        CreateOptions::PostHog(PostHogOptions {
            email_config_id: email_config_id.to_owned(),
            rich_content,
        })
    };
    let long = MessageBody::Text("x".repeat(5001));
    let author = MessageAuthor {
        agent: Some(Id::new(adapter.key(), "311")),
        ..MessageAuthor::default()
    };
    let large = Some(json!({"type": "doc", "text": "x".repeat(100_000)}));
    let cases: [(CreateConversation, &[&str]); 8] = [
        (
            CreateConversation {
                options: CreateOptions::None,
                ..plain()
            },
            &["input", "options", "postHog"],
        ),
        (letter(None), &["input", "recipient"]),
        (
            CreateConversation {
                body: long,
                ..plain()
            },
            &["input", "body"],
        ),
        (
            CreateConversation {
                subject: Some("x".repeat(501)),
                ..plain()
            },
            &["input", "subject"],
        ),
        (
            CreateConversation { author, ..plain() },
            &["input", "author"],
        ),
        (
            CreateConversation {
                options: options("7", None),
                ..plain()
            },
            &["input", "options", "postHog", "emailConfigId"],
        ),
        (
            CreateConversation {
                options: options(CHANNEL, large),
                ..plain()
            },
            &["input", "options", "postHog", "richContent"],
        ),
        (
            CreateConversation {
                tags: vec![" ".to_owned()],
                ..plain()
            },
            &["input", "tags"],
        ),
    ];
    for (create, field) in cases {
        assert_eq!(refused(&adapter, desk, command(create)).await, field);
    }
    let fits = CreateConversation {
        body: MessageBody::Text("x".repeat(5000)),
        ..plain()
    };
    assert_eq!(adapter.admit(&command(fits)), Ok(()));
}
