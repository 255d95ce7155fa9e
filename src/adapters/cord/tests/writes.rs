//! Writing to threads: what is sent, and what is there afterwards.

use bytes::Bytes;
use serde_json::{Value, json};

use super::started;
use crate::adapters::cord::Cord;
use crate::model::command::options::CordOptions;
use crate::model::command::{
    Command, ConversationChange as Change, CreateConversation, CreateOptions, EditMessage,
    FieldValue, MessageAuthor, MessageBody, Person, PriorityTarget, Recipient, Reply, StatusTarget,
    Upload,
};
use crate::model::{
    Actor, Assignee, Conversation, ConversationParts, ConversationStatus, Id, Message,
    MessageOrder, MessageParts, PageRequest, Priority, ProviderKind, Visibility,
};
use crate::provider::{
    Capability, ErrorKind, Provider, RefusalReason, WriteContext, WriteError, WriteResult, Written,
};
use crate::sandbox::{RunningProvider, Sandbox};
use crate::transport::CallContext;

pub(super) const TOKEN: &str = "0123456789abcdef0123456789abcdef";

pub(super) fn desk(sandbox: &Sandbox) -> &RunningProvider {
    let desk = sandbox.provider(ProviderKind::Cord).unwrap();
    desk.clear_requests();
    desk
}

/// Method, path and body of every request, oldest first.
pub(super) fn sent(desk: &RunningProvider) -> Vec<(String, Value)> {
    let requests = desk.requests();
    desk.clear_requests();
    requests
        .iter()
        .map(|one| (one.line(), one.json()))
        .collect()
}

pub(super) async fn write(cord: &Cord, command: Command) -> WriteResult {
    let context = WriteContext {
        call: CallContext::default(),
        token: TOKEN.to_owned(),
    };
    cord.write(&context, &command).await
}

/// The path of the field that a refusal is about; nothing may have been sent.
pub(super) async fn refused(
    cord: &Cord,
    desk: &RunningProvider,
    command: Command,
) -> Vec<&'static str> {
    let refusal = cord.admit(&command).unwrap_err();
    let error = write(cord, command).await.unwrap_err();
    assert!(matches!(error, WriteError::Refused(same) if same == refusal));
    assert_eq!(desk.requests(), []);
    refusal.field
}

fn thread(cord: &Cord, id: &str) -> Id<Conversation> {
    Id::new(cord.key(), id)
}

fn by(cord: &Cord, agent: &str) -> MessageAuthor {
    MessageAuthor {
        agent: Some(Id::new(cord.key(), agent)),
        ..MessageAuthor::default()
    }
}

fn text(text: &str) -> MessageBody {
    MessageBody::Text(text.to_owned())
}

fn file(name: &str) -> Upload {
    Upload {
        filename: name.to_owned(),
        mime_type: "text/csv".to_owned(),
        content: Bytes::from_static(b"a;b"),
    }
}

fn reply(cord: &Cord, id: &str, body: MessageBody) -> Reply {
    Reply {
        conversation: thread(cord, id),
        body,
        author: by(cord, "ana"),
        cc: Vec::new(),
        bcc: Vec::new(),
        uploads: Vec::new(),
        status_after: None,
        send_at: None,
        is_autoresponse: false,
    }
}

fn create(cord: &Cord, thread_id: Option<&str>) -> CreateConversation {
    let location = json!({"page": "/zones", "view": 7});
    CreateConversation {
        subject: Some("No zones".to_owned()),
        body: text("They are gone."),
        visibility: Visibility::Public,
        recipient: None,
        author: by(cord, "ana"),
        status: None,
        priority: None,
        assignee: None,
        tags: Vec::new(),
        custom_fields: Vec::new(),
        uploads: Vec::new(),
        options: CreateOptions::Cord(CordOptions {
            group_id: "lumen".to_owned(),
            location: location.as_object().unwrap().clone(),
            url: "https://console.example/zones".to_owned(),
            thread_id: thread_id.map(str::to_owned),
        }),
    }
}

async fn read(cord: &Cord, id: &Id<Conversation>) -> Option<Conversation> {
    let parts = ConversationParts::all();
    let ids = std::slice::from_ref(id);
    let batch = cord
        .conversations_by_id(&CallContext::default(), ids, parts)
        .await;
    batch.outcomes.into_values().next().unwrap().unwrap()
}

async fn message(cord: &Cord, id: &Id<Message>) -> Option<Message> {
    let ids = std::slice::from_ref(id);
    let batch = cord
        .messages_by_id(&CallContext::default(), ids, MessageParts::all())
        .await;
    batch.outcomes.into_values().next().unwrap().unwrap()
}

