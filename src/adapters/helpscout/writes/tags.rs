//! Tags of a conversation: the whole list is replaced, so that changes start from what is there.

use crate::model::command::ConversationChange;

/// Several changes of tags as one.
#[derive(Debug, Default, PartialEq)]
pub(super) struct TagEdit {
    /// What to start from; `None` for what is there.
    base: Option<Vec<String>>,
    /// Names, and whether they go on.
    steps: Vec<(Vec<String>, bool)>,
}

impl TagEdit {
    /// Takes one more change up; false if it is not about tags.
    pub(super) fn take(&mut self, change: &ConversationChange) -> bool {
        match change {
            ConversationChange::SetTags(names) => {
                self.base = Some(Vec::new());
                self.steps = vec![(names.clone(), true)];
            }
            // Unknown tags are made on use.
            ConversationChange::AddTags {
                names,
                creates_missing: _,
            } => self.steps.push((names.clone(), true)),
            ConversationChange::RemoveTags(names) => self.steps.push((names.clone(), false)),
            _ => return false,
        }
        true
    }

    /// Whether it has to be known what is there.
    pub(super) const fn starts_from_what_is_there(&self) -> bool {
        self.base.is_none()
    }

    /// The list that results; `None` if it is the one that is there.
    pub(super) fn apply(&self, there: Vec<String>) -> Option<Vec<String>> {
        let before = there.len();
        let mut names = self.base.clone().unwrap_or(there);
        let mut is_changed = self.base.is_some();
        for (step, is_added) in &self.steps {
            for name in step {
                let is_there = names.iter().any(|one| is_same(one, name));
                match (is_added, is_there) {
                    (true, false) => names.push(name.trim().to_owned()),
                    (false, true) => names.retain(|one| !is_same(one, name)),
                    _ => continue,
                }
                is_changed = true;
            }
        }
        (is_changed || names.len() != before).then_some(names)
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(changes: &[ConversationChange]) -> TagEdit {
        let mut edit = TagEdit::default();
        assert!(changes.iter().all(|change| edit.take(change)));
        edit
    }

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn add(text: &str) -> ConversationChange {
        ConversationChange::AddTags {
            names: words(text),
            creates_missing: false,
        }
    }

    #[test]
    fn what_is_there_stays_unless_it_is_taken_away() {
        let changes = [
            add("vip late"),
            ConversationChange::RemoveTags(words("OLD")),
        ];
        let edit = edit(&changes);
        assert!(edit.starts_from_what_is_there());
        assert_eq!(edit.apply(words("old VIP")), Some(words("VIP late")));
    }

    #[test]
    fn nothing_changes_without_a_difference() {
        let changes = [add("Vip"), ConversationChange::RemoveTags(words("gone"))];
        assert_eq!(edit(&changes).apply(words("vip")), None);
    }

    #[test]
    fn a_whole_list_needs_no_look() {
        let changes = [add("lost"), ConversationChange::SetTags(words("a b A"))];
        let edit = edit(&changes);
        assert!(!edit.starts_from_what_is_there());
        assert_eq!(edit.apply(Vec::new()), Some(words("a b")));
        let empty = super::TagEdit {
            base: Some(Vec::new()),
            steps: Vec::new(),
        };
        assert_eq!(empty.apply(Vec::new()), Some(Vec::new()));
    }
}
