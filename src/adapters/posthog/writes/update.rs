//! Many changes of a ticket as what is to be sent.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::adapters::posthog::native::is_uuid;
use crate::adapters::posthog::tables;
use crate::model::Assignee;
use crate::model::command::{ConversationChange as Change, PriorityTarget, StatusTarget};
use crate::provider::Refusal;

use super::tags::Step;

/// What is to be sent. Later changes win over earlier ones.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Update {
    pub fields: Map<String, Value>,
    pub assign: Option<Assign>,
    pub tags: Vec<Step>,
    /// Keys of the customer's traits; null removes one.
    pub traits: Map<String, Value>,
    pub is_read: bool,
    /// Whether a snooze changes the status.
    pub snoozes: bool,
    /// Whether a status is wished, which wins over that of a snooze.
    pub has_status: bool,
}

/// Who gets the ticket. It has one assignee: a user or a role.
#[derive(Debug, PartialEq)]
pub(super) enum Assign {
    To(Value),
    Nobody,
    /// A user goes, a role stays.
    NoUser,
}

/// Says what speaks against changes.
pub(super) fn admit(changes: &[Change], now: Timestamp) -> Result<(), Refusal> {
    let is_over = |change: &Change| matches!(change, Change::Snooze(Some(until)) if *until <= now);
    if changes.iter().any(is_over) {
        let explanation = "The time to wake up lies in the past.";
        return Err(Refusal::bad_input(&["input", "until"], explanation));
    }
    Update::of(changes).map(drop)
}

impl Update {
    pub(super) fn of(changes: &[Change]) -> Result<Self, Refusal> {
        let mut update = Self::default();
        for change in changes {
            update.add(change)?;
        }
        Ok(update)
    }

    fn add(&mut self, change: &Change) -> Result<(), Refusal> {
        match change {
            Change::Status { to, actor: None } => {
                self.set("status", json!(status(to)?));
                self.has_status = true;
                self.snoozes = false;
            }
            Change::Status { actor: Some(_), .. } => {
                let refusal = Refusal::unsupported("The key's own user is named for everything.");
                return Err(refusal.at(&["input", "actorId"]));
            }
            Change::Priority(to) => self.set("priority", priority(to)?),
            Change::Assign(to) => self.assign = Some(Assign::To(assignee(to)?)),
            Change::Unassign { keeps_team: false } => self.assign = Some(Assign::Nobody),
            Change::Unassign { keeps_team: true } => self.assign = Some(Assign::NoUser),
            Change::Snooze(Some(until)) => self.snooze(json!(until), "on_hold"),
            Change::Snooze(None) => {
                let explanation = "PostHog wakes a ticket at a time, which is missing.";
                return Err(Refusal::bad_input(&["input", "until"], explanation));
            }
            Change::Unsnooze => self.snooze(Value::Null, "open"),
            Change::AddTags { .. } | Change::RemoveTags(_) | Change::SetTags(_) => {
                self.tags.extend(Step::of(change)?);
            }
            Change::MarkRead => self.is_read = true,
            Change::SlaDueAt(due) => self.set("sla_due_at", json!(due)),
            Change::EscalationReason(reason) => self.set("escalation_reason", json!(reason)),
            Change::IsAiResolved(is_so) => self.set("ai_resolved", json!(is_so)),
            Change::RequesterTraits(traits) => self.traits.extend(traits.clone()),
            other => return Err(missing(other)),
        }
        Ok(())
    }

    fn set(&mut self, name: &str, value: Value) {
        self.fields.insert(name.to_owned(), value);
    }

    /// The status goes along, unless another one is wished: the server changes it by itself only when a snooze begins or
    /// ends.
    fn snooze(&mut self, until: Value, status: &str) {
        self.set("snoozed_until", until);
        if !self.has_status {
            self.set("status", json!(status));
            self.snoozes = true;
        }
    }
}

/// Why a ticket has no such thing.
fn missing(change: &Change) -> Refusal {
    Refusal::unsupported(match change {
        Change::Subject(_) => "The subject of a ticket stays as it is.",
        Change::Contact(_) | Change::Organization(_) => "The customer of a ticket stays the same.",
        Change::Inbox(_) => "A ticket stays in its channel.",
        Change::Follow(_) | Change::Unfollow(_) => "Tickets have no followers.",
        Change::Typing(_) => "Nobody is shown as typing.",
        Change::TicketType(_) => "Tickets have no types.",
        _ => "Tickets have no custom fields.",
    })
}

