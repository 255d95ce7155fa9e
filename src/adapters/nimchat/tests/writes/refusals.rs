//! What is refused without a call.

use serde_json::json;

use super::{Desk, is_refused, markdown, new_in, reply, upload};
use crate::model::command::options::NimchatOptions;
use crate::model::command::{
    AddNote, Command, ContactFields, ConversationChange as Change, CreateConversation,
    CreateOptions, EditMessage, FieldValue, MessageAuthor, MessageBody, Patch, Person, Recipient,
    Reply, StatusTarget,
};
use crate::model::{Conversation, ConversationStatus, Id, Thread, Visibility};
use crate::provider::RefusalReason;

use RefusalReason::{BadInput, Unsupported};

/// A write, and why it is refused about which field.
type Case = (Command, RefusalReason, Field);

type Field = &'static [&'static str];

async fn are_refused(desk: &Desk, cases: Vec<Case>) {
    for (command, reason, field) in cases {
        is_refused(desk.write(&command).await, reason, field);
    }
    assert_eq!(desk.asked().len(), 0);
}

fn by(desk: &Desk, change: impl FnOnce(&Desk, &mut MessageAuthor)) -> MessageAuthor {
    let mut author = MessageAuthor::default();
    change(desk, &mut author);
    author
}

#[tokio::test]
async fn replies_that_would_not_be_what_is_wished() {
    let desk = Desk::open().await;
    let base = || reply(desk.id("13"), "Hello");
    let case =
        |reply: Reply, reason, field: Field| (Command::Reply(Box::new(reply)), reason, field);
    let addresses = || vec!["no address".to_owned()];
    let agent = by(&desk, |desk, author| author.agent = Some(desk.id("32")));
    let other = by(&desk, |_, author| {
        author.on_behalf_of_email = Some("a@b.example".to_owned())
    });
    let cases: Vec<Case> = vec![
        case(
            Reply {
                body: MessageBody::Native(json!([])),
                ..base()
            },
            BadInput,
            &["input", "body", "native"],
        ),
        case(
            Reply {
                author: agent,
                ..base()
            },
            Unsupported,
            &["input", "author", "agentId"],
        ),
        case(
            Reply {
                author: other,
                ..base()
            },
            Unsupported,
            &["input", "author", "onBehalfOfEmail"],
        ),
        case(
            Reply {
                cc: addresses(),
                ..base()
            },
            BadInput,
            &["input", "cc"],
        ),
        case(
            Reply {
                bcc: vec!["a@b,c@d".to_owned()],
                ..base()
            },
            BadInput,
            &["input", "bcc"],
        ),
        case(
            Reply {
                send_at: Some(jiff::Timestamp::MAX),
                ..base()
            },
            Unsupported,
            &["input", "sendAt"],
        ),
        case(
            Reply {
                is_autoresponse: true,
                ..base()
            },
            Unsupported,
            &["input", "isAutoresponse"],
        ),
        case(
            Reply {
                uploads: vec![upload("a"); 16],
                ..base()
            },
            BadInput,
            &["input", "attachmentIds"],
        ),
    ];
    are_refused(&desk, cases).await;
}

#[tokio::test]
async fn notes_elsewhere_and_texts_that_are_there_already() {
    let desk = Desk::open().await;
    let conversation: Id<Conversation> = desk.id("13");
    let note = |thread, author| {
        let body = markdown("Hello");
        Command::AddNote(Box::new(AddNote {
            conversation: desk.id("13"),
            thread,
            body,
            author,
            uploads: Vec::new(),
        }))
    };
    let contact = by(&desk, |desk, author| author.contact = Some(desk.id("40")));
    let elsewhere = Some(Thread::primary_id(&desk.id("14")));
    let edit = Command::EditMessage(EditMessage {
        message: Id::within(&conversation, "9001"),
        body: markdown("Hello"),
    });
    let cases: Vec<Case> = vec![
        (
            note(elsewhere, MessageAuthor::default()),
            BadInput,
            &["input", "threadId"],
        ),
        (
            note(None, contact),
            Unsupported,
            &["input", "author", "contactId"],
        ),
        (edit, Unsupported, &[]),
        (
            Command::DeleteConversation(conversation.clone()),
            Unsupported,
            &[],
        ),
        (Command::SuggestReply(conversation), Unsupported, &[]),
    ];
    are_refused(&desk, cases).await;
}

