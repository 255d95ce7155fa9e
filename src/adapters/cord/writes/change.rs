//! Changes of a thread, all in one call where that is possible.

use serde_json::{Map, Value, json};

use crate::adapters::cord::endpoints::{DeleteThread, GetThread, UpdateThread};
use crate::adapters::cord::{Cord, tables, wire};
use crate::adapters::paging::FromSource as _;
use crate::model::command::{ConversationChange as Change, FieldValue, StatusTarget};
use crate::model::{Conversation, ConversationStatus, Id};
use crate::provider::{Error, Refusal, WriteContext, WriteError, WriteResult, Written};
use crate::transport::CallContext;

use super::create::{admit_fields, is_flat};
use super::people;

const FOLLOWER: &[&str] = &["input", "followerId"];

/// Says what speaks against changes.
pub(super) fn admit(changes: &[Change]) -> Result<(), Refusal> {
    changes.iter().try_for_each(admit_one)
}

fn admit_one(change: &Change) -> Result<(), Refusal> {
    let unsupported = |explanation: &str| Err(Refusal::unsupported(explanation));
    match change {
        Change::Subject(_) | Change::MarkRead | Change::Organization(Some(_)) => Ok(()),
        Change::Status { to: _, actor } => match actor {
            Some(actor) => people::user(actor, &["input", "actorId"]).map(drop),
            None => Ok(()),
        },
        Change::CustomFields(fields) => admit_fields(fields),
        Change::Metadata(fields) => admit_metadata(fields),
        Change::Follow(person) | Change::Unfollow(person) => {
            people::user(person, FOLLOWER).map(drop)
        }
        Change::Typing(people) => {
            let user = |person| people::user(person, &["input", "actorIds"]).map(drop);
            people.iter().try_for_each(user)
        }
        Change::Organization(None) => unsupported("Every thread of Cord belongs to a group."),
        Change::Contact(_) => {
            unsupported("The contact of a thread is who wrote its first message.")
        }
        Change::Inbox(_) => unsupported("Cord has no inboxes."),
        Change::Priority(_) => unsupported("Threads of Cord have no priority."),
        Change::Assign(_) | Change::Unassign { .. } => {
            unsupported("Threads of Cord are assigned to nobody.")
        }
        Change::Snooze(_) | Change::Unsnooze => unsupported("Threads of Cord cannot be snoozed."),
        Change::AddTags { .. } | Change::RemoveTags(_) | Change::SetTags(_) => {
            unsupported("Cord has no tags.")
        }
        Change::TicketType(_)
        | Change::SlaDueAt(_)
        | Change::EscalationReason(_)
        | Change::IsAiResolved(_)
        | Change::RequesterTraits(_) => unsupported("Threads of Cord are no tickets."),
    }
}

fn admit_metadata(fields: &Map<String, Value>) -> Result<(), Refusal> {
    if fields
        .values()
        .all(|value| value.is_null() || is_flat(value))
    {
        return Ok(());
    }
    let explanation = "Metadata of Cord holds texts, numbers and booleans only.";
    Err(Refusal::bad_input(&["input", "metadata"], explanation))
}

/// What is to be sent.
#[derive(Debug, Default, PartialEq)]
struct Update {
    /// What the server changes at once or not at all.
    thread: Map<String, Value>,
    /// What it changes afterwards, and may refuse when the rest is done.
    people: Map<String, Value>,
    /// Keys of the metadata; null removes one.
    metadata: Map<String, Value>,
    /// Who begins to follow.
    followers: Vec<String>,
    /// Who does not follow any more.
    leavers: Vec<String>,
    /// Whether the team has read it.
    is_read: bool,
}

impl Update {
    /// Later changes win over earlier ones.
    fn of(changes: &[Change]) -> Result<Self, Refusal> {
        let mut update = Self::default();
        for change in changes {
            update.add(change)?;
        }
        Ok(update)
    }

    fn add(&mut self, change: &Change) -> Result<(), Refusal> {
        match change {
            Change::Subject(subject) => {
                let name = subject.as_deref().unwrap_or_default();
                self.thread.insert("name".to_owned(), json!(name));
            }
            Change::Status { to, actor } => {
                self.thread
                    .insert("resolved".to_owned(), json!(is_resolved(to)));
                if let Some(actor) = actor {
                    let user = people::user(actor, &["input", "actorId"])?;
                    self.thread.insert("userID".to_owned(), json!(user));
                }
            }
            Change::CustomFields(fields) => {
                let pair = |field: &FieldValue| (field.key.clone(), field.value.clone());
                self.metadata.extend(fields.iter().map(pair));
            }
            Change::Metadata(fields) => self.metadata.extend(fields.clone()),
            Change::Organization(Some(group)) => {
                self.thread
                    .insert("groupID".to_owned(), json!(group.native()));
            }
            Change::Follow(person) => {
                let user = people::user(person, FOLLOWER)?;
                self.leavers.retain(|one| one != user);
                self.followers.push(user.to_owned());
            }
            Change::Unfollow(person) => {
                let user = people::user(person, FOLLOWER)?;
                self.followers.retain(|one| one != user);
                self.leavers.push(user.to_owned());
            }
            Change::MarkRead => self.is_read = true,
            Change::Typing(typing) => {
                let user = |person| people::user(person, &["input", "actorIds"]);
                let users: Vec<&str> = typing.iter().map(user).collect::<Result<_, _>>()?;
                self.people.insert("typing".to_owned(), json!(users));
            }
            other => return admit_one(other),
        }
        Ok(())
    }
}

