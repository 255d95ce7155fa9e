//! The catalogue of labels.

use crate::sandbox::nimchat::body::Body;
use crate::sandbox::nimchat::refusal::Refusal;
use crate::sandbox::nimchat::state::{Label, State};

use super::Act;

/// What may be sent.
pub(crate) const COLUMNS: &[&str] = &["title", "description", "color", "show_on_sidebar"];

/// Puts what was sent into a record; titles are lower-cased.
pub(crate) fn assign(label: &mut Label, body: &Body) {
    if body.has("title") {
        label.title = body.text("title").unwrap_or_default().to_lowercase();
    }
    if body.has("description") {
        label.description = body.text("description");
    }
    if let Some(color) = body.present("color") {
        label.color = color;
    }
    if body.has("show_on_sidebar") {
        label.show_on_sidebar = body.truth("show_on_sidebar");
    }
}

/// Refuses a title that is missing, odd or taken.
pub(crate) fn check(state: &State, label: &Label) -> Result<(), Refusal> {
    let mut flaws = Vec::new();
    let mut flaw = |is_wrong: bool, text: &str| {
        if is_wrong {
            flaws.push(("title", format!("Title {text}")));
        }
    };
    let mut others = state.labels.iter().filter(|other| other.id != label.id);
    flaw(label.title.trim().is_empty(), "must not be blank");
    flaw(!is_title(&label.title), "is invalid");
    flaw(
        others.any(|other| other.title == label.title),
        "has already been taken",
    );
    if flaws.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid(flaws))
    }
}

/// At least two letters, digits, `_` or `-`, beginning with a letter or digit.
fn is_title(title: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    title.starts_with(char::is_alphanumeric)
        && title.chars().count() >= 2
        && title.chars().all(is_part)
}

impl Act<'_> {
    /// Keeps a label under its id. A new title goes to whatever has the old one.
    pub(crate) fn keep_label(&mut self, label: Label) {
        self.state.labels_changed_at = Some(self.now);
        let mut labels = self.state.labels.iter_mut();
        let Some(known) = labels.find(|known| known.id == label.id) else {
            self.state.labels.push(label);
            return;
        };
        let (before, after) = (known.title.clone(), label.title.clone());
        *known = label;
        if before == after {
            return;
        }
        let of_conversations = self
            .state
            .conversations
            .iter_mut()
            .map(|one| &mut one.labels);
        let of_contacts = self.state.contacts.iter_mut().map(|one| &mut one.labels);
        for labels in of_conversations.chain(of_contacts) {
            if labels.contains(&before) {
                labels.retain(|label| *label != before && *label != after);
                labels.push(after.clone());
            }
        }
    }

    /// Takes a label out of the catalogue; where it is attached it stays.
    pub(crate) fn drop_label(&mut self, id: u64) {
        self.state.labels_changed_at = Some(self.now);
        self.state.labels.retain(|label| label.id != id);
    }
}
