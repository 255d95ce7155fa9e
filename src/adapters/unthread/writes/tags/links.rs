//! Which tags a conversation gets and loses: wishes by name become links by id.

use crate::adapters::unthread::wire;
use crate::provider::{Allowed, Refusal};

const TAGS: &[&str] = &["input", "tags"];

/// What becomes of the tags of a conversation, by name.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::adapters::unthread::writes) enum TagWish<'a> {
    /// Beside those that are there.
    Add {
        names: &'a [String],
        creates_missing: bool,
    },
    /// No longer there.
    Remove(&'a [String]),
    /// Instead of those that are there.
    Set(&'a [String]),
}

impl<'a> TagWish<'a> {
    pub(in crate::adapters::unthread::writes) fn add(
        names: &'a [String],
        creates_missing: bool,
    ) -> Result<Self, Refusal> {
        all_named(names)?;
        Ok(Self::Add {
            names,
            creates_missing,
        })
    }

    pub(in crate::adapters::unthread::writes) fn set(names: &'a [String]) -> Result<Self, Refusal> {
        all_named(names)?;
        Ok(Self::Set(names))
    }

    /// The names that have to be found, and whether those that are not are made.
    pub(super) fn wanted(&self) -> (&'a [String], bool) {
        match *self {
            Self::Add {
                names,
                creates_missing,
            } => (names, creates_missing),
            Self::Set(names) => (names, false),
            Self::Remove(_) => (&[], false),
        }
    }

    fn keeps(&self, name: &str) -> bool {
        let is_named = |names: &[String]| names.iter().any(|one| is_same(one, name));
        match self {
            Self::Add { .. } => true,
            Self::Remove(names) => !is_named(names),
            Self::Set(names) => is_named(names),
        }
    }
}

fn all_named(names: &[String]) -> Result<(), Refusal> {
    if names.iter().any(|name| name.trim().is_empty()) {
        return Err(Refusal::bad_input(TAGS, "A tag needs a name."));
    }
    Ok(())
}

/// Nobody means two tags by two cases of one name.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// The links to make and to remove.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::adapters::unthread::writes) struct Links {
    /// Ids.
    pub(super) added: Vec<String>,
    /// Names of tags to make and link.
    pub(super) created: Vec<String>,
    /// Ids.
    pub(super) removed: Vec<String>,
}

/// A tag that the conversation has, or will have.
#[derive(Clone)]
struct Held {
    /// `None` if it is yet to be made.
    id: Option<String>,
    name: String,
}

impl Links {
    pub(in crate::adapters::unthread::writes) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.created.is_empty() && self.removed.is_empty()
    }

    /// Follows the wishes in their order. What is there already is not linked again.
    pub(super) fn between(
        current: &[wire::Tag],
        wishes: &[TagWish<'_>],
        all: &[wire::Tag],
    ) -> Result<Self, Refusal> {
        let held = |tag: &wire::Tag| Held {
            id: Some(tag.id.clone()),
            name: tag.name.clone().unwrap_or_default(),
        };
        let before: Vec<Held> = current.iter().map(held).collect();
        let (mut after, mut unknown) = (before.clone(), Vec::new());
        for wish in wishes {
            after.retain(|tag| wish.keeps(&tag.name));
            let (names, creates_missing) = wish.wanted();
            for name in names {
                if after.iter().any(|tag| is_same(&tag.name, name)) {
                    continue;
                }
                // A tag that was taken off by an earlier wish is still one of all.
                match found(name, &before).or_else(|| found_in(name, all)) {
                    Some(tag) => after.push(tag),
                    None if creates_missing => after.push(Held {
                        id: None,
                        name: name.trim().to_owned(),
                    }),
                    None => unknown.push(name.as_str()),
                }
            }
        }
        if !unknown.is_empty() {
            return Err(no_such(&unknown, all));
        }
        Ok(Self::difference(&before, after))
    }

    fn difference(before: &[Held], after: Vec<Held>) -> Self {
        let has = |tags: &[Held], id: &str| tags.iter().any(|tag| tag.id.as_deref() == Some(id));
        let ids = before.iter().filter_map(|tag| tag.id.clone());
        let removed = ids.filter(|id| !has(&after, id)).collect();
        let (mut added, mut created) = (Vec::new(), Vec::new());
        for Held { id, name } in after {
            match id {
                None => created.push(name),
                Some(id) if !has(before, &id) => added.push(id),
                Some(_) => {}
            }
        }
        Self {
            added,
            created,
            removed,
        }
    }
}

