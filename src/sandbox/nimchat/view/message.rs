//! Messages: the plain form of the message list and the push form inside conversations.

use serde_json::{Value, json};

use crate::sandbox::nimchat::state::{Conversation, HOME, Message, Sender};

use super::{View, epoch, extend, iso};

impl View<'_> {
    /// Message view; `sender` and `attachments` are absent where there are none.
    pub(crate) fn message(&self, message: &Message) -> Value {
        let mut view = json!({
            "id": message.id,
            "content": message.content,
            "inbox_id": self.inbox_id_of(message),
            "conversation_id": message.conversation_id,
            "message_type": message.kind.number(),
            "content_type": message.content_type,
            "status": message.status,
            "content_attributes": message.content_attributes,
            "created_at": epoch(Some(message.created_at)),
            "private": message.private,
            "source_id": message.source_id,
        });
        self.add_people_and_files(&mut view, message);
        view
    }

    /// Push form: the columns of the table and more.
    pub(super) fn push_message(&self, message: &Message, conversation: &Conversation) -> Value {
        let (sender_type, sender_id) = sender_columns(message.sender);
        let way = self.state.contact_inbox(conversation.contact_inbox_id);
        let mut view = json!({
            "id": message.id,
            "content": message.content,
            "account_id": HOME,
            "inbox_id": conversation.inbox_id,
            "conversation_id": message.conversation_id,
            "message_type": message.kind.number(),
            "created_at": epoch(Some(message.created_at)),
            "updated_at": iso(Some(message.updated_at)),
            "private": message.private,
            "status": message.status,
            "source_id": message.source_id,
            "content_type": message.content_type,
            "content_attributes": message.content_attributes,
            "sender_type": sender_type,
            "sender_id": sender_id,
            "external_source_ids": {},
            "additional_attributes": message.additional_attributes,
            "processed_message_content": message.content,
            "sentiment": {},
            "conversation": {
                "assignee_id": conversation.assignee_id,
                "unread_count": self.unread_count(conversation),
                "last_activity_at": epoch(Some(conversation.last_activity_at)),
                "contact_inbox": { "source_id": way.map(|way| &way.source_id) },
            },
        });
        self.add_people_and_files(&mut view, message);
        view
    }

    /// The push form of whoever sent a message, or null.
    pub(super) fn sender(&self, message: &Message) -> Value {
        let state = self.state;
        let sender = match message.sender {
            Sender::Contact(id) => state.contact(id).map(|contact| self.push_contact(contact)),
            Sender::User(id) => state.user(id).map(|user| self.push_user(user)),
            Sender::Bot(id) => state.bot(id).map(|bot| self.push_bot(bot)),
            Sender::Nobody => None,
        };
        sender.unwrap_or_default()
    }

    fn add_people_and_files(&self, view: &mut Value, message: &Message) {
        let sender = self.sender(message);
        if !sender.is_null() {
            extend(view, json!({ "sender": sender }));
        }
        if message.attachments.is_empty() {
            return;
        }
        let files = message.attachments.iter();
        let files: Vec<_> = files.map(|file| self.attachment(message, file)).collect();
        extend(view, json!({ "attachments": files }));
    }

    fn inbox_id_of(&self, message: &Message) -> Option<u64> {
        let conversation = self.state.conversation(message.conversation_id);
        conversation.map(|conversation| conversation.inbox_id)
    }
}

fn sender_columns(sender: Sender) -> (Option<&'static str>, Option<u64>) {
    match sender {
        Sender::Contact(id) => (Some("Contact"), Some(id)),
        Sender::User(id) => (Some("User"), Some(id)),
        Sender::Bot(id) => (Some("AgentBot"), Some(id)),
        Sender::Nobody => (None, None),
    }
}
