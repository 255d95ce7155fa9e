//! Changes, sorted by the calls that make them, and the fields as they are sent.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::adapters::unthread::writes::UNKNOWN;
use crate::adapters::unthread::writes::tags::TagWish;
use crate::adapters::unthread::{lookup, tables, wire};
use crate::model::command::{
    ConversationChange as Change, FieldValue, Person, PriorityTarget, StatusTarget,
};
use crate::model::{Assignee, Id, Priority};
use crate::provider::{Refusal, RefusalReason};

/// A map of texts, and what becomes of its keys; `None` goes.
pub(in crate::adapters::unthread::writes) type Merge = Vec<(String, Option<String>)>;

/// What is to be changed, by the calls that do it.
#[derive(Debug, Default)]
pub(in crate::adapters::unthread::writes) struct Wishes<'a> {
    /// Fields as they are sent; of two wishes for one field, the later counts.
    fields: Map<String, Value>,
    /// `ticketTypeFields`, which is replaced whole.
    form: Merge,
    /// `metadata`, which is replaced whole as well.
    metadata: Merge,
    pub(super) tags: Vec<TagWish<'a>>,
    pub(super) followers: Vec<Follower<'a>>,
}

/// Somebody who begins or ends to follow.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Follower<'a> {
    pub(super) id: &'a str,
    pub(super) kind: &'static str,
    pub(super) is_added: bool,
}

impl<'a> Wishes<'a> {
    /// Sorts changes by the calls that make them; refuses what the service has no field for.
    pub(in crate::adapters::unthread::writes) fn sort(
        changes: &'a [Change],
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let mut wishes = Self::default();
        for change in changes {
            wishes.add(change, now)?;
        }
        Ok(wishes)
    }

    fn add(&mut self, change: &'a Change, now: Timestamp) -> Result<(), Refusal> {
        match change {
            Change::Subject(title) => self.set("title", title.as_deref()),
            Change::Status { to, actor } => self.status(to, actor.as_ref())?,
            Change::Priority(to) => self.set("priority", priority(to)?),
            Change::Assign(assignee) => self.set("assignedToUserId", member(assignee)?),
            Change::Unassign { keeps_team: _ } => self.set("assignedToUserId", Value::Null),
            Change::Snooze(until) => self.snooze(*until, now)?,
            Change::Unsnooze => {
                self.set("status", tables::OPEN);
                self.wake();
            }
            Change::AddTags {
                names,
                creates_missing,
            } => self.tags.push(TagWish::add(names, *creates_missing)?),
            Change::RemoveTags(names) => self.tags.push(TagWish::Remove(names)),
            Change::SetTags(names) => self.tags.push(TagWish::set(names)?),
            Change::CustomFields(fields) => self.form.extend(form(fields)?),
            Change::Metadata(metadata) => self.metadata.extend(merge(metadata)?),
            Change::Contact(contact) => self.set("submitterUserId", contact.native()),
            Change::Organization(one) => self.set("customerId", one.as_ref().map(Id::native)),
            Change::TicketType(id) => self.set("ticketTypeId", id.as_deref()),
            Change::Follow(person) => self.followers.push(Follower::of(person, true)?),
            Change::Unfollow(person) => self.followers.push(Follower::of(person, false)?),
            Change::Inbox(_)
            | Change::MarkRead
            | Change::Typing(_)
            | Change::SlaDueAt(_)
            | Change::EscalationReason(_)
            | Change::IsAiResolved(_)
            | Change::RequesterTraits(_) => return Err(Refusal::unsupported(UNKNOWN)),
        }
        Ok(())
    }

    fn status(&mut self, to: &StatusTarget, actor: Option<&Person>) -> Result<(), Refusal> {
        if actor.is_some() {
            let explanation = "Unthread names nobody in the record of a status.";
            return Err(Refusal::unsupported(explanation).at(&["input", "actorId"]));
        }
        self.set("status", status(to)?);
        self.wake();
        Ok(())
    }

    fn set(&mut self, field: &str, value: impl Into<Value>) {
        self.fields.insert(field.to_owned(), value.into());
    }

    /// A snooze lies over every status, so one that is set wakes.
    fn wake(&mut self) {
        self.set("snoozedAt", Value::Null);
        self.set("wakeUpAt", Value::Null);
    }

    fn snooze(&mut self, until: Option<Timestamp>, now: Timestamp) -> Result<(), Refusal> {
        if until.is_some_and(|until| until <= now) {
            let explanation = "The time to wake up lies in the past.";
            return Err(Refusal::bad_input(&["input", "until"], explanation));
        }
        self.set("snoozedAt", shown(now));
        self.set("wakeUpAt", until.map(shown));
        Ok(())
    }

    pub(super) fn needs_current(&self) -> bool {
        !(self.form.is_empty() && self.metadata.is_empty() && self.tags.is_empty())
    }