fn found(name: &str, among: &[Held]) -> Option<Held> {
    among.iter().find(|tag| is_same(&tag.name, name)).cloned()
}

/// The tag that is spelled so, else one in another case.
fn found_in(name: &str, all: &[wire::Tag]) -> Option<Held> {
    let named = |tag: &&wire::Tag| tag.name.as_deref() == Some(name);
    let alike = |tag: &&wire::Tag| tag.name.as_deref().is_some_and(|own| is_same(own, name));
    let tag = all.iter().find(named).or_else(|| all.iter().find(alike))?;
    Some(Held {
        id: Some(tag.id.clone()),
        name: tag.name.clone()?,
    })
}

fn no_such(unknown: &[&str], all: &[wire::Tag]) -> Refusal {
    let explanation = format!("There is no tag named {}.", unknown.join(", "));
    let names = all.iter().filter_map(|tag| tag.name.clone()).collect();
    Refusal::bad_input(TAGS, explanation).allowing(Allowed::Words(names))
}

#[cfg(test)]
mod tests {
    use super::{Links, TagWish, wire};
    use crate::provider::Allowed;

    fn tags(names: &[&str]) -> Vec<wire::Tag> {
        let tag = |name: &&str| wire::Tag {
            id: format!("id of {name}"),
            name: Some((*name).to_owned()),
        };
        names.iter().map(tag).collect()
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    fn links(added: &[&str], created: &[&str], removed: &[&str]) -> Links {
        let ids = |all: &[&str]| all.iter().map(|name| format!("id of {name}")).collect();
        Links {
            added: ids(added),
            created: names(created),
            removed: ids(removed),
        }
    }

    #[test]
    fn only_what_changes_is_linked() {
        let (current, all) = (tags(&["Bug", "VIP"]), tags(&["Bug", "VIP", "late", "Late"]));
        let between = |wish: TagWish<'_>| Links::between(&current, &[wish], &all);
        let added = names(&["bug", "late", "new", "late"]);
        let wish = TagWish::add(&added, true).unwrap();
        assert_eq!(between(wish), Ok(links(&["late"], &["new"], &[])));
        let removed = names(&["vip", "nowhere"]);
        let expected = Ok(links(&[], &[], &["VIP"]));
        assert_eq!(between(TagWish::Remove(&removed)), expected);
        let set = names(&["VIP", "Late"]);
        let expected = Ok(links(&["Late"], &[], &["Bug"]));
        assert_eq!(between(TagWish::set(&set).unwrap()), expected);
        assert_eq!(
            between(TagWish::Set(&[])),
            Ok(links(&[], &[], &["Bug", "VIP"]))
        );
        assert!(between(TagWish::Remove(&[])).unwrap().is_empty());
    }

    #[test]
    fn wishes_follow_each_other() {
        let current = tags(&["Bug"]);
        let (bug, late) = (names(&["Bug"]), names(&["late"]));
        let wishes = [
            TagWish::Remove(&bug),
            TagWish::Set(&late),
            TagWish::Set(&bug),
        ];
        let all = tags(&["Bug", "late"]);
        assert!(Links::between(&current, &wishes, &all).unwrap().is_empty());
    }

    #[test]
    fn a_name_that_no_tag_has_is_refused_with_those_there_are() {
        let unknown = names(&["late", "bug", "nope"]);
        let wish = TagWish::add(&unknown, false).unwrap();
        let refusal = Links::between(&[], &[wish], &tags(&["Bug"])).unwrap_err();
        assert_eq!(refusal.explanation, "There is no tag named late, nope.");
        assert_eq!(refusal.allowed, Allowed::Words(names(&["Bug"])));
        assert!(TagWish::add(&names(&[""]), true).is_err());
    }
}
