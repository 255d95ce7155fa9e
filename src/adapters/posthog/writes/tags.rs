//! Tags, which a change replaces whole.

use crate::adapters::posthog::map;
use crate::model::command::ConversationChange;
use crate::provider::Refusal;

/// Reads the name of a tag as the server keeps it.
pub(super) fn name(wished: &str) -> Result<String, Refusal> {
    let name = wished.trim().to_lowercase();
    if map::is_tag(&name) {
        return Ok(name);
    }
    let explanation = "A tag of PostHog has 1 to 255 characters.";
    Err(Refusal::bad_input(&["input", "tags"], explanation))
}

/// One step on the way from the tags of before to those of after.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Add(Vec<String>),
    Remove(Vec<String>),
    Set(Vec<String>),
}

impl Step {
    /// Reads a change of tags; `None` if it is one of something else.
    pub(super) fn of(change: &ConversationChange) -> Result<Option<Self>, Refusal> {
        let names = |wished: &[String]| -> Result<Vec<String>, Refusal> {
            wished.iter().map(|tag| name(tag)).collect()
        };
        Ok(match change {
            // Tags come to be by being used, so it does not matter whether that is wished.
            ConversationChange::AddTags {
                names: wished,
                creates_missing: _,
            } => Some(Self::Add(names(wished)?)),
            ConversationChange::RemoveTags(wished) => Some(Self::Remove(names(wished)?)),
            ConversationChange::SetTags(wished) => Some(Self::Set(names(wished)?)),
            _ => None,
        })
    }
}

/// Whether the tags of before matter.
pub(super) fn need_old(steps: &[Step]) -> bool {
    matches!(steps.first(), Some(Step::Add(_) | Step::Remove(_)))
}

/// The tags after all steps, each once.
pub(super) fn after(mut tags: Vec<String>, steps: &[Step]) -> Vec<String> {
    for step in steps {
        match step {
            Step::Add(names) => tags.extend(names.iter().cloned()),
            Step::Remove(names) => tags.retain(|tag| !names.contains(tag)),
            Step::Set(names) => tags.clone_from(names),
        }
        let mut seen = Vec::new();
        tags.retain(|tag| {
            let is_new = !seen.contains(tag);
            seen.push(tag.clone());
            is_new
        });
    }
    tags
}

/// Whether two lists have the same tags.
pub(super) fn are_same(left: &[String], right: &[String]) -> bool {
    left.len() == right.len() && left.iter().all(|tag| right.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::{Step, after, are_same, name, need_old};

    fn list(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|tag| (*tag).to_owned()).collect()
    }

    #[test]
    fn steps_are_taken_in_order() {
        let steps = [
            Step::Add(list(&["vat", "app", "vat"])),
            Step::Remove(list(&["login", "none"])),
        ];
        assert!(need_old(&steps));
        assert_eq!(
            after(list(&["app", "login"]), &steps),
            list(&["app", "vat"])
        );
        let set = [Step::Set(list(&["b", "a", "b"])), Step::Add(list(&["c"]))];
        assert!(!need_old(&set));
        assert_eq!(after(list(&["x"]), &set), list(&["b", "a", "c"]));
    }

    #[test]
    fn names_are_kept_as_the_server_does() {
        assert_eq!(name(" VAT id ").unwrap(), "vat id");
        for bad in ["", " ", &"x".repeat(256)] {
            assert_eq!(name(bad).unwrap_err().field, ["input", "tags"]);
        }
        assert!(are_same(&list(&["a", "b"]), &list(&["b", "a"])));
        assert!(!are_same(&list(&["a"]), &list(&["a", "b"])));
    }
}
