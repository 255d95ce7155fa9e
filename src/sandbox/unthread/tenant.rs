//! Everything one customer of the service keeps there: tables of rows that refer to each other by id.

use std::sync::{Arc, RwLock};

use serde_json::Value;

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
    pub content: Vec<u8>,
}

impl StoredFile {
    /// What comes after the last dot of the name.
    pub(super) fn extension(&self) -> &str {
        let split = self.name.rsplit_once('.');
        split.map_or("", |(_, extension)| extension)
    }
}

impl Tenant {
    /// Puts the tenant behind its lock.
    pub(super) fn shared(self) -> SharedTenant {
        Arc::new(RwLock::new(self))
    }
}

/// Finds a row by its id.
pub(super) fn find<'a>(table: &'a [Value], id: &str) -> Option<&'a Value> {
    table.iter().find(|row| row["id"] == id)
}
