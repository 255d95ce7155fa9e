//! Changes of a conversation, and what all tests of writes share.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Desk, clock};
use crate::model::command::{
    Command, ConversationChange as Change, FieldValue, Person, PriorityTarget, StatusTarget,
};
use crate::model::{
    Actor, Assignee, ChannelKind, Contact, ContactQuery, Conversation, ConversationParts,
    ConversationStatus, Id, MessageOrder, Organization, PageRequest, Priority,
};
use crate::provider::{Provider as _, Refusal, WriteContext, WriteError, WriteResult, Written};
use crate::sandbox::Fault;

const FIELD: &str = "3d5f7b91-1a2c-4e6d-8f90-a1b2c3d4e5f6";

impl Desk {
    /// Makes a write as `writes` does: only if nothing speaks against it.
    pub(super) async fn write(&self, command: Command) -> WriteResult {
        self.unthread.admit(&command)?;
        let context = WriteContext {
            call: self.context.clone(),
            token: "0123456789abcdef0123456789abcdef".to_owned(),
        };
        self.unthread.write(&context, &command).await
    }

    /// Makes a write that is done to its end.
    pub(super) async fn done(&self, command: Command) -> Written {
        let written = self.write(command).await.unwrap();
        assert!(written.stopped.is_none(), "{:?}", written.stopped);
        written
    }

    /// Why a write is refused, which takes no call that changes anything.
    pub(super) async fn refused(&self, command: Command) -> Refusal {
        self.requests();
        match self.write(command).await {
            Err(WriteError::Refused(refusal)) => refusal,
            other => panic!("{other:?}"),
        }
    }

    /// The calls since the last time, with their bodies.
    pub(super) fn calls(&self) -> Vec<(String, Value)> {
        let requests = self.requests();
        requests
            .iter()
            .map(|one| (one.line(), one.json()))
            .collect()
    }

    /// Method and path of the calls since the last time.
    pub(super) fn lines(&self) -> Vec<String> {
        self.requests().iter().map(|one| one.line()).collect()
    }

    /// The conversations of a channel, by the time they began.
    pub(super) async fn of_channel(&self, kind: ChannelKind) -> Vec<Conversation> {
        let mut rows = self.conversations(100, ConversationParts::all()).await;
        rows.retain(|row| row.channel.kind == kind);
        rows.sort_by_key(|row| row.created_at);
        self.requests();
        rows
    }

    pub(super) async fn read(&self, id: &Id<Conversation>) -> Conversation {
        let ids = std::slice::from_ref(id);
        let parts = ConversationParts::all();
        let mut batch = self
            .unthread
            .conversations_by_id(&self.context, ids, parts)
            .await;
        let found = batch.outcomes.remove(id).unwrap().unwrap().unwrap();
        self.requests();
        found
    }

    async fn change(&self, id: &Id<Conversation>, changes: Vec<Change>) -> Written {
        let conversation = id.clone();
        self.done(Command::ChangeConversation {
            conversation,
            changes,
        })
        .await
    }

