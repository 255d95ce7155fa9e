//! What the provider keeps.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::content;

/// Flat values that the customer attaches to things.
pub(super) type Metadata = Map<String, Value>;

/// Everything of one project.
#[derive(Debug)]
pub(super) struct Project {
    pub name: &'static str,
    pub threads: Vec<Thread>,
    pub users: Vec<User>,
    pub groups: Vec<Group>,
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

#[derive(Debug)]
pub(super) struct Message {
    pub id: String,
    pub author_id: String,
    pub content: Vec<Value>,
    pub created: Timestamp,
    pub updated: Option<Timestamp>,
    pub deleted: Option<Timestamp>,
    pub action: Option<Action>,
    pub metadata: Metadata,
    pub file: Option<StoredFile>,
    pub reactions: Vec<Reaction>,
}

/// What an automatic message tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Resolved,
    Unresolved,
}

impl Action {
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Resolved => "resolved this thread",
            Self::Unresolved => "reopened this thread",
        }
    }

    pub(super) const fn icon_url(self) -> &'static str {
        match self {
            Self::Resolved => "https://app.cord.com/static/check-circle.svg",
            Self::Unresolved => "https://app.cord.com/static/arrow-circle-up-right.svg",
        }
    }

    pub(super) const fn translation_key(self) -> &'static str {
        match self {
            Self::Resolved => "cord.thread_resolved",
            Self::Unresolved => "cord.thread_unresolved",
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct StoredFile {
    /// Without `cord:`.
    pub uuid: String,
    pub name: &'static str,
    pub mime_type: &'static str,
    pub bytes: Vec<u8>,
}

#[derive(Debug)]
pub(super) struct Reaction {
    pub emoji: &'static str,
    pub user_id: String,
    pub at: Timestamp,
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
}

#[derive(Debug)]
pub(super) struct Group {
    pub id: String,
    pub name: String,
    pub metadata: Metadata,
    pub members: Vec<String>,
}

impl Project {
    pub(super) fn thread(&self, id: &str) -> Option<&Thread> {
        self.threads.iter().find(|thread| thread.id == id)
    }

    pub(super) fn user(&self, id: &str) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    pub(super) fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
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
            let counts = message.deleted.is_none() && message.action.is_some() == is_action;
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
}

impl User {
    /// The name that is shown: the short one first.
    pub(super) fn display_name(&self) -> &str {
        let name = self.short_name.as_deref().or(self.name.as_deref());
        name.unwrap_or("unknown")
    }
}
