//! Changing tickets: what is sent, and what is there afterwards.

use serde_json::{Value, json};

use super::writes::{TICKETS, refused, sent, ticket, write, written};
use super::{context, desk, started};
use crate::adapters::posthog::PostHog;
use crate::model::command::{
    Command, ConversationChange as Change, FieldValue, Person, PriorityTarget, StatusTarget,
};
use crate::model::{
    Assignee, Conversation, ConversationParts, ConversationStatus, Id, PageRequest, Priority,
};
use crate::provider::{Provider, RefusalReason, SideEffect, WriteError, WriteResult};
use crate::sandbox::RunningProvider;

async fn change(adapter: &PostHog, id: &Id<Conversation>, changes: Vec<Change>) -> WriteResult {
    let conversation = id.clone();
    write(
        adapter,
        Command::ChangeConversation {
            conversation,
            changes,
        },
    )
    .await
}

/// Makes changes of a fresh ticket; gives what was sent and the ticket afterwards.
async fn changed(
    adapter: &PostHog,
    desk: &RunningProvider,
    number: &str,
    changes: Vec<Change>,
) -> (Vec<(String, Value)>, Conversation) {
    let id = ticket(adapter, number).await.id;
    desk.clear_requests();
    change(adapter, &id, changes).await.unwrap();
    (sent(desk), ticket(adapter, number).await)
}

fn patch(ticket: &Conversation, body: Value) -> (String, Value) {
    (format!("PATCH {TICKETS}{}/", ticket.id.native()), body)
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn tags(ticket: &Conversation) -> Vec<&str> {
    let tags = ticket.tags.as_ref().unwrap();
    tags.iter().map(Id::native).collect()
}

#[tokio::test]
async fn many_changes_are_one_call_whose_answer_says_nothing_about_the_customer() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let before = ticket(&adapter, "1").await;
    desk.clear_requests();
    let changes = vec![
        Change::Status {
            to: StatusTarget::Unified(ConversationStatus::Pending),
            actor: None,
        },
        Change::Priority(PriorityTarget::Unified(Priority::High)),
        Change::SetTags(strings(&["VAT ", "billing"])),
        Change::SlaDueAt(Some("2026-12-01T16:00:00Z".parse().unwrap())),
        Change::EscalationReason(Some("asked twice".to_owned())),
        Change::IsAiResolved(true),
    ];
    let done = change(&adapter, &before.id, changes).await.unwrap();
    let body = json!({
        "status": "pending",
        "priority": "high",
        "sla_due_at": "2026-12-01T16:00:00Z",
        "escalation_reason": "asked twice",
        "ai_resolved": true,
        "tags": ["vat", "billing"],
    });
    assert_eq!(sent(desk), [patch(&before, body)]);
    let copy = &done.related.conversations[0];
    assert_eq!(
        (copy.status, copy.priority),
        (ConversationStatus::Pending, Priority::High)
    );
    assert!(
        !copy
            .known
            .intersects(ConversationParts::CONTACT | ConversationParts::RAW)
    );
    assert_eq!(copy.contact, None);
    assert_eq!(done.related.contacts, []);
    assert_eq!(done.side_effects, []);

    let after = ticket(&adapter, "1").await;
    assert_eq!(
        (tags(&after), &after.contact),
        (vec!["vat", "billing"], &before.contact)
    );
    let facts = after.ticket.unwrap();
    assert_eq!(
        (facts.is_ai_resolved, facts.escalation_reason.as_deref()),
        (Some(true), Some("asked twice"))
    );
    assert_eq!(
        facts.sla_due_at,
        Some("2026-12-01T16:00:00Z".parse().unwrap())
    );
}

#[tokio::test]
async fn no_priority_is_null() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    for to in [
        PriorityTarget::Unified(Priority::None),
        PriorityTarget::Native(String::new()),
    ] {
        let (sent, after) = changed(&adapter, desk, "1", vec![Change::Priority(to)]).await;
        assert_eq!(sent, [patch(&after, json!({"priority": null}))]);
        assert_eq!(after.priority, Priority::None);
    }
}

#[tokio::test]
async fn a_snooze_changes_the_status_and_says_so() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let id = ticket(&adapter, "2").await.id;
    let until = "2027-01-01T08:00:00Z".parse().unwrap();
    desk.clear_requests();
    let done = change(&adapter, &id, vec![Change::Snooze(Some(until))])
        .await
        .unwrap();
    assert_eq!(done.side_effects, [SideEffect::ChangesStatus]);
    let body = json!({"snoozed_until": "2027-01-01T08:00:00Z", "status": "on_hold"});
    let after = ticket(&adapter, "2").await;
    assert_eq!(written(desk), [patch(&after, body)]);
    assert_eq!(after.status, ConversationStatus::Snoozed);
    assert_eq!(after.snooze.as_ref().unwrap().until, Some(until));
    let (_, after) = changed(&adapter, desk, "2", vec![Change::Unsnooze]).await;
    assert_eq!(
        (after.status, after.snooze),
        (ConversationStatus::Open, None)
    );
}

