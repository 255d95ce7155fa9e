//! The lines that the server writes into a conversation, in English.

use crate::sandbox::nimchat::state::{Message, MessageType, Priority, Status};

use super::Act;
use super::message::blank;

impl Act<'_> {
    /// The full name of whoever acts.
    pub(super) fn my_name(&self) -> String {
        let me = self.state.user(self.me);
        me.map(|user| user.name.clone()).unwrap_or_default()
    }

    /// Adds a line, which counts as activity.
    pub(super) fn log(&mut self, conversation_id: u64, text: String) {
        self.add_message(Message {
            content: Some(text),
            kind: MessageType::Activity,
            ..blank(conversation_id, self.now)
        });
    }

    pub(super) fn log_status(&mut self, conversation_id: u64, status: Status) {
        let done = match status {
            Status::Open => "reopened",
            Status::Resolved => "marked resolved",
            Status::Pending => "marked as pending",
            Status::Snoozed => "snoozed",
        };
        let text = format!("Conversation was {done} by {}", self.my_name());
        self.log(conversation_id, text);
    }

    pub(super) fn log_priority(
        &mut self,
        conversation_id: u64,
        before: Option<Priority>,
        after: Option<Priority>,
    ) {
        let (who, name) = (self.my_name(), Priority::name);
        let text = match (before.map(name), after.map(name)) {
            (None, Some(to)) => format!("{who} set the priority to {to}"),
            (Some(from), Some(to)) => format!("{who} changed the priority from {from} to {to}"),
            (_, None) => format!("{who} removed the priority"),
        };
        self.log(conversation_id, text);
    }

    /// Adds up to two lines, first for the labels that came.
    pub(super) fn log_labels(&mut self, conversation_id: u64, before: &[String], after: &[String]) {
        let who = self.my_name();
        let missing_in = |others: &[String], own: &[String]| {
            let missing: Vec<&str> = own
                .iter()
                .filter(|label| !others.contains(label))
                .map(String::as_str)
                .collect();
            missing.join(", ")
        };
        for (verb, labels) in [
            ("added", missing_in(before, after)),
            ("removed", missing_in(after, before)),
        ] {
            if !labels.is_empty() {
                self.log(conversation_id, format!("{who} {verb} {labels}"));
            }
        }
    }
}
