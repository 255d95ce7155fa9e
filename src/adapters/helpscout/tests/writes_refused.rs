//! What is refused without a call.

use super::Desk;
use super::writes_conversations::{change, new};
use super::writes_messages::{note, reply};
use crate::model::command::options::HelpScoutOptions;
use crate::model::command::{
    AddNote, Command, ContactFields, ConversationChange, CreateConversation, CreateOptions,
    FieldValue, MessageAuthor, MessageBody, OrganizationFields, Patch, Person, Recipient, Reply,
    StatusTarget, Upload,
};
use crate::model::{Conversation, ConversationStatus, Id, Thread};
use crate::provider::{Allowed, Capability, Provider as _, Refusal, RefusalReason};

fn refusal(desk: &Desk, command: &Command) -> Refusal {
    desk.adapter.admit(command).unwrap_err()
}

/// The field that is wrong, without the `input` that all begin with.
fn field(desk: &Desk, command: &Command) -> String {
    let refusal = refusal(desk, command);
    assert_eq!(refusal.field.first().copied(), Some("input"), "{refusal}");
    refusal.field[1..].join(".")
}

fn author(desk: &Desk, is_agent: bool, is_contact: bool) -> MessageAuthor {
    MessageAuthor {
        agent: is_agent.then(|| desk.id("391")),
        contact: is_contact.then(|| desk.id("501201")),
        ..MessageAuthor::default()
    }
}

fn spoken_for() -> MessageAuthor {
    MessageAuthor {
        on_behalf_of_email: Some("kim@northwind.example".to_owned()),
        ..MessageAuthor::default()
    }
}

fn native() -> MessageBody {
    MessageBody::Native(serde_json::json!([]))
}

fn huge() -> Vec<Upload> {
    vec![Upload {
        filename: "film.mov".to_owned(),
        mime_type: "video/quicktime".to_owned(),
        content: vec![0; 10 * 1024 * 1024 + 1].into(),
    }]
}

fn options(desk: &Desk, kind: &str, is_auto_reply_enabled: Option<bool>) -> CreateOptions {
    CreateOptions::HelpScout(HelpScoutOptions {
        inbox: desk.id("13"),
        kind: kind.to_owned(),
        is_auto_reply_enabled,
        is_imported: None,
    })
}

#[tokio::test]
async fn a_conversation_that_cannot_be_is_not_begun() {
    let desk = Desk::open().await;
    desk.quiet().await;
    let is = |name: &str, create: CreateConversation| {
        let command = Command::CreateConversation(Box::new(create));
        assert_eq!(field(&desk, &command), name);
    };
    let new = || new(&desk);
    is(
        "subject",
        CreateConversation {
            subject: None,
            ..new()
        },
    );
    is(
        "body.native",
        CreateConversation {
            body: native(),
            ..new()
        },
    );
    is(
        "recipient",
        CreateConversation {
            recipient: None,
            ..new()
        },
    );
    let external = Some(Recipient::ExternalId("42".to_owned()));
    is(
        "recipient.externalId",
        CreateConversation {
            recipient: external,
            ..new()
        },
    );
    is(
        "author",
        CreateConversation {
            author: spoken_for(),
            ..new()
        },
    );
    is(
        "author",
        CreateConversation {
            author: author(&desk, true, true),
            ..new()
        },
    );
    is(
        "attachmentIds",
        CreateConversation {
            uploads: huge(),
            ..new()
        },
    );
    is(
        "tags",
        CreateConversation {
            tags: vec![" ".to_owned()],
            ..new()
        },
    );
    let wishes = |kind, auto| CreateConversation {
        options: options(&desk, kind, auto),
        ..new()
    };
    is(
        "options.helpScout",
        CreateConversation {
            options: CreateOptions::None,
            ..new()
        },
    );
    is("options.helpScout.type", wishes("fax", None));
    is("author", wishes("chat", None));
    is(
        "options.helpScout.isAutoReplyEnabled",
        wishes("email", Some(true)),
    );
    let fax = Command::CreateConversation(Box::new(wishes("fax", None)));
    let kinds = ["email", "chat", "phone"].map(str::to_owned);
    assert_eq!(refusal(&desk, &fax).allowed, Allowed::Words(kinds.into()));
    assert_eq!(desk.calls(), 0);
}

#[tokio::test]
async fn a_message_that_cannot_be_is_not_written() {
    let desk = Desk::open().await;
    desk.quiet().await;
    let id: Id<Conversation> = desk.id("2147486465");
    let replies = |name: &str, reply: Reply| {
        assert_eq!(field(&desk, &Command::Reply(Box::new(reply))), name);
    };
    let later = |time: &str| Reply {
        send_at: Some(time.parse().unwrap()),
        ..reply(&id)
    };
    replies(
        "body.native",
        Reply {
            body: native(),
            ..reply(&id)
        },
    );
    replies(
        "isAutoresponse",
        Reply {
            is_autoresponse: true,
            ..reply(&id)
        },
    );
    replies(
        "attachmentIds",
        Reply {
            uploads: huge(),
            ..reply(&id)
        },
    );
    replies(
        "author",
        Reply {
            author: spoken_for(),
            ..reply(&id)
        },
    );
    replies("sendAt", later("2026-11-21T09:00:00.9Z"));
    replies("sendAt", later("2101-01-01T00:00:00Z"));
    let tomorrow = || later("2026-11-22T09:00:00Z");
    replies(
        "sendAt",
        Reply {
            author: author(&desk, false, true),
            ..tomorrow()
        },
    );
    let status_after = Some(StatusTarget::Unified(ConversationStatus::Resolved));
    replies(
        "statusAfter",
        Reply {
            status_after,
            ..tomorrow()
        },
    );
    let notes = |name: &str, note: AddNote| {
        assert_eq!(field(&desk, &Command::AddNote(Box::new(note))), name);
    };
    notes(
        "author.contactId",
        AddNote {
            author: author(&desk, false, true),
            ..note(&id)
        },
    );
    let elsewhere: Id<Thread> = Id::within(&id, "7712003310");
    notes(
        "threadId",
        AddNote {
            thread: Some(elsewhere),
            ..note(&id)
        },
    );
    let here = AddNote {
        thread: Some(Thread::primary_id(&id)),
        ..note(&id)
    };
    assert_eq!(
        desk.adapter.admit(&Command::AddNote(Box::new(here))),
        Ok(())
    );
    assert_eq!(desk.calls(), 0);
}