#[tokio::test]
async fn changes_that_the_server_does_not_know() {
    let desk = Desk::open().await;
    let case = |change: Change, reason, field: Field| {
        let conversation = desk.id("13");
        let changes = vec![Change::MarkRead, change];
        (
            Command::ChangeConversation {
                conversation,
                changes,
            },
            reason,
            field,
        )
    };
    let contact = || Person::Contact(desk.id("40"));
    let named = Change::Status {
        to: StatusTarget::Unified(ConversationStatus::Open),
        actor: Some(contact()),
    };
    let field = FieldValue {
        key: "a".to_owned(),
        value: json!({}),
    };
    let two = vec![Person::Agent(desk.id("31")), Person::Agent(desk.id("32"))];
    let cases: Vec<Case> = vec![
        case(named, Unsupported, &["input", "actorId"]),
        case(Change::Subject(None), Unsupported, &["input", "subject"]),
        case(
            Change::Metadata(serde_json::Map::new()),
            Unsupported,
            &["input", "metadata"],
        ),
        case(
            Change::Contact(desk.id("41")),
            Unsupported,
            &["input", "contactId"],
        ),
        case(
            Change::Organization(None),
            Unsupported,
            &["input", "organizationId"],
        ),
        case(
            Change::Inbox(desk.id("15")),
            Unsupported,
            &["input", "inboxId"],
        ),
        case(Change::TicketType(None), Unsupported, &["input", "typeId"]),
        case(Change::SlaDueAt(None), Unsupported, &["input", "slaDueAt"]),
        case(
            Change::EscalationReason(None),
            Unsupported,
            &["input", "escalationReason"],
        ),
        case(
            Change::IsAiResolved(true),
            Unsupported,
            &["input", "isAiResolved"],
        ),
        case(
            Change::RequesterTraits(serde_json::Map::new()),
            Unsupported,
            &["input", "requesterTraits"],
        ),
        case(
            Change::Follow(contact()),
            Unsupported,
            &["input", "followerId"],
        ),
        case(
            Change::Unfollow(Person::Team(desk.id("4"))),
            Unsupported,
            &["input", "followerId"],
        ),
        case(
            Change::Typing(vec![contact()]),
            Unsupported,
            &["input", "actorIds"],
        ),
        case(Change::Typing(two), Unsupported, &["input", "actorIds"]),
        case(
            Change::SetTags(vec!["a,b".to_owned()]),
            BadInput,
            &["input", "tags"],
        ),
        case(
            Change::CustomFields(vec![field]),
            BadInput,
            &["input", "customFields"],
        ),
    ];
    are_refused(&desk, cases).await;
}

#[tokio::test]
async fn conversations_that_cannot_begin() {
    let desk = Desk::open().await;
    let base = || CreateConversation {
        recipient: Some(Recipient::Contact(desk.id("41"))),
        ..new_in(&desk, "15")
    };
    let options = |change: fn(&mut NimchatOptions)| {
        let CreateOptions::Nimchat(mut options) = base().options else {
            panic!("the wish has other options");
        };
        change(&mut options);
        CreateConversation {
            options: CreateOptions::Nimchat(options),
            ..base()
        }
    };
    let case = |wish: CreateConversation, reason, field: Field| {
        (Command::CreateConversation(Box::new(wish)), reason, field)
    };
    let contact = by(&desk, |desk, author| author.contact = Some(desk.id("41")));
    let two_ids = CreateConversation {
        recipient: Some(Recipient::ExternalId("b".to_owned())),
        ..options(|options| options.source_id = Some("a".to_owned()))
    };
    let cases: Vec<Case> = vec![
        case(
            CreateConversation {
                options: CreateOptions::None,
                ..base()
            },
            BadInput,
            &["input", "options"],
        ),
        case(
            CreateConversation {
                recipient: None,
                ..base()
            },
            BadInput,
            &["input", "recipient"],
        ),
        case(two_ids, BadInput, &["input", "recipient", "externalId"]),
        case(
            CreateConversation {
                visibility: Visibility::Internal,
                ..base()
            },
            Unsupported,
            &["input", "visibility"],
        ),
        case(
            CreateConversation {
                author: contact,
                ..base()
            },
            Unsupported,
            &["input", "author", "contactId"],
        ),
        case(
            options(|options| options.additional_attributes = Some(json!([]))),
            BadInput,
            &["input", "options", "nimchat", "additionalAttributes"],
        ),
        case(
            options(|options| options.template_params = Some(json!("x"))),
            BadInput,
            &["input", "options", "nimchat", "templateParams"],
        ),
        case(
            CreateConversation {
                uploads: vec![upload("a")],
                ..options(|options| options.template_params = Some(json!({})))
            },
            BadInput,
            &["input", "attachmentIds"],
        ),
    ];
    are_refused(&desk, cases).await;
}

#[tokio::test]
async fn contacts_and_labels_that_cannot_be() {
    let desk = Desk::open().await;
    let base = || ContactFields {
        inbox: Some(desk.id("15")),
        ..ContactFields::default()
    };
    let set = |text: &str| Patch::Set(text.to_owned());
    let new =
        |fields, reason, field: Field| (Command::CreateContact(Box::new(fields)), reason, field);
    let changed = |fields, reason, field: Field| {
        let contact = desk.id("41");
        let fields = Box::new(fields);
        (Command::ChangeContact { contact, fields }, reason, field)
    };
    let none = ContactFields::default;
    let tag = |name: &str| {
        (
            Command::CreateTag {
                name: name.to_owned(),
            },
            BadInput,
            NAME,
        )
    };
    let cases: Vec<Case> = vec![
        new(none(), BadInput, &["input", "inboxId"]),
        new(
            ContactFields {
                first_name: set("Mia"),
                ..base()
            },
            Unsupported,
            &["input", "firstName"],
        ),
        new(
            ContactFields {
                last_name: set("Berg"),
                ..base()
            },
            Unsupported,
            &["input", "lastName"],
        ),
        new(
            ContactFields {
                email: set("mia"),
                ..base()
            },
            BadInput,
            &["input", "email"],
        ),
        new(
            ContactFields {
                phone: set("004712"),
                ..base()
            },
            BadInput,
            &["input", "phone"],
        ),
        changed(base(), Unsupported, &["input", "inboxId"]),
        changed(
            ContactFields {
                avatar_url: Patch::Clear,
                ..none()
            },
            Unsupported,
            &["input", "avatarUrl"],
        ),
        tag("care plan"),
        tag("x"),
    ];
    are_refused(&desk, cases).await;
}

const NAME: Field = &["input", "name"];