async fn change(cord: &Cord, id: &str, changes: Vec<Change>) -> WriteResult {
    let conversation = thread(cord, id);
    write(
        cord,
        Command::ChangeConversation {
            conversation,
            changes,
        },
    )
    .await
}

fn line(method: &str, path: &str) -> String {
    format!("{method} /v1/threads/{path}")
}

#[tokio::test]
async fn a_reply_is_one_message_however_often_it_is_sent() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let command = || Command::Reply(Box::new(reply(&cord, "case-1003", text("On it.\nSoon."))));
    let before = read(&cord, &thread(&cord, "case-1003"))
        .await
        .unwrap()
        .message_count
        .unwrap();
    desk.clear_requests();
    let written = write(&cord, command()).await.unwrap();
    let p = |text: &str| json!({"type": "p", "children": [{"text": text}]});
    let body = json!({"id": TOKEN, "authorID": "ana", "content": [p("On it."), p("Soon.")]});
    assert_eq!(sent(desk), [(line("POST", "case-1003/messages"), body)]);
    let id = written.message.unwrap();
    assert_eq!(id, Id::within(&thread(&cord, "case-1003"), TOKEN));

    let again = write(&cord, command()).await.unwrap();
    assert_eq!(again.message.as_ref(), Some(&id));
    let one = message(&cord, &id).await.unwrap();
    assert_eq!(one.body.unwrap().plain.as_deref(), Some("On it.\nSoon."));
    assert_eq!(one.author, Some(Actor::Agent(Id::new(cord.key(), "ana"))));
    let after = read(&cord, &thread(&cord, "case-1003")).await.unwrap();
    assert_eq!(after.message_count, Some(before + 1));
}

#[tokio::test]
async fn files_are_uploaded_first_and_then_attached() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let reply = Reply {
        uploads: vec![file("a.csv"), file("ü.csv")],
        ..reply(&cord, "case-1003", text("See the files."))
    };
    let written = write(&cord, Command::Reply(Box::new(reply))).await.unwrap();
    let form = String::from_utf8(desk.requests()[0].body.to_vec()).unwrap();
    for part in [
        "name=\"ownerID\"\r\n\r\nana\r\n",
        "name=\"file\"; filename=\"a.csv\"",
        "a;b",
    ] {
        assert!(form.contains(part), "{form}");
    }
    let sent = sent(desk);
    let lines: Vec<_> = sent.iter().map(|(line, _)| line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "POST /v1/files",
            "POST /v1/files",
            "POST /v1/threads/case-1003/messages"
        ]
    );
    assert_eq!(sent[2].1["addAttachments"].as_array().unwrap().len(), 2);
    let one = message(&cord, &written.message.unwrap()).await.unwrap();
    let names: Vec<_> = one
        .attachments
        .unwrap()
        .iter()
        .map(|file| file.filename.clone())
        .collect();
    assert_eq!(names, ["a.csv", "ü.csv"]);
}

#[tokio::test]
async fn a_reply_reopens_and_the_wished_status_is_left_over_with_its_actor() {
    let (_sandbox, cord) = started(None).await;
    let status = StatusTarget::Unified(ConversationStatus::Resolved);
    let command = Reply {
        status_after: Some(status.clone()),
        ..reply(
            &cord,
            "case-1001",
            MessageBody::Markdown("**Done**".to_owned()),
        )
    };
    let written = write(&cord, Command::Reply(Box::new(command)))
        .await
        .unwrap();
    let id = thread(&cord, "case-1001");
    assert_eq!(
        read(&cord, &id).await.unwrap().status,
        ConversationStatus::Open
    );
    let actor = Some(Person::Agent(Id::new(cord.key(), "ana")));
    assert_eq!(written.left_over, [Change::Status { to: status, actor }]);
    change(&cord, "case-1001", written.left_over).await.unwrap();
    assert_eq!(
        read(&cord, &id).await.unwrap().status,
        ConversationStatus::Resolved
    );
}