#[tokio::test]
async fn a_change_that_cannot_be_is_not_tried() {
    let desk = Desk::open().await;
    desk.quiet().await;
    let id: Id<Conversation> = desk.id("2147486465");
    let until = |time: &str| ConversationChange::Snooze(Some(time.parse().unwrap()));
    let status = ConversationChange::Status {
        to: StatusTarget::Unified(ConversationStatus::Open),
        actor: Some(Person::Agent(desk.id("391"))),
    };
    for (name, wish) in [
        ("subject", ConversationChange::Subject(None)),
        ("actorId", status),
        ("until", ConversationChange::Snooze(None)),
        ("until", until("2026-11-21T09:00:00Z")),
        ("until", until("2101-01-01T00:00:00Z")),
        ("tags", ConversationChange::SetTags(vec![String::new()])),
        ("organizationId", ConversationChange::Organization(None)),
        (
            "metadata",
            ConversationChange::Metadata(serde_json::Map::new()),
        ),
    ] {
        assert_eq!(field(&desk, &change(&id, wish)), name);
    }
    for wish in [
        ConversationChange::MarkRead,
        ConversationChange::TicketType(None),
        ConversationChange::EscalationReason(None),
        ConversationChange::IsAiResolved(true),
        ConversationChange::RequesterTraits(serde_json::Map::new()),
    ] {
        let refusal = refusal(&desk, &change(&id, wish));
        assert_eq!(refusal.reason, RefusalReason::Unsupported);
    }
    assert_eq!(desk.calls(), 0);
}

#[tokio::test]
async fn people_and_companies_that_cannot_be_are_not_made() {
    let desk = Desk::open().await;
    desk.quiet().await;
    let set = |value: &str| Patch::Set(value.to_owned());
    let contacts = |name: &str, fields: ContactFields| {
        assert_eq!(
            field(&desk, &Command::CreateContact(Box::new(fields))),
            name
        );
    };
    let kim = || ContactFields {
        name: set("Kim"),
        ..ContactFields::default()
    };
    contacts("", ContactFields::default());
    contacts(
        "email",
        ContactFields {
            email: set(" "),
            ..kim()
        },
    );
    contacts(
        "name",
        ContactFields {
            first_name: set("Kim"),
            ..kim()
        },
    );
    contacts(
        "externalId",
        ContactFields {
            external_id: set("42"),
            ..kim()
        },
    );
    contacts(
        "inboxId",
        ContactFields {
            inbox: Some(desk.id("13")),
            ..kim()
        },
    );
    let odd = FieldValue {
        key: "a/b".to_owned(),
        value: serde_json::json!(1),
    };
    contacts(
        "customFields",
        ContactFields {
            custom_fields: vec![odd],
            ..kim()
        },
    );
    let companies = |name: &str, fields: OrganizationFields| {
        let command = Command::ChangeOrganization {
            organization: desk.id("771"),
            fields: Box::new(fields),
        };
        assert_eq!(field(&desk, &command), name);
    };
    let none = OrganizationFields::default;
    companies(
        "name",
        OrganizationFields {
            name: Patch::Clear,
            ..none()
        },
    );
    companies(
        "tagIds",
        OrganizationFields {
            tags: vec![desk.id("5120")],
            ..none()
        },
    );
    companies(
        "createChannel",
        OrganizationFields {
            creates_channel: true,
            ..none()
        },
    );
    companies(
        "primaryAssignee",
        OrganizationFields {
            primary_assignee: Patch::Clear,
            ..none()
        },
    );
    let tagged = Command::TagOrganizations {
        organizations: vec![desk.id("771")],
        tag: desk.id("5120"),
        is_added: true,
    };
    assert_eq!(refusal(&desk, &tagged).reason, RefusalReason::Unsupported);
    let name = "new".to_owned();
    let tag = refusal(&desk, &Command::CreateTag { name });
    assert_eq!(tag.reason, RefusalReason::Unsupported);
    assert_eq!(desk.calls(), 0);
}

#[test]
fn what_help_scout_has_no_word_for_is_not_declared() {
    for capability in [
        Capability::ConversationSetPriority,
        Capability::ConversationMarkRead,
        Capability::ConversationTyping,
        Capability::ConversationFollow,
        Capability::TagWrite,
        Capability::TicketSuggestReply,
        Capability::TicketFields,
        Capability::TicketSla,
    ] {
        assert!(
            !super::super::PROFILE.capabilities.can(capability),
            "{capability:?}"
        );
    }
}
