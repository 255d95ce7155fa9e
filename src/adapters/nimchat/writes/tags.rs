//! Labels: those of a conversation, which are written whole, and the catalogue.

use crate::model::{Conversation, Id, Related, Tag};
use crate::provider::{Refusal, Result, WriteError, WriteResult, Written};
use crate::transport::{CallContext, Endpoint as _};

use crate::adapters::nimchat::endpoints::{
    CreateLabel, DeleteLabel, ListConversationLabels, ListLabels, RenameLabel,
    SetConversationLabels,
};
use crate::adapters::nimchat::{Nimchat, map};

/// Refuses names that would become other labels, or none.
pub(super) fn admit(names: &[String]) -> std::result::Result<(), Refusal> {
    // The server cuts a text at its commas, and drops blanks at the ends.
    let is_label = |name: &String| !name.trim().is_empty() && !name.contains(',');
    if names.iter().all(is_label) {
        return Ok(());
    }
    let explanation = "A label has letters, and no comma.";
    Err(Refusal::bad_input(&["input", "tags"], explanation))
}

/// Refuses what the catalogue does not take.
pub(super) fn admit_title(title: &str) -> std::result::Result<(), Refusal> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    let is_title = title.starts_with(char::is_alphanumeric)
        && title.chars().count() >= 2
        && title.chars().all(is_part);
    if is_title {
        return Ok(());
    }
    let explanation = "A label of the catalogue has at least two letters, digits, `_` or `-`, and begins with a letter or digit.";
    Err(Refusal::bad_input(&["input", "name"], explanation))
}

/// The labels with these ones added.
fn with(before: &[String], names: &[String]) -> Vec<String> {
    let mut after = before.to_vec();
    for name in names.iter().map(|name| name.trim()) {
        if !after.iter().any(|label| label == name) {
            after.push(name.to_owned());
        }
    }
    after
}

/// The labels without these ones.
fn without(before: &[String], names: &[String]) -> Vec<String> {
    let goes = |label: &String| names.iter().any(|name| name.trim() == label);
    before
        .iter()
        .filter(|label| !goes(label))
        .cloned()
        .collect()
}

impl Nimchat {
    pub(super) async fn add_labels(
        &self,
        call: &CallContext,
        conversation: &Id<Conversation>,
        names: &[String],
    ) -> std::result::Result<(), WriteError> {
        let change = |before: &[String]| with(before, names);
        self.change_labels(call, conversation, change).await
    }

    pub(super) async fn remove_labels(
        &self,
        call: &CallContext,
        conversation: &Id<Conversation>,
        names: &[String],
    ) -> std::result::Result<(), WriteError> {
        let change = |before: &[String]| without(before, names);
        self.change_labels(call, conversation, change).await
    }

    /// Reads, changes and writes. Nothing is written if nothing changes.
    async fn change_labels(
        &self,
        call: &CallContext,
        conversation: &Id<Conversation>,
        change: impl Fn(&[String]) -> Vec<String>,
    ) -> std::result::Result<(), WriteError> {
        let operation = ListConversationLabels::OPERATION.id;
        let endpoint = ListConversationLabels {
            account: &self.account,
            conversation: self.path_of(conversation, operation)?,
        };
        let before = self.ask(call, &endpoint).await?.items;
        let after = change(&before);
        if before == after {
            return Ok(());
        }
        self.set_labels(call, conversation, &after).await
    }

    /// Writes the whole list.
    pub(super) async fn set_labels(
        &self,
        call: &CallContext,
        conversation: &Id<Conversation>,
        names: &[String],
    ) -> std::result::Result<(), WriteError> {
        let operation = SetConversationLabels::OPERATION.id;
        let endpoint = SetConversationLabels {
            account: &self.account,
            conversation: self.path_of(conversation, operation)?,
            labels: &with(&[], names),
        };
        Ok(self.act(call, &endpoint).await?)
    }

    pub(super) async fn create_tag(&self, call: &CallContext, name: &str) -> WriteResult {
        let endpoint = CreateLabel {
            account: &self.account,
            title: name,
        };
        let label = self.ask(call, &endpoint).await?;
        Ok(shown(map::tag(&self.key, label)))
    }

    /// A label is its title, so the renamed one is another tag.
    pub(super) async fn rename_tag(
        &self,
        call: &CallContext,
        tag: &Id<Tag>,
        name: &str,
    ) -> WriteResult {
        let label = self.number_of_label(call, tag).await?;
        let endpoint = RenameLabel {
            account: &self.account,
            label: &label,
            title: name,
        };
        let label = self.ask(call, &endpoint).await?;
        Ok(shown(map::tag(&self.key, label)))
    }

    pub(super) async fn delete_tag(&self, call: &CallContext, tag: &Id<Tag>) -> WriteResult {
        let label = self.number_of_label(call, tag).await?;
        let endpoint = DeleteLabel {
            account: &self.account,
            label: &label,
        };
        self.act(call, &endpoint).await?;
        Ok(Written::default())
    }

    /// The number by which the catalogue knows a title.
    async fn number_of_label(
        &self,
        call: &CallContext,
        tag: &Id<Tag>,
    ) -> std::result::Result<String, WriteError> {
        let endpoint = ListLabels {
            account: &self.account,
        };
        let labels: Result<_> = self.ask(call, &endpoint).await;
        let mut labels = labels?.items.into_iter();
        let found = labels.find(|label| label.value.title == tag.native());
        let number = found.and_then(|label| label.value.id);
        let missing = || {
            let explanation = "There is no such label in the catalogue.";
            Refusal::not_found(&["input", "tagId"], explanation)
        };
        Ok(number.ok_or_else(missing)?.to_string())
    }
}

fn shown(tag: Tag) -> Written {
    Written {
        tag: Some(tag.id.clone()),
        related: Related {
            tags: vec![tag],
            ..Related::default()
        },
        ..Written::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{admit, admit_title, with, without};

    fn texts(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn labels_are_added_once_and_taken_away_as_written() {
        let before = texts(&["vip", "delivery"]);
        let after = with(&before, &texts(&["delivery", " new ", "new", "VIP"]));
        assert_eq!(after, ["vip", "delivery", "new", "VIP"]);
        assert_eq!(
            without(&after, &texts(&["vip", "gone"])),
            ["delivery", "new", "VIP"]
        );
    }

    #[test]
    fn names_that_would_become_other_labels_are_refused() {
        assert!(admit(&texts(&["care plan", "Größe"])).is_ok());
        for name in ["a,b", " ", ""] {
            assert_eq!(
                admit(&texts(&["vip", name])).unwrap_err().field,
                ["input", "tags"]
            );
        }
    }

    #[test]
    fn the_catalogue_takes_fewer_names() {
        for title in ["vip", "Größe-2", "a_", "42"] {
            assert!(admit_title(title).is_ok(), "{title}");
        }
        for title in ["", "a", "-vip", "_a", "care plan", "a,b", "a/b"] {
            assert_eq!(
                admit_title(title).unwrap_err().field,
                ["input", "name"],
                "{title}"
            );
        }
    }
}
