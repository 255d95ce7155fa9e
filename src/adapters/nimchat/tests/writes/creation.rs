//! New conversations.

use serde_json::{Value, json};

use super::{Desk, body, is_refused, new_in, upload};
use crate::model::command::options::NimchatOptions;
use crate::model::command::{
    Command, ConversationChange as Change, CreateConversation, CreateOptions, FieldValue,
    PriorityTarget, Recipient, StatusTarget,
};
use crate::model::{Assignee, ConversationStatus, Priority};
use crate::provider::{RefusalReason, SideEffect, WriteResult};

async fn create(desk: &Desk, wish: CreateConversation) -> WriteResult {
    desk.write(&Command::CreateConversation(Box::new(wish)))
        .await
}

fn with(wish: CreateConversation, change: impl FnOnce(&mut NimchatOptions)) -> CreateConversation {
    let CreateOptions::Nimchat(mut options) = wish.options else {
        panic!("the wish has other options");
    };
    change(&mut options);
    CreateConversation {
        options: CreateOptions::Nimchat(options),
        ..wish
    }
}

#[tokio::test]
async fn one_call_takes_what_it_can_and_the_rest_is_left_over() {
    let desk = Desk::open().await;
    let field = FieldValue {
        key: "order_no".to_owned(),
        value: json!("KB-1"),
    };
    let urgent = PriorityTarget::Unified(Priority::Urgent);
    let wish = CreateConversation {
        subject: Some("Your fleet".to_owned()),
        recipient: Some(Recipient::Contact(desk.id("38"))),
        status: Some(StatusTarget::Native("resolved".to_owned())),
        priority: Some(urgent.clone()),
        assignee: Some(Assignee::Agent(desk.id("36"))),
        tags: vec!["vip".to_owned()],
        custom_fields: vec![field],
        ..new_in(&desk, "15")
    };
    let wish = with(wish, |options| {
        options.additional_attributes = Some(json!({ "campaign": 7 }));
    });
    let written = create(&desk, wish).await.unwrap();
    let expected = json!({
        "inbox_id": 15, "contact_id": 38, "status": "resolved", "assignee_id": 36,
        "additional_attributes": { "campaign": 7, "mail_subject": "Your fleet" },
        "custom_attributes": { "order_no": "KB-1" }, "message": body("Hello", false),
    });
    assert_eq!(desk.sent(), [("POST /conversations".to_owned(), expected)]);
    assert!(written.stopped.is_none());
    assert_eq!(written.side_effects, [SideEffect::NotifiesContact]);
    let left = [
        Change::Priority(urgent),
        Change::AddTags {
            names: vec!["vip".to_owned()],
            creates_missing: false,
        },
    ];
    assert_eq!(written.left_over, left);
    let conversation = written.conversation.unwrap();
    let shown = desk.conversation(&conversation).await;
    assert_eq!(shown.subject.as_deref(), Some("Your fleet"));
    assert_eq!(
        (shown.contact, shown.inbox),
        (Some(desk.id("38")), Some(desk.id("15")))
    );
    assert_eq!(
        (shown.assignee, shown.status),
        (Some(desk.id("36")), ConversationStatus::Resolved)
    );
    let message = desk.latest(conversation.native()).await;
    assert_eq!(
        (Some(message.id), message.body.unwrap().native.as_ref()),
        (written.message, "Hello")
    );
}

#[tokio::test]
async fn somebody_with_a_known_address_is_not_created_again() {
    let desk = Desk::open().await;
    let to = |address: &str| CreateConversation {
        recipient: Some(Recipient::Email(address.to_owned())),
        ..new_in(&desk, "15")
    };
    let written = create(&desk, to("Henrik.Dahl@post.example")).await.unwrap();
    assert_eq!((desk.sent().len(), written.contact), (1, None));
    let shown = desk.conversation(&written.conversation.unwrap()).await;
    assert_eq!(shown.contact, Some(desk.id("41")));
    desk.asked();
    let written = create(&desk, to("new@post.example")).await.unwrap();
    let sent = desk.sent();
    let contact = json!({ "inbox_id": 15, "email": "new@post.example" });
    assert_eq!(sent[0], ("POST /contacts".to_owned(), contact));
    let effects = [SideEffect::CreatesContact, SideEffect::NotifiesContact];
    assert_eq!(written.side_effects, effects);
    let shown = desk.conversation(&written.conversation.unwrap()).await;
    assert_eq!(
        (shown.contact, written.contact),
        (Some(desk.id("50")), Some(desk.id("50")))
    );
}