fn status(to: &StatusTarget) -> Result<String, Refusal> {
    let mut rows = tables::STATUS.iter().filter(|row| row.is_writable);
    let row = match to {
        StatusTarget::Unified(status) => rows.find(|row| row.unified == *status),
        StatusTarget::Native(native) => rows.find(|row| row.native == native),
    };
    let field = ["input", "to"];
    let row = row.ok_or_else(|| Refusal::bad_input(&field, "There is no such status to set."));
    row.map(|row| row.native.to_owned())
}

/// No priority is written as null.
fn priority(to: &PriorityTarget) -> Result<Value, Refusal> {
    let mut rows = tables::PRIORITY.iter().filter(|row| row.is_writable);
    let row = match to {
        PriorityTarget::Unified(priority) => rows.find(|row| row.unified == *priority),
        PriorityTarget::Native(native) => rows.find(|row| row.native == native),
    };
    let field = ["input", "to"];
    let row = row.ok_or_else(|| Refusal::bad_input(&field, "There is no such priority to set."))?;
    Ok(match row.native {
        "" => Value::Null,
        native => json!(native),
    })
}

/// Users are numbers, roles are UUIDs.
fn assignee(to: &Assignee) -> Result<Value, Refusal> {
    let unknown = |field: &'static str| {
        Refusal::not_found(&["input", "to", field], "There is nobody with this id.")
    };
    match to {
        Assignee::Agent(agent) => {
            let id: i64 = agent.native().parse().map_err(|_| unknown("agentId"))?;
            Ok(json!({"type": "user", "id": id}))
        }
        Assignee::Team(team) if is_uuid(team.native()) => {
            Ok(json!({"type": "role", "id": team.native()}))
        }
        Assignee::Team(_) => Err(unknown("teamId")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::{Value, json};

    use super::{Assign, Update, admit};
    use crate::model::command::{ConversationChange as Change, PriorityTarget, StatusTarget};
    use crate::model::{Assignee, ConversationStatus, Id, Priority, SourceKey};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn many_changes_are_one_body_in_the_providers_words() {
        let changes = [
            Change::Status {
                to: StatusTarget::Unified(ConversationStatus::Resolved),
                actor: None,
            },
            Change::Priority(PriorityTarget::Unified(Priority::None)),
            Change::SlaDueAt(Some(at("2026-03-06T16:00:00Z"))),
            Change::EscalationReason(None),
            Change::IsAiResolved(true),
        ];
        let expected = json!({
            "status": "resolved",
            "priority": null,
            "sla_due_at": "2026-03-06T16:00:00Z",
            "escalation_reason": null,
            "ai_resolved": true,
        });
        assert_eq!(
            Value::Object(Update::of(&changes).unwrap().fields),
            expected
        );
    }

    #[test]
    fn a_snooze_names_its_status_unless_another_one_is_wished() {
        let until = at("2026-03-05T08:00:00Z");
        let pending = Change::Status {
            to: StatusTarget::Native("pending".to_owned()),
            actor: None,
        };
        let snooze = || Change::Snooze(Some(until));
        let status = |changes: &[Change]| {
            let update = Update::of(changes).unwrap();
            (update.fields["status"].clone(), update.snoozes)
        };
        assert_eq!(status(&[snooze()]), (json!("on_hold"), true));
        for both in [[pending.clone(), snooze()], [snooze(), pending]] {
            assert_eq!(status(&both), (json!("pending"), false));
        }
        let woken = Update::of(&[Change::Unsnooze]).unwrap();
        let expected = json!({"snoozed_until": null, "status": "open"});
        assert_eq!(Value::Object(woken.fields), expected);
        assert_eq!(admit(&[snooze()], at("2026-03-05T07:59:59Z")), Ok(()));
        for refused in [snooze(), Change::Snooze(None)] {
            let refusal = admit(&[refused], until).unwrap_err();
            assert_eq!(refusal.field, ["input", "until"]);
        }
    }

    #[test]
    fn an_assignee_is_a_number_or_a_uuid() {
        let key = SourceKey::parse("desk").unwrap();
        let role = "0193f0aa-5b6c-7d8e-9f01-23456789abcd";
        let assign = |to| Update::of(&[Change::Assign(to)]).map(|update| update.assign);
        let user = assign(Assignee::Agent(Id::new(&key, "311"))).unwrap();
        assert_eq!(user, Some(Assign::To(json!({"type": "user", "id": 311}))));
        let team = assign(Assignee::Team(Id::new(&key, role))).unwrap();
        assert_eq!(team, Some(Assign::To(json!({"type": "role", "id": role}))));
        let refusal = assign(Assignee::Agent(Id::new(&key, "ana"))).unwrap_err();
        assert_eq!(refusal.field, ["input", "to", "agentId"]);
        let refusal = assign(Assignee::Team(Id::new(&key, "7"))).unwrap_err();
        assert_eq!(refusal.field, ["input", "to", "teamId"]);
    }
}