#[tokio::test]
async fn what_cord_has_not_is_refused_before_any_call() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let plain = || reply(&cord, "case-1003", text("x"));
    let both = MessageAuthor {
        contact: Some(Id::new(cord.key(), "kwame")),
        ..by(&cord, "ana")
    };
    let spoken_for = MessageAuthor {
        on_behalf_of_name: Some("Ana".to_owned()),
        ..by(&cord, "ana")
    };
    let cases: [(Reply, &[&str]); 8] = [
        (
            Reply {
                author: MessageAuthor::default(),
                ..plain()
            },
            &["input", "author"],
        ),
        (
            Reply {
                author: both,
                ..plain()
            },
            &["input", "author"],
        ),
        (
            Reply {
                author: spoken_for,
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
                body: MessageBody::Native(json!("x")),
                ..plain()
            },
            &["input", "body", "native"],
        ),
        (
            Reply {
                conversation: thread(&cord, "cord:x"),
                ..plain()
            },
            &[],
        ),
    ];
    for (reply, field) in cases {
        assert_eq!(
            refused(&cord, desk, Command::Reply(Box::new(reply))).await,
            field
        );
    }
    let changes = [
        Change::Priority(PriorityTarget::Unified(Priority::High)),
        Change::Assign(Assignee::Agent(Id::new(cord.key(), "ana"))),
        Change::Snooze(None),
        Change::SetTags(Vec::new()),
        Change::Inbox(Id::new(cord.key(), "x")),
        Change::Organization(None),
        Change::SlaDueAt(None),
    ];
    for one in changes {
        let conversation = thread(&cord, "case-1003");
        let command = Command::ChangeConversation {
            conversation,
            changes: vec![one],
        };
        assert_eq!(
            cord.admit(&command).unwrap_err().reason,
            RefusalReason::Unsupported
        );
        refused(&cord, desk, command).await;
    }
    let team = Change::Follow(Person::Team(Id::new(cord.key(), "support")));
    let conversation = thread(&cord, "case-1003");
    let command = Command::ChangeConversation {
        conversation,
        changes: vec![team],
    };
    assert_eq!(refused(&cord, desk, command).await, ["input", "followerId"]);
    let nested = FieldValue {
        key: "a".to_owned(),
        value: json!([1]),
    };
    let conversation = thread(&cord, "case-1003");
    let command = Command::ChangeConversation {
        conversation,
        changes: vec![Change::CustomFields(vec![nested])],
    };
    assert_eq!(
        refused(&cord, desk, command).await,
        ["input", "customFields"]
    );
}

#[tokio::test]
async fn a_thread_comes_with_its_first_message_once() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let wished = || CreateConversation {
        custom_fields: vec![FieldValue {
            key: "seats".to_owned(),
            value: json!(3),
        }],
        ..create(&cord, None)
    };
    let command = || Command::CreateConversation(Box::new(wished()));
    let Written {
        conversation,
        message: first,
        left_over,
        ..
    } = write(&cord, command()).await.unwrap();
    let body = json!({
        "id": TOKEN,
        "authorID": "ana",
        "content": [{"type": "p", "children": [{"text": "They are gone."}]}],
        "createThread": {
            "groupID": "lumen",
            "location": {"page": "/zones", "view": 7},
            "name": "No zones",
            "url": "https://console.example/zones",
            "metadata": {"seats": 3},
        },
    });
    assert_eq!(
        sent(desk),
        [(line("POST", &format!("{TOKEN}/messages")), body)]
    );
    assert_eq!(left_over, []);
    write(&cord, command()).await.unwrap();
    let made = read(&cord, &conversation.unwrap()).await.unwrap();
    assert_eq!(
        (made.subject.as_deref(), made.message_count),
        (Some("No zones"), Some(1))
    );
    assert_eq!(made.organization, Some(Id::new(cord.key(), "lumen")));
    assert_eq!(made.first_message.unwrap().id, first.unwrap());
}

#[tokio::test]
async fn a_thread_id_that_is_taken_gets_no_message() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let command = |id| Command::CreateConversation(Box::new(create(&cord, Some(id))));
    let error = write(&cord, command("case-1003")).await.unwrap_err();
    assert!(
        matches!(error, WriteError::Refused(refusal) if refusal.field == ["input", "options", "cord", "threadId"])
    );
    assert!(sent(desk).iter().all(|(line, _)| line.starts_with("GET ")));
    let written = write(&cord, command("zones/7")).await.unwrap();
    assert_eq!(written.conversation, Some(thread(&cord, "zones/7")));
    // The same write once more finds itself.
    desk.clear_requests();
    write(&cord, command("zones/7")).await.unwrap();
    assert!(sent(desk).iter().all(|(line, _)| line.starts_with("GET ")));
    assert_eq!(
        read(&cord, &thread(&cord, "zones/7"))
            .await
            .unwrap()
            .message_count,
        Some(1)
    );
}