    /// The fields with the maps in full, because both are replaced.
    pub(super) fn patch(&self, current: Option<&wire::Conversation>) -> Map<String, Value> {
        let mut patch = self.fields.clone();
        let Some(current) = current else {
            return patch;
        };
        if !self.form.is_empty() {
            let fields = current.ticket_type_fields.iter();
            let fields = fields.map(|(key, text)| (key.clone(), text.clone().into()));
            let form = merged(Some(fields.collect()), &self.form);
            patch.insert("ticketTypeFields".to_owned(), form);
        }
        if !self.metadata.is_empty() {
            let metadata = merged(current.metadata.clone(), &self.metadata);
            patch.insert("metadata".to_owned(), metadata);
        }
        patch
    }
}

impl<'a> Follower<'a> {
    fn of(person: &'a Person, is_added: bool) -> Result<Self, Refusal> {
        let (id, kind) = match person {
            Person::Agent(id) => (id.native(), "user"),
            Person::Team(id) => (id.native(), "group"),
            Person::Contact(_) => {
                let explanation = "Only teammates and teams can follow a conversation.";
                return Err(Refusal::bad_input(&["input", "followerId"], explanation));
            }
        };
        Ok(Self { id, kind, is_added })
    }
}

/// The word for a status; the tables have been asked before.
pub(in crate::adapters::unthread::writes) fn status(
    target: &StatusTarget,
) -> Result<&str, Refusal> {
    let unified = match target {
        StatusTarget::Native(native) => return Ok(native),
        StatusTarget::Unified(unified) => *unified,
    };
    let mut rows = tables::STATUS.iter().filter(|row| row.is_writable);
    let row = rows.find(|row| row.unified == unified);
    let none = || {
        Refusal::new(
            RefusalReason::StatusNotSupported,
            "There is no such status.",
        )
    };
    row.map(|row| row.native).ok_or_else(none)
}

/// The number for a priority; null for none.
pub(in crate::adapters::unthread::writes) fn priority(
    target: &PriorityTarget,
) -> Result<Value, Refusal> {
    let native = match target {
        PriorityTarget::Unified(Priority::None) => return Ok(Value::Null),
        PriorityTarget::Unified(unified) => {
            let row = tables::PRIORITY.iter().find(|row| row.unified == *unified);
            row.map(|row| row.native)
        }
        PriorityTarget::Native(native) if native == tables::NO_PRIORITY => return Ok(Value::Null),
        PriorityTarget::Native(native) => Some(native.as_str()),
    };
    let number = native.and_then(|native| native.parse::<u8>().ok());
    let none = || {
        Refusal::new(
            RefusalReason::PriorityNotSupported,
            "There is no such priority.",
        )
    };
    number.map(Value::from).ok_or_else(none)
}

/// The id of an assignee, who can be a person only.
pub(in crate::adapters::unthread::writes) fn member(assignee: &Assignee) -> Result<&str, Refusal> {
    match assignee {
        Assignee::Agent(agent) => Ok(agent.native()),
        Assignee::Team(_) => Err(Refusal::unsupported(
            "Conversations are assigned to a person, not to a team.",
        )),
    }
}

/// Fields of the form, as texts by the id of the field.
pub(in crate::adapters::unthread::writes) fn form(fields: &[FieldValue]) -> Result<Merge, Refusal> {
    const FIELD: &[&str] = &["input", "customFields"];
    let one = |FieldValue { key, value }: &FieldValue| {
        if !lookup::is_uuid(key) {
            let explanation = format!("`{key}` is no id of a field of a ticket type.");
            return Err(Refusal::bad_input(FIELD, explanation));
        }
        text(key, value, FIELD)
    };
    fields.iter().map(one).collect()
}

fn merge(metadata: &Map<String, Value>) -> Result<Merge, Refusal> {
    const FIELD: &[&str] = &["input", "metadata"];
    let texts = metadata.iter();
    let texts = texts.map(|(key, value)| text(key, value, FIELD));
    texts.collect()
}

/// The service keeps texts; a list is one as well, written as JSON.
fn text(
    key: &str,
    value: &Value,
    field: &[&'static str],
) -> Result<(String, Option<String>), Refusal> {
    let text = match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) => Some(value.to_string()),
        Value::Object(_) => {
            let explanation = format!("The value of `{key}` has to be a text.");
            return Err(Refusal::bad_input(field, explanation));
        }
    };
    Ok((key.to_owned(), text))
}

fn merged(current: Option<Map<String, Value>>, merge: &Merge) -> Value {
    let mut map = current.unwrap_or_default();
    for (key, text) in merge {
        match text {
            Some(text) => {
                map.insert(key.clone(), text.clone().into());
            }
            None => {
                map.remove(key);
            }
        }
    }
    map.into()
}

/// A new map of the values that are set.
pub(in crate::adapters::unthread::writes) fn filled(merge: &Merge) -> Value {
    merged(None, merge)
}

/// As the service writes moments: with milliseconds.
fn shown(at: Timestamp) -> String {
    format!("{at:.3}")
}

#[cfg(test)]
mod tests;
