//! Messages: what follows when one is written, sent or deleted.

use jiff::Timestamp;
use serde_json::json;

use crate::sandbox::nimchat::secret;
use crate::sandbox::nimchat::state::{Attributes, Channel, Message, MessageType, Sender, Status};

use super::Act;
use super::files::File;

/// What a messenger says when its window is closed.
const WINDOW_CLOSED: &str = "131047: Message failed to send because more than 24 hours have passed since the customer last replied.";

/// A message that nobody wrote, of no words.
pub(crate) fn blank(conversation_id: u64, now: Timestamp) -> Message {
    Message {
        id: 0,
        conversation_id,
        content: None,
        kind: MessageType::Template,
        content_type: "text",
        content_attributes: Attributes::new(),
        additional_attributes: Attributes::new(),
        status: "sent",
        private: false,
        source_id: None,
        sender: Sender::Nobody,
        attachments: Vec::new(),
        created_at: now,
        updated_at: now,
    }
}

impl Act<'_> {
    /// Adds a message at the end of its conversation; every message counts as activity.
    pub(super) fn add_message(&mut self, message: Message) -> u64 {
        let id = self.state.sequences.message();
        if let Some(conversation) = self.state.conversation_mut(message.conversation_id) {
            conversation.last_activity_at = message.created_at;
        }
        self.state.messages.push(Message { id, ..message });
        id
    }

    /// Writes what somebody says, with files.
    pub(crate) fn write(&mut self, mut message: Message, files: Vec<File>) -> u64 {
        message.attachments = self.attach(files);
        let (conversation, kind, sender) = (message.conversation_id, message.kind, message.sender);
        let is_human_reply =
            kind == MessageType::Outgoing && !message.private && matches!(sender, Sender::User(_));
        let id = self.add_message(message);
        if is_human_reply {
            self.note_reply(conversation);
        }
        if kind == MessageType::Incoming {
            self.note_question(conversation, sender);
        }
        id
    }

    /// The first reply counts, and every reply ends the waiting.
    fn note_reply(&mut self, conversation: u64) {
        let now = self.now;
        if let Some(conversation) = self.state.conversation_mut(conversation) {
            conversation.first_reply_created_at.get_or_insert(now);
            conversation.waiting_since = None;
        }
    }

    /// The customer waits, was just here, and reopens what was put away.
    fn note_question(&mut self, id: u64, sender: Sender) {
        let now = self.now;
        let Some(conversation) = self.state.conversation_mut(id) else {
            return;
        };
        conversation.waiting_since.get_or_insert(now);
        let (status, inbox) = (conversation.status, conversation.inbox_id);
        if let Sender::Contact(contact) = sender
            && let Some(contact) = self.state.contact_mut(contact)
        {
            contact.last_activity_at = Some(now);
        }
        let has_bot = self
            .state
            .inbox(inbox)
            .is_some_and(|inbox| inbox.bot.is_some());
        match status {
            Status::Snoozed => self.set_status(id, Status::Open, None),
            Status::Resolved if has_bot => self.set_status(id, Status::Pending, None),
            Status::Resolved => self.set_status(id, Status::Open, None),
            Status::Open | Status::Pending => (),
        }
    }

    /// Hands a message to its channel, which the server does after it has answered.
    pub(crate) fn deliver(&mut self, id: u64, is_window_open: bool) {
        let domain = "in.nimchat.example";
        let state = &mut *self.state;
        let Some(message) = state.messages.iter_mut().rev().find(|one| one.id == id) else {
            return;
        };
        if message.kind != MessageType::Outgoing || message.private {
            return;
        }
        let mut all = state.conversations.iter();
        let Some(conversation) = all.find(|one| one.display_id == message.conversation_id) else {
            return;
        };
        let mut inboxes = state.inboxes.iter();
        let inbox = inboxes.find(|inbox| inbox.id == conversation.inbox_id);
        match inbox.map(|inbox| &inbox.channel) {
            Some(Channel::Email { .. }) => {
                let uuid = &conversation.uuid;
                message.source_id = Some(format!("conversation/{uuid}/messages/{id}@{domain}"));
            }
            Some(Channel::Whatsapp { .. }) if !is_window_open => {
                message.status = "failed";
                let error = json!(WINDOW_CLOSED);
                message
                    .content_attributes
                    .insert("external_error".to_owned(), error);
            }
            Some(Channel::Whatsapp { .. }) => {
                message.source_id = Some(format!("wamid.{}", secret::token(&format!("sent {id}"))));
            }
            Some(Channel::WebWidget { .. } | Channel::Api { .. }) | None => (),
        }
    }

    /// Deletes softly: the row stays and says so, text and files are lost.
    pub(crate) fn delete_message(&mut self, id: u64) {
        let now = self.now;
        let Some(message) = self.state.message_mut(id) else {
            return;
        };
        message.content = Some("This message was deleted".to_owned());
        message.content_attributes = Attributes::from_iter([("deleted".to_owned(), json!(true))]);
        message.attachments.clear();
        message.updated_at = now;
    }
}
