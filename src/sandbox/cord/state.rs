//! What the provider keeps.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::content;
use super::ids;
use super::message::{Message, StoredFile};

/// Flat values that the customer attaches to things.
pub(super) type Metadata = Map<String, Value>;

/// Everything of one project.
#[derive(Debug)]
pub(super) struct Project {
    pub name: &'static str,
    pub threads: Vec<Thread>,
    pub users: Vec<User>,
    pub groups: Vec<Group>,
    /// What was uploaded since the start and may be attached by its owner.
    pub uploads: Vec<Arc<StoredFile>>,
    /// How many ids were made.
    pub made: u64,
}

#[derive(Debug)]
pub(super) struct Thread {
    pub id: String,
    pub group_id: String,
    pub name: String,
    pub url: String,
    pub location: Metadata,
    pub metadata: Metadata,
    pub extra_classnames: Option<String>,
    pub created: Timestamp,
    pub resolved: Option<Timestamp>,
    pub subscribers: Vec<String>,
    pub participants: Vec<Participant>,
    pub typing: Vec<Typing>,
    /// By creation, oldest first.
    pub messages: Vec<Message>,
}

/// Somebody who has seen the thread.
#[derive(Debug)]
pub(super) struct Participant {
    /// `None` if the user is gone.
    pub user_id: Option<String>,
    pub last_seen: Option<Timestamp>,
}

/// Somebody who writes, as far as is known.
#[derive(Debug)]
pub(super) struct Typing {
    pub user_id: String,
    /// In the uptime of the server.
    pub until: Duration,
}

#[derive(Debug)]
pub(super) struct User {
    pub id: String,
    /// The key of the database, which orders the members of a group.
    pub uuid: String,
    pub email: Option<String>,
    pub name: Option<String>,
    pub short_name: Option<String>,
    pub picture: Option<String>,
    pub metadata: Metadata,
    pub created: Timestamp,
    pub is_active: bool,
}

#[derive(Debug)]
pub(super) struct Group {
    pub id: String,
    pub name: String,
    pub metadata: Metadata,
    pub members: Vec<String>,
    pub is_active: bool,
}

impl Project {
    pub(super) fn thread_position(&self, id: &str) -> Option<usize> {
        self.threads.iter().position(|thread| thread.id == id)
    }

    pub(super) fn user(&self, id: &str) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    pub(super) fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    pub(super) fn has_message(&self, id: &str) -> bool {
        let mut messages = self.threads.iter().flat_map(|thread| &thread.messages);
        messages.any(|message| message.id == id)
    }

    /// A key of the database that no row has yet.
    pub(super) fn new_uuid(&mut self) -> String {
        self.made += 1;
        ids::uuid(&format!("made {}", self.made))
    }
}

impl Thread {
    /// What the list of threads is ordered by: the newest message, deleted or not.
    pub(super) fn activity(&self) -> Timestamp {
        self.messages
            .last()
            .map_or(self.created, |message| message.created)
    }

    pub(super) fn first_activity(&self) -> Timestamp {
        self.messages
            .first()
            .map_or(self.created, |message| message.created)
    }

    /// The authors of one sort of messages among those after the very first, each once.
    pub(super) fn repliers(&self, is_action: bool) -> Vec<&str> {
        let mut found = Vec::new();
        for message in self.messages.iter().skip(1) {
            let author = message.author_id.as_str();
            let counts = message.deleted.is_none() && message.is_action == is_action;
            if counts && !found.contains(&author) {
                found.push(author);
            }
        }
        found
    }

    /// The users mentioned in any message that is not deleted, each once.
    pub(super) fn mentioned(&self) -> Vec<String> {
        let mut found = Vec::new();
        for message in self
            .messages
            .iter()
            .filter(|message| message.deleted.is_none())
        {
            for id in content::mentioned(&message.content) {
                if !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        found
    }

    /// Who writes at this uptime of the server.
    pub(super) fn typing_at(&self, uptime: Duration) -> Vec<&str> {
        let current = self.typing.iter().filter(|typing| uptime < typing.until);
        current.map(|typing| typing.user_id.as_str()).collect()
    }

    /// Puts a message in its place by time, behind those of the same time.
    pub(super) fn add(&mut self, message: Message) {
        self.messages.push(message);
        self.sort();
    }

    /// Puts the messages in their order again.
    pub(super) fn sort(&mut self) {
        self.messages.sort_by_key(|message| message.created);
    }

    /// Notes that a user has seen everything there is.
    pub(super) fn see(&mut self, user_id: &str) {
        let times = self.messages.iter().flat_map(|message| {
            let reactions = message.reactions.iter().map(|reaction| reaction.at);
            reactions.chain([message.created])
        });
        let newest = times.max();
        self.participant(user_id).last_seen = newest;
    }

    /// Notes that a user has seen nothing.
    pub(super) fn forget(&mut self, user_id: &str) {
        self.participant(user_id).last_seen = None;
    }

    pub(super) fn subscribe(&mut self, user_id: &str) {
        self.participant(user_id);
        if !self.subscribers.iter().any(|one| one == user_id) {
            self.subscribers.push(user_id.to_owned());
        }
    }

    /// The user's row; a new one if there is none.
    fn participant(&mut self, user_id: &str) -> &mut Participant {
        let is_user = |one: &Participant| one.user_id.as_deref() == Some(user_id);
        let at = self.participants.iter().position(is_user);
        let at = at.unwrap_or_else(|| {
            self.participants.push(Participant {
                user_id: Some(user_id.to_owned()),
                last_seen: None,
            });
            self.participants.len() - 1
        });
        &mut self.participants[at]
    }
}

impl Group {
    pub(super) const fn status(&self) -> &'static str {
        status(self.is_active)
    }
}

const fn status(is_active: bool) -> &'static str {
    if is_active { "active" } else { "deleted" }
}

impl User {
    pub(super) const fn status(&self) -> &'static str {
        status(self.is_active)
    }

    /// The name that is shown: the short one first.
    pub(super) fn display_name(&self) -> &str {
        let name = self.short_name.as_deref().or(self.name.as_deref());
        name.unwrap_or("unknown")
    }
}