#[tokio::test]
async fn a_new_thread_needs_a_place_and_knows_people_by_id() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let command = |create| Command::CreateConversation(Box::new(create));
    let none = CreateConversation {
        options: CreateOptions::None,
        ..create(&cord, None)
    };
    assert_eq!(
        refused(&cord, desk, command(none)).await,
        ["input", "options", "cord"]
    );
    let email = Recipient::Email("kwame@lumen.example".to_owned());
    let mailed = CreateConversation {
        recipient: Some(email),
        ..create(&cord, None)
    };
    assert_eq!(
        refused(&cord, desk, command(mailed)).await,
        ["input", "recipient"]
    );
    let bad_id = create(&cord, Some("cord:x"));
    assert_eq!(
        refused(&cord, desk, command(bad_id)).await,
        ["input", "options", "cord", "threadId"]
    );

    let to = |contact| CreateConversation {
        recipient: Some(Recipient::Contact(Id::new(cord.key(), contact))),
        ..create(&cord, None)
    };
    let error = write(&cord, command(to("visitor"))).await.unwrap_err();
    assert!(
        matches!(error, WriteError::Refused(refusal) if refusal.field == ["input", "recipient", "contactId"])
    );
    let written = write(&cord, command(to("kwame"))).await.unwrap();
    let made = read(&cord, &written.conversation.unwrap()).await.unwrap();
    let kwame = Actor::Contact(Id::new(cord.key(), "kwame"));
    assert!(made.followers.unwrap().contains(&kwame));
}

#[tokio::test]
async fn many_changes_are_one_call_that_keeps_the_other_metadata() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let ana = Person::Agent(Id::new(cord.key(), "ana"));
    let changes = vec![
        Change::Subject(Some("New name".to_owned())),
        Change::Metadata(
            json!({"vip": null, "tier": "gold"})
                .as_object()
                .unwrap()
                .clone(),
        ),
        Change::Status {
            to: StatusTarget::Unified(ConversationStatus::Resolved),
            actor: Some(ana),
        },
    ];
    change(&cord, "case-1003", changes).await.unwrap();
    let body = json!({
        "name": "New name",
        "resolved": true,
        "userID": "ana",
        "metadata": {"vehicles": 21, "tier": "gold"},
    });
    let expected = [
        (line("GET", "case-1003"), Value::Null),
        (line("PUT", "case-1003"), body),
    ];
    assert_eq!(sent(desk), expected);
    let thread = read(&cord, &thread(&cord, "case-1003")).await.unwrap();
    assert_eq!(
        (thread.subject.as_deref(), thread.status),
        (Some("New name"), ConversationStatus::Resolved)
    );
    let activity = thread.updated_at;
    assert_eq!(activity, thread.closed_at);
}

#[tokio::test]
async fn resolving_in_silence_leaves_no_message() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let status = Change::Status {
        to: StatusTarget::Native("resolved".to_owned()),
        actor: None,
    };
    change(&cord, "case-1003", vec![status]).await.unwrap();
    assert_eq!(
        sent(desk),
        [(line("PUT", "case-1003"), json!({"resolved": true}))]
    );
    let nobody = Some(Person::Agent(Id::new(cord.key(), "nobody")));
    let reopen = Change::Status {
        to: StatusTarget::Unified(ConversationStatus::Open),
        actor: nobody,
    };
    let error = change(&cord, "case-1003", vec![reopen]).await.unwrap_err();
    assert!(!error.may_have_acted());
    assert!(matches!(error, WriteError::Failed(error) if error.kind == ErrorKind::NotFound));
}

#[tokio::test]
async fn only_members_of_the_group_can_follow() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let gus = || Person::Agent(Id::new(cord.key(), "gus"));
    let follows = |thread: Conversation| {
        thread
            .followers
            .unwrap()
            .contains(&Actor::Agent(Id::new(cord.key(), "gus")))
    };
    change(&cord, "case-1002", vec![Change::Follow(gus())])
        .await
        .unwrap();
    let lines: Vec<_> = sent(desk).into_iter().map(|(line, _)| line).collect();
    assert_eq!(
        lines,
        [
            "GET /v1/threads/case-1002",
            "GET /v1/groups/lumen",
            "PUT /v1/threads/case-1002"
        ]
    );
    assert!(follows(
        read(&cord, &thread(&cord, "case-1002")).await.unwrap()
    ));
    change(&cord, "case-1002", vec![Change::Unfollow(gus())])
        .await
        .unwrap();
    assert!(!follows(
        read(&cord, &thread(&cord, "case-1002")).await.unwrap()
    ));
    let visitor = Person::Contact(Id::new(cord.key(), "visitor"));
    let error = change(&cord, "case-1002", vec![Change::Follow(visitor)])
        .await
        .unwrap_err();
    assert!(
        matches!(error, WriteError::Refused(refusal) if refusal.field == ["input", "followerId"])
    );
}

