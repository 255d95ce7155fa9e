//! What new rows are called: numbers that only rise, so that a deleted row's number never comes back.

use super::state::State;

/// The next number of each table.
#[derive(Debug, Default)]
pub(super) struct Sequences {
    message: u64,
    attachment: u64,
    blob: u64,
    conversation: u64,
    contact: u64,
    way: u64,
    label: u64,
}

impl Sequences {
    /// Begins behind the rows that are there.
    pub(super) fn after(state: &State) -> Self {
        let files = state.messages.iter().flat_map(|row| &row.attachments);
        Self {
            message: after_message(highest(state.messages.iter().map(|row| row.id))),
            attachment: highest(files.map(|row| row.id)) + 1,
            blob: highest(state.blobs.iter().map(|row| row.id)) + 1,
            conversation: highest(state.conversations.iter().map(|row| row.display_id)) + 1,
            contact: highest(state.contacts.iter().map(|row| row.id)) + 1,
            way: highest(state.contact_inboxes.iter().map(|row| row.id)) + 1,
            label: highest(state.labels.iter().map(|row| row.id)) + 1,
        }
    }

    pub(super) fn message(&mut self) -> u64 {
        let id = self.message;
        self.message = after_message(id);
        id
    }

    pub(super) fn attachment(&mut self) -> u64 {
        take(&mut self.attachment)
    }

    pub(super) fn blob(&mut self) -> u64 {
        take(&mut self.blob)
    }

    pub(super) fn conversation(&mut self) -> u64 {
        take(&mut self.conversation)
    }

    pub(super) fn contact(&mut self) -> u64 {
        take(&mut self.contact)
    }

    pub(super) fn way(&mut self) -> u64 {
        take(&mut self.way)
    }

    pub(super) fn label(&mut self) -> u64 {
        take(&mut self.label)
    }
}

/// The id after this one: other accounts of the installation write messages in between.
pub(super) fn after_message(id: u64) -> u64 {
    id + if id.is_multiple_of(5) { 3 } else { 1 }
}

fn highest(ids: impl Iterator<Item = u64>) -> u64 {
    ids.max().unwrap_or_default()
}

fn take(next: &mut u64) -> u64 {
    let id = *next;
    *next += 1;
    id
}
