//! Everything one customer of the service keeps there: tables of rows that refer to each other by id.

use std::sync::{Arc, RwLock};

use axum::body::Bytes;
use axum::http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::ids;

/// The tenant as the routes share it.
pub(super) type SharedTenant = Arc<RwLock<Tenant>>;

/// The tables. Rows hold their own columns alone; what is embedded in answers is joined by `views`.
#[derive(Debug, Default)]
pub(super) struct Tenant {
    /// Of the team and outside; the column `isExternal` is never handed out.
    pub users: Vec<Value>,
    /// Labels.
    pub tags: Vec<Value>,
    /// Companies; `tagIds` is never handed out.
    pub customers: Vec<Value>,
    /// What conversations can be about.
    pub ticket_types: Vec<Value>,
    /// Conversations; `tagIds` is never handed out.
    pub conversations: Vec<Value>,
    /// What was said, in all conversations; `authorId` is never handed out.
    pub messages: Vec<Value>,
    /// What was attached.
    pub files: Vec<StoredFile>,
    /// Parts to play in a conversation.
    pub collaborator_types: Vec<Value>,
    /// Messages to many.
    pub outbounds: Vec<Value>,
    /// Addresses for events.
    pub webhook_subscriptions: Vec<Value>,
    /// Questions to those who have to agree.
    pub approval_requests: Vec<Value>,
    /// How many ids were given out since the story was told.
    pub made: u64,
    /// The moment of the latest write, in microseconds.
    pub latest: i64,
}

/// A file with its content.
#[derive(Debug, Clone)]
pub(super) struct StoredFile {
    /// A Slack id for what came through Slack, a UUID for all else.
    pub id: String,
    /// The conversation it was attached in.
    pub conversation_id: String,
    /// File name.
    pub name: String,
    /// Media type.
    pub mime_type: String,
    /// The bytes.
    pub content: Bytes,
    /// What the next download is refused with, because the file is still on its way.
    pub not_ready: Option<StatusCode>,
}

impl StoredFile {
    /// What comes after the last dot of the name.
    pub(super) fn extension(&self) -> &str {
        let split = self.name.rsplit_once('.');
        split.map_or("", |(_, extension)| extension)
    }

    /// How a message names what did not come through Slack: the size is a text here.
    pub(super) fn as_upload(&self) -> Value {
        let size = self.content.len().to_string();
        json!({ "id": self.id, "name": self.name, "size": size, "type": self.mime_type })
    }
}

impl Tenant {
    /// Puts the tenant behind its lock.
    pub(super) fn shared(self) -> SharedTenant {
        Arc::new(RwLock::new(self))
    }

    /// Gives a write a moment that is later than that of every other, by a microsecond if the clock stands still.
    pub(super) fn moment(&mut self, now: Timestamp) -> Timestamp {
        self.latest = now.as_microsecond().max(self.latest + 1);
        Timestamp::from_microsecond(self.latest).unwrap_or(now)
    }

    /// Counts what is made, so that every new id has a key of its own.
    pub(super) fn new_key(&mut self) -> String {
        self.made += 1;
        format!("new/{}", self.made)
    }

    /// Makes an id for a new row.
    pub(super) fn new_id(&mut self, kind: &str) -> String {
        ids::uuid(kind, &self.new_key())
    }
}

/// Finds a row by its id.
pub(super) fn find<'a>(table: &'a [Value], id: &str) -> Option<&'a Value> {
    table.iter().find(|row| row["id"] == id)
}

/// Finds a row by its id, to change it.
pub(super) fn find_mut<'a>(table: &'a mut [Value], id: &str) -> Option<&'a mut Value> {
    table.iter_mut().find(|row| row["id"] == id)
}