#[tokio::test]
async fn the_team_has_read_a_thread_when_every_agent_has_seen_it() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    change(&cord, "case-1003", vec![Change::MarkRead])
        .await
        .unwrap();
    let (_, body) = sent(desk).pop().unwrap();
    let seen = body["seenByUsers"].as_array().unwrap();
    assert_eq!(
        (seen.len(), &seen[0]),
        (7, &json!({"userID": "ana", "seen": true}))
    );
    let request = PageRequest::first(1);
    let id = thread(&cord, "case-1003");
    let page = cord
        .messages(
            &CallContext::default(),
            &id,
            MessageOrder::NewestFirst,
            request,
        )
        .await;
    let newest = page.unwrap().items.remove(0);
    assert!(newest.seen_by.unwrap().len() >= 7);
}

#[tokio::test]
async fn typing_is_set_and_cleared_and_may_fail_after_the_rest() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let typing = |names: &[&str]| {
        let person = |name: &&str| Person::Agent(Id::new(cord.key(), *name));
        Change::Typing(names.iter().map(person).collect())
    };
    change(&cord, "case-1003", vec![typing(&["ana", "bo"])])
        .await
        .unwrap();
    change(&cord, "case-1003", vec![typing(&[])]).await.unwrap();
    let bodies: Vec<_> = sent(desk).into_iter().map(|(_, body)| body).collect();
    assert_eq!(
        bodies,
        [json!({"typing": ["ana", "bo"]}), json!({"typing": []})]
    );
    let mixed = vec![
        typing(&["nobody"]),
        Change::Subject(Some("Saved".to_owned())),
    ];
    let written = change(&cord, "case-1003", mixed).await.unwrap();
    assert!(matches!(written.stopped, Some(WriteError::Failed(_))));
    let thread = read(&cord, &thread(&cord, "case-1003")).await.unwrap();
    assert_eq!(thread.subject.as_deref(), Some("Saved"));
}

#[tokio::test]
async fn a_message_is_edited_and_removed() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let id = Id::<Message>::within(&thread(&cord, "case-1003"), "m-3-1");
    let edit = EditMessage {
        message: id.clone(),
        body: text("Better"),
    };
    write(&cord, Command::EditMessage(edit)).await.unwrap();
    let path = line("PUT", "case-1003/messages/m-3-1");
    let content = json!({"content": [{"type": "p", "children": [{"text": "Better"}]}]});
    assert_eq!(sent(desk), [(path, content)]);
    let edited = message(&cord, &id).await.unwrap();
    assert!(edited.edited_at.is_some());
    write(&cord, Command::DeleteMessage(id.clone()))
        .await
        .unwrap();
    assert_eq!(message(&cord, &id).await, None);
    let error = write(&cord, Command::DeleteMessage(id.clone()))
        .await
        .unwrap_err();
    assert!(matches!(error, WriteError::Failed(error) if error.kind == ErrorKind::NotFound));
    desk.clear_requests();
    let action = Id::<Message>::within(&thread(&cord, "case-1003"), "cord:x");
    let edit = Command::EditMessage(EditMessage {
        message: action,
        body: text("x"),
    });
    refused(&cord, desk, edit).await;
}

#[tokio::test]
async fn a_deleted_thread_is_gone() {
    let (sandbox, cord) = started(None).await;
    let desk = desk(&sandbox);
    let id = thread(&cord, "case/11 größe");
    write(&cord, Command::DeleteConversation(id.clone()))
        .await
        .unwrap();
    let path = line("DELETE", "case%2F11%20gr%C3%B6%C3%9Fe");
    assert_eq!(sent(desk), [(path, Value::Null)]);
    assert_eq!(read(&cord, &id).await, None);
}

#[tokio::test]
async fn threads_with_an_id_of_the_server_take_no_replies() {
    let (_sandbox, cord) = started(None).await;
    let mut found = 0;
    for row in super::all(&cord, 50).await {
        let is_chosen = !row.id.native().starts_with("cord:");
        found += usize::from(!is_chosen);
        assert_eq!(cord.permits(&row, Capability::ConversationReply), is_chosen);
        assert!(cord.permits(&row, Capability::ConversationSetStatus));
        assert!(!cord.permits(&row, Capability::ConversationNote));
        let last = row.last_message.unwrap();
        assert_eq!(
            cord.permits_message(&last, Capability::MessageUpdate),
            is_chosen
        );
    }
    assert_eq!(found, 2);
}