fn is_resolved(to: &StatusTarget) -> bool {
    match to {
        StatusTarget::Unified(status) => *status == ConversationStatus::Resolved,
        StatusTarget::Native(native) => native == tables::RESOLVED,
    }
}

/// All of the metadata after some keys changed: the server replaces it whole.
fn merged(mut metadata: Map<String, Value>, changes: &Map<String, Value>) -> Map<String, Value> {
    for (key, value) in changes {
        if value.is_null() {
            metadata.shift_remove(key);
        } else {
            metadata.insert(key.clone(), value.clone());
        }
    }
    metadata
}

impl Cord {
    pub(super) async fn change(
        &self,
        context: &WriteContext,
        conversation: &Id<Conversation>,
        changes: &[Change],
    ) -> WriteResult {
        let mut update = Update::of(changes)?;
        let (call, thread) = (&context.call, conversation.native());
        self.complete(call, thread, &mut update).await?;
        let Update {
            thread: first,
            people: second,
            ..
        } = update;
        let written = Written::default();
        if second.is_empty() {
            self.put_thread(call, thread, first).await?;
            return Ok(written);
        }
        if first.is_empty() {
            self.put_thread(call, thread, second).await?;
            return Ok(written);
        }
        self.put_thread(call, thread, first).await?;
        Ok(match self.put_thread(call, thread, second).await {
            Ok(()) => written,
            Err(error) => written.stopped_by(error),
        })
    }

    async fn put_thread(
        &self,
        call: &CallContext,
        thread: &str,
        fields: Map<String, Value>,
    ) -> Result<(), Error> {
        let body = Value::Object(fields);
        let endpoint = UpdateThread { thread, body };
        let updated = self.client.send(call, &endpoint).await;
        updated.from_source(&self.key).map(drop)
    }

    /// Adds what must be read first.
    async fn complete(
        &self,
        call: &CallContext,
        thread: &str,
        update: &mut Update,
    ) -> Result<(), WriteError> {
        if !update.metadata.is_empty() || !update.followers.is_empty() {
            let found = self.client.send(call, &GetThread { thread }).await;
            let found = found.from_source(&self.key)?.value;
            self.check_followers(call, &found, update).await?;
            update.add_metadata(found)?;
        }
        if update.is_read {
            let agents = self.agent_ids(call).await?;
            let mut agents: Vec<&String> = agents.iter().collect();
            if agents.is_empty() {
                return Err(
                    Refusal::unsupported("No user of Cord is configured as an agent.").into(),
                );
            }
            agents.sort();
            let seen = agents.iter().map(|id| json!({"userID": id, "seen": true}));
            update
                .people
                .insert("seenByUsers".to_owned(), seen.collect());
        }
        for (key, users) in [
            ("addSubscribers", &update.followers),
            ("removeSubscribers", &update.leavers),
        ] {
            if !users.is_empty() {
                update.people.insert(key.to_owned(), json!(users));
            }
        }
        Ok(())
    }

    async fn check_followers(
        &self,
        call: &CallContext,
        thread: &wire::Thread,
        update: &Update,
    ) -> Result<(), WriteError> {
        let moved_to = update.thread.get("groupID").and_then(Value::as_str);
        let own = thread.group_id.as_ref().unwrap_or(&thread.organization_id);
        for user in &update.followers {
            self.require_member(call, moved_to.unwrap_or(own), user, FOLLOWER)
                .await?;
        }
        Ok(())
    }

    pub(super) async fn delete_thread(
        &self,
        context: &WriteContext,
        conversation: &Id<Conversation>,
    ) -> WriteResult {
        let endpoint = DeleteThread {
            thread: conversation.native(),
        };
        let deleted = self.client.send(&context.call, &endpoint).await;
        deleted.from_source(&self.key)?;
        Ok(Written::default())
    }
}

impl Update {
    fn add_metadata(&mut self, thread: wire::Thread) -> Result<(), Refusal> {
        if self.metadata.is_empty() {
            return Ok(());
        }
        let Some(metadata) = thread.metadata else {
            let explanation = "This server does not show metadata, so nothing can be added to it.";
            return Err(Refusal::unsupported(explanation));
        };
        let merged = merged(metadata, &self.metadata);
        self.thread
            .insert("metadata".to_owned(), Value::Object(merged));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Update, merged};
    use crate::model::command::{ConversationChange as Change, Person, StatusTarget};
    use crate::model::{ConversationStatus, Id, SourceKey};

    fn map(value: &Value) -> serde_json::Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn many_changes_are_one_body_and_the_last_word_counts() {
        let key = SourceKey::parse("cord").unwrap();
        let ana = || Person::Agent(Id::new(&key, "ana"));
        let changes = [
            Change::Subject(Some("Old".to_owned())),
            Change::Subject(None),
            Change::Status {
                to: StatusTarget::Unified(ConversationStatus::Resolved),
                actor: Some(ana()),
            },
            Change::Follow(ana()),
            Change::Unfollow(ana()),
            Change::Typing(vec![ana()]),
        ];
        let update = Update::of(&changes).unwrap();
        let expected = Update {
            thread: map(&json!({"name": "", "resolved": true, "userID": "ana"})),
            people: map(&json!({"typing": ["ana"]})),
            leavers: vec!["ana".to_owned()],
            ..Update::default()
        };
        assert_eq!(update, expected);
    }

    #[test]
    fn metadata_is_merged_and_null_removes_a_key() {
        let old = map(&json!({"depot": "north", "vip": true, "seats": 3}));
        let new = merged(old, &map(&json!({"vip": null, "seats": 4, "tag.x": true})));
        assert_eq!(
            Value::Object(new),
            json!({"depot": "north", "seats": 4, "tag.x": true})
        );
    }
}