#[tokio::test]
async fn a_ticket_goes_to_a_user_a_role_or_nobody() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let team = adapter
        .teams(&context(), PageRequest::first(10))
        .await
        .unwrap()
        .items
        .remove(0);
    let to_user = Change::Assign(Assignee::Agent(Id::new(adapter.key(), "313")));
    let (sent, after) = changed(&adapter, desk, "5", vec![to_user]).await;
    let body = json!({"assignee": {"type": "user", "id": 313}});
    assert_eq!(sent, [patch(&after, body)]);
    assert_eq!(after.assignee, Some(Id::new(adapter.key(), "313")));

    let to_role = Change::Assign(Assignee::Team(team.id.clone()));
    let (sent, after) = changed(&adapter, desk, "5", vec![to_role]).await;
    let body = json!({"assignee": {"type": "role", "id": team.id.native()}});
    assert_eq!(sent, [patch(&after, body)]);
    assert_eq!((&after.assignee, &after.team), (&None, &Some(team.id)));

    // The role stays where only the person should go.
    let (_, after) = changed(
        &adapter,
        desk,
        "5",
        vec![Change::Unassign { keeps_team: true }],
    )
    .await;
    assert!(after.team.is_some());
    let (sent, after) = changed(
        &adapter,
        desk,
        "5",
        vec![Change::Unassign { keeps_team: false }],
    )
    .await;
    assert_eq!(sent, [patch(&after, json!({"assignee": null}))]);
    assert_eq!((after.assignee, after.team), (None, None));
}

#[tokio::test]
async fn an_unknown_assignee_is_told_and_nothing_else_is_changed() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let before = ticket(&adapter, "5").await;
    desk.clear_requests();
    let changes = vec![
        Change::EscalationReason(Some("lost".to_owned())),
        Change::Assign(Assignee::Agent(Id::new(adapter.key(), "999"))),
    ];
    let error = change(&adapter, &before.id, changes).await.unwrap_err();
    assert!(
        matches!(error, WriteError::Refused(refusal) if refusal.reason == RefusalReason::NotFound)
    );
    assert_eq!(sent(desk).len(), 1);
    assert_eq!(ticket(&adapter, "5").await.ticket, before.ticket);
    let nobody = Command::ChangeConversation {
        conversation: before.id,
        changes: vec![Change::Assign(Assignee::Agent(Id::new(
            adapter.key(),
            "ana",
        )))],
    };
    assert_eq!(
        refused(&adapter, desk, nobody).await,
        ["input", "to", "agentId"]
    );
}

#[tokio::test]
async fn tags_are_read_merged_and_written_only_if_they_change() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let add = |names: &[&str]| Change::AddTags {
        names: strings(names),
        creates_missing: false,
    };
    let (sent, after) = changed(&adapter, desk, "1", vec![add(&["VAT", "app"])]).await;
    let body = json!({"tags": ["app", "login", "vip", "vat"]});
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[1], patch(&after, body));
    assert_eq!(tags(&after), ["app", "login", "vip", "vat"]);
    for nothing in [add(&["app"]), Change::RemoveTags(strings(&["none"]))] {
        let (sent, _) = changed(&adapter, desk, "1", vec![nothing]).await;
        assert!(
            sent.iter().all(|(line, _)| line.starts_with("GET ")),
            "{sent:?}"
        );
    }
    let (_, after) = changed(
        &adapter,
        desk,
        "1",
        vec![Change::RemoveTags(strings(&["Login", "vip"]))],
    )
    .await;
    assert_eq!(tags(&after), ["app", "vat"]);
    let (sent, after) = changed(&adapter, desk, "1", vec![Change::SetTags(Vec::new())]).await;
    assert_eq!(sent, [patch(&after, json!({"tags": []}))]);
}

#[tokio::test]
async fn traits_of_the_customer_are_merged() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let traits = json!({"name": "A. Haddad", "email": null, "plan": "care"});
    let traits = Change::RequesterTraits(traits.as_object().unwrap().clone());
    let (sent, after) = changed(&adapter, desk, "1", vec![traits]).await;
    let body = json!({"anonymous_traits": {"name": "A. Haddad", "plan": "care"}});
    assert_eq!(sent[1], patch(&after, body));
}

#[tokio::test]
async fn reading_marks_as_read_and_shows_the_whole_ticket() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let before = ticket(&adapter, "3").await;
    assert_eq!(before.unread_count, Some(1));
    desk.clear_requests();
    let done = change(&adapter, &before.id, vec![Change::MarkRead])
        .await
        .unwrap();
    let path = format!("GET {TICKETS}{}/", before.id.native());
    assert_eq!(sent(desk), [(path, Value::Null)]);
    let after = ticket(&adapter, "3").await;
    assert_eq!(after.unread_count, Some(0));
    assert_eq!(done.related.conversations, [after]);
    assert_eq!(done.related.contacts[0].id, before.contact.unwrap());
}

#[tokio::test]
async fn what_tickets_have_not_is_refused_before_any_call() {
    let (sandbox, adapter) = started().await;
    let desk = desk(&sandbox);
    let id = ticket(&adapter, "3").await.id;
    let ana = || Person::Agent(Id::new(adapter.key(), "311"));
    let past = "2026-11-21T09:00:00Z".parse().unwrap();
    let field = FieldValue {
        key: "a".to_owned(),
        value: json!(1),
    };
    let open = StatusTarget::Unified(ConversationStatus::Open);
    let cases: [(Change, &[&str]); 11] = [
        (Change::Subject(None), &[]),
        (Change::Contact(Id::new(adapter.key(), "x")), &[]),
        (Change::Inbox(Id::new(adapter.key(), "x")), &[]),
        (Change::Follow(ana()), &[]),
        (Change::Typing(vec![ana()]), &[]),
        (Change::TicketType(None), &[]),
        (Change::CustomFields(vec![field]), &[]),
        (Change::Snooze(None), &["input", "until"]),
        (Change::Snooze(Some(past)), &["input", "until"]),
        (Change::SetTags(strings(&["  "])), &["input", "tags"]),
        (
            Change::Status {
                to: open,
                actor: Some(ana()),
            },
            &["input", "actorId"],
        ),
    ];
    for (change, field) in cases {
        let command = Command::ChangeConversation {
            conversation: id.clone(),
            changes: vec![change],
        };
        assert_eq!(refused(&adapter, desk, command).await, field);
    }
}