#[tokio::test]
async fn a_source_id_names_whom_the_inbox_knows() {
    let desk = Desk::open().await;
    let source_id = "info@hotelhalden.example";
    let by_recipient = CreateConversation {
        recipient: Some(Recipient::ExternalId(source_id.to_owned())),
        ..new_in(&desk, "15")
    };
    let by_options = with(new_in(&desk, "15"), |options| {
        options.source_id = Some(source_id.to_owned());
    });
    for wish in [by_recipient, by_options] {
        create(&desk, wish).await.unwrap();
        let sent = desk.sent().remove(0).1;
        assert_eq!(
            (&sent["contact_id"], &sent["source_id"]),
            (&json!(42), &json!(source_id))
        );
    }
    let elsewhere = with(new_in(&desk, "14"), |options| {
        options.source_id = Some(source_id.to_owned());
    });
    let field = ["input", "options", "nimchat", "sourceId"];
    is_refused(
        create(&desk, elsewhere).await,
        RefusalReason::NotFound,
        &field,
    );
}

#[tokio::test]
async fn files_follow_in_a_message_of_their_own() {
    let desk = Desk::open().await;
    let wish = CreateConversation {
        recipient: Some(Recipient::Contact(desk.id("41"))),
        uploads: vec![upload("a.txt")],
        ..new_in(&desk, "15")
    };
    let written = create(&desk, wish).await.unwrap();
    let sent = desk.sent();
    assert_eq!((sent.len(), sent[0].1.get("message")), (2, None));
    let message = desk.latest(written.conversation.unwrap().native()).await;
    assert_eq!(Some(message.id), written.message);
    assert_eq!(message.attachments.unwrap().len(), 1);
}

#[tokio::test]
async fn a_status_that_the_server_overrules_is_left_over() {
    let desk = Desk::open().await;
    let status = StatusTarget::Unified(ConversationStatus::Open);
    let wish = CreateConversation {
        recipient: Some(Recipient::Contact(desk.id("36"))),
        status: Some(status.clone()),
        ..new_in(&desk, "12")
    };
    let written = create(&desk, wish).await.unwrap();
    let left = Change::Status {
        to: status,
        actor: None,
    };
    assert_eq!(written.left_over, [left]);
}

#[tokio::test]
async fn an_inbox_for_single_conversations_goes_on_with_the_one_it_has() {
    let desk = Desk::open().await;
    let wish = CreateConversation {
        subject: Some("Other matter".to_owned()),
        recipient: Some(Recipient::Contact(desk.id("48"))),
        assignee: Some(Assignee::Agent(desk.id("36"))),
        ..new_in(&desk, "14")
    };
    let written = create(&desk, wish).await.unwrap();
    assert_eq!(written.conversation, Some(desk.id("23")));
    assert_eq!(Some(desk.latest("23").await.id), written.message);
    let assign = Change::Assign(Assignee::Agent(desk.id("36")));
    assert_eq!(written.left_over, [assign]);
    assert!(written.stopped.is_some(), "the subject stays");
}

#[tokio::test]
async fn what_cannot_begin_is_refused_before_anything_is_made() {
    let desk = Desk::open().await;
    let to = |inbox: &str| CreateConversation {
        recipient: Some(Recipient::Email("new@post.example".to_owned())),
        ..new_in(&desk, inbox)
    };
    let inbox = ["input", "options", "nimchat", "inboxId"];
    is_refused(
        create(&desk, to("99")).await,
        RefusalReason::NotFound,
        &inbox,
    );
    let template = ["input", "options", "nimchat", "templateParams"];
    is_refused(
        create(&desk, to("17")).await,
        RefusalReason::BadInput,
        &template,
    );
    let wish = CreateConversation {
        assignee: Some(Assignee::Team(desk.id("99"))),
        ..to("15")
    };
    is_refused(
        create(&desk, wish).await,
        RefusalReason::NotFound,
        &["input", "assignee"],
    );
    assert_eq!(desk.sent(), []);
}

#[tokio::test]
async fn a_template_travels_with_the_message() {
    let desk = Desk::open().await;
    let template = json!({ "name": "recall_notice", "processed_params": { "1": "B2609" } });
    let wish = CreateConversation {
        recipient: Some(Recipient::Contact(desk.id("46"))),
        ..new_in(&desk, "17")
    };
    let wish = with(wish, |options| {
        options.template_params = Some(template.clone())
    });
    let written = create(&desk, wish).await.unwrap();
    let sent: Value = desk.sent().remove(0).1;
    assert_eq!(sent["message"]["template_params"], template);
    assert!(written.message.is_some());
}

#[tokio::test]
async fn a_contact_that_was_made_is_told_when_the_rest_fails() {
    let desk = Desk::open().await;
    let provider = desk
        .sandbox
        .provider(crate::model::ProviderKind::Nimchat)
        .unwrap();
    let fault = crate::sandbox::Fault::status(422).on("/conversations");
    provider.fault(fault);
    let wish = CreateConversation {
        recipient: Some(Recipient::Email("new@post.example".to_owned())),
        ..new_in(&desk, "15")
    };
    let written = create(&desk, wish).await.unwrap();
    assert_eq!(
        (written.contact, written.conversation),
        (Some(desk.id("50")), None)
    );
    assert!(!written.stopped.unwrap().may_have_acted());
}
