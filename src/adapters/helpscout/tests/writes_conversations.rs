//! New and changed conversations.

use serde_json::{Value, json};

use super::{Desk, MERGED, MERGED_INTO};
use crate::model::command::options::HelpScoutOptions;
use crate::model::command::{
    Command, ConversationChange, CreateConversation, CreateOptions, FieldValue, MessageAuthor,
    MessageBody, Recipient, StatusTarget, Upload,
};
use crate::model::{
    Assignee, Conversation, ConversationParts, ConversationStatus, Id, MessageKind, MessageOrder,
    Visibility,
};
use crate::provider::{Allowed, ErrorKind, Provider as _, SideEffect, WriteError};
use crate::sandbox::Fault;

pub(super) fn new(desk: &Desk) -> CreateConversation {
    CreateConversation {
        subject: Some("Broken import".to_owned()),
        body: MessageBody::Text("The import stops at row 12.".to_owned()),
        visibility: Visibility::Public,
        recipient: Some(Recipient::Email("kim@northwind.example".to_owned())),
        author: MessageAuthor::default(),
        status: None,
        priority: None,
        assignee: None,
        tags: Vec::new(),
        custom_fields: Vec::new(),
        uploads: Vec::new(),
        options: CreateOptions::HelpScout(HelpScoutOptions {
            inbox: desk.id("13"),
            kind: "email".to_owned(),
            is_auto_reply_enabled: None,
            is_imported: None,
        }),
    }
}

fn create(create: CreateConversation) -> Command {
    Command::CreateConversation(Box::new(create))
}

fn field(key: &str, value: Value) -> FieldValue {
    let key = key.to_owned();
    FieldValue { key, value }
}

pub(super) fn change(conversation: &Id<Conversation>, change: ConversationChange) -> Command {
    Command::ChangeConversation {
        conversation: conversation.clone(),
        changes: vec![change],
    }
}

fn status(unified: ConversationStatus) -> ConversationChange {
    ConversationChange::Status {
        to: StatusTarget::Unified(unified),
        actor: None,
    }
}

fn add(names: &[&str]) -> ConversationChange {
    ConversationChange::AddTags {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        creates_missing: false,
    }
}

async fn now(desk: &Desk, id: &Id<Conversation>) -> Conversation {
    let found = desk
        .conversation(id.native(), ConversationParts::all())
        .await;
    found.unwrap()
}

