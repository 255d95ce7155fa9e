//! Status, priority and labels of a conversation.

use jiff::Timestamp;

use crate::sandbox::nimchat::state::{Attributes, Message, Priority, Status};

use super::Act;
use super::message::blank;

impl Act<'_> {
    /// Sets the status; only a snoozed conversation has a time to wake up. The same status again leaves no trace.
    pub(crate) fn set_status(&mut self, id: u64, status: Status, until: Option<Timestamp>) {
        let Some(conversation) = self.state.conversation_mut(id) else {
            return;
        };
        let before = std::mem::replace(&mut conversation.status, status);
        conversation.snoozed_until = until.filter(|_| status == Status::Snoozed);
        if before == status {
            return;
        }
        self.log_status(id, status);
        match status {
            Status::Resolved => self.ask_for_rating(id),
            Status::Open => self.assign_automatically(id),
            Status::Pending | Status::Snoozed => (),
        }
    }

    /// Some inboxes ask for a rating at the end, once in a conversation.
    fn ask_for_rating(&mut self, id: u64) {
        let Some(conversation) = self.state.conversation(id) else {
            return;
        };
        let inbox = self.state.inbox(conversation.inbox_id);
        let was_asked = self
            .state
            .messages_of(conversation)
            .any(|message| message.content_type == "input_csat");
        if was_asked || !inbox.is_some_and(|inbox| inbox.csat_survey_enabled) {
            return;
        }
        self.add_message(Message {
            content: Some("Please rate the conversation".to_owned()),
            content_type: "input_csat",
            ..blank(id, self.now)
        });
    }

    pub(crate) fn set_priority(&mut self, id: u64, priority: Option<Priority>) {
        let Some(conversation) = self.state.conversation_mut(id) else {
            return;
        };
        let before = std::mem::replace(&mut conversation.priority, priority);
        if before != priority {
            self.log_priority(id, before, priority);
        }
    }

    /// Replaces all labels.
    pub(crate) fn set_labels(&mut self, id: u64, labels: Vec<String>) {
        let Some(conversation) = self.state.conversation_mut(id) else {
            return;
        };
        let before = std::mem::replace(&mut conversation.labels, labels.clone());
        self.log_labels(id, &before, &labels);
    }

    /// Replaces all custom attributes, which leaves no line.
    pub(crate) fn set_custom_attributes(&mut self, id: u64, attributes: Attributes) {
        if let Some(conversation) = self.state.conversation_mut(id) {
            conversation.custom_attributes = attributes;
        }
    }
}

/// Labels as the server reads them: a comma separates, blanks and doubles are dropped, letters stay as they are.
pub(crate) fn labels(sent: Option<Vec<String>>) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for text in sent.unwrap_or_default() {
        for label in text.split(',').map(str::trim) {
            if !label.is_empty() && !labels.iter().any(|known| known == label) {
                labels.push(label.to_owned());
            }
        }
    }
    labels
}