    pub(super) fn id<T>(&self, native: &str) -> Id<T> {
        Id::new(self.unthread.key(), native)
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn to(status: ConversationStatus) -> Change {
    Change::Status {
        to: StatusTarget::Unified(status),
        actor: None,
    }
}

#[tokio::test]
async fn all_fields_are_one_call_and_its_answer_is_the_conversation() {
    let desk = Desk::open().await;
    let slack = desk.of_channel(ChannelKind::Slack).await;
    let (one, other) = (&slack[0], &slack[1]);
    let agents = desk
        .unthread
        .agents(&desk.context, PageRequest::first(100))
        .await;
    let agent = agents.unwrap().items.remove(0).id;
    desk.requests();
    let changes = vec![
        Change::Subject(Some("Cold batteries".to_owned())),
        to(ConversationStatus::InProgress),
        Change::Priority(PriorityTarget::Unified(Priority::Urgent)),
        Change::Assign(Assignee::Agent(agent.clone())),
        Change::Contact(other.contact.clone().unwrap()),
        Change::Organization(other.organization.clone()),
    ];
    let mut written = desk.change(&one.id, changes).await;
    let path = format!("PATCH /conversations/{}", one.id.native());
    let body = json!({
        "title": "Cold batteries", "status": "in_progress", "snoozedAt": null, "wakeUpAt": null, "priority": 9,
        "assignedToUserId": agent.native(), "submitterUserId": other.contact.as_ref().unwrap().native(),
        "customerId": other.organization.as_ref().unwrap().native(),
    });
    assert_eq!(desk.calls(), [(path, body)]);
    let shown = written.related.conversations.remove(0);
    let read = desk.read(&one.id).await;
    assert_eq!(
        shown,
        Conversation {
            raw: shown.raw.clone(),
            ..read.clone()
        }
    );
    assert_eq!(read.subject.as_deref(), Some("Cold batteries"));
    assert_eq!(
        (read.status, read.priority),
        (ConversationStatus::InProgress, Priority::Urgent)
    );
    assert_eq!(
        (read.assignee, read.contact),
        (Some(agent), other.contact.clone())
    );
    assert_eq!(read.organization, other.organization);
    assert_eq!(read.status_changed_at, Some(clock().now()));
}

#[tokio::test]
async fn nothing_is_written_as_null() {
    let desk = Desk::open().await;
    let one = &desk.of_channel(ChannelKind::Slack).await[0];
    assert!(one.assignee.is_some() && one.organization.is_some());
    let changes = vec![
        Change::Subject(None),
        Change::Priority(PriorityTarget::Unified(Priority::None)),
        Change::Unassign { keeps_team: true },
        Change::Organization(None),
        Change::TicketType(None),
    ];
    desk.change(&one.id, changes).await;
    let body = json!({"title": null, "priority": null, "assignedToUserId": null, "customerId": null,
        "ticketTypeId": null});
    assert_eq!(desk.calls()[0].1, body);
    let read = desk.read(&one.id).await;
    assert_eq!(
        (read.subject, read.assignee, read.organization),
        (None, None, None)
    );
    assert_eq!(
        (read.priority, read.native_priority),
        (Priority::None, None)
    );
}

#[tokio::test]
async fn a_snooze_ends_with_the_next_status() {
    let desk = Desk::open().await;
    let rows = desk.of_channel(ChannelKind::Email).await;
    let is_open = |row: &&Conversation| row.status == ConversationStatus::Open;
    let one = rows.iter().find(is_open).unwrap();
    let until = at("2026-11-23T08:00:00Z");
    desk.change(&one.id, vec![Change::Snooze(Some(until))])
        .await;
    let body =
        json!({"snoozedAt": "2026-11-21T09:00:00.000Z", "wakeUpAt": "2026-11-23T08:00:00.000Z"});
    assert_eq!(desk.calls()[0].1, body);
    let read = desk.read(&one.id).await;
    assert_eq!(read.status, ConversationStatus::Snoozed);
    assert_eq!(read.snooze.unwrap().until, Some(until));

    desk.change(&one.id, vec![to(ConversationStatus::Resolved)])
        .await;
    let read = desk.read(&one.id).await;
    assert_eq!(
        (read.status, read.snooze),
        (ConversationStatus::Resolved, None)
    );
    assert_eq!(read.closed_at, Some(clock().now()));
    desk.change(&one.id, vec![Change::Snooze(None)]).await;
    assert!(desk.read(&one.id).await.snooze.unwrap().wakes_on_reply);
    desk.change(&one.id, vec![Change::Unsnooze]).await;
    assert_eq!(desk.read(&one.id).await.status, ConversationStatus::Open);
}

#[tokio::test]
async fn custom_fields_and_metadata_are_merged_with_those_there_are() {
    let desk = Desk::open().await;
    let rows = desk.conversations(100, ConversationParts::all()).await;
    let is_filled =
        |row: &&Conversation| row.custom_fields.as_ref().is_some_and(|all| all.len() == 2);
    let mut filled = rows.iter().filter(is_filled);
    let one = filled
        .find(|row| row.number.as_deref() == Some("1009"))
        .unwrap();
    let before = one.custom_fields.clone().unwrap();
    desk.requests();
    let field = |key: &str, value: Value| FieldValue {
        key: key.to_owned(),
        value,
    };
    let changes = vec![
        Change::CustomFields(vec![
            field(FIELD, json!(7)),
            field(&before[0].key, Value::Null),
        ]),
        Change::Metadata(Map::from_iter([("plan".to_owned(), json!("care"))])),
    ];
    desk.change(&one.id, changes).await;
    let path = format!("/conversations/{}", one.id.native());
    let calls = desk.calls();
    assert_eq!(calls[0].0, format!("GET {path}"));
    assert_eq!(calls[1].0, format!("PATCH {path}"));
    assert_eq!(
        calls[1].1["metadata"],
        json!({"origin": "fleet-console", "plan": "care"})
    );
    assert_eq!(calls.len(), 2);
    let after = desk.read(&one.id).await.custom_fields.unwrap();
    let mut keys: Vec<&str> = after.iter().map(|field| field.key.as_str()).collect();
    keys.sort_unstable();
    let mut expected = vec![FIELD, before[1].key.as_str()];
    expected.sort_unstable();
    assert_eq!(keys, expected);
}

#[tokio::test]
async fn teammates_and_teams_follow_one_by_one() {
    let desk = Desk::open().await;
    let one = &desk.of_channel(ChannelKind::Slack).await[0];
    let agent = one.assignee.clone().unwrap();
    let follow = vec![
        Change::Follow(Person::Agent(agent.clone())),
        Change::Follow(Person::Team(desk.id("g1"))),
    ];
    desk.change(&one.id, follow).await;
    let path = format!("POST /conversations/{}", one.id.native());
    let calls = [
        (
            format!("{path}/add-follower"),
            json!({"entityId": agent.native(), "entityType": "user"}),
        ),
        (
            format!("{path}/add-follower"),
            json!({"entityId": "g1", "entityType": "group"}),
        ),
    ];
    assert_eq!(desk.calls(), calls);
    let followers = desk.read(&one.id).await.followers.unwrap();
    assert!(
        followers.contains(&Actor::Agent(agent.clone())),
        "{followers:?}"
    );
    desk.change(
        &one.id,
        vec![Change::Unfollow(Person::Agent(agent.clone()))],
    )
    .await;
    let call = (
        format!("{path}/remove-follower"),
        json!({"entityId": agent.native()}),
    );
    assert_eq!(desk.calls(), [call]);
    let followers = desk.read(&one.id).await.followers.unwrap();
    assert!(!followers.contains(&Actor::Agent(agent)));
}

#[tokio::test]
async fn what_the_service_refuses_is_a_failure_that_changed_nothing() {
    let desk = Desk::open().await;
    let one = &desk.of_channel(ChannelKind::Slack).await[0];
    let change = |changes| Command::ChangeConversation {
        conversation: one.id.clone(),
        changes,
    };
    let nobody = desk.id("00000000-0000-4000-8000-000000000000");
    let unknown = change(vec![Change::Assign(Assignee::Agent(nobody))]);
    let error = desk.write(unknown).await.unwrap_err();
    assert!(!error.may_have_acted());
    assert_eq!(desk.read(&one.id).await.assignee, one.assignee);

    desk.provider().fault(Fault::CutOff.times(1));
    let lost = change(vec![to(ConversationStatus::OnHold)]);
    let error = desk.write(lost).await.unwrap_err();
    assert!(error.may_have_acted());
    assert_eq!(desk.read(&one.id).await.status, ConversationStatus::OnHold);
}

#[tokio::test]
async fn a_later_step_that_fails_leaves_what_is_done() {
    let desk = Desk::open().await;
    let one = &desk.of_channel(ChannelKind::Slack).await[0];
    let changes = vec![
        to(ConversationStatus::OnHold),
        Change::Follow(Person::Agent(one.assignee.clone().unwrap())),
    ];
    let conversation = one.id.clone();
    desk.provider()
        .fault(Fault::status(500).on("/add-follower"));
    let written = desk
        .write(Command::ChangeConversation {
            conversation,
            changes,
        })
        .await;
    let written = written.unwrap();
    assert!(matches!(written.stopped, Some(WriteError::Failed(_))));
    assert!(written.related.conversations.is_empty());
    assert_eq!(desk.read(&one.id).await.status, ConversationStatus::OnHold);
}

#[tokio::test]
async fn an_answer_without_a_body_is_a_success() {
    let desk = Desk::open().await;
    let one = &desk.of_channel(ChannelKind::Slack).await[0];
    desk.provider().fault(Fault::EmptyBody);
    let written = desk
        .change(&one.id, vec![to(ConversationStatus::OnHold)])
        .await;
    assert!(written.related.conversations.is_empty());
}

#[tokio::test]
async fn refusals_take_no_call() {
    let desk = Desk::open().await;
    let conversation: Id<Conversation> = desk.id("c");
    let contact: Id<Contact> = desk.id("u");
    let change = |change| Command::ChangeConversation {
        conversation: conversation.clone(),
        changes: vec![change],
    };
    for (command, field) in [
        (
            change(Change::Snooze(Some(at("2026-11-21T08:59:59Z")))),
            "until",
        ),
        (
            change(Change::Follow(Person::Contact(contact.clone()))),
            "followerId",
        ),
        (
            change(Change::AddTags {
                names: vec![String::new()],
                creates_missing: true,
            }),
            "tags",
        ),
        (
            Command::CreateTag {
                name: " ".to_owned(),
            },
            "name",
        ),
        (Command::CreateOrganization(Box::default()), "name"),
    ] {
        assert_eq!(desk.refused(command).await.field, ["input", field]);
        assert_eq!(desk.lines(), [""; 0]);
    }
    let id = Id::within(&conversation, "m");
    for command in [
        change(Change::MarkRead),
        change(Change::Inbox(desk.id("i"))),
        Command::DeleteMessage(id),
        Command::DeleteConversation(conversation.clone()),
        Command::SuggestReply(conversation.clone()),
        Command::DeleteContact(contact),
        Command::CreateContact(Box::default()),
    ] {
        desk.refused(command).await;
        assert_eq!(desk.lines(), [""; 0]);
    }
}

/// Somebody outside whom conversations can be with.
pub(super) async fn somebody(desk: &Desk) -> Contact {
    let query = ContactQuery::default();
    let page = desk
        .unthread
        .contacts(&desk.context, &query, PageRequest::first(100))
        .await;
    let found = page
        .unwrap()
        .items
        .into_iter()
        .find(|one| !one.emails.is_empty());
    desk.requests();
    found.unwrap()
}

/// A company that has a channel in Slack, and the channel.
pub(super) async fn with_channel(desk: &Desk) -> (Id<Organization>, String) {
    let page = desk
        .unthread
        .organizations(&desk.context, PageRequest::first(100))
        .await;
    let channel = |one: &Organization| {
        let id = one.raw.as_ref()?.pointer("/slackChannelId")?;
        Some((one.id.clone(), id.as_str()?.to_owned()))
    };
    let found = page.unwrap().items.iter().find_map(channel);
    desk.requests();
    found.unwrap()
}

/// The latest message of a conversation.
pub(super) async fn newest(desk: &Desk, id: &Id<Conversation>) -> crate::model::Message {
    let page = desk
        .unthread
        .messages(
            &desk.context,
            id,
            MessageOrder::NewestFirst,
            PageRequest::first(1),
        )
        .await;
    desk.requests();
    page.unwrap().items.remove(0)
}