/// The names of the tags of a conversation.
async fn tags(desk: &Desk, id: &Id<Conversation>) -> Vec<String> {
    let body = desk
        .conversation(id.native(), ConversationParts::all())
        .await;
    let raw = body.unwrap().raw.unwrap();
    let tags = raw.pointer("/tags").unwrap();
    let tags = tags.as_array().unwrap().iter();
    tags.map(|tag| tag["tag"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_new_conversation_takes_every_wish_in_one_call() {
    let desk = Desk::open().await;
    let wishes = CreateConversation {
        status: Some(StatusTarget::Unified(ConversationStatus::Pending)),
        assignee: Some(Assignee::Team(desk.id("641"))),
        tags: vec!["vip".to_owned(), "import".to_owned()],
        custom_fields: vec![
            field("Model", json!("kestrel cargo")),
            field("Order id", json!(42)),
        ],
        uploads: vec![Upload {
            filename: "log.txt".to_owned(),
            mime_type: "text/plain".to_owned(),
            content: "error: 42\n".into(),
        }],
        author: MessageAuthor {
            agent: Some(desk.id("391")),
            ..MessageAuthor::default()
        },
        ..new(&desk)
    };
    let (written, sent) = desk.wrote(create(wishes)).await;
    let fields = ("GET /v2/mailboxes/13/fields".to_owned(), Value::Null);
    let body = json!({
        "subject": "Broken import", "type": "email", "mailboxId": 13, "status": "pending",
        "customer": {"email": "kim@northwind.example"},
        "threads": [{
            "text": "The import stops at row 12.", "customer": {"email": "kim@northwind.example"},
            "user": 391,
            "attachments": [{"fileName": "log.txt", "mimeType": "text/plain", "data": "ZXJyb3I6IDQyCg=="}],
            "type": "reply",
        }],
        "tags": ["vip", "import"],
        "fields": [{"id": 8, "value": "8519"}, {"id": 9, "value": "42"}],
        "assignTo": 641, "user": 391,
    });
    assert_eq!(sent, [fields, ("POST /v2/conversations".to_owned(), body)]);
    assert_eq!(
        written.side_effects,
        [SideEffect::NotifiesContact, SideEffect::CreatesContact]
    );
    assert_eq!(written.left_over, []);
    let id = written.conversation.unwrap();
    let shown = now(&desk, &id).await;
    assert_eq!(shown.status, ConversationStatus::Pending);
    assert_eq!(shown.team, Some(desk.id("641")));
    assert_eq!(tags(&desk, &id).await, ["vip", "import"]);
    let fields = shown.custom_fields.unwrap();
    assert_eq!(fields[0].values, ["Kestrel Cargo"]);
    let messages = desk.messages(&id, MessageOrder::OldestFirst).await;
    assert_eq!(messages[0].kind, MessageKind::AgentReply);
    assert_eq!(
        messages[0].attachments.as_ref().unwrap()[0].filename,
        "log.txt"
    );
}

#[tokio::test]
async fn what_a_contact_wrote_elsewhere_is_recorded_as_theirs() {
    let desk = Desk::open().await;
    let contact = desk.of_case(7).await.contact.unwrap();
    let wish = CreateConversation {
        recipient: None,
        author: MessageAuthor {
            contact: Some(contact.clone()),
            ..MessageAuthor::default()
        },
        options: CreateOptions::HelpScout(HelpScoutOptions {
            inbox: desk.id("14"),
            kind: "email".to_owned(),
            is_auto_reply_enabled: Some(true),
            is_imported: Some(true),
        }),
        ..new(&desk)
    };
    let (written, sent) = desk.wrote(create(wish)).await;
    let body = &sent[0].1;
    assert_eq!(
        (&body["autoReply"], &body["imported"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(body["threads"][0]["type"], "customer");
    assert_eq!(body["threads"][0]["imported"], true);
    assert_eq!(body["customer"]["id"].to_string(), contact.native());
    assert_eq!(written.side_effects, []);
    let id = written.conversation.unwrap();
    let messages = desk.messages(&id, MessageOrder::OldestFirst).await;
    assert_eq!(messages[0].kind, MessageKind::CustomerMessage);
}

#[tokio::test]
async fn a_call_is_noted_as_one() {
    let desk = Desk::open().await;
    let wish = CreateConversation {
        options: CreateOptions::HelpScout(HelpScoutOptions {
            inbox: desk.id("13"),
            kind: "phone".to_owned(),
            is_auto_reply_enabled: None,
            is_imported: None,
        }),
        ..new(&desk)
    };
    let (written, _) = desk.wrote(create(wish)).await;
    assert_eq!(written.side_effects, [SideEffect::CreatesContact]);
    let id = written.conversation.unwrap();
    let messages = desk.messages(&id, MessageOrder::OldestFirst).await;
    assert_eq!(messages[0].kind, MessageKind::Call);
}

#[tokio::test]
async fn a_custom_field_that_cannot_be_is_refused_before_anything_is_made() {
    let desk = Desk::open().await;
    let wish = CreateConversation {
        custom_fields: vec![field("Model", json!("Kestrel Tandem"))],
        ..new(&desk)
    };
    let count = desk.all(ConversationParts::SUMMARY).await.len();
    let refused = desk.write(create(wish)).await.unwrap_err();
    let WriteError::Refused(refusal) = refused else {
        panic!("{refused:?}")
    };
    let labels = ["Kestrel City", "Kestrel Cargo"].map(str::to_owned);
    assert_eq!(refusal.allowed, Allowed::Words(labels.into()));
    assert_eq!(desk.all(ConversationParts::SUMMARY).await.len(), count);
}

#[tokio::test]
async fn each_change_is_one_call_with_one_operation() {
    let desk = Desk::open().await;
    let row = desk.of_case(5).await;
    let path = format!("PATCH /v2/conversations/{}", row.id.native());
    let contact = desk.of_case(7).await.contact.unwrap();
    let customer: u64 = contact.native().parse().unwrap();
    let command = Command::ChangeConversation {
        conversation: row.id.clone(),
        changes: vec![
            ConversationChange::Subject(Some("New subject".to_owned())),
            ConversationChange::Contact(contact.clone()),
            ConversationChange::Inbox(desk.id("14")),
            ConversationChange::Assign(Assignee::Agent(desk.id("394"))),
        ],
    };
    let (_, sent) = desk.wrote(command).await;
    let patches = [
        json!({"op": "replace", "path": "/subject", "value": "New subject"}),
        json!({"op": "replace", "path": "/primaryCustomer.id", "value": customer}),
        json!({"op": "move", "path": "/mailboxId", "value": 14}),
        json!({"op": "replace", "path": "/assignTo", "value": 394}),
    ];
    let patches: Vec<_> = patches.map(|body| (path.clone(), body)).into();
    assert_eq!(sent, patches);
    let shown = now(&desk, &row.id).await;
    assert_eq!(shown.subject.as_deref(), Some("New subject"));
    assert_eq!(
        (shown.contact, shown.inbox),
        (Some(contact), Some(desk.id("14")))
    );
    assert_eq!(shown.assignee, Some(desk.id("394")));
}

#[tokio::test]
async fn a_status_wakes_who_sleeps() {
    let desk = Desk::open().await;
    let closed = desk.of_case(6).await;
    let id = closed.id.native();
    let (_, sent) = desk
        .wrote(change(&closed.id, status(ConversationStatus::Open)))
        .await;
    let body = json!({"op": "replace", "path": "/status", "value": "active"});
    let calls = [
        (format!("GET /v2/conversations/{id}"), Value::Null),
        (format!("PATCH /v2/conversations/{id}"), body),
    ];
    assert_eq!(sent, calls);
    let asleep = desk.of_case(21).await;
    assert_eq!(asleep.status, ConversationStatus::Snoozed);
    let (_, sent) = desk
        .wrote(change(&asleep.id, status(ConversationStatus::Pending)))
        .await;
    let id = asleep.id.native();
    let lines: Vec<_> = sent.iter().map(|(line, _)| line.as_str()).collect();
    let expected = [
        format!("GET /v2/conversations/{id}"),
        format!("DELETE /v2/conversations/{id}/snooze"),
        format!("PATCH /v2/conversations/{id}"),
    ];
    assert_eq!(lines, expected);
    let shown = now(&desk, &asleep.id).await;
    assert_eq!(shown.status, ConversationStatus::Pending);
}

#[tokio::test]
async fn a_sleep_begins_and_ends() {
    let desk = Desk::open().await;
    let row = desk.of_case(7).await;
    let until = "2026-11-23T08:00:00.25Z".parse().unwrap();
    let (_, sent) = desk
        .wrote(change(&row.id, ConversationChange::Snooze(Some(until))))
        .await;
    let path = format!("/v2/conversations/{}/snooze", row.id.native());
    let body = json!({"snoozedUntil": "2026-11-23T08:00:00Z", "unsnoozeOnCustomerReply": true});
    assert_eq!(sent, [(format!("PUT {path}"), body)]);
    let shown = now(&desk, &row.id).await;
    assert_eq!(shown.status, ConversationStatus::Snoozed);
    let (_, sent) = desk
        .wrote(change(&row.id, ConversationChange::Unsnooze))
        .await;
    assert_eq!(sent[1].0, format!("DELETE {path}"));
    let shown = now(&desk, &row.id).await;
    assert_eq!(shown.status, ConversationStatus::Open);
    let (_, sent) = desk
        .wrote(change(&row.id, ConversationChange::Unsnooze))
        .await;
    assert_eq!(sent.len(), 1);
}

#[tokio::test]
async fn tags_are_read_merged_and_replaced() {
    let desk = Desk::open().await;
    let row = desk.of_case(5).await;
    let before = tags(&desk, &row.id).await;
    assert!(!before.is_empty());
    let both = Command::ChangeConversation {
        conversation: row.id.clone(),
        changes: vec![
            add(&["Late", &before[0].to_uppercase()]),
            ConversationChange::RemoveTags(vec!["nowhere".to_owned()]),
        ],
    };
    let (_, sent) = desk.wrote(both).await;
    let mut after = before.clone();
    after.push("Late".to_owned());
    let path = format!("/v2/conversations/{}", row.id.native());
    let calls = [
        (format!("GET {path}"), Value::Null),
        (format!("PUT {path}/tags"), json!({"tags": after})),
    ];
    assert_eq!(sent, calls);
    assert_eq!(tags(&desk, &row.id).await, after);
    let (_, sent) = desk.wrote(change(&row.id, add(&["late"]))).await;
    assert_eq!(sent.len(), 1, "nothing to write");
    let set = ConversationChange::SetTags(vec!["vip".to_owned()]);
    let (_, sent) = desk.wrote(change(&row.id, set)).await;
    assert_eq!(
        sent,
        [(format!("PUT {path}/tags"), json!({"tags": ["vip"]}))]
    );
}

#[tokio::test]
async fn the_other_custom_fields_stay() {
    let desk = Desk::open().await;
    let row = desk.of_case(5).await;
    let wish = ConversationChange::CustomFields(vec![
        field("Order id", Value::Null),
        field("New battery on", json!("2026-12-01")),
    ]);
    let (_, sent) = desk.wrote(change(&row.id, wish)).await;
    let path = format!("/v2/conversations/{}", row.id.native());
    let body = json!({"fields": [{"id": 8, "value": "8519"}, {"id": 10, "value": "2026-12-01"}]});
    let calls = [
        (format!("GET {path}"), Value::Null),
        ("GET /v2/mailboxes/13/fields".to_owned(), Value::Null),
        (format!("PUT {path}/fields"), body),
    ];
    assert_eq!(sent, calls);
    let shown = now(&desk, &row.id).await.custom_fields.unwrap();
    let shown: Vec<_> = shown.iter().map(|one| one.values[0].as_str()).collect();
    assert_eq!(shown, ["Kestrel Cargo", "2026-12-01"]);
}

#[tokio::test]
async fn a_team_stays_where_only_a_person_shall_go() {
    let desk = Desk::open().await;
    let of_team = desk.of_case(1).await;
    let person = ConversationChange::Unassign { keeps_team: true };
    let (_, sent) = desk.wrote(change(&of_team.id, person.clone())).await;
    assert_eq!(sent.len(), 1);
    assert!(now(&desk, &of_team.id).await.team.is_some());
    let of_user = desk.of_case(6).await;
    let (_, sent) = desk.wrote(change(&of_user.id, person)).await;
    assert_eq!(sent[1].1, json!({"op": "remove", "path": "/assignTo"}));
    let all = ConversationChange::Unassign { keeps_team: false };
    desk.wrote(change(&of_team.id, all)).await;
    assert_eq!(now(&desk, &of_team.id).await.team, None);
}

#[tokio::test]
async fn who_does_not_exist_gets_nothing_and_nobody_is_unassigned() {
    let desk = Desk::open().await;
    let row = desk.of_case(6).await;
    let nobody = ConversationChange::Assign(Assignee::Agent(desk.id("999")));
    let refused = desk.write(change(&row.id, nobody)).await.unwrap_err();
    let WriteError::Failed(error) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(error.kind, ErrorKind::Rejected);
    assert_eq!(now(&desk, &row.id).await.assignee, row.assignee);
}

#[tokio::test]
async fn a_change_finds_the_conversation_that_another_was_merged_into() {
    let desk = Desk::open().await;
    let merged: Id<Conversation> = desk.id(MERGED);
    let subject = ConversationChange::Subject(Some("Found".to_owned()));
    desk.wrote(change(&merged, subject)).await;
    desk.wrote(change(&merged, add(&["found"]))).await;
    let native = desk
        .conversation(MERGED, ConversationParts::all())
        .await
        .unwrap();
    assert_eq!(native.subject.as_deref(), Some("Found"));
    assert_eq!(native.number, Some((48_200 + 3 * MERGED_INTO).to_string()));
    assert!(tags(&desk, &native.id).await.contains(&"found".to_owned()));
    // Whoever deletes what was merged does not mean the other one.
    let refused = desk
        .write(Command::DeleteConversation(merged))
        .await
        .unwrap_err();
    assert!(matches!(refused, WriteError::Failed(error) if error.kind == ErrorKind::NotFound));
}

#[tokio::test]
async fn a_deleted_conversation_is_gone() {
    let desk = Desk::open().await;
    let row = desk.of_case(7).await;
    let (_, sent) = desk
        .wrote(Command::DeleteConversation(row.id.clone()))
        .await;
    let line = format!("DELETE /v2/conversations/{}", row.id.native());
    assert_eq!(sent, [(line, Value::Null)]);
    let gone = desk
        .conversation(row.id.native(), ConversationParts::SUMMARY)
        .await;
    assert_eq!(gone, None);
}

#[tokio::test]
async fn what_was_done_before_a_failure_is_told() {
    let desk = Desk::open().await;
    let row = desk.of_case(7).await;
    let both = || Command::ChangeConversation {
        conversation: row.id.clone(),
        changes: vec![
            ConversationChange::Subject(Some("Half".to_owned())),
            ConversationChange::SetTags(vec!["half".to_owned()]),
        ],
    };
    desk.provider()
        .fault(Fault::status(503).on("/tags").times(1));
    let written = desk.write(both()).await.unwrap();
    assert!(matches!(written.stopped, Some(WriteError::Failed(_))));
    assert_eq!(now(&desk, &row.id).await.subject.as_deref(), Some("Half"));
    desk.provider()
        .fault(Fault::status(503).on("/conversations").times(1));
    assert!(desk.write(both()).await.is_err());
}

#[tokio::test]
async fn a_lost_answer_says_that_it_may_have_happened() {
    let desk = Desk::open().await;
    desk.quiet().await;
    let rule = Fault::CutOff.on("/v2/conversations").times(1);
    desk.provider().fault(rule);
    let lost = desk.write(create(new(&desk))).await.unwrap_err();
    assert!(lost.may_have_acted());
    let lines: Vec<_> = desk.sent().into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, ["POST /v2/conversations"]);
    let all = desk.all(ConversationParts::SUMMARY).await;
    let made = all
        .iter()
        .filter(|one| one.subject.as_deref() == Some("Broken import"));
    assert_eq!(made.count(), 1);
    for fault in [Fault::NotJson, Fault::EmptyBody] {
        desk.provider()
            .fault(fault.on("/v2/conversations").times(1));
        let unsure = desk.write(create(new(&desk))).await.unwrap_err();
        assert!(unsure.may_have_acted(), "an answer that names nothing");
    }
    let unknown: Id<Conversation> = Id::new(desk.adapter.key(), "not a number");
    let missing = desk.write(change(&unknown, add(&["x"]))).await.unwrap_err();
    assert!(!missing.may_have_acted());
}
